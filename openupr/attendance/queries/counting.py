"""Counting a workshop's list: what may be told of it, as of now. Four queries, however many people."""

from collections import Counter
from datetime import date

from django.db.models import Count, Max

from openupr.workshops.models import Workshop

from ..models import Registration
from ..rules.publishing import Publication, publication
from ..rules.questions import AREA, FIRST_TIME, GENDER, LANGUAGE, questions_of


def last_day_of(workshop: Workshop) -> date | None:
    """The last day of a workshop."""
    last: date | None = workshop.days.aggregate(last=Max("date"))["last"]
    return last


def counted(workshop: Workshop) -> Publication:
    """What may be told of those on the list who came; for those who keep it, who decide when."""
    listed = Registration.objects.filter(workshop=workshop)
    people = list(listed.filter(days__isnull=False).distinct())
    days = workshop.days.annotate(came=Count("attended"))
    given = Counter(answer for person in people for answer in answers_of(person))
    return publication(
        total=len(people),
        registered=listed.count(),
        days={day.date.isoformat(): day.came for day in days},
        answers={
            question.key: {group: given[question.key, group] for group in question.groups}
            for question in questions_of(workshop.languages)
        },
    )


def answers_of(person: Registration) -> list[tuple[str, str]]:
    """What somebody answered, as pairs of a question and a group; what they left out is missing."""
    first = {True: "yes", False: "no", None: ""}[person.first_time]
    given = (
        (AREA, person.area),
        (GENDER, person.gender_group),
        (FIRST_TIME, first),
        (LANGUAGE, person.language),
    )
    return [(question, answer) for question, answer in given if answer]
