"""Documents that leave the clinic as PDF: the progress report and the handout of a program."""
