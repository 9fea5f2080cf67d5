"""Testimonies that may leave, as they may leave."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.models import Coalition

from ..models import Box, Testimony
from ..rules.consent import reaching
from ..rules.phrase import spans

CANNOT_BE_RECALLED = _("A testimony can still be withdrawn. A report that was already sent cannot be recalled.")


@dataclass(frozen=True, slots=True)
class Released:
    """A released testimony in its redacted version; `spans` of the key phrase in `text`. `number` is its key."""

    number: int
    consent: str
    text: str
    spans: tuple[tuple[int, int], ...]


def released_testimonies(box: Box | None, *, use: str = "public") -> list[Released]:
    """Those of a box that may be used so; see queries. Raises ValueError of a use that there is not."""
    return _listed(Testimony.objects.filter(box=box), use) if box else []


def released_in(coalition: Coalition, *, use: str) -> list[Released]:
    """The same of all boxes of a coalition: a submission may quote from these with use="submission"."""
    return _listed(Testimony.objects.filter(box__coalition=coalition), use)


def released_for_submissions(coalition: Coalition) -> dict[int, str]:
    """Those that a submission may quote, by their number: the words that may leave."""
    return {each.number: each.text for each in released_in(coalition, use="submission")}


def _listed(testimonies: QuerySet[Testimony], use: str) -> list[Released]:
    allowed = testimonies.filter(state=Testimony.State.RELEASED, consent__in=reaching(use)).order_by("pk")
    return [
        Released(each.pk, each.consent, each.leaving, tuple(spans(each.leaving_phrase, each.leaving)))
        for each in allowed
    ]
