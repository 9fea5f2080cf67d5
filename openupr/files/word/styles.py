"""What text looks like: defaults, then the styles of table, paragraph and text, then what is set by
hand.
"""

import re
from typing import Any

from openupr.files.word.names import VAL, w
from openupr.files.word.properties import Properties, paragraph_properties, run_properties, theme_fonts
from openupr.files.word.values import Look

# What Word takes where a file says nothing at all.
_NOTHING_SAID: Properties = {"ascii": "Times New Roman", "cs": "Times New Roman", "sz": 10.0, "szCs": 10.0}
_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_LONGEST_CHAIN = 30
_BODY_TEXT = 9  # the outline level that says: no heading
# Blocks of scripts for which Word takes the "complex script" font, and those of East Asia.
_COMPLEX = re.compile("[\u0590-\u08ff\u0900-\u109f\u1780-\u18af\u1950-\u1aaf\u1b00-\u1cff]")
_EAST_ASIAN = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003fffd]")


class Styles:
    """The styles of one file.

    Each answer is remembered: a file repeats a handful of them thousands of times.
    """

    def __init__(self, styles: Any, theme: Any) -> None:
        self.themes = theme_fonts(theme)
        self._text: Properties = dict(_NOTHING_SAID)
        self._paragraph: Properties = {}
        self._found: dict[str, Any] = {}
        self._default = ""
        self._stated: dict[str, tuple[Properties, Properties, str]] = {}
        self._chains: dict[str, tuple[Properties, Properties]] = {}
        self._looks: dict[tuple[object, ...], Look] = {}
        for element in () if styles is None else styles:
            if element.tag == w("docDefaults"):
                self._text |= run_properties(element.find(f"{w('rPrDefault')}/{w('rPr')}"), self.themes)
                self._paragraph |= paragraph_properties(element.find(f"{w('pPrDefault')}/{w('pPr')}"))
            elif element.tag == w("style"):
                self._found.setdefault(element.get(w("styleId"), ""), element)
                if element.get(w("type")) == "paragraph" and element.get(w("default")) in ("1", "true", "on"):
                    self._default = element.get(w("styleId"), "")

    def name(self, style: str) -> str:
        """The name a user sees, in lower case; built-in names are English in every language of
        Word.
        """
        element = self._found.get(style)
        named = None if element is None else element.find(w("name"))
        return (style if named is None else named.get(VAL, style)).lower()

    def paragraph(self, stated: Properties) -> Properties:
        """All properties of a paragraph with these stated; `style` and `level` are resolved,
        too.
        """
        style = stated.get("style") or self._default
        whole = self._paragraph | self._chain(style)[0] | stated
        whole["style"] = style
        whole["level"] = self._level(whole)
        return whole

    def look(self, text: str, stated: Properties, paragraph_style: str, table_style: str) -> Look:
        """How a text with these properties stated looks."""
        slot = _slot(text, stated)
        key = (slot, paragraph_style, table_style, *sorted(stated.items()))
        if (known := self._looks.get(key)) is None:
            whole = self._text | self._chain(table_style)[1] | self._chain(paragraph_style)[1]
            whole |= self._chain(stated.get("style", ""))[1] | stated
            size = whole.get("szCs" if slot == "cs" else "sz") or _NOTHING_SAID["sz"]
            known = Look(whole.get(slot) or "", size, bool(whole.get("b")), whole.get("lang") or "")
            self._looks[key] = known
        return known

    def emphasis(self, stated: Properties) -> tuple[bool, bool]:
        """(bold, italic) that a text with these properties has of its own, whatever its paragraph's
        style says.
        """
        whole = self._chain(stated.get("style", ""))[1] | stated
        return bool(whole.get("b")), bool(whole.get("i"))

    def is_hidden(self, stated: Properties, paragraph_style: str) -> bool:
        """Whether text is hidden, by hand or by a style."""
        if "vanish" in stated:
            return bool(stated["vanish"])
        chained = self._chain(paragraph_style)[1] | self._chain(stated.get("style", ""))[1]
        return bool(chained.get("vanish"))

    def _chain(self, style: str) -> tuple[Properties, Properties]:
        """(of paragraphs, of text) that a style states, with what it is based on."""
        if style not in self._chains:
            line: list[tuple[Properties, Properties]] = []
            following = style
            # Bounded, because a style may be based on itself in the end.
            while following in self._found and len(line) < _LONGEST_CHAIN:
                of_paragraphs, of_text, following = self._own(following)
                line.append((of_paragraphs, of_text))
            paragraph, text = Properties(), Properties()
            for of_paragraphs, of_text in reversed(line):
                paragraph |= of_paragraphs
                text |= of_text
            self._chains[style] = paragraph, text
        return self._chains[style]

    def _own(self, style: str) -> tuple[Properties, Properties, str]:
        """(of paragraphs, of text, the style it is based on) of one style alone."""
        if style not in self._stated:
            element = self._found[style]
            based = element.find(w("basedOn"))
            paragraph = paragraph_properties(element.find(w("pPr")))
            text = run_properties(element.find(w("rPr")), self.themes)
            paragraph.pop("style", None)
            text.pop("style", None)
            self._stated[style] = paragraph, text, "" if based is None else based.get(VAL, "")
        return self._stated[style]

    def _level(self, properties: Properties) -> int:
        outline = properties.get("outline")
        if outline is not None:
            return int(outline) + 1 if 0 <= outline < _BODY_TEXT else 0
        match = _HEADING.fullmatch(self.name(properties["style"]))
        return int(match[1]) if match else 0


def _slot(text: str, stated: Properties) -> str:
    """Which of a run's fonts its letters are set in."""
    if stated.get("rtl"):
        return "cs"
    if text.isascii():
        return "ascii"
    half = len(text) / 2
    if len(_COMPLEX.findall(text)) > half:
        return "cs"
    return "eastAsia" if len(_EAST_ASIAN.findall(text)) > half else "ascii"
