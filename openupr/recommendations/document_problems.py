"""A document that waits for a person: its problems, and what was decided already."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain

from django.db.models import Q, QuerySet

from openupr.files.own_process import call, waiting_for_a_place
from openupr.files.refusal import RefusedFile
from openupr.undocs import Problem, UnDocument, read_document
from openupr.undocs.corrections import Correction, corrected
from openupr.undocs.values import Addendum, DocumentPassage, GivenAnswer, ReadItem, ThematicList, WorkingGroupReport

from .models import DocumentCorrection, KeptDocument, SourceRecord
from .rules import OF_REPORT, numbers_meant

_SECONDS = 20
_PATIENCE = 15.0
"""Seconds that a person waits for others' files to be read before being asked to come again."""
_NO_PICTURE = "This page cannot be shown as a picture."
_BEYOND = "The addendum answers {first} to {last}. The report has no such numbers; these answers were left out."
_MANY = 3  # so many numbers in a row that the report does not have are no slip of one digit


@dataclass(frozen=True, slots=True)
class Waiting:
    """`document` with the corrections so far: its problems are those that are left.

    `as_read` is without any.

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
        """The position of the other recommendations of a number's paragraph, where they have
        one.
        """
        main = number.partition(".")[0]
        items = self.as_read.items if isinstance(self.as_read, WorkingGroupReport | ThematicList) else ()
        positions = {item.position for item in items if item.number.partition(".")[0] == main}
        return positions.pop() if len(positions) == 1 else ""

    def passage(self, number: str) -> DocumentPassage | None:
        """What the dialogue says of a recommendation that the report's conclusions only name."""
        passages = chain.from_iterable(
            problem.passages for problem in self.as_read.problems if problem.kind == "elsewhere"
        )
        return next((passage for passage in passages if passage.number == number), None)

    @property
    def numbers(self) -> set[str]:
        """The numbers of all recommendations, also of those that were added by hand."""
        return {item.number for item in getattr(self.document, "items", ())}

    @property
    def has_pages(self) -> bool:
        """Whether its pages can be shown: a Word file's are not known."""
        return bytes(self.kept.content[:4]) == b"%PDF"

    @property
    def refused(self) -> int:
        """How many recommendations of a list stay out while their problems are open; 0 for other
        documents, and where a problem is about the whole list.
        """
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
    """The document with this fingerprint, with its content; None where none is kept, or its time is
    over.
    """
    return _kept(now).filter(sha256=sha256).first()


def waits(sha256: str, *, entered: bool, now: datetime) -> bool:
    """Whether a document with this fingerprint waits for a person. A list may have `entered`
    without the rows that have problems.
    """
    return _kept(now).filter(sha256=sha256, entered=entered, has_problems=True).exists()


def waiting_documents(*, now: datetime) -> list[KeptDocument]:
    """The documents that wait for a person, or for their report, the latest first; without their
    content.
    """
    return list(_kept(now).filter(entered=False).defer("content").order_by("-used", "-pk"))


def symbols_of(documents: Iterable[KeptDocument]) -> dict[str, KeptDocument]:
    """By symbol; without those that have none, or cannot be read at this moment."""
    by_symbol: dict[str, KeptDocument] = {}
    for document in documents:
        with suppress(RefusedFile, KeptDocument.DoesNotExist):
            by_symbol[_read(document.sha256).symbol] = document
    by_symbol.pop("", None)
    return by_symbol


def _kept(now: datetime) -> QuerySet[KeptDocument]:
    in_use = Q(used__gt=now - timedelta(days=KeptDocument.DAYS))
    return KeptDocument.objects.filter(in_use | Q(kind=KeptDocument.LIST, entered=True))


def corrections_of(sha256: str) -> dict[str, Correction]:
    """{key of a problem: what was decided}."""
    return {
        correction.problem: Correction(
            action=correction.action,  # type: ignore[arg-type]
            number=correction.values.get("number", ""),
            text=correction.values.get("text", ""),
            states=tuple(correction.values.get("states", ())),
            position=correction.values.get("position", ""),
            page=correction.values.get("page"),
        )
        for correction in DocumentCorrection.objects.filter(sha256=sha256)
        # An earlier version kept so that a row with a problem is refused, which it is anyway.
        if not correction.values.get("refused")
    }


def waiting_document(sha256: str, *, now: datetime) -> Waiting | None:
    """The document with this fingerprint that a person works on; None where none is kept.

    Raises ManyFiles where too many files are being read.
    """
    kept = kept_document(sha256, now=now)
    if kept is None:
        return None
    try:
        with waiting_for_a_place(seconds=_PATIENCE):
            document = _read(sha256)
    except KeptDocument.DoesNotExist:  # removed meanwhile
        return None
    document = beside_report(document)
    corrections = corrections_of(sha256)
    added = [(key, correction) for key, correction in corrections.items() if correction.action == "add"]
    return Waiting(kept, corrected(document, corrections), document, len(corrections), added)


def report_symbol_of(document: UnDocument) -> str:
    """The symbol of the report that an addendum belongs to; "" where it names none."""
    return document.symbol.split("/Add.")[0]


def recommendations_answered(document: UnDocument) -> Mapping[str, Sequence[SourceRecord]]:
    """By the numbers of an addendum's problems, the report's recommendations; of other documents
    none.
    """
    if not isinstance(document, Addendum) or not document.problems:
        return {}
    by_number: dict[str, list[SourceRecord]] = defaultdict(list)
    records = SourceRecord.objects.filter(source=OF_REPORT, symbol=report_symbol_of(document))
    for record in records.select_related("ask").order_by("pk"):
        by_number[record.number].append(record)
    meant = {
        problem.number: numbers_meant(document.number_of(GivenAnswer(problem.number, "")), by_number)
        for problem in document.problems
        if problem.number
    }
    return {named: [record for number in numbers for record in by_number[number]] for named, numbers in meant.items()}


def beside_report(document: UnDocument) -> UnDocument:
    """An addendum whose ranges go beyond the report in the record: that is a problem, and no
    answers.
    """
    if not isinstance(document, Addendum):
        return document
    records = SourceRecord.objects.filter(source=OF_REPORT, symbol=report_symbol_of(document))
    known = set(records.values_list("number", flat=True))
    beyond = list(_beyond(document, known)) if known else []
    if not beyond:
        return document
    problems = tuple(
        Problem(
            run[0].page, "range", _BEYOND.format(first=run[0].number, last=run[-1].number), passages=run[0].passages
        )
        for run in beyond
    )
    left_out = {answer.number for run in beyond for answer in run}
    answers = tuple(answer for answer in document.answers if answer.number not in left_out)
    return replace(document, answers=answers, problems=(*document.problems, *problems))


def _beyond(document: Addendum, known: Collection[str]) -> Iterator[list[GivenAnswer]]:
    """Runs of answers to neighbouring numbers that the report does not have."""
    run: list[GivenAnswer] = []
    for answer in (*document.answers, None):
        is_next = answer and run and answer.number == _following(run[-1].number)
        if run and not is_next:
            if len(run) >= _MANY:
                yield run
            run = []
        if answer and not numbers_meant(document.number_of(answer), known):
            run.append(answer)


def _following(number: str) -> str:
    main, dot, last = number.rpartition(".")
    return f"{main}{dot}{int(last) + 1}" if last.isdecimal() else ""


@lru_cache(maxsize=4)
def _read(sha256: str) -> UnDocument:
    """A person looks at the same document again and again; under one fingerprint it says the
    same.
    """
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
