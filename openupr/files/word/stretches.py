"""Reads what is inside a paragraph: stretches of text, breaks, fields, notes, tracked changes."""

from typing import Any, Literal

from openupr.files.limits import MAX_WORD_FIELDS
from openupr.files.refusal import RefusedFile
from openupr.files.word.gathering import Gathered
from openupr.files.word.line import LineInProgress
from openupr.files.word.names import ALTERNATE, CHOICE, FALLBACK, LINK, MATHS, MATHS_TEXT, w
from openupr.files.word.properties import Properties, run_properties
from openupr.files.word.values import Look

Mode = Literal["", "inserted", "deleted"]

_RUN, _TEXT, _PROPERTIES, _CONTENT = w("r"), w("t"), w("rPr"), w("sdtContent")
_TRANSPARENT = {
    w(name) for name in ("hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "fldSimple")
}
_MODES: dict[str, Mode] = {
    w("ins"): "inserted",
    w("moveTo"): "inserted",
    w("del"): "deleted",
    w("moveFrom"): "deleted",
}
SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
    w("sym"): "\u25a1",
}
_DRAWN = {w("drawing"), w("pict"), w("object")}
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_BOX = w("txbxContent")
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_TOO_DEEP = "This Word file has fields inside fields without end, which no office program writes; it was not read."
_BLANKS = " \t\r\n"


class Stretches:
    """Reads paragraphs one after the other: a field may begin in one and end in another.

    `fields` is the stack of open ones, each "code" or "result". With `fields=False` they are not
    heeded: of a file with a field that never ends everything is text, so that nothing goes
    uncounted.
    """

    def __init__(self, story: Gathered, *, fields: bool = True) -> None:
        self.story, self._heeds_fields = story, fields
        self.fields: list[str] = []

    def read(self, paragraph: Any, line: LineInProgress, style: str, table_style: str) -> list[Any]:
        """Add a paragraph's content to `line`; gives the text boxes that hang on it."""
        self._line, self._style, self._table_style = line, style, table_style
        self._boxes: list[Any] = []
        self._inside(paragraph, "")
        return self._boxes

    def _inside(self, element: Any, mode: Mode) -> None:
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._run(child, mode)
            elif tag in _TRANSPARENT:
                self._inside(child, mode)
            elif tag in _MODES:
                self.story.changed_by.setdefault(child.get(w("author"), ""))
                self._inside(child, "deleted" if "deleted" in (mode, _MODES[tag]) else _MODES[tag])
            elif tag == ALTERNATE:
                self._inside(chosen(child), mode)
            elif tag in MATHS:
                self._add("".join(piece.text or "" for piece in child.iter(MATHS_TEXT)), {}, mode)
            elif tag == w("ruby"):
                for base in child.iter(w("rubyBase")):
                    self._inside(base, mode)
            elif tag == w("subDoc"):
                self.story.elsewhere.append(child.get(LINK, ""))

    def _run(self, run: Any, mode: Mode) -> None:
        stated = run_properties(run.find(_PROPERTIES), self.story.styles.themes)
        pieces: list[str] = []
        for child in run:
            tag = child.tag
            if tag == _TEXT or tag == w("delText"):
                text = child.text or ""
                pieces.append(text if child.get(_PRESERVE) == "preserve" else text.strip(_BLANKS))
            elif tag in SIGNS:
                pieces.append(SIGNS[tag])
            elif tag == w("fldChar"):
                self._add("".join(pieces), stated, mode)
                pieces = []
                self._field(child.get(w("fldCharType")))
            elif tag != _PROPERTIES and tag != w("instrText"):
                self._add("".join(pieces), stated, mode)
                pieces = []
                self._other(child, stated, mode)
        self._add("".join(pieces), stated, mode)

    def _other(self, child: Any, stated: Properties, mode: Mode) -> None:
        """What is rarer in a run: breaks, notes, drawings."""
        tag = child.tag
        if tag == w("br"):
            if child.get(w("type")) == "page" and mode != "deleted" and not self._in_code():
                self._line.breaks.append(self._line.length)
            self._add("\n", stated, mode)
        elif tag in _NOTES and mode != "deleted" and not self._in_code():
            key = (_NOTES[tag], child.get(w("id"), ""))
            # Of two marks of one note only the first brings it.
            self._line.notes.append(self.story.note_keys.setdefault(key, len(self.story.note_keys)))
        elif (tag in _DRAWN or tag == ALTERNATE) and mode != "deleted":
            self.story.embedded += tag == w("object")
            self._boxes.extend(text_boxes(child))
        elif tag == w("ruby"):
            for base in child.iter(w("rubyBase")):
                self._inside(base, mode)

    def _field(self, kind: str | None) -> None:
        if not self._heeds_fields:
            return
        if kind == "begin":
            self.fields.append("code")
            if len(self.fields) > MAX_WORD_FIELDS:
                raise RefusedFile(_TOO_DEEP)
        elif self.fields and kind == "separate":
            self.fields[-1] = "result"
        elif self.fields and kind == "end":
            self.fields.pop()

    def _in_code(self) -> bool:
        return "code" in self.fields

    def _add(self, text: str, stated: Properties, mode: Mode) -> None:
        if not text or self._in_code():
            return
        line, styles = self._line, self.story.styles
        if mode == "deleted":
            line.deleted.append(text)
        elif styles.is_hidden(stated, self._style):
            line.hidden.append(text)
        else:
            if mode == "inserted":
                line.inserted.append(text)
            line.add(text, self._look(text, stated))

    def _look(self, text: str, stated: Properties) -> Look:
        return self.story.styles.look(text, stated, self._style, self._table_style)


def chosen(alternate: Any) -> Any:
    """The one of several forms of the same thing (a text box, say) that is read: counted once."""
    choice = alternate.find(CHOICE)
    fallback = alternate.find(FALLBACK)
    return choice if choice is not None else () if fallback is None else fallback


def text_boxes(drawing: Any) -> list[Any]:
    """The contents of the text boxes of a drawing; of two forms of one box only the first."""
    boxes, waiting = [], [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == _BOX:
            boxes.append(element)
        elif element.tag == ALTERNATE:
            waiting.extend(reversed(list(chosen(element))))
        else:
            waiting.extend(reversed(element))
    return boxes
