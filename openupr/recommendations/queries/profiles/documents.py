"""A State's profile as programs and files get it: every line, not only those that a page has room for."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from openupr.reviews.models import Review
from openupr.upr.responses import RESPONSES

from ..code_coverage import code_coverage, code_document
from ..coverage import Coverage, coverage
from ..tally import Tally
from ..whole_reviews import whole_reviews
from .giving import Given
from .receiving import ProfileLine, Received, SeenReview

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
    """What a State was told: its reviews, then issues, recommending States and action categories, each with its
    number in each loaded review (`by_review`, in the order of the loaded ones; null where nobody coded that review).
    """
    held = coverage(known.state.iso3, today=today)
    return {
        "state": known.state.name,
        "iso3": known.state.iso3,
        "what": known.sentence,
        "basis": known.basis,
        "coded": code_document(code_coverage(known.question, ("issue", "action"))),
        **_counts(known.total),
        "pledges": known.pledges,
        "reviews": [_review(seen, today, held) for seen in known.reviews],
        "reviews_told": held.sentence(),
        "in_part": list(held.in_part),
        **{_LISTS[name]: [_line(line) for line in lines] for name, lines in _received_lines(known)},
    }


def received_rows(known: Received) -> Iterator[list[str | int | None]]:
    """Dimension, value, number in each cycle that is loaded, number in all, and by response."""
    for name, lines in _received_lines(known):
        for line in lines:
            yield [name, _named(line), *line.numbers, line.total.count, *answers(line.total)]


def given_document(known: Given) -> dict[str, Any]:
    """What a State tells others: issues, categories, States, regions and sessions; `share` is the line's share of what
    this State recommends, `share_of_everyone` the same of what all States recommend. Rows without a code are left out.
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
            yield [name, _named(line), line.tally.count, *shares, *answers(line.tally)]


def answers(tally: Tally) -> list[int]:
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


def _review(seen: SeenReview, today: date, held: Coverage) -> dict[str, Any]:
    session = seen.review.session or 0
    return {
        "cycle": seen.review.cycle,
        "session": seen.review.session,
        "in_the_record": seen.status(today),
        "refused": held.refused.get(session, 0),
        "few": session in held.few,
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
        "responses": {name: n for name, n in zip(RESPONSES, answers(tally), strict=True) if n},
    }
