"""Languages: which texts exist in a second language, and which of them somebody who speaks it has confirmed.

A translation made by a machine says so wherever it is shown, until a person has read it beside the English.
"""
