"""Answering the roadmap, question by question or from a whole sheet of paper."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act, unchanged
from openupr.accounts.models import Person
from openupr.coalitions.clock import day_of
from openupr.coalitions.models import Group
from openupr.coalitions.rules.texts import cleaned_answer, plain_line_ends
from openupr.coalitions.rules.versions import SavedMeanwhile

from ..actions import ANSWER
from ..models import Answer, AnswerVersion, Proposal, Wording
from ..rules.paper import language_written, recommendations_in, same
from ..rules.roadmap import Kind, RoadmapQuestion, roadmap_question
from .proposals import propose
from .roadmap_dates import tell_the_timeline
from .table_drafts import FromTheTable, drafted_at_the_table


@dataclass(frozen=True, slots=True)
class Typed:
    """One answer as it was typed in from paper; `version` is the one that was open."""

    question: int
    text: str
    version: int
    day: date | None = None


class SheetMeanwhile(ValueError):
    """Of a sheet that is typed in, one answer was saved by somebody else meanwhile. Nothing of the sheet was saved."""

    def __init__(self, question: int, meanwhile: SavedMeanwhile) -> None:
        self.question, self.meanwhile = question, meanwhile
        super().__init__(f"Question {question}: {meanwhile}")


@act(ANSWER, _("Answer a question of the roadmap"), about="group")
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

    `state` left out: done, once there is a text. Open as it was: in progress then; done by a day that is the whole
    answer. `day`: what it names for the timeline, where the question asks for one.
    Raises SavedMeanwhile, NoSuchQuestion, AnswerTooLong; then nothing is changed.
    """
    asked, text = roadmap_question(question), cleaned_answer(text)
    before, day = _locked(group, asked), day if asked.names_day else None
    kept = before.version
    written = _state_with(text, day, before, asked)
    chosen = Answer.State(state) if state else written
    # A form sends "open" where no status was chosen: with its text or day the question is begun.
    if state == before.state == Answer.State.OPEN != written:
        chosen = written if asked.day_answers and day else Answer.State.IN_PROGRESS
    given = _Said(text, chosen, owner, due, day)
    if version != before.version and given != _said(before):
        # Also where only the day or the owner differs: what somebody else chose is not lost without a word.
        raise SavedMeanwhile(theirs=before.text, yours=text, version=before.version)
    saved = _save(asked, before, given, by=by, now=now)
    return saved if saved.version > kept else unchanged(saved)


def answer_at_the_table(
    *, group: Group, question: int, text: str, version: int, day: date | None = None, now: datetime
) -> FromTheTable:
    """Save an answer from the device on a group's table, where nobody is signed in; whoever calls has asked who it is.

    Owner, due date and status stay. What it says of recommendations stands before the
    group as its own. Raises as `answer` does, TooLong, TooManyLines.
    """
    asked, text = roadmap_question(question), cleaned_answer(text)
    before = _locked(group, asked)
    given = _with_text(asked, before, text, day if asked.names_day else None, written=Answer.State.IN_PROGRESS)
    if version != before.version and given != _said(before):
        raise SavedMeanwhile(theirs=before.text, yours=text, version=before.version)
    said_before = before.text
    saved = _save(asked, before, given, by=None, now=now)
    if asked.kind == Kind.RECOMMENDATIONS:
        return drafted_at_the_table(saved, before=said_before, now=now)
    return FromTheTable(saved)


@dataclass(frozen=True, slots=True)
class TypedIn:
    """What came of a sheet: how many answers changed, and the recommendations that were drafted from it."""

    changed: int
    drafted: tuple[Proposal, ...]


@act(ANSWER, _("Type in a roadmap from paper"), about="group")
def type_in(*, by: Person, group: Group, sheet: Iterable[Typed], now: datetime) -> TypedIn:
    """Save what a paper sheet says; owners and due dates stay.

    Recommendations that it names anew are drafted as the group's. Raises SheetMeanwhile, NoSuchQuestion,
    AnswerTooLong, TooLong; then nothing of the sheet is saved.
    """
    changed, drafted = 0, []
    for typed in sheet:
        asked, before = roadmap_question(typed.question), typed.version
        try:
            given = _save_typed(asked, typed, by=by, group=group, now=now)
        except SavedMeanwhile as meanwhile:
            raise SheetMeanwhile(typed.question, meanwhile) from meanwhile
        if asked.kind == Kind.RECOMMENDATIONS and given.version > before:
            drafted = _drafted(given, by=by, now=now)
        changed += given.version > before
    done = TypedIn(changed, tuple(drafted))
    return done if changed else unchanged(done)


def _drafted(given: Answer, *, by: Person, now: datetime) -> list[Proposal]:
    """The recommendations that an answer names and neither an earlier one named nor the group has."""
    earlier = given.versions.exclude(version=given.version).values_list("text", flat=True)
    known = {same(each) for text in earlier for each in recommendations_in(text)}
    known |= {same(text) for text in Wording.objects.filter(proposal__group=given.group).values_list("text", flat=True)}
    new = [each for each in recommendations_in(given.text) if same(each) not in known]
    languages = given.group.coalition.languages
    return [
        propose(by=by, group=given.group, text=each, language=language_written(each, languages), now=now)
        for each in new
    ]


def _locked(group: Group, asked: RoadmapQuestion) -> Answer:
    """The answer as it stands. Locked before it is read: of two who answer at once, the second sees the first."""
    Group.objects.select_for_update().get(pk=group.pk)
    given, _ = Answer.objects.select_related("owner").get_or_create(group=group, question=asked.number)
    given.group = group
    return given


def _save_typed(asked: RoadmapQuestion, typed: Typed, *, by: Person, group: Group, now: datetime) -> Answer:
    """One answer of a sheet. Only what a sheet has, text and day, can be saved by somebody else meanwhile."""
    before = _locked(group, asked)
    given = _with_text(asked, before, cleaned_answer(typed.text), typed.day if asked.names_day else None)
    opened = before.versions.filter(version__lte=typed.version).first()
    as_opened = (opened.text, opened.day) if opened else ("", None)
    if (before.text, before.day) != as_opened and typed.version != before.version and given != _said(before):
        raise SavedMeanwhile(theirs=before.text, yours=given.text, version=before.version)
    return _save(asked, before, given, by=by, now=now)


@dataclass(frozen=True, slots=True)
class _Said:
    """All that an answer says."""

    text: str
    state: str
    owner: Person | None
    due: date | None
    day: date | None


def _said(given: Answer) -> _Said:
    return _Said(plain_line_ends(given.text), given.state, given.owner, given.due, given.day)


def _with_text(
    asked: RoadmapQuestion, before: Answer, text: str, day: date | None, *, written: str = Answer.State.DONE
) -> _Said:
    return replace(_said(before), text=text, day=day, state=_state_with(text, day, before, asked, written))


def _state_with(
    text: str, day: date | None, before: Answer, asked: RoadmapQuestion, written: str = Answer.State.DONE
) -> str:
    """`written`, once there is a text; in progress, where a day or recommendations are wanted too. What is done stays
    done; so does what somebody left in progress.
    """
    if asked.day_answers and day and day != before.day:
        return Answer.State.DONE
    if text == plain_line_ends(before.text) or before.state == Answer.State.DONE:
        return before.state
    if not text:
        return Answer.State.OPEN
    wants_more = asked.day_answers or asked.kind == Kind.RECOMMENDATIONS
    is_begun = before.text and before.state == Answer.State.IN_PROGRESS
    return Answer.State.IN_PROGRESS if wants_more or is_begun else written


def _save(asked: RoadmapQuestion, given: Answer, said: _Said, *, by: Person | None, now: datetime) -> Answer:
    """The answer as it is to be from now on; every change of text, state, owner or day is a version of its own."""
    if said != _said(given):
        given.version += 1
        for name, value in _parts(said).items():
            setattr(given, name, value)
        given.save()
        AnswerVersion.objects.create(answer=given, version=given.version, saved_by=by, saved_at=now, **_parts(said))
    tell_the_timeline(given, asked, today=day_of(given.group.coalition, now))
    return given


def _parts(said: _Said) -> dict[str, Any]:
    return {each.name: getattr(said, each.name) for each in fields(said)}
