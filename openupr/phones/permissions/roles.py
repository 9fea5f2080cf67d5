"""What somebody is in the room of a workshop, and what an address is about."""

from collections.abc import Mapping
from typing import Any

from openupr.accounts.models import Guest
from openupr.accounts.permissions import Actor, Role, general_roles
from openupr.coalitions.models import Group
from openupr.coalitions.permissions.roles import find as find_in_coalition
from openupr.coalitions.permissions.roles import roles_of as roles_in_coalition
from openupr.workshops.models import Workshop
from openupr.workshops.permissions.room import in_the_room

from ..rules.tables import table_circle

_LAST_NUMBER = 2**63 - 1


def find(parts: Mapping[str, Any]) -> object:
    """The workshop that an address names in the coalition it names, in one query; else what the coalition finds."""
    if "workshop" not in parts:
        return find_in_coalition(parts)
    if any(isinstance(part, int) and part > _LAST_NUMBER for part in parts.values()):
        return None
    workshops = Workshop.objects.select_related("coalition__review", "floor")
    return workshops.filter(coalition__key=parts["coalition"], pk=parts["workshop"]).first()


def roles_of(actor: Actor, about: object) -> frozenset[Role]:
    """The roles in the coalition that something belongs to; those of a phone in the workshop of its room alone."""
    if about is None or isinstance(about, Mapping):
        return frozenset({Role.ANYONE}) if isinstance(actor, Guest) else general_roles(actor)
    if isinstance(actor, Guest) and isinstance(about, Group) and _is_at_table(actor, about):
        return frozenset({Role.ANYONE, Role.AT_THE_TABLE})
    return in_the_room(actor, about, roles_in_coalition(actor, about))


def _is_at_table(guest: Guest, group: Group) -> bool:
    return guest.room.circle == table_circle(group.coalition.key, group.pk)
