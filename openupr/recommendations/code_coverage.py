"""Of how many rows a code is known, and where issues are known from OHCHR's themes alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openupr.upr.ohchr_themes import SOURCES, issues_of_list

from .dimension_values import PREFERRED, About, Dimension, Value
from .dimensions import BY_NAME, DIMENSIONS
from .question import Question
from .the_index import loaded_sources, the_index

# Of each recommendation that is counted the index also says that it is the preferred one.
_BY_THEMES = {*SOURCES, PREFERRED}


def told_by_themes(question: Question, name: str) -> dict[int, int]:
    """The sessions, years or cycles whose issues all come from OHCHR's themes, each with its cycle."""
    if not set(SOURCES) & set(loaded_sources()):
        return {}
    with_issues = _with_issues(question, "cycle", "source", *({name} - {"cycle"}))
    sources, cycles = defaultdict[int, set[Value | None]](set), dict[int, int]()
    for cycle, source, *rest in dict(with_issues):
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
    search = question.searched().excluding("issue", None)
    return the_index().cross(search.words, filters=search.index_filters(), by=search.columns(by))


CODES = tuple(dimension.name for dimension in DIMENSIONS if dimension.is_code)
"""The dimensions that not every source tells."""


@dataclass(frozen=True, slots=True)
class CodeCoverage:
    """`n` of `of` rows have a value of the dimension; `suggested` of these have it as a suggestion
    only.
    """

    dimension: Dimension
    n: int
    of: int
    suggested: int = 0

    @property
    def lacking(self) -> int:
        """How many rows have no value of the dimension."""
        return self.of - self.n

    def sentence(self) -> str:
        """ "Issue: coded in 35,731 of 46,948."; "" where all rows have a source's code."""
        if not (self.lacking or self.suggested):
            return ""
        numbers = {"dimension": self.dimension.title, "n": f"{self.n:,}", "of": f"{self.of:,}"}
        if not self.suggested:
            return _("%(dimension)s: coded in %(n)s of %(of)s.") % numbers
        suggested = {"suggested": f"{self.suggested:,}", **numbers}
        return _("%(dimension)s: coded in %(n)s of %(of)s, %(suggested)s of these only as a suggestion.") % suggested

    def document(self) -> dict[str, int]:
        return {"n": self.n, "of": self.of, **({"suggested": self.suggested} if self.suggested else {})}


def code_coverage(question: Question, names: Iterable[str]) -> dict[str, CodeCoverage]:
    """By name of a dimension, how many rows have a value of it.

    Its own filter is left out, as in a facet.
    """
    wanted = tuple(dict.fromkeys(names))
    search = question.searched()
    counts = the_index().coded(search.words, filters=search.index_filters(), columns=search.columns(wanted))
    return code_coverage_of(question, dict(zip(wanted, counts.values(), strict=True)))


def code_coverage_of(question: Question, counts: Mapping[str, tuple[int, int]]) -> dict[str, CodeCoverage]:
    """The same from what the index counted: (rows with a value, rows) by name of a dimension."""
    return {name: _coded(BY_NAME[name], *numbers, question) for name, numbers in counts.items()}


def _coded(dimension: Dimension, n: int, of: int, question: Question) -> CodeCoverage:
    if dimension.none_is_known:
        return CodeCoverage(dimension, of, of)
    if not (question.suggested and dimension.with_suggestions):
        return CodeCoverage(dimension, n, of)
    # What a source says is among the suggested values, too.
    apart = question.searched().without(dimension.name).readmitting(dimension.name)
    [(own, _of)] = the_index().coded(apart.words, filters=apart.index_filters(), columns=[dimension.name]).values()
    return CodeCoverage(dimension, n, of, n - own)


def coverage_of_codes_in(question: Question, by: Iterable[str] = ()) -> dict[str, CodeCoverage]:
    """The coverage of those dimensions of the question's filters and counts that a source may leave
    out.
    """
    names = {*question.filters, *question.excluded, *by}
    wanted = [name for name in CODES if name in names]
    return code_coverage(question, wanted) if wanted else {}


def of_codes_in(question: Question, codes: Mapping[str, CodeCoverage]) -> dict[str, CodeCoverage]:
    """The same of what is counted already."""
    names = {*question.filters, *question.excluded}
    return {name: coverage for name, coverage in codes.items() if name in names}


def filters_known_by(question: Question, name: str) -> dict[Value, tuple[int, int]]:
    """By value of a dimension: how many rows have all the codes that the question filters by, and
    how many rows there are without these filters. Empty where it filters by no code.

    A series of one issue ends where sources stopped coding issues: its last sessions are not 0.
    """
    codes = [
        code
        for code, values in question.filters.items()
        if code != name and BY_NAME[code].is_code and BY_NAME[code].about == About.THEME and None not in values
    ]
    if not codes:
        return {}
    free = question.searched()
    for code in codes:
        free = free.without(code).readmitting(code)
    known = free
    for code in codes:
        known = known.excluding(code, None)
    counted, everything = (
        {
            value: n
            for (value,), n in the_index().cross(
                search.words, filters=search.index_filters(), by=search.columns([name])
            )
        }
        for search in (known, free)
    )
    untold = _untold_by_themes(question, free, name) if "issue" in codes else ()
    return {
        value: (0 if value in untold else counted.get(value, 0), n)
        for value, n in everything.items()
        if value is not None
    }


def _untold_by_themes(question: Question, free: Question, name: str) -> list[int]:
    """The sessions, years or cycles whose issues all come from OHCHR's themes, where no theme means
    the issue asked for.
    """
    issues = [str(value) for value in question.filters["issue"] if value is not None]
    cycles = told_by_themes(free, name)
    return [value for value, cycle in cycles.items() if all(is_untold(issue, cycle) for issue in issues)]


def code_sentences(codes: Mapping[str, CodeCoverage]) -> list[str]:
    """One sentence for each dimension that some rows have no code for."""
    return [sentence for code in codes.values() if (sentence := code.sentence())]


def code_document(codes: Mapping[str, CodeCoverage]) -> dict[str, dict[str, int]]:
    """As programs get it (docs/command-line.md)."""
    return {name: coverage.document() for name, coverage in codes.items()}
