"""What was published of a workshop in numbers: for the report, and for the page of figures.

    found = published(workshop)          # None: nothing was published, or it was withdrawn
    found.total                          # 70: how many took part; it is there whenever anything is
    found.registered                     # 82: how many had registered; None where that may not be told
    found.approximate                    # True: "some 70"
    found.by_hand                        # True: typed in from paper, to be told so
    found.days                           # {date(2018, 3, 12): 66, ...}; a day that may not be told is missing
    found.of("gender")                   # {"women": 31, "rest": 39}; {} where nothing may be told
    found.share("area", "rural")         # (28, 70), or None

Questions are area (rural, urban), gender (women, men), first-time (yes, no) and language (codes of the workshop's
languages); each has a `rest`: other answers, and those who did not say. There is no number under five, and none can be
worked out (see rules.publishing): so nothing here may be subtracted from anything but the total.

The figures of several workshops at once: `published_of(workshops)`, two queries.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from openupr.workshops.models import Workshop

from ..models import PublishedFigures
from ..rules.publishing import Publication
from ..rules.questions import DAY, REGISTERED, TOTAL


@dataclass(frozen=True)
class Published:
    """A workshop's frozen figures. `total`: how many took part, on whichever day."""

    total: int
    published_on: date
    registered: int | None = None
    by_hand: bool = False
    approximate: bool = False
    days: Mapping[date, int] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def of(self, question: str) -> Mapping[str, int]:
        """How many gave each answer; empty where that may not be told."""
        return self.answers.get(question, {})

    def share(self, question: str, group: str) -> tuple[int, int] | None:
        """How many of how many gave this answer; None where that may not be told."""
        count = self.of(question).get(group)
        return None if count is None else (count, self.total)


def published(workshop: Workshop) -> Published | None:
    """The published figures of one workshop."""
    return published_of([workshop]).get(workshop.pk)


def published_of(workshops: Iterable[Workshop]) -> dict[int, Published]:
    """The published figures by the keys of workshops; those without are missing. Two queries."""
    stand = PublishedFigures.objects.filter(withdrawn_on=None, replaced_on=None)
    found = stand.filter(workshop__in=[each.pk for each in workshops])
    return {each.workshop_id: told for each in found.prefetch_related("counts") if (told := _told(each))}


def publication_of(figures: PublishedFigures) -> Publication:
    """The numbers of a publication, also of one that was withdrawn."""
    told = _told(figures)
    if told is None:
        return Publication()
    days = {day.isoformat(): came for day, came in told.days.items()}
    return Publication(told.total, told.registered, days, told.answers)


def all_publications(workshop: Workshop) -> list[Publication]:
    """All that was ever published of a workshop, oldest first; replaced and withdrawn included. Two queries."""
    return [
        publication_of(each) for each in PublishedFigures.objects.filter(workshop=workshop).prefetch_related("counts")
    ]


def _told(figures: PublishedFigures) -> Published | None:
    numbers: dict[str, int] = {}
    days: dict[date, int] = {}
    answers: dict[str, dict[str, int]] = {}
    for each in figures.counts.all():
        if each.question in (TOTAL, REGISTERED):
            numbers[each.question] = each.count
        elif each.question == DAY:
            days[date.fromisoformat(each.group)] = each.count
        else:
            answers.setdefault(each.question, {})[each.group] = each.count
    if TOTAL not in numbers:
        return None
    return Published(
        total=numbers[TOTAL],
        registered=numbers.get(REGISTERED),
        published_on=figures.published_on,
        by_hand=figures.by_hand,
        approximate=figures.approximate,
        days=days,
        answers=answers,
    )
