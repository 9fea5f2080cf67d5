"""How much of a stranger's file is read. Each limit is far above what an honest file needs.

The largest honest table so far has 9,598 rows of 11 columns, its longest cell 937 characters, and
its XLSX form unpacks to 4 MB; the whole record of the review is below 150,000 rows.
"""

from typing import NamedTuple

MAX_TABLE_BYTES = 100 * 1024 * 1024
MAX_ROWS = 300_000
MAX_COLUMNS = 256
MAX_CELL = 100_000
"""Characters; a spreadsheet program itself stops at 32,767."""
MAX_TABLE_CHARACTERS = 200_000_000
"""Of all cells: a workbook keeps a text once, however many cells show it.

The whole record has some 60 million.
"""


class TableLimits(NamedTuple):
    """How much of a table is read: rows, characters of a cell, and characters of all cells."""

    rows: int
    cell: int
    characters: int


RECORD = TableLimits(MAX_ROWS, MAX_CELL, MAX_TABLE_CHARACTERS)
RETURNED = TableLimits(rows=5_000, cell=32_767, characters=1_000_000)
"""Of a list that goes out, is filled in elsewhere and comes back.

It has at most 2,000 rows; 800 with a recommendation and an answer have some 500,000 characters.
"""

MAX_ANSWER_MEMORY = 10_000_000
"""Bytes that the server needs for what such a process hands back.

Measured in megabytes: the longest report or list of OHCHR 0.6; a draft of 90,000 characters that
came back 1.3.
"""
MAX_PROCESS_MEMORY = 512 * 1024 * 1024
"""Of a process that opens a stranger's file.

Measured in megabytes: a report of the Working Group built again 81, twenty scanned pages 135, a
photograph of 24 million pixels 376 (PNG 429); a workbook of 40,000 rows and 26 million characters
151; the longest list of OHCHR's as Word 68.
"""
SMALL_MACHINE = 4_000_000_000
"""Bytes of memory; below that one such process works at a time, else two."""
MAX_WORKBOOK_SECONDS = 120
"""A workbook of 25,000 rows takes less than one."""

MAX_ARCHIVE_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
"""Unpacked size to packed size, for an entry above `RATIO_FROM_BYTES`.

Text of a real table reaches 15.
"""
RATIO_FROM_BYTES = 10 * 1024 * 1024

MAX_JSON_BYTES = 2 * 1024 * 1024 * 1024
MAX_JSON_RECORD = 32 * 1024 * 1024
"""Characters of one record, or of one whole page of records."""
MAX_JSON_DEPTH = 60
"""A page of records nests 7 deep."""

MAX_WORD_BYTES = 50 * 1000 * 1000
"""A submission is some 100 KB; with photographs a few MB."""
MAX_WORD_XML = 16 * 1024 * 1024
"""One XML part of a Word file; the text of a submission is below 2 MB."""
MAX_WORD_TAGS = 500_000
MAX_WORD_ATTRIBUTES = 1_000_000
MAX_WORD_FIELDS = 200
"""Fields inside each other; Word itself knows some twenty."""
MAX_WORD_TEXT = 200_000
"""Characters; the longest submission allowed has some 40,000, a report of a working group
84,000.
"""
MAX_WORD_PARAGRAPHS = 10_000
"""A submission has some 300; each costs a reader as much as thirty characters, also an empty
one.
"""
MAX_WORD_SECONDS = 20
"""A file at these limits takes less than one."""
