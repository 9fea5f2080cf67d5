"""Evaluations: what was chosen is counted, what was written is mixed with the rest; what they say
once a box is closed.

`evaluation_summary(box)` -> `Summary | None`
    None while the box is open (as with a ballot box, nobody looks in), without an evaluation, or with fewer than five
    sheets. Else `sheets` and `results`, one for each question: `BoxResult(key, question, sheets, counts, best, high,
    remarks)`. `said` is a sentence: how many chose one of the `best` answers, or "Too few answers to show (fewer than
    5)". `counts` is [(answer in words, number)], empty where one of the numbers is too small; `remarks` the texts of a
    written question in no order.

Keep no copy: ask again whenever a document is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor
from openupr.accounts.secure_delete import erase_after_commit

from .actions import ANSWER
from .boxes import TABLES, locked_box, rewrite_in_box
from .models import Box, Remark
from .rules.cells import MeanShown, shown_cell
from .rules.five import may_be_shown
from .rules.questions import LONGEST_REMARK, BoxQuestion, asked_of_box
from .rules.refusals import IsClosed, NothingAnswered, TakesNone

TOO_FEW = _("Too few answers to show (fewer than 5)")
NOT_APART = _("Not shown: how many fewer than 5 chose could be worked out")


@dataclass(frozen=True, slots=True)
class MeanInWords:
    """The mean of a scale's answers, to the nearest half. `ends`: what the ends of the scale are
    called. `bound`: -1 or 1 where it stands for all that are lower, or higher: then words say
    where the true mean can begin.
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
    """What was answered to one question; see above."""

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
        """The mean, and how many chose one of the best answers, in sentences; else why nothing is
        shown; "" where what is shown needs no words.
        """
        if not self.is_shown:
            return self.why_not
        return " ".join(filter(None, [str(self.mean or ""), self._high_in_words]))

    @property
    def _high_in_words(self) -> str:
        if self.high is None:
            return ""
        answers = gettext(" or ").join(f"“{value}”" for value in self.best)
        values = {"all": self.sheets, "n": self.high, "answers": answers}
        return gettext("%(n)s of %(all)s answered %(answers)s.") % values


@dataclass(frozen=True, slots=True)
class Summary:
    """What a box's evaluations say, a result for each question."""

    sheets: int
    results: tuple[BoxResult, ...]


def evaluation_summary(box: Box | None, *, language: str = "en") -> Summary | None:
    """The summary of a closed box with five sheets or more; None of any other. Two queries."""
    if box is None or box.is_open or not box.questions or not may_be_shown(box.sheets):
        return None
    counts = {(tally.question, tally.value): tally.number for tally in box.tallies.all()}
    remarks: dict[str, list[str]] = {}
    for key, text in box.remarks.order_by("pk").values_list("question", "text"):
        remarks.setdefault(key, []).append(text)
    results = (
        _result(question, counts, remarks.get(question.key, ()), box.sheets, language)
        for question in asked_of_box(box.questions)
    )
    return Summary(box.sheets, tuple(results))


def _result(
    question: BoxQuestion, counts: Mapping[tuple[str, str], int], remarks: Sequence[str], sheets: int, language: str
) -> BoxResult:
    named = BoxResult(question.key, question.label[language], sheets)
    if question.is_written:
        return replace(named, remarks=tuple(remarks)) if may_be_shown(len(remarks)) else named
    scale = question.scale
    choices = question.choices
    numbers = [counts.get((question.key, choice.value), 0) for choice in choices]
    cell = shown_cell(numbers, [choice.is_high for choice in choices], sheets=sheets, scale=scale)
    labels = [choice.label[language] for choice in choices]
    return replace(
        named,
        counts=tuple(zip(labels, cell.numbers, strict=True)) if cell.numbers else (),
        best=tuple(choice.label[language] for choice in choices if choice.is_high),
        high=cell.high,
        mean=_mean_in_words(cell.mean, scale, labels) if cell.mean and scale else None,
        is_answered=cell.is_answered,
    )


def _mean_in_words(mean: MeanShown, scale: Sequence[int], labels: Sequence[str]) -> MeanInWords:
    return MeanInWords(float(mean.number), mean.bound, (scale[0], scale[-1]), (labels[0], labels[-1]))


RESULT_COLUMNS = ("key", "question", "answer", "number", "sheets")


def result_rows(summary: Summary) -> Iterator[list[str | int]]:
    """A row for each answer whose number may be shown, one for the best answers together, one for
    the mean, one for each remark. A question of which nothing may be shown has one row that says
    why.
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
                "key": result.key,
                "question": result.question,
                "counts": [{"answer": label, "number": number} for label, number in result.counts],
                "best": list(result.best),
                "share": None if result.high is None else "counted",
                "high": result.high,
                "mean": result.mean.number if result.mean and not result.mean.bound else None,
                "mean_in_words": str(result.mean or ""),
                "remarks": list(result.remarks),
            }
            for result in summary.results
            if result.is_shown
        ],
        "not_shown": [result.question for result in summary.results if not result.is_shown],
        "reasons": [result.why_not for result in summary.results if not result.is_shown],
    }


@act(ANSWER, about="box")
def answer(*, by: Actor, box: Box, answers: Mapping[str, str], typed_in: bool = False) -> None:
    """From a phone in the room, or with an account; nothing of who it was is kept. Raises what
    put_in raises.

    `typed_in`: by somebody who coordinates, from paper.
    """
    put_in(box=box, answers=answers, typed_in=typed_in)


def put_in(*, box: Box, answers: Mapping[str, str], typed_in: bool = False) -> None:
    """One sheet, {key of a question: value or text}; what was not asked is passed over.

    Nothing is kept that belongs to the sheet as a whole: no row, no time, no order. Raises
    IsClosed, TakesNone, NothingAnswered.
    """
    with transaction.atomic():
        box = locked_box(box)
        if not box.is_open:
            raise IsClosed
        if not box.questions:
            raise TakesNone
        answered = {key: text.strip()[:LONGEST_REMARK] for key, text in answers.items() if text and text.strip()}
        chosen, written = _chosen(box, answered), _written(box, answered, typed_in=typed_in)
        if not chosen and not written:
            raise NothingAnswered
        tallies = list(box.tallies.all())
        for tally in tallies:
            counted = (tally.question, tally.value) in chosen
            tally.number += counted and not typed_in
            tally.typed_in += counted and typed_in
        rewrite_in_box(tallies, box=box)
        rewrite_in_box([*box.remarks.all(), *written], box=box)
        Box.objects.filter(pk=box.pk).update(sheets=box.sheets + 1, typed_in=box.typed_in + typed_in)
        erase_after_commit(*TABLES)


def _chosen(box: Box, answers: Mapping[str, str]) -> set[tuple[str, str]]:
    return {
        (question.key, choice.value)
        for question in asked_of_box(box.questions)
        for choice in question.choices
        if answers.get(question.key) == choice.value
    }


def _written(box: Box, answers: Mapping[str, str], *, typed_in: bool) -> list[Remark]:
    return [
        Remark(box=box, question=question.key, text=answers[question.key], typed_in=typed_in)
        for question in asked_of_box(box.questions)
        if question.is_written and question.key in answers
    ]
