"""Results and released testimonies as rows, for files."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..models import Box
from .released import Released
from .results import Summary

RESULT_COLUMNS = ("key", "question", "answer", "number", "sheets")
RELEASED_COLUMNS = ("consent", "text", "in_bold")


def result_rows(summary: Summary) -> Iterator[list[str | int]]:
    """A row for each answer whose number may be told, one for the best answers together, one for each remark."""
    for result in summary.results:
        for label, number in result.counts:
            yield [result.key, result.question, label, number, summary.sheets]
        if result.share:
            together = result.share.value if result.high is None else result.high
            yield [result.key, result.question, " / ".join(result.best), together, summary.sheets]
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
                "share": each.share.value if each.share else None,
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
