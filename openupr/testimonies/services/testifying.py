"""Putting a testimony into a box, from a phone, by link or from paper."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor
from openupr.accounts.models import Person
from openupr.accounts.secure_delete import erase_after_commit

from ..actions import PRINT_SLIPS, TESTIFY, TYPE_IN
from ..models import Box, Slip, Testimony
from ..rules.codes import Code, new_slip_number, tidy
from ..rules.five import in_fives
from ..rules.phrase import LONGEST, where
from ..rules.refusals import IsClosed, IsGone, NoSuchSlip, NothingWritten, PhraseNotThere, TakesNone
from .boxes import TABLES, held, rewrite_in_box
from .withdrawing import withdrawn


@act(TESTIFY, about="box")
def testify(*, by: Actor, box: Box, code: Code, text: str, phrase: str, consent: str) -> None:
    """From a phone in the room, or with an account; see put_testimony_in."""
    put_testimony_in(box=box, code=code, text=text, phrase=phrase, consent=consent)


def put_testimony_in(*, box: Box, code: Code, text: str, phrase: str = "", consent: str) -> None:
    """Keep it without anything about its author, who is shown the code; of that only the hash is kept. Sent twice with
    one code, it is kept once.

    Raises IsClosed, TakesNone, NothingWritten, PhraseNotThere, IsGone: with this code it was withdrawn.
    """
    _keep(box, code_hash=code.code_hash, text=text, phrase=phrase, consent=consent)


@act(PRINT_SLIPS, about="box")
def make_slips(*, by: Person, box: Box, codes: Sequence[Code]) -> list[tuple[str, str]]:
    """A slip for each code: the number that stays on the sheet, and the code to be torn off, which is not kept.

    Raises IsClosed, TakesNone.
    """
    box = held(box)
    _check_takes(box)
    slips = [Slip(box=box, number=new_slip_number(), code_hash=code.code_hash) for code in codes]
    rewrite_in_box([*box.slips.all(), *slips], box=box)
    erase_after_commit(*TABLES)
    return [(slip.number, code.plain) for slip, code in zip(slips, codes, strict=True)]


@act(TYPE_IN, about="box")
def type_in(*, by: Person, box: Box, slip: str, **written: Any) -> None:
    """What somebody wrote on a slip; the code on the part that they tore off withdraws it.

    Raises NoSuchSlip and what put_testimony_in raises.
    """
    found = Slip.objects.filter(box=box, number=tidy(slip)).first()
    if found is None:
        raise NoSuchSlip
    _keep(box, code_hash=found.code_hash, **written)
    found.delete()


def check_written(*, text: str, phrase: str) -> None:
    """Raises NothingWritten, PhraseNotThere."""
    if not text.strip():
        raise NothingWritten
    if phrase.strip() and where(phrase, text) is None:
        raise PhraseNotThere


def _keep(box: Box, *, code_hash: str, text: str, phrase: str, consent: str) -> None:
    check_written(text=text, phrase=phrase)
    with transaction.atomic():
        box = held(box)
        if Testimony.objects.filter(code_hash=code_hash).exists():
            return
        if code_hash in withdrawn():
            raise IsGone
        _check_takes(box)
        new = Testimony(
            box=box,
            text=text.strip(),
            phrase=phrase.strip()[:LONGEST],
            consent=Testimony.Consent(consent),
            code_hash=code_hash,
        )
        there = [*box.testimonies.all(), new]
        rewrite_in_box(there, box=box)
        if in_fives(len(there)) > box.testimonies_told:
            Box.objects.filter(pk=box.pk).update(testimonies_told=in_fives(len(there)))
        erase_after_commit(*TABLES)


def _check_takes(box: Box) -> None:
    if not box.is_open:
        raise IsClosed
    if not box.takes_testimonies:
        raise TakesNone
