"""What of the record is nearest to a draft: what is close to it, with the answers, and the rest
apart from these.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log
from typing import Any

from django.utils.translation import gettext as _

from openupr.recommendations.question import Question, rows_with
from openupr.recommendations.search import Result, search_record
from openupr.recommendations.sentences import is_foreign
from openupr.recommendations.similar import Alike, Similar, similar
from openupr.recommendations.the_index import the_index
from openupr.text.nearness import (
    LESS_ALIKE,
    ONE_WORD,
    TELLING,
    Nearness,
    Rarity,
    ReadText,
    nearness,
    read_text,
    spelled_out,
)

SHOWN = 10
LOOKED_AT = 200
"""Wordings that are judged where not every recommendation is; as many rows are read from the index
by words, and by meaning.
"""
_FAR = 0.0
"""Nearness in meaning of what is not among the LOOKED_AT nearest by it."""


@dataclass(frozen=True, slots=True)
class NearestWordings:
    """The nearest wordings of the record. `close` are about the same as the draft, `others` are
    not; of `close` those are `repeated` that the draft seems to repeat; `one_word` are further ones
    that have a telling word of the draft.

    `tells`: how many words and names tell what the draft is about. `judged` of the rows were
    compared one by one.
    """

    found: Similar
    close: list[Alike]
    others: list[Alike]
    repeated: list[Alike]
    one_word: list[Alike]
    tells: int = 0
    judged: int = 0

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each recommendation that is close."""
        return [row for alike in self.close for row in _rows(alike)]

    @property
    def responses(self) -> Counter[str]:
        """How many of these were supported, noted ...; "" counts those of which no response is
        recorded.
        """
        return Counter(row["response"] or "" for row in self.rows)

    @property
    def compared(self) -> bool:
        """Whether the draft could be compared at all: one in a script or a language that the record
        does not hold could not, nor one whose words could be said of anything.
        """
        return bool(self.close) or bool(self.tells and not self.found.unsupported and not self.found.foreign)

    @property
    def note(self) -> str:
        """Why it was compared by words alone, with a part of the record, or not at all; "" where
        all is well.
        """
        if self.found.unsupported:
            return _(
                "A text in %(script)s script cannot be compared with the record. Add an English one beside it: that is "
                "compared then."
            ) % {"script": _(self.found.unsupported)}
        if self.found.foreign and not self.compared:
            return _("The draft seems to be in another language than the record.")
        return self.found.note()

    @property
    def whole(self) -> bool:
        """Whether every recommendation in question was judged, and not only the nearest."""
        return self.judged >= self.found.pool

    @property
    def by_meaning(self) -> bool:
        """Whether all meanings were compared, too: words alone do not separate the less similar
        from the unlike.
        """
        return self.found.method == "both" and not self.found.waits

    @property
    def states(self) -> list[str]:
        """Who made them, by name, each once; the State's own pledges name none."""
        return sorted({_(row["from"]) for row in self.rows if row["from"]})


def nearest(question: Question, *, every: bool = True) -> NearestWordings:
    """What is nearest to the question's words. With `every`, each recommendation that its filters
    leave is judged: for the some hundreds to one State; else only the nearest. Raises
    NothingToCompare, RecordNotReady.
    """
    draft = read_text(question.words)
    searched = similar(replace(question, words=spelled_out(question.words)), limit=LOOKED_AT)
    similar_rows = replace(searched, question=question, foreign=searched.foreign or _is_foreign(searched))
    candidates = _all_of(similar_rows) if every else similar_rows.groups
    rarity = rarity_of(draft)
    by_meaning = similar_rows.method == "both" and not similar_rows.waits
    judged = [
        part for candidate in candidates for part in _by_own_words(candidate, draft, rarity, by_meaning=by_meaning)
    ]
    telling = len(draft.core) + len(draft.things | draft.mentioned)
    close = [each for near, each in judged if near >= Nearness.CLOSE]
    keys = {row["id"] for alike in close for row in _rows(alike)}
    return NearestWordings(
        found=similar_rows,
        close=close,
        others=_without(similar_rows.groups[:SHOWN], keys),
        repeated=[each for near, each in judged if near == Nearness.REPEATED],
        one_word=[each for near, each in judged if near == Nearness.ONE_WORD],
        tells=telling,
        judged=sum(1 + len(candidate.others) for candidate in candidates),
    )


def _is_foreign(similar_rows: Similar) -> bool:
    """Whether the draft is in a language that what is near it is not: whatever it asks, they share
    no words.
    """
    return is_foreign(
        similar_rows.question.words, [group.nearest.fields["text"] for group in similar_rows.groups[:SHOWN]]
    )


def _without(groups: list[Alike], keys: set[str]) -> list[Alike]:
    """The groups without rows of these keys."""
    left = [(group, [row for row in _rows(group) if row["id"] not in keys]) for group in groups]
    return [_part(group, rows) for group, rows in left if rows]


def less_alike(near: NearestWordings) -> list[Alike]:
    """Rows that are less close: still near the draft in meaning, where meaning was compared, and
    those with a telling word of it.

    If the draft has only one telling word (or two, and nothing is close), rows with that word need
    not be near in meaning.
    """
    meant = [other for other in near.others if _near(other, LESS_ALIKE)]
    known = {row["id"] for alike in meant for row in _rows(alike)}
    any_word = not near.by_meaning or near.tells <= (1 if near.close else TELLING)
    rest = [alike for alike in near.one_word if alike.nearest.fields["id"] not in known]
    worded = [other for other in rest if any_word or _near(other, ONE_WORD)]
    return (meant + worded)[:SHOWN]


def who_judged() -> str:
    """What is to be said with every number of what is close."""
    return _("The program compared the words. Please read them: no person has confirmed that they are similar.")


def _near(alike: Alike, least: float) -> bool:
    return alike.cosine is not None and alike.cosine >= least


def _rows(alike: Alike) -> list[dict[str, Any]]:
    return [alike.nearest.fields, *alike.others]


def _by_own_words(alike: Alike, draft: ReadText, rarity: Rarity, *, by_meaning: bool) -> list[tuple[Nearness, Alike]]:
    """A group of like wordings, each row judged by its own words: the First Optional Protocol and
    the Second are asked for in nearly the same ones. Rows that are as near and name the same stay
    together.
    """
    cosine = (_FAR if alike.cosine is None else alike.cosine) if by_meaning else None
    parts: dict[tuple[Nearness, frozenset[str]], list[dict[str, Any]]] = {}
    for row in _rows(alike):
        its = read_text(row["text"])
        parts.setdefault((nearness(draft, rarity, its, cosine), its.things), []).append(row)
    if len(parts) == 1:
        return [(near, alike) for near, _named in parts]
    return [(near, _part(alike, rows)) for (near, _named), rows in parts.items()]


def _part(alike: Alike, rows: list[dict[str, Any]]) -> Alike:
    first, *others = rows
    known = first["id"] == alike.nearest.fields["id"]
    return replace(alike, nearest=alike.nearest if known else Result(first, []), others=tuple(others))


def _all_of(similar_rows: Similar) -> list[Alike]:
    """The nearest first, then all further recommendations that the question's filters leave."""
    known = {row["id"] for group in similar_rows.groups for row in _rows(group)}
    results = search_record(replace(similar_rows.question, words=""), limit=similar_rows.pool).results
    return [*similar_rows.groups, *_grouped(result for result in results if result.fields["id"] not in known)]


def _grouped(results: Iterable[Result]) -> list[Alike]:
    """One and the same wording once, with the others that have it."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(" ".join(result.fields["text"].casefold().split()), []).append(result)
    return [Alike(0.0, first, tuple(other.fields for other in rest)) for first, *rest in groups.values()]


def rarity_of(draft: ReadText) -> Rarity:
    """How rare each telling word of a draft is in the record."""
    rows = max(the_index().rows, 1)
    return {stem: log(rows / max(rows_with(word), 1)) for stem, word in draft.words.items()}
