"""Roadmaps: what a thematic group does on the way to its part of the submission.

The questions, two of which the record answers; the plenary where groups present; the outline.
"""
