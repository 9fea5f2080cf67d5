"""Reads a story (the text, a note) block by block, as it stands once all tracked changes are
accepted.
"""

from typing import Any

from openupr.files.limits import MAX_WORD_PARAGRAPHS, MAX_WORD_TEXT
from openupr.files.refusal import RefusedFile
from openupr.files.word.counting import count_words
from openupr.files.word.gathering import Gathered
from openupr.files.word.line import LineInProgress
from openupr.files.word.names import VAL, w
from openupr.files.word.properties import is_on, paragraph_properties
from openupr.files.word.story import TAKEN_OUT, Story, changes_of_mark
from openupr.files.word.stretches import Stretches
from openupr.files.word.values import Place, ReadTable

_SECTION = w("sectPr")
_GONE_ROW, _GONE_CELL = f"{w('trPr')}/{w('del')}", f"{w('tcPr')}/{w('cellDel')}"
_TOO_LONG = "This document holds far more text than a submission can; it was not read."


class Flow(Story):
    """Fills what is gathered of a story."""

    def __init__(self, story: Gathered, *, fields: bool = True) -> None:
        super().__init__(story.elsewhere)
        self.story = story
        self.stretches = Stretches(story, fields=fields)
        self._place: Place = "text"
        self._table_style = ""
        self._cover = False
        self._prefix: LineInProgress | None = None

    def sign(self, element: Any) -> None:
        if element.tag == _SECTION:
            self.story.sections.append(element)

    def control(self, element: Any) -> None:
        gallery = element.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
        before, self._cover = self._cover, self._cover or (gallery is not None and gallery.get(VAL) == "Cover Pages")
        for content in element.findall(w("sdtContent")):
            self.read(content)
        self._cover = before

    def table(self, element: Any) -> None:
        outer = self._place, self._table_style, self._prefix
        style = element.find(f"{w('tblPr')}/{w('tblStyle')}")
        self._place, self._table_style, self._prefix = "table", "" if style is None else style.get(VAL, ""), None
        rows = [row for row in self.inside(element, w("tr")) if row.find(_GONE_ROW) is None]
        header = rows[0].find(f"{w('trPr')}/{w('tblHeader')}") if rows else None
        self.story.tables.append(ReadTable(len(rows), header is not None and is_on(header)))
        for row in rows:
            for cell in self.inside(row, w("tc")):
                if cell.find(_GONE_CELL) is None:
                    self.read(cell)
                    self._end_of_container()
        self._place, self._table_style, self._prefix = outer

    def _end_of_container(self) -> None:
        """A paragraph whose mark is deleted runs into the next one; where there is none it
        stays.
        """
        if self._prefix is not None:
            line, self._prefix = self._prefix, None
            self._finish(line, self.story.styles.paragraph({}), None)

    def end(self) -> None:
        """After the last block of a story."""
        self._end_of_container()

    def paragraph(self, element: Any) -> None:
        stated = element.find(w("pPr"))
        properties = self.story.styles.paragraph(paragraph_properties(stated))
        line, self._prefix = self._prefix or LineInProgress(), None
        boxes = self.stretches.read(element, line, properties["style"], self._table_style)
        changes = changes_of_mark(stated)
        self.story.changed_by.update(dict.fromkeys(change.get(w("author"), "") for change in changes))
        if any(change.tag in TAKEN_OUT for change in changes):
            self._prefix = line
        else:
            self._finish(line, properties, None if stated is None else stated.find(_SECTION))
        for box in boxes:
            self._box(box)

    def _box(self, box: Any) -> None:
        outer, prefix, fields = self._place, self._prefix, self.stretches.fields
        self._place, self._prefix, self.stretches.fields = "text box", None, []
        self.read(box)
        self._end_of_container()
        self._place, self._prefix, self.stretches.fields = outer, prefix, fields

    def _finish(self, line: LineInProgress, properties: dict[str, Any], section: Any) -> None:
        story = self.story
        story.length += line.length
        if story.length > MAX_WORD_TEXT or len(story.paragraphs) >= MAX_WORD_PARAGRAPHS:
            raise RefusedFile(_TOO_LONG)
        story.inserted += count_words("".join(line.inserted))
        story.deleted += count_words("".join(line.deleted))
        story.hidden += count_words("".join(line.hidden))
        if section is not None:
            story.sections.append(section)
        numbering, label = story.lists.number(properties)
        style = story.styles.name(properties["style"])
        is_filled = any(piece.strip() for pieces, _ in line.runs for piece in pieces)
        story.filled += is_filled
        story.paragraphs.append(
            line.whole(
                number=story.filled if is_filled else 0,
                place=self._place,
                style=style,
                level=properties["level"] if is_filled else 0,
                numbering=numbering,
                label=label,
                spacing=None if properties.get("fixed") else properties.get("line", 1.0),
                break_before=bool(properties.get("page")),
                break_after=section is not None,
                contents=style.startswith(("toc ", "contents ")),
                cover=self._cover,
            )
        )
