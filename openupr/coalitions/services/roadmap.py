"""Answering the roadmap, question by question or from a whole sheet of paper."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from openupr.accounts.models import Person
from openupr.text.khmer import LETTERS as KHMER
from openupr.timeline.services import drop_date, write_date

from ..models import Answer, AnswerVersion, Group, Proposal, Wording
from ..permissions.roadmap import ANSWER
from ..rules.paper import recommendations_in, same
from ..rules.roadmap import RoadmapQuestion, cleaned_answer, roadmap_question, timeline_key
from ..rules.versions import SavedMeanwhile, check_version
from .acting import act
from .calendars import group_calendar
from .proposals import propose

# Neutral: a calendar on a telephone may be seen by others.
_TITLES = {
    "steps": "Next step of the group",
    "circulated": "Draft to the group",
    "comments": "Last comments of the group",
}


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


@act(ANSWER, about="group")
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

    `state` left out: in work, once there is a text. `day`: what questions 8 to 10 name, for the timeline.
    Raises SavedMeanwhile, NoSuchQuestion, AnswerTooLong; then nothing is changed.
    """
    asked, text = roadmap_question(question), cleaned_answer(text)
    before = _locked(group, asked)
    day = day if asked.names_day else None
    chosen = (owner, due, day, Answer.State(state) if state else None)
    standing = (before.owner, before.due, before.day, before.state if state else None)
    if version != before.version and (text, *chosen) != (before.text, *standing):
        # Also where only the day or who sees to it differs: what somebody else chose is not lost without a word.
        raise SavedMeanwhile(theirs=before.text, yours=text, version=before.version)
    given = _write(asked, by=by, group=group, text=text, version=before.version, day=day, now=now)
    given.owner, given.due = owner, due
    given.state = Answer.State(state) if state else given.state
    given.version += chosen != standing and given.version == before.version
    given.save()
    return given


def answer_at_the_table(
    *, group: Group, question: int, text: str, version: int, day: date | None = None, now: datetime
) -> Answer:
    """Save an answer from the device on a group's table, where nobody is signed in; whoever calls has asked who it is.

    Who sees to it, by when, and whether it is done, stays. Raises as `answer` does.
    """
    asked, text = roadmap_question(question), cleaned_answer(text)
    before = _locked(group, asked)
    day = day if asked.names_day else before.day
    if version != before.version and (text, day) != (before.text, before.day):
        raise SavedMeanwhile(theirs=before.text, yours=text, version=before.version)
    given = _write(asked, by=None, group=group, text=text, version=before.version, day=day, now=now)
    if day != before.day and given.version == before.version:
        given.version += 1
        given.save(update_fields=["version"])
    return given


@dataclass(frozen=True, slots=True)
class TypedIn:
    """What came of a sheet: how many answers changed, and the recommendations that were drafted from question 4."""

    changed: int
    drafted: tuple[Proposal, ...]


@act(ANSWER, about="group")
def type_in(*, by: Person, group: Group, sheet: Iterable[Typed], now: datetime) -> TypedIn:
    """Save what a paper sheet says; who sees to what, and by when, stays.

    What question 4 says anew is drafted as the group's recommendations. Raises SheetMeanwhile, NoSuchQuestion,
    AnswerTooLong, TooLong; then nothing of the sheet is saved.
    """
    changed, drafted = 0, []
    for typed in sheet:
        asked, before = roadmap_question(typed.question), typed.version
        try:
            given = _write(asked, by=by, group=group, text=typed.text, version=before, day=typed.day, now=now)
        except SavedMeanwhile as meanwhile:
            raise SheetMeanwhile(typed.question, meanwhile) from meanwhile
        if asked.key == "recommendations" and given.version > before:
            drafted = _drafted(given, by=by, now=now)
        changed += given.version > before
    return TypedIn(changed, tuple(drafted))


def _drafted(given: Answer, *, by: Person, now: datetime) -> list[Proposal]:
    """The recommendations that an answer names and neither an earlier one named nor the group has."""
    earlier = given.versions.exclude(version=given.version).values_list("text", flat=True)
    known = {same(each) for text in earlier for each in recommendations_in(text)}
    known |= {same(text) for text in Wording.objects.filter(proposal__group=given.group).values_list("text", flat=True)}
    new = [each for each in recommendations_in(given.text) if same(each) not in known]
    return [
        propose(by=by, group=given.group, text=each, language=_language(each, given.group), now=now) for each in new
    ]


def _language(text: str, group: Group) -> str:
    """Khmer where it is written in Khmer letters, else the first other language that the coalition writes in."""
    spoken: list[str] = group.coalition.languages or ["en"]
    if re.search(f"[{KHMER}]", text):
        return "km"
    return next((each for each in spoken if each != "km"), "en")


def _locked(group: Group, asked: RoadmapQuestion) -> Answer:
    """The answer as it stands. Locked before it is read: of two who answer at once, the second sees the first."""
    Group.objects.select_for_update().get(pk=group.pk)
    given, _ = Answer.objects.select_related("owner").get_or_create(group=group, question=asked.number)
    return given


def _write(
    asked: RoadmapQuestion, *, by: Person | None, group: Group, text: str, version: int, day: date | None, now: datetime
) -> Answer:
    text = cleaned_answer(text)
    given = _locked(group, asked)
    opened = given.versions.filter(version__lte=version).first()
    # A version may have grown by an owner or a day: of the text only its own changes are a conflict.
    if given.text != (opened.text if opened else ""):
        check_version(seen=version, current=given.version, theirs=given.text, yours=text)
    if given.text != text:
        given.text, given.version = text, given.version + 1
        AnswerVersion.objects.create(answer=given, version=given.version, text=text, saved_by=by, saved_at=now)
        if given.state != Answer.State.DONE:
            given.state = Answer.State.IN_WORK if text else Answer.State.OPEN
    if asked.names_day:
        given.day = day
        _tell_the_timeline(group, asked, day, today=timezone.localdate(now))
    given.save()
    return given


def _tell_the_timeline(group: Group, asked: RoadmapQuestion, day: date | None, *, today: date) -> None:
    """The day that an answer names stands in the group's calendar; a day taken back is taken out."""
    key = timeline_key(asked.number)
    if day:
        write_date(calendar=group_calendar(group, today=today), key=key, title=_TITLES[asked.key], day=day, today=today)
    elif group.calendar:
        drop_date(calendar=group.calendar, key=key)
