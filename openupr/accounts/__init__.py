"""People and trust: who takes part, for which organisation, by whose invitation, and who did what.

A person needs no e-mail and no telephone; a guest is a phone in a room. This app knows no
coalition: an app that opens a *circle* of people (a coalition) says which roles they have in it.
"""
