"""Advance questions that follow from an ask and the record, for a person to edit.

In English, as on the sheets.
"""

from collections import Counter
from datetime import date

from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition
from openupr.recommendations.code_coverage import code_coverage
from openupr.recommendations.coverage import coverage, sessions
from openupr.recommendations.question import Chosen, Question
from openupr.recommendations.search import issue_labels, search_record
from openupr.recommendations.whole_reviews import whole_reviews
from openupr.text.nearness import read_text, shared_words
from openupr.upr.cycles import session_with_year, year_of_session
from openupr.upr.issues import issue

from ..rules import too_long
from .asks import AskLine
from .near import close_rows
from .review_ahead import is_before_review

_PROMISED = "In its review of {year}, {state} supported: “{text}”. What has it done since to carry this out?"
_THEME = {
    "supported": (
        "In its review of {year}, {state} supported {n} recommendations on the theme “{theme}”. "
        "What has it done to carry them out, and what is still to be done?"
    ),
    "noted": (
        "In its review of {year}, {state} noted {n} recommendations on the theme “{theme}”. "
        "What has changed since, and what keeps it from supporting them?"
    ),
}
_MOST = 500
_FEWEST_WORDS = 2
"""A recommendation that is quoted has so many telling words of the ask: a name alone, as "the
press", says little.
"""
_FEWEST_ON_THEME = 2


def proposed_questions(coalition: Coalition, ask: AskLine, text: str) -> list[str]:
    """Up to two, of the last review in the record: on a recommendation that the State supported, on
    those of its theme. Raises RecordNotReady.
    """
    return [*_on_a_promise(coalition, ask, text), *_on_the_theme(coalition, ask)]


def last_session(coalition: Coalition) -> int | None:
    """The session of the last review in the record before the coalition's own."""
    reviews = whole_reviews().rows
    rows = ({"session": session, "cycle": cycle} for iso3, session, cycle in reviews if iso3 == coalition.review.iso3)
    return max((row["session"] for row in rows if row["session"] and is_before_review(row, coalition)), default=None)


def _on_a_promise(coalition: Coalition, ask: AskLine, text: str) -> list[str]:
    """Only of what is on an issue of the ask, too: words in common may be about something else."""
    labels = {issue(key).label for key in ask.issues}
    among: Chosen = {"state": (coalition.review.iso3,), "response": ("supported",)}
    last = last_session(coalition)
    near = [row for row in close_rows(text, ask.issues, among) if row["session"] == last]
    close = [row for row in near if labels & set(issue_labels(row))]
    in_common = {row["id"]: len(shared_words(read_text(text), read_text(row["text"]))) for row in close}
    for row in sorted(close, key=lambda row: -in_common[row["id"]]):
        words, year = " ".join(row["text"].split()).rstrip(" .;"), year_of_session(row["session"])
        if in_common[row["id"]] < _FEWEST_WORDS or not year or too_long(words):
            continue
        if is_before_review(row, coalition):
            return [_PROMISED.format(year=year, state=coalition.state.in_a_sentence, text=words)]
    return []


def _on_the_theme(coalition: Coalition, ask: AskLine) -> list[str]:
    """How the newest review with recommendations on the theme was answered; of a review that is
    coded in part only, a number would be too small.
    """
    if not ask.issues:
        return []
    theme = issue(ask.issues[0])
    asked = Question(filters={"state": (coalition.review.iso3,), "issue": (theme.key,)})
    rows = [each.fields for each in search_record(asked, limit=_MOST, sort="-session").results]
    last = last_session(coalition)
    earlier = [row for row in rows if row["session"] and row["session"] == last]
    year = year_of_session(earlier[0]["session"]) if earlier else None
    answers = Counter(row["response"] for row in earlier if row["session"] == earlier[0]["session"])
    answer = next((each for each in _THEME if answers[each] >= _FEWEST_ON_THEME), "")
    if not (year and answer) or _is_coded_in_part(asked, earlier[0]["session"]):
        return []
    told = {"year": year, "state": coalition.state.in_a_sentence, "n": answers[answer], "theme": theme.label}
    return [_THEME[answer].format(**told)]


def _is_coded_in_part(asked: Question, session: int) -> bool:
    return bool(code_coverage(asked.narrowed("session", session), ["issue"])["issue"].lacking)


def later_not_loaded(coalition: Coalition, *, today: date) -> str:
    """Which reviews, held after the last one in the record, are not loaded; "" where none is.

    Raises RecordNotReady.
    """
    last = last_session(coalition) or 0
    later = tuple(number for number in coverage(coalition.review.iso3, today=today).missing if number > last)
    if not later:
        return ""
    given = {"sessions": sessions(later, with_years=True), "last": session_with_year(last)}
    if not last:
        return _("Not loaded: %(sessions)s.") % given
    return _("Not loaded: %(sessions)s. Texts and questions here know nothing later than session %(last)s.") % given
