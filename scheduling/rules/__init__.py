"""What availability and slots follow from: pure functions on frozen values, with the clock as an argument."""
