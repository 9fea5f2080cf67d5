"""What a State is recommended in its reviews, and what it recommends to others."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import QuerySet

from openupr.reviews.models import Review
from openupr.upr.cycles import SESSIONS, UprSession
from openupr.upr.sources import Source, source
from openupr.upr.states import State
from openupr.web.kept_queries import kept_rows

from .code_coverage import code_coverage, is_untold, told_by_themes
from .counts import NOTHING, Tally, added, cells, tallies, whole
from .dimension_values import Value
from .dimensions import dimension
from .question import Question
from .rules import NEARLY_ALL
from .sentences import basis, sentence
from .the_index import loaded_sources
from .whole_reviews import whole_reviews

ReviewStatus = Literal["loaded", "held", "to come", "undated"]
_SESSIONS = {session.number: session for session in SESSIONS}


@dataclass(frozen=True, slots=True)
class SeenReview:
    """A review of the calendar, with what the record holds of it; `session` gives its dates where
    they are known, `source` is the one whose rows are counted; `in_part`: loaded, but not whole.
    """

    review: Review
    session: UprSession | None
    tally: Tally
    pledges: int
    question: Question
    source: Source | None
    in_part: bool = False

    @property
    def loaded(self) -> bool:
        return self.tally.count > 0

    def status(self, today: date) -> ReviewStatus:
        """The review's status on that day. Without a published date it does not count as held."""
        if self.loaded:
            return "loaded"
        if self.session is None or self.session.start is None:
            return "undated"
        return "held" if self.session.start <= today else "to come"


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One value of a dimension (an issue, a State): all of it, and in each loaded cycle. `coded`:
    the share of a cycle's recommendations that have a value of the dimension; 0 where only OHCHR's
    list gives issues, and has no theme for this one.
    """

    name: str
    value: Value | None
    label: str
    total: Tally
    by_cycle: tuple[Tally, ...]
    coded: tuple[float, ...]

    @property
    def numbers(self) -> list[int | None]:
        """How many in each cycle; None where no source coded any row: 0 would say too much."""
        return [
            tally.count if tally.count or share or self.value is None else None
            for tally, share in zip(self.by_cycle, self.coded, strict=True)
        ]

    def is_comparable(self, places: Sequence[int]) -> bool:
        """Whether enough is coded in the cycles in these places for their numbers to be
        compared.
        """
        return all(self.coded[place] >= NEARLY_ALL for place in places)


def counted_alike(one: SeenReview, other: SeenReview) -> bool:
    """Whether the numbers of two reviews may be compared: a row of their sources means the same
    thing.
    """
    return bool(one.source and other.source and one.source.counting == other.source.counting)


@dataclass(frozen=True, slots=True)
class Received:
    """What was recommended to a State. Lines are in the order of their numbers; `cycles` are those
    with something loaded.
    """

    state: State
    question: Question
    reviews: tuple[SeenReview, ...]
    cycles: tuple[int, ...]
    total: Tally
    pledges: int
    issues: tuple[ProfileLine, ...]
    givers: tuple[ProfileLine, ...]
    actions: tuple[ProfileLine, ...]
    basis: str
    sentence: str

    @property
    def loaded(self) -> list[SeenReview]:
        return [seen for seen in self.reviews if seen.loaded]

    def of_cycle(self, cycle: int) -> SeenReview:
        """The loaded review of a cycle in `cycles`."""
        return next(seen for seen in self.loaded if seen.review.cycle == cycle)

    @property
    def whole(self) -> list[SeenReview]:
        """The reviews loaded whole: one loaded in part is never the last review, and no number is
        compared with it.
        """
        return [seen for seen in self.loaded if not seen.in_part]

    @property
    def in_part(self) -> list[SeenReview]:
        return [seen for seen in self.loaded if seen.in_part]

    @property
    def compared(self) -> tuple[int, int] | None:
        """The places in `cycles` of the last two reviews loaded whole, where these are counted
        alike.
        """
        last = self.whole[-2:]
        if len(last) < 2 or not counted_alike(*last):
            return None
        return self.cycles.index(last[0].review.cycle), self.cycles.index(last[1].review.cycle)


def received(state: State) -> Received:
    """All that the record holds of a State's reviews, from one preferred source each."""
    question = Question(filters={"state": (state.iso3,)})
    seen = _reviews(state, question)
    cycles = tuple(dict.fromkeys(seen_review.review.cycle for seen_review in seen if seen_review.loaded))
    rows = cells(question, by=("cycle",))[1]
    wholes = {cycle: rows[cycle,] for cycle in cycles}
    total = whole(question)
    return Received(
        state=state,
        question=question,
        reviews=seen,
        cycles=cycles,
        total=total,
        pledges=sum(seen_review.pledges for seen_review in seen),
        issues=lines(question, "issue", wholes),
        givers=lines(question, "from", wholes),
        actions=lines(question, "action", wholes),
        basis=basis(question, loaded_sources(), by=("issue", "action")),
        sentence=sentence(question, total.count),
    )


def _reviews(state: State, question: Question) -> tuple[SeenReview, ...]:
    by_review = tallies(question, by=("cycle", "session"), responses=True)
    sources = {(cycle, session): key for cycle, session, key in cells(question, by=("cycle", "session", "source"))[1]}
    loaded = whole_reviews()
    pledged = cells(Question(filters=question.filters, kind="pledge"), by=("cycle", "session"))[1]
    return tuple(
        SeenReview(
            review=review,
            session=_SESSIONS.get(review.session or 0),
            tally=by_review.get((review.cycle, review.session), NOTHING),
            pledges=pledged.get((review.cycle, review.session), 0),
            question=question.narrowed("cycle", review.cycle).narrowed("session", review.session),
            source=_source(sources.get((review.cycle, review.session))),
            in_part=(review.iso3, review.session, review.cycle) in loaded.in_part,
        )
        for review in kept_rows(_reviews_of, state.iso3)
    )


def _reviews_of(iso3: str) -> QuerySet[Review]:
    return Review.objects.filter(iso3=iso3).order_by("cycle", "session")


def _source(key: Value | None) -> Source | None:
    return source(str(key)) if key else None


def lines(question: Question, name: str, wholes: Mapping[int, int]) -> tuple[ProfileLine, ...]:
    """The values of a dimension with their numbers in each cycle, the greatest first, "none" last;
    `wholes`: how many rows there are in each cycle.
    """
    the_dimension = dimension(name)
    by_value: dict[Value | None, dict[Value | None, Tally]] = defaultdict(dict)
    for (value, cycle), tally in tallies(question, by=(name, "cycle"), responses=True).items():
        by_value[value][cycle] = tally
    lacking = by_value.get(None, {})
    coded = tuple(1 - lacking.get(cycle, NOTHING).count / rows for cycle, rows in wholes.items())
    by_themes = told_by_themes(question, "cycle") if name == "issue" else {}
    profile_lines = [
        ProfileLine(
            name,
            value,
            the_dimension.label(value),
            added(parts.values()),
            tuple(parts.get(cycle, NOTHING) for cycle in wholes),
            tuple(
                0.0 if cycle in by_themes and value is not None and is_untold(str(value), cycle) else share
                for cycle, share in zip(wholes, coded, strict=True)
            ),
        )
        for value, parts in by_value.items()
    ]
    profile_lines.sort(key=lambda line: (line.value is None, -line.total.count, line.label.casefold()))
    return tuple(profile_lines)


@dataclass(frozen=True, slots=True)
class ComparedGiving:
    """One value of a dimension in what a State recommends; `everyone` counts what all States
    recommend with it. Shares divide by `of` and `of_everyone`: the rows that have a value of the
    dimension, 0 for the line of all others.
    """

    name: str
    value: Value | None
    label: str
    tally: Tally
    everyone: int
    of: int
    of_everyone: int


@dataclass(frozen=True, slots=True)
class Given:
    """What a State recommends to others; `everyone` are all recommendations of all States, to
    compare with.
    """

    state: State
    question: Question
    total: Tally
    everyone: Tally
    issues: tuple[ComparedGiving, ...]
    actions: tuple[ComparedGiving, ...]
    receivers: tuple[ComparedGiving, ...]
    regions: tuple[ComparedGiving, ...]
    sessions: tuple[ComparedGiving, ...]
    basis: str
    sentence: str


def recommended_by(state: State) -> Given:
    """All that the record holds of a State's recommendations, from one preferred source for each
    review.
    """
    question = Question(filters={"from": (state.iso3,)})
    total = whole(question)
    return Given(
        state=state,
        question=question,
        total=total,
        everyone=whole(Question()),
        issues=_compared(question, "issue"),
        actions=_in_order(_compared(question, "action")),
        receivers=_compared(question, "state"),
        regions=_compared(question, "region"),
        sessions=_in_order(_compared(question, "session")),
        basis=basis(question, loaded_sources(), by=("issue", "action", "region")),
        sentence=sentence(question, total.count),
    )


def _compared(question: Question, name: str) -> tuple[ComparedGiving, ...]:
    """The values of a dimension that the question has, the greatest first, "none" last."""
    the_dimension, everyone = dimension(name), cells(Question(), by=(name,))[1]
    own, of_everyone = (
        code_coverage(compared_question, [name])[name].n for compared_question in (question, Question())
    )
    compared_lines = [
        ComparedGiving(
            name,
            value,
            the_dimension.label(value),
            tally,
            everyone.get((value,), 0),
            0 if value is None else own,
            0 if value is None else of_everyone,
        )
        for (value,), tally in tallies(question, by=(name,), responses=True).items()
    ]
    compared_lines.sort(key=lambda line: (line.value is None, -line.tally.count, line.label.casefold()))
    return tuple(compared_lines)


def _in_order(lines: tuple[ComparedGiving, ...]) -> tuple[ComparedGiving, ...]:
    return tuple(sorted(lines, key=lambda line: (line.value is None, int(line.value or 0))))
