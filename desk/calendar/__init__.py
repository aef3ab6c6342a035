"""The staff's calendar: which days are asked for, and how a visit is said there."""
