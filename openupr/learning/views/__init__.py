"""Lessons, questions to check oneself by, the word list."""
