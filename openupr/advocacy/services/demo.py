"""The stage `pre-session` of the demo: who carries what, and the sheets for it, with invented short texts."""

from datetime import date
from functools import partial
from pathlib import Path

from openupr.coalitions.models import Coalition
from openupr.coalitions.services.demo import tables
from openupr.recommendations.services.build_index import refresh_index

from ..queries.asks import asks_of
from .carriers import propose_carriers
from .demo_pre_session import arrange_pre_session
from .sheets import name_contact, shorten_ask

rows = partial(tables.rows, data=Path(__file__).parents[1] / "data")


def fill(*, coalition: Coalition, today: date) -> None:
    """Carriers as the record proposes them; three asks in short, with a question; whom to ask; a pre-session."""
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
    arrange_pre_session(coalition=coalition, today=today)
