"""Results and released testimonies as rows, for files."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..models import Box
from .releases import Released
from .results import Summary

RESULT_COLUMNS = ("key", "question", "answer", "number", "sheets")
RELEASED_COLUMNS = ("consent", "text", "in_bold")


def result_rows(summary: Summary) -> Iterator[list[str | int]]:
    """A row for each answer whose number may be shown, one for the best answers together, one for the mean, one for
    each remark. A question of which nothing may be shown has one row that says why.
    """
    for result in summary.results:
        for label, number in result.counts:
            yield [result.key, result.question, label, number, summary.sheets]
        if result.high is not None:
            yield [result.key, result.question, " / ".join(result.best), result.high, summary.sheets]
        if result.mean:
            yield [result.key, result.question, "mean", result.mean.figure, summary.sheets]
        if not result.is_shown:
            yield [result.key, result.question, "", result.why_not, summary.sheets]
        for text in result.remarks:
            yield [result.key, result.question, text, "", summary.sheets]


def results_document(box: Box, summary: Summary) -> dict[str, Any]:
    """The same for programs."""
    return {
        "box": box.title,
        "sheets": summary.sheets,
        "basis": "sheets put in by anybody in the room; no number under five, none that can be worked out",
        "results": [
            {
                "key": each.key,
                "question": each.question,
                "counts": [{"answer": label, "number": number} for label, number in each.counts],
                "best": list(each.best),
                "share": None if each.high is None else "counted",
                "high": each.high,
                "mean": each.mean.number if each.mean and not each.mean.bound else None,
                "mean_in_words": str(each.mean or ""),
                "remarks": list(each.remarks),
            }
            for each in summary.results
            if each.is_shown
        ],
        "not_shown": [each.question for each in summary.results if not each.is_shown],
        "reasons": [each.why_not for each in summary.results if not each.is_shown],
    }


def released_rows(released: Iterable[Released]) -> Iterator[list[str]]:
    """A row for each testimony; its number in the database is nobody's business."""
    for each in released:
        yield [each.consent, each.text, " | ".join(each.text[start:end] for start, end in each.spans)]
