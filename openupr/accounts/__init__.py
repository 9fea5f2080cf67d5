"""People and trust: who takes part, for which organisation, by whose invitation, and what was done when.

A person needs no e-mail and no telephone; a guest is a phone in a room. Nothing here knows what a coalition is:
whoever opens a *circle* of people (a coalition) says which roles its people have in it.
"""
