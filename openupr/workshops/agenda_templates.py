"""Agendas to start from: those that come with the product, and a coalition's own."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import time

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition

from .actions import KEEP_TEMPLATE
from .models import AgendaTemplate, Day, Session, SessionRole, Workshop
from .rules.hours import day_after
from .rules.refusals import NameIsTaken, NothingToKeep
from .rules.templates import AGENDAS, TemplateRow, row_of, turned


@dataclass(frozen=True)
class Start:
    """An agenda to start from; `key` names it in a form, `own` is the coalition's template."""

    key: str
    name: str
    source: str
    rows: tuple[TemplateRow, ...]
    own: AgendaTemplate | None = None


def agendas_to_start_from(coalition: Coalition) -> list[Start]:
    """Those that come with the product, then the coalition's own."""
    ours = [Start(agenda.key, agenda.name, agenda.source, agenda.rows) for agenda in AGENDAS]
    return ours + [
        Start(f"own-{template.pk}", template.name, "", tuple(row_of(row) for row in template.rows), own=template)
        for template in coalition.agenda_templates.all()
    ]


@act(KEEP_TEMPLATE, _("Start an agenda from a template"), about="workshop")
def start_from(*, by: Person, workshop: Workshop, rows: Sequence[TemplateRow]) -> None:
    """Add a template's sessions to the workshop's days, and further days if there are too few.

    Raises AnotherCentury.
    """
    days = list(workshop.days.all())
    while len(days) < max((row.day for row in rows), default=0):
        days.append(Day.objects.create(workshop=workshop, date=day_after(days[-1].date)))
    sessions: list[Session] = []
    first = workshop.languages[0] if workshop.languages else ""
    for row in (turned(template_row, first) for template_row in rows):
        session = Session.objects.create(
            day=days[row.day - 1],
            start=time.fromisoformat(row.start),
            end=time.fromisoformat(row.end),
            kind=row.kind,
            number=row.number,
            title=row.title,
            objective=row.objective,
            continues=sessions[row.resumes] if row.resumes is not None else None,
            question_minutes=row.question_minutes,
            speaker_minutes=row.speaker_minutes,
            each_group=row.each_group,
            note=row.note,
            translations=row.translations,
        )
        SessionRole.objects.bulk_create(SessionRole(session=session, role=role, name=name) for role, name in row.roles)
        sessions.append(session)


@act(KEEP_TEMPLATE, _("Keep an agenda as a template"), about="workshop")
def keep_as_template(*, by: Person, workshop: Workshop, name: str, with_names: bool) -> AgendaTemplate:
    """Keep the workshop's agenda for later workshops; `with_names`: with who does what in it.

    Raises NothingToKeep, NameIsTaken.
    """
    by_hour = Session.objects.filter(day__workshop=workshop).select_related("day__workshop").prefetch_related("roles")
    # A part comes after the session that it resumes, even if it was moved before it.
    sessions = sorted(by_hour, key=lambda session: session.continues_id is not None)
    if not sessions:
        raise NothingToKeep
    if workshop.coalition.agenda_templates.filter(name=name.strip()).exists():
        raise NameIsTaken
    numbers = {day.pk: number for number, day in enumerate(workshop.days.all(), start=1)}
    places = {session.pk: place for place, session in enumerate(sessions)}
    rows = [_row(session, numbers[session.day_id], places, with_names=with_names) for session in sessions]
    return AgendaTemplate.objects.create(
        coalition=workshop.coalition, name=name.strip(), rows=[asdict(r) for r in rows]
    )


def _row(session: Session, day: int, places: dict[int, int], *, with_names: bool) -> TemplateRow:
    return TemplateRow(
        day=day,
        start=session.start.strftime("%H:%M"),
        end=session.end.strftime("%H:%M"),
        kind=session.kind,
        number=session.number,
        title=session.title,
        objective=session.objective,
        resumes=places[session.continues_id] if session.continues_id else None,
        question_minutes=session.question_minutes,
        speaker_minutes=session.speaker_minutes,
        each_group=session.each_group,
        note=session.note,
        language=(session.workshop.languages or ["en"])[0],
        translations=session.translations,
        roles=tuple((role.role, role.name) for role in session.roles.all()) if with_names else (),
    )


@act(KEEP_TEMPLATE, _("Take a template of an agenda away"), about="template")
def drop_template(*, by: Person, template: AgendaTemplate) -> None:
    """It is not offered any more; agendas that began from it stay."""
    template.delete()
