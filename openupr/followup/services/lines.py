"""A group's lines: what was done about each earlier recommendation that it follows up."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Group
from openupr.coalitions.rules.texts import cleaned_answer
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.recommendations.models import Ask

from ..models import FollowUp, Level, ListedRecommendation
from ..permissions import FOLLOW_UP
from ..rules import NothingSaid
from .due_dates import check_due, write_due
from .listing import line_for, list_asks
from .voices import say


@act(FOLLOW_UP, _("Take up earlier recommendations to follow"), about="group")
def take_up(*, by: Person, group: Group, asks: Iterable[Ask]) -> list[FollowUp]:
    """Follow earlier recommendations up; those that the group follows up already are left as they are.

    They are on the coalition's list from now on. Their text is kept with them, and who made them in which session.
    """
    known = set(group.follow_ups.values_list("ask_key", flat=True))
    new = [ask for ask in asks if ask.key not in known]
    listed = {each.ask_key: each for each in list_asks(group.coalition, new)}
    return FollowUp.objects.bulk_create(line_for(listed[ask.key], group) for ask in new)


@act(FOLLOW_UP, _("Write in an earlier recommendation to follow"), about="group")
def write_in(*, by: Person, group: Group, text: str) -> FollowUp:
    """Follow up an earlier recommendation that the record does not hold, in one's own words. Raises NothingSaid.

    The same words again (a button pressed twice) are the line that is there.
    """
    return line_in_own_words(group, text)


def line_in_own_words(group: Group, text: str) -> FollowUp:
    """The same inside another service's transaction. Raises NothingSaid, AnswerTooLong."""
    if not (text := cleaned_answer(text)):
        raise NothingSaid
    Group.objects.select_for_update().get(pk=group.pk)
    if there := group.follow_ups.filter(ask_key="", text=text).first():
        return there
    listed = ListedRecommendation.objects.create(coalition=group.coalition, text=text)
    line = line_for(listed, group)
    line.save()
    return line


@act(FOLLOW_UP, _("Say what was done about an earlier recommendation"), about="follow_up")
def assess(
    *, by: Person, follow_up: FollowUp, done: str, note: str, version: int, today: date | None = None
) -> FollowUp:
    """Say how far a recommendation was carried out. Raises SavedMeanwhile, AnswerTooLong."""
    return write_assessment(by=by, follow_up=follow_up, done=done, note=note, version=version, today=today)


def write_assessment(
    *, by: Person, follow_up: FollowUp, done: str, note: str, version: int, today: date | None
) -> FollowUp:
    """The same inside the transaction of a service that says more than one thing."""
    note = cleaned_answer(note)
    current = FollowUp.objects.select_for_update().select_related("listed", "group").get(pk=follow_up.pk)
    if version != current.version and (current.done, current.note) != (done, note):
        raise SavedMeanwhile(theirs=current.note, yours=note, version=current.version)
    if (current.done, current.note) != (done, note):
        current.done, current.note, current.version = Level(done), note, current.version + 1
        current.save(update_fields=["done", "note", "version"])
        say(listed=current.listed, group=current.group, level=done, reason=note, by=by, today=today)
        if current.due and today:
            write_due(current, today=today)
    return current


@act(FOLLOW_UP, _("Say who follows a recommendation up, and by when"), about="follow_up")
def give_owner(*, by: Person, follow_up: FollowUp, owner: Person | None, due: date | None, today: date) -> FollowUp:
    """Say who in the group looks after a recommendation, and by when; the day is in the group's calendar.

    A day that was given before may be over by now. Raises DueInThePast.
    """
    if due != follow_up.due:
        check_due(due, today=today)
    follow_up.owner, follow_up.due = owner, due
    follow_up.save(update_fields=["owner", "due"])
    write_due(follow_up, today=today)
    return follow_up


@act(FOLLOW_UP, _("Follow an earlier recommendation no longer"), about="follow_up")
def let_go(*, by: Person, follow_up: FollowUp, today: date | None = None) -> None:
    """Follow a recommendation up no longer; what the group said of it goes too. It stays on the coalition's list."""
    follow_up.listed.assessments.filter(group=follow_up.group).delete()
    if follow_up.due:
        follow_up.due = None
        write_due(follow_up, today=today or date.min)
    follow_up.delete()
