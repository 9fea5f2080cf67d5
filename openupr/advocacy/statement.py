"""The statement at the pre-session: its words, the time they take, its days, its rehearsal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.models import Coalition
from openupr.coalitions.rules.refusals import Refused
from openupr.testimonies.boxes import open_box
from openupr.testimonies.models import Box
from openupr.timeline.milestones import drop_date, write_date

from .actions import ASK_FEEDBACK, WRITE_STATEMENT
from .dates import APPLICATION, DATE_TITLES, HAND_IN, review_is_over
from .models import Statement, StatementText
from .paper_words import Form, Written, keep_own_words, spoken_words, written
from .rules import FASTEST_INTERPRETED, LONGEST_STATEMENT, SHORTEST_STATEMENT
from .statement_parts import TextOfPart, problem_of, text_of_parts
from .theme_facts import GroupFacts, facts_of_groups

# Asks and advance questions for each theme: as many as fit into the time.
_AMOUNTS = ((3, 2), (2, 1), (1, 1), (1, 0))


@dataclass(frozen=True)
class Spoken:
    """A part with its words and when it begins, in seconds from the start."""

    written: Written
    heading: str
    words: int
    begins: int
    lasts: int

    @property
    def begins_at(self) -> str:
        return clock(self.begins)


@dataclass(frozen=True)
class DraftedStatement:
    """The statement with all its parts in its language.

    `is_over`: the review is. `without_problem`: the themes on which it names no problem.
    """

    statement: Statement
    parts: Sequence[Spoken]
    is_over: bool = False
    without_problem: Sequence[str] = ()

    @property
    def spoken(self) -> list[Spoken]:
        """Without parts that are empty."""
        return [part for part in self.parts if part.words]

    @property
    def words(self) -> int:
        return sum(part.words for part in self.parts)

    @property
    def budget(self) -> int:
        """Words that fit into its time at its speed."""
        return self.statement.minutes * self.statement.words_a_minute

    @property
    def over(self) -> int:
        """Words that are too many."""
        return max(0, self.words - self.budget)

    @property
    def lasts(self) -> str:
        """How long it takes at its speed."""
        return clock(self._seconds)

    @property
    def _seconds(self) -> int:
        return sum(part.lasts for part in self.parts)

    @property
    def warnings(self) -> list[str]:
        """What does not fit a pre-session in Geneva, besides words that are too many."""
        speed = self.statement.words_a_minute
        unfit = {
            _("It is shorter than 5 minutes. UPR Info gives each speaker 5 to 7."): not self.is_over
            and self._seconds < SHORTEST_STATEMENT * 60,
            _("UPR Info gives each speaker at most 7 minutes."): not self.is_over
            and self.statement.minutes > LONGEST_STATEMENT,
            _("Interpreters cannot follow %(n)s words a minute. Speak at most %(most)s.")
            % {"n": speed, "most": FASTEST_INTERPRETED}: speed > FASTEST_INTERPRETED,
        }
        return [text for text, is_so in unfit.items() if is_so]

    @property
    def seconds(self) -> int:
        """How long it may take."""
        return self.statement.minutes * 60

    @property
    def text(self) -> str:
        return "\n".join(part.written.text for part in self.parts)


def clock(seconds: int) -> str:
    """ "2:05"."""
    return f"{seconds // 60}:{seconds % 60:02}"


def statement_of(coalition: Coalition) -> Statement:
    """The coalition's statement; an unsaved one until somebody writes on it."""
    statement = Statement.objects.filter(coalition=coalition).select_related("feedback").first()
    statement = statement or Statement(coalition=coalition, language=(coalition.languages or ["en"])[0])
    statement.coalition = coalition
    return statement


def drafted_statement(statement: Statement, form: Form | None = None, *, today: date) -> DraftedStatement:
    """All parts as they are; with `form` as somebody has them there. Raises RecordNotReady."""
    coalition, language = statement.coalition, statement.language
    own: dict[str, StatementText] = {}
    if statement.pk:
        # A theme that was left out in one language is left out in the others, until somebody writes
        # it there.
        own = {text.part: text for text in statement.texts.filter(text="")}
        own.update({text.part: text for text in statement.texts.filter(language=language)})
    is_over = review_is_over(coalition, today=today)
    with translation.override(language):
        own_texts = {key: kept.text for key, kept in own.items()}
        facts = facts_of_groups(coalition, list(coalition.groups.filter(closed=False)))
        what_fits = _what_fits(statement, facts, own_texts, is_over=is_over, today=today)
    fitting = [fit for fit in what_fits if fit[1] or fit[0].key in own]
    parts = [written(part, language, texts, own.get(part.key), form) for part, texts in fitting]
    spoken = list(_spoken(parts, statement.words_a_minute))
    return DraftedStatement(statement, spoken, is_over, _without_problem(facts, spoken))


def _spoken(parts: Sequence[Written], words_a_minute: int) -> Iterator[Spoken]:
    begins = 0
    for part in parts:
        words = spoken_words(part.text)
        lasts = round(words * 60 / words_a_minute)
        heading = part.part.heading
        yield Spoken(part, heading, words, begins, lasts)
        begins += lasts


def _without_problem(facts: Sequence[GroupFacts], spoken: Sequence[Spoken]) -> list[str]:
    """The names of themes that follow the facts, where these name no problem."""
    by_facts = {part.written.part.key for part in spoken if part.words and not part.written.is_own}
    return [_(theme.group.name) for theme in facts if theme.part_key in by_facts and problem_of(theme) is None]


def _what_fits(
    statement: Statement, facts: Sequence[GroupFacts], own: Mapping[str, str], *, is_over: bool, today: date
) -> list[TextOfPart]:
    """What the facts say, with as many asks and questions as there is time for beside what people
    wrote; at least one ask for each theme. `own`: their texts by the parts' keys.
    """
    silent = {key for key, text in own.items() if not text}
    fitting: list[TextOfPart] = []
    for asks, questions in _AMOUNTS:
        parts = text_of_parts(
            statement.coalition, facts, silent, asks=asks, questions=questions, is_over=is_over, today=today
        )
        fitting = list(parts)
        spoken = (own.get(part.key, "\n".join(text.text for text in texts)) for part, texts in fitting)
        if sum(map(spoken_words, spoken)) <= statement.minutes * statement.words_a_minute:
            break
    return fitting


FEEDBACK = ("understood", "length", "best", "better")
"""What those who hear a rehearsal are asked (keys of the questions of boxes)."""
_SLOWEST, _FASTEST = 60, 220


class NoSpeed(Refused):
    """A speed at which no one speaks: too fast or too slow."""

    def __init__(self, speed: int) -> None:
        super().__init__("That would be %(speed)s words a minute. Check the time.", speed=speed)


@act(WRITE_STATEMENT, gettext_lazy("Write the statement for the pre-session"), about="coalition")
def save_statement(
    *, by: Person, coalition: Coalition, minutes: int, words_a_minute: int, language: str, form: Form, today: date
) -> list[str]:
    """Keep its length and the parts that differ from what the facts say; returns the labels of
    those that somebody else saved meanwhile: both texts are in them. Raises RecordNotReady.
    """
    saved = statement_of(coalition)
    saved.language = language
    saved.save()
    # Another length changes what the facts say: the form was filled in beside what they said
    # before.
    parts = [part.written for part in drafted_statement(saved, today=today).parts]
    saved.minutes, saved.words_a_minute = minutes, words_a_minute
    saved.save()
    return keep_own_words(parts, form, saved.texts)


@act(WRITE_STATEMENT, gettext_lazy("Choose how fast the statement is spoken"), about="coalition")
def choose_speed(*, by: Person, coalition: Coalition, seconds: int, today: date) -> Statement:
    """Reckon from now on with the speed of a rehearsal that took so long.

    Raises NoSpeed, RecordNotReady.
    """
    saved = statement_of(coalition)
    speed = round(drafted_statement(saved, today=today).words * 60 / seconds) if seconds else 0
    if not _SLOWEST <= speed <= _FASTEST:
        raise NoSpeed(speed)
    saved.words_a_minute = speed
    saved.save()
    return saved


@act(WRITE_STATEMENT, gettext_lazy("Write the dates of the statement"), about="coalition")
def date_statement(
    *, by: Person, coalition: Coalition, application: date | None, hand_in: date | None, today: date
) -> None:
    """Its dates are in the coalition's calendar; one that is empty is taken out.

    Raises UnfitDate.
    """
    for key, day in ((APPLICATION, application), (HAND_IN, hand_in)):
        if day:
            calendar = calendar_of(coalition, today=today)
            write_date(calendar=calendar, key=key, title=DATE_TITLES[key], day=day, today=today)
        elif coalition.calendar:
            drop_date(calendar=coalition.calendar, key=key)


@act(ASK_FEEDBACK, gettext_lazy("Ask for feedback on a rehearsal"), about="coalition")
def ask_feedback(*, by: Person, coalition: Coalition, today: date) -> Box:
    """An open box for what is said of a rehearsal; the one that is open already, if one is."""
    saved = statement_of(coalition)
    saved.save()
    if saved.feedback and saved.feedback.is_open:
        return saved.feedback
    title = "Rehearsal of the statement"
    box: Box = open_box(
        by=by, coalition=coalition, title=title, questions=FEEDBACK, takes_testimonies=False, today=today
    )
    saved.feedback = box
    saved.save()
    return box
