"""The demo's pre-session, one group's strategy and two partners, all invented."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Organisation
from openupr.coalitions.timeline import coalition_dates
from openupr.upr.days import off_the_weekend
from openupr.workshops.models import Workshop
from openupr.workshops.rules.templates import AGENDAS
from openupr.workshops.workshops import plan_workshop

from ..models import ChecklistItem, DiplomatQuestion, InvitedState, Partner, Speaker, StrategyActivity, StrategyRisk
from .partners import save_partner
from .pre_session import answer_question, finish_entry, invite_carriers, save_entry, start_checklist
from .strategy import save_activity, save_risk, write_strategy

_STORY = Path(__file__).parents[1] / "data" / "demo_pre_session.toml"


def arrange_pre_sessions(*, coalition: Coalition, today: date) -> None:
    """One that was held last week, with the questions that diplomats asked there; another one some
    weeks from today.
    """
    story = tomllib.loads(_STORY.read_text(encoding="utf-8"))
    people = {each.person.username: each.person for each in coalition.participations.select_related("person")}
    held = _arrange(coalition, story, story["held"], people, today)
    _invite(held, story, people["sophea"])
    _ask(held, story, people, today)
    _arrange(coalition, story, story["ahead"], people, today)
    _plan(coalition, story, people, today)
    for told in story["partner"]:
        save_partner(by=people["sophea"], coalition=coalition, partner=Partner(**told))


def _arrange(coalition: Coalition, story: Any, told: Any, people: dict[str, Person], today: date) -> Workshop:
    agenda = next(each for each in AGENDAS if each.of == told["kind"])
    workshop: Workshop = plan_workshop(
        by=people["sophea"],
        coalition=coalition,
        kind=agenda.of,
        title=told["title"],
        place=told["place"],
        languages=["en"],
        first_day=_first_day(coalition, told, today),
        days=agenda.days,
        agenda=agenda.rows,
    )
    _prepare(workshop, story, told["done"], people, today)
    return workshop


def _first_day(coalition: Coalition, told: Any, today: date) -> date:
    """The day that the demo's own calendar has for it; in another calendar so many days from
    today.
    """
    known = coalition_dates(coalition, today=today).get(told["phase"])
    window = known.entry.window if known and known.entry.is_invented else None
    return window.first if window else today + timedelta(days=told["in_days"])


def _prepare(workshop: Workshop, story: Any, done: int, people: dict[str, Person], today: date) -> None:
    given = {"by": people["sophea"], "workshop": workshop}
    start_checklist(**given)
    for place, item in enumerate(ChecklistItem.objects.filter(workshop=workshop)):
        item.owner = people[story["owners"][place % len(story["owners"])]]
        save_entry(entry=item, **given)
        if place < done:
            finish_entry(entry=item, done=True, today=min(today, item.due), **given)


def _invite(workshop: Workshop, story: Any, sophea: Person) -> None:
    given = {"by": sophea, "workshop": workshop}
    for told in story["speaker"]:
        organisation = Organisation.objects.filter(coalition=workshop.coalition, name=told["organisation"]).first()
        if organisation:
            speaker = Speaker(organisation=organisation, theme=told["theme"], minutes=told["minutes"])
            save_entry(entry=speaker, **given)
    invite_carriers(**given)
    for place, invited in enumerate(InvitedState.objects.filter(workshop=workshop)):
        told = story["invited"][place % len(story["invited"])]
        invited.answer, invited.function = told["answer"], told["function"]
        save_entry(entry=invited, **given)


def _ask(workshop: Workshop, story: Any, people: dict[str, Person], today: date) -> None:
    given = {"by": people["sophea"], "workshop": workshop}
    came = InvitedState.objects.filter(workshop=workshop, answer=InvitedState.Answer.CAME)
    states = list(came.values_list("iso3", flat=True)) or [""]
    for place, told in enumerate(story["question"]):
        question = DiplomatQuestion(
            text=told["text"],
            iso3=states[place % len(states)],
            owner=people[told["owner"]],
            due=off_the_weekend(today + timedelta(days=told["in_days"])),
        )
        save_entry(entry=question, **given)
        if told["answer"]:
            answer_question(question=question, answer=told["answer"], done=True, today=today, **given)


def _plan(coalition: Coalition, story: Any, people: dict[str, Person], today: date) -> None:
    told = story["strategy"]
    group = coalition.groups.filter(name__icontains=told.pop("group")).first() or coalition.groups.first()
    if group is None:
        return
    given: dict[str, Any] = {"by": people["sophea"], "group": group}
    write_strategy(version=0, **told, **given)
    for each in story["activity"]:
        due = off_the_weekend(today + timedelta(days=each["in_days"]))
        activity = StrategyActivity(text=each["text"], owner=people[each["owner"]], due=due)
        save_activity(activity=activity, **given)
    for each in story["risk"]:
        save_risk(risk=StrategyRisk(**each), **given)
