"""A document that waits for a person: its problems, and what was decided already."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from openupr.files.own_process import call
from openupr.files.refusal import RefusedFile
from openupr.undocs import Problem, UnDocument, read_document
from openupr.undocs.corrections import Correction, corrected
from openupr.undocs.values import Addendum, ReadItem, ThematicList, WorkingGroupReport

from ..models import DocumentCorrection, ImportedFile

_SECONDS = 20
_NO_PICTURE = "This page cannot be shown as a picture."


@dataclass(frozen=True, slots=True)
class Waiting:
    """`document` with the corrections so far: its problems are those that are left. `as_read` is without any."""

    name: str
    sha256: str
    document: UnDocument
    as_read: UnDocument
    decided: int

    def items_of(self, problem: Problem) -> list[ReadItem]:
        """The recommendations that a problem is about, as they were read."""
        report = self.as_read
        if not isinstance(report, WorkingGroupReport | ThematicList):
            return []
        return [report.items[at] for at in problem.items]

    def same_number(self, problem: Problem) -> list[ReadItem]:
        """The report's other recommendations that are printed with a problem's number."""
        about = self.items_of(problem)
        items = self.as_read.items if isinstance(self.as_read, WorkingGroupReport) else ()
        return [item for item in items if item.number == problem.number and item not in about]

    @property
    def is_addendum(self) -> bool:
        return isinstance(self.as_read, Addendum)


def document_file(sha256: str) -> Path:
    """Where a document is kept until its problems are settled."""
    return Path(settings.OPENUPR_HOME) / "documents" / sha256


def _is_kept(sha256: str) -> bool:
    """Whether an address names a document that is kept, and no other file."""
    return re.fullmatch(r"[0-9a-f]{64}", sha256) is not None and document_file(sha256).is_file()


def corrections_of(sha256: str) -> dict[str, Correction]:
    """{key of a problem: what was decided}."""
    return {
        each.problem: Correction(
            action=each.action,  # type: ignore[arg-type]
            number=each.values.get("number", ""),
            text=each.values.get("text", ""),
            states=tuple(each.values.get("states", ())),
            position=each.values.get("position", ""),
        )
        for each in DocumentCorrection.objects.filter(sha256=sha256)
    }


def waiting_document(sha256: str) -> Waiting | None:
    """The document with this fingerprint that waits for a person; None where none is kept."""
    if not _is_kept(sha256):
        return None
    document = read_document(document_file(sha256).read_bytes())
    file = ImportedFile.objects.filter(sha256=sha256).first()
    corrections = corrections_of(sha256)
    name = file.name if file else sha256[:12]
    return Waiting(name, sha256, corrected(document, corrections), document, len(corrections))


def picture_of_page(sha256: str, number: int) -> bytes | None:
    """A page as PNG; None where the document is not kept or has no such page."""
    if not _is_kept(sha256):
        return None
    try:
        picture: bytes = call(
            "openupr.undocs.pictures:page_as_png",
            document_file(sha256).read_bytes(),
            number,
            seconds=_SECONDS,
            needs=("pypdfium2", "pypdfium2_raw", "PIL"),
            badly=_NO_PICTURE,
        )
    except RefusedFile:
        return None
    return picture
