"""What every page says while the record is a demo, or empty."""

from typing import Any

from django.template import Context

from openupr.upr.states import State

from ..actions import may_import
from ..queries.the_index import RecordNotReady, loaded_sources
from .state_to_import import import_url


def record_banner(context: Context) -> dict[str, Any] | None:
    """For the banner's template: is it a demo, and where the real record is loaded; None when it is loaded.

    Asked on every page, so the index answers, not the database.
    """
    try:
        loaded = loaded_sources()
    except RecordNotReady:
        return None  # the page itself says that the record is being prepared
    if loaded and loaded != ["demo"]:
        return None
    return {"is_demo": bool(loaded), "import_url": "", **(way_to_import(context) or {})}


def way_to_import(context: Context) -> dict[str, str] | None:
    """Where more of the record is loaded, of `state_to_load` where a page names one; None for whoever may not import:
    they would find nothing there.
    """
    request = context.get("request")
    if request is None or not may_import(request):
        return None
    state: State | None = context.get("state_to_load")
    return {"import_url": import_url(state.iso3 if state else "")}
