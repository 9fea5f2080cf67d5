"""The private note on a State, for our own people. It is never in one file with its sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.documents import word
from openupr.upr.states import State, by_iso3

from .actions import LOG_MEETINGS
from .asks import AskLine, asks_of
from .contacts import AtPreSession, at_pre_sessions, latest_answers, meetings_of
from .models import (
    AskedInMeeting,
    Contact,
    ContactBook,
    Meeting,
    StateNote,
)


@dataclass(frozen=True)
class PrivateNote:
    """What is known of a State from meetings, and what people wrote for each other."""

    state: State
    contacts: Sequence[Contact]
    meetings: Sequence[Meeting]
    asks: Sequence[AskLine]
    written: StateNote | None
    at_pre_sessions: Sequence[AtPreSession] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.contacts or self.meetings or self.written or self.at_pre_sessions)

    def document(self) -> word.Document:
        """For Word and print. No person is named in it: a next step is ours or theirs."""
        return word.Document(
            title=_("Private note: %(state)s") % {"state": self.state.name},
            language="en",
            blocks=tuple(self._blocks()),
            furniture=word.Furniture(header=_("PRIVATE. Do not hand over.")),
            labels=word.Labels(annex=_("Annex"), notes=_("End notes")),
        )

    def _blocks(self) -> Iterator[word.Block]:
        warning = _("For our own people. Do not hand it over, do not leave it behind. Destroy it after the meeting.")
        yield word.Paragraph((word.Run(warning, bold=True),))
        yield from self._own_text(_("What not to say"), self.written.not_to_say if self.written else "")
        yield from self._own_text(_("What to listen for"), self.written.listen_for if self.written else "")
        yield from _section(_("Open promises"), [_step(meeting) for meeting in self.meetings if meeting.open_step])
        yield from _section(_("Asked and answered"), self._answers())
        yield from _section(
            _("At pre-sessions"), [line for session in self.at_pre_sessions for line in _there(session)]
        )
        yield from _section(_("Earlier meetings"), [_meeting(meeting) for meeting in self.meetings])
        yield from _section(
            _("Whom we know there"),
            [f"{contact.function} ({contact.get_place_display()})" for contact in self.contacts],
        )

    def _own_text(self, head: str, text: str) -> Iterator[word.Block]:
        if text:
            yield word.Heading(word.plain(head), numbered=False)
            yield word.Paragraph(word.plain(text))

    def _answers(self) -> list[str]:
        latest = {answer.proposal_id: answer for answer in latest_answers(self.meetings)}
        return [f"{_answer(latest[ask.pk])}: {ask.text}" for ask in self.asks if ask.pk in latest]


def private_note(book: ContactBook, iso3: str) -> PrivateNote:
    """The note on a State as things are."""
    coalition: Coalition = book.coalition
    return PrivateNote(
        state=by_iso3(iso3),
        contacts=list(book.contacts.filter(iso3=iso3)),
        meetings=list(meetings_of(book).filter(contact__iso3=iso3)),
        asks=asks_of(coalition),
        written=book.notes.filter(iso3=iso3).first(),
        at_pre_sessions=at_pre_sessions(coalition).get(iso3, ()),
    )


def _section(head: str, lines: Sequence[str]) -> Iterator[word.Block]:
    if lines:
        yield word.Heading(word.plain(head), numbered=False)
        yield word.Listing(tuple(word.Item(word.plain(line)) for line in lines))


def _answer(row: AskedInMeeting) -> str:
    return f"{date_format(row.meeting.day, 'j F Y')}, {row.get_answer_display()}"


def _meeting(meeting: Meeting) -> str:
    sentence = f": {meeting.said}" if meeting.said else ""
    return f"{date_format(meeting.day, 'j F Y')}, {meeting.contact.function}{sentence}"


def _there(noted: AtPreSession) -> Iterator[str]:
    day = date_format(noted.day, "j F Y")
    if noted.invited:
        function = f" ({noted.invited.function})" if noted.invited.function else ""
        yield f"{day}: {noted.invited.get_answer_display()}{function}"
    for question in noted.questions:
        yield f"{day}: {_('They asked:')} {question.text}"


def _step(meeting: Meeting) -> str:
    whose = _("We") if meeting.owner_id else _("They")
    due = _(" (by %(day)s)") % {"day": date_format(meeting.next_due, "j F Y")} if meeting.next_due else ""
    return f"{whose}: {meeting.next_step}{due}"


"""What the coalition's timeline shows of a meeting, if somebody puts it there."""


@act(LOG_MEETINGS, about="coalition")
def write_note(
    *, by: Person, coalition: Coalition, book: ContactBook, iso3: str, not_to_say: str, listen_for: str
) -> StateNote:
    """Write what our own people read before they meet a State."""
    texts = {"not_to_say": not_to_say, "listen_for": listen_for}
    return StateNote.objects.update_or_create(book=book, iso3=iso3, defaults=texts)[0]
