"""What the coalition for the next review takes along of the advocacy."""

from datetime import datetime

from openupr.coalitions.carry_over import CarryingOver
from openupr.coalitions.models import Coalition

from .models import Lessons, NotApproached, Partner, Presence


def count_presences(coalition: Coalition, _now: datetime) -> int:
    return coalition.presences.count()


def carry_presences(going: CarryingOver) -> None:
    """Each State's presence with its source and the day of the note."""
    Presence.objects.bulk_create(
        Presence(coalition=going.new, iso3=old.iso3, kind=old.kind, source=old.source, noted_on=old.noted_on)
        for old in going.old.presences.all()
    )


def count_not_approached(coalition: Coalition, _now: datetime) -> int:
    return coalition.not_approached.count()


def carry_not_approached(going: CarryingOver) -> None:
    """The States with their reasons: as private there as here."""
    NotApproached.objects.bulk_create(
        NotApproached(coalition=going.new, iso3=old.iso3, reason=old.reason) for old in going.old.not_approached.all()
    )


def count_lessons(coalition: Coalition, _now: datetime) -> int:
    return Lessons.objects.filter(coalition=coalition).exclude(text="", before="").count()


def carry_lessons(going: CarryingOver) -> None:
    """What was written in this cycle and before it, as what the review before left."""
    for old in Lessons.objects.filter(coalition=going.old):
        before = "\n\n".join(part for part in (old.before, old.text) if part)
        Lessons.objects.create(coalition=going.new, before=before)


_OF_A_PARTNER = ("name", "scope", "issues", "languages", "offers", "note", "contact")


def count_partners(coalition: Coalition, _now: datetime) -> int:
    return coalition.partners.count()


def carry_partners(going: CarryingOver) -> None:
    """The directory of partners, as it is."""
    Partner.objects.bulk_create(
        Partner(coalition=going.new, **{name: getattr(old, name) for name in _OF_A_PARTNER})
        for old in going.old.partners.all()
    )
