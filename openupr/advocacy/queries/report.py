"""The review's report beside an ask: what its carriers recommended, and what is near of others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from openupr.coalitions.models import Coalition
from openupr.recommendations.queries.badges import response_badge
from openupr.recommendations.queries.question import Question
from openupr.recommendations.queries.search import search_record
from openupr.recommendations.queries.similar import Alike, NothingToCompare
from openupr.recommendations.queries.the_index import RecordNotReady
from openupr.recommendations.queries.themes import on_issues
from openupr.recommendations.queries.un_numbers import un_number_of_row
from openupr.roadmaps.queries.nearest import less_alike, nearest
from openupr.upr.un_numbers import UnNumber
from openupr.web.parts import Badge

from .asks import AskLine

_SHOWN, _SHOWN_LESS, _FOUND = 8, 3, 50
_MOST_MADE = 1000
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Made:
    """A wording of the review's report, with all States that used it. `repeats`: it asks for the very same."""

    rows: Sequence[Fields]
    repeats: bool = False

    @property
    def keys(self) -> list[str]:
        return [row["id"] for row in self.rows]

    @property
    def text(self) -> str:
        return str(self.rows[0]["text"])

    @property
    def states(self) -> str:
        """The States that made it, each with its paragraph."""
        return made_by([(row["from"] or "", un_number_of_row(row)) for row in self.rows])

    @property
    def document_url(self) -> str:
        """Where the report is; "" where no source tells its symbol."""
        return un_number_of_row(self.rows[0]).url

    @property
    def answer(self) -> Badge | None:
        return response_badge(self.rows[0]["response"])

    def made_by(self, states: Collection[str]) -> bool:
        """Whether one of these States made it."""
        return any(row["from_iso3"] in states for row in self.rows)


def made_by(several: Iterable[tuple[str, UnNumber]]) -> str:
    """States, those of one paragraph together: "Chad, Mali (A/HRC/26/16, 118.12); Peru (A/HRC/26/16, 118.13)"."""
    by_number: dict[str, list[str]] = defaultdict(list)
    for state, named in several:
        by_number[str(named)].append(state)
    told = [(", ".join(dict.fromkeys(filter(None, states))), named) for named, states in by_number.items()]
    return "; ".join(f"{states} ({named})".lstrip() if named else states for states, named in told)


def question_of(coalition: Coalition, words: str = "") -> Question:
    """What the record holds of the coalition's review: of its session, else of its cycle."""
    review = coalition.review
    when = {"session": (review.session,)} if review.session else {"cycle": (review.cycle,)}
    return Question(words=words, filters={"state": (review.iso3,), **when})


def count_made(coalition: Coalition) -> tuple[int, str, str]:
    """How many recommendations the record has of the review, how they are counted, and why none could be read."""
    try:
        found = search_record(question_of(coalition), limit=0)
    except RecordNotReady as reason:
        return 0, "", str(reason)
    return found.total, found.basis, ""


@dataclass(frozen=True)
class NearAnAsk:
    """What is near an ask and not decided yet, and what its carriers made."""

    own: Sequence[Made] = ()
    close: Sequence[Made] = ()
    less: Sequence[Made] = ()
    compared: bool = True


def near_in_report(coalition: Coalition, ask: AskLine, decided: Collection[str], report: Iterable[Made]) -> NearAnAsk:
    """All that its carriers made, the nearest first; then what is near of others, the same request first."""
    carried = set(ask.carried_by)
    own = [Made(rows) for each in report if each.made_by(carried) and (rows := _undecided(each.rows, decided))]
    if not ask.is_comparable or not ask.text:
        return NearAnAsk(own, compared=False)
    try:
        found = nearest(question_of(coalition, ask.text))
    except (NothingToCompare, RecordNotReady):
        return NearAnAsk(own, compared=False)
    repeated = {each.nearest.fields["id"] for each in found.repeated}
    order: dict[str, int] = {}
    for each in (*found.close, *less_alike(found), *found.found.groups):
        for row in (each.nearest.fields, *each.others):
            order.setdefault(row["id"], len(order))
    alike = {row["id"] for row in found.rows}

    def distance(made: Made) -> tuple[bool, bool, bool, int]:
        keys = set(made.keys)
        on_issue = any(on_issues(row, ask.issues) for row in made.rows)
        return (not keys & repeated, not keys & alike, not on_issue, min(order.get(key, _MOST_MADE) for key in keys))

    own = [replace(each, repeats=bool(repeated & set(each.keys))) for each in sorted(own, key=distance)]
    shown = {*decided, *(key for each in own for key in each.keys)}
    close = sorted(_open(found.close, shown, repeated), key=lambda each: not each.repeats)
    return NearAnAsk(own, close[:_SHOWN], list(_open(less_alike(found), shown, repeated))[:_SHOWN_LESS], found.compared)


def _undecided(rows: Iterable[Fields], decided: Collection[str]) -> list[Fields]:
    return [row for row in rows if row["id"] not in decided]


def _open(groups: Iterable[Alike], decided: Collection[str], repeated: Collection[str]) -> Iterator[Made]:
    for each in groups:
        if rows := _undecided((each.nearest.fields, *each.others), decided):
            yield Made(rows, repeats=each.nearest.fields["id"] in repeated)


def find_made(coalition: Coalition, words: str) -> list[Made]:
    """The first recommendations of the review with these words; none without words. Raises RecordNotReady."""
    return made_by_wording(coalition, words, limit=_FOUND if words else 0)


def made_by_wording(coalition: Coalition, words: str = "", *, limit: int = _MOST_MADE) -> list[Made]:
    found = search_record(question_of(coalition, words), limit=limit)
    by_text: dict[str, list[Fields]] = defaultdict(list)
    for each in found.results:
        by_text[" ".join(each.fields["text"].casefold().split())].append(each.fields)
    return [Made(rows) for rows in by_text.values()]


def made_by_key(coalition: Coalition, keys: Collection[str]) -> list[Fields]:
    """The rows of the review with these keys. Raises RecordNotReady."""
    found = search_record(question_of(coalition), limit=_MOST_MADE)
    return [each.fields for each in found.results if each.fields["id"] in keys]
