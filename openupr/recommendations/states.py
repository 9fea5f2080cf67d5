"""All States, one review of a State on one page, and its profile as programs and files get it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Any, Literal

from openupr.reviews.models import Review
from openupr.upr.responses import RESPONSES
from openupr.upr.states import STATES, State
from openupr.web.languages import by_name

from .code_coverage import code_coverage, code_document
from .counts import NOTHING, Tally, added, tallies
from .coverage import Coverage, coverage
from .dimension_values import Value
from .question import Question
from .search import search_record
from .state_profiles import Given, ProfileLine, Received, SeenReview, counted_alike, received
from .whole_reviews import whole_reviews

Sort = Literal["name", "received", "given"]


@dataclass(frozen=True, slots=True)
class ListedState:
    """A State with its numbers; `sessions` are those of its loaded reviews (None: a review without
    a session), and `in_part` those of them that are not loaded whole.
    """

    state: State
    received: Tally
    given: Tally
    sessions: tuple[Value | None, ...]
    in_part: frozenset[Value | None]


def listed_states(*, region: str = "", sort: Sort = "name") -> list[ListedState]:
    """The States of a regional group (its code), or all."""
    by_session: dict[Value | None, dict[Value | None, Tally]] = defaultdict(dict)
    for (iso3, session), tally in tallies(Question(), by=("state", "session"), responses=True).items():
        by_session[iso3][session] = tally
    loaded = whole_reviews()
    by_giver = tallies(Question(), by=("from",), responses=True)
    listed = [
        ListedState(
            state=state,
            received=added(by_session[state.iso3].values()),
            given=by_giver.get((state.iso3,), NOTHING),
            sessions=tuple(sorted(by_session[state.iso3], key=lambda session: int(session or 0))),
            in_part=frozenset(loaded.sessions_of_state_in_part(state.iso3)),
        )
        for state in by_name(STATES)
        if not region or state.region == region
    ]
    if sort != "name":
        listed.sort(key=lambda line: -getattr(line, sort).count)
    return listed


# So many noted recommendations are read to choose from; no review has had more.
_MOST_READ = 500


@dataclass(frozen=True, slots=True)
class Brief:
    """`seen` is the review the brief is about.

    Lines are those raised in it, their last two cycles being the review before (where one is loaded
    whole) and this one. `noted` and `specific` are (issue, row as results have it); `last`: none
    loaded whole is later.
    """

    state: State
    received: Received
    seen: SeenReview
    before: SeenReview | None
    issues: Sequence[ProfileLine]
    givers: Sequence[ProfileLine]
    noted: Sequence[tuple[str, dict[str, Any]]]
    specific: Sequence[tuple[str, dict[str, Any]]]
    last: bool

    @property
    def has_texts(self) -> bool:
        """Whether there is a text to show: noted, or supported and specific."""
        return bool(self.noted or self.specific)

    @property
    def lacks_change(self) -> bool:
        """Whether no change is counted because this review is loaded in part."""
        return self.before is not None and self.seen.in_part

    @property
    def comparable(self) -> bool:
        """Whether there is a review before this one, both are loaded whole and they are counted
        alike.
        """
        return self.before is not None and not self.seen.in_part and counted_alike(self.before, self.seen)


def brief(state: State, *, cycle: int | None = None) -> Brief | None:
    """The brief on a State's review in a cycle, or on its last one: the last that is loaded whole,
    where there is one. None where it is not loaded.
    """
    known = received(state)
    loaded = [seen for seen in known.loaded if cycle is None or seen.review.cycle == cycle]
    if not loaded:
        return None
    seen = ([seen_review for seen_review in loaded if not seen_review.in_part] or loaded)[-1]
    place = known.cycles.index(seen.review.cycle)
    earlier = [seen_review for seen_review in known.whole if seen_review.review.cycle < seen.review.cycle]
    before = earlier[-1] if earlier else None
    places = [*([known.cycles.index(before.review.cycle)] if before else []), place]
    supported = seen.question.narrowed("response", "supported").narrowed("action", 5)
    return Brief(
        state=state,
        received=known,
        seen=seen,
        before=before,
        issues=_of_this_review(known.issues, places),
        givers=_of_this_review(known.givers, places),
        noted=_rows(seen.question.narrowed("response", "noted")),
        specific=_rows(supported),
        last=known.whole[-1:] == [seen],
    )


def _of_this_review(lines: Sequence[ProfileLine], places: Sequence[int]) -> list[ProfileLine]:
    """Lines cut to these cycles, by their number in the last; those not raised in it are left
    out.
    """
    cut = [
        replace(line, by_cycle=tuple(line.by_cycle[p] for p in places), coded=tuple(line.coded[p] for p in places))
        for line in lines
        if line.by_cycle[places[-1]].count
    ]
    return sorted(cut, key=lambda line: -line.by_cycle[-1].count)


def _rows(question: Question, limit: int = _MOST_READ) -> list[tuple[str, dict[str, Any]]]:
    """(issue, row) in rounds: one row of each issue, the commonest issue first, then the next of
    each. The first few are about as many issues as possible. A row with several issues is listed
    under the one that is rarest among these rows.
    """
    rows = [result.fields for result in search_record(question, limit=limit, sort="from").results]
    common = Counter(label for row in rows for label in row["issues"])
    by_issue: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_issue[min(row["issues"], key=lambda label: (common[label], label), default="")].append(row)
    groups = sorted(by_issue.items(), key=lambda group: (-len(group[1]), group[0]))
    rounds = zip_longest(*([(issue, row) for row in members] for issue, members in groups))
    return [pair for round in rounds for pair in round if pair]


# What the lists of a document are called, by the dimension they divide by.
_LISTS = {"issue": "issues", "from": "recommending_states", "action": "actions"}
_GIVEN_LISTS = {
    "issue": "issues",
    "action": "actions",
    "state": "to_states",
    "region": "to_regions",
    "session": "sessions",
}


def received_document(known: Received, *, today: date) -> dict[str, Any]:
    """What was recommended to a State: its reviews, then issues, recommending States and action
    categories, each with its number in each loaded review (`by_review`, in the order of the loaded
    ones; null where no source coded that review).
    """
    loaded = coverage(known.state.iso3, today=today)
    return {
        "state": known.state.name,
        "iso3": known.state.iso3,
        "what": known.sentence,
        "basis": known.basis,
        "coded": code_document(code_coverage(known.question, ("issue", "action"))),
        **_counts(known.total),
        "pledges": known.pledges,
        "reviews": [_review(seen, today, loaded) for seen in known.reviews],
        "reviews_told": loaded.sentence(),
        "in_part": list(loaded.in_part),
        **{_LISTS[name]: [_line(line) for line in lines] for name, lines in _received_lines(known)},
    }


def received_rows(known: Received) -> Iterator[list[str | int | None]]:
    """Dimension, value, number in each cycle that is loaded, number in all, and by response."""
    for name, lines in _received_lines(known):
        for line in lines:
            yield [name, _named(line), *line.numbers, line.total.count, *response_numbers(line.total)]


def given_document(known: Given) -> dict[str, Any]:
    """What a State recommends to others: issues, categories, States, regions and sessions. `share`
    is the line's share of what this State recommends, `share_of_everyone` the same of what all
    States recommend. Rows without a code are left out.
    """
    return {
        "state": known.state.name,
        "iso3": known.state.iso3,
        "what": known.sentence,
        "basis": known.basis,
        "coded": code_document(code_coverage(known.question, ("issue", "action", "region"))),
        **_counts(known.total),
        "in_part": list(whole_reviews().sessions_in_part),
        **{
            _GIVEN_LISTS[name]: [
                {
                    "value": _named(line),
                    **_counts(line.tally),
                    "share": document_share(line.tally.count, line.of),
                    "share_of_everyone": document_share(line.everyone, line.of_everyone),
                }
                for line in lines
            ]
            for name, lines in _given_lines(known)
        },
    }


def given_rows(known: Given) -> Iterator[list[str | int | float | None]]:
    """Dimension, value, number, share, share of everyone, and by response."""
    for name, lines in _given_lines(known):
        for line in lines:
            shares = (
                document_share(line.tally.count, line.of),
                document_share(line.everyone, line.of_everyone),
            )
            yield [name, _named(line), line.tally.count, *shares, *response_numbers(line.tally)]


def response_numbers(tally: Tally) -> list[int]:
    """The numbers of each response, in the order of the vocabulary."""
    return [tally.responses.get(name, 0) for name in RESPONSES]


def document_share(part: int, of: int) -> float | None:
    """A share from 0 to 1 with four decimals; None of nothing."""
    return round(part / of, 4) if of else None


def _received_lines(known: Received) -> Iterable[tuple[str, Iterable[ProfileLine]]]:
    return ("issue", known.issues), ("from", known.givers), ("action", known.actions)


def _given_lines(known: Given) -> Iterable[tuple[str, Iterable[Any]]]:
    return (
        ("issue", known.issues),
        ("action", known.actions),
        ("state", known.receivers),
        ("region", known.regions),
        ("session", known.sessions),
    )


def _review(seen: SeenReview, today: date, loaded: Coverage) -> dict[str, Any]:
    session = seen.review.session or 0
    return {
        "cycle": seen.review.cycle,
        "session": seen.review.session,
        "in_the_record": seen.status(today),
        "refused": loaded.refused.get(session, 0),
        "few": session in loaded.few,
        "in_part": seen.in_part,
        "calendar": seen.review.status,
        "calendar_source": "" if seen.review.status == Review.Status.IMPORTED else seen.review.source,
        "source": seen.source.key if seen.source else None,
        **_counts(seen.tally),
        "pledges": seen.pledges,
    }


def _line(line: ProfileLine) -> dict[str, Any]:
    return {"value": _named(line), **_counts(line.total), "by_review": line.numbers}


def _named(line: Any) -> str | None:
    return None if line.value is None else line.label


def _counts(tally: Tally) -> dict[str, Any]:
    return {
        "count": tally.count,
        "responses": {name: n for name, n in zip(RESPONSES, response_numbers(tally), strict=True) if n},
    }
