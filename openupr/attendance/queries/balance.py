"""Who speaks in a workshop: planned, and on the floor; for those who plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openupr.upr.languages import language
from openupr.web.languages import in_page_language
from openupr.workshops.agenda import DayLines, agenda_of
from openupr.workshops.models import Session, SessionRole, Workshop

from ..models import FloorTally, SpeakingCount, TallyChosen
from ..rules.balance import INTERPRETERS_A_LANGUAGE, Speaking

SPEAKING_ROLES = (SessionRole.Role.FACILITATOR, SessionRole.Role.MODERATOR, SessionRole.Role.SPEAKER)
_WITHOUT_SPEAKERS = (Session.Kind.BREAK, Session.Kind.REGISTRATION)


@dataclass(frozen=True)
class InSession:
    """A session: its heading, how many its agenda names in speaking roles, what was counted, and the floor by kind."""

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
class Balance:
    """The whole workshop."""

    sessions: list[InSession]
    languages: list[ForLanguage]
    keeps_tally: bool

    @property
    def speaking(self) -> Speaking:
        """Over all sessions that are counted; who speaks in two counts twice, for both are turns to speak."""
        return sum((each.counted for each in self.sessions if each.counted), Speaking())

    @property
    def not_counted(self) -> int:
        """Of how many sessions nobody has counted who speaks."""
        return sum(each.counted is None for each in self.sessions)

    @property
    def named_not_counted(self) -> int:
        """Of how many of these the agenda names somebody who speaks."""
        return sum(each.counted is None and each.named > 0 for each in self.sessions)

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
        for each in self.sessions:
            for kind, tally in each.floor.items():
                turns, minutes = total[kind]
                total[kind] = turns + tally.turns, minutes + tally.minutes
        return total


def balance_of(workshop: Workshop) -> Balance:
    """Eight queries, however many sessions."""
    counted = {
        each.session_id: Speaking(each.people, each.women, each.rural)
        for each in SpeakingCount.objects.filter(session__day__workshop=workshop)
    }
    floor: dict[int, dict[str, FloorTally]] = {}
    for each in FloorTally.objects.filter(session__day__workshop=workshop):
        floor.setdefault(each.session_id, {})[each.kind] = each
    return Balance(
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
        for each in days
        for line in each.lines
        if line.session.kind not in _WITHOUT_SPEAKERS
    ]


def languages_of(workshop: Workshop) -> list[ForLanguage]:
    """The workshop's languages with their interpreters; none where it has one language, or none."""
    if len(workshop.languages) < 2:
        return []
    found = dict(workshop.interpreting.values_list("language", "interpreters"))
    return [ForLanguage(code, in_page_language(language(code).name), found.get(code)) for code in workshop.languages]
