"""Advance questions that follow from an ask and the record, for a person to edit. In English, as on the sheets."""

from collections import Counter

from openupr.coalitions.models import Coalition
from openupr.recommendations.queries.question import Chosen, Question
from openupr.recommendations.queries.search import search_record
from openupr.recommendations.queries.themes import issue_labels
from openupr.upr.cycles import year_of_session
from openupr.upr.issues import issue

from ..rules import too_long
from .asks import AskLine
from .near import close_rows
from .review_ahead import is_before_review

_PROMISED = "In its review of {year}, {state} supported: “{text}”. What has it done since to carry this out?"
_THEME = {
    "supported": (
        "In its review of {year}, {state} supported {n} recommendation{s} on the theme “{theme}”. "
        "What has it done to carry {them} out, and what is still to be done?"
    ),
    "noted": (
        "In its review of {year}, {state} noted {n} recommendation{s} on the theme “{theme}”. "
        "What has changed since, and what keeps it from supporting {them}?"
    ),
}
_MOST = 500


def proposed_questions(coalition: Coalition, ask: AskLine, text: str) -> list[str]:
    """Up to two: on the newest recommendation close to the ask that the State supported, and on those of its theme.
    Raises RecordNotReady.
    """
    promised = _on_a_promise(coalition, ask, text)
    return [*promised, *_on_the_theme(coalition, ask, least=2 if promised else 1)]


def _on_a_promise(coalition: Coalition, ask: AskLine, text: str) -> list[str]:
    """Only of what is on an issue of the ask, too: words in common may be about something else."""
    labels = {issue(key).label for key in ask.issues}
    among: Chosen = {"state": (coalition.review.iso3,), "response": ("supported",)}
    for row in close_rows(text, ask.issues, among):
        words, year = " ".join(row["text"].split()).rstrip(" .;"), year_of_session(row["session"])
        if year and not too_long(words) and is_before_review(row, coalition) and labels & set(issue_labels(row)):
            return [_PROMISED.format(year=year, state=coalition.state.in_a_sentence, text=words)]
    return []


def _on_the_theme(coalition: Coalition, ask: AskLine, *, least: int) -> list[str]:
    """How the newest review with recommendations on the theme was answered, of at least so many."""
    if not ask.issues:
        return []
    theme = issue(ask.issues[0])
    asked = Question(filters={"state": (coalition.review.iso3,), "issue": (theme.key,)}, suggested=True)
    rows = [each.fields for each in search_record(asked, limit=_MOST, sort="-session").results]
    earlier = [row for row in rows if row["session"] and is_before_review(row, coalition)]
    year = year_of_session(earlier[0]["session"]) if earlier else None
    answers = Counter(row["response"] for row in earlier if row["session"] == earlier[0]["session"])
    answer = next((each for each in _THEME if answers[each] >= least), "")
    if not (year and answer):
        return []
    n = answers[answer]
    told = {"year": year, "state": coalition.state.in_a_sentence, "n": n, "theme": theme.label}
    return [_THEME[answer].format(**told, s="" if n == 1 else "s", them="it" if n == 1 else "them")]
