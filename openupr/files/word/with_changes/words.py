"""Reads the words of a paragraph with their manner, their links, their notes, and who changed
them.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from openupr.files.limits import MAX_WORD_FIELDS
from openupr.files.refusal import RefusedFile
from openupr.files.word.names import ALTERNATE, LINK, MATHS, MATHS_TEXT, w
from openupr.files.word.properties import run_properties
from openupr.files.word.story import PUT_IN, TAKEN_OUT
from openupr.files.word.stretches import SIGNS, chosen, text_boxes
from openupr.files.word.styles import Styles
from openupr.files.word.with_changes.sheet import StorySheet
from openupr.files.word.with_changes.values import ChangeMark, Pieces, TrackedPiece

_TRANSPARENT = {w(name) for name in ("smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "fldSimple")}
_TEXTS = {w("t"), w("delText")}
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_DRAWN = {w("drawing"), w("pict"), w("object")}
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]{1,2000})"', re.IGNORECASE)
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_TOO_DEEP = "This Word file has fields inside fields without end, which no office program writes; it was not read."
_LONGEST_CODE = 4000


class Within(NamedTuple):
    """What the words that are being read stand in."""

    link: str = ""
    inserted: ChangeMark | None = None
    deleted: ChangeMark | None = None


class Words:
    """Reads paragraph after paragraph into a sheet: a field may begin in one and end in another.

    `link_of` gives the address of a relation, `note_of` the words of a note by kind and id. With
    `fields=False` fields are not heeded, so that of a file with one that never ends nothing is
    lost.
    """

    def __init__(
        self,
        sheet: StorySheet,
        styles: Styles,
        *,
        link_of: Callable[[str], str],
        note_of: Callable[[str, str], Pieces],
        fields: bool = True,
    ) -> None:  # fmt: skip
        self._sheet, self._styles, self._heeds_fields = sheet, styles, fields
        self._link_of, self._note_of = link_of, note_of
        self.fields: list[tuple[str, str]] = []
        self.boxes: list[Any] = []

    def read(self, paragraph: Any, within: Within) -> list[Any]:
        """Add a paragraph's words to the sheet; gives the text boxes that hang on it."""
        self.boxes = []
        self._inside(paragraph, within)
        return self.boxes

    def _inside(self, element: Any, within: Within) -> None:
        for child in element:
            tag = child.tag
            if tag == w("r"):
                self._run(child, within)
            elif tag in PUT_IN | TAKEN_OUT:
                self._inside(child, changed(within, child))
            elif tag == w("hyperlink"):
                self._inside(child, within._replace(link=self._link(child)))
            elif tag in _TRANSPARENT:
                self._inside(child, within)
            elif tag == ALTERNATE:
                self._inside(chosen(child), within)
            elif tag in MATHS:
                self._say("".join(piece.text or "" for piece in child.iter(MATHS_TEXT)), (False, False), within)
            elif not signpost(child, self._sheet) and tag == w("subDoc"):
                self._sheet.elsewhere.append(child.get(LINK, ""))

    def _link(self, element: Any) -> str:
        anchor = element.get(w("anchor"), "")
        # Names that begin so are Word's own: places of a table of contents.
        return self._link_of(element.get(LINK, "")) or (f"#{anchor}" if anchor and not anchor.startswith("_") else "")

    def _run(self, run: Any, within: Within) -> None:
        manner = self._styles.emphasis(run_properties(run.find(w("rPr")), self._styles.themes))
        for child in run:
            tag = child.tag
            if tag in _TEXTS:
                text = child.text or ""
                self._say(text if child.get(_PRESERVE) == "preserve" else text.strip(" \t\r\n"), manner, within)
            elif tag in SIGNS:
                self._say(SIGNS[tag], manner, within)
            elif tag == w("br"):
                self._say("\n" if child.get(w("type"), "textWrapping") == "textWrapping" else " ", manner, within)
            elif tag == w("fldChar"):
                self._field(child.get(w("fldCharType")))
            elif tag == w("instrText"):
                self._code(child.text or "")
            elif tag in _NOTES:
                self._note(_NOTES[tag], child.get(w("id"), ""), within)
            elif tag == w("commentReference"):
                self._sheet.refer_to_comment(child.get(w("id"), ""))
            elif tag in _DRAWN or tag == ALTERNATE:
                boxes = text_boxes(child)
                self._sheet.pictures += not boxes
                self.boxes.extend(boxes)
            elif tag == w("ruby"):
                for base in child.iter(w("rubyBase")):
                    self._inside(base, within)

    def _note(self, kind: str, key: str, within: Within) -> None:
        words = () if self._in_code() else self._note_of(kind, key)
        if words:
            self._sheet.add(TrackedPiece("", note=words, inserted=within.inserted, deleted=within.deleted))

    def _say(self, text: str, manner: tuple[bool, bool], within: Within) -> None:
        if text and not self._in_code():
            bold, italic = manner
            link = within.link or next((link for _, link in reversed(self.fields) if link), "")
            self._sheet.add(TrackedPiece(text, bold, italic, link, None, within.inserted, within.deleted))

    def _in_code(self) -> bool:
        return any(state == "code" for state, _ in self.fields)

    def _field(self, kind: str | None) -> None:
        if not self._heeds_fields:
            return
        if kind == "begin":
            self.fields.append(("code", ""))
            if len(self.fields) > MAX_WORD_FIELDS:
                raise RefusedFile(_TOO_DEEP)
        elif self.fields and kind == "separate":
            link = _LINK_FIELD.match(self.fields[-1][1])
            self.fields[-1] = ("result", link[1] if link else "")
        elif self.fields and kind == "end":
            self.fields.pop()

    def _code(self, text: str) -> None:
        if self.fields and self.fields[-1][0] == "code":
            self.fields[-1] = ("code", (self.fields[-1][1] + text)[:_LONGEST_CODE])


def changed(within: Within, element: Any) -> Within:
    """What stands in a tracked change."""
    if element.tag in PUT_IN:
        return within._replace(inserted=mark_of(element))
    return within._replace(deleted=mark_of(element))


def mark_of(element: Any) -> ChangeMark:
    """Who made a change, and when."""
    return ChangeMark(" ".join(element.get(w("author"), "").split())[:120], element.get(w("date"), "")[:40])


def signpost(element: Any, sheet: StorySheet) -> bool:
    """Heed a sign that says where a bookmark, a comment or a move begins or ends; whether it was
    one.
    """
    key, tag = element.get(w("id"), ""), element.tag
    if tag == w("bookmarkStart"):
        sheet.begin_bookmark(key, element.get(w("name"), "")[:80])
    elif tag == w("bookmarkEnd"):
        sheet.end_bookmark(key)
    elif tag == w("commentRangeStart"):
        sheet.begin_comment(key)
    elif tag == w("commentRangeEnd"):
        sheet.end_comment(key)
    elif tag in (w("moveFromRangeStart"), w("moveToRangeStart")):
        sheet.moves[key] = element.get(w("name"), "")[:80]
    elif tag in (w("moveFromRangeEnd"), w("moveToRangeEnd")):
        sheet.moves.pop(key, None)
    else:
        return False
    return True
