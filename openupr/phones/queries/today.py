"""What phones do in a workshop's room today: the quiz, questions, groups and tables, each with its state now."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.workshops.models import Workshop
from openupr.workshops.today import TodayCard

from ..models import Floor, QuizQuestion, SpeakerQuestion
from .tables import tables_of


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
    told = [_("Phones may ask.") if is_on else _("Phones may not ask.")]
    if waiting and moderates:
        told.append(ngettext("%(n)s waits for you.", "%(n)s wait for you.", waiting) % {"n": waiting})
    if released:
        told.append(ngettext("%(n)s is released.", "%(n)s are released.", released) % {"n": released})
    url = _at("questions-moderate" if moderates else "questions", workshop)
    return TodayCard(_("Questions to the speakers"), " ".join(told), url, _at("questions-projector", workshop), is_on)


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
