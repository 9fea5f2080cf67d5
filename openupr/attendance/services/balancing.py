"""Counting who speaks: planned for each session, and on the floor; interpreters."""

from collections.abc import Mapping

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.workshops.models import Session, Workshop

from ..actions import KEEP_BALANCE
from ..models import FloorTally, Interpreting, SpeakingCount, TallyChosen
from ..rules.balance import Speaking
from ..rules.refusals import MoreThanSpeak, NoTally


@act(KEEP_BALANCE, _("Count who speaks in a session"), about="session")
def count_speakers(*, by: Person, session: Session, speaking: Speaking) -> None:
    """How many of those who speak in a session are women, are from the countryside; nobody is a number, too.

    Raises MoreThanSpeak.
    """
    if max(speaking.women, speaking.rural) > speaking.people:
        raise MoreThanSpeak
    counts = {"people": speaking.people, "women": speaking.women, "rural": speaking.rural}
    SpeakingCount.objects.update_or_create(session=session, defaults=counts)


@act(KEEP_BALANCE, _("Count the interpreters of each language"), about="workshop")
def count_interpreters(*, by: Person, workshop: Workshop, interpreters: Mapping[str, int]) -> None:
    """How many interpreters there are for each language, by its code."""
    Interpreting.objects.filter(workshop=workshop).delete()
    Interpreting.objects.bulk_create(
        Interpreting(workshop=workshop, language=code, interpreters=number) for code, number in interpreters.items()
    )


@act(
    KEEP_BALANCE,
    {True: _("Keep a tally of the floor"), False: _("Keep no tally of the floor, and delete what was counted")},
    about="workshop",
    varies_by="keep",
)
def choose_tally(*, by: Person, workshop: Workshop, keep: bool) -> None:
    """Keep a tally of the floor in this workshop, or none; with none, what was counted is deleted."""
    if keep:
        TallyChosen.objects.get_or_create(workshop=workshop)
    else:
        TallyChosen.objects.filter(workshop=workshop).delete()
        FloorTally.objects.filter(session__day__workshop=workshop).delete()


@act(KEEP_BALANCE, _("Tally the floor in a session"), about="session")
def tally_floor(*, by: Person, session: Session, kind: str, turns: int = 0, minutes: int = 0) -> None:
    """Count turns and minutes of a kind of people, never under nought. Raises NoTally."""
    if not TallyChosen.objects.filter(workshop=session.workshop).exists():
        raise NoTally
    tally, _made = FloorTally.objects.get_or_create(session=session, kind=FloorTally.Kind(kind))
    # In the database: two phones that tap at once both count.
    FloorTally.objects.filter(pk=tally.pk, turns__gte=-turns, minutes__gte=-minutes).update(
        turns=F("turns") + turns, minutes=F("minutes") + minutes
    )
