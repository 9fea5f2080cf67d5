"""The record: every recommendation one State made to another, where it was recorded and what was
answered.

Import it, search it, take it apart: has our topic been raised, by whom, what did the State answer,
what was not found in the reviews that are loaded.
"""
