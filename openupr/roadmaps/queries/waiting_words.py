"""How "For me" names what roadmaps ask of people, and where it leads them."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as translate

from openupr.coalitions.for_me import WaitingItem
from openupr.web.languages import in_page_language

from ..rules.roadmap import roadmap_question
from .questions import asked


def agreed_name(item: WaitingItem) -> str:
    """How many of them are ready; "" where none is."""
    if not item.part:
        return ""
    words = {"n": item.part, "all": item.many}
    return translate("All have spoken and no one objects: %(n)s of %(all)s") % words


def adopt_says(item: WaitingItem) -> str:
    if not item.part:
        return translate("Recommendations before your group")
    return translate("A recommendation to adopt") if item.many == 1 else translate("Recommendations to adopt")


def adopt_button(item: WaitingItem) -> str:
    if not item.part:
        return translate("See who has spoken")
    return translate("Adopt it") if item.many == 1 else translate("Adopt them")


def speak_says(item: WaitingItem) -> str:
    if item.many == 1:
        return translate("Say if you agree with a recommendation")
    return translate("Say if you agree with recommendations")


def proposal_name(item: WaitingItem) -> str:
    return translate("Recommendation %(number)s") % {"number": item.part}


def changed_name(item: WaitingItem) -> str:
    if not item.row.title:
        return proposal_name(item)
    words = {"number": item.part, "person": item.row.title}
    return translate("Recommendation %(number)s, changed by %(person)s") % words


def question_name(item: WaitingItem) -> str:
    words = {"number": item.number, "question": asked(roadmap_question(item.number))}
    return translate("%(number)s. %(question)s") % words


def question_asked(item: WaitingItem) -> str:
    return translate("Finish the answer") if item.part else translate("Answer a question of the roadmap")


def day_name(item: WaitingItem) -> str:
    return in_page_language(roadmap_question(item.number).date_title)


def at_roadmap(item: WaitingItem) -> str:
    return reverse("roadmaps:roadmap", args=[item.coalition.key, item.group])


def at_question(item: WaitingItem) -> str:
    return reverse("roadmaps:roadmap-answer", args=[item.coalition.key, item.group, item.number])


def at_dates(item: WaitingItem) -> str:
    return reverse("coalitions:group-timeline", args=[item.coalition.key, item.group])


def at_outline(item: WaitingItem) -> str:
    return reverse("roadmaps:outline", args=[item.coalition.key, item.group])


def at_proposals(item: WaitingItem) -> str:
    return reverse("roadmaps:proposals", args=[item.coalition.key, item.group])


def at_voices(item: WaitingItem) -> str:
    """Where members say what they think of one recommendation."""
    return reverse("roadmaps:proposal", args=[item.coalition.key, item.group, item.part]) + "#stance"


def at_those(what: str) -> Callable[[WaitingItem], str]:
    """The group's list with those alone that are asked about."""
    return lambda item: f"{at_proposals(item)}?only={what}"
