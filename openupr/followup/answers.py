"""How the State's answers to the same request changed over the reviews."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.recommendations.models import Ask, SourceRecord
from openupr.recommendations.recommendation import response_badge, un_numbers
from openupr.text.nearness.closeness import Nearness, Rarity, nearness
from openupr.text.nearness.reading import ReadText, read_text
from openupr.text.words import cut, stem
from openupr.upr import responses
from openupr.upr.sources import source
from openupr.upr.states import by_iso3
from openupr.upr.un_numbers import NO_NUMBER, UnNumber
from openupr.web.parts import Badge

from .actions import JUDGE_PAIRS
from .models import NotTheSame

_ANSWERS = ("supported", "noted")
_UPR_INFO = "upr-info"
_RESPONSE = ("response", "source_response", "source")
# The language of a submission, known by its letters and small words.
_SURE = 0.1
COLUMNS = (
    "earlier_symbol", "earlier_number", "earlier_text", "earlier_from", "earlier_session", "earlier_response",
    "earlier_source_response", "earlier_source",
    "later_symbol", "later_number", "later_text", "later_from", "later_session", "later_response",
    "later_source_response", "later_source", "not_the_same",
)  # fmt: skip


@dataclass(frozen=True)
class AnsweredRecommendation:
    """A recommendation to the State, with its answer."""

    key: str
    text: str
    from_iso3: str
    session: int
    response: str
    source_response: str = ""
    source: str = ""
    un_number: UnNumber = NO_NUMBER

    @property
    def from_name(self) -> str:
        return by_iso3(self.from_iso3).name if self.from_iso3 else ""

    @property
    def answer(self) -> Badge | None:
        return response_badge(self.response)

    @property
    def source_name(self) -> str:
        return source(self.source).family_label if self.source else ""


@dataclass(frozen=True)
class ChangedAnswer:
    """One request, two reviews, two answers. `same`: False where a person said that they differ."""

    earlier: AnsweredRecommendation
    later: AnsweredRecommendation
    same: bool = True
    # The share of their words in common, the rare ones counting more.
    alike: float = 1.0

    @property
    def is_sure(self) -> bool:
        return self.alike >= _SURE

    @property
    def is_of_upr_info(self) -> bool:
        """Whether UPR Info tells one of the two answers."""
        return any(side.source.startswith(_UPR_INFO) for side in (self.earlier, self.later))

    @property
    def is_step_back(self) -> bool:
        """Whether it was supported once and noted later."""
        return self.later.response == "noted"


def changed_answers(coalition: Coalition) -> list[ChangedAnswer]:
    """Later recommendations, each with the nearest earlier one that has another answer; surest
    first.

    Two ask for the same if each repeats the other (`openupr.text.nearness`), by their words alone.
    Three queries.
    """
    set_aside = set(NotTheSame.objects.filter(coalition=coalition).values_list("earlier", "later"))
    pairs = [
        ChangedAnswer(earlier, later, (earlier.key, later.key) not in set_aside, alike)
        for earlier, later, alike in _pairs(_answered(coalition.review.iso3))
    ]
    # A person decides one earlier recommendation after the other: the first that is not set aside.
    return sorted(_one_for_each(pairs), key=lambda pair: (-pair.alike, -pair.later.session, pair.later.text))


def _one_for_each(pairs: Iterable[ChangedAnswer]) -> Iterator[ChangedAnswer]:
    """Of the pairs of one later recommendation: those that a person set aside, and the first other
    one.
    """
    with_nearest: set[str] = set()
    for pair in pairs:
        if pair.same and pair.later.key in with_nearest:
            continue
        if pair.same:
            with_nearest.add(pair.later.key)
        yield pair


def _answered(iso3: str) -> list[AnsweredRecommendation]:
    """Recommendations to a State that it supported or noted, the latest review first."""
    records = SourceRecord.objects.filter(preferred=True, response__in=_ANSWERS, ask__review__iso3=iso3)
    # A review without a session cannot be ordered among the others.
    records = records.filter(ask__kind=Ask.Kind.RECOMMENDATION, ask__review__session__isnull=False)
    records = records.order_by("-ask__review__session", "pk")
    fields = ("ask", "ask__key", "text", "ask__from_iso3", "ask__review__session", *_RESPONSE)
    rows, numbers = records.values_list(*fields), un_numbers(records.order_by().values("ask"))
    return [
        AnsweredRecommendation(key, text, iso3, session, response, written, source_key, numbers.get(ask, NO_NUMBER))
        for ask, key, text, iso3, session, response, written, source_key in rows
    ]


def _pairs(
    answered: Sequence[AnsweredRecommendation],
) -> Iterator[tuple[AnsweredRecommendation, AnsweredRecommendation, float]]:
    """Pairs (earlier, later) that ask for the same and have different answers; the nearest
    first.
    """
    read = {recommendation.key: read_text(recommendation.text) for recommendation in answered}
    rarity = rarity_among(read.values())
    every_word = {
        recommendation.key: _every_word(recommendation.text, read[recommendation.key]) for recommendation in answered
    }
    weight = _rarity(every_word.values())
    by_word: dict[str, list[AnsweredRecommendation]] = defaultdict(list)
    for recommendation in answered:
        for word in read[recommendation.key].words.keys() | read[recommendation.key].things:
            by_word[word].append(recommendation)
    for later in answered:
        words = read[later.key].words.keys() | read[later.key].things
        near = {other.key: other for word in words for other in by_word[word]}.values()
        others = [
            candidate
            for candidate in near
            if candidate.session < later.session and candidate.response != later.response
        ]
        same = [
            (_alike(every_word[later.key], every_word[other.key], weight), other)
            for other in others
            if _is_same(read[later.key], read[other.key], rarity)
        ]
        for alike, earlier in sorted(same, key=lambda pair: (-pair[0], -pair[1].session, pair[1].key)):
            yield earlier, later, alike


def rarity_among(texts: Iterable[ReadText]) -> Rarity:
    """How rare each word of these texts is among them, and each thing that they name."""
    return _rarity([read.words.keys() | read.named for read in texts])


def _rarity(texts: Collection[Set[str]]) -> Rarity:
    counts = Counter(key for keys in texts for key in keys)
    return {key: log(len(texts) / n) or 0.01 for key, n in counts.items()}


def _alike(one: Set[str], other: Set[str], rarity: Rarity) -> float:
    """How much two texts have in common, 0 to 1, the rare words counting more."""
    whole = sum(rarity[key] for key in one | other)
    return sum(rarity[key] for key in one & other) / whole if whole else 1.0


def _every_word(text: str, read: ReadText) -> Set[str]:
    """All words of a text and what it names.

    "Continue to strengthen" and "adopt a law" do not say what a request is about, but they say
    whether another request has the same words.
    """
    return {stem(word) for word in cut(text).surfaces} | read.named


def _is_same(one: ReadText, other: ReadText, rarity: Rarity) -> bool:
    there = nearness(one, rarity, other) == Nearness.REPEATED
    return there and nearness(other, rarity, one) == Nearness.REPEATED


def answer_rows(pairs: Iterable[ChangedAnswer]) -> Iterator[Mapping[str, Any]]:
    """The pairs as rows of a file."""
    for pair in pairs:
        sides = {"earlier": pair.earlier, "later": pair.later}
        row: dict[str, Any] = {}
        for name, side in sides.items():
            row |= {
                f"{name}_symbol": side.un_number.symbol,
                f"{name}_number": side.un_number.number,
                f"{name}_text": side.text,
                f"{name}_from": side.from_name,
                f"{name}_session": side.session,
                f"{name}_response": str(responses.label(side.response)),
                f"{name}_source_response": side.source_response,
                f"{name}_source": side.source_name,
            }
        yield row | {"not_the_same": "" if pair.same else "yes"}


@act(JUDGE_PAIRS, _("Say that two recommendations are not the same request"), about="coalition")
def say_not_the_same(*, by: Person, coalition: Coalition, earlier: str, later: str, today: date) -> NotTheSame:
    """Say that two recommendations of the record ask for different things, by their keys."""
    values = {"coalition": coalition, "earlier": earlier, "later": later}
    return NotTheSame.objects.get_or_create(**values, defaults={"said_on": today})[0]


@act(JUDGE_PAIRS, _("Take back that two recommendations are not the same request"), about="coalition")
def say_the_same(*, by: Person, coalition: Coalition, earlier: str, later: str) -> None:
    """Take that back."""
    coalition.pairs_not_the_same.filter(earlier=earlier, later=later).delete()
