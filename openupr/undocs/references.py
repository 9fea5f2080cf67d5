"""Numbers of recommendations as addenda write them: "140.7, 140.35. 140.36, 122.17-18, 122.34- 35
and 1–5".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ONE = r"\d{1,3}(?:\s?\.\s?[1-9]\d{0,2}(?!\d))?(?:\s?\([a-z]\))?"
# Where a range ends a slip may be long: "118.1-118.4000".
_LAST = r"\d{1,6}(?:\s?\.\s?[1-9]\d{0,5}(?!\d))?(?:\s?\([a-z]\))?"
_TO = r"\s*(?:[-–—‑]|\bto\b|\bthrough\b|\buntil\b)\s*"
_BETWEEN = r"(?:\s*[,;/.&]+\s*(?:and\s+|&\s*)?(?:Nos?\.\s*)?|\s+and\s+|\s+)"
REFERENCES = re.compile(rf"(?<![\w/.–-]){_ONE}(?:{_TO}{_LAST})?(?:{_BETWEEN}{_ONE}(?:{_TO}{_LAST})?)*(?![\d/%])")
_ITEM = re.compile(rf"({_ONE})(?:{_TO}({_LAST}))?")
_LONGEST_RANGE = 400
"""No report has more recommendations in one list."""
_BACKWARDS = "The range “{}” ends before it begins."
_TOO_LONG = "The range “{}” is too long: no report has so many recommendations. Only its first number was read."


class References(NamedTuple):
    """A run of numbers at `text[start:end]`; `wrong` says of each range that makes no sense
    why: it ends before it begins, or is far too long."""

    start: int
    end: int
    numbers: tuple[str, ...]
    wrong: tuple[str, ...]


def references(text: str, *, bare: bool = False) -> Iterator[References]:
    """The runs of numbers in a text.

    Those without a full stop ("18") count only with `bare`, or beside others.
    """
    for match in REFERENCES.finditer(text):
        numbers, wrong = numbers_in(match.group())
        if numbers and (bare or "." in numbers[0]):
            yield References(match.start(), match.end(), numbers, wrong)


def numbers_in(run: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(numbers, what is wrong with ranges) of one run.

    "140.82-85, 87" is 140.82 to 140.85 and 140.87.
    """
    numbers: list[str] = []
    wrong: list[str] = []
    main = ""
    for match in _ITEM.finditer(run):
        first, last = (re.sub(r"\s", "", group or "").replace("(", " (") for group in match.groups())
        if first.startswith("0"):  # "9.000" is a thousand of something
            continue
        first_main, _, first_number = first.rpartition(".")
        if not first_main and main:
            first_main = main
        main = first_main
        first = f"{first_main}.{first_number}" if first_main else first_number
        if not last:
            numbers.append(first)
            continue
        last_main, _, last_number = last.rpartition(".")
        begin, end = _whole(first_number), _whole(last_number)
        if (last_main and last_main != first_main) or not begin < end <= begin + _LONGEST_RANGE:
            wrong.append((_TOO_LONG if end > begin + _LONGEST_RANGE else _BACKWARDS).format(match.group()))
            numbers.append(first)
            continue
        prefix = f"{first_main}." if first_main else ""
        numbers += [f"{prefix}{number}" for number in range(begin, end + 1)]
    return tuple(dict.fromkeys(numbers)), tuple(wrong)


def _whole(number: str) -> int:
    return int(re.match(r"\d+", number).group())  # type: ignore[union-attr]
