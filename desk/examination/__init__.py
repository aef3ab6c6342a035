"""The examination on the desk: its form made from data, what was sent read back, its values in words."""
