"""A roadmap that came back as a Word file: what a person ticked is saved, each as on its own page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Group

from ..actions import ANSWER
from ..models import Proposal, Wording
from ..queries.roadmap import answer_of
from ..rules.paper import day_written, language_written
from .proposals import propose, save_wording
from .roadmap import answer


@dataclass(frozen=True, slots=True)
class TakenAnswer:
    """What the file says of one question; None: not taken. `day`: as it is written. `version`: the one shown."""

    version: int
    text: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class TakenWording:
    """Another text of a recommendation that the group has. `version`: the one that was shown."""

    wording: Wording
    version: int
    text: str


@act(ANSWER, _("Take a roadmap from a changed file"), about="group")
def take_roadmap_back(
    *,
    by: Person,
    group: Group,
    answers: Mapping[int, TakenAnswer],
    wordings: Sequence[TakenWording],
    new: Sequence[str],
    now: datetime,
) -> list[Proposal]:
    """Save what was ticked, all of it or nothing; owners and due dates stay. Returns the new drafts.

    Raises SavedMeanwhile where one of them changed since it was shown, AnswerTooLong, TooLong, InOtherLetters.
    """
    for number, taken in answers.items():
        kept = answer_of(group, number)
        day = day_written(taken.day) if taken.day else kept.day if kept else None
        answer(
            by=by,
            group=group,
            question=number,
            text=taken.text if taken.text is not None else kept.text if kept else "",
            version=taken.version,
            owner=kept.owner if kept else None,
            due=kept.due if kept else None,
            day=day,
            now=now,
        )
    for each in wordings:
        save_wording(
            by=by,
            proposal=each.wording.proposal,
            language=each.wording.language,
            text=each.text,
            version=each.version,
            now=now,
        )
    languages = group.coalition.languages
    return [propose(by=by, group=group, text=text, language=language_written(text, languages), now=now) for text in new]
