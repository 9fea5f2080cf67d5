"""What evaluations say, once the box is closed and enough people answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Box
from ..rules.cells import MeanShown, shown_cell
from ..rules.five import may_be_shown
from ..rules.questions import BoxQuestion, asked_of_box

TOO_FEW = _("Too few answers to show (fewer than 5)")
NOT_APART = _("Not shown: how many fewer than 5 chose could be worked out")


@dataclass(frozen=True, slots=True)
class MeanInWords:
    """The mean of a scale's answers, to the nearest half. `ends`: what the ends of the scale are called. `bound`: -1 or
    1 where it stands for all that are lower, or higher: then words say where the true mean can begin.
    """

    number: float
    bound: int
    scale: tuple[int, int]
    ends: tuple[str, str]

    @property
    def figure(self) -> str:
        if not self.bound:
            return f"{self.number:.1f}"
        # A mean to the nearest half begins a quarter below it and ends a quarter above.
        sentence = gettext("%(n)s or more") if self.bound > 0 else gettext("less than %(n)s")
        return sentence % {"n": f"{self.number - self.bound / 4:.2f}"}

    def __str__(self) -> str:
        if self.bound:
            sentence = gettext("On average %(mean)s, from %(first)s (“%(lowest)s”) to %(last)s (“%(highest)s”).")
        else:
            sentence = gettext(
                "On average %(mean)s, to the nearest half, from %(first)s (“%(lowest)s”) to %(last)s (“%(highest)s”)."
            )
        (first, last), (lowest, highest) = self.scale, self.ends
        context = {"mean": self.figure, "first": first, "last": last, "lowest": lowest, "highest": highest}
        return sentence % context


@dataclass(frozen=True, slots=True)
class BoxResult:
    """What was answered to one question; see queries."""

    key: str
    question: str
    sheets: int
    counts: tuple[tuple[str, int], ...] = ()
    best: tuple[str, ...] = ()
    high: int | None = None
    mean: MeanInWords | None = None
    is_answered: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether there is anything that may be shown."""
        return bool(self.counts or self.remarks or self.mean) or self.high is not None

    @property
    def why_not(self) -> str:
        """Why nothing is shown."""
        return str(NOT_APART if self.is_answered else TOO_FEW)

    @property
    def said(self) -> str:
        """The mean, and how many chose one of the best answers, in sentences; else why nothing is shown; "" where what
        is shown needs no words.
        """
        if not self.is_shown:
            return self.why_not
        return " ".join(filter(None, [str(self.mean or ""), self._high_in_words]))

    @property
    def _high_in_words(self) -> str:
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
    scale = question.scale
    choices = question.choices
    numbers = [counts.get((question.key, choice.value), 0) for choice in choices]
    found = shown_cell(numbers, [choice.is_high for choice in choices], sheets=sheets, scale=scale)
    labels = [choice.label[language] for choice in choices]
    return replace(
        named,
        counts=tuple(zip(labels, found.numbers, strict=True)) if found.numbers else (),
        best=tuple(choice.label[language] for choice in choices if choice.is_high),
        high=found.high,
        mean=_mean_in_words(found.mean, scale, labels) if found.mean and scale else None,
        is_answered=found.is_answered,
    )


def _mean_in_words(mean: MeanShown, scale: Sequence[int], labels: Sequence[str]) -> MeanInWords:
    return MeanInWords(float(mean.number), mean.bound, (scale[0], scale[-1]), (labels[0], labels[-1]))
