"""Where issues are known from OHCHR's themes alone. Not every issue has a theme that is the same: what a list has no
theme for is not known there, and never 0.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from openupr.upr.ohchr_themes import SOURCES, issues_of_list

from .dimension_values import PREFERRED, Value
from .question import Question
from .the_index import loaded_sources, the_index

# Of each recommendation that is counted the index also says that it is the preferred one.
_BY_THEMES = {*SOURCES, PREFERRED}


def told_by_themes(question: Question, name: str) -> dict[int, int]:
    """The sessions, years or cycles of which every recommendation that has an issue has it from OHCHR's themes, each
    with its cycle.
    """
    if not set(SOURCES) & set(loaded_sources()):
        return {}
    found = _with_issues(question, "cycle", "source", *({name} - {"cycle"}))
    sources, cycles = defaultdict[int, set[Value | None]](set), dict[int, int]()
    for cycle, source, *rest in dict(found):
        value = rest[0] if rest else cycle
        if value is not None and cycle is not None:
            sources[int(value)].add(source)
            cycles[int(value)] = int(cycle)
    return {value: cycles[value] for value, those in sorted(sources.items()) if those <= _BY_THEMES}


def is_untold(issue: str, cycle: int) -> bool:
    """Whether OHCHR's lists of a cycle have no theme that is the same as this issue."""
    return issue not in issues_of_list(cycle)


def rows_by_themes(question: Question) -> Counter[int]:
    """How many recommendations have issues from OHCHR's themes, by cycle."""
    rows = Counter[int]()
    for (cycle, source), n in _with_issues(question, "cycle", "source"):
        if cycle is not None and source in SOURCES:
            rows[int(cycle)] += n
    return rows


def _with_issues(question: Question, *by: str) -> Iterable[tuple[tuple[Value | None, ...], int]]:
    asked = question.searched().excluding("issue", None)
    return the_index().cross(asked.words, filters=asked.index_filters(), by=asked.columns(by))
