"""The record's values in the words and shapes of a page: cards, badges, facets, chips, files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.files.cells import Cell
from openupr.upr import ohchr_themes
from openupr.upr.cycles import session_with_year
from openupr.upr.responses import label
from openupr.web.clock import TimedRequest
from openupr.web.languages import term
from openupr.web.numbers import grouped
from openupr.web.parts import Badge, Card, Choice, Facet, Tab
from openupr.web.this_machine import server_address

from .answer_changes import PositionChanges
from .code_coverage import CodeCoverage
from .demo import demo_note
from .dimension_values import WITHOUT, Dimension, Value
from .dimensions import BY_NAME, DIMENSIONS
from .question import Question
from .recommendation import response_badge
from .search import Result
from .sentences import MOST_NAMED, other_language
from .the_index import has_suggestions

SHOWN_VALUES = 10
_UNFOLDED = {"state", "from", "response", "issue"}


@lru_cache(4096)
def ask_url(key: str) -> str:
    """The address of an ask's page."""
    return reverse("recommendations:recommendation", args=[key])


def search_url(question: Question, **more: str | int) -> str:
    """The address of the rows behind a number."""
    address = question.address(**more)
    return _search() + (f"?{address}" if address else "")


@cache
def _search() -> str:
    # A page of results or of a State has dozens of these addresses.
    return reverse("recommendations:search")


@cache
def _facet(dimension: str) -> str:
    return reverse("recommendations:facet", args=[dimension])


def card(result: Result) -> Card:
    """One found recommendation."""
    row = result.fields
    answer = response_badge(row["response"], row["source_response"])
    themes = row.get("themes") if row["source"] in ohchr_themes.SOURCES else None
    issues = [Badge(term(label)) for label in themes or row["issues"]]
    return Card(
        url=ask_url(row["id"]),
        title=term(row["state"]),
        origin=term(row["from"]) or _("its own pledge"),
        joined_by=_("from"),
        text=row["text"].strip(),
        language=other_language(row["text"]),
        spans=_shifted(result.highlights, row["text"]),
        badges=([answer] if answer else []) + issues + suggested_badges(row),
        aside=_("session %(number)s") % {"number": session_with_year(row["session"])} if row["session"] else "",
        reference=str(result.un_number),
        reference_url=result.un_number.url,
    )


def suggested_badges(row: Mapping[str, Any]) -> list[Badge]:
    """Issues that are only suggested, each marked as such."""
    labels = row.get("suggested_issues", ())
    return [Badge(_("%(issue)s (suggested)") % {"issue": label}, tone="wait") for label in labels]


def suggested_switch(question: Question, address: Callable[[Question], str]) -> Tab | None:
    """Counts what is only suggested, or no longer; None where nothing is suggested.

    `address` is that of a page.
    """
    if not has_suggestions():
        return None
    label = _("Leave suggested issues out") if question.suggested else _("Count suggested issues, too")
    return Tab(label, address(replace(question, suggested=not question.suggested)))


@dataclass(frozen=True, slots=True)
class Uncoded:
    """Rows that lack a value of one dimension: what they lack, in words, and their address.
    `can_be_suggested`: a page exists where values are suggested for them.
    """

    label: str
    url: str
    can_be_suggested: bool


def uncoded(question: Question, codes: Mapping[str, CodeCoverage]) -> list[Uncoded]:
    """A link for each dimension that some of the question's rows have no code for."""
    return [
        Uncoded(
            _("%(n)s without “%(dimension)s”")
            % {"n": grouped(coverage.lacking), "dimension": coverage.dimension.title},
            search_url(question.readmitting(name).narrowed(name, None)),
            coverage.dimension.with_suggestions is not None,
        )
        for name, coverage in codes.items()
        if coverage.lacking
    ]


def facet_part(
    dimension: Dimension,
    counts: Sequence[tuple[Value | None, int]],
    question: Question,
    *,
    whole: bool = False,
    beside: Sequence[tuple[str, str]] = (),
    most: int = SHOWN_VALUES,
    lacking: int = 0,
) -> Facet:
    """The first `most` values of a dimension and those chosen, the rest behind `more_url`; or the
    whole. `beside`: what the address says besides the question, and must go on saying. `lacking`:
    rows without a value, a choice too.
    """
    known: list[tuple[Value | None, int]] = [pair for pair in counts if pair[0] not in WITHOUT]
    chosen = question.filters.get(dimension.name, ())
    first = list(known if whole else known[:most])
    first_values = {value for value, _ in first}
    having = dict(counts) | {None: lacking}
    first += [(value, having.get(value, 0)) for value in chosen if value not in first_values]
    first += [(value, having[value]) for value in WITHOUT if having.get(value) and value not in chosen]
    more = _facet(dimension.name) + f"?{urlencode([*question.pairs(), *beside])}"
    return Facet(
        name=dimension.parameter,
        label=dimension.title,
        choices=_choices(dimension, first, question, whole=whole),
        total=len(known),
        more_url="" if whole or len(known) <= most else more,
        unfolded=dimension.name in _UNFOLDED,
    )


def facet_parts(
    counts: Mapping[str, Sequence[tuple[Value | None, int]]],
    codes: Mapping[str, CodeCoverage],
    question: Question,
    *,
    beside: Sequence[tuple[str, str]] = (),
    most: int = SHOWN_VALUES,
) -> list[Facet]:
    """The list of each dimension that some row has a value of, or that could be suggested where
    none has.
    """
    lacking = {name: coverage.lacking for name, coverage in codes.items()}
    return [
        facet_part(
            dimension,
            counts[dimension.name],
            question,
            beside=beside,
            most=most,
            lacking=lacking.get(dimension.name, 0),
        )
        for dimension in DIMENSIONS
        if counts.get(dimension.name)
        or (dimension.name in counts and dimension.with_suggestions and lacking.get(dimension.name))
    ]


def _choices(
    dimension: Dimension, counts: Sequence[tuple[Value | None, int]], question: Question, *, whole: bool
) -> list[Choice]:
    """Values of a dimension as checkboxes; in the `whole` list, in which a name is typed, with
    their other names.
    """
    chosen = question.filters.get(dimension.name, ())
    labels = dimension.labels(value for value, _count in counts)
    return [
        Choice(dimension.written(value), name, count, value in chosen, dimension.other_names(value) if whole else ())
        for (value, count), name in zip(counts, labels, strict=True)
    ]


def _shifted(spans: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Spans of a text as spans of the same text stripped."""
    cut = len(text) - len(text.lstrip())
    return [(start - cut, end - cut) for start, end in spans]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter, `url` without it; `turned_url` with the opposite, where that makes sense, under the
    words `turned`.
    """

    label: str
    url: str
    turned: str = ""
    turned_url: str = ""


def chips(question: Question, address: Callable[[Question], str]) -> list[Chip]:
    """Value by value, or a long list at once; `address` gives that of a question on the same
    page.
    """
    return [*_of_kind(question, address), *_chosen(question, address), *_kept_out(question, address)]


def _of_kind(question: Question, address: Callable[[Question], str]) -> Iterator[Chip]:
    if question.kind != "recommendation":
        label = _("Voluntary pledges") if question.kind == "pledge" else _("Recommendations and pledges")
        yield Chip(label, address(replace(question, kind="recommendation")))
    if question.suggested:
        yield Chip(_("Suggested issues count"), address(replace(question, suggested=False)))


def _chosen(question: Question, address: Callable[[Question], str]) -> Iterator[Chip]:
    for name, values in question.filters.items():
        dimension = BY_NAME[name]
        if len(values) > MOST_NAMED:
            label = _("%(dimension)s: %(n)s values") % {"dimension": dimension.title, "n": len(values)}
            yield Chip(label, address(question.without(name)))
            continue
        for value in values:
            less = question.without(name, value)
            # A source left out would leave reviews without any: which one counts is chosen, not
            # taken away.
            turned = address(less.excluding(name, value)) if name != "source" else ""
            yield Chip(f"{dimension.title}: {dimension.label(value)}", address(less), _("show all but this"), turned)


def _kept_out(question: Question, address: Callable[[Question], str]) -> Iterator[Chip]:
    for name, values in question.excluded.items():
        dimension = BY_NAME[name]
        for value in values:
            label = _("%(dimension)s: not %(value)s") % {"dimension": dimension.title, "value": dimension.label(value)}
            more = question.readmitting(name, value)
            yield Chip(label, address(more), _("only this instead"), address(more.narrowed(name, value)))


About = Sequence[tuple[str, Cell]]


def about(request: TimedRequest, *, what: str, basis: str, address: str) -> list[tuple[str, Cell]]:
    """The question, the counting basis, where to find it again, when it was made; whether it is
    invented.
    """
    note = demo_note()
    return [
        ("What", what),
        ("Counting basis", basis),
        ("Permalink", server_address(request) + address),
        ("Made on", request.today.isoformat()),
        ("Made with", "OpenUPR"),
        *([("Note", note)] if note else []),
    ]


_ORDER = ("supported", "partly", "noted", "pending")


@dataclass(frozen=True, slots=True)
class PositionLines:
    """`sentence`: "At first 171 supported, 34 to be examined; in the end 163 supported, 42 noted."

    `rows`: (address, number, recommending State, at first, in the end) of each that changed.
    """

    key: str
    sentence: str
    rows: list[tuple[str, str, str, str, str]]
    url: str = ""


def lines_of(changes: PositionChanges, *, review: int, iso3: str) -> PositionLines:
    """The changes of one review, and the address where its rows are listed."""
    sentence = _("At first %(first)s; in the end %(last)s.")
    return PositionLines(
        key=f"positions-{review}",
        sentence=sentence % {"first": _counts(changes.first), "last": _counts(changes.last)},
        rows=[
            (
                reverse("recommendations:recommendation", args=[ask.key]),
                number,
                ask.from_name,
                _word(first),
                _word(last),
            )
            for ask, number, first, last in changes.changed
        ],
        url=reverse("recommendations:state", args=[iso3]) + f"#positions-{review}",
    )


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{grouped(counts[outcome])} {_word(outcome)}" for outcome in _ORDER if counts.get(outcome))


def _word(response: str) -> str:
    if response == "pending":
        return _("to be examined")
    return _(label(response)).lower() if response else _("no answer")
