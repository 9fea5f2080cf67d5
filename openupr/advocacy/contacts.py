"""Whom the coalition met at missions, what they answered, and what was promised."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.models import Coalition, MemberOrganisation, Participation, RapporteurTerm
from openupr.coalitions.rules.refusals import Refused
from openupr.timeline.milestones import drop_date, write_date
from openupr.timeline.models import EarlierDate, Milestone
from openupr.timeline.rules.statuses import EVENT
from openupr.upr.states import State, by_iso3
from openupr.workshops.models import Day, Workshop

from .actions import LOG_MEETINGS
from .models import (
    OF_DIPLOMATS,
    PRIVATE,
    AskedInMeeting,
    Contact,
    ContactBook,
    DiplomatQuestion,
    InvitedState,
    Meeting,
    Presence,
)
from .states import presences


@dataclass(frozen=True)
class ContactLine:
    """A contact with its meetings, the newest first."""

    contact: Contact
    meetings: Sequence[Meeting]

    @property
    def last(self) -> Meeting | None:
        return self.meetings[0] if self.meetings else None

    @property
    def answers(self) -> list[tuple[str, int]]:
        """Each answer in words, and to how many asks it is the latest one."""
        count = Counter(str(answer.get_answer_display()) for answer in latest_answers(self.meetings))
        return list(count.items())

    @property
    def steps(self) -> list[Meeting]:
        """Its meetings after which something is still to be done."""
        return [meeting for meeting in self.meetings if meeting.open_step]


@dataclass(frozen=True)
class AtPreSession:
    """What was noted of a State at one pre-session: the answer to its invitation, who came, what
    they asked.
    """

    workshop: Workshop
    day: date
    invited: InvitedState | None
    questions: Sequence[DiplomatQuestion]

    @property
    def was_there(self) -> bool:
        """Whether its diplomats came, or asked something."""
        return bool(self.questions) or bool(self.invited and self.invited.answer == InvitedState.Answer.CAME)


@dataclass(frozen=True)
class StateContacts:
    """A State's contacts. `presence`: where its diplomats are, None where that is unknown."""

    state: State
    presence: Presence | None
    lines: Sequence[ContactLine]
    at_pre_sessions: Sequence[AtPreSession] = ()


def contacts_of(book: ContactBook) -> list[StateContacts]:
    """All contacts by State, in the order of their names."""
    meetings = defaultdict(list)
    for meeting in meetings_of(book):
        meetings[meeting.contact_id].append(meeting)
    by_state = defaultdict(list)
    for contact in book.contacts.all():
        by_state[contact.iso3].append(ContactLine(contact, meetings[contact.pk]))
    known, noted = presences(book.coalition), at_pre_sessions(book.coalition)
    states = [
        StateContacts(by_iso3(iso3), known.get(iso3), lines, noted.get(iso3, ())) for iso3, lines in by_state.items()
    ]
    return sorted(states, key=lambda line: line.state.name)


def at_pre_sessions(coalition: Coalition) -> dict[str, list[AtPreSession]]:
    """By State what was noted of it at pre-sessions, the newest first.

    An invitation alone says nothing yet.
    """
    invited = {
        (state.workshop_id, state.iso3): state
        for state in InvitedState.objects.filter(workshop__coalition=coalition)
        if state.answer != InvitedState.Answer.INVITED or state.function
    }
    questions: dict[tuple[int, str], list[DiplomatQuestion]] = defaultdict(list)
    for question in DiplomatQuestion.objects.filter(workshop__coalition=coalition).exclude(iso3=""):
        questions[question.workshop_id, question.iso3].append(question)
    by_state: dict[str, list[AtPreSession]] = defaultdict(list)
    noted = sorted({*invited, *questions})
    workshops = Workshop.objects.filter(coalition=coalition, pk__in={workshop for workshop, _iso3 in noted})
    days = Day.objects.filter(workshop__in=workshops).order_by("-date").values_list("workshop", "date")
    first = dict(days)
    for workshop in sorted(
        (known for known in workshops if known.pk in first), key=lambda workshop: first[workshop.pk], reverse=True
    ):
        for at in noted:
            if at[0] == workshop.pk:
                there = AtPreSession(workshop, first[workshop.pk], invited.get(at), questions.get(at, ()))
                by_state[at[1]].append(there)
    return dict(by_state)


def met_at_pre_sessions(coalition: Coalition, *, but: Collection[str]) -> list[tuple[State, list[AtPreSession]]]:
    """The other States that came to a pre-session or asked there, by name, with what was noted."""
    noted = at_pre_sessions(coalition).items()
    states = [
        (by_iso3(iso3), lines) for iso3, lines in noted if iso3 not in but and any(line.was_there for line in lines)
    ]
    return sorted(states, key=lambda pair: pair[0].name)


def function_noted(coalition: Coalition, iso3: str) -> str:
    """The function that was noted of a State at its newest pre-session; "" where none was."""
    noted = at_pre_sessions(coalition).get(iso3, ())
    return next((note.invited.function for note in noted if note.invited and note.invited.function), "")


def is_last_of_state(contact: Contact) -> bool:
    """Whether the coalition has no other contact of its State."""
    return not Contact.objects.filter(book=contact.book_id, iso3=contact.iso3).exclude(pk=contact.pk).exists()


def meetings_of(book: ContactBook) -> QuerySet[Meeting]:
    """The newest first."""
    return Meeting.objects.filter(contact__book=book).select_related("contact", "owner").prefetch_related("asked")


def latest_answers(meetings: Sequence[Meeting]) -> list[AskedInMeeting]:
    """The latest answer to each ask; `meetings`: the newest first."""
    latest: dict[int, AskedInMeeting] = {}
    for meeting in meetings:
        for answer in meeting.asked.all():
            latest.setdefault(answer.proposal_id, answer)
    return list(latest.values())


def answers_to(coalition: Coalition, *, until: date) -> dict[tuple[int, str], AskedInMeeting]:
    """The latest answer to each ask of each State until a day, by the number of the ask and the
    code of the State.
    """
    asked_in_meetings = AskedInMeeting.objects.filter(
        meeting__contact__book__coalition=coalition, meeting__day__lte=until
    )
    ordered = asked_in_meetings.select_related("meeting__contact").order_by("meeting__day", "meeting__pk")
    return {(answer.proposal_id, answer.meeting.contact.iso3): answer for answer in ordered}


def answers_in_words(coalition: Coalition, *, until: date) -> dict[int, dict[str, str]]:
    """By the number of the ask and the State's code, what its mission answered last: "France:
    interested, 3 May 2026". A meeting that is still to come is no answer.
    """
    by_ask: dict[int, dict[str, str]] = defaultdict(dict)
    for (ask, iso3), row in sorted(answers_to(coalition, until=until).items()):
        sentence = _("%(state)s: %(answer)s, %(day)s")
        day = date_format(row.meeting.day, "j F Y")
        by_ask[ask][iso3] = sentence % {"state": by_iso3(iso3).name, "answer": row.get_answer_display(), "day": day}
    return by_ask


def open_steps(coalition: Coalition) -> list[Meeting]:
    """What was promised and is not done, the first due first."""
    meetings = Meeting.objects.filter(contact__book__coalition=coalition, is_done=False).exclude(next_step="")
    return sorted(
        meetings.select_related("contact", "owner"), key=lambda meeting: (meeting.next_due or date.max, meeting.pk)
    )


def who_speaks(coalition: Coalition) -> list[Person]:
    """Those who see the contacts, by their names: each can own a next step."""
    coordinators = Participation.objects.filter(coalition=coalition, role=Participation.Role.COORDINATOR)
    rapporteurs = RapporteurTerm.objects.filter(group__coalition=coalition, until=None)
    voices = MemberOrganisation.objects.filter(coalition=coalition).exclude(representative=None)
    speaks = Q(pk__in=coordinators.values("person")) | Q(pk__in=rapporteurs.values("person"))
    return list(Person.objects.filter(speaks | Q(pk__in=voices.values("representative"))).order_by("called"))


NEUTRAL_TITLE = gettext_lazy("Appointment")
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
    values = {
        "day": day,
        "said": said,
        "next_step": next_step,
        "next_due": next_due,
        "owner": owner,
        "is_done": is_done,
    }
    for name, value in values.items():
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
