"""For the person who runs a server: how much each coalition takes, and what is wrong with the
installation.
"""
