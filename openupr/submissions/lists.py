"""The lists of submissions as rows, for files."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from openupr.coalitions.models import Coalition

from .budget import budget_of, budgets_of
from .models import Submission, told
from .ohchr_summary import taken_up
from .rounds import rounds_of
from .section_tasks import grid_of
from .validation import rows as said

Rows = Iterable[Mapping[str, Any]]


def submissions_listed(coalition: Coalition) -> Rows:
    """All submissions with their words."""
    for each, budget in budgets_of(coalition):
        yield {
            "title": each.title,
            "kind": each.kind,
            "group": each.group.name if each.group else "",
            "organisation": each.organisation.name if each.organisation else "",
            "language": each.language,
            "rules": budget.rules.version,
            "state": each.state,
            "words": budget.used,
            "limit": budget.limit,
            "begun": each.begun.isoformat(),
            "lodged_on": each.lodged_on.isoformat() if each.lodged_on else "",
        }


def _sections(submission: Submission, today: date) -> Rows:
    for section in budget_of(submission).sections:
        yield {
            "heading": section.section.heading,
            "kind": section.section.kind,
            "group": section.section.group.name if section.section.group else "",
            "words": section.balance.used,
            "budget": section.balance.budget,
            "over": section.balance.over,
            "paragraphs": len(told(section.section)),
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
    for round in rounds_of(submission, today=today):
        for remark in round.remarks:
            yield {
                "draft": round.circulation.edition.number,
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
    return said(submission)


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
