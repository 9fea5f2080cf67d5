"""Results and released testimonies as rows, for files."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..models import Box
from .released import Released
from .results import Summary

RESULT_COLUMNS = ("key", "question", "answer", "number", "answered", "sheets")
RELEASED_COLUMNS = ("consent", "text", "in_bold")


def result_rows(summary: Summary) -> Iterator[list[str | int]]:
    """A row for each answer that could be chosen with its number, and for each remark, which has no number."""
    for result in summary.results:
        for label, number in result.counts:
            yield [result.key, result.question, label, number, result.answered, summary.sheets]
        for text in result.remarks:
            yield [result.key, result.question, text, "", result.answered, summary.sheets]


def results_document(box: Box, summary: Summary) -> dict[str, Any]:
    """The same for programs."""
    return {
        "box": box.title,
        "sheets": summary.sheets,
        "basis": "sheets put in by anybody in the room; each answer of five people or more",
        "results": [
            {
                "key": each.key,
                "question": each.question,
                "answered": each.answered,
                "counts": [{"answer": label, "number": number} for label, number in each.counts],
                "high": each.high,
                "remarks": list(each.remarks),
            }
            for each in summary.results
        ],
        "not_shown": list(summary.unshown),
    }


def released_rows(released: Iterable[Released]) -> Iterator[list[str]]:
    """A row for each testimony; its number in the database is nobody's business."""
    for each in released:
        yield [each.consent, each.text, " | ".join(each.text[start:end] for start, end in each.spans)]
