"""Languages: which texts exist in a second language, and which of them a speaker confirmed.

A machine's translation is marked everywhere until a person compared it with the English.
"""
