"""What UPR Info's present database holds is fetched, page by page, and enters like a file."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from openupr.files.refusal import RefusedFile
from openupr.index.locks import hold_lock
from openupr.upr.places import upr_info_home
from openupr.upr.states import by_iso3

from ..importing import fetch
from ..queries.incoming import fetched_file
from .import_file import FileReport, Progress, import_file, keep_refusal
from .incoming import new_place

SOURCE = "upr-info-api"


def import_address(
    *,
    url: str,
    fetching: Progress = lambda rows, total: None,
    progress: Progress = lambda rows, total: None,
    settle: Callable[[FileReport], None] = lambda report: None,
) -> FileReport:
    """As `import_file`, for what this address answers; `fetching` is told the rows fetched and the rows announced."""
    place = new_place()
    try:
        fetch.save_pages(url, place, pause=fetch.PAUSE, progress=fetching)
        return import_file(source=SOURCE, path=place, name=url, url=url, progress=progress, settle=settle)
    except RefusedFile as refusal:
        return keep_refusal(name=url, source=SOURCE, reason=str(refusal), settle=settle)
    finally:
        for path in (place, place.with_name(f"{place.name}.part")):
            path.unlink(missing_ok=True)


def import_state(
    *,
    iso3: str,
    fetching: Progress = lambda rows, total: None,
    progress: Progress = lambda rows, total: None,
    settle: Callable[[FileReport], None] = lambda report: None,
) -> FileReport:
    """As `import_address`, for all that UPR Info's database holds of a State.

    The fetched file stays for a day, to be taken to a computer without internet. Pages of a fetch that was cut off
    stay as long: the next one goes on from there.
    """
    home = settings.OPENUPR_UPR_INFO_DATABASE or upr_info_home()
    name, place = name_of_fetch(iso3), fetched_file(iso3)
    try:
        with hold_lock(Path(settings.OPENUPR_HOME) / "fetch.lock"):
            url = fetch.search_of_state(iso3, home=home, pause=fetch.PAUSE)
            fetch.save_pages(url, place, iso3=iso3, pause=fetch.PAUSE, progress=fetching)
    except RefusedFile as refusal:
        return keep_refusal(name=name, source=SOURCE, reason=str(refusal), settle=settle)
    return import_file(source=SOURCE, path=place, name=name, url=home, progress=progress, settle=settle)


def name_of_fetch(iso3: str) -> str:
    """What the history calls it."""
    return _("%(state)s, from UPR Info's database") % {"state": by_iso3(iso3).name}
