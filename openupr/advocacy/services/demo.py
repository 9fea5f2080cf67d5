"""The stage `pre-session` of the demo: who carries what, the sheets for it, and meetings; all of it is invented."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from openupr.coalitions.models import Coalition
from openupr.coalitions.services.demo import tables
from openupr.recommendations.services.build_index import refresh_index

from ..queries.asks import asks_of
from ..queries.states import carried_states
from .carriers import propose_carriers
from .contacts import add_contact, log_meeting, save_meeting, write_note
from .demo_pre_session import arrange_pre_session
from .keeping import open_book
from .sheets import name_contact, shorten_ask

rows = partial(tables.rows, data=Path(__file__).parents[1] / "data")


def fill(*, coalition: Coalition, today: date) -> None:
    """Carriers as the record proposes them; three asks in short, with a question; meetings; a pre-session."""
    sophea = coalition.participations.get(person__username="sophea").person
    refresh_index()
    propose_carriers(by=sophea, coalition=coalition)
    short = {row["issue"]: row for row in rows("demo_sheets")}
    for ask in asks_of(coalition):
        row = next((short.pop(key) for key in ask.proposal.issues if key in short), None)
        if row:
            given = {"text": row["text"], "question": row["question"]}
            shorten_ask(by=sophea, coalition=coalition, proposal=ask.proposal, **given)
    name_contact(by=sophea, coalition=coalition, text="The coalition's secretariat (invented)")
    _meet(coalition, today=today)
    arrange_pre_session(coalition=coalition, today=today)


def _meet(coalition: Coalition, *, today: date) -> None:
    """A contact at each of the States that carry most, by function, with what was asked and answered."""
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
            next_due=today + timedelta(days=int(row["due_in"])) if row["due_in"] else None,
            owner=sophea if row["owner"] == "ours" else None,
            is_done=False,
            answers={ask.pk: row["answer"] for ask in asks if iso3 in ask.carried_by},
            in_timeline=False,
            today=today,
        )
        write_note(**act, book=book, iso3=iso3, not_to_say=row["not_to_say"], listen_for=row["listen_for"])
