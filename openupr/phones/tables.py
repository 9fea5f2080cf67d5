"""The tables of a coalition's groups: which have a code today, and what is known at one without its
asking.

A code for the day lets the device on a table in, to that group's roadmap and nowhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.acting import act
from openupr.accounts.actions import Actor
from openupr.accounts.models import Person, Room
from openupr.accounts.rooms import close_room, open_room
from openupr.coalitions.clock import clock_of
from openupr.coalitions.models import Coalition, Group
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import proposals_of
from openupr.roadmaps.answers import answer_at_the_table
from openupr.roadmaps.record_answer import RecordAnswer, record_answer
from openupr.roadmaps.roadmap import Roadmap
from openupr.roadmaps.rules.roadmap import Kind
from openupr.roadmaps.table_drafts import FromTheTable
from openupr.upr import responses
from openupr.workshops.models import Workshop

from .actions import ANSWER_AT_TABLE, OPEN_TABLE, OPEN_TABLES
from .rules.tables import group_at, table_circle


def table_room(group: Group, today: date) -> Room | None:
    """The open room of a group's table, with its code."""
    return Room.objects.filter(circle=table_circle(group.coalition.key, group.pk), day=today, closed=False).first()


def tables_of(coalition: Coalition, today: date) -> list[tuple[Group, Room | None]]:
    """Every open group with the room of its table, if it has one. Two queries."""
    groups = list(coalition.groups.filter(closed=False))
    circles = {table_circle(coalition.key, group.pk): group.pk for group in groups}
    rooms = {circles[room.circle]: room for room in Room.objects.filter(circle__in=circles, day=today, closed=False)}
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
class FromTheRecord:
    """What the record answers to a question: how it begins, and who, or what, how often; `more`:
    what is left out.
    """

    lead: str
    items: Sequence[tuple[str, int]] = ()
    more: str = ""


@dataclass(frozen=True)
class KnownAnswers:
    """What the group's own pages and the record answer of its roadmap; `record` is None where none
    is loaded.
    """

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
        return record | {kind for kind, answer in own.items() if answer}

    def part_of(self, kind: Kind) -> str:
        """The template that shows what is known of such a question; "" where nothing is."""
        kinds = self.answers | {Kind.RAPPORTEUR, Kind.ASKED_BEFORE, Kind.RESPONSES}
        kinds |= {Kind.FOLLOW_UP} if self.follow_ups else set()
        return f"phones/table/known/{kind}.html" if kind in kinds else ""

    @property
    def asked_before(self) -> FromTheRecord:
        """Who recommended most on the group's issues, and how often."""
        if (record := self.record) is None or not record.counts.total:
            return self._nothing()
        numbers = {"n": record.counts.total, "states": len(record.states)}
        if record.any_issue:
            lead = ngettext(
                "1 recommendation to this State, on any issue",
                "%(n)s recommendations to this State, on any issue, from %(states)s States",
                numbers["n"],
            )
        else:
            lead = ngettext(
                "1 recommendation on the group's issues",
                "%(n)s recommendations on the group's issues, from %(states)s States",
                numbers["n"],
            )
        left = max(0, len(record.states) - MOST_STATES)
        return FromTheRecord(
            lead % numbers,
            [(state.name, state.counts.total) for state in record.states[:MOST_STATES]],
            ngettext("1 more State", "%(n)s more States", left) % {"n": left} if left else "",
        )

    @property
    def responses(self) -> FromTheRecord:
        """What was answered to them."""
        if (record := self.record) is None or not record.counts.total:
            return self._nothing()
        lead = (
            _("What this State answered, on any issue")
            if record.any_issue
            else _("What this State answered, on the group's issues")
        )
        counts = record.counts.responses
        return FromTheRecord(
            lead,
            [
                (_(responses.label(key)) if key else _("no response recorded"), counts[key])
                for key in (*responses.RESPONSES, "")
                if counts.get(key)
            ],
        )

    def _nothing(self) -> FromTheRecord:
        if self.record is None:
            return FromTheRecord(_("No record is loaded, so it cannot answer."))
        sentence_parts = {"told": self.record.coverage.not_found}
        if self.record.any_issue:
            return FromTheRecord(_("To this State, on any issue: %(told)s.") % sentence_parts)
        return FromTheRecord(_("On the group's issues: %(told)s.") % sentence_parts)


def answered(roadmap: Roadmap, known: KnownAnswers) -> int:
    """How many questions the table need not answer any more: whether they are done, the group says
    elsewhere.
    """
    return sum(
        line.is_done
        or line.question.kind in known.answers
        or bool(line.answer and (line.answer.text or line.answer.day))
        for line in roadmap.lines
    )


def known_at_table(group: Group, *, today: date, each_proposal: bool = False) -> KnownAnswers:
    """What OpenUPR knows of one group's roadmap; with `each_proposal`, who said before what each of
    its recommendations says. Nothing of other groups.
    """
    term = group.rapporteur_terms.filter(until=None).select_related("person").first()
    given_up = (Proposal.State.MERGED, Proposal.State.DROPPED)
    return KnownAnswers(
        focus=group.focus,
        organisations=[organisation.name for organisation in group.organisations.all()],
        rapporteur=str(term.person) if term else "",
        proposals=list(proposals_of(group).exclude(state__in=given_up)),
        follow_ups=group.follow_ups.count(),
        record=record_answer(group, today=today, each_proposal=each_proposal),
    )


@act(OPEN_TABLE, gettext_lazy("Open a group's table with a code for the day"), about="group")
def open_table(*, by: Person, group: Group, today: date) -> Room:
    """The table's code for the day; the one that is open already, if there is one."""
    # The audit log says who opened it; the room itself need not.
    return open_room(
        by=None, circle=table_circle(group.coalition.key, group.pk), today=today, time_zone=clock_of(group)
    )


@act(OPEN_TABLES, gettext_lazy("Open the tables of all groups with a code for the day"), about="workshop")
def open_all_tables(*, by: Person, workshop: Workshop, today: date) -> None:
    """A code for the day for each open group whose table has none."""
    coalition = workshop.coalition
    for group, room in tables_of(coalition, today):
        if room is None:
            circle = table_circle(coalition.key, group.pk)
            open_room(by=None, circle=circle, today=today, time_zone=clock_of(coalition))


@act(OPEN_TABLE, gettext_lazy("Close a group's table"), about="group")
def close_table(*, by: Person, group: Group) -> None:
    """The code opens nothing any more, and phones that it let in are out."""
    for room in Room.objects.filter(circle=table_circle(group.coalition.key, group.pk), closed=False):
        close_room(room=room)


@act(ANSWER_AT_TABLE, about="group")
def answer_for_the_table(
    *, by: Actor, group: Group, question: int, text: str, version: int, day: date | None = None, now: datetime
) -> FromTheTable:
    """Save the table's answer; the audit log says that it was the table, not who sat there.

    Recommendations that it names stand before the group as its own, as long as no person works on
    them. Raises SavedMeanwhile, NoSuchQuestion, AnswerTooLong, TooLong, TooManyLines; then nothing
    is changed.
    """
    return answer_at_the_table(group=group, question=question, text=text, version=version, day=day, now=now)
