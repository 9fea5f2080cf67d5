"""Similar recommendations: asked before in other words, or near one recommendation."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from django.utils.translation import gettext as _

from openupr.index import meaning
from openupr.index.nearest import BOTH, MEANING, WORDS, NearHit
from openupr.index.row_vectors import VectorCoverage
from openupr.text.nearness import asks_the_same
from openupr.text.words import cut, stem
from openupr.upr.cycles import CYCLES
from openupr.upr.names import UnknownName
from openupr.upr.states import STATES

from .dimension_values import Value, open_the_index
from .models import Ask
from .question import LONGEST_DRAFT, Kind, Question, rows_with
from .recommendation import AskWithRecords
from .rules import own_wording
from .search import Result, search_record
from .sentences import is_foreign
from .the_index import the_index
from .vectors import coverage_among, nothing_missing, the_vectors, vector_coverage

METHODS = {"both": BOTH, "lexical": WORDS, "vectors": MEANING}
"""What users call the methods, and what the index calls them."""
# A word of the draft in more rows than this share is not worth marking. By bench.nearness, of what
# has two such words in common 356 of 489 pairs have an issue in common at 5%, 412 of 613 at 8%, 535
# of 824 at 15%.
_COMMON = 0.08
_FEWEST_LETTERS, _FIRST_IDEOGRAPH = 3, "\u2e80"
_SHOWN = ("id", "state", "from", "response", "session")


class NothingToCompare(LookupError):
    """The record is empty, or the draft has no word."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Recommendations in one wording or nearly: the nearest, and the others.

    A greater score is nearer.

    `cosine`: how near the nearest of them is in meaning; None where that was not compared, or
    others are much nearer.
    """

    score: float
    nearest: Result
    others: tuple[dict[str, Any], ...] = ()
    cosine: float | None = None

    @property
    def other_states(self) -> int:
        """How many further recommending States used these words."""
        return len({row["from"] for row in self.others} - {self.nearest.fields["from"]})


@dataclass(frozen=True, slots=True)
class Similar:
    """The wordings nearest to a draft.

    `method` is what was used; `unsupported` the script that has no meaning here.

    `waits`: not all that was to be compared by meaning could be; the rest will be once it is
    computed. `pool`: rows that were compared with, those that the filters leave. `facets` as in a
    search. `foreign`: only words were compared, and those of the draft seem to be of another
    language than those of what was found, so the answers to these are no answer to it.
    """

    question: Question
    method: str
    coverage: VectorCoverage
    groups: list[Alike]
    pool: int = 0
    basis: str = ""
    unsupported: str | None = None
    waits: bool = False
    foreign: bool = False
    facets: Mapping[str, Sequence[tuple[Value, int]]] = field(default_factory=dict)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of everything found, those alike included."""
        return [row for group in self.groups for row in (group.nearest.fields, *group.others)]

    @property
    def responses(self) -> Counter[str]:
        """How many of what was found were supported, noted ..."""
        return Counter(row["response"] for row in self.rows if row["response"])

    def document(self) -> dict[str, Any]:
        """What the command and the JSON say (docs/command-line.md). Coverage is a share, 0 to 1."""
        return {
            "method": self.method,
            "coverage": round(self.coverage.share, 4),
            "pool": self.pool,
            "basis": self.basis,
            "note": self.note(),
            "results": [
                {
                    "score": round(group.score, 4),
                    **group.nearest.fields,
                    "also": [{name: row[name] for name in _SHOWN} for row in group.others],
                }
                for group in self.groups
            ],
        }

    def note(self) -> str:
        """Why the draft was compared by words alone, or with a part of the record; "" where all is
        well.
        """
        return " ".join(note for note in (self._foreign_note(), self._compared_note()) if note)

    def _foreign_note(self) -> str:
        if not self.foreign or self.unsupported:
            return ""
        return _(
            "This draft seems to be in another language than the record. Only the words were compared: they find "
            "little, and what they find may be about something else."
        )

    def _compared_note(self) -> str:
        if self.unsupported:
            return _(
                "A text in %(script)s script cannot be compared by meaning; only its words were looked for, in the "
                "languages in which the record is written. Put the draft in one of the UN's languages."
            ) % {"script": self.unsupported}
        if not meaning.available():
            return _("Comparing by meaning is not installed here; only the words were compared.")
        if self.coverage.rows and not self.coverage.covered:
            return _(
                "The meaning of %(covered)s of %(rows)s recommendations is computed so far (%(share)s). "
                "It goes on in the background while OpenUPR runs. Until then, only the words are compared."
            ) % {
                "covered": f"{self.coverage.covered:,}",
                "rows": f"{self.coverage.rows:,}",
                "share": percentage(self.coverage),
            }
        numbers = {
            "covered": f"{self.coverage.covered:,}",
            "rows": f"{self.coverage.rows:,}",
            "share": percentage(self.coverage),
        }
        if self.waits and self.method == "both":
            return (
                _(
                    "By meaning, %(covered)s of these %(rows)s recommendations are compared so far (%(share)s), the "
                    "others by their words. The rest is computed in the background while OpenUPR runs."
                )
                % numbers
            )
        if self.method == "vectors" and self.coverage.share < 1:
            return (
                _(
                    "Only %(covered)s of these %(rows)s recommendations can be compared by meaning (%(share)s). The "
                    "others are not among those found."
                )
                % numbers
            )
        return ""


def percentage(coverage: VectorCoverage) -> str:
    """ "37%"; 100% only when nothing is missing."""
    return f"{int(100 * coverage.share)}%"


def similar(question: Question, *, method: str = "both", limit: int = 20, facets: Sequence[str] = ()) -> Similar:
    """The `limit` wordings nearest to the question's words among the recommendations that its
    filters leave.

    Raises UnknownName for a method that is none, RecordNotReady, NothingToCompare.
    """
    if method not in METHODS:
        raise UnknownName("method", method, tuple(METHODS))
    index, draft = the_index(), question.words[:LONGEST_DRAFT]
    if not index.rows:
        raise NothingToCompare(_("No record is loaded yet, so there is nothing to compare with. Import it first."))
    if not cut(draft).surfaces:
        raise NothingToCompare(_("There is no word in this draft to compare."))
    if _is_too_short(draft):
        raise NothingToCompare(_("This draft is too short to compare: write at least a few words of it."))
    vectors = None if method == "lexical" else the_vectors()
    nearest = index.nearest(
        draft,
        filters=question.index_filters(),
        limit=limit,
        method=METHODS[method],
        vectors=vectors,
        encode=meaning.encode,
    )
    pool = search_record(replace(question, words=""), limit=0, facets=facets)
    telling = _telling_stems(draft)
    groups = [_alike(group, telling) for group in nearest.groups]
    return Similar(
        question=question,
        method=next(name for name, known in METHODS.items() if known == nearest.method),
        coverage=nearest.coverage if vectors is not None else coverage_among(question.index_filters()),
        groups=groups,
        pool=pool.total,
        basis=pool.basis,
        unsupported=nearest.unsupported,
        waits=method == "both" and nearest.coverage.share < 1 and not nothing_missing(),
        foreign=nearest.method == WORDS and is_foreign(draft, [group.nearest.fields["text"] for group in groups]),
        facets=pool.facets,
    )


def recommendations_covered(kind: Kind = "recommendation") -> VectorCoverage:
    """How many of the recommendations that a draft is compared with have their meaning computed:
    pledges and second sources are in the index too, but not among them.
    """
    among = coverage_among(Question(kind=kind).index_filters())
    return among if among.rows else vector_coverage()


def _is_too_short(draft: str) -> bool:
    """One or two letters say nothing; in Chinese two characters are a word."""
    letters = [sign for sign in draft if sign.isalpha()]
    return len(letters) < _FEWEST_LETTERS and not any(sign >= _FIRST_IDEOGRAPH for sign in letters)


def _alike(group: Sequence[NearHit], telling: set[str]) -> Alike:
    first, *others = (orjson.loads(hit.payload) for hit in group)
    words = cut(first["text"])
    marks = [(start, end) for surface, start, end in zip(*words, strict=True) if stem(surface) in telling]
    meant = max((hit.cosine for hit in group if hit.cosine is not None), default=None)
    return Alike(score=group[0].score, nearest=Result(first, marks), others=tuple(others), cosine=meant)


def _telling_stems(draft: str) -> set[str]:
    """The stems of a draft's words that are worth marking where they are found again."""
    index = the_index()
    words = {stem(surface): surface for surface in cut(draft).surfaces}
    return {root for root, surface in words.items() if rows_with(surface) <= _COMMON * index.rows}


NEAREST = 5
NO_COVERAGE = VectorCoverage(0, 0)
NEAR = 0.4
"""Nearness in meaning (cosine) below which the nearest is not near: of a small pool something is
always the nearest. Measured by `python -m bench.nearness`, bench/measured.md.
"""


@dataclass(frozen=True, slots=True)
class Circle:
    """The nearest wordings of one pool, never the recommendation itself; fewer where no more are
    near. `waits`: some of those compared have no vector yet (see `coverage`) and are found by their
    words. `compared`: there was something to compare with.
    """

    results: list[Result]
    waits: bool = False
    compared: bool = False
    coverage: VectorCoverage = NO_COVERAGE

    @property
    def by_words(self) -> bool:
        """Found by words alone."""
        return self.waits and not self.coverage.covered

    @property
    def in_part(self) -> bool:
        """Some by meaning, some by their words."""
        return self.waits and self.coverage.covered > 0


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The circles round a recommendation.

    `same_ask`: what other States ask the same in its review. `coverage`: how far the vectors of the
    whole record are.
    """

    same_ask: Circle
    same_review: Circle
    before: Circle
    after: Circle
    elsewhere: Circle
    coverage: VectorCoverage

    @property
    def waits(self) -> bool:
        """Something was found by its words that could be compared by meaning once that is
        computed.
        """
        return any(circle.waits for circle in (self.same_review, self.before, self.after, self.elsewhere))


def neighbours(recorded_ask: AskWithRecords) -> Neighbours:
    """The nearest to this ask, by words and, where those that a circle compares with have vectors,
    by meaning.
    """
    review = recorded_ask.ask.review
    # Of some reviews only the cycle is known.
    cycles = [cycle.number for cycle in CYCLES]
    here: dict[str, tuple[Value | None, ...]] = {"state": (review.iso3,)}
    in_review = _nearest(recorded_ask, {**here, "cycle": (review.cycle,), "session": (review.session,)})
    same = [result for result in in_review.results if _is_the_same_of_another_state(result, recorded_ask)]
    others = [result for result in in_review.results if result not in same]
    return Neighbours(
        same_ask=Circle(same),
        same_review=replace(in_review, results=others, compared=in_review.compared and not same),
        before=_nearest(recorded_ask, {**here, "cycle": tuple(n for n in cycles if n < review.cycle)}),
        after=_nearest(recorded_ask, {**here, "cycle": tuple(n for n in cycles if n > review.cycle)}),
        elsewhere=_nearest(recorded_ask, {"state": tuple(s.iso3 for s in STATES if s.iso3 != review.iso3)}),
        coverage=vector_coverage(),
    )


def _is_the_same_of_another_state(result: Result, recorded_ask: AskWithRecords) -> bool:
    giver, other = recorded_ask.ask.from_iso3, result.fields["from_iso3"]
    if not giver or not other or giver == other:
        return False
    return asks_the_same(own_wording(recorded_ask.counted.text, giver), own_wording(result.fields["text"], other))


def _nearest(recorded_ask: AskWithRecords, filters: dict[str, tuple[Value | None, ...]]) -> Circle:
    index = open_the_index()
    if index is None or not all(filters.values()):
        return Circle([])
    kind: Kind = "pledge" if recorded_ask.ask.kind == Ask.Kind.PLEDGE else "recommendation"
    pool = Question(filters=filters, kind=kind)
    pool_filters = pool.index_filters()
    vectors = the_vectors()
    answer = index.nearest(
        recorded_ask.counted.text, filters=pool_filters, limit=NEAREST + 1, vectors=vectors, encode=meaning.encode
    )
    rows = [(orjson.loads(hit.payload), _is_near(answer.method, group)) for group in answer.groups for hit in group]
    results = _others((row for row, near in rows if near), recorded_ask.ask.key)
    compared = any(row["id"] != recorded_ask.ask.key for row, _near in rows)
    waits = meaning.available() and not nothing_missing() and answer.coverage.covered < answer.coverage.rows
    return Circle(results, waits, compared, answer.coverage)


def _is_near(method: str, group: Sequence[NearHit]) -> bool:
    """By words alone there is no measure; by meaning, one of those alike has to be near."""
    if method == WORDS:
        return True
    return any(not hit.has_vector or (hit.cosine is not None and hit.cosine >= NEAR) for hit in group)


def _others(rows: Iterable[dict[str, Any]], key: str) -> list[Result]:
    return [Result(row, ()) for row in rows if row["id"] != key][:NEAREST]
