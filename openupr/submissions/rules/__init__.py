"""Decisions about a submission in plain Python: budgets, changes, markup, names, what came back
from Word.
"""
