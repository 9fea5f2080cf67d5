"""What the cells of a thematic list hold: text and number, position, and themes, persons and SDGs in one cell."""

import re

from openupr.upr.names import UnknownName
from openupr.upr.responses import normalise

from .values import Position

NUMBER = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})*)[.):]?\s+(?=\S)")
_BARE_NUMBER = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})*)\s*[.):]?\s*")
SOURCE = re.compile(r"source\s+of\s+(?:the\s+)?position\s*:?\s*", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-–—•·▪o]\s+)+")
_LABELS = (
    ("sdgs", re.compile(r"(?:relevant\s+)?(?:SDGs?|sustainable development goals?)\s*:\s*", re.IGNORECASE)),
    (
        "persons",
        re.compile(
            r"(?:affected\s+(?:persons|groups)|groups?\s+of\s+(?:persons|people)|persons\s+affected)\s*:\s*", re.I
        ),
    ),
    ("themes", re.compile(r"(?:full\s+list\s+of\s+|human\s+rights\s+)?themes?\s*:\s*", re.IGNORECASE)),
)
_CODE = r"\d{1,2}(?:\.(?:\d{1,2}|[a-d]))?"
# "SDG 3.8", "SDGs 5, 5.2 and 16", alone in a line or in brackets behind something else.
_CODES = rf"SDGs?\s*:?\s*({_CODE}(?:\s*(?:[,;/&]|and)\s*(?:SDGs?\s*)?{_CODE})*)"
_INLINE = re.compile(rf"\s*[(\[]\s*{_CODES}\s*[)\]]", re.IGNORECASE)
_ALONE = re.compile(rf"{_CODES}[.;]?", re.IGNORECASE)
_ONLY_CODES = re.compile(rf"{_CODE}(?:\s*(?:[,;/&]|and)\s*{_CODE})*[.;]?")
_EACH_CODE = re.compile(_CODE)


def cut_source(lines: tuple[str, ...]) -> tuple[str, str]:
    """(the text, where the position was taken from)."""
    text = "\n".join(lines)
    found = SOURCE.search(text)
    if found is None:
        return " ".join(text.split()), ""
    return " ".join(text[: found.start()].split()), " ".join(text[found.end() :].split())


def number_and_text(column: str, text: str) -> tuple[str, str]:
    if alone := _BARE_NUMBER.fullmatch(column):
        repeated = NUMBER.match(text)
        return alone[1], text[repeated.end() :] if repeated and repeated[1] == alone[1] else text
    found = NUMBER.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def position_told(told: str) -> Position:
    try:
        return normalise("thematic-list", told.strip(" .;"))  # type: ignore[return-value]
    except UnknownName:
        return ""


def parts_of_cell(lines: tuple[str, ...], first: str, inline: dict[str, None]) -> dict[str, list[str]]:
    """What a cell holds, by the labels that stand in it ("SDGs:", "Affected persons:"); before any, it is `first`."""
    found: dict[str, list[str]] = {"themes": [], "persons": [], "sdgs": []}
    kind = first
    for given in lines:
        line = _BULLET.sub("", given).strip()
        for name, label in _LABELS:
            if begins := label.match(line):
                kind, line = name, _BULLET.sub("", line[begins.end() :]).strip()
                break
        if alone := _ALONE.fullmatch(line):
            found["sdgs"] += _EACH_CODE.findall(alone[1])
        elif kind == "sdgs" and _ONLY_CODES.fullmatch(line):
            found["sdgs"] += _EACH_CODE.findall(line)
        elif line := without_codes(line, inline).strip():
            found[kind] += _several(line) if kind == "sdgs" else [line]
    return found


def _several(line: str) -> list[str]:
    """Goals in one line: "5 - GENDER EQUALITY; 16 - PEACE ..."."""
    return [each.strip() for each in re.split(r";\s*(?=(?:SDG\s*)?\d)", line) if each.strip()]


def without_codes(text: str, found: dict[str, None]) -> str:
    for match in _INLINE.finditer(text):
        found.update(dict.fromkeys(_EACH_CODE.findall(match[1])))
    return _INLINE.sub("", text)
