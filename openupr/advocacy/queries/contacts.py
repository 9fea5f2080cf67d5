"""Whom the coalition met at missions, what they answered, what was promised, and until when all of
it is kept.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, MemberOrganisation, Participation, RapporteurTerm
from openupr.timeline.models import Milestone
from openupr.timeline.rules.phases import dated_phases
from openupr.timeline.rules.statuses import DONE, PUBLISHED
from openupr.upr.phases import ADOPTION
from openupr.upr.states import State, by_iso3
from openupr.workshops.models import Day, Workshop

from ..models import (
    OF_DIPLOMATS,
    PRE_SESSION_KINDS,
    AskedInMeeting,
    Contact,
    ContactBook,
    DiplomatQuestion,
    InvitedState,
    Meeting,
    Presence,
)
from ..rules import deletion_day
from .states import presences

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Keeping:
    """On which day all is deleted, and why then."""

    day: date
    reason: str
    today: date

    @property
    def is_over(self) -> bool:
        return self.day <= self.today

    @property
    def is_near(self) -> bool:
        """Whether a coordinator who wants to keep it has to say so now."""
        return self.day - self.today <= SOON


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
        count = Counter(str(each.get_answer_display()) for each in latest_answers(self.meetings))
        return list(count.items())

    @property
    def steps(self) -> list[Meeting]:
        """Its meetings after which something is still to be done."""
        return [each for each in self.meetings if each.open_step]


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


def book_of(coalition: Coalition) -> ContactBook | None:
    """None while nobody turned contacts and meetings on."""
    return ContactBook.objects.filter(coalition=coalition).first()


def keeping(book: ContactBook, *, today: date) -> Keeping:
    """Until when a coalition's contacts are kept."""
    adoption, is_known = adoption_of(book.coalition)
    day = deletion_day(adoption=adoption, opened_on=book.opened_on, keep_until=book.keep_until)
    if book.keep_until == day:
        reason = _("A coordinator chose this day.")
    elif adoption is None:
        reason = _("No date of the adoption is known, so they are kept for two years.")
    elif is_known:
        reason = _("That is 30 days after the Council adopts the outcome.")
    else:
        reason = _("That is 30 days after the adoption of the outcome, by the last day of its estimate.")
    return Keeping(day, reason, today)


def adoption_of(coalition: Coalition) -> tuple[date | None, bool]:
    """The day on which the Council adopts the outcome, and whether it is known: of an estimate the
    last day. From the coalition's timeline, else as its review's dates tell.
    """
    told = Milestone.objects.filter(calendar=coalition.calendar_id, key=ADOPTION).first()
    if coalition.calendar_id and told:
        return told.window.last, told.status in (PUBLISHED, DONE)
    review = coalition.review
    phases = dated_phases(iso3=review.iso3, cycle=review.cycle, session=review.session)
    found = next(each for each in phases if each.phase.key == ADOPTION)
    return (found.window.last if found.window else None), found.status == PUBLISHED


def diplomats_until(coalition: Coalition) -> date | None:
    """Until when it is kept who came to pre-sessions and what diplomats asked: as long as contacts,
    or where these are off, by the same rule from the last pre-session on. None where there is
    nothing.
    """
    held = [model._default_manager.filter(workshop__coalition=coalition) for model in OF_DIPLOMATS]
    if not any(rows.exists() for rows in held):
        return None
    if book := book_of(coalition):
        return keeping(book, today=date.max).day
    days = Day.objects.filter(workshop__coalition=coalition, workshop__kind__in=PRE_SESSION_KINDS)
    last = days.aggregate(last=Max("date"))["last"] or coalition.founded
    return deletion_day(adoption=adoption_of(coalition)[0], opened_on=last, keep_until=None)


def overdue_contacts_in(coalition: Coalition, today: date) -> Iterator[str]:
    """For DELETIONS_WAITING."""
    book = book_of(coalition)
    if book and keeping(book, today=today).is_over:
        yield _("All contacts at missions, meetings and private notes.")
    until = diplomats_until(coalition)
    if until and until <= today:
        yield _("Who came to pre-sessions, and what diplomats asked there.")


def contacts_of(book: ContactBook) -> list[StateContacts]:
    """All contacts by State, in the order of their names."""
    meetings = defaultdict(list)
    for each in meetings_of(book):
        meetings[each.contact_id].append(each)
    by_state = defaultdict(list)
    for contact in book.contacts.all():
        by_state[contact.iso3].append(ContactLine(contact, meetings[contact.pk]))
    known, noted = presences(book.coalition), at_pre_sessions(book.coalition)
    found = [
        StateContacts(by_iso3(iso3), known.get(iso3), lines, noted.get(iso3, ())) for iso3, lines in by_state.items()
    ]
    return sorted(found, key=lambda each: each.state.name)


def at_pre_sessions(coalition: Coalition) -> dict[str, list[AtPreSession]]:
    """By State what was noted of it at pre-sessions, the newest first.

    An invitation alone says nothing yet.
    """
    invited = {
        (each.workshop_id, each.iso3): each
        for each in InvitedState.objects.filter(workshop__coalition=coalition)
        if each.answer != InvitedState.Answer.INVITED or each.function
    }
    asked: dict[tuple[int, str], list[DiplomatQuestion]] = defaultdict(list)
    for question in DiplomatQuestion.objects.filter(workshop__coalition=coalition).exclude(iso3=""):
        asked[question.workshop_id, question.iso3].append(question)
    found: dict[str, list[AtPreSession]] = defaultdict(list)
    noted = sorted({*invited, *asked})
    held = Workshop.objects.filter(coalition=coalition, pk__in={workshop for workshop, _iso3 in noted})
    days = Day.objects.filter(workshop__in=held).order_by("-date").values_list("workshop", "date")
    first = dict(days)
    for workshop in sorted((each for each in held if each.pk in first), key=lambda each: first[each.pk], reverse=True):
        for at in noted:
            if at[0] == workshop.pk:
                there = AtPreSession(workshop, first[workshop.pk], invited.get(at), asked.get(at, ()))
                found[at[1]].append(there)
    return dict(found)


def met_at_pre_sessions(coalition: Coalition, *, but: Collection[str]) -> list[tuple[State, list[AtPreSession]]]:
    """The other States that came to a pre-session or asked there, by name, with what was noted."""
    noted = at_pre_sessions(coalition).items()
    found = [
        (by_iso3(iso3), lines) for iso3, lines in noted if iso3 not in but and any(each.was_there for each in lines)
    ]
    return sorted(found, key=lambda each: each[0].name)


def function_noted(coalition: Coalition, iso3: str) -> str:
    """The function that was noted of a State at its newest pre-session; "" where none was."""
    noted = at_pre_sessions(coalition).get(iso3, ())
    return next((each.invited.function for each in noted if each.invited and each.invited.function), "")


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
        for each in meeting.asked.all():
            latest.setdefault(each.proposal_id, each)
    return list(latest.values())


def answers_to(coalition: Coalition, *, until: date) -> dict[tuple[int, str], AskedInMeeting]:
    """The latest answer to each ask of each State until a day, by the number of the ask and the
    code of the State.
    """
    found = AskedInMeeting.objects.filter(meeting__contact__book__coalition=coalition, meeting__day__lte=until)
    ordered = found.select_related("meeting__contact").order_by("meeting__day", "meeting__pk")
    return {(each.proposal_id, each.meeting.contact.iso3): each for each in ordered}


def answers_in_words(coalition: Coalition, *, until: date) -> dict[int, dict[str, str]]:
    """By the number of the ask and the State's code, what its mission answered last: "France:
    interested, 3 May 2026". A meeting that is still to come is no answer.
    """
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for (ask, iso3), each in sorted(answers_to(coalition, until=until).items()):
        told = _("%(state)s: %(answer)s, %(day)s")
        day = date_format(each.meeting.day, "j F Y")
        found[ask][iso3] = told % {"state": by_iso3(iso3).name, "answer": each.get_answer_display(), "day": day}
    return found


def open_steps(coalition: Coalition) -> list[Meeting]:
    """What was promised and is not done, the first due first."""
    found = Meeting.objects.filter(contact__book__coalition=coalition, is_done=False).exclude(next_step="")
    return sorted(found.select_related("contact", "owner"), key=lambda each: (each.next_due or date.max, each.pk))


def who_speaks(coalition: Coalition) -> list[Person]:
    """Those who see the contacts, by their names: each can own a next step."""
    coordinators = Participation.objects.filter(coalition=coalition, role=Participation.Role.COORDINATOR)
    rapporteurs = RapporteurTerm.objects.filter(group__coalition=coalition, until=None)
    voices = MemberOrganisation.objects.filter(coalition=coalition).exclude(representative=None)
    speaks = Q(pk__in=coordinators.values("person")) | Q(pk__in=rapporteurs.values("person"))
    return list(Person.objects.filter(speaks | Q(pk__in=voices.values("representative"))).order_by("called"))
