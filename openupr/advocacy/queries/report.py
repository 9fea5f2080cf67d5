"""The review's report beside an ask: what is near it, whoever made it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from openupr.coalitions.models import Coalition
from openupr.recommendations.question import Question
from openupr.recommendations.recommendation import response_badge, un_number_of_row
from openupr.recommendations.search import search_record
from openupr.recommendations.similar import Alike, NothingToCompare, similar
from openupr.recommendations.the_index import RecordNotReady
from openupr.roadmaps.nearest import less_alike, nearest, rarity_of
from openupr.text.nearness import read_text, shared_words, ways_to_write
from openupr.upr.un_numbers import UnNumber
from openupr.web.parts import Badge

from .asks import AskLine

_FOUND, _SEARCHED = 50, 3
_MOST_MADE = 1000
_RARE, _NAMED = 3.0, 0.3
"""Natural logarithm of one in how many rows of the record has a word that is rare; what a name in
common counts.
"""
_ENOUGH = 2
"""Words in common that tell what two texts are about, from which marking one for the other asks
nothing.
"""
Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Made:
    """A wording of the review's report, with all States that used it.

    `repeats`: it asks for the very same. `is_chosen`: a State that was chosen for the ask made it.
    `said`: what people said of it, where it is marked.
    """

    rows: Sequence[Fields]
    repeats: bool = False
    is_chosen: bool = False
    said: Badge | None = None

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
    """States, those of one paragraph together: "Chad, Mali (A/HRC/26/16, 118.12); Peru
    (A/HRC/26/16, 118.13)".
    """
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
    """How many recommendations the record has of the review, how they are counted, and why none
    could be read.
    """
    try:
        found = search_record(question_of(coalition), limit=0)
    except RecordNotReady as reason:
        return 0, "", str(reason)
    return found.total, found.basis, ""


@dataclass(frozen=True)
class NearAnAsk:
    """What is near an ask and not decided yet, the nearest first."""

    near: Sequence[Made] = ()
    compared: bool = True


def near_in_report(coalition: Coalition, ask: AskLine, decided: Collection[str], report: Iterable[Made]) -> NearAnAsk:
    """Every row that shares a rare word or a name with the ask, is close to it or less alike; the
    nearest first.
    """
    chosen = set(ask.carried_by)
    left = [Made(rows, is_chosen=each.made_by(chosen)) for each in report if (rows := _undecided(each.rows, decided))]
    by_hand = NearAnAsk([each for each in left if each.is_chosen], compared=False)
    if not ask.is_comparable or not ask.text:
        return by_hand
    question = question_of(coalition, ask.text)
    try:
        found = nearest(question)
        meant = similar(question, method="vectors", limit=_MOST_MADE)
    except (NothingToCompare, RecordNotReady):
        return by_hand
    draft, rare = read_text(ask.text), rarity_of(read_text(ask.text))
    cosines = {row["id"]: group.score for group in meant.groups for row in _rows_of(group)}
    if meant.method != "vectors":
        cosines = {}
    alike = _keys_of([*found.close, *less_alike(found)])
    repeated = _keys_of(found.repeated)
    whole = sum(rare.values()) or 1.0

    def nearness_of(made: Made) -> float:
        its = read_text(made.text)
        shared = sum(rare[word] for word in draft.words.keys() & its.words.keys()) / whole
        return shared + max(cosines.get(key, 0.0) for key in made.keys) + _NAMED * bool(draft.named & its.named)

    def is_near(made: Made) -> bool:
        its = read_text(made.text)
        common = draft.words.keys() & its.words.keys()
        return bool(alike & set(made.keys) or draft.named & its.named or any(rare[each] >= _RARE for each in common))

    near = [replace(each, repeats=bool(repeated & set(each.keys))) for each in left if is_near(each)]
    return NearAnAsk(sorted(near, key=nearness_of, reverse=True), found.compared)


def _keys_of(groups: Iterable[Alike]) -> set[str]:
    return {row["id"] for group in groups for row in _rows_of(group)}


def unlike(coalition: Coalition, ask: AskLine, keys: Collection[str]) -> list[Fields]:
    """Of these rows of the review those that have neither _ENOUGH words nor a name in common with
    the ask and are not the same request; none where it cannot be compared.
    """
    if not ask.is_comparable or not ask.text:
        return []
    try:
        found = nearest(question_of(coalition, ask.text))
    except (NothingToCompare, RecordNotReady):
        return []
    left = set(keys) - _keys_of(found.repeated) if found.compared else ()
    rows = made_by_key(coalition, left) if left else []
    return [row for row in rows if not _have_enough_in_common(ask.text, row["text"])]


def _have_enough_in_common(one: str, other: str) -> bool:
    first, second = read_text(one), read_text(other)
    return bool(first.named & second.named) or len(shared_words(first, second)) >= _ENOUGH


def search_words(text: str) -> str:
    """A search for an ask: its rarest words, any of them, in any way to write them."""
    draft = read_text(text)
    rare = rarity_of(draft)
    rarest = [draft.words[each] for each in sorted(rare, key=lambda word: -rare[word])[:_SEARCHED]]
    return " OR ".join(way for word in rarest for way in ways_to_write(word))


def _rows_of(group: Alike) -> list[Fields]:
    return [group.nearest.fields, *group.others]


def _undecided(rows: Iterable[Fields], decided: Collection[str]) -> list[Fields]:
    return [row for row in rows if row["id"] not in decided]


def find_made(coalition: Coalition, words: str, said: Mapping[str, Badge]) -> list[Made]:
    """The first recommendations of the review with these words, with what people `said` of them, by
    key; none without words. Raises RecordNotReady.
    """
    hits = made_by_wording(coalition, words, limit=_FOUND if words else 0)
    return [replace(each, said=next((said[key] for key in each.keys if key in said), None)) for each in hits]


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
