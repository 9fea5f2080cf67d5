"""What evaluations say, once the box is closed and enough people answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..models import Box
from ..rules.five import may_be_shown
from ..rules.questions import Question, asked


@dataclass(frozen=True, slots=True)
class Result:
    """What was answered to one question; see queries."""

    key: str
    question: str
    answered: int
    counts: tuple[tuple[str, int], ...]
    high: int | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a box's evaluations say; `unshown` are questions that fewer than five people answered."""

    sheets: int
    results: tuple[Result, ...]
    unshown: tuple[str, ...]


def evaluation_summary(box: Box | None, *, language: str = "en") -> Summary | None:
    """The summary of a closed box with five sheets or more; None of any other. Two queries."""
    if box is None or box.is_open or not box.questions or not may_be_shown(box.sheets):
        return None
    counts = {(each.question, each.value): each.number for each in box.tallies.all()}
    remarks: dict[str, list[str]] = {}
    for key, text in box.remarks.order_by("pk").values_list("question", "text"):
        remarks.setdefault(key, []).append(text)
    results = [_result(question, counts, remarks.get(question.key, ()), language) for question in asked(box.questions)]
    return Summary(
        sheets=box.sheets,
        results=tuple(each for each in results if may_be_shown(each.answered)),
        unshown=tuple(each.question for each in results if not may_be_shown(each.answered)),
    )


def _result(question: Question, counts: Mapping[tuple[str, str], int], remarks: Iterable[str], language: str) -> Result:
    numbers = [(choice, counts.get((question.key, choice.value), 0)) for choice in question.choices]
    texts = tuple(remarks)
    has_order = any(choice.is_high for choice in question.choices)
    return Result(
        key=question.key,
        question=question.label[language],
        answered=len(texts) if question.is_written else sum(number for _choice, number in numbers),
        counts=tuple((choice.label[language], number) for choice, number in numbers),
        high=sum(number for choice, number in numbers if choice.is_high) if has_order else None,
        remarks=texts,
    )
