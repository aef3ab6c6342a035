"""Made-up patients live a program of a pack in memory, so that a clinic sees what its thresholds do.

The rules are the real ones; the people are caricatures. What comes out compares one setting with another
and says nothing about any patient. No database, no clock of its own: the same seed gives the same bytes.
"""
