"""Testimonies as they are searched for in other texts."""

from collections.abc import Iterable, Iterator

from django.db.models import Q

from openupr.accounts.permissions import Actor
from openupr.coalitions.models import Coalition

from ..models import Testimony
from ..permissions import READ_RELEASED, REVIEW, TYPE_IN, roles_of
from ..rules.copied import Told

_READ = Q(box__closed__isnull=False)
_FROM_PAPER = Q(typed_in=True)


def as_released(testimony: Testimony) -> Told:
    """In the wording that whoever is let read testimonies can read; of one that is not released, none."""
    return _told(testimony, (testimony.leaving,) if testimony.state == Testimony.State.RELEASED else ())


def readable_by(actor: Actor, coalition: Coalition, *, quoting: bool = False) -> Iterator[Told]:
    """Those of a coalition that somebody may read, in the wordings that they may read; from paper also those of an open
    box, for who types them in. `quoting`: what is released may be repeated.
    """
    roles = roles_of(actor, coalition)
    of_it = Testimony.objects.filter(box__coalition=coalition).order_by()
    if REVIEW.open_to(roles):
        for each in of_it.filter(_READ | _FROM_PAPER if TYPE_IN.open_to(roles) else _READ):
            yield _told(each, (each.text, each.leaving), quoting=quoting)
    elif READ_RELEASED.open_to(roles) and not quoting:
        for each in of_it.filter(_READ, state=Testimony.State.RELEASED):
            yield _told(each, (each.leaving,))


def _told(testimony: Testimony, wordings: Iterable[str], *, quoting: bool = False) -> Told:
    return Told(
        tuple(filter(None, dict.fromkeys(wordings))),
        key=testimony.code_hash,
        stood=frozenset(testimony.stood),
        quotable=(testimony.leaving,) if quoting and testimony.state == Testimony.State.RELEASED else (),
    )
