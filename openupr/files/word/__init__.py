"""Opens Word files (.docx) that strangers send: what they say, how it looks, how many words it is.

`read_word(bytes)` gives plain values and raises only `RefusedFile`. Everything happens in memory.
"""

from openupr.files.word.counting import count_words, share_without_blanks
from openupr.files.word.reading import read_word
from openupr.files.word.values import Look, ReadNote, ReadParagraph, ReadRun, ReadSection, ReadTable, WordFile

__all__ = [
    "Look",
    "ReadNote",
    "ReadParagraph",
    "ReadRun",
    "ReadSection",
    "ReadTable",
    "WordFile",
    "count_words",
    "read_word",
    "share_without_blanks",
]
