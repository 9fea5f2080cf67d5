"""Documents of the UN on their way into the record, corrected by people; the answers of an
addendum.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from openupr.files.refusal import RefusedFile
from openupr.undocs import Problem, read_document
from openupr.undocs.corrections import Correction, corrected
from openupr.undocs.values import Addendum, AllOthers, GivenAnswer, ThematicList, UnDocument
from openupr.upr.responses import label

from .document_problems import beside_report, corrections_of, report_symbol_of
from .importing import ADDENDUM, Row, thematic_list, working_group_report
from .importing.documents import on_word_borders, refuse_problems, told_kind
from .importing.rows import OfReview, ReadRow, RefusedRow, SkippedRow
from .importing.working_group_report import SOURCE
from .models import DocumentCorrection, ImportedFile, KeptDocument, RecordChange, SourceRecord
from .rules import OF_LIST, numbers_meant

ANSWER = ("response", "source_response", "source_position", "explanation")
_NO_REPORT = (
    "The Working Group's report {symbol} is not in the record yet. This addendum is kept for {days} days. Import the "
    "report: the addendum then enters by itself."
)
_NO_SYMBOL = (
    "This addendum tells no symbol, so its report cannot be found. Download it from docs.un.org, with its first page, "
    "and choose that file."
)
_NOT_THERE = "The report {symbol} has no recommendation of this number in the record."
_SEVERAL = "Several recommendations of the report could be meant: {numbers}."
_OTHERWISE = "The addendum says that all others are {others}; the report says {reported}. It was left as it is."
_COUNTS = "The addendum speaks of {stated} {position} recommendations; with all others they are {counted}."
_NOT_NAMED = "The addendum does not name these; they are {position} because it says: “{sentence}”."
_MARK = ", all others: "
_LONGEST_QUOTE = 120


class WaitsForReport(RefusedFile):
    """An addendum whose report is not in the record."""


def has_report(document: UnDocument) -> bool:
    """Whether the record has the report that an addendum belongs to."""
    return SourceRecord.objects.filter(source=SOURCE, symbol=report_symbol_of(document)).exists()


def answered_since(symbol: str) -> QuerySet[SourceRecord]:
    """The records of a report whose answers its addenda gave."""
    return SourceRecord.objects.filter(source=SOURCE, symbol=symbol, source_position__startswith=f"{symbol}/Add.")


def answers_by_number(symbol: str) -> dict[str, dict[str, Any]]:
    """What the addenda of a report answer, by number of the recommendation.

    A number with several answers is left out.
    """
    if not symbol:
        return {}
    by_number: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for number, *answer in answered_since(symbol).values_list("number", *ANSWER):
        by_number[number].add(tuple(answer))
    return {
        number: dict(zip(ANSWER, *answers, strict=True)) for number, answers in by_number.items() if len(answers) == 1
    }


def answer_lists(reviews: Collection[int], *, file: ImportedFile) -> int:
    """Give the rows that OHCHR's list leaves open the answer of the addendum.

    Returns how many got one.
    """
    rows = SourceRecord.objects.filter(source=OF_LIST, response="pending", ask__review__in=reviews).order_by("pk")
    known: dict[str, dict[str, dict[str, Any]]] = {}
    changed: list[SourceRecord] = []
    changes: list[RecordChange] = []
    for row in rows:
        if row.symbol not in known:
            known[row.symbol] = answers_by_number(row.symbol)
        answer = known[row.symbol].get(row.number, {})
        for name, after in answer.items():
            if (before := getattr(row, name)) != after:
                changes.append(RecordChange(record=row, file=file, field=name, before=before, after=after))
                setattr(row, name, after)
        if answer:
            changed.append(row)
    SourceRecord.objects.bulk_update(changed, ANSWER, batch_size=500)
    RecordChange.objects.bulk_create(changes, batch_size=500)
    return len(changed)


def word_as_reports(records: QuerySet[SourceRecord]) -> int:
    """Give rows of OHCHR's lists the wording that the report in the record has of the same
    recommendation. Returns how many got another one; `raw` keeps what the list prints.
    """
    reports = dict(records.filter(source=SOURCE).order_by().values_list("ask", "text"))
    changed = []
    for row in records.filter(source=OF_LIST).order_by().only("pk", "ask", "text", "raw"):
        wording = reports.get(row.ask_id, row.text)
        if wording != row.text:
            row.raw, row.text = {thematic_list.PRINTED: row.text, **row.raw}, wording
            changed.append(row)
    SourceRecord.objects.bulk_update(changed, ["text", "raw"], batch_size=500)
    return len(changed)


def rows_of_addendum(document: UnDocument) -> Iterator[ReadRow | RefusedRow]:
    """Each record of the report that the addendum answers, with its answer. Raises RefusedFile."""
    if not isinstance(document, Addendum):
        raise RefusedFile(told_kind(document, "addendum"))
    refuse_problems(document)
    symbol = report_symbol_of(document)
    source_records = (
        SourceRecord.objects.filter(source=SOURCE, symbol=symbol).select_related("ask__review").order_by("pk")
    )
    by_number: dict[str, list[SourceRecord]] = defaultdict(list)
    for record in source_records:
        by_number[record.number].append(record)
    if not by_number and not symbol:
        raise RefusedFile(_NO_SYMBOL)
    if not by_number:
        raise WaitsForReport(_NO_REPORT.format(symbol=symbol, days=KeptDocument.DAYS))
    named: set[str] = set()
    for place, answer in enumerate(document.answers, start=1):
        numbers = numbers_meant(document.number_of(answer), by_number)
        named.update(numbers)
        if len(numbers) == 1:
            for record in by_number[numbers[0]]:
                yield _row(place, answer, record, document)
        else:
            several = _SEVERAL.format(numbers=", ".join(numbers))
            reason = several if numbers else _NOT_THERE.format(symbol=symbol)
            yield RefusedRow(row=place, value=document.number_of(answer), reason=reason)
    if document.all_others:
        others = {number: records for number, records in by_number.items() if number not in named}
        yield from _all_others(document, document.all_others, others)


def _all_others(
    document: Addendum, clause: AllOthers, others: Mapping[str, Sequence[SourceRecord]]
) -> Iterator[ReadRow | RefusedRow]:
    """Rows for the numbers that an addendum does not name.

    Where the report left some open, those are meant. Where it left none open, a different answer in
    the report stays, and the row is refused with the reason.
    """
    mark = f"{document.symbol}{_page(clause.page)}{_MARK}“{clause.sentence[:_LONGEST_QUOTE]}”"
    meant = {
        number: records
        for number, records in others.items()
        if clause.paragraph is None or number.partition(".")[0] == str(clause.paragraph)
    }
    left_open = {number for number, records in meant.items() if any(_was_open(record, document) for record in records)}
    meant = {number: records for number, records in meant.items() if number in left_open or not left_open}
    answer = GivenAnswer("", clause.position, page=clause.page)
    not_named = _NOT_NAMED.format(position=clause.position, sentence=clause.sentence.rstrip("."))
    warnings = (not_named, *_of_count(document, clause, len(meant)))
    for place, (number, records) in enumerate(meant.items(), start=len(document.answers) + 1):
        for record in records:
            if number in left_open or record.response == clause.position:
                yield replace(_row(place, answer, record, document), source_position=mark, warnings=warnings)
            else:
                reason = _OTHERWISE.format(others=clause.position, reported=record.response)
                yield RefusedRow(row=place, value=number, reason=reason)


def _was_open(record: SourceRecord, document: Addendum) -> bool:
    """Whether the report left a recommendation open, or this very addendum said it of all others
    before.
    """
    said_before = record.source_position.startswith(document.symbol) and _MARK in record.source_position
    return said_before or record.response in ("", "pending")


def _of_count(document: Addendum, clause: AllOthers, number: int) -> tuple[str, ...]:
    """A warning where the addendum counts otherwise than the report's numbers do."""
    counted = number + document.counted().get(clause.position, 0)
    stated = document.stated.get(clause.position, ())
    if (not stated and clause.count in (None, number)) or counted in stated or number in stated:
        return ()
    stated_number = " or ".join(map(str, stated)) or str(clause.count)
    return (_COUNTS.format(stated=stated_number, position=clause.position, counted=counted),)


def _row(place: int, answer: GivenAnswer, record: SourceRecord, document: Addendum) -> ReadRow:
    """The record's own row again; where the addendum gives no position, the report's is kept."""
    review = record.ask.review
    is_final = bool(answer.final)
    return ReadRow(
        row=place,
        kind="recommendation",
        session=review.session,
        cycle=review.cycle,
        iso3=review.iso3,
        from_iso3=record.ask.from_iso3,
        text=record.text,
        response=answer.final or record.response,
        source_response=label(answer.final) if is_final else record.source_response,
        number=record.number,
        symbol=record.symbol,
        source_position=f"{document.symbol}{_page(answer.page)}" if is_final else record.source_position,
        explanation=answer.explanation,
        raw=record.raw,
    )


def _page(number: int | None) -> str:
    return f", page {number}" if number else ""


REVIEWED = (working_group_report.SOURCE, ADDENDUM, thematic_list.SOURCE)
"""Sources whose problems people settle on a page."""

_SMALLER = (
    "The list has {listed} of the {report} numbers of its report. Missing: {missing}. While it has fewer than nine "
    "tenths of the report's recommendations, the report's positions count."
)
_NUMBERS_NAMED = 20


def recorded_as(source: str) -> str:
    """The source whose records a file changes: an addendum's are the report's."""
    return working_group_report.SOURCE if source == ADDENDUM else source


def read_reviewed(source: str, path: Path, *, name: str, now: datetime) -> Iterable[Row]:
    """The rows of a document, corrections applied.

    Raises RefusedFile where problems are left. A recommendation of a list that has one is a refused
    row, and the others enter. The file is kept for the page on which problems are settled.
    """
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    as_read = beside_report(read_document(data))
    corrections = corrections_of(sha256)
    document = corrected(as_read, corrections)
    beside: list[Row] = []
    if isinstance(as_read, ThematicList):
        of_rows = [problem for problem in document.problems if problem.items]
        document = corrected(as_read, corrections | {problem.key: Correction("leave-out") for problem in of_rows})
        beside = [*refused_of(as_read, of_rows), *_comments_alone(document)]
    is_early = source == ADDENDUM and not has_report(document)
    waits_for = report_symbol_of(document) if is_early else ""
    if document.problems or waits_for:
        has_problems = bool(document.problems)
        keep_document(
            data,
            sha256,
            name=name,
            now=now,
            iso3=document.state,
            waits_for=waits_for,
            has_problems=has_problems,
            kind=document.kind,
        )
    if source == ADDENDUM:
        return rows_of_addendum(document)
    if source == thematic_list.SOURCE:
        rows = _with_answers_to_open(thematic_list.rows_of(document), document.symbol)
        # A person's notes are their own: only a list without notes is offered to coalitions.
        kind = "" if isinstance(document, ThematicList) and document.has_notes else document.kind
        has_refused = any(isinstance(row, RefusedRow) for row in beside)
        keep_document(data, sha256, name=name, now=now, iso3=document.state, kind=kind, has_problems=has_refused)
        return chain(_with_missing_numbers(rows, document), beside)
    return _with_later_answers(working_group_report.rows_of(document), document.symbol)


def refused_of(document: ThematicList, problems: Iterable[Problem]) -> list[RefusedRow]:
    """The recommendations of a list that have one of these problems, each once, as refused rows."""
    about: dict[int, str] = {}
    for problem in problems:
        for at in problem.items:
            about[at] = " ".join(filter(None, [about.get(at, ""), _reason(problem)]))
    review = OfReview(document.state, document.session)
    return [
        RefusedRow(row=thematic_list.row_of(item), value=item.number or item.text[:200], reason=reason, review=review)
        for at, reason in about.items()
        if (item := document.items[at])
    ]


def _comments_alone(document: UnDocument) -> Iterator[SkippedRow]:
    """The comments of a list on numbers of which it has no row that enters."""
    if isinstance(document, ThematicList):
        numbers = {item.number for item in document.items}
        for comment in document.comments:
            if comment.number not in numbers:
                yield SkippedRow(row=comment.row, why=f"comment on {comment.number}: “{comment.text[:160]}”")


def _reason(problem: Problem) -> str:
    """What a problem says, without the number that is shown beside it."""
    message = on_word_borders(problem.message)
    rest = message.partition(f"{problem.number}: ")[2] if problem.number else ""
    return f"{rest[0].upper()}{rest[1:]}" if rest else message


def _with_later_answers(rows: Iterable[ReadRow], symbol: str) -> Iterator[ReadRow]:
    """A report that is read again does not undo what its addendum said since."""
    answered = answered_since(symbol)
    known = {
        (number, sender, text): dict(zip(ANSWER, answer, strict=True))
        for number, sender, text, *answer in answered.values_list("number", "ask__from_iso3", "text", *ANSWER)
    }
    for row in rows:
        yield replace(row, **known.get((row.number, row.from_iso3, row.text), {}))


def _with_answers_to_open(rows: Iterable[ReadRow], symbol: str) -> Iterator[ReadRow]:
    """What a list leaves open has the answer that the addendum in the record gives."""
    known = answers_by_number(symbol)
    for row in rows:
        yield replace(row, **known.get(row.number, {})) if row.response == "pending" else row


def _with_missing_numbers(rows: Iterable[Row], document: UnDocument) -> Iterator[Row]:
    """The rows of a list; the first gets a warning with the numbers of the report that the list
    lacks.
    """
    report = SourceRecord.objects.filter(source=working_group_report.SOURCE, symbol=document.symbol)
    of_report = dict.fromkeys(
        number.partition(" ")[0] for number in report.order_by("pk").values_list("number", flat=True)
    )
    listed = {item.number for item in getattr(document, "items", ())}
    missing = [number for number in of_report if number not in listed]
    warnings: tuple[str, ...] = ()
    if missing:
        numbers = ", ".join(missing[:_NUMBERS_NAMED]) + (" ..." if len(missing) > _NUMBERS_NAMED else "")
        warnings = (_SMALLER.format(listed=len(of_report) - len(missing), report=len(of_report), missing=numbers),)
    for row in rows:
        if warnings and isinstance(row, ReadRow):
            row, warnings = replace(row, warnings=(*row.warnings, *warnings)), ()
        yield row


def keep_document(
    data: bytes,
    sha256: str,
    *,
    name: str,
    now: datetime,
    iso3: str = "",
    waits_for: str = "",
    has_problems: bool = True,
    kind: str = "",
) -> None:
    """Keep a document for as long as people work on it. Documents without work are removed, except
    lists that are in the record.
    """
    remove_old_documents(now=now)
    values = {
        "name": name[:255],
        "content": data,
        "used": now,
        "entered": False,
        "iso3": iso3,
        "waits_for": waits_for,
        "has_problems": has_problems,
        "kind": kind,
    }
    KeptDocument.objects.update_or_create(sha256=sha256, defaults=values)


def document_entered(sha256: str, *, now: datetime) -> None:
    """The document is in the record: its kept file waits no more. A person may still add to it."""
    KeptDocument.objects.filter(sha256=sha256).update(entered=True, used=now)


def addenda_whose_report_came(*, now: datetime) -> list[KeptDocument]:
    """Kept addenda that can be applied now that their reports are in the record.

    Those with problems still wait for a person, and no longer for their report.
    """
    oldest = now - timedelta(days=KeptDocument.DAYS)
    reports = SourceRecord.objects.filter(source=working_group_report.SOURCE).exclude(symbol="").values("symbol")
    came = KeptDocument.objects.filter(entered=False, used__gt=oldest, waits_for__in=reports)
    came.filter(has_problems=True).update(waits_for="")
    return list(came.filter(has_problems=False))


def remove_document(sha256: str) -> None:
    """Remove the file. What was decided stays, and applies when the same file is chosen again."""
    KeptDocument.objects.filter(sha256=sha256).delete()


def remove_old_documents(*, now: datetime) -> None:
    """Remove the files without work for KeptDocument.DAYS days, except lists that are in the
    record: the follow-up takes them from there.
    """
    old = KeptDocument.objects.filter(used__lte=now - timedelta(days=KeptDocument.DAYS))
    old.exclude(kind=thematic_list.SOURCE, entered=True).delete()


def take_over_files(*, now: datetime) -> None:
    """Before KeptDocument, documents lay in a folder, which no backup holds."""
    folder = Path(settings.OPENUPR_HOME) / "documents"
    for path in folder.iterdir() if folder.is_dir() else ():
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() == path.name:
            file = ImportedFile.objects.filter(sha256=path.name).first()
            keep_document(data, path.name, name=file.name if file else path.name[:12], now=now)
        path.unlink()
    if folder.is_dir():
        folder.rmdir()


@transaction.atomic
def save_correction(*, sha256: str, problem: str, correction: Correction, now: datetime) -> None:
    """Keep what a person decided about a problem; what was decided before is replaced."""
    values = {name: value for name, value in asdict(correction).items() if value and name != "action"}
    DocumentCorrection.objects.update_or_create(
        sha256=sha256,
        problem=problem,
        defaults={"action": correction.action, "values": values, "decided": now},
    )
    KeptDocument.objects.filter(sha256=sha256).update(used=now)


def save_addition(*, sha256: str, correction: Correction, now: datetime) -> None:
    """Keep a recommendation, or an answer, that a person added by hand; the same added twice is
    one.
    """
    content = "\x1f".join((correction.number, correction.text, *correction.states))
    name = "+" + hashlib.blake2b(content.encode(), digest_size=7).hexdigest()
    save_correction(sha256=sha256, problem=name, correction=correction, now=now)


def undo_corrections(*, sha256: str, only: str = "") -> None:
    """Forget all that was decided about a file, or only one decision."""
    decided = DocumentCorrection.objects.filter(sha256=sha256)
    (decided.filter(problem=only) if only else decided).delete()
