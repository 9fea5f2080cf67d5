"""Advance questions that follow from an ask and the record, for a person to edit. In English, as on the sheets."""

from openupr.coalitions.models import Coalition
from openupr.recommendations.queries.question import Question
from openupr.recommendations.queries.similar import NothingToCompare, similar
from openupr.upr.cycles import year_of_session

from ..rules import in_a_question
from .asks import AskLine

_STEPS = "What steps will {state} take to {what}?"
_SINCE = "What has {state} done since its review in {year} to {what}?"
_LOOKED_AT = 5


def proposed_questions(coalition: Coalition, ask: AskLine, text: str) -> list[str]:
    """Up to two: on the ask, in the words of the sheets, and on the nearest recommendation on its issues that the State
    supported. Raises RecordNotReady.
    """
    state = coalition.state.in_a_sentence
    asked = in_a_question(text)
    first = [_STEPS.format(state=state, what=asked)] if asked else []
    return [*first, *_on_a_promise(coalition, ask, text)]


def _on_a_promise(coalition: Coalition, ask: AskLine, text: str) -> list[str]:
    if not (text and ask.issues):
        return []
    filters = {"state": (coalition.review.iso3,), "issue": ask.issues, "response": ("supported",)}
    try:
        near = similar(Question(words=text, filters=filters), limit=_LOOKED_AT).groups
    except NothingToCompare:
        return []
    state = coalition.state.in_a_sentence
    for row in (each.nearest.fields for each in near):
        if row["session"] and (what := in_a_question(row["text"])):
            return [_SINCE.format(state=state, year=year_of_session(row["session"]), what=what)]
    return []
