"""What evaluations say, once the box is closed and enough people answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Box
from ..rules.cells import shown_cell
from ..rules.five import may_be_shown
from ..rules.questions import BoxQuestion, asked_of_box

TOO_FEW = _("Too few answers to show (fewer than 5)")


@dataclass(frozen=True, slots=True)
class BoxResult:
    """What was answered to one question; see queries."""

    key: str
    question: str
    sheets: int
    counts: tuple[tuple[str, int], ...] = ()
    best: tuple[str, ...] = ()
    high: int | None = None
    remarks: tuple[str, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether there is anything that may be shown."""
        return bool(self.counts or self.remarks) or self.high is not None

    @property
    def said(self) -> str:
        """How many chose one of the best answers, in a sentence; "" where that may not be shown by itself."""
        if not self.is_shown:
            return str(TOO_FEW)
        if self.high is None:
            return ""
        answers = gettext(" or ").join(f"“{each}”" for each in self.best)
        given = {"all": self.sheets, "n": self.high, "answers": answers}
        return gettext("%(n)s of %(all)s answered %(answers)s.") % given


@dataclass(frozen=True, slots=True)
class Summary:
    """What a box's evaluations say, a result for each question."""

    sheets: int
    results: tuple[BoxResult, ...]


def evaluation_summary(box: Box | None, *, language: str = "en") -> Summary | None:
    """The summary of a closed box with five sheets or more; None of any other. Two queries."""
    if box is None or box.is_open or not box.questions or not may_be_shown(box.sheets):
        return None
    counts = {(each.question, each.value): each.number for each in box.tallies.all()}
    remarks: dict[str, list[str]] = {}
    for key, text in box.remarks.order_by("pk").values_list("question", "text"):
        remarks.setdefault(key, []).append(text)
    found = (
        _result(each, counts, remarks.get(each.key, ()), box.sheets, language) for each in asked_of_box(box.questions)
    )
    return Summary(box.sheets, tuple(found))


def _result(
    question: BoxQuestion, counts: Mapping[tuple[str, str], int], remarks: Sequence[str], sheets: int, language: str
) -> BoxResult:
    named = BoxResult(question.key, question.label[language], sheets)
    if question.is_written:
        return replace(named, remarks=tuple(remarks)) if may_be_shown(len(remarks)) else named
    choices = question.choices
    numbers = [counts.get((question.key, choice.value), 0) for choice in choices]
    found = shown_cell(numbers, [choice.is_high for choice in choices], sheets=sheets)
    labels = [choice.label[language] for choice in choices]
    return replace(
        named,
        counts=tuple(zip(labels, found.numbers, strict=True)) if found.numbers else (),
        best=tuple(choice.label[language] for choice in choices if choice.is_high),
        high=found.high,
    )
