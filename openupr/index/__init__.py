"""The record's index: which rows hold these words, how many of each kind, counted while a person
waits.

Knows rows, words and columns; nothing of the Universal Periodic Review and nothing of the web.
`build` writes a generation of files from rows, `reader.open_index` maps the current one into memory
and answers from it.
"""
