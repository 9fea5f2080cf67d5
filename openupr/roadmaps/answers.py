"""Answering the roadmap, question by question or from a whole sheet; how an answer changed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from openupr.accounts.acting import act, unchanged
from openupr.accounts.audit_log import AUDIT_NAMES, AuditName
from openupr.accounts.models import Person
from openupr.coalitions.audit_log import days_of
from openupr.coalitions.calendars import group_calendar
from openupr.coalitions.clock import day_of
from openupr.coalitions.models import Group
from openupr.coalitions.rules.texts import cleaned_answer, plain_line_ends
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.decisions.decisions import DecisionTally
from openupr.proposals.models import Proposal, Wording
from openupr.proposals.proposals import propose
from openupr.timeline.milestones import drop_date, mark_done, take_back_done, write_date
from openupr.web.kept_queries import kept_rows

from .actions import ANSWER
from .models import Answer, AnswerVersion, Plenary
from .roadmap import route_decision
from .rules.paper import language_written, recommendations_in, same
from .rules.roadmap import Kind, RoadmapQuestion, due_key, roadmap_question, route_question, timeline_key
from .table_drafts import FromTheTable, drafted_at_the_table


@dataclass(frozen=True, slots=True)
class Typed:
    """One answer as it was typed in from paper; `version` is the one that was open."""

    question: int
    text: str
    version: int
    day: date | None = None


class SheetMeanwhile(ValueError):
    """Of a sheet that is typed in, one answer was saved by somebody else meanwhile. Nothing of the
    sheet was saved.
    """

    def __init__(self, question: int, meanwhile: SavedMeanwhile) -> None:
        self.question, self.meanwhile = question, meanwhile
        super().__init__(f"Question {question}: {meanwhile}")


@act(ANSWER, gettext_lazy("Answer a question of the roadmap"), about="group")
def answer(
    *,
    by: Person,
    group: Group,
    question: int,
    text: str,
    version: int,
    state: str = "",
    owner: Person | None = None,
    due: date | None = None,
    day: date | None = None,
    now: datetime,
) -> Answer:
    """Save the group's answer to a question; `version` is the one that was open (0: none yet).

    `state` left out: done, once there is a text. Open as it was: in progress then; done by a day
    that is the whole answer. `day`: what it names for the timeline, where the question asks for
    one. Raises SavedMeanwhile, NoSuchQuestion, AnswerTooLong; then nothing is changed.
    """
    question_row, text = roadmap_question(question), cleaned_answer(text)
    before, day = _locked(group, question_row), day if question_row.names_day else None
    kept = before.version
    written = _state_with(text, day, before, question_row)
    chosen = Answer.State(state) if state else written
    # A form sends "open" where no status was chosen: with its text or day the question is begun.
    if state == before.state == Answer.State.OPEN != written:
        chosen = written if question_row.day_answers and day else Answer.State.IN_PROGRESS
    values = _AnswerValues(text, chosen, owner, due, day)
    if version != before.version and values != _values_of(before):
        # Also where only the day or the owner differs: what somebody else chose is not lost without
        # a word.
        raise SavedMeanwhile(theirs=before.text, yours=text, version=before.version)
    saved = _save(question_row, before, values, by=by, now=now)
    return saved if saved.version > kept else unchanged(saved)


def answer_at_the_table(
    *, group: Group, question: int, text: str, version: int, day: date | None = None, now: datetime
) -> FromTheTable:
    """Save an answer from the device on a group's table, where no one is signed in. The caller has
    checked who it is.

    Owner, due date and status stay. What it says of recommendations stands before the group as its
    own. Raises as `answer` does, TooLong, TooManyLines.
    """
    question_row, text = roadmap_question(question), cleaned_answer(text)
    before = _locked(group, question_row)
    values = _with_text(
        question_row, before, text, day if question_row.names_day else None, written=Answer.State.IN_PROGRESS
    )
    if version != before.version and values != _values_of(before):
        raise SavedMeanwhile(theirs=before.text, yours=text, version=before.version)
    said_before = before.text
    saved = _save(question_row, before, values, by=None, now=now)
    if question_row.kind == Kind.RECOMMENDATIONS:
        return drafted_at_the_table(saved, before=said_before, now=now)
    return FromTheTable(saved)


@dataclass(frozen=True, slots=True)
class TypedIn:
    """What came of a sheet: how many answers changed, and the recommendations that were drafted
    from it.
    """

    changed: int
    drafted: tuple[Proposal, ...]


@act(ANSWER, gettext_lazy("Type in a roadmap from paper"), about="group")
def type_in(*, by: Person, group: Group, sheet: Iterable[Typed], now: datetime) -> TypedIn:
    """Save what a paper sheet says; owners and due dates stay.

    Recommendations that it names anew are drafted as the group's. Raises SheetMeanwhile,
    NoSuchQuestion, AnswerTooLong, TooLong; then nothing of the sheet is saved.
    """
    changed, drafted = 0, []
    for typed in sheet:
        question, before = roadmap_question(typed.question), typed.version
        try:
            saved = _save_typed(question, typed, by=by, group=group, now=now)
        except SavedMeanwhile as meanwhile:
            raise SheetMeanwhile(typed.question, meanwhile) from meanwhile
        if question.kind == Kind.RECOMMENDATIONS and saved.version > before:
            drafted = _drafted(saved, by=by, now=now)
        changed += saved.version > before
    done = TypedIn(changed, tuple(drafted))
    return done if changed else unchanged(done)


def _drafted(answer: Answer, *, by: Person, now: datetime) -> list[Proposal]:
    """The recommendations that an answer names and neither an earlier one named nor the
    group has.
    """
    earlier = answer.versions.exclude(version=answer.version).values_list("text", flat=True)
    known = {same(each) for text in earlier for each in recommendations_in(text)}
    known |= {
        same(text) for text in Wording.objects.filter(proposal__group=answer.group).values_list("text", flat=True)
    }
    new = [recommendation for recommendation in recommendations_in(answer.text) if same(recommendation) not in known]
    languages = answer.group.coalition.languages
    return [
        propose(by=by, group=answer.group, text=each, language=language_written(each, languages), now=now)
        for each in new
    ]


def _locked(group: Group, question: RoadmapQuestion) -> Answer:
    """The answer as it stands. Locked before it is read: of two who answer at once, the second sees
    the first.
    """
    Group.objects.select_for_update().get(pk=group.pk)
    answer, _ = Answer.objects.select_related("owner").get_or_create(group=group, question=question.number)
    answer.group = group
    return answer


def _save_typed(question: RoadmapQuestion, typed: Typed, *, by: Person, group: Group, now: datetime) -> Answer:
    """One answer of a sheet. Only what a sheet has, text and day, can be saved by somebody else
    meanwhile.
    """
    before = _locked(group, question)
    values = _with_text(question, before, cleaned_answer(typed.text), typed.day if question.names_day else None)
    opened = before.versions.filter(version__lte=typed.version).first()
    as_opened = (opened.text, opened.day) if opened else ("", None)
    if (before.text, before.day) != as_opened and typed.version != before.version and values != _values_of(before):
        raise SavedMeanwhile(theirs=before.text, yours=values.text, version=before.version)
    return _save(question, before, values, by=by, now=now)


@dataclass(frozen=True, slots=True)
class _AnswerValues:
    """All that an answer says."""

    text: str
    state: str
    owner: Person | None
    due: date | None
    day: date | None


def _values_of(answer: Answer) -> _AnswerValues:
    return _AnswerValues(plain_line_ends(answer.text), answer.state, answer.owner, answer.due, answer.day)


def _with_text(
    question: RoadmapQuestion, before: Answer, text: str, day: date | None, *, written: str = Answer.State.DONE
) -> _AnswerValues:
    return replace(_values_of(before), text=text, day=day, state=_state_with(text, day, before, question, written))


def _state_with(
    text: str, day: date | None, before: Answer, question: RoadmapQuestion, written: str = Answer.State.DONE
) -> str:
    """`written`, once there is a text; in progress, where a day or recommendations are wanted too.
    What is done stays done; so does what somebody left in progress.
    """
    if question.day_answers and day and day != before.day:
        return Answer.State.DONE
    if text == plain_line_ends(before.text) or before.state == Answer.State.DONE:
        return before.state
    if not text:
        return Answer.State.OPEN
    wants_more = question.day_answers or question.kind == Kind.RECOMMENDATIONS
    is_begun = before.text and before.state == Answer.State.IN_PROGRESS
    return Answer.State.IN_PROGRESS if wants_more or is_begun else written


def _save(
    question: RoadmapQuestion, answer: Answer, values: _AnswerValues, *, by: Person | None, now: datetime
) -> Answer:
    """The answer as it is to be from now on; every change of text, state, owner or day is a version
    of its own.
    """
    if values != _values_of(answer):
        answer.version += 1
        for name, value in _parts(values).items():
            setattr(answer, name, value)
        answer.save()
        AnswerVersion.objects.create(answer=answer, version=answer.version, saved_by=by, saved_at=now, **_parts(values))
    tell_the_timeline(answer, question, today=day_of(answer.group.coalition, now))
    return answer


def _parts(values: _AnswerValues) -> dict[str, Any]:
    return {field.name: getattr(values, field.name) for field in fields(values)}


DUE_TITLE = gettext_noop("Answer question %(what)s")


def tell_the_timeline(answer: Answer, question: RoadmapQuestion, *, today: date) -> None:
    """The days of an answer stand in the group's calendar with the owner; a day taken back is taken
    out.

    Call it inside a transaction.
    """
    if question.names_day:
        _write_date(
            answer,
            timeline_key(question.number),
            question.date_title,
            answer.day,
            whose=question.date_owner,
            today=today,
        )
    key = due_key(question.number)
    _write_date(answer, key, DUE_TITLE % {"what": question.number}, answer.due, today=today)
    if answer.due:
        milestone = group_calendar(answer.group, today=today).milestones.get(key=key)
        if answer.state != Answer.State.DONE:
            take_back_done(milestone=milestone, today=today)
        elif milestone.done_on is None:
            mark_done(milestone=milestone, today=today)


def _write_date(answer: Answer, key: str, title: str, day: date | None, *, whose: str = "", today: date) -> None:
    group = answer.group
    if day:
        calendar = group_calendar(group, today=today)
        whose = "" if answer.owner else whose
        write_date(calendar=calendar, key=key, title=title, day=day, whose=whose, person=answer.owner, today=today)
    elif group.calendar:
        drop_date(calendar=group.calendar, key=key)


def write_route(tally: DecisionTally, by: Person, now: datetime) -> None:
    """Add a group's decision on its route, just closed, to what its roadmap says of the next steps.

    Nothing where it is no such decision, or too few organisations spoke.
    """
    decision, group = tally.decision, tally.decision.group
    if group is None or not tally.has_quorum or not any(option.route for option in tally.options):
        return
    number = route_question().number
    before = Answer.objects.filter(group=group, question=number).first() or Answer(group=group, question=number)
    text = "\n\n".join(filter(None, [before.text, decision.outcome, _decision_text(tally, now)]))
    kept = {"version": before.version, "owner": before.owner, "due": before.due, "day": before.day}
    state = Answer.State.DONE if before.state == Answer.State.DONE else Answer.State.IN_PROGRESS
    answer(by=by, group=group, question=number, text=text, state=state, now=now, **kept)


def _decision_text(tally: DecisionTally, now: datetime) -> str:
    counts = [(option.text, count) for option, count in tally.by_option() if count]
    with translation.override("en"):
        day = date_format(day_of(tally.decision.coalition, now), "j F Y")
        return route_decision(day, len(tally.voices), tally.members, counts)


@dataclass(frozen=True, slots=True)
class AnswerStep:
    """An answer as somebody saved it: whether its text changed then, and what became of state,
    owner and days.
    """

    version: AnswerVersion
    text_changed: bool
    became: tuple[tuple[str, str], ...]


def history_of(group: Group, question: int) -> list[AnswerStep]:
    """How an answer came to be, the newest version first: every text, state, owner and day."""
    versions = AnswerVersion.objects.filter(answer__group=group, answer__question=question)
    versions_read = list(versions.select_related("saved_by", "owner"))
    return [_step(version, before) for version, before in zip(versions_read, [*versions_read[1:], None], strict=False)]


def version_of(group: Group, question: int, version: int) -> AnswerVersion | None:
    """An answer as it stood when somebody opened it: the latest version up to that one."""
    versions = AnswerVersion.objects.filter(answer__group=group, answer__question=question, version__lte=version)
    return versions.first()


def answer_details(answer: Answer | AnswerVersion) -> list[tuple[str, str]]:
    """State, owner and days of an answer, each with its name; none of an older version of which the
    text alone was kept.
    """
    if not answer.state:
        return []
    return [
        (_("Status"), str(answer.get_state_display())),
        (_("Owner"), str(answer.owner or _("no owner yet"))),
        (_("Due"), _day_text(answer.due)),
        (_("The day"), _day_text(answer.day)),
    ]


def _day_text(day: date | None) -> str:
    return date_format(day, "j F Y") if day else "—"


def _step(version: AnswerVersion, before: AnswerVersion | None) -> AnswerStep:
    stood = answer_details(before or Answer())
    became = tuple(detail for detail in answer_details(version) if detail not in stood)
    return AnswerStep(version, text_changed=version.text != (before.text if before else ""), became=became)


def answer_of(group: Group, question: int) -> Answer | None:
    """The group's answer to one question."""
    return group.answers.select_related("owner").filter(question=question).first()


def name_answers() -> None:
    """Have the audit log name answers, and plenaries by their day."""
    AUDIT_NAMES.add(AuditName("answer", _answer_names), AuditName("plenary", days_of(Plenary, "day")))


def _answer_names(numbers: Collection[int]) -> Mapping[int, str]:
    answers = kept_rows(_kept_answers, numbers)
    words = _("%(group)s, question %(number)d")
    return {answer.pk: words % {"group": answer.group.name, "number": answer.question} for answer in answers}


def _kept_answers(keys: Collection[int]) -> QuerySet[Answer]:
    return Answer.objects.filter(pk__in=keys).select_related("group").order_by()
