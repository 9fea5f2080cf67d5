"""What the cells of a thematic list hold: text and number, position, and themes, persons and SDGs
in one cell.
"""

import re
from collections.abc import Callable

from openupr.upr.names import UnknownName
from openupr.upr.ohchr_themes import is_theme
from openupr.upr.populations import EVERYBODY, from_label
from openupr.upr.responses import normalise
from openupr.upr.sdgs import goal_in

from .values import Position

_DIGITS = r"\d{1,3}(?:\.\d{1,3})*"
NUMBER = re.compile(rf"\s*({_DIGITS}(?:\s?\([a-z]\))?)[.):]?\s+(?=\S)")
_BARE_NUMBER = re.compile(
    rf"\s*(?:(?:para(?:graph)?|no)\.?\s*)?({_DIGITS}(?:\s?\([a-z]\))?)\s*[.):]?\s*", re.IGNORECASE
)
SOURCE = re.compile(r"[(\[]?\s*source\s+of\s+(?:the\s+)?position\s*:?\s*", re.IGNORECASE)
# A document, and the paragraph in it, without such words before: "A/HRC/28/16/Add.1 - Para. 5".
_DOCUMENT = re.compile(
    r"\(?\s*A/HRC/\d{1,3}/\d{1,4}(?:/(?:Add|Corr|Rev)\.\s?\d+)?(?:\s*[-–,;:]*\s*para(?:graph)?s?\b[.\s]*"
    r"\d[\d.]*(?:\s*(?:[-–,&]|and)\s*\d[\d.]*)*)?\s*\)?",
    re.IGNORECASE,
)
_POSITION = re.compile(r"\s*(?:position|response)\s*:\s*", re.IGNORECASE)
_NOTE = re.compile(r"(?:\s*(?:[*†‡]+|\[\d{1,2}\]|(?<=[^\W\d])\d{1,2}))+$")
# The last are signs of Word's symbol fonts.
_BULLET = re.compile(r"^\s*(?:[-–—•·▪*\ue000-\uf8ff]\s*|[o§]\s+)+(?=\S)")
_LABELS = (
    ("sdgs", re.compile(r"(?:relevant\s+|related\s+)?(?:SDGs?|sustainable development goals?)\s*:\s*", re.IGNORECASE)),
    (
        "persons",
        re.compile(
            r"(?:affected\s+(?:persons?|groups?|people)|groups?\s+of\s+(?:persons|people)|(?:persons|groups)\s+affected)"
            r"\s*:\s*",
            re.I,
        ),
    ),
    (
        "themes",
        re.compile(
            r"(?:(?:full\s+list\s+of\s+|human\s+rights\s+)?themes?|rights?\s+or\s+areas?|rights?\s*/\s*areas?"
            r"|full\s+list\s+of\s+rights|rights?|areas?)\s*:\s*",
            re.IGNORECASE,
        ),
    ),
)
# Inside a line only the labels that are no words of a theme.
_LABEL_INSIDE = re.compile(
    r"\s+(?=(?:rights?\s+or\s+areas?|affected\s+(?:persons?|groups?|people)|groups?\s+of\s+(?:persons|people)"
    r"|(?:relevant\s+)?SDGs?)\s*:)",
    re.IGNORECASE,
)
_CODE = r"\d{1,2}(?:\.(?:\d{1,2}|[a-d]))?"
# "SDG 3.8", "SDGs 5, 5.2 and 16", alone in a line or in brackets behind something else.
_CODES = rf"SDGs?\s*:?\s*({_CODE}(?:\s*(?:[,;/&]|and)\s*(?:SDGs?\s*)?{_CODE})*)"
_INLINE = re.compile(rf"\s*[(\[]\s*{_CODES}\s*[)\]]", re.IGNORECASE)
_ALONE = re.compile(rf"{_CODES}[.;]?", re.IGNORECASE)
_ONLY_CODES = re.compile(rf"{_CODE}(?:\s*(?:[,;/&]|and)\s*{_CODE})*[.;]?")
_EACH_CODE = re.compile(_CODE)
# Where one label may end and the next begin: before the next one's number in OHCHR's list, else at
# a sign.
_NEXT_NUMBER = re.compile(r"\s*(?:[;,•·]|\s[-–—])?\s+(?=(?:[A-HS]\d{1,2}|\d{1,2}\.\d{1,2}\.?)\s+[^\W\d_])")
_DASHES = re.compile(r"\s+[-–—•·▪]\s+")
_SIGNS = (_DASHES, re.compile(r"\s*;\s*"), re.compile(r"\s*,\s*"), re.compile(r"\s*/\s*"))


def cut_source(lines: tuple[str, ...]) -> tuple[str, str]:
    """(the text, where the position was taken from)."""
    text = "\n".join(lines)
    match = SOURCE.search(text)
    if match is None:
        return " ".join(text.split()), ""
    source = " ".join(text[match.end() :].split())
    opened = match[0].lstrip()[:1] in ("(", "[")
    return " ".join(text[: match.start()].split()), source.rstrip(" )]") if opened else source


def position_and_source(lines: tuple[str, ...]) -> tuple[str, str]:
    """(the position's words, the document they were taken from) of a cell that holds both or one of
    them.
    """
    text, source = cut_source(lines)
    if not source and (document := _DOCUMENT.search(text)):
        text, source = f"{text[: document.start()]} {text[document.end() :]}", document[0].strip(" ()")
    return " ".join(_POSITION.sub("", text, count=1).split()).strip(" -–;,:") or "", source


def number_and_text(column: str, text: str) -> tuple[str, str]:
    if number := bare_number(column):
        repeated = NUMBER.match(text)
        return number, text[repeated.end() :] if repeated and repeated[1] == number else text
    match = NUMBER.match(text)
    return (match[1], text[match.end() :]) if match else ("", text)


def bare_number(text: str) -> str:
    """The number that is all of a cell: "166.12."; "" for any other text."""
    alone = _BARE_NUMBER.fullmatch(text)
    return alone[1] if alone else ""


def position_told(cell: str) -> Position:
    try:
        return normalise("thematic-list", _NOTE.sub("", cell.strip(" .;")).strip(" .;"))  # type: ignore[return-value]
    except UnknownName:
        return ""


def parts_of_cell(lines: tuple[str, ...], first: str, inline: dict[str, None]) -> dict[str, list[str]]:
    """What a cell holds, by the labels that stand in it ("SDGs:", "Affected persons:"); before any,
    it is `first`.

    SDGs are read wherever they stand.
    """
    parts: dict[str, list[str]] = {"themes": [], "persons": [], "sdgs": []}
    kind = first
    for piece_of_line in (piece for line in lines for piece in _LABEL_INSIDE.split(line)):
        line = _BULLET.sub("", piece_of_line).strip()
        for name, opening in _LABELS:
            if begins := opening.match(line):
                kind, line = name, _BULLET.sub("", line[begins.end() :]).strip()
                break
        if alone := _ALONE.fullmatch(line):
            parts["sdgs"] += _EACH_CODE.findall(alone[1])
        elif kind == "sdgs" and _ONLY_CODES.fullmatch(line):
            parts["sdgs"] += _EACH_CODE.findall(line)
        elif not (line := without_codes(line, inline).strip()):
            continue
        elif kind == "sdgs":
            parts["sdgs"] += [goal_in(label) or label for label in _several(line)]
        else:
            for label in _labels(line, is_theme if kind == "themes" else _is_group, always=kind == "persons"):
                goal = goal_in(label)
                parts["sdgs" if goal else kind].append(goal or label)
    return parts


def _labels(line: str, is_known: Callable[[str], bool], *, always: bool) -> list[str]:
    """The labels of a line.

    `always`: a dash between words divides them; else only where that gives known labels. Where some
    are known, a semicolon divides them; with `always` also a comma.
    """
    if is_known(line) or goal_in(line):
        return [line]
    for sign in (_NEXT_NUMBER, *_SIGNS):
        labels = [label for piece in sign.split(line) if (label := piece.strip(" ;,"))]
        if len(labels) > 1 and all(is_known(label) or goal_in(label) for label in labels):
            return labels
    for sign in _SIGNS[1:3] if always else _SIGNS[1:2]:
        labels = [label for piece in _DASHES.split(line) for part in sign.split(piece) if (label := part.strip(" ;,"))]
        if len(labels) > 1 and any(map(is_known, labels)):
            return labels
    numbered = [label for piece in _NEXT_NUMBER.split(line) if (label := piece.strip(" ;,"))]
    if len(numbered) > 1:
        return numbered
    return [label for piece in _DASHES.split(line) if (label := piece.strip(" ;,"))] if always else [line]


def _is_group(label: str) -> bool:
    return label.casefold() == EVERYBODY or bool(from_label(label))


def _several(line: str) -> list[str]:
    """Goals in one line: "5 - GENDER EQUALITY; 16 - PEACE ..."."""
    return [goal.strip() for goal in re.split(r"[;•]\s*(?=(?:SDG\s*|S)?\d)|\s[-–]\s(?=SDG\s*\d)", line) if goal.strip()]


def without_codes(text: str, codes: dict[str, None]) -> str:
    for match in _INLINE.finditer(text):
        codes.update(dict.fromkeys(_EACH_CODE.findall(match[1])))
    return _INLINE.sub("", text)
