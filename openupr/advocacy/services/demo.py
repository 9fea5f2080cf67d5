"""The stage `pre-session` of the demo: who carries what, the sheets for it, advance questions; all invented."""

from datetime import date
from functools import partial
from pathlib import Path

from openupr.coalitions.models import Coalition
from openupr.coalitions.services.demo import tables
from openupr.recommendations.services.build_index import refresh_index

from ..queries.asks import asks_of
from .carriers import propose_carriers
from .sheets import name_contact, shorten_ask
from .uptake import note_question, write_lessons

rows = partial(tables.rows, data=Path(__file__).parents[1] / "data")


def fill(*, coalition: Coalition, today: date) -> None:
    """Carriers as the record proposes them; three asks in short, with a question; whom to ask; advance questions."""
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
