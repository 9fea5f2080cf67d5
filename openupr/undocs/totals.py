"""How many recommendations an addendum says it supports and notes."""

import re

from .phrases import position_in
from .values import Position

_COUNT = (
    r"(\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)"
)
_POSITION = r"(supported|accepted|noted|rejected|partially (?:supported|accepted)|not (?:supported|accepted))"
_AFTER = re.compile(
    rf"(?<![\d.,–-])\b{_COUNT}\s+(?:of (?:them|these|the recommendations)\s+)?(?:recommendations?\s+)?"
    rf"(?:are|were|is|was|have been|has been)?\s*(?:now|immediately|fully|also)?\s*{_POSITION}\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(accepts|supports|notes|accepted|supported|noted|rejects|took note of|takes note of)\s+(?:the\s+)?"
    rf"(?:other\s+|remaining\s+)?{_COUNT}(?:\s+(?:of\s+)?(?:the\s+)?(?:recommendations|and\b)|\s*(?:;|\.(?!\d)))",
    re.IGNORECASE,
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


def stated_totals(text: str) -> dict[Position, tuple[int, ...]]:
    """{position: every number stated for it}: an addendum may count its own answers and those of
    the report.
    """
    totals: dict[Position, list[int]] = {}
    for match in _AFTER.finditer(text):
        totals.setdefault(position_in(match[2], "answers"), []).append(_whole(match[1]))
    for match in _BEFORE.finditer(text):
        totals.setdefault(position_in(match[1], "answers"), []).append(_whole(match[2]))
    return {position: tuple(dict.fromkeys(numbers)) for position, numbers in totals.items() if position}


def _whole(written: str) -> int:
    if written.isdecimal():
        return int(written)
    tens, _, ones = written.casefold().partition("-")
    return _TENS.get(tens, 0) + _ONES.get(ones or tens, 0)
