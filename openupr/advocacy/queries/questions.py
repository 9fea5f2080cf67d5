"""Advance questions that follow from an ask and the record, for a person to edit. In English, as on the sheets."""

from openupr.coalitions.models import Coalition
from openupr.recommendations.queries.question import Chosen
from openupr.upr.cycles import year_of_session

from ..rules import in_a_question, too_long
from .asks import AskLine
from .near import close_rows
from .review_ahead import is_before_review

_PROMISED = "In its review of {year}, {state} supported: “{text}”. What has it done since to carry this out?"
_PLANNED = "Does the Government of {state} plan to {what}? If so, what are the next steps?"


def proposed_questions(coalition: Coalition, ask: AskLine, text: str) -> list[str]:
    """Up to two: on the newest recommendation close to the ask that the State supported, and on the ask, in the words
    of the sheets. Raises RecordNotReady.
    """
    state = coalition.state.in_a_sentence
    asked = in_a_question(text)
    second = [_PLANNED.format(state=state, what=asked)] if asked else []
    return [*_on_a_promise(coalition, ask, text), *second]


def _on_a_promise(coalition: Coalition, ask: AskLine, text: str) -> list[str]:
    among: Chosen = {"state": (coalition.review.iso3,), "response": ("supported",)}
    for row in close_rows(text, ask.issues, among):
        words, year = " ".join(row["text"].split()).rstrip(" .;"), year_of_session(row["session"])
        if year and not too_long(words) and is_before_review(row, coalition):
            return [_PROMISED.format(year=year, state=coalition.state.in_a_sentence, text=words)]
    return []
