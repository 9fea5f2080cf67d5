"""What became of files, in the words and shapes of a page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.upr import sources
from openupr.web.numbers import grouped
from openupr.web.parts import Badge

from .answer_changes import changed_answers
from .cards_pages import search_url
from .document_problems import waits
from .import_jobs import BatchReport, brought_by, reviews_brought_by
from .importing import ADDENDUM, SOURCES
from .incoming_files import fetched_file
from .models import ImportedFile, ImportJob
from .question import Question, ask
from .rules import OF_LIST
from .sentences import runs_in_words
from .state_to_import_pages import import_url
from .un_documents import REVIEWED, recorded_as

SHOWN_REFUSALS, MOST_REASONS = 10, 5
_TONES = {"done": "yes", "entered": "yes", "refused": "no", "running": "plain", "waiting": "wait"}


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file and what became of it.

    `sum`: read = added + updated + already there + refused, as (word, number).
    """

    name: str
    source: str
    badge: Badge
    when: datetime | None = None
    reason: str = ""
    recognised: bool = False
    sum: Sequence[tuple[str, str]] = ()
    # "9 records passed over: CRC 8, SR Torture 1"; "" where there were none.
    skipped: str = ""
    # (sentence, "rows 4, 9 and others, 205 in all") of what entered and should be looked at.
    warnings: Sequence[tuple[str, str]] = ()
    refused: int = 0
    refusals: Sequence[dict[str, Any]] = ()
    refusals_url: str = ""
    # (reason, "51 rows"), the most first, where more were refused than are shown.
    refused_why: Sequence[tuple[str, str]] = ()
    # (words, address) of searches for what it brought.
    links: Sequence[tuple[str, str]] = ()
    unsearchable: bool = False
    # Where its problems can be settled; "" where there is nothing to settle.
    review_url: str = ""
    # Of a State that was fetched: the file to take to another computer, and the page that says what
    # else to bring.
    fetched_url: str = ""
    without_internet_url: str = ""


def batch(report: BatchReport, *, now: datetime) -> dict[str, Any]:
    """What the page of one choice of files needs."""
    entered = [job.imported for job in report.jobs if job.imported and job.state == ImportJob.State.DONE]
    brought = brought_by(entered)
    lines = [_job_line(job, brought.get(job.imported_id or 0, ([], [])), now) for job in report.jobs]
    is_counting = report.progress.phase in {"fetching", "indexing"} and report.progress.total
    # Before the first row of the first file it is not known how much is done: the bar only moves.
    of_all = report.total if report.done else None
    return {
        "report": report,
        "done": report.progress.rows if is_counting else report.done,
        "total": report.progress.total if is_counting else of_all,
        "sentence": _how_far(report, have_problems=sum(bool(line.review_url and line.reason) for line in lines)),
        "doing": _doing(report),
        "lines": lines,
        "is_demo_gone": report.removed_demo,
        # Then settling them comes first, and searching second.
        "has_problems": any(line.review_url and line.reason for line in lines),
        "is_anything_in": bool(entered),
        "reviews_brought": reviews_brought_by([file.pk for file in entered]) if report.is_over else [],
        "changed": changed_answers([file.pk for file in entered]) if report.is_over else [],
    }


def line(file: ImportedFile, *, now: datetime) -> FileLine:
    """A file of the history, without its refused rows."""
    review_url = _review_url(file, now)
    badge = Badge(_("has problems"), tone="wait") if review_url and file.reason else None
    return FileLine(
        name=file.name,
        source=_source(file.source),
        badge=badge or Badge(str(file.get_outcome_display()), tone=_TONES[file.outcome]),
        when=file.started,
        reason=file.reason,
        sum=_sum(file) if file.outcome == ImportedFile.Outcome.ENTERED else (),
        skipped=_skipped(file),
        warnings=[(warning["message"], _rows(warning)) for warning in file.warnings],
        refused=file.refused,
        refusals_url=reverse("recommendations:import-refusals", args=[file.pk]) if file.refused else "",
        review_url=review_url,
    )


def sources_told() -> list[tuple[str, sources.Source]]:
    """The sources that can be imported, in the order in which they are preferred."""
    return [(key, sources.source(key)) for key in SOURCES if key != ADDENDUM]


def _job_line(job: ImportJob, brought: tuple[list[int], list[str]], now: datetime) -> FileLine:
    file = job.imported
    about = FileLine(
        name=job.name,
        source=_source(job.source),
        badge=Badge(str(job.get_state_display()), tone=_TONES[job.state]),
        reason=job.reason,
        recognised=job.recognised,
        fetched_url=_fetched_url(job),
        without_internet_url=_without_internet(job),
    )
    if file is None:
        return about
    known = line(file, now=now)
    return replace(
        about,
        badge=known.badge if known.review_url and known.reason else about.badge,
        reason=job.reason or known.reason,
        sum=known.sum,
        skipped=known.skipped,
        warnings=known.warnings,
        refused=file.refused,
        refusals=file.refusals[:SHOWN_REFUSALS],
        refusals_url=known.refusals_url,
        refused_why=_refused_why(file),
        links=_links(file, *brought) if job.searchable else (),
        unsearchable=job.searchable is False,
        review_url=known.review_url,
    )


def _refused_why(file: ImportedFile) -> list[tuple[str, str]]:
    # Of very many, only the first are kept: numbers of these would be no numbers of all.
    if file.refused <= SHOWN_REFUSALS or len(file.refusals) < file.refused:
        return []
    reasons = Counter(refusal["reason"] for refusal in file.refusals).most_common(MOST_REASONS)
    return [(reason, ngettext("%(n)s row", "%(n)s rows", n) % {"n": grouped(n)}) for reason, n in reasons]


def _fetched_url(job: ImportJob) -> str:
    is_there = job.iso3 and job.state == ImportJob.State.DONE and fetched_file(job.iso3).is_file()
    return reverse("recommendations:import-fetched", args=[job.iso3]) if is_there else ""


def _without_internet(job: ImportJob) -> str:
    refused = job.iso3 and job.state == ImportJob.State.REFUSED
    return f"{import_url(job.iso3)}#without-internet" if refused else ""


def _links(file: ImportedFile, sessions: list[int], kinds: list[str]) -> list[tuple[str, str]]:
    """Searches for what a file brought: its sessions, as this source records them; none where it
    brought nothing.
    """
    if file.outcome != ImportedFile.Outcome.ENTERED or not kinds:
        return []
    filters = {"source": [recorded_as(file.source)], "session": [str(session) for session in sessions]}
    pledges = kinds == ["pledge"]
    question: Question = ask(filters=filters, kind="pledge" if pledges else "recommendation")
    if not sessions:
        return [(_("Search everything of this source"), search_url(question))]
    sentence = _("Search the pledges of %(sessions)s") if pledges else _("Search %(sessions)s")
    return [(sentence % {"sessions": runs_in_words(sessions)}, search_url(question))]


def links_of_document(sha256: str) -> list[tuple[str, str]]:
    """Searches for what a document brought, once its problems are settled."""
    file = ImportedFile.objects.filter(sha256=sha256, outcome=ImportedFile.Outcome.ENTERED).first()
    return _links(file, *brought_by([file]).get(file.pk, ([], []))) if file else []


def _sum(file: ImportedFile) -> list[tuple[str, str]]:
    numbers = [
        (_("read"), file.read),
        (_("added"), file.added),
        (_("updated"), file.updated),
        (_("already there"), file.already_there),
        (_("refused"), file.refused),
    ]
    return [(word, grouped(number)) for word, number in numbers]


def _skipped(file: ImportedFile) -> str:
    if not file.skipped:
        return ""
    sentence = ngettext("%(n)s record was skipped", "%(n)s records were skipped", file.skipped)
    by_reason = ", ".join(f"{why} {grouped(n)}" for why, n in file.skipped_as.items())
    return f"{sentence % {'n': grouped(file.skipped)}}{f': {by_reason}' if by_reason else ''}."


def _rows(warning: dict[str, Any]) -> str:
    """ "row 4", "rows 4, 9 and others, 205 in all"."""
    rows, count = warning["rows"], warning["count"]
    if not rows:
        return grouped(count)
    sentence = ngettext("row %(rows)s", "rows %(rows)s", count) % {"rows": ", ".join(map(str, rows))}
    return (
        _("%(rows)s and others, %(n)s in all") % {"rows": sentence, "n": grouped(count)}
        if count > len(rows)
        else sentence
    )


def _review_url(file: ImportedFile, now: datetime) -> str:
    entered = file.outcome == ImportedFile.Outcome.ENTERED
    may_wait = file.sha256 and ((file.source == OF_LIST and file.refused) if entered else file.source in REVIEWED)
    if not may_wait or not waits(file.sha256, entered=entered, now=now):
        return ""
    return reverse("recommendations:document-review", args=[file.sha256])


def _source(key: str) -> str:
    if key == ADDENDUM:
        return _("Addendum with the State's answers")
    return _(sources.source(key).label) if key else ""


def _how_far(report: BatchReport, *, have_problems: int) -> str:
    files = len(report.jobs)
    if not report.is_over:
        sentence = ngettext("%(n)s of %(files)s file is through.", "%(n)s of %(files)s files are through.", files)
        return sentence % {"n": report.through, "files": files}
    refused = sum(job.state == ImportJob.State.REFUSED for job in report.jobs)
    entered = files - refused
    refused -= have_problems
    sentence = ngettext("%(n)s file is in the record.", "%(n)s files are in the record.", entered) % {"n": entered}
    if not entered:
        sentence = _("Nothing was imported.")
    if refused:
        sentence += " " + ngettext("%(n)s file was refused.", "%(n)s files were refused.", refused) % {"n": refused}
    if have_problems:
        settle = ngettext(
            "%(n)s file has problems. Settle them.", "%(n)s files have problems. Settle them.", have_problems
        )
        sentence += " " + settle % {"n": have_problems}
    return sentence


def _doing(report: BatchReport) -> str:
    """What is going on at this moment."""
    numbers = {"rows": grouped(report.progress.rows), "total": grouped(report.progress.total)}
    if report.awaits_index:
        if report.progress.phase != "indexing" or not report.progress.total:
            return _("What was read is being made searchable.")
        return _("What was read is being made searchable: %(rows)s of %(total)s rows.") % numbers
    job = report.running
    if job is None:
        return _("Waiting for its turn.")
    if report.progress.phase == "fetching" and report.progress.total:
        return _("Fetching from UPR Info's database: %(rows)s of %(total)s rows.") % numbers
    if job.iso3 and not report.progress.rows:
        return _("Asking UPR Info's database.")
    if not report.progress.rows:
        return _("Opening %(name)s.") % {"name": job.name}
    if report.progress.rows <= report.progress.total:
        return _("%(name)s: %(rows)s of %(total)s rows read.") % {"name": job.name, **numbers}
    return _("%(name)s: %(rows)s rows read.") % {"name": job.name, **numbers}
