"""Devices paired in the room."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from openupr.coalitions import pairing
from openupr.coalitions.models import PairedDevice

from .cast import Cast

INTERNAL: Mapping[str, str] = {
    "openupr.coalitions.pairing.pair_device": "who uses it holds the code",
    "openupr.coalitions.pairing.unpair": "the device itself ends it",
    "openupr.coalitions.pairing.end_devices_of": "accounts call it when somebody is suspended",
}


def _device(cast: Cast) -> PairedDevice:
    found = PairedDevice.objects.filter(person=cast.chan, made_by=cast.sophea).exclude(token_hash=None).first()
    if found is None:
        _made, code = pairing.make_pairing_code(by=cast.sophea, group=cast.land, person=cast.chan, now=timezone.now())
        found, _token = pairing.pair_device(code=code, now=timezone.now())
    return found


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """The parts of each address."""
    return {
        "coalitions:devices": cast.at_land,
        "coalitions:device-end": {**cast.at_land, "number": _device(cast).pk},
        "coalitions:pair": {"code": "no-such-code"},
    }


def calls(cast: Cast) -> dict[Callable[..., Any], dict[str, Any]]:
    """What each service is about."""
    return {
        pairing.make_pairing_code: {"group": cast.land, "person": cast.chan, "now": timezone.now()},
        pairing.end_device: {"group": cast.land, "device": _device(cast)},
    }
