"""Decisions: what a coalition or one of its groups asks its organisations, and what they answer.

One voice for each organisation, a quorum, an outcome; rankings; and consultations with people.
"""
