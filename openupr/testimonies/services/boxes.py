"""Opening a box, choosing what it asks, giving it a link, closing it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.accounts.rules import hashed_link, new_link_secret
from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit, rewrite_rows
from openupr.coalitions.models import Coalition

from ..actions import KEEP_BOX
from ..models import Box, Remark, Slip, Tally, Testimony
from ..rules.five import in_fives, may_be_added, may_be_shown
from ..rules.questions import asked_of_box
from ..rules.refusals import AlreadyAnswered, IsClosed, NothingAsked

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
    box = held(box)
    if not box.is_open:
        raise IsClosed
    box.title = title.strip()
    if box.sheets and [each.key for each in asked_of_box(questions)] != [
        each.key for each in asked_of_box(box.questions)
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
    box.questions, box.takes_testimonies = [each.key for each in chosen], takes_testimonies
    box.save()
    # All at once and with nought: which answer was given first is not told by which row is there first.
    Tally.objects.bulk_create(
        Tally(box=box, question=question.key, value=choice.value) for question in chosen for choice in question.choices
    )


@act(KEEP_BOX, _("Make a link to a box"), about="box")
def make_link(*, by: Person, box: Box) -> str:
    """The secret of a new link for people who are not in the room; one made before leads nowhere. Raises IsClosed."""
    if not box.is_open:
        raise IsClosed
    secret = new_link_secret()
    Box.objects.filter(pk=box.pk).update(link_hash=hashed_link(secret))
    return secret


@act(KEEP_BOX, _("Close a box"), about="box")
def close_box(*, by: Person, box: Box, today: date) -> Box:
    """For good. Evaluations by fewer than five people are thrown away unread, and so are answers that came from
    phones where they are fewer than five beside what was typed in; slips not typed in go.

    Raises IsClosed.
    """
    box = held(box)
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
    """One sum of what came from phones and what was typed in, without what rules.five keeps out of it; `sheets` then
    counts those that may be told of. Nothing says any more what was typed in.
    """
    from_phones = box.sheets - box.typed_in
    none_may = not may_be_added(from_phones)
    tallies, remarks = list(box.tallies.all()), list(box.remarks.all())
    kept = []
    for question in asked_of_box(box.questions):
        its, texts = (
            [each for each in tallies if each.question == question.key],
            [each for each in remarks if each.question == question.key],
        )
        answered = sum(each.number for each in its) + sum(not each.typed_in for each in texts)
        goes = none_may or not may_be_added(answered)
        for tally in its:
            tally.number = tally.typed_in + (0 if goes else tally.number)
            tally.typed_in = 0
        kept += [each for each in texts if each.typed_in or not goes]
    for remark in kept:
        remark.typed_in = False
    box.sheets, box.typed_in = box.typed_in + (0 if none_may else from_phones), 0
    rewrite_in_box(tallies, box=box)
    box.remarks.all().delete()
    rewrite_in_box(kept, box=box)


def held(box: Box) -> Box:
    """The box as it is now, and nobody else changes it until the transaction ends."""
    found = Box.objects.select_for_update().get(pk=box.pk)
    found.coalition = box.coalition
    return found


def rewrite_in_box(rows: Iterable[Model], *, box: Box) -> None:
    """Write all of a box's rows of one table again, so that none lies where it came. Call it with the box `held`."""
    given = list(rows)
    if given:
        rewrite_rows(given, among=type(given[0])._default_manager.filter(box=box))
