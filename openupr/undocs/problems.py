"""What a person must decide about a report. Nothing here is mended by the program."""

import re
from collections.abc import Iterator, Sequence

from openupr.upr.names import UnknownName
from openupr.upr.states import find_state

from .numbering import NumberedParagraph
from .values import Problem
from .wordings import Clause

_FOOTNOTE = re.compile(
    r"as read (?:out )?during the (?:interactive )?dialogue|have not been edited|\*{1,3}\s+[A-Z]\w+ "
)
_SHOWN = 160
_LONG_GAP = 10


def of_numbers(paragraphs: Sequence[NumberedParagraph]) -> Iterator[tuple[NumberedParagraph, Problem]]:
    """Numbers that are missing, printed twice, or out of order, each with the paragraph where that
    shows.
    """
    seen: set[str] = set()
    highest = 0
    for paragraph in paragraphs:
        number, printed = paragraph.number, paragraph.printed
        if number is None:
            highest = 0
            continue
        if printed in seen:
            yield paragraph, _problem(paragraph, "number twice", f"The number {printed} is printed twice.")
        elif number < highest or int(printed.partition(".")[0]) != paragraph.main:
            message = f"The number {printed} stands after {paragraph.main}.{highest}."
            yield paragraph, _problem(paragraph, "number out of order", message)
        for problem in _missing(paragraph, highest + 1, number - 1):
            yield paragraph, problem
        seen.add(printed)
        highest = max(highest, number)


def _missing(paragraph: NumberedParagraph, first: int, last: int) -> Iterator[Problem]:
    """One problem for each missing number; one for all of a long gap."""
    main, page = paragraph.main, paragraph.page
    if last - first >= _LONG_GAP:
        message = f"The numbers {main}.{first} to {main}.{last} are missing."
        yield Problem(page, "missing number", message, f"{main}.{first}")
        return
    for number in range(first, last + 1):
        yield Problem(page, "missing number", f"The number {main}.{number} is missing.", f"{main}.{number}")


def of_item(wording: Clause, paragraph: NumberedParagraph) -> Iterator[Problem]:
    """States that are missing or not known, and words of a footnote."""
    if not wording.states:
        yield _problem(paragraph, "no State", f"No State stands behind this text: “{wording.text[-_SHOWN:]}”")
    for name in wording.unknown:
        yield _problem(paragraph, "unknown State", _unknown(name))
    if _FOOTNOTE.search(wording.text):
        yield _problem(paragraph, "footnote", f"A footnote seems to run into this text: “{wording.text[-_SHOWN:]}”")


def _unknown(name: str) -> str:
    try:
        find_state(name)
    except UnknownName as unknown:
        return str(unknown)
    return f"“{name}” is no State's name as reports write it."


def _problem(paragraph: NumberedParagraph, kind: str, message: str) -> Problem:
    return Problem(paragraph.page, kind, message, paragraph.printed)
