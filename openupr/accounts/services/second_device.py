"""A second device is signed in by a code that the first one shows: no password is typed."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from ..actions import SHOW_DEVICE_CODE
from ..models import DeviceCode, Person
from ..queries.device_codes import device_code
from ..rules import hashed_link, new_link_secret
from .acting import act
from .signing_in import remember_second_device

MINUTES = 5


class NotACode(LookupError):
    """The code was used, is too old, or never was."""

    def __init__(self) -> None:
        super().__init__(_("This code is not valid any more. Show a new one on the first device."))


@act(SHOW_DEVICE_CODE, own=True)
def make_device_code(*, by: Person, now: datetime) -> tuple[DeviceCode, str]:
    """A code for one device, and the code itself, which is kept nowhere. Older ones go."""
    DeviceCode.objects.filter(person=by).delete()
    DeviceCode.objects.filter(ends__lte=now - timedelta(days=1)).delete()
    code = new_link_secret()
    made = DeviceCode.objects.create(
        person=by,
        code_hash=hashed_link(code),
        ends=now + timedelta(minutes=MINUTES),
        password_mark=by.get_session_auth_hash(),
    )
    return made, code


def use_device_code(*, code: str, now: datetime) -> Person:
    """Whom the device is to be signed in as; the code works no more. Raises NotACode."""
    found = device_code(code, now=now)
    # One statement takes it: of two devices that send the same code at once, one finds it used.
    if found is None or not DeviceCode.objects.filter(pk=found.pk, used_at=None).update(used_at=now):
        raise NotACode
    remember_second_device(found.person)
    return found.person
