"""The asks in short for diplomats, and the advance questions that follow from the record."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act, unchanged
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition
from openupr.proposals.models import Proposal
from openupr.recommendations.code_coverage import code_coverage
from openupr.recommendations.coverage import coverage, sessions
from openupr.recommendations.question import Chosen, Question
from openupr.recommendations.search import issue_labels, search_record
from openupr.recommendations.whole_reviews import whole_reviews
from openupr.text.nearness import read_text, shared_words
from openupr.upr.cycles import session_with_year, year_of_session
from openupr.upr.issues import issue

from .actions import WRITE_SHEETS
from .asks import AskLine, asks_of
from .dates import is_before_review
from .models import ShortAsk
from .near_recommendations import close_rows
from .paper_words import Told
from .rules import QUESTIONS, begins_with_verb, too_long

_LOGO_WIDE, _LOGO_HIGH = 1.2, 0.6
"""The logo is at most so large, in inches: a sheet has one page."""


@dataclass(frozen=True)
class ShortLine:
    """An ask in the words of the sheets: those saved for them, else its own where they are short
    enough.
    """

    ask: AskLine
    saved: ShortAsk | None

    @property
    def text(self) -> str:
        """ "" where it has to be shortened first."""
        if self.saved and self.saved.text:
            return self.saved.text
        return self.ask.text if self.ask.language == "en" and self.ask.text and not too_long(self.ask.text) else ""

    @property
    def questions(self) -> list[str]:
        """Its advance questions, at most two."""
        return self.saved.questions if self.saved else []

    @property
    def lacks_question(self) -> bool:
        """It is on a sheet, without a question."""
        return bool(self.text and self.ask.carriers and not self.questions)

    def told(self, language: str) -> Told:
        """In this language where a person worded it so since the text was last changed; else short
        in English, else as it is.
        """
        wordings = self.ask.proposal.wordings.all()
        own = next((wording for wording in wordings if wording.language == language and wording.text.strip()), None)
        if language != "en" and own and not own.is_older:  # type: ignore[attr-defined]
            return Told(own.text.strip(), language)
        return Told(self.text, "en") if self.text else Told(self.ask.text, self.ask.language)

    @property
    def needs_verb(self) -> bool:
        """Its first word is no verb that recommendations begin with."""
        return bool(self.text) and not begins_with_verb(self.text)


def asks_in_short(coalition: Coalition) -> list[ShortLine]:
    """Every ask of the coalition in the words of the sheets."""
    saved = {
        short_ask.proposal_id: short_ask for short_ask in ShortAsk.objects.filter(proposal__group__coalition=coalition)
    }
    return [ShortLine(ask, saved.get(ask.pk)) for ask in asks_of(coalition)]


def questions_of(lines: Sequence[ShortLine]) -> list[str]:
    """What fits on a sheet: the first question of each ask, then their second ones; each once."""
    first = [line.questions[0] for line in lines if line.questions]
    second = (question for line in lines for question in line.questions[1:])
    return list(dict.fromkeys([*first, *second]))[:QUESTIONS]


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
    question = Question(filters={"state": (coalition.review.iso3,), "issue": (theme.key,)})
    rows = [result.fields for result in search_record(question, limit=_MOST, sort="-session").results]
    last = last_session(coalition)
    earlier = [row for row in rows if row["session"] and row["session"] == last]
    year = year_of_session(earlier[0]["session"]) if earlier else None
    answers = Counter(row["response"] for row in earlier if row["session"] == earlier[0]["session"])
    answer = next((key for key in _THEME if answers[key] >= _FEWEST_ON_THEME), "")
    if not (year and answer) or _is_coded_in_part(question, earlier[0]["session"]):
        return []
    values = {"year": year, "state": coalition.state.in_a_sentence, "n": answers[answer], "theme": theme.label}
    return [_THEME[answer].format(**values)]


def _is_coded_in_part(question: Question, session: int) -> bool:
    return bool(code_coverage(question.narrowed("session", session), ["issue"])["issue"].lacking)


def later_not_loaded(coalition: Coalition, *, today: date) -> str:
    """Which reviews after the last one in the record are not loaded; "" for none.

    Raises RecordNotReady.
    """
    last = last_session(coalition) or 0
    later = tuple(number for number in coverage(coalition.review.iso3, today=today).missing if number > last)
    if not later:
        return ""
    values = {"sessions": sessions(later, with_years=True), "last": session_with_year(last)}
    if not last:
        return _("Not loaded: %(sessions)s.") % values
    return _("Not loaded: %(sessions)s. Texts and questions here know nothing later than session %(last)s.") % values


@act(WRITE_SHEETS, gettext_lazy("Shorten a recommendation for the embassy sheets"), about="coalition")
def shorten_ask(*, by: Person, coalition: Coalition, proposal: Proposal, text: str, question: str) -> ShortAsk:
    """Save an ask in the words of the sheets."""
    before = ShortAsk.objects.filter(proposal=proposal).first()
    if before and (before.text, before.question) == (text, question):
        return unchanged(before)
    saved, _made = ShortAsk.objects.update_or_create(proposal=proposal, defaults={"text": text, "question": question})
    return saved


@act(WRITE_SHEETS, gettext_lazy("Have advance questions proposed"), about="coalition")
def propose_questions(*, by: Person, coalition: Coalition) -> list[ShortAsk]:
    """Give each carried ask without an advance question the questions that follow from the facts.

    Raises RecordNotReady.
    """
    short_asks = []
    for line in asks_in_short(coalition):
        if not line.lacks_question:
            continue
        if questions := proposed_questions(coalition, line.ask, line.text):
            values = {"question": "\n".join(questions)}
            short_asks.append(ShortAsk.objects.update_or_create(proposal=line.ask.proposal, defaults=values)[0])
    return short_asks
