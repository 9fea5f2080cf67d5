"""OHCHR's thematic lists that entered the record, as files: coalitions fill them in."""

from dataclasses import dataclass
from datetime import datetime

from ..models import ImportedFile, KeptDocument, ReviewInFile


@dataclass(frozen=True, slots=True)
class ListInRecord:
    """A list of a State; `session` is None where its file does not tell."""

    sha256: str
    name: str
    session: int | None
    entered_at: datetime


def lists_in_record(iso3: str) -> list[ListInRecord]:
    """The lists of a State whose files are kept, the latest session first. Two queries."""
    kept = _kept(iso3).values_list("sha256", "name", "used")
    sessions = dict(
        ReviewInFile.objects.filter(file__sha256__in=[sha256 for sha256, *_rest in kept], iso3=iso3)
        .order_by("pk")
        .values_list("file__sha256", "session")
    )
    found = [ListInRecord(sha256, name, sessions.get(sha256), used) for sha256, name, used in kept]
    return sorted(found, key=lambda each: -(each.session or 0))


def file_of_list(sha256: str, iso3: str) -> bytes | None:
    """The Word file of such a list; None where none is kept."""
    kept = _kept(iso3).filter(sha256=sha256).first()
    return bytes(kept.content) if kept else None


def is_in_record(sha256: str) -> bool:
    """Whether the very same file entered the record."""
    return ImportedFile.objects.filter(sha256=sha256, outcome=ImportedFile.Outcome.ENTERED).exists()


def _kept(iso3: str):  # type: ignore[no-untyped-def]
    return KeptDocument.objects.filter(kind=KeptDocument.LIST, entered=True, iso3=iso3)
