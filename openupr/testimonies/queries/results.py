"""What evaluations say, once the box is closed and enough people answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Box
from ..rules.cells import Share, told
from ..rules.five import FEW, may_be_shown
from ..rules.questions import Question, asked


@dataclass(frozen=True, slots=True)
class Result:
    """What was answered to one question; see queries."""

    key: str
    question: str
    sheets: int
    counts: tuple[tuple[str, int], ...] = ()
    best: tuple[str, ...] = ()
    share: Share | None = None
    high: int | None = None
    remarks: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """How many chose one of the best answers, as far as it may be told, in a sentence."""
        given = {
            "all": self.sheets,
            "n": self.high,
            "least": self.least,
            "answers": _(" or ").join(f"“{each}”" for each in self.best),
        }
        if self.share is None:
            return ""
        sentences = {
            Share.COUNTED: _("%(n)s of %(all)s answered %(answers)s."),
            Share.FEW: _("Fewer than five of %(all)s, or nobody, answered %(answers)s."),
            # Of few sheets the least number would be one under five, or tell more than that.
            Share.NEARLY_ALL: _("All %(all)s, or all but fewer than five, answered %(answers)s.")
            if self.least < FEW
            else _("At least %(least)s of %(all)s answered %(answers)s."),
        }
        return sentences[self.share] % given

    @property
    def least(self) -> int:
        """How many chose one of the best answers at the least, where all but fewer than five did."""
        return self.sheets - FEW + 1


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
    questions = asked(box.questions)
    found = [_result(each, counts, remarks.get(each.key, ()), box.sheets, language) for each in questions]
    return Summary(
        sheets=box.sheets,
        results=tuple(each for each in found if each),
        unshown=tuple(each.label[language] for each, shown in zip(questions, found, strict=True) if not shown),
    )


def _result(
    question: Question, counts: Mapping[tuple[str, str], int], remarks: Iterable[str], sheets: int, language: str
) -> Result | None:
    if question.is_written:
        texts = tuple(remarks)
        return (
            Result(question.key, question.label[language], sheets, remarks=texts) if may_be_shown(len(texts)) else None
        )
    choices = question.choices
    numbers = [counts.get((question.key, choice.value), 0) for choice in choices]
    found = told(numbers, [choice.is_high for choice in choices], sheets=sheets)
    if found is None:
        return None
    labels = [choice.label[language] for choice in choices]
    return Result(
        key=question.key,
        question=question.label[language],
        sheets=sheets,
        counts=tuple(zip(labels, found.numbers, strict=True)) if found.numbers else (),
        best=tuple(choice.label[language] for choice in choices if choice.is_high),
        share=found.share,
        high=found.high,
    )
