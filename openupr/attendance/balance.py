"""Who speaks in a workshop: planned for each session, and on the floor; interpreters. For those who
plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.upr.languages import language
from openupr.web.languages import in_page_language
from openupr.workshops.agenda import DayLines, agenda_of
from openupr.workshops.models import Session, SessionRole, Workshop

from .actions import KEEP_BALANCE
from .models import FloorTally, Interpreting, SpeakingCount, TallyChosen
from .rules.balance import INTERPRETERS_A_LANGUAGE, Speaking
from .rules.refusals import MoreThanSpeak, NoTally

SPEAKING_ROLES = (SessionRole.Role.FACILITATOR, SessionRole.Role.MODERATOR, SessionRole.Role.SPEAKER)
_WITHOUT_SPEAKERS = (Session.Kind.BREAK, Session.Kind.REGISTRATION)


@dataclass(frozen=True)
class InSession:
    """A session: its heading, how many its agenda names in speaking roles, what was counted, and
    the floor by kind.
    """

    session: Session
    heading: str
    named: int
    counted: Speaking | None
    floor: Mapping[str, FloorTally] = field(default_factory=dict)


@dataclass(frozen=True)
class ForLanguage:
    """Interpreters for a language; `wanted` is how many turns of half an hour ask for."""

    code: str
    name: str
    interpreters: int | None
    wanted: int = INTERPRETERS_A_LANGUAGE

    @property
    def too_few(self) -> bool:
        return self.interpreters is not None and self.interpreters < self.wanted


@dataclass(frozen=True)
class SpeakingBalance:
    """The whole workshop."""

    sessions: list[InSession]
    languages: list[ForLanguage]
    keeps_tally: bool

    @property
    def speaking(self) -> Speaking:
        """Over all sessions that are counted; who speaks in two counts twice, for both are turns to
        speak.
        """
        return sum((session.counted for session in self.sessions if session.counted), Speaking())

    @property
    def not_counted(self) -> int:
        """Of how many sessions nobody has counted who speaks."""
        return sum(session.counted is None for session in self.sessions)

    @property
    def named_not_counted(self) -> int:
        """Of how many of these the agenda names somebody who speaks."""
        return sum(session.counted is None and session.named > 0 for session in self.sessions)

    @property
    def women(self) -> int | None:
        """Their share in per cent."""
        return self.speaking.percent(self.speaking.women)

    @property
    def rural(self) -> int | None:
        return self.speaking.percent(self.speaking.rural)

    @property
    def floor(self) -> dict[str, tuple[int, int]]:
        """Turns and minutes of each kind, over the whole workshop."""
        total = dict.fromkeys(FloorTally.Kind.values, (0, 0))
        for session in self.sessions:
            for kind, tally in session.floor.items():
                turns, minutes = total[kind]
                total[kind] = turns + tally.turns, minutes + tally.minutes
        return total


def balance_of(workshop: Workshop) -> SpeakingBalance:
    """Eight queries, however many sessions."""
    counted = {
        count.session_id: Speaking(count.people, count.women, count.rural)
        for count in SpeakingCount.objects.filter(session__day__workshop=workshop)
    }
    floor: dict[int, dict[str, FloorTally]] = {}
    for tally in FloorTally.objects.filter(session__day__workshop=workshop):
        floor.setdefault(tally.session_id, {})[tally.kind] = tally
    return SpeakingBalance(
        sessions=list(_sessions(agenda_of(workshop), counted, floor)),
        languages=languages_of(workshop),
        keeps_tally=TallyChosen.objects.filter(workshop=workshop).exists(),
    )


def _sessions(
    days: list[DayLines], counted: Mapping[int, Speaking], floor: Mapping[int, Mapping[str, FloorTally]]
) -> list[InSession]:
    return [
        InSession(
            line.session,
            line.heading,
            sum(role.role in SPEAKING_ROLES for role in line.session.roles.all()),
            counted.get(line.session.pk),
            floor.get(line.session.pk, {}),
        )
        for day in days
        for line in day.lines
        if line.session.kind not in _WITHOUT_SPEAKERS
    ]


def languages_of(workshop: Workshop) -> list[ForLanguage]:
    """The workshop's languages with their interpreters; none where it has one language, or none."""
    if len(workshop.languages) < 2:
        return []
    interpreters = dict(workshop.interpreting.values_list("language", "interpreters"))
    return [
        ForLanguage(code, in_page_language(language(code).name), interpreters.get(code)) for code in workshop.languages
    ]


@act(KEEP_BALANCE, _("Count who speaks in a session"), about="session")
def count_speakers(*, by: Person, session: Session, speaking: Speaking) -> None:
    """How many of those who speak in a session are women, are from the countryside; nobody is a
    number, too.

    Raises MoreThanSpeak.
    """
    if max(speaking.women, speaking.rural) > speaking.people:
        raise MoreThanSpeak
    counts = {"people": speaking.people, "women": speaking.women, "rural": speaking.rural}
    SpeakingCount.objects.update_or_create(session=session, defaults=counts)


@act(KEEP_BALANCE, _("Count the interpreters of each language"), about="workshop")
def count_interpreters(*, by: Person, workshop: Workshop, interpreters: Mapping[str, int]) -> None:
    """How many interpreters there are for each language, by its code."""
    Interpreting.objects.filter(workshop=workshop).delete()
    Interpreting.objects.bulk_create(
        Interpreting(workshop=workshop, language=code, interpreters=number) for code, number in interpreters.items()
    )


@act(
    KEEP_BALANCE,
    {True: _("Keep a tally of the floor"), False: _("Keep no tally of the floor, and delete what was counted")},
    about="workshop",
    varies_by="keep",
)
def choose_tally(*, by: Person, workshop: Workshop, keep: bool) -> None:
    """Keep a tally of the floor in this workshop, or none; with none, what was counted is
    deleted.
    """
    if keep:
        TallyChosen.objects.get_or_create(workshop=workshop)
    else:
        TallyChosen.objects.filter(workshop=workshop).delete()
        FloorTally.objects.filter(session__day__workshop=workshop).delete()


@act(KEEP_BALANCE, _("Tally the floor in a session"), about="session")
def tally_floor(*, by: Person, session: Session, kind: str, turns: int = 0, minutes: int = 0) -> None:
    """Count turns and minutes of a kind of people, never under nought. Raises NoTally."""
    if not TallyChosen.objects.filter(workshop=session.workshop).exists():
        raise NoTally
    tally, _made = FloorTally.objects.get_or_create(session=session, kind=FloorTally.Kind(kind))
    # In the database: two phones that tap at once both count.
    FloorTally.objects.filter(pk=tally.pk, turns__gte=-turns, minutes__gte=-minutes).update(
        turns=F("turns") + turns, minutes=F("minutes") + minutes
    )
