"""Ways from other pages to what phones can do, and what they do in a workshop's room today."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.models import Guest
from openupr.accounts.rooms import door_of, guest_of, open_within
from openupr.coalitions.clock import day_of
from openupr.coalitions.models import Coalition
from openupr.workshops.agenda import running_or_next
from openupr.workshops.models import Workshop
from openupr.workshops.today import TodayCard

from .models import Floor, QuizQuestion, SpeakerQuestion
from .tables import group_of, tables_of


def links_of_the_room(context: Context) -> dict[str, Any] | None:
    """The room's pages, for the head of a page that a phone of the room opens elsewhere; None of a
    table's device.
    """
    room_context = _now_in_the_room(guest_of(context["request"]), context)
    return room_context if room_context and "workshop" in room_context else None


def on_a_phone(context: Context) -> dict[str, Any] | None:
    """What a phone can do now, for the slot on the room's page."""
    room_context = _now_in_the_room(context.get("guest"), context)
    return (
        room_context | {"doors": _doors(room_context["workshop"])}
        if room_context and "workshop" in room_context
        else room_context
    )


@dataclass(frozen=True)
class RoomDoor:
    """A page of the room: what to do there while it is open, else what it is about."""

    label: str
    url: str
    is_open: bool


def _doors(workshop: Workshop) -> list[RoomDoor]:
    """What phones can do, what is open at this moment first. Two queries."""
    floor = Floor.objects.filter(workshop=workshop).first()
    asks = QuizQuestion.objects.filter(workshop=workshop, state=QuizQuestion.State.OPEN).exists()
    find = _("Find your group") if floor and floor.wishes_open else _("See your group")
    pages = [
        ("questions", _("Ask the speakers"), _("Questions to the speakers"), bool(floor and floor.questions_open)),
        ("quiz", _("Join the quiz"), _("Quiz"), asks),
        ("places", find, _("Your group"), bool(floor and (floor.wishes_open or floor.places_shown))),
    ]
    key = [workshop.coalition.key, workshop.pk]
    doors = [
        RoomDoor(to_do if is_open else about, reverse(f"phones:{name}", args=key), is_open)
        for name, to_do, about, is_open in pages
    ]
    return sorted(doors, key=lambda door: not door.is_open)


def _now_in_the_room(guest: object, context: Context) -> dict[str, Any] | None:
    if not isinstance(guest, Guest):
        return None
    group = group_of(guest.room)
    if group:
        return {"coalition": group.coalition, "group": group}
    coalition = Coalition.objects.select_related("review").filter(key=guest.room.circle).first()
    if coalition is None:
        return None
    workshop = running_or_next(coalition, day_of(coalition, context["request"].now))
    return {"coalition": coalition, "workshop": workshop} if workshop else None


def beside_a_workshop(context: Context) -> dict[str, Any] | None:
    """Whether the room is open, and the way to what phones do in it, for the slot on a workshop's
    page.
    """
    workshop = context.get("workshop")
    if not isinstance(workshop, Workshop):
        return None
    coalition, request = workshop.coalition, context.get("request")
    door = door_of(request, coalition.key) if request else None
    panel = {"coalition": coalition, "workshop": workshop, "may": context.get("may"), "door": door}
    return panel | {"tables_open": 0 if door else open_within(coalition.key, today=context["request"].today)}


def on_phones_today(workshop: Workshop, may: Collection[str], today: date) -> Iterator[TodayCard]:
    """The cards, in the order of a day. Five queries at the most."""
    floor = Floor.objects.filter(workshop=workshop).first()
    yield _quiz(workshop, may)
    yield _questions(workshop, may, floor)
    yield _places(workshop, may, floor)
    if "phones.see-tables" in may:
        yield _tables(workshop, today)


def _at(name: str, workshop: Workshop) -> str:
    return reverse(f"phones:{name}", args=[workshop.coalition.key, workshop.pk])


def _quiz(workshop: Workshop, may: Collection[str]) -> TodayCard:
    states = Counter(QuizQuestion.objects.filter(workshop=workshop).values_list("state", flat=True))
    ready = states[QuizQuestion.State.READY]
    if is_open := states[QuizQuestion.State.OPEN] > 0:
        state = _("A question is open.")
    elif states[QuizQuestion.State.SHOWN]:
        state = _("The room sees its answers.")
    elif ready:
        state = ngettext("%(n)s question is ready.", "%(n)s questions are ready.", ready) % {"n": ready}
    else:
        state = _("No question is ready.")
    url = _at("quiz-run" if "phones.run-quiz" in may else "quiz", workshop)
    is_on = is_open or states[QuizQuestion.State.SHOWN] > 0
    return TodayCard(_("Quiz"), state, url, _at("quiz-projector", workshop), is_on)


def _questions(workshop: Workshop, may: Collection[str], floor: Floor | None) -> TodayCard:
    states = Counter(SpeakerQuestion.objects.filter(workshop=workshop).values_list("state", flat=True))
    moderates = "phones.moderate-questions" in may
    waiting, released = states[SpeakerQuestion.State.WAITING], states[SpeakerQuestion.State.RELEASED]
    is_on = bool(floor and floor.questions_open)
    sentences = [_("Phones may ask.") if is_on else _("Phones may not ask.")]
    if waiting and moderates:
        sentences.append(ngettext("%(n)s waits for you.", "%(n)s wait for you.", waiting) % {"n": waiting})
    if released:
        sentences.append(ngettext("%(n)s is released.", "%(n)s are released.", released) % {"n": released})
    url = _at("questions-moderate" if moderates else "questions", workshop)
    return TodayCard(
        _("Questions to the speakers"), " ".join(sentences), url, _at("questions-projector", workshop), is_on
    )


def _places(workshop: Workshop, may: Collection[str], floor: Floor | None) -> TodayCard:
    if floor and floor.places_shown:
        state = _("Phones see their group.")
    elif floor and floor.wishes_open:
        state = _("Phones may choose a group.")
    else:
        state = _("Not begun.")
    is_on = bool(floor and (floor.wishes_open or floor.places_shown))
    runs_it = "phones.place" in may
    url = _at("places-run" if runs_it else "places", workshop)
    return TodayCard(_("Groups of the room"), state, url, _at("places-projector", workshop), is_on)


def _tables(workshop: Workshop, today: date) -> TodayCard:
    tables = tables_of(workshop.coalition, today)
    n = sum(room is not None for _group, room in tables)
    state = ngettext("%(n)s of %(all)s table has a code.", "%(n)s of %(all)s tables have a code.", n)
    return TodayCard(_("Tables"), state % {"n": n, "all": len(tables)}, _at("tables", workshop), is_on=n > 0)
