"""Phones in the room of a workshop: questions to speakers, a quiz, finding one's group, the table's
roadmap.
"""
