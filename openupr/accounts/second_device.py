"""A code on one device signs in a second one: no password is typed."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from .acting import act
from .actions import SHOW_DEVICE_CODE
from .models import DeviceCode, Person
from .rules import hashed_link, new_link_secret
from .signing_in import remember_second_device


def device_code(code: str, *, now: datetime) -> DeviceCode | None:
    """The row of an unused code; None if it was used, is too old or is not valid any more."""
    device_code = DeviceCode.objects.select_related("person").filter(code_hash=hashed_link(code), used_at=None).first()
    if device_code is None or device_code.ends <= now or not device_code.person.is_active:
        return None
    return device_code if device_code.password_mark == device_code.person.get_session_auth_hash() else None


def own_device_code(person: Person, number: int) -> DeviceCode | None:
    """One of a person's own codes, used or not."""
    return DeviceCode.objects.filter(person=person, pk=number).first()


MINUTES = 5


class NotACode(LookupError):
    """The code was used, is too old, or never was."""

    def __init__(self) -> None:
        super().__init__(_("This code is not valid any more. Show a new one on the first device."))


@act(SHOW_DEVICE_CODE, own=True)
def make_device_code(*, by: Person, now: datetime) -> tuple[DeviceCode, str]:
    """A row for one device, and its code, which is stored nowhere. Older codes are deleted."""
    DeviceCode.objects.filter(person=by).delete()
    DeviceCode.objects.filter(ends__lte=now - timedelta(days=1)).delete()
    code = new_link_secret()
    device_code = DeviceCode.objects.create(
        person=by,
        code_hash=hashed_link(code),
        ends=now + timedelta(minutes=MINUTES),
        password_mark=by.get_session_auth_hash(),
    )
    return device_code, code


def use_device_code(*, code: str, now: datetime) -> Person:
    """The person to sign in on the device; the code ends. Raises NotACode."""
    code_shown = device_code(code, now=now)
    # One statement takes it: of two devices that send the same code at once, one finds it used.
    if code_shown is None or not DeviceCode.objects.filter(pk=code_shown.pk, used_at=None).update(used_at=now):
        raise NotACode
    remember_second_device(code_shown.person)
    return code_shown.person
