"""Codes by which a second device is signed in."""

from datetime import datetime

from ..models import DeviceCode, Person
from ..rules import hashed_link


def device_code(code: str, *, now: datetime) -> DeviceCode | None:
    """What an unused code is of; None where it was used, is too old or does not hold any more."""
    found = DeviceCode.objects.select_related("person").filter(code_hash=hashed_link(code), used_at=None).first()
    if found is None or found.ends <= now or not found.person.is_active:
        return None
    return found if found.password_mark == found.person.get_session_auth_hash() else None


def own_device_code(person: Person, number: int) -> DeviceCode | None:
    """One of somebody's own codes, used or not."""
    return DeviceCode.objects.filter(person=person, pk=number).first()
