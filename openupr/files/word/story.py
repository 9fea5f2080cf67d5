"""How both readers walk through a story: the text, a note, a cell, a text box."""

from collections.abc import Iterator
from typing import Any, ClassVar

from openupr.files.word.names import ALTERNATE, LINK, w
from openupr.files.word.stretches import chosen

PUT_IN, TAKEN_OUT = frozenset({w("ins"), w("moveTo")}), frozenset({w("del"), w("moveFrom")})
_TRANSPARENT = frozenset(w(name) for name in ("sdtContent", "customXml", "smartTag"))
_PARAGRAPH, _TABLE, _CONTROL, _OTHER_FILE = w("p"), w("tbl"), w("sdt"), w("altChunk")


class Story:
    """Walks block by block.

    `changes` are the tracked changes whose inside is read; that of others is passed over.

    `elsewhere` gathers the links to parts with text of another kind (a web page put in), which are
    not read.
    """

    changes: ClassVar[frozenset[str]] = PUT_IN

    def __init__(self, elsewhere: list[str]) -> None:
        self._elsewhere = elsewhere

    def read(self, container: Any) -> None:
        """Everything in a body, note, cell, text box or content control."""
        for child in container:
            tag = child.tag
            if tag == _PARAGRAPH:
                self.paragraph(child)
            elif tag == _TABLE:
                self.table(child)
            elif tag in self.changes:
                self.change(child)
            elif tag == _CONTROL:
                self.control(child)
            elif tag in _TRANSPARENT:
                self.read(child)
            elif tag == ALTERNATE:
                self.read(chosen(child))
            elif tag == _OTHER_FILE:
                self._elsewhere.append(child.get(LINK, ""))
            else:
                self.sign(child)

    def paragraph(self, element: Any) -> None:
        raise NotImplementedError

    def table(self, element: Any) -> None:
        raise NotImplementedError

    def change(self, element: Any) -> None:
        """Blocks that somebody put in or took out."""
        self.read(element)

    def control(self, element: Any) -> None:
        """A content control."""
        self.read(element)

    def sign(self, element: Any) -> None:
        """Anything else between blocks: the end of a section, of a bookmark."""

    def inside(self, element: Any, tag: str) -> Iterator[Any]:
        """Rows of a table or cells of a row, also inside content controls."""
        for child in element:
            if child.tag == tag:
                yield child
            elif child.tag in self.changes or child.tag == _CONTROL or child.tag in _TRANSPARENT:
                yield from self.inside(child, tag)
            else:
                self.sign(child)


def changes_of_mark(stated: Any) -> list[Any]:
    """Tracked changes of the sign that ends a paragraph, from the paragraph's properties."""
    mark = None if stated is None else stated.find(w("rPr"))
    return [] if mark is None else [child for child in mark if child.tag in PUT_IN | TAKEN_OUT]
