"""The stage `pre-session` of the demo: carriers, papers, meetings, a strategy. All is invented."""

import tomllib
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from openupr.accounts.models import Person
from openupr.coalitions.demo import demo_table
from openupr.coalitions.models import Coalition, Organisation
from openupr.coalitions.timeline import coalition_dates
from openupr.recommendations.index_building import refresh_index
from openupr.upr.days import off_the_weekend
from openupr.workshops.models import Workshop
from openupr.workshops.rules.templates import AGENDAS
from openupr.workshops.workshops import plan_workshop

from .asks import asks_of
from .carriers import carried_states, propose_carriers
from .contact_book import open_book
from .contacts import add_contact, log_meeting, save_meeting
from .factsheets import confirm_targets, save_factsheet
from .models import (
    ChecklistItem,
    DiplomatQuestion,
    InvitedState,
    Partner,
    ShortAsk,
    Speaker,
    StrategyActivity,
    StrategyRisk,
)
from .paper_words import Form
from .partners import save_partner
from .pre_sessions import answer_question, finish_entry, invite_carriers, save_entry, start_checklist
from .private_notes import write_note
from .sheets import name_contact
from .short_asks import propose_questions, shorten_ask
from .statement import save_statement
from .states import note_presence
from .strategies import save_activity, save_risk, write_strategy
from .uptake import note_question, write_lessons

_STORY = Path(__file__).parent / "data" / "demo_pre_session.toml"


def arrange_pre_sessions(*, coalition: Coalition, today: date) -> None:
    """Arrange two pre-sessions: one took place last week, one follows some weeks from today.

    The first has questions that diplomats asked there.
    """
    story = tomllib.loads(_STORY.read_text(encoding="utf-8"))
    people = {
        participation.person.username: participation.person
        for participation in coalition.participations.select_related("person")
    }
    arrange = _arrange(coalition, story, story["held"], people, today)
    _invite(arrange, story, people["sophea"])
    _ask(arrange, story, people, today)
    _arrange(coalition, story, story["ahead"], people, today)
    _plan(coalition, story, people, today)
    for row in story["partner"]:
        save_partner(by=people["sophea"], coalition=coalition, partner=Partner(**row))


def _arrange(coalition: Coalition, story: Any, row: Any, people: dict[str, Person], today: date) -> Workshop:
    agenda = next(template for template in AGENDAS if template.of == row["kind"])
    workshop: Workshop = plan_workshop(
        by=people["sophea"],
        coalition=coalition,
        kind=agenda.of,
        title=row["title"],
        place=row["place"],
        languages=["en"],
        first_day=_first_day(coalition, row, today),
        days=agenda.days,
        agenda=agenda.rows,
    )
    _prepare(workshop, story, row["done"], people, today)
    return workshop


def _first_day(coalition: Coalition, row: Any, today: date) -> date:
    """The day that the demo's own calendar has for it; in another calendar so many days from
    today.
    """
    known = coalition_dates(coalition, today=today).get(row["phase"])
    window = known.entry.window if known and known.entry.is_invented else None
    return window.first if window else today + timedelta(days=row["in_days"])


def _prepare(workshop: Workshop, story: Any, done: int, people: dict[str, Person], today: date) -> None:
    values = {"by": people["sophea"], "workshop": workshop}
    start_checklist(**values)
    for place, item in enumerate(ChecklistItem.objects.filter(workshop=workshop)):
        item.owner = people[story["owners"][place % len(story["owners"])]]
        save_entry(entry=item, **values)
        if place < done:
            finish_entry(entry=item, done=True, today=min(today, item.due), **values)


def _invite(workshop: Workshop, story: Any, sophea: Person) -> None:
    values = {"by": sophea, "workshop": workshop}
    for row in story["speaker"]:
        organisation = Organisation.objects.filter(coalition=workshop.coalition, name=row["organisation"]).first()
        if organisation:
            speaker = Speaker(organisation=organisation, theme=row["theme"], minutes=row["minutes"])
            save_entry(entry=speaker, **values)
    invite_carriers(**values)
    for place, invited in enumerate(InvitedState.objects.filter(workshop=workshop)):
        reply = story["invited"][place % len(story["invited"])]
        invited.answer, invited.function = reply["answer"], reply["function"]
        save_entry(entry=invited, **values)


def _ask(workshop: Workshop, story: Any, people: dict[str, Person], today: date) -> None:
    values = {"by": people["sophea"], "workshop": workshop}
    came = InvitedState.objects.filter(workshop=workshop, answer=InvitedState.Answer.CAME)
    states = list(came.values_list("iso3", flat=True)) or [""]
    for place, row in enumerate(story["question"]):
        question = DiplomatQuestion(
            text=row["text"],
            iso3=states[place % len(states)],
            owner=people[row["owner"]],
            due=off_the_weekend(today + timedelta(days=row["in_days"])),
        )
        save_entry(entry=question, **values)
        if row["answer"]:
            answer_question(question=question, answer=row["answer"], done=True, today=today, **values)


def _plan(coalition: Coalition, story: Any, people: dict[str, Person], today: date) -> None:
    goal = story["strategy"]
    group = coalition.groups.filter(name__icontains=goal.pop("group")).first() or coalition.groups.first()
    if group is None:
        return
    values: dict[str, Any] = {"by": people["sophea"], "group": group}
    write_strategy(**goal, **values)
    for row in story["activity"]:
        due = off_the_weekend(today + timedelta(days=row["in_days"]))
        activity = StrategyActivity(text=row["text"], owner=people[row["owner"]], due=due)
        save_activity(activity=activity, **values)
    for row in story["risk"]:
        save_risk(risk=StrategyRisk(**row), **values)


_LAND, _THEMES = "right-to-land", 5
rows = partial(demo_table, data=Path(__file__).parent / "data")


def fill(*, coalition: Coalition, today: date) -> None:
    """Carriers as the record proposes them; asks in short; papers; meetings; advance questions; a
    pre-session.
    """
    sophea = coalition.participations.get(person__username="sophea").person
    refresh_index()
    propose_carriers(by=sophea, coalition=coalition)
    short = {row["issue"]: row for row in rows("demo_sheets")}
    for ask in asks_of(coalition):
        row = next((short.pop(key) for key in ask.proposal.issues if key in short), None)
        if row:
            values = {"text": row["text"], "question": row["question"]}
            shorten_ask(by=sophea, coalition=coalition, proposal=ask.proposal, **values)
    propose_questions(by=sophea, coalition=coalition)
    name_contact(by=sophea, coalition=coalition, text="The coalition's secretariat (invented)")
    for row in rows("demo_embassies"):
        note_presence(by=sophea, coalition=coalition, today=today, **row)
    _meet(coalition, today=today)
    _note_questions(coalition, today=today)
    arrange_pre_sessions(coalition=coalition, today=today)
    # Last: a paper says how many workshops there were.
    _write_papers(coalition, sophea, today=today)


def _write_papers(coalition: Coalition, sophea: Person, *, today: date) -> None:
    """The factsheet of the first theme that has an ask in short, and a statement on the three that
    have one.
    """
    short_asks = ShortAsk.objects.filter(proposal__group__coalition=coalition).order_by("proposal__group__order")
    groups = list(dict.fromkeys(ask.proposal.group for ask in short_asks.select_related("proposal__group")))
    if not groups:
        return
    about = next((group for group in groups if _LAND in group.issues), groups[0])
    about.coalition = coalition
    save_factsheet(by=sophea, group=about, languages=["en"], form=_form("factsheet"))
    confirm_targets(by=sophea, group=about, targets=["1.4"])
    # A part that is empty is not spoken: six minutes are for five themes.
    silent = {f"en-theme-{group.pk}": "" for group in list(coalition.groups.all())[_THEMES:]}
    spoken = Form({**_form("statement").texts, **silent})
    amounts = {"minutes": 6, "words_a_minute": 110}
    save_statement(by=sophea, coalition=coalition, **amounts, language="en", form=spoken, today=today)


def _form(paper: str) -> Form:
    lines = (row for row in rows("demo_papers") if row["paper"] == paper)
    return Form({f"en-{row['part']}": row["text"].replace("|", "\n") for row in lines})


def _meet(coalition: Coalition, *, today: date) -> None:
    """A contact at each of the States that carry most, by function, with what was asked and
    answered.
    """
    sophea = coalition.participations.get(person__username="sophea").person
    book = open_book(by=sophea, coalition=coalition, today=today)
    asks = asks_of(coalition)
    act = {"by": sophea, "coalition": coalition}
    for carrying, row in zip(carried_states(coalition), rows("demo_meetings"), strict=False):
        iso3 = carrying.state.iso3
        contact = add_contact(**act, book=book, iso3=iso3, place=row["place"], function=row["function"])
        if not row["said"]:
            continue
        day = today - timedelta(days=int(row["days_ago"]))
        meeting = log_meeting(**act, contact=contact, day=day, said=row["said"])
        save_meeting(
            **act,
            meeting=meeting,
            day=day,
            said=row["said"],
            next_step=row["next_step"],
            next_due=off_the_weekend(today + timedelta(days=int(row["due_in"]))) if row["due_in"] else None,
            owner=sophea if row["owner"] == "ours" else None,
            is_done=False,
            answers={ask.pk: row["answer"] for ask in asks if iso3 in ask.carried_by},
            in_timeline=False,
            today=today,
        )
        write_note(**act, book=book, iso3=iso3, not_to_say=row["not_to_say"], listen_for=row["listen_for"])


def _note_questions(coalition: Coalition, *, today: date) -> None:
    """Advance questions that States sent in, and a lesson for the next cycle."""
    sophea = coalition.participations.get(person__username="sophea").person
    asks = asks_of(coalition)
    for row in rows("demo_questions"):
        ask = next((ask for ask in asks if row["issue"] in ask.proposal.issues), None)
        note_question(
            by=sophea,
            coalition=coalition,
            proposal=ask.proposal if ask else None,
            iso3=row["from"],
            text=row["text"],
            source=row["source"],
            today=today,
        )
    write_lessons(by=sophea, coalition=coalition, text="Meet embassies before they write their questions (invented).")
