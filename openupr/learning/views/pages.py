"""In which language, or side by side, the reader of an address sees lessons."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openupr.web import addresses
from openupr.web.parts import Tab

from ..rules.translations import BOTH, LANGUAGES, SOURCE_LANGUAGE, ShownLanguages

_ROOM = "room"


def shown(request: HttpRequest) -> ShownLanguages:
    """As the address asks (`in=en`, `in=km`, `in=both`); else in the language of the pages."""
    asked = request.GET.get("in", "")
    if asked in {*LANGUAGES, BOTH}:
        return ShownLanguages(asked)
    reading = get_language() or SOURCE_LANGUAGE
    return ShownLanguages(reading if reading in LANGUAGES else SOURCE_LANGUAGE)


def _kept(request: HttpRequest) -> dict[str, str]:
    """What every address here hands on: the language that was chosen, and that the reader came from a room."""
    language = {"in": shown(request).chosen} if "in" in request.GET else {}
    return language | ({"from": _ROOM} if _is_from_room(request) else {})


def _is_from_room(request: HttpRequest) -> bool:
    """Whether a phone in the room opened this: then every page leads back there."""
    return request.GET.get("from") == _ROOM


def frame(request: HttpRequest) -> dict[str, Any]:
    """What every page here is given: the choice of language, as tabs, and as the end of other addresses."""
    meant = shown(request)
    labels = {"en": "English", "km": "ខ្មែរ", BOTH: _("Side by side")}
    return {
        "shown": meant,
        "tabs": [
            Tab(label, addresses.changed(request.GET, **{"in": choice}), choice == meant.chosen)
            for choice, label in labels.items()
        ],
        "kept": f"?{kept}" if (kept := urlencode(_kept(request))) else "",
        "kept_pairs": list(_kept(request).items()),
        "from_room": _is_from_room(request),
    }
