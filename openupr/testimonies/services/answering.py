"""Putting an evaluation into a box: what was chosen is counted, what was written is mixed with the rest."""

from collections.abc import Mapping

from django.db import transaction

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor
from openupr.accounts.secure_delete import erase_after_commit

from ..actions import ANSWER
from ..models import Box, Remark
from ..rules.questions import LONGEST_REMARK, asked_of_box
from ..rules.refusals import IsClosed, NothingAnswered, TakesNone
from .boxes import TABLES, held, rewrite_in_box


@act(ANSWER, about="box")
def answer(*, by: Actor, box: Box, answers: Mapping[str, str], typed_in: bool = False) -> None:
    """From a phone in the room, or with an account; nothing of who it was is kept. Raises what put_in raises.

    `typed_in`: by somebody who coordinates, from paper.
    """
    put_in(box=box, answers=answers, typed_in=typed_in)


def put_in(*, box: Box, answers: Mapping[str, str], typed_in: bool = False) -> None:
    """One sheet, {key of a question: value or text}; what was not asked is passed over.

    Nothing is kept that belongs to the sheet as a whole: no row, no time, no order. Raises IsClosed, TakesNone,
    NothingAnswered.
    """
    with transaction.atomic():
        box = held(box)
        if not box.is_open:
            raise IsClosed
        if not box.questions:
            raise TakesNone
        given = {key: text.strip()[:LONGEST_REMARK] for key, text in answers.items() if text and text.strip()}
        chosen, written = _chosen(box, given), _written(box, given, typed_in=typed_in)
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


def _chosen(box: Box, given: Mapping[str, str]) -> set[tuple[str, str]]:
    return {
        (question.key, choice.value)
        for question in asked_of_box(box.questions)
        for choice in question.choices
        if given.get(question.key) == choice.value
    }


def _written(box: Box, given: Mapping[str, str], *, typed_in: bool) -> list[Remark]:
    return [
        Remark(box=box, question=question.key, text=given[question.key], typed_in=typed_in)
        for question in asked_of_box(box.questions)
        if question.is_written and question.key in given
    ]
