"""Who may do what with a coalition's workshops and their agendas."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Actor, Role, general_roles
from openupr.coalitions.actions.roles import COORDINATE, SEE
from openupr.coalitions.actions.roles import find as find_coalition
from openupr.coalitions.actions.roles import roles_of as roles_in_coalition
from openupr.coalitions.models import Coalition, Group
from openupr.roadmaps.actions import MODERATE

from ..models import Session, Workshop
from .after import GroupAtWorkshop
from .room import in_the_room

SEE_WORKSHOP = Action(
    "workshops.see",
    _("See workshops and their agendas, on the projector and as files"),
    SEE,
    changes=False,
)
READ_ON_PHONE = Action(
    "workshops.read-on-phone",
    _("Read the agenda on a phone in the room"),
    SEE | {Role.GUEST},
    changes=False,
)
PLAN = Action(
    "workshops.plan",
    _("Plan a workshop, change what it is, its days"),
    MODERATE,
)
DELETE = Action(
    "workshops.delete",
    _("Delete a workshop that has only an agenda"),
    COORDINATE,
)
EDIT_AGENDA = Action(
    "workshops.edit-agenda",
    _("Write the agenda, and change it on the day"),
    MODERATE,
)
KEEP_TEMPLATE = Action(
    "workshops.keep-template",
    _("Start an agenda from a template, keep one as a template"),
    MODERATE,
)
OPEN_ROOM = Action(
    "workshops.open-room",
    _("Open the room for phones, and close it"),
    MODERATE,
)

ACTIONS = (SEE_WORKSHOP, READ_ON_PHONE, PLAN, DELETE, EDIT_AGENDA, KEEP_TEMPLATE, OPEN_ROOM)


def find(parts: Mapping[str, Any]) -> object:
    """What an address is about: the session, group or workshop it names in the coalition it names, or the coalition."""
    found = find_coalition(parts)
    coalition = found.coalition if isinstance(found, Group) else found
    if not isinstance(coalition, Coalition) or "workshop" not in parts:
        return coalition
    workshop = Workshop.objects.filter(coalition=coalition, pk=parts["workshop"]).select_related("follows").first()
    if workshop is None:
        return None
    workshop.coalition = coalition
    if isinstance(found, Group):
        return GroupAtWorkshop(found, workshop)
    if "session" not in parts:
        return workshop
    session = (
        Session.objects.select_related("day", "continues").filter(day__workshop=workshop, pk=parts["session"]).first()
    )
    if session:
        session.day.workshop = workshop
    return session


def roles_of(actor: Actor, about: object) -> frozenset[Role]:
    """The roles in the coalition that something belongs to; those of a phone in the workshop of its room alone."""
    if about is None or isinstance(about, Mapping):
        return general_roles(actor)
    return in_the_room(actor, about, roles_in_coalition(actor, about))
