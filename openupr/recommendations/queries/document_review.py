"""A document that waits for a person: its problems, and what was decided already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.db.models import Q, QuerySet

from openupr.files.own_process import call
from openupr.files.refusal import RefusedFile
from openupr.undocs import Problem, UnDocument, read_document
from openupr.undocs.corrections import Correction, corrected
from openupr.undocs.values import Addendum, ReadItem, ThematicList, WorkingGroupReport

from ..models import DocumentCorrection, KeptDocument

_SECONDS = 20
_NO_PICTURE = "This page cannot be shown as a picture."


@dataclass(frozen=True, slots=True)
class Waiting:
    """`document` with the corrections so far: its problems are those that are left. `as_read` is without any.

    `added`: (name of the correction, what was added by hand).
    """

    kept: KeptDocument
    document: UnDocument
    as_read: UnDocument
    decided: int
    added: Sequence[tuple[str, Correction]]

    @property
    def sha256(self) -> str:
        return self.kept.sha256

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

    def position_near(self, number: str) -> str:
        """The position of the other recommendations of a number's paragraph, where they have one."""
        main = number.partition(".")[0]
        items = self.as_read.items if isinstance(self.as_read, WorkingGroupReport | ThematicList) else ()
        told = {item.position for item in items if item.number.partition(".")[0] == main}
        return told.pop() if len(told) == 1 else ""

    @property
    def has_pages(self) -> bool:
        """Whether its pages can be shown: a Word file's are not known."""
        return bytes(self.kept.content[:4]) == b"%PDF"

    @property
    def refused(self) -> int:
        """How many recommendations of a list stay out if nobody settles their problems; 0 for other documents, and
        where a problem is about the whole list."""
        problems = self.document.problems
        if not isinstance(self.as_read, ThematicList) or any(not problem.items for problem in problems):
            return 0
        return len({at for problem in problems for at in problem.items})

    @property
    def not_refused(self) -> int:
        """How many recommendations of a list enter then."""
        items = self.document.items if isinstance(self.document, ThematicList) else ()
        return len(items) - self.refused

    @property
    def is_addendum(self) -> bool:
        return isinstance(self.as_read, Addendum)


def kept_document(sha256: str, *, now: datetime) -> KeptDocument | None:
    """The document with this fingerprint, with its content; None where none is kept, or its time is over."""
    return _kept(now).filter(sha256=sha256).first()


def waits(sha256: str, *, now: datetime) -> bool:
    """Whether a document with this fingerprint waits for a person."""
    return _kept(now).filter(sha256=sha256, entered=False, has_problems=True).exists()


def waiting_documents(*, now: datetime) -> list[KeptDocument]:
    """The documents that wait for a person, or for their report, the latest first; without their content."""
    return list(_kept(now).filter(entered=False).defer("content").order_by("-used", "-pk"))


def _kept(now: datetime) -> QuerySet[KeptDocument]:
    in_use = Q(used__gt=now - timedelta(days=KeptDocument.DAYS))
    return KeptDocument.objects.filter(in_use | Q(kind=KeptDocument.LIST, entered=True))


def corrections_of(sha256: str) -> dict[str, Correction]:
    """{key of a problem: what was decided}."""
    return {
        each.problem: Correction(
            action=each.action,  # type: ignore[arg-type]
            number=each.values.get("number", ""),
            text=each.values.get("text", ""),
            states=tuple(each.values.get("states", ())),
            position=each.values.get("position", ""),
            page=each.values.get("page"),
        )
        for each in DocumentCorrection.objects.filter(sha256=sha256)
    }


def waiting_document(sha256: str, *, now: datetime) -> Waiting | None:
    """The document with this fingerprint that a person works on; None where none is kept."""
    kept = kept_document(sha256, now=now)
    if kept is None:
        return None
    try:
        document = _read(sha256)
    except KeptDocument.DoesNotExist:  # removed meanwhile
        return None
    corrections = corrections_of(sha256)
    added = [(key, each) for key, each in corrections.items() if each.action == "add"]
    return Waiting(kept, corrected(document, corrections), document, len(corrections), added)


@lru_cache(maxsize=4)
def _read(sha256: str) -> UnDocument:
    """A person looks at the same document again and again; under one fingerprint it says the same."""
    return read_document(bytes(KeptDocument.objects.get(sha256=sha256).content))


def picture_of_page(sha256: str, number: int, *, now: datetime) -> bytes | None:
    """A page as PNG; None where the document is not kept or has no such page."""
    kept = kept_document(sha256, now=now)
    if kept is None:
        return None
    try:
        picture: bytes = call(
            "openupr.undocs.pictures:page_as_png",
            bytes(kept.content),
            number,
            seconds=_SECONDS,
            needs=("pypdfium2", "pypdfium2_raw", "PIL"),
            badly=_NO_PICTURE,
        )
    except RefusedFile:
        return None
    return picture
