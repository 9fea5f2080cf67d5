"""Devices paired in the room: whose a request is, and which there are."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.template import Context

from openupr.accounts.models import Person
from openupr.accounts.rules import hashed, hashed_link
from openupr.web.clock import TimedRequest

from ..models import Group, GroupMembership, PairedDevice, Participation, RapporteurTerm

# The cookie that holds a paired device's token for the day.
COOKIE = "paired"


def paired_device(request: TimedRequest) -> PairedDevice | None:
    """The pairing whose token this request carries, while it holds. `person.paired_group` is set then."""
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return None
    found = _known().filter(token_hash=hashed(token), ends__gt=request.now).first()
    if found is None or not _holds(found):
        return None
    found.person.paired_group = found.group_id
    return found


def device_by_code(code: str, *, now: datetime) -> PairedDevice | None:
    """What an unused code would pair; None where it was used, is too old or does not hold any more."""
    found = _known().filter(code_hash=hashed_link(code), token_hash=None, code_ends__gt=now).first()
    return found if found and _holds(found) else None


def paired_devices(group: Group, *, now: datetime, whose: Person | None = None) -> list[PairedDevice]:
    """The devices that are paired with a group's work now; of one person, if `whose` is given."""
    found = _known().filter(group=group, ends__gt=now).exclude(token_hash=None)
    return [each for each in (found.filter(person=whose) if whose else found) if _holds(each)]


def paired_devices_of(person: Person, *, now: datetime) -> list[PairedDevice]:
    """Somebody's own, of all groups."""
    found = _known().filter(person=person, ends__gt=now).exclude(token_hash=None)
    return [each for each in found if _holds(each)]


def pairable_people(group: Group) -> list[Person]:
    """Who works in a group: its members and its rapporteur, by name."""
    taking_part = Person.objects.filter(participations__coalition=group.coalition, is_active=True)
    members = taking_part.filter(pk__in=GroupMembership.objects.filter(group=group).values("person"))
    leading = taking_part.filter(pk__in=RapporteurTerm.objects.filter(group=group, until=None).values("person"))
    return sorted({*members, *leading}, key=lambda each: (str(each).casefold(), each.pk))


def on_a_paired_device(context: Context) -> dict[str, Any] | None:
    """For the masthead: the way back to the group's work, where a device says that it is paired. Nothing is asked."""
    request = context.get("request")
    if request is None or COOKIE not in request.COOKIES:
        return None
    return None if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated else {}


def works_in(person: Person, group: Group) -> bool:
    """Whether somebody takes part in the coalition and works in this group of it."""
    if not Participation.objects.filter(coalition=group.coalition_id, person=person).exists():
        return False
    terms = RapporteurTerm.objects.filter(group=group, person=person, until=None)
    return GroupMembership.objects.filter(group=group, person=person).exists() or terms.exists()


def _known() -> QuerySet[PairedDevice]:
    return PairedDevice.objects.select_related("person", "group__coalition__review")


def _holds(device: PairedDevice) -> bool:
    """A pairing ends with the account, with its password, and when the person leaves the group."""
    person = device.person
    unchanged = device.password_mark == person.get_session_auth_hash()
    return person.is_active and unchanged and works_in(person, device.group)
