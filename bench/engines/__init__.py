"""One module for each program that answers the questions: it builds from the same rows and gives the same answer."""
