"""A group's roadmap: its questions in the reader's language, with the group's answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _

from openupr.accounts.models import Person
from openupr.coalitions.groups import Figure
from openupr.coalitions.models import Group, Participation, RapporteurTerm
from openupr.proposals.models import Proposal
from openupr.proposals.rules.proposals import ASKED_FOR
from openupr.timeline.agenda import Agenda
from openupr.timeline.agenda import TimelineLine as DatedLine
from openupr.timeline.dates_in_words import days_left_words
from openupr.web.languages import in_page_language

from .models import Answer
from .rules.roadmap import Kind, RoadmapQuestion, is_overdue, questions, timeline_key


@dataclass(frozen=True, slots=True)
class RoadmapLine:
    """A question with the group's answer, if there is one, and whether it is overdue.

    `left`: the days until it is to be answered; `dated`: the day that the answer names, as the
    timeline has it; `by_itself`: the group's own page answers it, and nobody wrote or chose
    anything else.
    """

    question: RoadmapQuestion
    answer: Answer | None
    is_overdue: bool
    left: str = ""
    dated: DatedLine | None = None
    by_itself: bool = False

    @property
    def asked(self) -> str:
        """The question in the reader's language."""
        return question_text(self.question)

    @property
    def said(self) -> str:
        """The answer's text, what the program added to it in the reader's language."""
        return read_answer(self.answer.text) if self.answer else ""

    @property
    def is_done(self) -> bool:
        return self.state == Answer.State.DONE

    @property
    def is_open(self) -> bool:
        """Whether it is shown at once: the recommendations, the next step, and what the group has
        still to answer.
        """
        needed_first = self.question.kind is Kind.RECOMMENDATIONS or self.question.key == "steps"
        return needed_first or (not self.is_done and not self.question.from_the_record)

    @property
    def state(self) -> Answer.State:
        """How far it is; open where no one began."""
        if self.by_itself:
            return Answer.State.DONE
        return Answer.State(self.answer.state) if self.answer else Answer.State.OPEN


@dataclass(frozen=True, slots=True)
class Roadmap:
    """A line for each question in the order of the sheet."""

    group: Group
    lines: tuple[RoadmapLine, ...]

    @property
    def done(self) -> int:
        """How many questions are done."""
        return sum(line.is_done for line in self.lines)

    @property
    def not_done(self) -> list[int]:
        """The numbers of the questions that are not done."""
        return [line.question.number for line in self.lines if not line.is_done]

    @property
    def overdue(self) -> int:
        """How many questions are overdue."""
        return sum(line.is_overdue for line in self.lines)


def roadmap_of(group: Group, *, today: date) -> Roadmap:
    """The roadmap of a group, in two queries. The group's page answers for it once a person has
    begun it.
    """
    answers = {answer.question: answer for answer in group.answers.select_related("owner")}
    written = {number for number, answer in answers.items() if _says_something(answer.state, answer.text)}
    by_itself = _answered_by_page(group) - written if written else set()
    return Roadmap(
        group, tuple(_line(question, answers.get(question.number), by_itself, today) for question in questions())
    )


def groups_that_answer(question: RoadmapQuestion) -> QuerySet[Group]:
    """The groups that have begun their roadmap and whose own page answers a question to which no
    one wrote or chose anything.
    """
    written = Answer.objects.filter(group=OuterRef("pk")).exclude(state=Answer.State.OPEN, text="")
    here = written.filter(question=question.number)
    return Group.objects.filter(_present()[question.kind], Exists(written), ~Exists(here))


def _answered_by_page(group: Group) -> set[int]:
    """The questions that a group's own page answers. One query."""
    ours = [question for question in questions() if question.done_by_itself]
    present = _present()
    rows = Group.objects.filter(pk=group.pk).order_by().values_list(*(present[question.kind] for question in ours))
    return {question.number for question, is_there in zip(ours, rows.get(), strict=True) if is_there} if ours else set()


def _present() -> dict[Kind, Exists]:
    """Whether a group's own page has what answers a question of a kind."""
    of_the_group = {"group": OuterRef("pk")}
    written = Proposal.objects.filter(**of_the_group).exclude(state__in=Proposal.GIVEN_UP).order_by("pk")
    return {
        Kind.ORGANISATIONS: Exists(Group.organisations.through.objects.filter(**of_the_group)),
        Kind.RAPPORTEUR: Exists(RapporteurTerm.objects.filter(**of_the_group, until=None)),
        Kind.RECOMMENDATIONS: Exists(written[ASKED_FOR - 1 :]),
    }


def _says_something(state: str, text: str) -> bool:
    return state != Answer.State.OPEN or bool(text)


def _line(question: RoadmapQuestion, answer: Answer | None, by_itself: set[int], today: date) -> RoadmapLine:
    line = RoadmapLine(question, answer, is_overdue=False, by_itself=question.number in by_itself)
    if answer is None or answer.due is None:
        return line
    left = "" if line.is_done else days_left_words(answer.due, today)
    return replace(line, is_overdue=is_overdue(answer.due, done=line.is_done, today=today), left=left)


def with_dates(roadmap: Roadmap, dates: Agenda) -> Roadmap:
    """The roadmap with the days that its answers name, as the group's timeline has them: days left,
    what is wrong.
    """
    named = {line.entry.key: line for line in dates.lines}
    lines = [replace(line, dated=named.get(timeline_key(line.question.number))) for line in roadmap.lines]
    return replace(roadmap, lines=tuple(lines))


def rows(roadmap: Roadmap) -> list[Mapping[str, Any]]:
    """The roadmap as a table, one row a question."""
    return [
        {
            "number": line.question.number,
            "question": line.question.en,
            "answer": line.answer.text if line.answer else "",
            "state": line.state.value,
            "owner": str(line.answer.owner) if line.answer and line.answer.owner else "",
            "due": line.answer.due.isoformat() if line.answer and line.answer.due else "",
            "day": line.answer.day.isoformat() if line.answer and line.answer.day else "",
            "late": line.is_overdue,
        }
        for line in roadmap.lines
    ]


def possible_owners(group: Group) -> QuerySet[Person]:
    """Who can be given a task of the group: its people, its rapporteur, and the coalition's
    coordinators.
    """
    coordinates = Q(participations__coalition=group.coalition, participations__role=Participation.Role.COORDINATOR)
    leads = Q(rapporteur_terms__group=group, rapporteur_terms__until=None)
    return Person.objects.filter(Q(group_memberships__group=group) | leads | coordinates).distinct()


def where_answered(group: Group, number: str) -> str:
    """The address of a question in its group's roadmap."""
    return f"{reverse('roadmaps:roadmap', args=[group.coalition.key, group.pk])}#question-{number}"


def question_text(question: RoadmapQuestion) -> str:
    """The question; in English where it has no Khmer, and for every other language."""
    return (_is_khmer() and question.km) or question.en


def advice(question: RoadmapQuestion) -> str:
    """How to answer it."""
    return (_is_khmer() and question.help_km) or question.help


def question_texts(language: str) -> Iterator[tuple[str, str]]:
    """English and its Khmer, to be reviewed."""
    if language == "km":
        for question in questions():
            yield from ((en, km) for en, km in ((question.en, question.km), (question.help, question.help_km)) if km)


def _is_khmer() -> bool:
    return (get_language() or "").partition("-")[0] == "km"


_DECIDED = gettext_noop("Decided on %(day)s by the group's organisations. %(spoken)s of %(all)s spoke. %(counts)s.")
_KEPT = re.compile(
    r"Decided on (?P<day>\d+ [A-Z][a-z]+ \d{4}) by the group's organisations\. "
    r"(?P<spoken>\d+) of (?P<all>\d+) spoke\. (?P<counts>.+: \d+)\."
)
# An option may have a semicolon in its own words.
_COUNT = re.compile(r"(.*?): (\d+)(?:; |$)")


def route_decision(day: str, spoken: int | str, all_: int | str, counts: Sequence[tuple[str, int | str]]) -> str:
    """In the language in force; `counts`: each option with its number of voices."""
    votes = "; ".join(f"{in_page_language(text)}: {n}" for text, n in counts)
    return _(_DECIDED) % {"day": day, "spoken": spoken, "all": all_, "counts": votes}


def read_answer(text: str) -> str:
    """An answer with this paragraph in the reader's language; all else as somebody wrote it."""
    return "\n\n".join(_in_reader_language(paragraph) for paragraph in text.split("\n\n"))


def _in_reader_language(paragraph: str) -> str:
    match = _KEPT.fullmatch(paragraph.strip())
    if not match:
        return paragraph
    try:
        day = datetime.strptime(f"{match['day']} +0000", "%d %B %Y %z")
    except ValueError:
        return paragraph
    counts = _COUNT.findall(match["counts"])
    return route_decision(date_format(day, "j F Y"), match["spoken"], match["all"], counts)


def _questions_done() -> Iterator[tuple[QuerySet[Any], str]]:
    yield Answer.objects.filter(state=Answer.State.DONE), "group"
    for question in questions():
        if question.done_by_itself:
            yield groups_that_answer(question), "pk"


QUESTIONS_DONE = Figure(
    "roadmap_done",
    heading=gettext_lazy("Roadmap"),
    words=gettext_lazy("questions of the roadmap done"),
    rows=_questions_done,
    of=lambda: len(questions()),
    group_page="roadmaps:roadmap",
)
