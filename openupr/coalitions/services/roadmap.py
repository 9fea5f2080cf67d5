"""Answering the roadmap."""

from datetime import date, datetime

from openupr.accounts.models import Person

from ..models import Answer, AnswerVersion, Group
from ..permissions.roadmap import ANSWER
from ..rules.roadmap import cleaned_answer, roadmap_question
from ..rules.versions import check_version
from .acting import act


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
    # Locked before it is read: of two who answer for the first time at once, the second sees the first.
    Group.objects.select_for_update().get(pk=group.pk)
    given, _ = Answer.objects.get_or_create(group=group, question=asked.number)
    check_version(seen=version, current=given.version, theirs=given.text, yours=text)
    is_new_text = given.text != text
    given.text, given.owner, given.due = text, owner, due
    given.day = day if asked.names_day else None
    given.state = Answer.State(state) if state else (Answer.State.IN_WORK if text else Answer.State.OPEN)
    if is_new_text:
        given.version += 1
        AnswerVersion.objects.create(answer=given, version=given.version, text=text, saved_by=by, saved_at=now)
    given.save()
    return given
