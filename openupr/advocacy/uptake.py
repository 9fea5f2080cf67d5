"""What became of the coalition's asks: what is near in the report, and what people confirmed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.coalitions.rules.refusals import Refused
from openupr.followup import follow_up_list
from openupr.followup.models import Level, ListedRecommendation
from openupr.proposals.models import Proposal
from openupr.recommendations.models import SourceRecord
from openupr.recommendations.recommendation import response_badge, un_numbers
from openupr.upr.states import State, by_iso3
from openupr.upr.un_numbers import NO_NUMBER, UnNumber
from openupr.web.parts import Badge

from .actions import CONFIRM_UPTAKE
from .asks import AskLine, asks_of
from .contact_book import book_of
from .contacts import answers_in_words
from .models import AdvanceQuestion, Lessons, LobbyingImpact, Uptake
from .near_recommendations import Made, NearAnAsk, count_made, made_by, made_by_key, made_by_wording, near_in_report
from .rules import proposed_impact

_FIRST = 10
"""Of what is near, so many are shown at once."""
_STATUS = {
    "full": (gettext_lazy("taken up"), "yes"),
    "part": (gettext_lazy("taken up in part"), "part"),
    "wait": (gettext_lazy("not compared yet"), "wait"),
    "none": (gettext_lazy("not taken up"), "no"),
    "open": (gettext_lazy("before the report"), ""),
}


@dataclass(frozen=True)
class Followed:
    """What the follow-up list says of a recommendation: the levels that were chosen, with how
    many.
    """

    listed: ListedRecommendation
    levels: Sequence[tuple[Level, int]]


@dataclass(frozen=True)
class TakenUp:
    """What a person said of a recommendation.

    `record`: what the record says of it now, None where it lacks it.
    """

    uptake: Uptake
    record: SourceRecord | None
    followed: Followed | None
    named: UnNumber = NO_NUMBER

    @property
    def counts(self) -> bool:
        return self.uptake.said != Uptake.Said.NOT

    @property
    def label(self) -> str:
        """Who made it, and where it is in the report."""
        return made_by([(self.uptake.state_name, self.un_number)])

    @property
    def un_number(self) -> UnNumber:
        """What the record says now; where it does not hold it any more, what was written then."""
        return self.named or UnNumber("", self.uptake.number)

    @property
    def response(self) -> str:
        return self.record.response if self.record else ""

    @property
    def answer(self) -> Badge | None:
        return response_badge(self.response)

    @property
    def said(self) -> Badge:
        return self.uptake.badge

    @property
    def is_of_report(self) -> bool:
        """It says of the whole report that nothing in it takes the ask up."""
        return not (self.counts or self.uptake.ask_key or self.uptake.text)

    @property
    def is_gone(self) -> bool:
        """It was confirmed from a report whose wording the record no longer has."""
        return bool(self.uptake.ask_key) and self.record is None


@dataclass(frozen=True)
class Impact:
    """What lobbying had to do with what a State did.

    `value` "" until a person set it; `proposed` follows from what was confirmed, "" before the
    report.
    """

    state: State
    asked: bool
    made: Sequence[TakenUp]
    value: str
    proposed: str

    @property
    def shown(self) -> str:
        return self.value or self.proposed


@dataclass(frozen=True)
class AskUptake:
    """One ask on its way: States asked, advance questions, recommendations near and confirmed.

    `near`: recommendations near it in the report, of any State, the nearest first, without those
    that are decided. `compared`: its text could be compared with the report. `reported`: there is a
    report. `answers`: what each State's mission answered last, in words; None for a reader who does
    not see contacts, or where these are off.
    """

    ask: AskLine
    near: Sequence[Made] = ()
    said: Sequence[TakenUp] = ()
    questions: Sequence[AdvanceQuestion] = ()
    impacts: Sequence[LobbyingImpact] = ()
    answers: Mapping[str, str] | None = None
    compared: bool = True
    reported: bool = True

    @property
    def unasked(self) -> list[str]:
        """Its carriers that were asked in no meeting that is logged, by name."""
        known = self.answers or {}
        return [carrier.state.name for carrier in self.ask.carriers if carrier.iso3 not in known]

    @property
    def asked_by(self) -> list[str]:
        """The States that sent in an advance question on it, each once."""
        return list(dict.fromkeys(question.state.name for question in self.questions))

    @property
    def taken(self) -> list[TakenUp]:
        return [row for row in self.said if row.counts]

    @property
    def looked(self) -> list[TakenUp]:
        """Those that people looked at together with the ask: texts for others name only them."""
        return [row for row in self.taken if row.uptake.looked_on]

    @property
    def unlooked(self) -> list[TakenUp]:
        return [row for row in self.taken if not row.uptake.looked_on]

    @property
    def responses(self) -> list[Badge]:
        """How the State under Review answered what takes it up, each answer once."""
        answers = [row.answer for row in self.taken if row.answer]
        return list({str(answer.label): answer for answer in answers}.values())

    @property
    def followed(self) -> int:
        """How many of those that take it up are in the follow-up list."""
        return sum(row.followed is not None for row in self.taken)

    @property
    def rejected(self) -> list[TakenUp]:
        return [row for row in self.said if not (row.counts or row.is_of_report)]

    @property
    def untaken(self) -> TakenUp | None:
        """That a person said of the whole report that nothing in it takes the ask up."""
        return next((row for row in self.said if row.is_of_report), None)

    @property
    def first_near(self) -> Sequence[Made]:
        return self.near[:_FIRST]

    @property
    def more_near(self) -> Sequence[Made]:
        return self.near[_FIRST:]

    @property
    def taken_by(self) -> list[str]:
        """The names of the States, each once."""
        return list(dict.fromkeys(row.uptake.state_name for row in self.taken if row.uptake.iso3))

    @property
    def status(self) -> str:
        """ "full", "part", "none" (a person said so), "wait" until a person compared, or "open"
        before the report.
        """
        if any(row.uptake.said == Uptake.Said.FULL for row in self.taken):
            return "full"
        if self.taken:
            return "part"
        if self.untaken:
            return "none"
        return "wait" if self.reported else "open"

    @property
    def status_badge(self) -> Badge:
        label, tone = _STATUS[self.status]
        return Badge(label, tone=tone)

    @cached_property
    def impact_lines(self) -> list[Impact]:
        """A line for each State that was asked, that took it up, or whose impact is set; by
        name.
        """
        by_state: dict[str, list[TakenUp]] = defaultdict(list)
        for row in self.taken:
            if row.uptake.iso3:
                by_state[row.uptake.iso3].append(row)
        values = {impact.iso3: impact.value for impact in self.impacts}
        carriers = set(self.ask.carried_by)
        states = {by_iso3(iso3) for iso3 in (*carriers, *by_state, *values)}
        return [
            Impact(
                state=state,
                asked=state.iso3 in carriers,
                made=by_state[state.iso3],
                value=values.get(state.iso3, ""),
                proposed=self._proposed(by_state[state.iso3], is_carrier=state.iso3 in carriers),
            )
            for state in sorted(states, key=lambda state: state.name)
        ]

    def _proposed(self, rows: Sequence[TakenUp], *, is_carrier: bool) -> str:
        """ "" before there is a report: nothing follows from silence then."""
        if not self.reported and not rows:
            return ""
        return proposed_impact([row.uptake.said for row in rows], is_carrier=is_carrier)


@dataclass(frozen=True)
class UptakePage:
    """All asks.

    `made`: recommendations of the review in the record; `not_ready`: why nothing could be compared.
    """

    lines: Sequence[AskUptake]
    made: int
    not_ready: str = ""
    other_questions: Sequence[AdvanceQuestion] = ()
    basis: str = ""

    def of(self, status: str) -> list[AskUptake]:
        return [line for line in self.lines if line.status == status]

    @property
    def taken(self) -> list[AskUptake]:
        return [line for line in self.lines if line.taken]

    @property
    def compared(self) -> int:
        """For how many asks a person said what became of them."""
        return len(self.taken) + len(self.untaken)

    @property
    def in_full(self) -> int:
        return len(self.of("full"))

    @property
    def in_part(self) -> int:
        return len(self.of("part"))

    @property
    def waiting(self) -> list[AskUptake]:
        return self.of("wait")

    @property
    def untaken(self) -> list[AskUptake]:
        """Asks for which a person said that no State took them up."""
        return self.of("none")

    @property
    def looked(self) -> list[AskUptake]:
        """Asks with a pair that people looked at together."""
        return [line for line in self.lines if line.looked]

    @property
    def unlooked(self) -> int:
        """How many pairs people have still to look at together."""
        return sum(len(line.unlooked) for line in self.lines)

    @property
    def unsettled(self) -> int:
        """For how many asks no text for others can say yet what became of them."""
        return len(self.waiting) + len(self.taken) - len(self.looked)

    @property
    def states(self) -> list[str]:
        """The names of all States that took an ask up."""
        return sorted({name for line in self.lines for name in line.taken_by})


def uptake_of(coalition: Coalition, *, compare: bool = True, met_until: date | None = None) -> UptakePage:
    """Every ask with what became of it.

    A fixed number of queries; with `compare`, one comparison an ask.

    `met_until`: also what missions answered until this day, for those who may see contacts.
    """
    asks = asks_of(coalition)
    by_ask = _uptakes_by_ask(coalition)
    questions = _questions(coalition)
    impacts: dict[int, list[LobbyingImpact]] = defaultdict(list)
    for impact in LobbyingImpact.objects.filter(proposal__group__coalition=coalition):
        impacts[impact.proposal_id].append(impact)
    answers = answers_in_words(coalition, until=met_until) if met_until and book_of(coalition) else None
    total, basis, not_ready = count_made(coalition)
    report = made_by_wording(coalition) if total and compare else []
    lines = []
    for ask in asks:
        decided = {row.uptake.ask_key for row in by_ask[ask.pk]}
        close = near_in_report(coalition, ask, decided, report) if total and compare else NearAnAsk()
        lines.append(
            AskUptake(
                ask=ask,
                near=close.near,
                compared=close.compared,
                reported=bool(total),
                said=by_ask[ask.pk],
                questions=questions[ask.pk],
                impacts=impacts[ask.pk],
                answers=None if answers is None else answers.get(ask.pk, {}),
            )
        )
    return UptakePage(lines, total, not_ready, questions[None], basis)


def compared_and_taken(coalition: Coalition, asks: Sequence[AskLine]) -> tuple[int, int]:
    """Of how many asks people said what became of them, and how many of these were taken up, at
    least in part. One query.
    """
    ours = {ask.pk for ask in asks}
    uptakes = [TakenUp(uptake, None, None) for uptake in Uptake.objects.filter(proposal__group__coalition=coalition)]
    taken = {row.uptake.proposal_id for row in uptakes if row.counts} & ours
    untaken = {row.uptake.proposal_id for row in uptakes if row.is_of_report} & ours
    return len(taken | untaken), len(taken)


def pairs_to_look_at(coalition: Coalition) -> QuerySet[Uptake]:
    """What is marked as taken up and was not looked at beside the ask yet."""
    marked = Uptake.objects.filter(proposal__group__coalition=coalition, looked_on=None)
    return marked.exclude(said=Uptake.Said.NOT)


def opinions_of(ask: AskLine) -> dict[str, Badge]:
    """By key, what people said of recommendations beside an ask."""
    return {uptake.ask_key: uptake.badge for uptake in ask.proposal.uptakes.exclude(ask_key="")}


def _uptakes_by_ask(coalition: Coalition) -> dict[int, list[TakenUp]]:
    uptakes = list(Uptake.objects.filter(proposal__group__coalition=coalition))
    keys = {uptake.ask_key for uptake in uptakes if uptake.ask_key}
    records = SourceRecord.objects.filter(preferred=True, ask__key__in=keys).select_related("ask")
    by_key = {record.ask.key: record for record in records}
    numbers = un_numbers([record.ask_id for record in by_key.values()])
    followed = _followed(coalition, keys)
    by_ask: dict[int, list[TakenUp]] = defaultdict(list)
    for uptake in uptakes:
        record = by_key.get(uptake.ask_key)
        named = numbers.get(record.ask_id, NO_NUMBER) if record else NO_NUMBER
        row = TakenUp(uptake, record, followed.get(uptake.ask_key), named)
        by_ask[uptake.proposal_id].append(row)
    return by_ask


def _followed(coalition: Coalition, keys: Collection[str]) -> dict[str, Followed]:
    """By key, what the follow-up list says of these recommendations."""
    listed = list(coalition.follow_up_list.filter(ask_key__in=keys).values_list("pk", flat=True)) if keys else []
    lines = follow_up_list.lines_of(coalition, follow_up_list.Viewer(), only=listed) if listed else []
    return {line.listed.ask_key: Followed(line.listed, line.levels) for line in lines}


def _questions(coalition: Coalition) -> dict[int | None, list[AdvanceQuestion]]:
    by_ask: dict[int | None, list[AdvanceQuestion]] = defaultdict(list)
    for question in coalition.advance_questions.all():
        by_ask[question.proposal_id].append(question)
    return by_ask


class NotInReview(Refused):
    """A recommendation is to be confirmed that the record of the review does not hold."""

    def __init__(self) -> None:
        super().__init__("The record no longer has this recommendation. Open the page again; nothing was changed.")


@act(CONFIRM_UPTAKE, _("Say whether a State took our recommendation up"), about="coalition")
def say_uptake(
    *, by: Person, coalition: Coalition, proposal: Proposal, keys: Collection[str], said: str, today: date
) -> list[Uptake]:
    """Say of recommendations of the review whether they take an ask up.

    Raises NotInReview, RecordNotReady.
    """
    rows = made_by_key(coalition, keys)
    if not rows or len(rows) < len(set(keys)):
        raise NotInReview
    return [
        Uptake.objects.update_or_create(
            proposal=proposal,
            ask_key=row["id"],
            defaults={
                "iso3": row["from_iso3"] or "",
                "number": row.get("number", ""),
                "text": row["text"],
                "said": said,
                "said_on": today,
                "looked_on": None,
            },
        )[0]
        for row in rows
    ]


@act(CONFIRM_UPTAKE, _("Say that recommendations were looked at together"), about="coalition")
def look_together(*, by: Person, coalition: Coalition, numbers: Collection[int], today: date) -> int:
    """Say of pairs of an ask and a recommendation that people looked at both together; return of
    how many.
    """
    pairs = pairs_to_look_at(coalition).filter(pk__in=numbers)
    return pairs.update(looked_on=today)


@act(CONFIRM_UPTAKE, _("Write in what a State recommended"), about="coalition")
def write_uptake(
    *, by: Person, coalition: Coalition, proposal: Proposal, iso3: str, number: str, text: str, said: str, today: date
) -> Uptake:
    """Write in what a State recommended, as it was heard or read: the report is not in the record
    yet.
    """
    return Uptake.objects.create(proposal=proposal, iso3=iso3, number=number, text=text, said=said, said_on=today)


@act(CONFIRM_UPTAKE, _("Say that no State took our recommendation up"), about="coalition")
def say_untaken(*, by: Person, coalition: Coalition, proposal: Proposal, today: date) -> Uptake:
    """Say of the whole report that nothing in it takes an ask up."""
    values = {"said": Uptake.Said.NOT, "said_on": today}
    return Uptake.objects.get_or_create(proposal=proposal, ask_key="", iso3="", text="", defaults=values)[0]


@act(CONFIRM_UPTAKE, _("Take back what was said of a recommendation"), about="coalition")
def remove_uptake(*, by: Person, coalition: Coalition, number: int) -> None:
    """Take back what was said of a recommendation."""
    Uptake.objects.filter(pk=number, proposal__group__coalition=coalition).delete()


@act(CONFIRM_UPTAKE, _("Set lobbying impact"), about="coalition")
def save_impacts(*, by: Person, coalition: Coalition, proposal: Proposal, values: Mapping[str, str]) -> None:
    """Set the lobbying impact of States on an ask, by their codes."""
    for iso3, value in values.items():
        LobbyingImpact.objects.update_or_create(proposal=proposal, iso3=iso3, defaults={"value": value})


@act(CONFIRM_UPTAKE, _("Note an advance question"), about="coalition")
def note_question(
    *,
    by: Person,
    coalition: Coalition,
    proposal: Proposal | None,
    iso3: str,
    text: str,
    source: str,
    today: date,
) -> AdvanceQuestion:
    """Note an advance question that a State sent in."""
    values = {"proposal": proposal, "iso3": iso3, "text": text, "source": source, "noted_on": today}
    return AdvanceQuestion.objects.create(coalition=coalition, **values)


@act(CONFIRM_UPTAKE, _("Remove an advance question"), about="coalition")
def remove_question(*, by: Person, coalition: Coalition, number: int) -> None:
    """Take a noted question away."""
    AdvanceQuestion.objects.filter(pk=number, coalition=coalition).delete()


@act(CONFIRM_UPTAKE, _("Write lessons for the next review"), about="coalition")
def write_lessons(*, by: Person, coalition: Coalition, text: str) -> Lessons:
    """Keep what the next cycle should know."""
    saved, _made = Lessons.objects.update_or_create(coalition=coalition, defaults={"text": text.strip()})
    return saved
