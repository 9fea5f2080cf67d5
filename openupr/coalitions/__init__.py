"""Coalitions: organisations that prepare one review of one State together.

Thematic groups with a rapporteur fill their roadmap, draft recommendations against the record,
consult, decide and present; everyone knows what is due, by whom, when.
"""
