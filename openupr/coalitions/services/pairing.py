"""Pairing in the room: a member's device reaches one group's work for a day, by a code and without a password."""

from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act, record
from openupr.accounts.actions import Role
from openupr.accounts.models import Person
from openupr.accounts.rules import hashed, hashed_link, new_link_secret, new_secret

from ..actions.pairing import PAIR_DEVICE
from ..actions.roles import circle, roles_of
from ..models import Group, PairedDevice
from ..queries.clock import day_of, zone_of
from ..queries.pairing import device_by_code, works_in
from ..rules.refusals import Refused

CODE_MINUTES = 15


class NotInTheGroup(Refused):
    """Only somebody who works in the group has work there to reach."""

    def __init__(self) -> None:
        super().__init__(_("Only a device of somebody who works in this group can be paired."))


class OnlyOnesOwn(Refused):
    """A coordinator helps others, a member only themselves."""

    def __init__(self) -> None:
        super().__init__(_("You can pair only your own device. A coordinator can pair those of others."))


class NoSuchCode(LookupError):
    """The code was used, is too old, or never was."""

    def __init__(self) -> None:
        super().__init__(_("This code is not valid any more. Ask for a new one."))


@act(PAIR_DEVICE, gettext_lazy("Make a code to pair a member's device"), about="group", names="person")
def make_pairing_code(*, by: Person, group: Group, person: Person, now: datetime) -> tuple[PairedDevice, str]:
    """A code for one device of a person, and the code itself, which is kept nowhere. An unused older one goes.

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
    made = PairedDevice.objects.create(
        group=group,
        person=person,
        made_by=by,
        code_hash=hashed_link(code),
        code_ends=min(now + timedelta(minutes=CODE_MINUTES), midnight),
        ends=midnight,
        password_mark=person.get_session_auth_hash(),
    )
    return made, code


def pair_device(*, code: str, now: datetime) -> tuple[PairedDevice, str]:
    """Use a code; return the pairing and the token for the device's cookie, of which only the hash is kept.

    Raises NoSuchCode.
    """
    found, token = device_by_code(code, now=now), new_secret()
    if found is None:
        raise NoSuchCode
    # One statement takes it: of two devices that send the same code at once, one finds it used.
    unused = PairedDevice.objects.filter(pk=found.pk, token_hash=None)
    if not unused.update(token_hash=hashed(token), paired_at=now):
        raise NoSuchCode
    record(PAIR_DEVICE, by=found.person, circle=circle(found.group), about=f"group {found.group_id}")
    return found, token


@act(PAIR_DEVICE, gettext_lazy("End a paired device"), about="group")
def end_device(*, by: Person, group: Group, device: PairedDevice) -> None:
    """A paired device reaches nothing any more. Raises OnlyOnesOwn."""
    _check_whose(by, group, device.person)
    PairedDevice.objects.filter(group=group, pk=device.pk).delete()


def unpair(*, device: PairedDevice) -> None:
    """The same, from the device itself."""
    PairedDevice.objects.filter(pk=device.pk).delete()


def end_devices_of(person: Person, _now: datetime) -> None:
    """What accounts call when somebody is suspended: a telephone that was taken stays out once they are restored."""
    PairedDevice.objects.filter(person=person).delete()


def _check_whose(by: Person, group: Group, person: Person) -> None:
    if by != person and Role.COORDINATOR not in roles_of(by, group):
        raise OnlyOnesOwn
