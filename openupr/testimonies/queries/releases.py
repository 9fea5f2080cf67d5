"""Testimonies that may leave, as they may leave."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition
from openupr.web.kept_queries import kept_rows

from ..models import Box, Testimony
from ..rules.phrase import spans

# How far a testimony may go: each level includes those before it.
_LEVELS = ("internal", "submission", "public")
CANNOT_BE_RECALLED = _("A testimony can still be withdrawn. A report that was already sent cannot be recalled.")


@dataclass(frozen=True, slots=True)
class Released:
    """A released testimony in its redacted version; `spans` of the key phrase in `text`. `number` is its key."""

    number: int
    consent: str
    text: str
    spans: tuple[tuple[int, int], ...]


def _reaching(level: str) -> tuple[str, ...]:
    """The levels of consent that allow a use: what may be public may be in a submission too.

    Raises ValueError of a level that there is not.
    """
    return _LEVELS[_LEVELS.index(level) :]


def released_testimonies(box: Box | None, *, use: str = "public") -> list[Released]:
    """Those of a box that may be used so; see queries. Raises ValueError of a use that there is not."""
    return _listed(kept_rows(_of_box, box.pk, _reaching(use))) if box else []


def released_in(coalition: Coalition, *, use: str) -> list[Released]:
    """The same of all boxes of a coalition: a submission may quote from these with use="submission"."""
    return _listed(kept_rows(_of_coalition, coalition.pk, _reaching(use)))


def released_for_submissions(coalition: Coalition) -> dict[int, str]:
    """Those that a submission may quote, by their number: the words that may leave."""
    return {each.number: each.text for each in released_in(coalition, use="submission")}


def _of_box(box: int, consents: Collection[str]) -> QuerySet[Testimony]:
    return _allowed(consents).filter(box=box)


def _of_coalition(coalition: int, consents: Collection[str]) -> QuerySet[Testimony]:
    return _allowed(consents).filter(box__coalition=coalition)


def _allowed(consents: Collection[str]) -> QuerySet[Testimony]:
    return Testimony.objects.filter(state=Testimony.State.RELEASED, consent__in=consents).order_by("pk")


def _listed(allowed: Iterable[Testimony]) -> list[Released]:
    return [
        Released(each.pk, each.consent, each.leaving, tuple(spans(each.leaving_phrase, each.leaving)))
        for each in allowed
    ]
