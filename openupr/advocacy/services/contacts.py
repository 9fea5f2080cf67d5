"""Contacts at missions, meetings and answers, and the private note on a State."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.models import Coalition
from openupr.coalitions.rules.refusals import Refused
from openupr.timeline.milestones import drop_date, write_date
from openupr.timeline.models import EarlierDate, Milestone
from openupr.timeline.rules.statuses import EVENT

from ..actions import LOG_MEETINGS
from ..models import (
    OF_DIPLOMATS,
    PRIVATE,
    AskedInMeeting,
    Contact,
    ContactBook,
    DiplomatQuestion,
    InvitedState,
    Meeting,
    StateNote,
)
from ..queries.contacts import is_last_of_state

NEUTRAL_TITLE = _("Appointment")
"""What the coalition's timeline shows of a meeting, if somebody puts it there."""


@act(LOG_MEETINGS, about="coalition")
def add_contact(
    *, by: Person, coalition: Coalition, book: ContactBook, iso3: str, place: str, function: str
) -> Contact:
    """Note a function at a State's mission."""
    return Contact.objects.create(book=book, iso3=iso3, place=place, function=function)


@act(LOG_MEETINGS, about="coalition")
def change_contact(
    *, by: Person, coalition: Coalition, contact: Contact, iso3: str, place: str, function: str
) -> Contact:
    """Say it otherwise; its meetings stay."""
    contact.iso3, contact.place, contact.function = iso3, place, function
    contact.save()
    return contact


@act(LOG_MEETINGS, about="coalition")
def remove_contact(*, by: Person, coalition: Coalition, contact: Contact) -> None:
    """Delete a contact with its meetings, also from the disk.

    With the last contact of a State goes what was noted of it at pre-sessions: who came, and that
    it asked.
    """
    for meeting in contact.meetings.all():
        _leave_the_timeline(coalition, meeting)
    if is_last_of_state(contact):
        there = {"workshop__coalition": coalition, "iso3": contact.iso3}
        InvitedState.objects.filter(**there).update(answer=InvitedState.Answer.INVITED, function="")
        DiplomatQuestion.objects.filter(**there).update(iso3="")
    contact.delete()
    _erase()


@act(LOG_MEETINGS, about="coalition")
def log_meeting(*, by: Person, coalition: Coalition, contact: Contact, day: date, said: str) -> Meeting:
    """Two lines on a meeting, of the day it was held."""
    return Meeting.objects.create(contact=contact, day=day, said=said)


@act(LOG_MEETINGS, about="coalition")
def save_meeting(
    *,
    by: Person,
    coalition: Coalition,
    meeting: Meeting,
    day: date,
    said: str,
    next_step: str,
    next_due: date | None,
    owner: Person | None,
    is_done: bool,
    answers: Mapping[int, str],
    in_timeline: bool,
    today: date,
) -> Meeting:
    """Save a meeting: what was said and promised, and the answer to each ask that was put ("" to
    one that was not).

    `in_timeline` puts its day into the coalition's timeline under a title that says nothing. Raises
    Refused.
    """
    given = {"day": day, "said": said, "next_step": next_step, "next_due": next_due, "owner": owner, "is_done": is_done}
    for name, value in given.items():
        setattr(meeting, name, value)
    meeting.save()
    for proposal, answer in answers.items():
        if answer:
            AskedInMeeting.objects.update_or_create(meeting=meeting, proposal_id=proposal, defaults={"answer": answer})
        else:
            AskedInMeeting.objects.filter(meeting=meeting, proposal=proposal).delete()
    if in_timeline:
        _into_the_timeline(coalition, meeting, today=today)
    else:
        _leave_the_timeline(coalition, meeting)
    return meeting


@act(LOG_MEETINGS, about="coalition")
def remove_meeting(*, by: Person, coalition: Coalition, meeting: Meeting) -> None:
    """Delete a meeting, also from the disk."""
    _leave_the_timeline(coalition, meeting)
    meeting.delete()
    _erase()


@act(LOG_MEETINGS, about="coalition")
def write_note(
    *, by: Person, coalition: Coalition, book: ContactBook, iso3: str, not_to_say: str, listen_for: str
) -> StateNote:
    """Write what our own people read before they meet a State."""
    texts = {"not_to_say": not_to_say, "listen_for": listen_for}
    return StateNote.objects.update_or_create(book=book, iso3=iso3, defaults=texts)[0]


def _into_the_timeline(coalition: Coalition, meeting: Meeting, *, today: date) -> None:
    calendar = calendar_of(coalition, today=today)
    key = meeting.appointment
    try:
        write_date(calendar=calendar, key=key, title=NEUTRAL_TITLE, kind=EVENT, day=meeting.day, today=today)
    except ValueError as refusal:
        raise Refused(str(refusal)) from refusal


def _leave_the_timeline(coalition: Coalition, meeting: Meeting) -> None:
    if coalition.calendar:
        drop_date(calendar=coalition.calendar, key=meeting.appointment)


def _erase() -> None:
    erase_after_commit(*PRIVATE, *OF_DIPLOMATS, EarlierDate, Milestone, wait=PATIENTLY)
