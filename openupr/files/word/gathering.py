"""What is gathered while a story (the text, a note) is read with all changes accepted."""

from dataclasses import dataclass, field
from typing import Any

from openupr.files.word.numbering import Lists
from openupr.files.word.styles import Styles
from openupr.files.word.values import ReadParagraph, ReadTable


@dataclass(slots=True)
class Gathered:
    """What is read of one story. `changed_by` are the names beside tracked changes."""

    styles: Styles
    lists: Lists
    paragraphs: list[ReadParagraph] = field(default_factory=list)
    tables: list[ReadTable] = field(default_factory=list)
    sections: list[Any] = field(default_factory=list)
    note_keys: dict[tuple[str, str], int] = field(default_factory=dict)
    changed_by: dict[str, None] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    inserted: int = 0
    deleted: int = 0
    hidden: int = 0
    embedded: int = 0
    length: int = 0
    filled: int = 0
