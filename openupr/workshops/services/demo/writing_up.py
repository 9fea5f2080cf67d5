"""What came of the demo's workshop: noted, agreed, needed, offered, handed in."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from openupr.coalitions.dates import finish_date
from openupr.coalitions.models import Group, Participation
from openupr.coalitions.rules.clusters import CLUSTERS
from openupr.coalitions.timeline import coalition_agenda
from openupr.timeline.models import Milestone
from openupr.upr.days import off_the_weekend

from ...models import Workshop
from ...queries.after import needs_of
from ..after import learn_lesson, note_achievement, offer_support
from ..support import confirm_match, hand_in_roadmap, need_support
from ..way_forward import agree_next_step

# The group that has not handed in yet.
_LATE = "health"


def write_up(*, workshop: Workshop, story: Mapping[str, Any], today: date) -> None:
    """All that stands on the page "After the workshop"; the first need that an offer fits is matched."""
    sophea = workshop.coalition.participations.get(role=Participation.Role.COORDINATOR).person
    on: Mapping[str, Any] = {"by": sophea, "workshop": workshop}
    for each in story["achievement"]:
        note_achievement(**on, **each)
    for each in story["lesson"]:
        learn_lesson(**on, **each)
    for each in story["offer"]:
        offer_support(**on, **each)
    _agree(on, story, workshop, today)
    groups = {each.key: workshop.coalition.groups.get(name=each.name) for each in CLUSTERS}
    for key, group in groups.items():
        if key != _LATE:
            hand_in_roadmap(by=_rapporteur(group), group=group, workshop=workshop, today=today)
    for each in story["need"]:
        group = groups[each["group"]]
        need_support(by=_rapporteur(group), group=group, workshop=workshop, kind=each["kind"], text=each["text"])
    line = next(line for line in needs_of(workshop) if line.could)
    offer = line.could[0]
    offer.workshop = workshop
    confirm_match(by=sophea, offer=offer, need=line.need, today=today)


def _agree(on: Mapping[str, Any], story: Mapping[str, Any], workshop: Workshop, today: date) -> None:
    last = max(day.date for day in workshop.days.all())
    ahead = coalition_agenda(workshop.coalition, today=today)
    for each in story["step"]:
        given = {name: value for name, value in each.items() if name not in ("days", "phase", "route")}
        line = ahead.line(each["phase"]) if "phase" in each else None
        window = line.entry.window if line else None
        day = window.first if window else off_the_weekend(last + timedelta(days=each["days"]))
        step = agree_next_step(**on, **given, day=day, today=today)
        if each.get("route") and workshop.coalition.decisions.exclude(closed_at=None).exists():
            milestone = Milestone.objects.get(calendar=workshop.coalition.calendar, key=step.key)
            finish_date(by=on["by"], coalition=workshop.coalition, milestone=milestone, done=True, today=today)


def _rapporteur(group: Group) -> Any:
    return group.rapporteur_terms.get(until=None).person
