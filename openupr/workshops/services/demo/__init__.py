"""The demo's workshop, on top of the demo coalition: held over two days, and some time after them written up."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db.models import Q

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Participation

from ...models import Session, Workshop
from ...queries.materials import words_to_begin_with
from ...queries.standard_handouts import READY_MADE
from ...rules.templates import AGENDAS
from ..after import note_session
from ..agenda import add_session, change_session
from ..materials import write_terms
from ..planning import plan_workshop
from ..standard_handouts import hand_out
from ..templates import start_from
from .writing_up import write_up

__all__ = ["STAGES", "STORY", "hand_out_all", "hold_workshop", "load_demo_workshop", "write_up"]

STORY: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parents[2] / "data" / "demo_workshop.toml").read_text(encoding="utf-8")
)
"""What is told of the demo's workshop."""
# In their order; the coalition's own stage `groups` comes before the first, `drafting` before the second.
STAGES = ("workshop", "after-workshop")
# Days since its first day, once it is over: what the coalition's stage `drafting` tells began when it had ended.
SINCE = 17


def hand_out_all(*, by: Person, workshop: Workshop) -> None:
    """Everything that comes ready made: the roadmap's questions in two languages, a blank submission."""
    for each in READY_MADE:
        hand_out(by=by, workshop=workshop, ready=each)


def load_demo_workshop(*, coalition: Coalition, stage: str, today: date, at: time = time.max) -> Workshop:
    """The workshop as it stands at a stage of the whole demo.

    At `workshop`, `today` is its second day and `at` the hour there; at any other some weeks have passed; from
    `after-workshop` on it is written up. `stage` is the last of STAGES that was reached, or what came after it.
    """
    first_day = today - timedelta(days=1 if stage == "workshop" else SINCE)
    workshop = hold_workshop(coalition=coalition, first_day=first_day, until=datetime.combine(today, at))
    if stage == "after-workshop":
        write_up(workshop=workshop, story=STORY, today=today)
    return workshop


def hold_workshop(
    *, coalition: Coalition, first_day: date, until: datetime | None = None, story: Mapping[str, Any] = STORY
) -> Workshop:
    """The two days with their agenda, who does what in them, and what was said in the sessions that are over.

    `until`: the moment by the clock of the State under Review; without it all are over.
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
    for told in story["session"]:
        _held(sophea, _session(workshop, told), told, story["organisers"], until)
    _at_their_request(sophea, workshop, story, until)
    write_terms(by=sophea, workshop=workshop, text=words_to_begin_with(workshop))
    return workshop


def _session(workshop: Workshop, told: Mapping[str, Any]) -> Session:
    which = {"number": told["number"]} if "number" in told else {"kind": told["kind"]}
    return Session.objects.select_related("day__workshop").get(day__workshop=workshop, **which)


def _held(by: Person, session: Session, told: Mapping[str, Any], organisers: Sequence[str], until: datetime) -> None:
    contents = {
        name: getattr(session, name)
        for name in ("kind", "title", "objective", "continues", "question_minutes", "speaker_minutes", "each_group")
    }
    numbered = session.number is not None
    change_session(by=by, session=session, contents=contents, roles=_roles(told, organisers), numbered=numbered)
    _note(by, session, told["note"], until)


def _note(by: Person, session: Session, text: str, until: datetime) -> None:
    """What was said in a session, once its last part is over."""
    parts = Session.objects.filter(Q(pk=session.pk) | Q(continues=session)).select_related("day")
    if max(datetime.combine(each.day.date, each.end) for each in parts) <= until:
        note_session(by=by, session=session, text=text)


def _roles(told: Mapping[str, Any], organisers: Sequence[str]) -> dict[str, list[str]]:
    named = {"facilitator": "facilitators", "moderator": "moderators", "speaker": "speakers"}
    return {
        role: [organisers[each] if isinstance(each, int) else each for each in told.get(several, ())]
        for role, several in named.items()
    }


def _at_their_request(by: Person, workshop: Workshop, story: Mapping[str, Any], until: datetime) -> None:
    """Its hour is taken from the beginning of the group work that follows the recap of the second day."""
    asked = story["requested"]
    recap = Session.objects.get(day__workshop=workshop, kind="recap")
    begins = recap.end
    ends = (datetime.combine(date.min, begins) + timedelta(minutes=asked["minutes"])).time()
    work = Session.objects.get(day=recap.day, start=begins)
    _begin_later(work, ends)
    day = recap.day
    day.workshop = workshop
    translations = {"km": {"title": asked["title_km"]}}
    contents = {"title": asked["title"], "requested": True, "translations": translations}
    made = add_session(
        by=by, day=day, start=begins, end=ends, contents=contents, roles=_roles(asked, story["organisers"])
    )
    _note(by, made, asked["note"], until)


def _begin_later(session: Session, start: time) -> None:
    session.start = start
    session.save(update_fields=["start"])
