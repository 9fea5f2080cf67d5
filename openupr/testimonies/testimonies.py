"""Testimonies: put into a box, read by a coordinator of a closed box, redacted, released or set
aside.

For pages here, and for apps above (the activity report, a submission), of a box (a workshop's
`box`, which may be None) or of all of a coalition's boxes:

`released_testimonies(box, use="public")` -> list of `Released(number, consent, text, spans)`
    what a coordinator released and its author agreed to for this use ("internal", "submission" or "public"; a
    testimony that may be public may also stand in a submission). `text` is the redacted version, the only one that
    leaves; `spans` are (start, end) of the key phrase in it, for bold; empty where there is none. The order says
    nothing.
    Of the whole coalition: `released_in(coalition, use=...)`.

Keep no copy: ask again whenever a document is written. Whoever keeps a file with a testimony in it
deletes it when the testimony is withdrawn (`withdrawals.ON_WITHDRAWING`). Every document says what
withdrawing cannot reach: `CANNOT_BE_RECALLED`.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor
from openupr.accounts.models import Person
from openupr.accounts.secure_delete import erase_after_commit
from openupr.coalitions.models import Coalition, Organisation
from openupr.web.kept_queries import kept_rows

from .actions import PRINT_SLIPS, REVIEW, TESTIFY, TYPE_IN
from .boxes import TABLES, locked_box, rewrite_in_box
from .models import Box, Slip, Testimony
from .rules.codes import Code, new_slip_number, tidy
from .rules.five import in_fives
from .rules.phrase import LONGEST, spans, where
from .rules.refusals import (
    IsClosed,
    IsGone,
    IsStillOpen,
    NoSuchSlip,
    NothingWritten,
    NotLookedAt,
    PhraseNotThere,
    TakesNone,
    TooFew,
)
from .rules.telling import ORGANISATION, PERSON, KnownName
from .withdrawals import withdrawn


def names_known_in(coalition: Coalition) -> Sequence[KnownName]:
    """Its people, by each word of their names too, and its organisations. Two queries."""
    kinds: dict[str, str] = {}
    people = Person.objects.filter(participations__coalition=coalition).values_list("called", "username")
    for name in (name for both in people for name in both):
        for part in (name, *name.split()):
            if len(part) > 2:
                kinds[part] = PERSON
    organisations = Organisation.objects.filter(memberships__coalition=coalition).values_list("name", "short_name")
    for name in (name for both in organisations for name in both):
        if len(name) > 1:
            kinds[name] = ORGANISATION
    # The longest first: of "Forest Watch" and "Forest" the whole name is what is found.
    return [KnownName(name, kind) for name, kind in sorted(kinds.items(), key=lambda pair: -len(pair[0]))]


# How far a testimony may go: each level includes those before it.
_LEVELS = ("internal", "submission", "public")
CANNOT_BE_RECALLED = _("A testimony can still be withdrawn. A report that was already sent cannot be recalled.")


@dataclass(frozen=True, slots=True)
class Released:
    """A released testimony in its redacted version; `spans` of the key phrase in `text`. `number`
    is its key.
    """

    number: int
    consent: str
    text: str
    spans: tuple[tuple[int, int], ...]


def _reaching(level: str) -> tuple[str, ...]:
    """The levels of consent that allow a use: what may be public may be in a submission too.

    Raises ValueError of a level that there is not.
    """
    return _LEVELS[_LEVELS.index(level) :]


def released_testimonies(box: Box | None, *, use: str = "public") -> list[Released]:
    """Those of a box that may be used so; see above. Raises ValueError of a use that there is
    not.
    """
    return _listed(kept_rows(_of_box, box.pk, _reaching(use))) if box else []


def released_in(coalition: Coalition, *, use: str) -> list[Released]:
    """The same of all boxes of a coalition: a submission may quote from these with
    use="submission".
    """
    return _listed(kept_rows(_of_coalition, coalition.pk, _reaching(use)))


def released_for_submissions(coalition: Coalition) -> dict[int, str]:
    """Those that a submission may quote, by their number: the words that may leave."""
    return {testimony.number: testimony.text for testimony in released_in(coalition, use="submission")}


def _of_box(box: int, consents: Collection[str]) -> QuerySet[Testimony]:
    return _allowed(consents).filter(box=box)


def _of_coalition(coalition: int, consents: Collection[str]) -> QuerySet[Testimony]:
    return _allowed(consents).filter(box__coalition=coalition)


def _allowed(consents: Collection[str]) -> QuerySet[Testimony]:
    return Testimony.objects.filter(state=Testimony.State.RELEASED, consent__in=consents).order_by("pk")


def _listed(allowed: Iterable[Testimony]) -> list[Released]:
    return [
        Released(
            testimony.pk,
            testimony.consent,
            testimony.leaving,
            tuple(spans(testimony.leaving_phrase, testimony.leaving)),
        )
        for testimony in allowed
    ]


RELEASED_COLUMNS = ("consent", "text", "in_bold")


def released_rows(released: Iterable[Released]) -> Iterator[list[str]]:
    """A row for each testimony; its number in the database stays private."""
    for testimony in released:
        yield [
            testimony.consent,
            testimony.text,
            " | ".join(testimony.text[start:end] for start, end in testimony.spans),
        ]


@act(TESTIFY, about="box")
def testify(*, by: Actor, box: Box, code: Code, text: str, phrase: str, consent: str) -> None:
    """From a phone in the room, or with an account; see put_testimony_in."""
    put_testimony_in(box=box, code=code, text=text, phrase=phrase, consent=consent)


def put_testimony_in(*, box: Box, code: Code, text: str, phrase: str = "", consent: str) -> None:
    """Keep it without anything about its author, who is shown the code; of that only the hash is
    kept. Sent twice with one code, it is kept once.

    Raises IsClosed, TakesNone, NothingWritten, PhraseNotThere, IsGone: with this code it was
    withdrawn.
    """
    _keep_once(box, code_hash=code.code_hash, text=text, phrase=phrase, consent=consent)


@act(PRINT_SLIPS, about="box")
def make_slips(*, by: Person, box: Box, codes: Sequence[Code]) -> list[tuple[str, str]]:
    """A slip for each code: the number that stays on the sheet, and the code to be torn off, which
    is not kept.

    Raises IsClosed, TakesNone.
    """
    box = locked_box(box)
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
    printed_slip = Slip.objects.filter(box=box, number=tidy(slip)).first()
    if printed_slip is None:
        raise NoSuchSlip
    _keep_once(box, code_hash=printed_slip.code_hash, **written)
    printed_slip.delete()


def check_written(*, text: str, phrase: str) -> None:
    """Raises NothingWritten, PhraseNotThere."""
    if not text.strip():
        raise NothingWritten
    if phrase.strip() and where(phrase, text) is None:
        raise PhraseNotThere


def _keep_once(box: Box, *, code_hash: str, text: str, phrase: str, consent: str) -> None:
    check_written(text=text, phrase=phrase)
    with transaction.atomic():
        box = locked_box(box)
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


State = Testimony.State


@act(REVIEW, _("Release a testimony as far as its author agreed"), about="testimony")
def release(
    *, by: Person, testimony: Testimony, leaving: str, phrase: str, looked_at: bool, fewer_than_five: bool | None
) -> Testimony:
    """Let this version leave, as far as its author agreed; the author's own text stays as it is.

    Raises NotLookedAt unless each marked word was looked at and the question was answered, TooFew
    if fewer than five people could have written it, NothingWritten, PhraseNotThere, IsStillOpen.
    """
    _check_closed(testimony)
    if not looked_at or fewer_than_five is None:
        raise NotLookedAt
    if fewer_than_five:
        raise TooFew
    return _write(testimony, leaving, phrase, State.RELEASED)


@act(REVIEW, _("Redact a testimony without releasing it"), about="testimony")
def redact(*, by: Person, testimony: Testimony, leaving: str, phrase: str) -> Testimony:
    """Keep this version without releasing it; one that was released is so no more. Raises as
    release does.
    """
    _check_closed(testimony)
    return _write(testimony, leaving, phrase, State.WAITING)


@act(REVIEW, _("Set a testimony aside"), about="testimony")
def set_aside(*, by: Person, testimony: Testimony) -> Testimony:
    """It stays here and leaves nowhere. Raises IsStillOpen."""
    _check_closed(testimony)
    return _update(testimony, state=State.SET_ASIDE)


def _check_closed(testimony: Testimony) -> None:
    if testimony.box.is_open:
        raise IsStillOpen


def _write(testimony: Testimony, leaving: str, phrase: str, state: str) -> Testimony:
    if not leaving.strip():
        raise NothingWritten
    if phrase.strip() and where(phrase, leaving) is None:
        raise PhraseNotThere
    return _update(testimony, leaving=leaving.strip(), leaving_phrase=phrase.strip()[:LONGEST], state=state)


def _update(testimony: Testimony, **changed: str) -> Testimony:
    if not Testimony.objects.filter(pk=testimony.pk).update(**changed):
        raise IsGone
    for name, value in changed.items():
        setattr(testimony, name, value)
    return testimony
