"""Figures of who came: numbers of a workshop's list, published once and then frozen.

    figures = published(workshop)        # None: nothing was published, or it was withdrawn
    figures.total                        # 70: how many took part; it is there whenever anything is
    figures.registered                   # 82: how many had registered; None where it may not be published
    figures.approximate                  # True: "some 70"
    figures.by_hand                      # True: typed in from paper
    figures.days                         # {date(2018, 3, 12): 66, ...}; other days are missing
    figures.of("gender")                 # {"women": 31, "rest": 39}; {} where nothing may be published
    figures.share("area", "rural")       # (28, 70), or None

Questions are area (rural, urban), gender (women, men), first-time (yes, no) and language (codes of
the workshop's languages); each has a `rest`: other answers, and those who did not say. There is no
number under five, and none can be worked out (see rules.publishing): so nothing here may be
subtracted from anything but the total.

The figures of several workshops at once: `published_of(workshops)`, two queries. A past workshop
whose list is on paper gets its figures by `publish_by_hand`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit
from openupr.upr.languages import language
from openupr.web.languages import in_page_language
from openupr.workshops.models import Workshop

from .actions import PUBLISH
from .models import Attended, PublishedCount, PublishedFigures, Registration
from .registrations import COUNTED_ONLY, last_day_of
from .rules.comparing import differ_by_few, tells_of_few
from .rules.publishing import LEAST, REST, Publication, publication, publication_of, typed_in
from .rules.questions import AREA, DAY, FIRST_TIME, GENDER, LANGUAGE, REGISTERED, TOTAL, questions_of
from .rules.refusals import NobodyCame, NothingToPublish, NotOverYet, PublishedAlready, TellsOfFew


def counted(workshop: Workshop) -> Publication:
    """What may be told of those on the list who came; for those who keep it, who decide when."""
    listed = Registration.objects.filter(workshop=workshop)
    people = list(listed.filter(days__isnull=False).distinct())
    days = workshop.days.annotate(came=Count("attended"))
    counter = Counter(answer for person in people for answer in answers_of(person))
    return publication(
        total=len(people),
        registered=listed.count(),
        days={day.date.isoformat(): day.came for day in days},
        answers={
            question.key: {group: counter[question.key, group] for group in question.groups}
            for question in questions_of(workshop.languages)
        },
    )


def answers_of(person: Registration) -> list[tuple[str, str]]:
    """What somebody answered, as pairs of a question and a group; what they left out is missing."""
    first = {True: "yes", False: "no", None: ""}[person.first_time]
    pairs = (
        (AREA, person.area),
        (GENDER, person.gender_group),
        (FIRST_TIME, first),
        (LANGUAGE, person.language),
    )
    return [(question, answer) for question, answer in pairs if answer]


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
    rows = stand.filter(workshop__in=[workshop.pk for workshop in workshops])
    return {row.workshop_id: figures for row in rows.prefetch_related("counts") if (figures := _published(row))}


def numbers_published(figures: PublishedFigures) -> Publication:
    """The numbers of a publication, also of one that was withdrawn."""
    figures_told = _published(figures)
    if figures_told is None:
        return Publication()
    days = {day.isoformat(): came for day, came in figures_told.days.items()}
    return Publication(figures_told.total, figures_told.registered, days, figures_told.answers)


def all_publications(workshop: Workshop) -> list[Publication]:
    """All that was ever published of a workshop, oldest first; replaced and withdrawn included. Two
    queries.
    """
    return [
        numbers_published(row) for row in PublishedFigures.objects.filter(workshop=workshop).prefetch_related("counts")
    ]


def _published(figures: PublishedFigures) -> Published | None:
    numbers: dict[str, int] = {}
    days: dict[date, int] = {}
    answers: dict[str, dict[str, int]] = {}
    for count in figures.counts.all():
        if count.question in (TOTAL, REGISTERED):
            numbers[count.question] = count.count
        elif count.question == DAY:
            days[date.fromisoformat(count.group)] = count.count
        else:
            answers.setdefault(count.question, {})[count.group] = count.count
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


HEADER = ("workshop", "question", "group", "count", "of", "approximate", "typed_in_from_paper", "published_on")
_QUESTIONS = {
    AREA: gettext_lazy("Where they live and work"),
    GENDER: gettext_lazy("Gender"),
    FIRST_TIME: gettext_lazy("First time with the UPR"),
    LANGUAGE: gettext_lazy("Language they follow best"),
}
_GROUPS: dict[tuple[str, str], str | Promise] = {
    (AREA, "rural"): gettext_lazy("in the countryside"),
    (AREA, "urban"): gettext_lazy("in a town or city"),
    (GENDER, "women"): gettext_lazy("women"),
    (GENDER, "men"): gettext_lazy("men"),
    (FIRST_TIME, "yes"): gettext_lazy("yes"),
    (FIRST_TIME, "no"): gettext_lazy("no"),
}


@dataclass(frozen=True)
class FigurePart:
    """A question with what is told of it: pairs of a name and a number; none where nothing may be.

    `is_uncounted`: nobody could count it, as the form for paper has no field for it.
    """

    title: str
    rows: list[tuple[str, int]]
    is_uncounted: bool = False


def figures_in_words(figures: Published | Publication, workshop: Workshop) -> list[FigurePart]:
    """The days, then every question that is counted, also those of which nothing is told."""
    days = [(_day(day), came) for day, came in figures.days.items()]
    question_keys = [question.key for question in questions_of(workshop.languages)]
    is_by_hand = isinstance(figures, Published) and figures.by_hand
    keys = [*question_keys, *(key for key in figures.answers if key not in question_keys)]
    return [
        FigurePart(_("Came on"), days),
        *(
            FigurePart(
                str(_QUESTIONS[key]),
                [(group_named(key, group), n) for group, n in figures.answers.get(key, {}).items()],
                is_uncounted=is_by_hand and key == LANGUAGE,
            )
            for key in keys
        ),
    ]


def in_a_sentence(figures: Published | Publication) -> str:
    """How many took part, as the page says before they are published."""
    took_part = _("This would be published: %(n)s people took part") % {"n": figures.total}
    registered = _(", %(n)s had registered") % {"n": figures.registered} if figures.registered else ""
    return took_part + registered + _(", and what follows.")


def group_named(question: str, group: str) -> str:
    """A group of answers in words."""
    if group == REST:
        return _("others, and those who did not say")
    return in_page_language(language(group).name) if question == LANGUAGE else str(_GROUPS[question, group])


def _day(day: date | str) -> str:
    return date_format(date.fromisoformat(day) if isinstance(day, str) else day, "l, j F Y")


def rows_of(figures: Published, workshop: Workshop) -> Iterator[tuple[str | int, ...]]:
    """One row a number, by the names of HEADER."""
    for question, group, count in _numbers(figures):
        flags = ("yes" if figures.approximate else "", "yes" if figures.by_hand else "")
        yield workshop.title, question, group, count, figures.total, *flags, figures.published_on.isoformat()


def _numbers(figures: Published) -> Iterator[tuple[str, str, int]]:
    yield TOTAL, "", figures.total
    if figures.registered:
        yield REGISTERED, "", figures.registered
    yield from ((DAY, day.isoformat(), came) for day, came in figures.days.items())
    yield from ((key, group, count) for key, groups in figures.answers.items() for group, count in groups.items())


def document_of(figures: Published, workshop: Workshop) -> dict[str, Any]:
    """The same as one JSON document."""
    return {
        "workshop": workshop.title,
        "total": figures.total,
        "registered": figures.registered,
        "approximate": figures.approximate,
        "typed_in_from_paper": figures.by_hand,
        "published_on": figures.published_on.isoformat(),
        "no_number_under": LEAST,
        "days": {day.isoformat(): came for day, came in figures.days.items()},
        "answers": {key: dict(groups) for key, groups in figures.answers.items()},
    }


def near_to(figures: Publication, workshop: Workshop) -> list[str]:
    """Titles of other workshops of the coalition whose figures differ by fewer than five: where
    nearly the same people came, the two together tell of the few who differ. Withdrawn figures
    count: they were read. Two queries.
    """
    others = PublishedFigures.objects.filter(workshop__coalition=workshop.coalition_id).exclude(workshop=workshop)
    rows = others.select_related("workshop").prefetch_related("counts").order_by("workshop__title", "pk")
    near = {
        other.workshop_id: other.workshop.title for other in rows if differ_by_few(numbers_published(other), figures)
    }
    return list(near.values())


def latest_figures(workshop: Workshop) -> PublishedFigures | None:
    """What was published last, also where it was withdrawn."""
    return PublishedFigures.objects.filter(workshop=workshop, replaced_on=None).first()


@act(PUBLISH, gettext_lazy("Publish figures counted from the list"), about="workshop")
def publish_from_list(*, by: Person, workshop: Workshop, today: date) -> PublishedFigures:
    """Count who came, and tell what may be told; answers that were asked for this alone are deleted
    then.

    Raises NotOverYet, PublishedAlready, NobodyCame, NothingToPublish.
    """
    _check_it_is_over(workshop, today)
    if PublishedFigures.objects.select_for_update().filter(workshop=workshop).exists():
        raise PublishedAlready
    if not workshop.registrations.filter(days__isnull=False).exists():
        raise NobodyCame
    figures = _publish(workshop, counted(workshop), today=today)
    # What they were asked for is done.
    workshop.registrations.update(**COUNTED_ONLY)
    erase_after_commit(Attended, Registration, wait=PATIENTLY)
    return figures


@act(PUBLISH, gettext_lazy("Publish figures that were typed in"), about="workshop")
def publish_by_hand(
    *,
    by: Person,
    workshop: Workshop,
    today: date,
    total: int,
    approximate: bool = False,
    registered: int | None = None,
    days: Mapping[date, int] | None = None,
    answers: Mapping[str, Mapping[str, int]] | None = None,
) -> PublishedFigures:
    """Figures of a workshop that was held on paper, typed in; what may not be told is not kept.

    `answers`: {"gender": {"women": 31}}, by the keys of rules.questions. Figures typed in before
    give way to these, unless these tell of a few beside any that were ever told. Raises NotOverYet,
    PublishedAlready, NothingToPublish, MoreThanAll, TellsOfFew.
    """
    _check_it_is_over(workshop, today)
    earlier = PublishedFigures.objects.select_for_update().filter(workshop=workshop)
    if earlier.filter(by_hand=False).exists():
        raise PublishedAlready
    typed = typed_in(total=total, registered=registered, days=days, answers=answers)
    publication = publication_of(typed)
    if tells_of_few(all_publications(workshop), typed=typed, publication=publication):
        raise TellsOfFew
    earlier.filter(replaced_on=None).update(replaced_on=today)
    return _publish(workshop, publication, today=today, by_hand=True, approximate=approximate)


@act(PUBLISH, gettext_lazy("Withdraw published figures"), about="workshop")
def withdraw_figures(*, by: Person, workshop: Workshop, today: date) -> None:
    """They are not shown any more. What was taken from a list is not taken a second time."""
    PublishedFigures.objects.filter(workshop=workshop, withdrawn_on=None, replaced_on=None).update(withdrawn_on=today)


def _check_it_is_over(workshop: Workshop, today: date) -> None:
    last = last_day_of(workshop)
    if last is None or today < last:
        raise NotOverYet


def _publish(
    workshop: Workshop, publication: Publication, *, today: date, by_hand: bool = False, approximate: bool = False
) -> PublishedFigures:
    if publication.total is None:
        raise NothingToPublish
    figures = PublishedFigures.objects.create(
        workshop=workshop, published_on=today, by_hand=by_hand, approximate=approximate
    )
    rows = [
        (TOTAL, "", publication.total),
        *([(REGISTERED, "", publication.registered)] if publication.registered else []),
        *((DAY, day, came) for day, came in publication.days.items()),
        *(
            (question, group, count)
            for question, groups in publication.answers.items()
            for group, count in groups.items()
        ),
    ]
    PublishedCount.objects.bulk_create(
        PublishedCount(figures=figures, question=question, group=group, count=count) for question, group, count in rows
    )
    return figures
