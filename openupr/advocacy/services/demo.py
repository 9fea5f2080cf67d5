"""The stage `pre-session` of the demo: carriers, papers for diplomats, meetings, questions; all of
it is invented.
"""

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from openupr.accounts.models import Person
from openupr.coalitions.demo import demo_table
from openupr.coalitions.models import Coalition
from openupr.recommendations.index_building import refresh_index
from openupr.upr.days import off_the_weekend

from ..models import ShortAsk
from ..queries.asks import asks_of
from ..queries.own_words import Form
from ..queries.states import carried_states
from .carriers import propose_carriers
from .contacts import add_contact, log_meeting, save_meeting, write_note
from .demo_pre_session import arrange_pre_sessions
from .factsheets import confirm_targets, save_factsheet
from .keeping import open_book
from .presence import note_presence
from .sheets import name_contact, propose_questions, shorten_ask
from .statement import save_statement
from .uptake import note_question, write_lessons

_LAND, _THEMES = "right-to-land", 5
rows = partial(demo_table, data=Path(__file__).parents[1] / "data")


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
            given = {"text": row["text"], "question": row["question"]}
            shorten_ask(by=sophea, coalition=coalition, proposal=ask.proposal, **given)
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
    asked = ShortAsk.objects.filter(proposal__group__coalition=coalition).order_by("proposal__group__order")
    groups = list(dict.fromkeys(each.proposal.group for each in asked.select_related("proposal__group")))
    if not groups:
        return
    about = next((each for each in groups if _LAND in each.issues), groups[0])
    about.coalition = coalition
    save_factsheet(by=sophea, group=about, languages=["en"], form=_form("factsheet"))
    confirm_targets(by=sophea, group=about, targets=["1.4"])
    # A part that is empty is not spoken: six minutes are for five themes.
    silent = {f"en-theme-{each.pk}": "" for each in list(coalition.groups.all())[_THEMES:]}
    spoken = Form({**_form("statement").texts, **silent})
    amounts = {"minutes": 6, "words_a_minute": 110}
    save_statement(by=sophea, coalition=coalition, **amounts, language="en", form=spoken, today=today)


def _form(paper: str) -> Form:
    found = (row for row in rows("demo_papers") if row["paper"] == paper)
    return Form({f"en-{row['part']}": row["text"].replace("|", "\n") for row in found})


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
        ask = next((each for each in asks if row["issue"] in each.proposal.issues), None)
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
