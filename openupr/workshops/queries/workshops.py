"""The workshops of a coalition."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, QuerySet

from openupr.accounts.models import Room
from openupr.coalitions.models import Coalition
from openupr.upr.languages import language
from openupr.web.languages import in_page_language

from ..models import AgendaTemplate, Workshop
from ..rules.templates import AGENDAS, TemplateRow, row_of


def workshops_of(coalition: Coalition) -> QuerySet[Workshop]:
    """The series in the order of first days, each with `first` and `last`, its dates."""
    dated = coalition.workshops.annotate(first=Min("days__date"), last=Max("days__date"))
    return dated.select_related("follows").order_by("first", "pk")


def in_another_order(workshop: Workshop) -> list[tuple[Workshop, Workshop]]:
    """Pairs of a workshop and the one that it follows by what was chosen, but begins before; of those in which this one
    is. One query.
    """
    several = {each.pk: each for each in workshops_of(workshop.coalition) if each.first}  # type: ignore[attr-defined]
    pairs = [(each, several[each.follows_id]) for each in several.values() if each.follows_id in several]
    return [
        (each, followed)
        for each, followed in pairs
        if workshop.pk in (each.pk, followed.pk) and each.first < followed.first  # type: ignore[attr-defined]
    ]


def organisers(workshop: Workshop) -> list[str]:
    """The names of who organises it together."""
    return [each.name for each in workshop.organisations.all()] + list(workshop.other_organisers)


def languages_of(workshop: Workshop) -> list[str]:
    """The names of its languages, in that of the page."""
    return [in_page_language(language(code).name) for code in workshop.languages]


@dataclass(frozen=True)
class Start:
    """An agenda that one can start from; `key` names it in a form, `own` says whose it is otherwise."""

    key: str
    name: str
    source: str
    rows: tuple[TemplateRow, ...]
    own: AgendaTemplate | None = None


def agendas_to_start_from(coalition: Coalition) -> list[Start]:
    """Those that come with the product, then the coalition's own."""
    ours = [Start(agenda.key, agenda.name, agenda.source, agenda.rows) for agenda in AGENDAS]
    return ours + [
        Start(f"own-{each.pk}", each.name, "", tuple(row_of(row) for row in each.rows), own=each)
        for each in coalition.agenda_templates.all()
    ]


def room_of(coalition: Coalition, today: date) -> Room | None:
    """The room that phones may enter today, if it is open."""
    return Room.objects.filter(circle=coalition.key, day=today, closed=False).first()
