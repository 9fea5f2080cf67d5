"""Testimonies as they are searched for in other texts."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from openupr.accounts.permissions import Actor
from openupr.coalitions.models import Coalition

from ..models import Testimony
from ..permissions import READ_RELEASED, REVIEW, TYPE_IN, roles_of
from ..rules.copied import Told

_READ = Q(box__closed__isnull=False)
_FROM_PAPER = Q(typed_in=True)


def told_by(testimony: Testimony) -> Told:
    """As it was written and as it may leave, but for what stood elsewhere before."""
    texts = tuple(filter(None, (testimony.text, testimony.leaving)))
    return Told(texts, key=testimony.code_hash, stood=frozenset(testimony.stood))


def read_by_somebody() -> QuerySet[Testimony]:
    """Those that anybody but their author can have read: of closed boxes, and from paper."""
    return Testimony.objects.filter(_READ | _FROM_PAPER)


def readable_by(actor: Actor, coalition: Coalition) -> Iterator[Told]:
    """Those of a coalition that somebody may read, in the wordings that they may read; from paper also those of an open
    box, for who types them in.
    """
    roles = roles_of(actor, coalition)
    of_it = Testimony.objects.filter(box__coalition=coalition).order_by()
    if REVIEW.open_to(roles):
        yield from map(told_by, of_it.filter(_READ | _FROM_PAPER if TYPE_IN.open_to(roles) else _READ))
    elif READ_RELEASED.open_to(roles):
        for each in of_it.filter(_READ, state=Testimony.State.RELEASED):
            yield Told((each.leaving,), key=each.code_hash, stood=frozenset(each.stood))
