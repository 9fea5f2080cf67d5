"""In which language, or side by side, the reader of an address sees lessons."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openupr.web import addresses
from openupr.web.parts import Tab

from ..rules.translations import BOTH, LANGUAGES, SOURCE_LANGUAGE, Shown


def shown(request: HttpRequest) -> Shown:
    """As the address asks (`in=en`, `in=km`, `in=both`); else in the language of the pages."""
    asked = request.GET.get("in", "")
    if asked in {*LANGUAGES, BOTH}:
        return Shown(asked)
    reading = get_language() or SOURCE_LANGUAGE
    return Shown(reading if reading in LANGUAGES else SOURCE_LANGUAGE)


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
        "kept": f"?in={meant.chosen}" if "in" in request.GET else "",
    }
