"""`openupr import`: files of a source enter the record."""

import sys
from argparse import ArgumentParser
from itertools import chain
from pathlib import Path
from typing import Any

from openupr.upr.states import find_state

from ...answer_changes import changed_answers
from ...file_import import SOURCE as DATABASE
from ...file_import import FileReport, import_address, import_file, import_state
from ...importing import SOURCES
from ...importing.documents import TO_SETTLE
from ...index_building import refresh_index
from ...tasks import begin_computing_vectors, begin_learning_coding
from ..arguments import RecordCommand

_HOW_TO_SETTLE = "  Settle them on the page “Import”; openupr read shows all of them.\n"
# Anything else is a file's name.
_ADDRESSES = ("https://", "http://localhost", "http://127.0.0.1", "http://[::1]")


class NotRead(ValueError):
    """A source that is none."""

    def __init__(self, named: str) -> None:
        super().__init__(f"No source is called “{named[:60]}”; openupr import reads {', '.join(SOURCES)}.")


class NothingNamed(ValueError):
    """Neither a file nor a State."""

    def __init__(self, source: str) -> None:
        message = (
            "Name a file, the address of a search, or a State (--state KHM)." if source == DATABASE else "Name a file."
        )
        super().__init__(message)


class OnlyOfTheDatabase(ValueError):
    """A State is named for a source of files."""

    def __init__(self) -> None:
        super().__init__(f"--state goes with {DATABASE} only: the other sources are files.")


class Command(RecordCommand):
    help = "Import files into the record. Each file enters whole or not at all; the same file twice adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("source", metavar="SOURCE", help=", ".join(SOURCES))
        parser.add_argument(
            "files",
            nargs="*",
            metavar="FILE",
            help="a file; for upr-info-api also the address of a search (https://…/api/search?…), which is fetched",
        )
        parser.add_argument(
            "--state",
            action="append",
            default=[],
            metavar="STATE",
            help="for upr-info-api: fetch all that UPR Info's database holds of this State (may be repeated)",
        )

    def handle(self, **options: Any) -> None:
        if options["source"] not in SOURCES:
            raise NotRead(options["source"])
        states = [find_state(name).iso3 for name in options["state"]]
        if states and options["source"] != DATABASE:
            raise OnlyOfTheDatabase
        if not states and not options["files"]:
            raise NothingNamed(options["source"])
        reports, gone = [], None
        for file, state in [*((name, "") for name in options["files"]), *(("", iso3) for iso3 in states)]:
            report = self._import(options["source"], file, state)
            self._progress(0)
            reports.append(report)
            if not options["json"] and gone is None:
                try:
                    self._tell(report)
                    self.stdout.flush()
                except BrokenPipeError as closed:
                    # Whoever reads this (`| head`) has seen enough; the files enter, and can be
                    # searched, all the same.
                    gone = closed
        refresh_index(progress=self._indexing)
        self._progress(0)
        # For the worker of the next server, or of the one that runs.
        begin_computing_vectors()
        begin_learning_coding()
        changed = [changed_answers([report.imported] if report.imported else []) for report in reports]
        if options["json"]:
            self.say({"files": [_document(*pair) for pair in zip(reports, changed, strict=True)]})
        elif gone is None:
            self.stdout.writelines(f"{sentence}\n" for sentence in dict.fromkeys(chain.from_iterable(changed)))
        refused = [report for report in reports if report.reason]
        for report in refused:
            sys.stderr.write(f"{report.file}: {report.reason}\n")
            if TO_SETTLE in report.reason:
                sys.stderr.write(_HOW_TO_SETTLE)
        if gone is not None:
            raise gone
        if refused:
            sys.exit(1)

    def _import(self, source: str, file: str, state: str) -> FileReport:
        if state:
            return import_state(iso3=state, fetching=self._fetching, progress=self._progress)
        if source == DATABASE and file.startswith(_ADDRESSES):
            return import_address(url=file, fetching=self._fetching, progress=self._progress)
        return import_file(
            source=source,
            path=Path(file),
            name=Path(file).name,
            progress=self._progress,
        )

    def _progress(self, rows: int, total: int = 0, *, done: str = "read") -> None:
        if sys.stderr.isatty():
            number = f"{rows:,} of {total:,}" if rows <= total else f"{rows:,}"
            sys.stderr.write(f"\r\x1b[K{number} rows {done} " if rows else "\r\x1b[K")

    def _fetching(self, rows: int, total: int) -> None:
        self._progress(rows, total, done="fetched")

    def _indexing(self, rows: int, total: int) -> None:
        self._progress(rows, total, done="made searchable")

    def _tell(self, report: FileReport) -> None:
        if report.reason:
            return
        self.stdout.write(
            f"{report.file}: {report.read:,} read = {report.added:,} added + {report.updated:,} updated + "
            f"{report.already_there:,} already there + {len(report.refused):,} refused"
            + (f"; {report.skipped:,} passed over ({_by_reason(report)})" if report.skipped else "")
        )
        for refusal in report.refused:
            self.stdout.write(f"  row {refusal['row']}: {refusal['value']!r}: {refusal['reason']}")
        for warning in report.warnings:
            self.stdout.write(f"  warning: {warning['message']} {_about(warning)}")
        if report.removed_demo:
            self.stdout.write("  The demo record was removed for this first real import.")


def _by_reason(report: FileReport) -> str:
    return ", ".join(f"{why} {n:,}" for why, n in report.skipped_as.most_common())


def _about(warning: dict[str, Any]) -> str:
    rows = ", ".join(str(row) for row in warning["rows"])
    more = f" and others, {warning['count']:,} in all" if warning["count"] > len(warning["rows"]) else ""
    return f"(row {rows}{more})" if rows else f"({warning['count']:,})"


def _document(report: FileReport, changed: list[str]) -> dict[str, Any]:
    document: dict[str, Any] = {
        "file": report.file,
        "read": report.read,
        "added": report.added,
        "updated": report.updated,
        "already_there": report.already_there,
        "refused": report.refused,
    }
    if report.skipped:
        document |= {"skipped": report.skipped, "skipped_as": dict(report.skipped_as)}
    if report.warnings:
        document["warnings"] = report.warnings
    if changed:
        document["changed"] = changed
    if report.reason:
        document["reason"] = report.reason
    return document
