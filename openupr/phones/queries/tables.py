"""The tables of a coalition's groups, which of them have a code today, and what is known at one without its asking."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from openupr.accounts.models import Room
from openupr.coalitions.models import Coalition, Group
from openupr.roadmaps.models import Proposal
from openupr.roadmaps.queries.proposals import proposals_of
from openupr.roadmaps.queries.record_answer import RecordAnswer, record_answer
from openupr.roadmaps.queries.roadmap import Roadmap
from openupr.roadmaps.rules.roadmap import Kind
from openupr.upr import responses

from ..rules.tables import group_at, table_circle


def table_room(group: Group, today: date) -> Room | None:
    """The open room of a group's table, with its code."""
    return Room.objects.filter(circle=table_circle(group.coalition.key, group.pk), day=today, closed=False).first()


def tables_of(coalition: Coalition, today: date) -> list[tuple[Group, Room | None]]:
    """Every open group with the room of its table, if it has one. Two queries."""
    groups = list(coalition.groups.filter(closed=False))
    circles = {table_circle(coalition.key, group.pk): group.pk for group in groups}
    rooms = {circles[each.circle]: each for each in Room.objects.filter(circle__in=circles, day=today, closed=False)}
    return [(group, rooms.get(group.pk)) for group in groups]


def group_of(room: Room) -> Group | None:
    """The group at whose table a device is; None where the room is no table."""
    at = group_at(room.circle)
    if at is None:
        return None
    return Group.objects.select_related("coalition").filter(coalition__key=at[0], pk=at[1]).first()


# More States than these a telephone does not name: it says how many more there are.
MOST_STATES = 10


@dataclass(frozen=True)
class KnownAnswers:
    """What the group's own pages and the record answer of its roadmap; `record` is None where none is loaded."""

    focus: str
    organisations: list[str]
    rapporteur: str
    proposals: list[Proposal]
    follow_ups: int
    record: RecordAnswer | None

    @property
    def answers(self) -> set[Kind]:
        """The kinds of the questions that it answers, so that nobody calls them open."""
        record = {Kind.ASKED_BEFORE, Kind.RESPONSES} if self.record else set()
        own = {
            Kind.FOCUS: self.focus,
            Kind.ORGANISATIONS: self.organisations,
            Kind.RAPPORTEUR: self.rapporteur,
            Kind.RECOMMENDATIONS: self.proposals,
        }
        return record | {kind for kind, told in own.items() if told}

    @property
    def states(self) -> list[tuple[str, int]]:
        """Who recommended most on the group's issues, and how often."""
        return [(each.name, each.counts.total) for each in self.record.states[:MOST_STATES]] if self.record else []

    @property
    def more_states(self) -> int:
        return max(0, len(self.record.states) - MOST_STATES) if self.record else 0

    @property
    def responses(self) -> list[tuple[str, int]]:
        """What was answered to them; "" counts those of which no response is recorded."""
        counts = self.record.counts.responses if self.record else {}
        return [(_(responses.label(key)) if key else _("no response recorded"), counts[key])
                for key in (*responses.RESPONSES, "") if counts.get(key)]  # fmt: skip


def answered(roadmap: Roadmap, known: KnownAnswers) -> int:
    """How many questions the table need not answer any more: whether they are done, the group says elsewhere."""
    return sum(
        line.is_done
        or line.question.kind in known.answers
        or bool(line.answer and (line.answer.text or line.answer.day))
        for line in roadmap.lines
    )


def known_at_table(group: Group, *, today: date, each_proposal: bool = False) -> KnownAnswers:
    """What OpenUPR knows of one group's roadmap; with `each_proposal`, who said before what each of its
    recommendations says. Nothing of other groups.
    """
    term = group.rapporteur_terms.filter(until=None).select_related("person").first()
    given_up = (Proposal.State.MERGED, Proposal.State.DROPPED)
    return KnownAnswers(
        focus=group.focus,
        organisations=[each.name for each in group.organisations.all()],
        rapporteur=str(term.person) if term else "",
        proposals=list(proposals_of(group).exclude(state__in=given_up)),
        follow_ups=group.follow_ups.count(),
        record=record_answer(group, today=today, each_proposal=each_proposal),
    )
