"""Figures in words: on their page, before they are published, and as files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from openupr.upr.languages import language
from openupr.web.languages import in_page_language
from openupr.workshops.models import Workshop

from ..models import PublishedFigures
from ..rules.comparing import differ_by_few
from ..rules.publishing import LEAST, REST, Publication
from ..rules.questions import AREA, DAY, FIRST_TIME, GENDER, LANGUAGE, REGISTERED, TOTAL, questions_of
from .publications import Published, publication_of

HEADER = ("workshop", "question", "group", "count", "of", "approximate", "typed_in_from_paper", "published_on")
_QUESTIONS = {
    AREA: _lazy("Where they live and work"),
    GENDER: _lazy("Gender"),
    FIRST_TIME: _lazy("First time with the UPR"),
    LANGUAGE: _lazy("Language they follow best"),
}
_GROUPS: dict[tuple[str, str], str | Promise] = {
    (AREA, "rural"): _lazy("in the countryside"),
    (AREA, "urban"): _lazy("in a town or city"),
    (GENDER, "women"): _lazy("women"),
    (GENDER, "men"): _lazy("men"),
    (FIRST_TIME, "yes"): _lazy("yes"),
    (FIRST_TIME, "no"): _lazy("no"),
}


@dataclass(frozen=True)
class FigurePart:
    """A question with what is told of it: pairs of a name and a number; none where nothing may be.

    `is_uncounted`: nobody could count it, as the form for paper has no field for it.
    """

    title: str
    rows: list[tuple[str, int]]
    is_uncounted: bool = False


def figures_in_words(found: Published | Publication, workshop: Workshop) -> list[FigurePart]:
    """The days, then every question that is counted, also those of which nothing is told."""
    days = [(_day(day), came) for day, came in found.days.items()]
    asked = [question.key for question in questions_of(workshop.languages)]
    is_by_hand = isinstance(found, Published) and found.by_hand
    keys = [*asked, *(key for key in found.answers if key not in asked)]
    return [
        FigurePart(_("Came on"), days),
        *(
            FigurePart(
                str(_QUESTIONS[key]),
                [(group_named(key, group), n) for group, n in found.answers.get(key, {}).items()],
                is_uncounted=is_by_hand and key == LANGUAGE,
            )
            for key in keys
        ),
    ]


def in_a_sentence(found: Published | Publication) -> str:
    """How many took part, as the page says before they are published."""
    took_part = _("This would be published: %(n)s people took part") % {"n": found.total}
    registered = _(", %(n)s had registered") % {"n": found.registered} if found.registered else ""
    return took_part + registered + _(", and what follows.")


def group_named(question: str, group: str) -> str:
    """A group of answers in words."""
    if group == REST:
        return _("others, and those who did not say")
    return in_page_language(language(group).name) if question == LANGUAGE else str(_GROUPS[question, group])


def _day(day: date | str) -> str:
    return date_format(date.fromisoformat(day) if isinstance(day, str) else day, "l, j F Y")


def rows_of(found: Published, workshop: Workshop) -> Iterator[tuple[str | int, ...]]:
    """One row a number, by the names of HEADER."""
    for question, group, count in _numbers(found):
        flags = ("yes" if found.approximate else "", "yes" if found.by_hand else "")
        yield workshop.title, question, group, count, found.total, *flags, found.published_on.isoformat()


def _numbers(found: Published) -> Iterator[tuple[str, str, int]]:
    yield TOTAL, "", found.total
    if found.registered:
        yield REGISTERED, "", found.registered
    yield from ((DAY, day.isoformat(), came) for day, came in found.days.items())
    yield from ((key, group, count) for key, groups in found.answers.items() for group, count in groups.items())


def document_of(found: Published, workshop: Workshop) -> dict[str, Any]:
    """The same as one JSON document."""
    return {
        "workshop": workshop.title,
        "total": found.total,
        "registered": found.registered,
        "approximate": found.approximate,
        "typed_in_from_paper": found.by_hand,
        "published_on": found.published_on.isoformat(),
        "no_number_under": LEAST,
        "days": {day.isoformat(): came for day, came in found.days.items()},
        "answers": {key: dict(groups) for key, groups in found.answers.items()},
    }


def near_to(told: Publication, workshop: Workshop) -> list[str]:
    """Titles of other workshops of the coalition whose figures differ by fewer than five: where nearly the same
    people came, the two together tell of the few who differ. Withdrawn figures count: they were read. Two queries.
    """
    others = PublishedFigures.objects.filter(workshop__coalition=workshop.coalition_id).exclude(workshop=workshop)
    found = others.select_related("workshop").prefetch_related("counts").order_by("workshop__title", "pk")
    near = {each.workshop_id: each.workshop.title for each in found if differ_by_few(publication_of(each), told)}
    return list(near.values())


def latest_figures(workshop: Workshop) -> PublishedFigures | None:
    """What was published last, also where it was withdrawn."""
    return PublishedFigures.objects.filter(workshop=workshop, replaced_on=None).first()
