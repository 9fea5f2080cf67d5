"""What the coalition for the next review takes along of the advocacy: where diplomats are."""

from datetime import datetime

from openupr.coalitions.models import Coalition
from openupr.coalitions.queries.carry_over import CarryingOver

from ..models import Presence


def count_presences(coalition: Coalition, _now: datetime) -> int:
    return coalition.presences.count()


def carry_presences(going: CarryingOver) -> None:
    """Each State's presence with its source and the day of the note."""
    Presence.objects.bulk_create(
        Presence(coalition=going.new, iso3=old.iso3, kind=old.kind, source=old.source, noted_on=old.noted_on)
        for old in going.old.presences.all()
    )
