"""The statement at the pre-session: its parts from the facts, its words, and the time that they take."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from openupr.coalitions.models import Coalition
from openupr.coalitions.queries.timeline import coalition_dates
from openupr.documents import word
from openupr.files.word import count_words
from openupr.recommendations.queries.demo import marked_as_demo
from openupr.text.khmer import LETTERS, segment
from openupr.timeline.models import Milestone
from openupr.upr.cycles import session_with_year
from openupr.workshops.models import Workshop

from ..models import ChecklistItem, Statement, StatementText
from ..rules import FASTEST_INTERPRETED, LONGEST_STATEMENT, SHORTEST_STATEMENT
from .frame_texts import contact_of, day_and_contact, state_name, unreviewed
from .own_words import Form, PaperPart, Told, Written, written
from .terms import InterpreterTerm, are_reviewed, terms_in
from .theme_facts import GroupFacts, assessed_in_words, facts_of_groups

NAMED = 4
# Asks and advance questions for each theme: as many as fit into the time.
_AMOUNTS = ((3, 2), (2, 1), (1, 1), (1, 0))
_LONGEST_PROBLEM = 45  # words
APPLICATION, HAND_IN = "statement-application", "statement-hand-in"
"""The keys of its dates in the coalition's calendar."""
DATE_TITLES = {
    APPLICATION: gettext_noop("Apply for the Geneva pre-session"),
    HAND_IN: gettext_noop("Hand in the statement"),
}
GENEVA = "geneva-pre-session"
BEFORE_PRE_SESSION = timedelta(days=14)
"""UPR Info asks for the statement two weeks before the pre-session."""
LARGE = 18
"""Points of letters that are read aloud from."""
MIDDLE = 12
"""The same for interpreters: beside the text they have a table of words."""
_OPENING = PaperPart("opening", gettext_noop("Organisation"), hint=gettext_noop("Who speaks, and for whom."))
_CONSULTATIONS = PaperPart("consultations", gettext_noop("Consultations"), hint=gettext_noop("How this was prepared."))
_CLOSING = PaperPart("closing", gettext_noop("Closing"))
_FRAME = (_OPENING.label, _CONSULTATIONS.label, _CLOSING.label, gettext_noop("We therefore ask States to recommend:"))
_RUN = re.compile(f"[{LETTERS}]+")
_Part = tuple[PaperPart, list[Told]]


def spoken_words(text: str) -> int:
    """How many words somebody says: Khmer is cut into its words."""
    return count_words(_RUN.sub(" ", text)) + sum(len(segment(run)) for run in _RUN.findall(text))


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
    """The statement with all its parts in its language."""

    statement: Statement
    parts: Sequence[Spoken]

    @property
    def spoken(self) -> list[Spoken]:
        """Without parts that are empty."""
        return [each for each in self.parts if each.words]

    @property
    def words(self) -> int:
        return sum(each.words for each in self.parts)

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
        return sum(each.lasts for each in self.parts)

    @property
    def warnings(self) -> list[str]:
        """What does not fit a pre-session in Geneva, besides words that are too many."""
        speed = self.statement.words_a_minute
        unfit = {
            _("It is shorter than 5 minutes. UPR Info gives each speaker 5 to 7."): self._seconds
            < SHORTEST_STATEMENT * 60,
            _("UPR Info gives each speaker at most 7 minutes."): self.statement.minutes > LONGEST_STATEMENT,
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
        return "\n".join(each.written.text for each in self.parts)


def clock(seconds: int) -> str:
    """ "2:05"."""
    return f"{seconds // 60}:{seconds % 60:02}"


def statement_of(coalition: Coalition) -> Statement:
    """The coalition's statement; one that is not saved where nobody wrote on it yet."""
    found = Statement.objects.filter(coalition=coalition).select_related("feedback").first()
    found = found or Statement(coalition=coalition, language=(coalition.languages or ["en"])[0])
    found.coalition = coalition
    return found


def drafted_statement(statement: Statement, form: Form | None = None) -> DraftedStatement:
    """All parts as they are; with `form` as somebody has them there. Raises RecordNotReady."""
    coalition, language = statement.coalition, statement.language
    own: dict[str, StatementText] = {}
    if statement.pk:
        # A theme that was left out in one language is left out in the others, until somebody writes it there.
        own = {each.part: each for each in statement.texts.filter(text="")}
        own.update({each.part: each for each in statement.texts.filter(language=language)})
    groups = list(coalition.groups.filter(closed=False))
    with translation.override(language):
        own_texts = {key: each.text for key, each in own.items()}
        told = _what_fits(statement, facts_of_groups(coalition, groups), own_texts)
    shown = [each for each in told if each[1] or each[0].key in own]
    parts = [written(part, language, texts, own.get(part.key), form) for part, texts in shown]
    return DraftedStatement(statement, list(_spoken(parts, statement.words_a_minute)))


def _spoken(parts: Sequence[Written], words_a_minute: int) -> Iterator[Spoken]:
    begins = 0
    for each in parts:
        words = spoken_words(each.text)
        lasts = round(words * 60 / words_a_minute)
        heading = each.part.heading
        yield Spoken(each, heading, words, begins, lasts)
        begins += lasts


def _ours(text: str) -> Told:
    language = translation.get_language() or "en"
    return Told(text, language if language in ("en", "km") else "en")


def _what_fits(statement: Statement, facts: Sequence[GroupFacts], own: Mapping[str, str]) -> list[_Part]:
    """What the facts say, with as many asks and questions as there is time for beside what people wrote; at least one
    ask for each theme. `own`: their texts by the parts' keys.
    """
    found: list[_Part] = []
    for asks, questions in _AMOUNTS:
        themes = _themes(facts, asks, questions)
        found = [*_before(statement.coalition, len(facts)), *themes, _after(statement.coalition)]
        spoken = (own.get(part.key, "\n".join(each.text for each in texts)) for part, texts in found)
        if sum(map(spoken_words, spoken)) <= statement.minutes * statement.words_a_minute:
            break
    return found


def _before(coalition: Coalition, groups: int) -> Iterator[_Part]:
    count = coalition.member_organisations.count()
    who = ngettext("%(n)s organisation", "%(n)s organisations", count) % {"n": count}
    opening = _("Thank you for this opportunity. I speak for %(name)s, a coalition of %(who)s.")
    yield _OPENING, [_ours(opening % {"name": coalition.name, "who": who})]
    yield _CONSULTATIONS, [_ours(told)] if (told := _prepared(coalition, groups)) else []


def _prepared(coalition: Coalition, groups: int) -> str:
    """How the submission came about; what there was none of is not spoken of. Pre-sessions come after it."""
    held = coalition.workshops.filter(kind__in=(Workshop.Kind.SUBMISSION, Workshop.Kind.VALIDATION)).count()
    met = coalition.consultations.count()
    parts = {
        "groups": ngettext("%(n)s thematic group", "%(n)s thematic groups", groups) % {"n": groups},
        "workshops": ngettext("%(n)s workshop", "%(n)s workshops", held) % {"n": held},
        "consultations": ngettext("%(n)s consultation", "%(n)s consultations", met) % {"n": met},
    }
    if not groups:
        return ""
    if held and met:
        return _("Our submission was prepared in %(groups)s, with %(workshops)s and %(consultations)s.") % parts
    if held:
        return _("Our submission was prepared in %(groups)s, with %(workshops)s.") % parts
    if met:
        return _("Our submission was prepared in %(groups)s, with %(consultations)s.") % parts
    return _("Our submission was prepared in %(groups)s.") % parts


def _themes(facts: Sequence[GroupFacts], asks: int, questions: int) -> Iterator[_Part]:
    """Each theme in plain sentences: the problem, what was recommended and answered, what is asked for now."""
    begun = False
    spoken: set[str] = set()
    for each in facts:
        part = PaperPart(f"theme-{each.group.pk}", each.group.name, heading=each.group.name)
        asked = [ask for ask in each.asked(translation.get_language() or "en") if ask.text][:asks]
        if not asked:
            yield part, []
            continue
        name = {"theme": _(each.group.name)}
        begin = _("We turn to another theme: %(theme)s.") if begun else _("We begin with this theme: %(theme)s.")
        begun = True
        # Two themes can lead to one question.
        new = [question for question in each.questions if question.text not in spoken][:questions]
        spoken.update(question.text for question in new)
        yield part, [_ours(begin % name), *_known(each), *_asked(asked, new)]


def _known(facts: GroupFacts) -> Iterator[Told]:
    """The problem, in the first sentence of the group's section; earlier recommendations; what became of them."""
    if facts.section:
        problem = re.split(r"(?<=[.!?។])\s", facts.section.text, maxsplit=1)[0]
        if spoken_words(problem) <= _LONGEST_PROBLEM:
            yield Told(problem, facts.section.language)
    if newest := next((each for each in facts.sessions if each.states), None):
        supported = newest.responses.get("supported", 0)
        given = {
            "session": session_with_year(newest.session),
            "names": ", ".join(_(name) for name in newest.states[:NAMED]),
            "n": supported,
            "of": newest.count,
        }
        told = _("In session %(session)s, States such as %(names)s made recommendations on this.")
        yield _ours(told % given)
        if supported and newest.known == newest.of:
            yield _ours(_("The Government supported %(n)s of %(of)s.") % given)
        if assessed := assessed_in_words(newest):
            yield _ours(assessed)


def _asked(asked: Sequence[Told], questions: Sequence[Told]) -> Iterator[Told]:
    yield _ours(_("We therefore ask States to recommend:"))
    yield from asked
    if questions:
        yield _ours(_("Before the review, States can ask:"))
        yield from questions


def _after(coalition: Coalition) -> _Part:
    closing = _("Please carry these recommendations to the review of %(state)s. We will follow what becomes of them.")
    return _CLOSING, [_ours(closing % {"state": state_name(coalition.state)}), _ours(_("Thank you."))]


def document_of(found: DraftedStatement, *, today: date) -> word.Document:
    """To read aloud from: large letters, and beside each part when it is to begin."""
    return _document(found, (), today)


def interpreters_document_of(found: DraftedStatement, *, today: date) -> word.Document:
    """The same for interpreters, with the words that it uses in English and Khmer."""
    terms = terms_in(found.text, found.statement.coalition)
    if not terms:
        return _document(found, (), today, points=MIDDLE)
    words, states = [each for each in terms if not each.is_state], [each for each in terms if each.is_state]
    after: list[word.Block] = []
    if words:
        after += [word.Heading(word.plain(_("Terms")), numbered=False), _table_of(words, with_meaning=True)]
    if states:
        after += [word.Heading(word.plain(_("States")), numbered=False), _table_of(states, with_meaning=False)]
    if not are_reviewed(terms):
        after.append(word.Paragraph(word.plain(_("Not all of the Khmer words are reviewed by a speaker yet."))))
    return _document(found, after, today, points=MIDDLE)


def _table_of(terms: Sequence[InterpreterTerm], *, with_meaning: bool) -> word.DocumentTable:
    columns = 3 if with_meaning else 2
    rows = tuple(
        (
            (word.Run(each.english, language="en"),),
            (word.Run(each.khmer, language="km"),),
            (word.Run(each.meaning, language="en"),),
        )[:columns]
        for each in terms
    )
    header = (word.plain(_("English")), word.plain(_("Khmer")), word.plain(_("Meaning")))[:columns]
    return word.DocumentTable(rows, header=header, widths=(4, 4, 5)[:columns], keeps_rows=True)


def _document(
    found: DraftedStatement, after: Sequence[word.Block], today: date, *, points: int = LARGE
) -> word.Document:
    blocks: list[word.Block] = [*_of_what_and_whom(found.statement.coalition, today)]
    note = list(_told_as_unreviewed(found.statement.language))
    for each in found.spoken:
        mark = f"{each.begins_at}  {_(each.heading) if each.heading else each.written.label}"
        blocks.append(word.Heading(word.plain(mark), level=2, numbered=False))
        # The closing is short: its thanks are not alone on the last page.
        kept = len(each.written.texts) - (not note) if each.written.part.key == _CLOSING.key else 0
        blocks += [
            word.Paragraph((word.Run(told.text, language=told.language),), keeps_next=at < kept)
            for at, told in enumerate(each.written.texts)
        ]
    document = word.Document(
        title=_("Statement"),
        blocks=(*blocks, *note, *after),
        language=found.statement.language,
        furniture=word.Furniture(header=found.statement.coalition.name),
        points=points,
    )
    with translation.override(document.language):
        return marked_as_demo(document)


def _of_what_and_whom(coalition: Coalition, today: date) -> Iterator[word.Block]:
    """For whoever keeps the page: the review, the day and the contact. It is not read aloud."""
    held = coalition_dates(coalition, today=today).get(GENEVA)
    review = _("Universal Periodic Review (UPR) of %(own)s") % {"own": state_name(coalition.state)}
    yield word.Paragraph(word.plain(review))
    if held and held.entry.window and today <= held.entry.window.last:
        day = _("Geneva pre-session: %(when)s") % {"when": held.when}
        # An invented date says so; the kinds of real dates are no matter here.
        yield word.Paragraph(word.plain(f"{day} ({held.status})" if held.entry.is_invented else day))
    yield word.Paragraph(word.plain(day_and_contact(today, contact_of(coalition))))


def _told_as_unreviewed(language: str) -> Iterator[word.Block]:
    if told := unreviewed(_FRAME, language):
        yield word.Paragraph((word.Run(told),))


@dataclass(frozen=True)
class StatementDate:
    """A date of the statement in the coalition's calendar; `proposed`: what follows from the pre-session's date."""

    key: str
    title: str
    day: date | None
    proposed: date | None


@dataclass(frozen=True)
class HandIn:
    """The day on which the statement is to be handed in, None where none is known. `is_done`: the checklist of a
    pre-session says so; `is_over`: its time is past.
    """

    day: date | None
    is_done: bool = False
    is_over: bool = False


def hand_in_of(coalition: Coalition, *, today: date) -> HandIn:
    """From the coalition's calendar, else from the checklists of its pre-sessions. Two queries."""
    written = Milestone.objects.filter(calendar=coalition.calendar_id, key=HAND_IN).exclude(calendar=None).first()
    items = ChecklistItem.objects.filter(workshop__coalition=coalition, text=DATE_TITLES[HAND_IN])
    items = items.annotate(last_day=Max("workshop__days__date"))
    to_do = [each for each in items if not each.done_on and each.last_day >= today]
    day = written.day if written else None
    if to_do:
        return HandIn(day or to_do[0].due)
    if items:
        return HandIn(day or items[0].due, is_done=any(each.done_on for each in items), is_over=True)
    return HandIn(day, is_over=bool(day and day < today))


def dates_of(coalition: Coalition) -> list[StatementDate]:
    """When to apply and when to hand the statement in. One query."""
    keys = (*DATE_TITLES, GENEVA)
    known = Milestone.objects.filter(calendar=coalition.calendar_id, key__in=keys).exclude(calendar=None)
    days = {each.key: each.day for each in known}
    held = days.get(GENEVA)
    proposed = {HAND_IN: held - BEFORE_PRE_SESSION if held else None}
    return [StatementDate(key, _(title), days.get(key), proposed.get(key)) for key, title in DATE_TITLES.items()]
