"""A search of UPR Info's present database is fetched, page by page, and enters like a file."""

from collections.abc import Callable

from openupr.files.refusal import RefusedFile

from ..importing.fetch import save_pages
from .import_file import FileReport, import_file, keep_refusal
from .incoming import new_place

SOURCE = "upr-info-api"


def import_address(
    *,
    url: str,
    fetching: Callable[[int], None] = lambda rows: None,
    progress: Callable[[int], None] = lambda read: None,
    settle: Callable[[FileReport], None] = lambda report: None,
) -> FileReport:
    """As `import_file`, for what this address answers; `fetching` is told the number of rows fetched."""
    place = new_place()
    try:
        save_pages(url, place, progress=fetching)
        return import_file(source=SOURCE, path=place, name=url, url=url, progress=progress, settle=settle)
    except RefusedFile as refusal:
        return keep_refusal(name=url, source=SOURCE, reason=str(refusal), settle=settle)
    finally:
        place.unlink(missing_ok=True)
