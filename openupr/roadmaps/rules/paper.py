"""What people write on paper, in Word or on the table's device, read as it is written:
recommendations, a day.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime

from openupr.coalitions.rules.refusals import Refused
from openupr.text.khmer import LETTERS as KHMER

# More than these are no recommendations but lines that belong together.
MOST = 20
# "1.", "2)", "(3)", "a.", "-", "•": how people begin the next recommendation; Khmer digits too.
_MARK = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[០-៩]{1,2}|[a-hA-H])[.):៖]\s*|[-–—•*·]\s+)")


# Before that year the mechanism had not begun.
SINCE = 2008
_LAST_YEAR = 2099
# As people write a day; the month in words in English alone.
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%d %B, %Y")


class NotADay(Refused):
    """Words that are no day of our time."""

    def __init__(self) -> None:
        super().__init__("This is not a day. Write it like this: 2027-03-31.")


class TooManyLines(Refused):
    """An answer of so many lines that they cannot each be a recommendation."""

    def __init__(self, count: int) -> None:
        super().__init__(
            "This would be %(count)s recommendations; %(most)s fit. Number them: lines of one then belong together.",
            count=count,
            most=MOST,
        )


def few_recommendations_in(text: str) -> list[str]:
    """The same, for an answer that no person checks first. Raises TooManyLines."""
    recommendations = recommendations_in(text)
    if len(recommendations) > MOST:
        raise TooManyLines(len(recommendations))
    return recommendations


def recommendations_in(text: str) -> list[str]:
    """The recommendations in an answer, each once, in their order.

    Where lines are numbered or begin with a stroke, a recommendation lasts to the next such line;
    else blank lines separate paragraphs; without blank lines each line is one.
    """
    lines = text.splitlines()
    if any(_MARK.match(line) for line in lines):
        pieces = _marked(lines)
    elif any(not line.strip() for line in lines[1:-1]):
        pieces = iter(re.split(r"\n\s*\n", text))
    else:
        pieces = iter(lines)
    texts = (" ".join(piece.split()) for piece in pieces)
    return list(dict.fromkeys(piece for piece in texts if piece))


def said_besides(text: str, recommendations: Iterable[str]) -> str:
    """What an answer says besides recommendations that stand beside it anyhow, one a line; the text
    as it is where it says none of these.
    """
    known = {same(recommendation) for recommendation in recommendations}
    all_recommendations = recommendations_in(text)
    others = [recommendation for recommendation in all_recommendations if same(recommendation) not in known]
    return text if len(others) == len(all_recommendations) else "\n".join(others)


def language_written(text: str, languages: Sequence[str]) -> str:
    """Khmer where it is written in Khmer letters, else the first other language of these, which a
    coalition uses.
    """
    if re.search(f"[{KHMER}]", text):
        return "km"
    return next((language for language in languages if language != "km"), "en")


def day_written(text: str) -> date | None:
    """The day that a text names, of the years 2008 to 2099; None where it names none."""
    for shape in _DAYS:
        with suppress(ValueError):
            # A day has no time zone.
            day = datetime.strptime(" ".join(text.split()), shape).date()  # noqa: DTZ007
            return day if SINCE <= day.year <= _LAST_YEAR else None
    return None


def _marked(lines: list[str]) -> Iterator[str]:
    current: list[str] = []
    for line in lines:
        if mark := _MARK.match(line):
            yield " ".join(current)
            current = [line[mark.end() :]]
        else:
            current.append(line)
    yield " ".join(current)


def same(text: str) -> str:
    """What two spellings of one recommendation have in common."""
    return " ".join(re.findall(r"\w+", text.casefold()))


# From here on two texts are one, written again: half of what they are made of, three letters at a
# time, is the same.
_WRITTEN_AGAIN = 0.5
_LETTERS = 3


def written_again(before: Sequence[str], now: Sequence[str]) -> list[tuple[str, str]]:
    """What an answer says, beside what it said before: (before, now), "" where there is nothing on
    one side.

    Those that are in both stay out. Of the others the likest are one that was written again.
    """
    kept = {same(text) for text in before} & {same(text) for text in now}
    gone = [text for text in before if same(text) not in kept]
    new = [text for text in now if same(text) not in kept]
    likeness = {(old, each): _likeness(old, each) for old in gone for each in new}
    pairs: list[tuple[str, str]] = []
    for old, each in sorted(likeness, key=lambda pair: -likeness[pair]):
        if likeness[old, each] >= _WRITTEN_AGAIN and old in gone and each in new:
            gone.remove(old)
            new.remove(each)
            pairs.append((old, each))
    return pairs + [(old, "") for old in gone] + [("", text) for text in new]


def _likeness(one: str, other: str) -> float:
    """From 0 to 1, in any letters; quick for texts of any length."""
    ours, theirs = _pieces(one), _pieces(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _pieces(text: str) -> set[str]:
    text = text.casefold()
    return {text[at : at + _LETTERS] for at in range(max(1, len(text) - _LETTERS + 1))}
