"""Which numbers about a workshop's people may be told, so that no number under five can be worked
out from them.

What is published is told together, once, and then frozen. Whoever reads it knows this rule and all
its numbers.

- The total of those who came at least once, if it is at least five; else nothing at all.
- How many had registered, if at least five of them never came.
- Of each question apart, never of two together: all its groups and the rest, if each of them is at least five; else its
  first group and the rest, if both are; else nothing. Groups, their order and which is first are fixed before anybody
  answers: nothing is joined, left out or chosen by how large it is.
- Of the days, those on which at least five came and at least five did not, and of these only if at least five would be
  left were everybody who missed a day somebody else; else no day. So also who knows that everybody came once learns
  nothing about a few.

- Figures typed in from paper are put right by others only where these tell of no few beside any that were told before
  (rules.comparing).

Why this is enough, and how it was tried on all small tables, stands in docs/decisions/0016.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .refusals import MoreThanAll

LEAST = 5
# Everybody who is in no group that is told: those of other groups, and those who did not say.
REST = "rest"

# question: group: how many
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Publication:
    """What may be published: `total` is None where nothing may be.

    Days and questions that may not be published are missing.
    """

    total: int | None = None
    registered: int | None = None
    days: Mapping[str, int] = field(default_factory=dict)
    answers: Counts = field(default_factory=dict)


def publication(
    *, total: int, days: Mapping[str, int], answers: Counts, registered: int | None = None, least: int = LEAST
) -> Publication:
    """What may be told of `total` people who took part, of whom so many came on each day and gave
    each answer.

    `answers` holds for each question its groups in their fixed order, without the rest.
    `registered`: how many, of whom some never came; None where nobody knows.
    """
    if total < least:
        return Publication()
    publishable = {question: told_of(groups, total=total, least=least) for question, groups in answers.items()}
    return Publication(
        total=total,
        registered=registered if registered is not None and registered - total >= least else None,
        days=told_days(days, total=total, least=least),
        answers={question: groups for question, groups in publishable.items() if groups},
    )


def typed_in(
    *, total: int, registered: int | None, days: Mapping[date, int] | None, answers: Counts | None
) -> Publication:
    """Figures as they were typed in from paper, with the rest of each question; not all of it may
    be told.

    Raises MoreThanAll.
    """
    came = {day.isoformat(): count for day, count in (days or {}).items()}
    counts = {question: dict(groups) for question, groups in (answers or {}).items()}
    parts = [*came.values(), *(sum(groups.values()) for groups in counts.values())]
    if any(part > total for part in parts) or (registered is not None and registered < total):
        raise MoreThanAll
    whole = {question: groups | {REST: total - sum(groups.values())} for question, groups in counts.items()}
    return Publication(total=total, registered=registered, days=came, answers=whole)


def publication_of(typed: Publication) -> Publication:
    """What may be published of figures that were typed in."""
    answers = {
        question: {group: count for group, count in groups.items() if group != REST}
        for question, groups in typed.answers.items()
    }
    return publication(total=typed.total or 0, registered=typed.registered, days=typed.days, answers=answers)


def told_of(groups: Mapping[str, int], *, total: int, least: int = LEAST) -> dict[str, int]:
    """Of one question: all groups and the rest, or the first and the rest, or nothing."""
    first = dict(list(groups.items())[:1])
    for offered in (dict(groups), first):
        whole = offered | {REST: total - sum(offered.values())}
        if offered and all(count >= least for count in whole.values()):
            return whole
    return {}


def told_days(days: Mapping[str, int], *, total: int, least: int = LEAST) -> dict[str, int]:
    """How many came, by day, for the days that may be published."""
    publishable = {day: came for day, came in days.items() if came >= least and total - came >= least}
    missed = sum(total - came for came in publishable.values())
    return publishable if total - missed >= least else {}
