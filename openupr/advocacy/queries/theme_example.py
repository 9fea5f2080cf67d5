"""The one earlier recommendation that a factsheet quotes."""

from collections.abc import Sequence
from dataclasses import replace

from openupr.followup.rules import own_words
from openupr.recommendations.question import Chosen
from openupr.recommendations.recommendation import un_number_of_row
from openupr.recommendations.search import on_issues, search_record
from openupr.text.smart import only_continues
from openupr.upr import responses
from openupr.upr.cycles import session_with_year
from openupr.upr.states import CODES, by_iso3

from .near import Row, close_rows
from .own_words import Told
from .theme_facts import GroupFacts, theme_question

_LOOKED_AT, _ASKS = 300, 4
"""So many recommendations on the theme are looked at, and so many of the group's asks."""
_LONGEST = 240
"""Letters of a recommendation that is quoted."""
_ANSWERED: Chosen = {"response": ("supported", "partly", "noted")}


def best_example(facts: GroupFacts) -> Told | None:
    """The words of one recommendation with its State and its answer, of the sessions that the
    factsheet names. What only asks to continue comes last. What is near an ask of the group comes
    before what is only on its theme. Of both the newest is taken, of that the nearest, or the most
    specific by its action category. Raises RecordNotReady.
    """
    ranked = [(row, rank) for rank, rows in enumerate((_near_asks(facts), _on_theme(facts))) for row in rows]
    # A question of the same page may quote it, too.
    questions = " ".join(question.text for question in facts.questions)
    short = [
        (row, rank)
        for row, rank in ranked
        if row["from_iso3"] in CODES and len(row["text"]) < _LONGEST and _words(row) not in questions
    ]
    return _quoted(min(short, key=_order)[0]) if short else None


def _order(ranked: tuple[Row, int]) -> tuple[bool, int, int, int]:
    row, rank = ranked
    specific = int(row["action"] or 0) if rank else 0
    return only_continues(own_words(row["text"])), rank, -int(row["session"]), -specific


def _near_asks(facts: GroupFacts) -> Sequence[Row]:
    """Those on the theme, the newest first, of these the nearest."""
    among: Chosen = {**_ANSWERED, "state": (facts.group.coalition.review.iso3,), "session": _sessions(facts)}
    if not facts.sessions:
        return ()
    asks = [(ask.text or ask.ask.text, ask.ask.issues) for ask in facts.asks[:_ASKS]]
    near = (row for text, issues in asks for row in close_rows(text, issues, among))
    return [row for row in near if on_issues(row, facts.group.issues) or not facts.group.issues]


def _on_theme(facts: GroupFacts) -> Sequence[Row]:
    question = theme_question(facts.group, facts.group.coalition.review.iso3)
    if question is None or not facts.sessions:
        return ()
    answered = replace(question, filters={**question.filters, **_ANSWERED, "session": _sessions(facts)})
    return [result.fields for result in search_record(answered, limit=_LOOKED_AT, sort="-session").results]


def _sessions(facts: GroupFacts) -> tuple[int, ...]:
    return tuple(session.session for session in facts.sessions)


def _words(row: Row) -> str:
    return " ".join(row["text"].split()).rstrip(" .;")


def _quoted(row: Row) -> Told:
    """In English, as the record has it."""
    state = by_iso3(row["from_iso3"]).spoken
    session = f"session {session_with_year(row['session'])}"
    parts = (state, session, responses.label(row["response"]).lower(), str(un_number_of_row(row) or ""))
    return Told(f"“{_words(row)}” ({', '.join(filter(None, parts))})", "en")
