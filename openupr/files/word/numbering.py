"""Automatic numbers: which paragraphs have one, and what it reads."""

from dataclasses import dataclass, field
from typing import Any

from openupr.files.word.names import VAL, w
from openupr.files.word.properties import Properties, whole
from openupr.files.word.values import Numbering

_DEPTHS = 9
_MOST_LABELLED = 40  # characters


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""


@dataclass(slots=True)
class _List:
    """One list: its levels, and how far each has counted. Lists of one pattern count together."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The lists of one file; paragraphs are to be asked for in reading order."""

    def __init__(self, numbering: Any) -> None:
        self._patterns: dict[str, _List] = {}
        self._lists: dict[int, tuple[_List, dict[int, int]]] = {}
        self._by_style: dict[str, tuple[int, int]] = {}
        links: dict[str, str] = {}
        owners: dict[str, str] = {}
        for pattern in () if numbering is None else numbering.findall(w("abstractNum")):
            key = pattern.get(w("abstractNumId"), "")
            self._patterns[key] = _List(dict(map(_level, pattern.findall(w("lvl")))))
            if (link := pattern.find(w("numStyleLink"))) is not None:
                links[key] = link.get(VAL, "")
            if (owner := pattern.find(w("styleLink"))) is not None:
                owners[owner.get(VAL, "")] = key
        for element in () if numbering is None else numbering.findall(w("num")):
            self._add(element, links, owners)

    def _add(self, element: Any, links: dict[str, str], owners: dict[str, str]) -> None:
        number, pattern = whole(element.get(w("numId"))), element.find(w("abstractNumId"))
        if number is None or pattern is None:
            return
        key = pattern.get(VAL, "")
        list_pattern = self._patterns.get(owners.get(links.get(key, ""), key))
        if list_pattern is None:
            return
        starts = {}
        for override in element.findall(w("lvlOverride")):
            depth, start = whole(override.get(w("ilvl"))), override.find(w("startOverride"))
            if depth is not None and start is not None:
                starts[depth] = whole(start.get(VAL)) or 0
        self._lists.setdefault(number, (list_pattern, starts))
        for depth, level in list_pattern.levels.items():
            if level.style:
                self._by_style.setdefault(level.style, (number, depth))

    def number(self, properties: Properties) -> tuple[Numbering, str]:
        """("number", "12."), ("bullet", "") or ("", "") for the next paragraph, which has these
        properties.
        """
        listed, depth = properties.get("list"), properties.get("depth") or 0
        if listed is None or "depth" not in properties:
            # A style may be bound to a level by the list instead of naming it.
            bound = self._by_style.get(properties.get("style", ""))
            if bound and listed in (None, bound[0]):
                listed, depth = bound
        if not listed or listed not in self._lists or depth not in range(_DEPTHS):
            return "", ""
        list_pattern, starts = self._lists[listed]
        level = list_pattern.levels.get(depth, _Level())
        if level.form == "bullet":
            return "bullet", ""
        if level.form == "none" or not level.text.strip():
            return "", ""
        if depth in starts:
            list_pattern.counts[depth] = starts.pop(depth)
        else:
            list_pattern.counts[depth] = list_pattern.counts.get(depth, level.start - 1) + 1
        for deeper in [level_counted for level_counted in list_pattern.counts if level_counted > depth]:
            del list_pattern.counts[deeper]
        return "number", _label(list_pattern, level)


def _level(element: Any) -> tuple[int, _Level]:
    elements = {name: element.find(w(name)) for name in ("numFmt", "lvlText", "start", "pStyle")}
    values = {
        name: "" if element_of_name is None else element_of_name.get(VAL, "")
        for name, element_of_name in elements.items()
    }
    start = whole(values["start"])
    level = _Level(values["numFmt"] or "decimal", values["lvlText"], 1 if start is None else start, values["pStyle"])
    return whole(element.get(w("ilvl"))) or 0, level


def _label(list_pattern: _List, level: _Level) -> str:
    label = level.text
    for depth in range(_DEPTHS):
        if f"%{depth + 1}" in label:
            above = list_pattern.levels.get(depth, _Level())
            label = label.replace(f"%{depth + 1}", _written(list_pattern.counts.get(depth, above.start), above.form))
    return label.strip()[:_MOST_LABELLED]


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and 0 < number <= 26 * 9:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    return str(number)


def _roman(number: int) -> str:
    letters = ""
    pairs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    for value, letter in (*pairs, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        times, number = divmod(number, value)
        letters += letter * times
    return letters
