"""The lists of submissions as rows, for files."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from openupr.coalitions.models import Coalition

from .budget import budget_of, budgets_of
from .models import Submission, written_paragraphs
from .ohchr_summary import taken_up
from .rounds import rounds_of
from .section_tasks import grid_of
from .validation import rows as answer_rows

Rows = Iterable[Mapping[str, Any]]


def submissions_listed(coalition: Coalition) -> Rows:
    """All submissions with their words."""
    for submission, budget in budgets_of(coalition):
        yield {
            "title": submission.title,
            "kind": submission.kind,
            "group": submission.group.name if submission.group else "",
            "organisation": submission.organisation.name if submission.organisation else "",
            "language": submission.language,
            "rules": budget.rules.version,
            "state": submission.state,
            "words": budget.used,
            "limit": budget.limit,
            "begun": submission.begun.isoformat(),
            "lodged_on": submission.lodged_on.isoformat() if submission.lodged_on else "",
        }


def _sections(submission: Submission, today: date) -> Rows:
    for part in budget_of(submission).sections:
        yield {
            "heading": part.section.heading,
            "kind": part.section.kind,
            "group": part.section.group.name if part.section.group else "",
            "words": part.balance.used,
            "budget": part.balance.budget,
            "over": part.balance.over,
            "paragraphs": len(written_paragraphs(part.section)),
        }


def _tasks(submission: Submission, today: date) -> Rows:
    for section, cells in grid_of(submission, today=today).rows:
        for task in (task for cell in cells for task in cell.tasks):
            yield {
                "section": section.heading,
                "organisation": task.organisation.name,
                "work": task.work,
                "due": task.due.isoformat() if task.due else "",
                "done_on": task.done_on.isoformat() if task.done_on else "",
                "late": task.done_on is None and task.due is not None and task.due < today,
            }


def _comments(submission: Submission, today: date) -> Rows:
    for draft_round in rounds_of(submission, today=today):
        for remark in draft_round.remarks:
            yield {
                "draft": draft_round.circulation.edition.number,
                "section": remark.paragraph.section.heading,
                "comment": remark.text,
                "from": str(remark.author) if remark.author else remark.from_name,
                "made_on": remark.made_at.date().isoformat(),
                "dealt_with": remark.resolved,
                "answer": remark.answer,
            }


def _annexes(submission: Submission, today: date) -> Rows:
    for file in submission.annex_files.all():
        yield {
            "number": file.order,
            "title": file.title,
            "file": file.file_name,
            "kind": file.kind,
            "bytes": file.size,
            "sha256": file.sha256,
            "added_on": file.added_on.isoformat(),
        }


def _ohchr_summary(submission: Submission, today: date) -> Rows:
    result = taken_up(submission)
    if result is None:
        return
    for point in result.cited:
        yield {
            "symbol": result.summary.symbol,
            "paragraph": point.paragraph,
            "page": point.page or "",
            "text": point.text,
            "code": result.code,
            "where": "; ".join(point.where),
            "own_paragraphs": "; ".join(str(own.number) for own in point.own),
            "with": "; ".join(code for code, _organisations in point.others),
            "with_organisations": "; ".join(organisations for _code, organisations in point.others),
        }


def _validation(submission: Submission, today: date) -> Rows:
    return answer_rows(submission)


_Of = Callable[[Submission, date], Rows]
_SECTIONS = ("heading", "kind", "group", "words", "budget", "over", "paragraphs")
LISTS: Mapping[str, tuple[tuple[str, ...], _Of]] = {
    "sections": (_SECTIONS, _sections),
    "tasks": (("section", "organisation", "work", "due", "done_on", "late"), _tasks),
    "comments": (("draft", "section", "comment", "from", "made_on", "dealt_with", "answer"), _comments),
    "annexes": (("number", "title", "file", "kind", "bytes", "sha256", "added_on"), _annexes),
    "ohchr-summary": (
        (
            "symbol", "paragraph", "page", "text", "code", "where", "own_paragraphs", "with", "with_organisations",
        ), _ohchr_summary,
    ),
    "validation": (
        (
            "section", "organisation", "says", "words", "earlier_wording", "settled", "seen_to_by", "due", "answer",
        ), _validation,
    ),
}  # fmt: skip
"""By name: the columns, and the rows."""
SUBMISSIONS = (
    "title", "kind", "group", "organisation", "language", "rules", "state", "words", "limit", "begun", "lodged_on",
)  # fmt: skip
