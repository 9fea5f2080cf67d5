"""Who may do what with workshops."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from openupr.accounts.actions import Action, Actor, Role, Table, general_roles
from openupr.accounts.models import Guest
from openupr.coalitions.actions.roles import COORDINATE, LEAD_GROUP, SEE, WORK_IN_GROUP, circle
from openupr.coalitions.actions.roles import find as find_coalition
from openupr.coalitions.actions.roles import roles_of as roles_in_coalition
from openupr.coalitions.models import Coalition, Group
from openupr.roadmaps.actions import MODERATE

from .models import Day, Session, Workshop


def of_the_day(coalition: Coalition, day: date) -> list[Workshop]:
    """The workshops of a day; without one, the next workshop, or else the last. One to three
    queries.
    """
    days = Day.objects.filter(workshop__coalition=coalition).select_related("workshop").order_by("date", "pk")
    days_held = list(days.filter(date=day)) or [
        workshop_day for workshop_day in (days.filter(date__gt=day).first() or days.last(),) if workshop_day
    ]
    workshops = list({workshop_day.workshop_id: workshop_day.workshop for workshop_day in days_held}.values())
    for workshop in workshops:
        workshop.coalition = coalition
    return workshops


def is_open_to(guest: Guest, workshop: Workshop) -> bool:
    """Whether a phone's room is that of the workshop: same coalition, on a day of this workshop."""
    coalition, day = workshop.coalition, guest.room.day
    if guest.room.circle != coalition.key:
        return False
    # Each tap of each phone calls this, so the usual answer comes first.
    return Day.objects.filter(workshop=workshop, date=day).exists() or workshop in of_the_day(coalition, day)


def in_the_room(actor: Actor, about: object, roles: frozenset[Role]) -> frozenset[Role]:
    """The roles that remain with regard to a workshop: a phone has its role in its own room only.

    Otherwise somebody who tries numbers in an address could read where and when the coalition
    meets.
    """
    workshop = about if isinstance(about, Workshop) else getattr(about, "workshop", None)
    if isinstance(actor, Guest) and isinstance(workshop, Workshop) and not is_open_to(actor, workshop):
        return roles - {Role.GUEST}
    return roles


SEE_AFTER = Action(
    "workshops.see-after",
    _("See what came of a workshop: roadmaps, the way forward, lessons, needs and offers"),
    SEE,
    changes=False,
)
WRITE_UP = Action(
    "workshops.write-up",
    _("Write up a workshop: notes of its sessions, achievements, lessons, offers of partners"),
    MODERATE,
)
AGREE_NEXT_STEPS = Action(
    "workshops.agree-next-steps",
    _("Write down the way forward, with dates in the timeline"),
    COORDINATE,
)
HAND_IN = Action(
    "workshops.hand-in-roadmap",
    _("Hand in the group's roadmap"),
    LEAD_GROUP,
)
NEED_SUPPORT = Action(
    "workshops.need-support",
    _("Say what support the group needs, and what came of an offer"),
    WORK_IN_GROUP,
)
CONFIRM_MATCH = Action(
    "workshops.confirm-match",
    _("Confirm that a partner's offer meets a group's need"),
    MODERATE,
)


@dataclass(frozen=True)
class GroupAtWorkshop:
    """A group that took part in a workshop: for addresses that name both."""

    group: Group
    workshop: Workshop

    @property
    def coalition(self) -> Coalition:
        return self.workshop.coalition


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


def find(parts: Mapping[str, Any]) -> object:
    """What an address names in its coalition: a session, a group, a workshop, or the coalition."""
    thing = find_coalition(parts)
    coalition = thing.coalition if isinstance(thing, Group) else thing
    if not isinstance(coalition, Coalition) or "workshop" not in parts:
        return coalition
    workshop = Workshop.objects.filter(coalition=coalition, pk=parts["workshop"]).select_related("follows").first()
    if workshop is None:
        return None
    workshop.coalition = coalition
    if isinstance(thing, Group):
        return GroupAtWorkshop(thing, workshop)
    if "session" not in parts:
        return workshop
    session = (
        Session.objects.select_related("day", "continues").filter(day__workshop=workshop, pk=parts["session"]).first()
    )
    if session:
        session.day.workshop = workshop
    return session


def roles_of(actor: Actor, about: object) -> frozenset[Role]:
    """The roles in the coalition of `about`. A phone has roles only in the workshop of its room."""
    if about is None or isinstance(about, Mapping):
        return general_roles(actor)
    return in_the_room(actor, about, roles_in_coalition(actor, about))


SEE_MATERIALS = Action(
    "workshops.see-materials",
    _("See a workshop's materials and term list"),
    SEE,
    changes=False,
)
READ_MATERIALS = Action(
    "workshops.read-materials",
    _("Take a workshop's materials along; on a phone in the room those that are meant for it; read the term list"),
    SEE | {Role.GUEST},
    changes=False,
)
KEEP_MATERIALS = Action(
    "workshops.keep-materials",
    _("Add materials and terms, say which are for phones in the room, take them out"),
    MODERATE,
)


def may_send_a_material(scope: Mapping[str, Any]) -> bool:
    """Whether this ASGI scope may bring a file. The file stays in memory."""
    try:
        return resolve(scope["path"]).view_name == "workshops:material-add"
    except Resolver404:
        return False


TABLE = Table(
    "workshops",
    _("Workshops"),
    actions=(
        SEE_WORKSHOP,
        READ_ON_PHONE,
        PLAN,
        DELETE,
        EDIT_AGENDA,
        KEEP_TEMPLATE,
        OPEN_ROOM,
        SEE_AFTER,
        WRITE_UP,
        AGREE_NEXT_STEPS,
        HAND_IN,
        NEED_SUPPORT,
        CONFIRM_MATCH,
        SEE_MATERIALS,
        READ_MATERIALS,
        KEEP_MATERIALS,
    ),
    roles=roles_of,
    find=find,
    circle=circle,
)
