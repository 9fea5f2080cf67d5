"""The activity report of a workshop: it writes itself from what happened, and people put it in
their own words.
"""
