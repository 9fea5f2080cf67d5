"""The workshop of the demo coalition: held over two days, and written up some time after."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db.models import Q

from openupr.accounts.models import Person
from openupr.coalitions.dates import finish_date
from openupr.coalitions.models import Coalition, Group, Participation
from openupr.coalitions.rules.clusters import CLUSTERS
from openupr.coalitions.timeline import coalition_agenda
from openupr.timeline.models import Milestone
from openupr.upr.days import off_the_weekend

from .agenda_templates import start_from
from .materials import words_to_begin_with, write_terms
from .models import Session, Workshop
from .rules.templates import AGENDAS
from .sessions import add_session, change_session
from .standard_handouts import READY_MADE, hand_out
from .support import confirm_match, hand_in_roadmap, need_support, needs_of
from .workshops import plan_workshop
from .write_up import agree_next_step, learn_lesson, note_achievement, note_session, offer_support

# The group that has not handed in yet.
_LATE = "health"


def write_up(*, workshop: Workshop, story: Mapping[str, Any], today: date) -> None:
    """Fill the page "After the workshop", and match the first need that an offer fits."""
    sophea = workshop.coalition.participations.get(role=Participation.Role.COORDINATOR).person
    on: Mapping[str, Any] = {"by": sophea, "workshop": workshop}
    for values in story["achievement"]:
        note_achievement(**on, **values)
    for values in story["lesson"]:
        learn_lesson(**on, **values)
    for values in story["offer"]:
        offer_support(**on, **values)
    _agree(on, story, workshop, today)
    groups = {cluster.key: workshop.coalition.groups.get(name=cluster.name) for cluster in CLUSTERS}
    for key, group in groups.items():
        if key != _LATE:
            hand_in_roadmap(by=_rapporteur(group), group=group, workshop=workshop, today=today)
    for values in story["need"]:
        group = groups[values["group"]]
        need_support(by=_rapporteur(group), group=group, workshop=workshop, kind=values["kind"], text=values["text"])
    line = next(line for line in needs_of(workshop) if line.could)
    offer = line.could[0]
    offer.workshop = workshop
    confirm_match(by=sophea, offer=offer, need=line.need, today=today)


def _agree(on: Mapping[str, Any], story: Mapping[str, Any], workshop: Workshop, today: date) -> None:
    last = max(day.date for day in workshop.days.all())
    ahead = coalition_agenda(workshop.coalition, today=today)
    for values in story["step"]:
        contents = {name: value for name, value in values.items() if name not in ("days", "phase", "route")}
        line = ahead.line(values["phase"]) if "phase" in values else None
        window = line.entry.window if line else None
        day = window.first if window else off_the_weekend(last + timedelta(days=values["days"]))
        step = agree_next_step(**on, **contents, day=day, today=today)
        if values.get("route") and workshop.coalition.decisions.exclude(closed_at=None).exists():
            milestone = Milestone.objects.get(calendar=workshop.coalition.calendar, key=step.key)
            finish_date(by=on["by"], coalition=workshop.coalition, milestone=milestone, done=True, today=today)


def _rapporteur(group: Group) -> Any:
    return group.rapporteur_terms.get(until=None).person


STORY: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parent / "data" / "demo_workshop.toml").read_text(encoding="utf-8")
)
"""The story of the demo's workshop."""
# In order. The coalition's stage `groups` comes before the first, `drafting` before the second.
STAGES = ("workshop", "after-workshop")
# Days since the first day, once it is over: the coalition's stage `drafting` began after it.
SINCE = 17


def hand_out_all(*, by: Person, workshop: Workshop) -> None:
    """Hand out all ready-made files: the questions in two languages, a blank submission."""
    for ready in READY_MADE:
        hand_out(by=by, workshop=workshop, ready=ready)


def load_demo_workshop(*, coalition: Coalition, stage: str, today: date, at: time = time.max) -> Workshop:
    """The workshop at a stage of the demo.

    At `workshop`, `today` is the second day and `at` the hour there. At any other stage some weeks
    have passed; from `after-workshop` on the workshop is written up. `stage`: the last of STAGES
    that was reached, or a later one.
    """
    first_day = today - timedelta(days=1 if stage == "workshop" else SINCE)
    workshop = hold_workshop(coalition=coalition, first_day=first_day, until=datetime.combine(today, at))
    if stage == "after-workshop":
        write_up(workshop=workshop, story=STORY, today=today)
    return workshop


def hold_workshop(
    *, coalition: Coalition, first_day: date, until: datetime | None = None, story: Mapping[str, Any] = STORY
) -> Workshop:
    """The two days with their agenda, their roles, and notes of the sessions that are over.

    `until`: the moment by the clock of the State under Review; without it all sessions are over.
    """
    until = until or datetime.combine(date.max, time.max)
    sophea = coalition.participations.get(role=Participation.Role.COORDINATOR).person
    workshop: Workshop = plan_workshop(
        by=sophea,
        coalition=coalition,
        kind="submission",
        title=story["title"],
        objective=story["objective"],
        place=story["place"],
        languages=story["languages"],
        other_organisers=story["organisers"],
        translations=story["translations"],
        first_day=first_day,
        days=2,
    )
    start_from(by=sophea, workshop=workshop, rows=AGENDAS[0].rows)
    for session_story in story["session"]:
        _write_session(sophea, _session(workshop, session_story), session_story, story["organisers"], until)
    _at_their_request(sophea, workshop, story, until)
    write_terms(by=sophea, workshop=workshop, text=words_to_begin_with(workshop))
    return workshop


def _session(workshop: Workshop, session_story: Mapping[str, Any]) -> Session:
    which = {"number": session_story["number"]} if "number" in session_story else {"kind": session_story["kind"]}
    return Session.objects.select_related("day__workshop").get(day__workshop=workshop, **which)


def _write_session(
    by: Person, session: Session, session_story: Mapping[str, Any], organisers: Sequence[str], until: datetime
) -> None:
    contents = {
        name: getattr(session, name)
        for name in ("kind", "title", "objective", "continues", "question_minutes", "speaker_minutes", "each_group")
    }
    numbered = session.number is not None
    change_session(
        by=by, session=session, contents=contents, roles=_roles(session_story, organisers), numbered=numbered
    )
    _note(by, session, session_story["note"], until)


def _note(by: Person, session: Session, text: str, until: datetime) -> None:
    """Note what was said in a session, once its last part is over."""
    parts = Session.objects.filter(Q(pk=session.pk) | Q(continues=session)).select_related("day")
    if max(datetime.combine(part.day.date, part.end) for part in parts) <= until:
        note_session(by=by, session=session, text=text)


def _roles(session_story: Mapping[str, Any], organisers: Sequence[str]) -> dict[str, list[str]]:
    named = {"facilitator": "facilitators", "moderator": "moderators", "speaker": "speakers"}
    return {
        role: [organisers[who] if isinstance(who, int) else who for who in session_story.get(several, ())]
        for role, several in named.items()
    }


def _at_their_request(by: Person, workshop: Workshop, story: Mapping[str, Any], until: datetime) -> None:
    """Add the session that participants asked for, in the first hour of the second day's group
    work.
    """
    request = story["requested"]
    recap = Session.objects.get(day__workshop=workshop, kind="recap")
    begins = recap.end
    ends = (datetime.combine(date.min, begins) + timedelta(minutes=request["minutes"])).time()
    work = Session.objects.get(day=recap.day, start=begins)
    _begin_later(work, ends)
    day = recap.day
    day.workshop = workshop
    translations = {"km": {"title": request["title_km"]}}
    contents = {"title": request["title"], "requested": True, "translations": translations}
    session = add_session(
        by=by, day=day, start=begins, end=ends, contents=contents, roles=_roles(request, story["organisers"])
    )
    _note(by, session, request["note"], until)


def _begin_later(session: Session, start: time) -> None:
    session.start = start
    session.save(update_fields=["start"])
