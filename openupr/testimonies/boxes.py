"""Boxes: opened, changed, given a link, closed; and how much is said of them while they are open."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Model, QuerySet
from django.template import Context
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Guest, Person
from openupr.accounts.rules import hashed_link, new_link_secret
from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit, rewrite_rows
from openupr.coalitions.models import Coalition
from openupr.web.hooks import Hook

from .actions import KEEP_BOX
from .models import Box, Remark, Slip, Tally, Testimony
from .rules.five import in_fives, may_be_added, may_be_shown
from .rules.questions import asked_of_box
from .rules.refusals import AlreadyAnswered, IsClosed, NothingAsked
from .rules.sentences import sentences

# Titles in a language (a BCP 47 code) by the keys of boxes, of those for which there is one.
BOX_TITLES = Hook[Callable[[Sequence[Box], str], Mapping[int, str]]]("BOX_TITLES")


def titled(boxes: Sequence[Box], language: str) -> list[tuple[Box, str]]:
    """Each box with its title in a language, or as it was written. A query for each hook where
    there is a box.
    """
    known = {key: title for titles in BOX_TITLES for key, title in titles(boxes, language).items()} if boxes else {}
    return [(box, known.get(box.pk, box.title)) for box in boxes]


def title_in(box: Box, language: str) -> str:
    """The title of one."""
    return titled([box], language)[0][1]


def boxes_of(coalition: Coalition) -> QuerySet[Box]:
    """The newest first, each with its number of testimonies as `told`."""
    return coalition.boxes.annotate(told=Count("testimonies"))


def box_by_link(secret: str) -> Box | None:
    """The open box to which a link leads."""
    boxes = Box.objects.select_related("coalition").filter(link_hash=hashed_link(secret), closed=None)
    return boxes.exclude(link_hash="").first() if secret else None


@dataclass(frozen=True, slots=True)
class Filling:
    """How full a box is: of an open one in fives, so that nobody sees it grow by one.

    Of testimonies the number is exact for those who read them alone. Others are told how many were
    put in, in fives, and that never gets less: they would see that one was withdrawn, and when.
    """

    sheets: int
    testimonies: int
    exact: bool
    exact_testimonies: bool = False


def filling_of(box: Box, testimonies: int, *, reads: bool = False) -> Filling:
    """How full a box with so many testimonies may be called.

    `reads`: to somebody who reads them once it is closed.
    """
    to_others = max(box.testimonies_told, in_fives(testimonies))
    if box.is_open:
        # Each by itself: with sheets of one's own one cannot count those of others.
        sheets = in_fives(box.sheets - box.typed_in) + in_fives(box.typed_in)
        return Filling(sheets, to_others, exact=False)
    return Filling(box.sheets, testimonies if reads else to_others, exact=True, exact_testimonies=reads)


def testimonies_in(box: Box) -> Sequence[Testimony]:
    """The testimonies of a closed box, in no order that says anything; of an open one none."""
    return [] if box.is_open else list(box.testimonies.order_by("state", "pk"))


# All that lies in a box.
TABLES: tuple[type[Model], ...] = (Tally, Remark, Testimony, Slip)


@act(KEEP_BOX, _("Collect evaluations"), about="coalition")
def open_box(
    *,
    by: Person,
    coalition: Coalition,
    title: str,
    questions: Sequence[str],
    takes_testimonies: bool,
    today: date,
) -> Box:
    """An empty box that asks these questions. Raises NothingAsked."""
    box = Box(coalition=coalition, title=title.strip(), opened=today)
    _ask(box, questions, takes_testimonies)
    return box


@act(KEEP_BOX, _("Change what a box asks"), about="box")
def change_box(*, by: Person, box: Box, title: str, questions: Sequence[str], takes_testimonies: bool) -> Box:
    """Another title, other questions. Raises IsClosed, NothingAsked, AlreadyAnswered."""
    box = locked_box(box)
    if not box.is_open:
        raise IsClosed
    box.title = title.strip()
    if box.sheets and [question.key for question in asked_of_box(questions)] != [
        question.key for question in asked_of_box(box.questions)
    ]:
        raise AlreadyAnswered
    if box.sheets:
        box.takes_testimonies = takes_testimonies
        box.save()
        return box
    box.tallies.all().delete()
    _ask(box, questions, takes_testimonies)
    return box


def _ask(box: Box, questions: Sequence[str], takes_testimonies: bool) -> None:
    chosen = asked_of_box(questions)
    if not chosen and not takes_testimonies:
        raise NothingAsked
    box.questions, box.takes_testimonies = [question.key for question in chosen], takes_testimonies
    box.save()
    # All at once and with nought: which answer was given first is not told by which row is there
    # first.
    Tally.objects.bulk_create(
        Tally(box=box, question=question.key, value=choice.value) for question in chosen for choice in question.choices
    )


@act(KEEP_BOX, _("Make a link to a box"), about="box")
def make_link(*, by: Person, box: Box) -> str:
    """The secret of a new link for people who are not in the room; one made before leads nowhere.
    Raises IsClosed.
    """
    if not box.is_open:
        raise IsClosed
    secret = new_link_secret()
    Box.objects.filter(pk=box.pk).update(link_hash=hashed_link(secret))
    return secret


@act(KEEP_BOX, _("Close a box"), about="box")
def close_box(*, by: Person, box: Box, today: date) -> Box:
    """For good. Evaluations by fewer than five people are thrown away unread, and so are answers
    that came from phones where they are fewer than five beside what was typed in; slips not
    typed in go.

    Raises IsClosed.
    """
    box = locked_box(box)
    if not box.is_open:
        raise IsClosed
    box.closed, box.link_hash = today, ""
    _add_up(box)
    if not may_be_shown(box.sheets):
        box.sheets = 0
        box.tallies.all().delete()
        box.remarks.all().delete()
    box.slips.all().delete()
    box.testimonies_told = max(box.testimonies_told, in_fives(box.testimonies.count()))
    box.save()
    erase_after_commit(*TABLES, wait=PATIENTLY)
    return box


def _add_up(box: Box) -> None:
    """One sum of what came from phones and what was typed in, without what rules.five keeps out of
    it; `sheets` then counts those that may be told of. Nothing says any more what was typed in.
    """
    from_phones = box.sheets - box.typed_in
    none_may = not may_be_added(from_phones)
    tallies, remarks = list(box.tallies.all()), list(box.remarks.all())
    kept = []
    for question in asked_of_box(box.questions):
        its, texts = (
            [tally for tally in tallies if tally.question == question.key],
            [remark for remark in remarks if remark.question == question.key],
        )
        answered = sum(tally.number for tally in its) + sum(not text.typed_in for text in texts)
        goes = none_may or not may_be_added(answered)
        for tally in its:
            tally.number = tally.typed_in + (0 if goes else tally.number)
            tally.typed_in = 0
        kept += [text for text in texts if text.typed_in or not goes]
    for remark in kept:
        remark.typed_in = False
    box.sheets, box.typed_in = box.typed_in + (0 if none_may else from_phones), 0
    rewrite_in_box(tallies, box=box)
    box.remarks.all().delete()
    rewrite_in_box(kept, box=box)


def locked_box(box: Box) -> Box:
    """The box as it is now, locked until the transaction ends."""
    locked = Box.objects.select_for_update().get(pk=box.pk)
    locked.coalition = box.coalition
    return locked


def rewrite_in_box(rows: Iterable[Model], *, box: Box) -> None:
    """Write all of a box's rows of one table again: then no row shows by its place when it came.

    Call it with a box from `locked_box`.
    """
    listed = list(rows)
    if listed:
        rewrite_rows(listed, among=type(listed[0])._default_manager.filter(box=box))


def testimonies_in_the_room(context: Context) -> dict[str, Any] | None:
    """The coalition's open boxes, each with its title as it is read here, for the slot on the
    room's page; where there is none, the way to take a testimony back if any box took one.
    """
    guest = context.get("guest")
    if not isinstance(guest, Guest):
        return None
    all_of_them = list(Box.objects.filter(coalition__key=guest.room.circle).select_related("coalition"))
    boxes = [box for box in all_of_them if box.is_open]
    language = get_language() or "en"
    took = bool(boxes) or any(box.takes_testimonies for box in all_of_them)
    return {"boxes": titled(boxes, language), "say": sentences(language), "took": took}


def open_after_a_workshop(context: Context) -> dict[str, Any] | None:
    """The coalition's open boxes, each with its title as it is read here, for the slot on the page
    "After".
    """
    boxes = list(Box.objects.filter(coalition=context["coalition"], closed=None))
    if not boxes or "testimonies.answer" not in context["may"]:
        return None
    return {"coalition": context["coalition"], "boxes": titled(boxes, get_language() or "en")}


def open_for_me(context: Context) -> dict[str, Any] | None:
    """The open boxes of somebody's coalitions, for the slot on "For me". Nothing waits: who
    answered is not known.
    """
    boxes = Box.objects.filter(closed=None, coalition__participations__person=context["request"].user)
    boxes_titled = titled(list(boxes.select_related("coalition").distinct()), get_language() or "en")
    return {"boxes": boxes_titled} if boxes_titled else None
