"""A member's device is paired in the room: it reaches one group's work for a day."""

from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.template import Context
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act, record
from openupr.accounts.actions import Role
from openupr.accounts.models import Person
from openupr.accounts.rules import hashed, hashed_link, new_link_secret, new_secret
from openupr.web.clock import TimedRequest

from .actions.pairing import PAIR_DEVICE
from .actions.roles import circle, roles_of
from .clock import day_of, zone_of
from .models import Group, GroupMembership, PairedDevice, Participation, RapporteurTerm
from .rules.refusals import Refused

# The cookie that holds a paired device's token for the day.
COOKIE = "paired"


def paired_device(request: TimedRequest) -> PairedDevice | None:
    """The pairing whose token this request carries, while it holds. `person.paired_group` is set
    then.
    """
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return None
    device = _known().filter(token_hash=hashed(token), ends__gt=request.now).first()
    if device is None or not _holds(device):
        return None
    device.person.paired_group = device.group_id
    return device


def device_by_code(code: str, *, now: datetime) -> PairedDevice | None:
    """What an unused code would pair; None if it was used, is too old or no longer holds."""
    device = _known().filter(code_hash=hashed_link(code), token_hash=None, code_ends__gt=now).first()
    return device if device and _holds(device) else None


def paired_devices(group: Group, *, now: datetime, whose: Person | None = None) -> list[PairedDevice]:
    """The devices that are paired with a group's work now; of one person, if `whose` is given."""
    devices = _known().filter(group=group, ends__gt=now).exclude(token_hash=None)
    return [device for device in (devices.filter(person=whose) if whose else devices) if _holds(device)]


def paired_devices_of(person: Person, *, now: datetime) -> list[PairedDevice]:
    """Somebody's own, of all groups."""
    devices = _known().filter(person=person, ends__gt=now).exclude(token_hash=None)
    return [device for device in devices if _holds(device)]


def pairable_people(group: Group) -> list[Person]:
    """Who works in a group: its members and its rapporteur, by name."""
    taking_part = Person.objects.filter(participations__coalition=group.coalition, is_active=True)
    members = taking_part.filter(pk__in=GroupMembership.objects.filter(group=group).values("person"))
    leading = taking_part.filter(pk__in=RapporteurTerm.objects.filter(group=group, until=None).values("person"))
    return sorted({*members, *leading}, key=lambda person: (str(person).casefold(), person.pk))


def on_a_paired_device(context: Context) -> dict[str, Any] | None:
    """For the masthead: the way back to the group's work, where a device says that it is paired.
    Nothing is asked.
    """
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


CODE_MINUTES = 15


class NotInTheGroup(Refused):
    """Only somebody who works in the group has work there to reach."""

    def __init__(self) -> None:
        super().__init__(_("Only a device of somebody who works in this group can be paired."))


class OnlyOnesOwn(Refused):
    """A coordinator helps others, a member only themselves."""

    def __init__(self) -> None:
        super().__init__(_("You can pair only your own device. A coordinator can pair those of others."))


class NoSuchPairingCode(LookupError):
    """The code was used, is too old, or never was."""

    def __init__(self) -> None:
        super().__init__(_("This code is not valid any more. Ask for a new one."))


@act(PAIR_DEVICE, gettext_lazy("Make a code to pair a member's device"), about="group", names="person")
def make_pairing_code(*, by: Person, group: Group, person: Person, now: datetime) -> tuple[PairedDevice, str]:
    """Make a code for one device of a person; return the pairing and the code, which is not stored.
    An older unused code is deleted.

    Raises OnlyOnesOwn, NotInTheGroup.
    """
    _check_whose(by, group, person)
    if not works_in(person, group):
        raise NotInTheGroup
    PairedDevice.objects.filter(ends__lte=now).delete()
    PairedDevice.objects.filter(group=group, person=person, token_hash=None).delete()
    code = new_link_secret()
    tomorrow = day_of(group.coalition, now) + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time.min, zone_of(group.coalition))
    device = PairedDevice.objects.create(
        group=group,
        person=person,
        made_by=by,
        code_hash=hashed_link(code),
        code_ends=min(now + timedelta(minutes=CODE_MINUTES), midnight),
        ends=midnight,
        password_mark=person.get_session_auth_hash(),
    )
    return device, code


def pair_device(*, code: str, now: datetime) -> tuple[PairedDevice, str]:
    """Use a code; return the pairing and the token for the device's cookie, of which only the hash
    is kept.

    Raises NoSuchPairingCode.
    """
    device, token = device_by_code(code, now=now), new_secret()
    if device is None:
        raise NoSuchPairingCode
    # One statement takes it: of two devices that send the same code at once, one finds it used.
    unused = PairedDevice.objects.filter(pk=device.pk, token_hash=None)
    if not unused.update(token_hash=hashed(token), paired_at=now):
        raise NoSuchPairingCode
    record(PAIR_DEVICE, by=device.person, circle=circle(device.group), about=f"group {device.group_id}")
    return device, token


@act(PAIR_DEVICE, gettext_lazy("End a paired device"), about="group")
def end_device(*, by: Person, group: Group, device: PairedDevice) -> None:
    """End the pairing of a device. Raises OnlyOnesOwn."""
    _check_whose(by, group, device.person)
    PairedDevice.objects.filter(group=group, pk=device.pk).delete()


def unpair(*, device: PairedDevice) -> None:
    """The same, from the device itself."""
    PairedDevice.objects.filter(pk=device.pk).delete()


def end_devices_of(person: Person, _now: datetime) -> None:
    """End the pairings of a suspended person: a phone that was taken stays out when they are
    restored.
    """
    PairedDevice.objects.filter(person=person).delete()


def _check_whose(by: Person, group: Group, person: Person) -> None:
    if by != person and Role.COORDINATOR not in roles_of(by, group):
        raise OnlyOnesOwn
