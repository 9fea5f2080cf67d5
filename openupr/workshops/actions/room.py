"""Which workshop the code of a coalition's room opens to a phone: that of its day, not all there are."""

from datetime import date

from openupr.accounts.actions import Actor, Role
from openupr.accounts.models import Guest
from openupr.coalitions.models import Coalition

from ..models import Day, Workshop


def of_the_day(coalition: Coalition, day: date) -> list[Workshop]:
    """The workshops that are held on a day; where none is, the next one, else the last. One query, else up to three."""
    days = Day.objects.filter(workshop__coalition=coalition).select_related("workshop").order_by("date", "pk")
    found = list(days.filter(date=day)) or [
        each for each in (days.filter(date__gt=day).first() or days.last(),) if each
    ]
    workshops = list({each.workshop_id: each.workshop for each in found}.values())
    for each in workshops:
        each.coalition = coalition
    return workshops


def is_open_to(guest: Guest, workshop: Workshop) -> bool:
    """Whether a phone's room is that of the workshop: of its coalition, on a day for which it is the one."""
    coalition, day = workshop.coalition, guest.room.day
    if guest.room.circle != coalition.key:
        return False
    # Asked at each tap of each phone, so the usual answer comes first.
    return Day.objects.filter(workshop=workshop, date=day).exists() or workshop in of_the_day(coalition, day)


def in_the_room(actor: Actor, about: object, roles: frozenset[Role]) -> frozenset[Role]:
    """The roles that are left of these with regard to a workshop or what lies in it: a phone's in its room alone.

    Else who counts up the number in an address would read where and when the coalition meets next.
    """
    workshop = about if isinstance(about, Workshop) else getattr(about, "workshop", None)
    if isinstance(actor, Guest) and isinstance(workshop, Workshop) and not is_open_to(actor, workshop):
        return roles - {Role.GUEST}
    return roles
