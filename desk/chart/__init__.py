"""The chart of an episode as the desk shows it: lanes of plots on shared days, and the timeline below."""
