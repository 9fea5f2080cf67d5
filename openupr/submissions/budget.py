"""The words of a submission: how many each section has and may have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group
from openupr.conformance.rule_sets import find_rules, rules_for
from openupr.documents.light_markup import Cite, plain_words
from openupr.files.word import count_words
from openupr.upr.limits import Kind, RuleSet
from openupr.web.kept_queries import kept_rows

from .actions import ARRANGE
from .citations import citations
from .models import Paragraph, Section, SectionTask, Submission, current_paragraphs, with_paragraphs, written_paragraphs
from .rules.budget import Share, WordBalance, balances, divided
from .rules.template import first_sections
from .submissions import check_open, submissions_of


def empty_parts(budget: "Budget") -> list[Section]:
    """The sections in which nothing is written yet; the annexes do not count."""
    return [part.section for part in budget.sections if part.is_counted and part.is_empty]


@dataclass(frozen=True, slots=True)
class GroupsThatWrote:
    """Of the groups (`n`) that have parts of a submission, those that wrote in none of them
    (`silent`).
    """

    silent: Sequence[Group]
    n: int


def groups_that_wrote(budget: "Budget") -> GroupsThatWrote:
    """The groups of these sections, in their order; the annexes do not count."""
    wrote: dict[Group, bool] = {}
    for part in budget.sections:
        if part.is_counted and part.section.group is not None:
            wrote[part.section.group] = wrote.get(part.section.group, False) or not part.is_empty
    return GroupsThatWrote([group for group, has_text in wrote.items() if not has_text], len(wrote))


@dataclass(frozen=True, slots=True)
class Budgeted:
    """A section with its words and the words that it may have.

    `written`: how many paragraphs are written. `to_be_written`: how many points of the group's
    outline are not written yet.
    """

    section: Section
    balance: WordBalance
    written: int
    to_be_written: int

    @property
    def is_counted(self) -> bool:
        """Whether its words count. Those of an annex do not."""
        return self.balance.budget is not None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it yet."""
        return not self.written

    @property
    def is_marked(self) -> bool | None:
        """Whether its writer or owner marked it as ready; None where it has neither."""
        marked: bool | None = self.section.is_marked  # type: ignore[attr-defined]
        return marked

    @property
    def is_ready(self) -> bool:
        """Whether it is marked as ready; where it cannot be marked, whether it is written."""
        return self.written > 0 if self.is_marked is None else self.is_marked


@dataclass(frozen=True, slots=True)
class Budget:
    """The words of a submission.

    `used`: those that count, without annexes and notes, as its rules say.

    `citations`: what each citation of the record or of a testimony says.
    """

    rules: RuleSet
    limit: int
    used: int
    sections: list[Budgeted]
    citations: Mapping[str, str]

    @property
    def over(self) -> int:
        """How many words the whole has above its limit."""
        return max(0, self.used - self.limit)

    @property
    def planned_over(self) -> int:
        """By how many words the budgets set by hand exceed the limit."""
        return max(0, sum(part.balance.budget or 0 for part in self.sections) - self.limit)

    @property
    def left(self) -> int:
        """How many words are left."""
        return max(0, self.limit - self.used)

    @property
    def projected(self) -> int:
        """The total once all that is not ready is as long as planned, or longer.

        A section without a group cannot be marked: once all others are ready, its words count as
        they are.
        """
        counted = [part for part in self.sections if part.is_counted]
        if all(part.is_ready for part in counted):
            return self.used
        return sum(
            part.balance.used if part.is_marked else max(part.balance.used, part.balance.budget or 0)
            for part in counted
        )


def limit_kind(submission: Submission) -> Kind:
    """Which limit applies: several organisations write a joint submission."""
    return "individual" if submission.kind == Submission.Kind.OWN else "joint"


def rules_of(submission: Submission) -> RuleSet:
    """The rules in force for its review; once lodged, those that were in force then."""
    return find_rules(submission.rules) if submission.is_locked else rules_for(submission.coalition.review.cycle)


def budget_of(submission: Submission) -> Budget:
    """Words and budgets of all sections, with their paragraphs, in five queries."""
    sections = with_paragraphs(kept_rows(sections_in, submission.pk))
    return _budget(submission, sections, said_in(sections, submission), rules_of(submission))


def sections_in(submission: int) -> QuerySet[Section]:
    """The sections of a submission with their groups, in order."""
    return _sections().filter(submission=submission)


def _sections() -> QuerySet[Section]:
    """Each with `is_marked`, as `Budgeted` has it."""
    section_tasks = SectionTask.objects.filter(section=OuterRef("pk"), work=SectionTask.Work.WRITE)
    marked = Case(
        When(Exists(section_tasks), then=~Exists(section_tasks.filter(done_on=None))),
        When(group=None, done_on=None, then=Value(None)),
        default=Q(done_on__isnull=False),
        output_field=BooleanField(null=True),
    )
    return Section.objects.select_related("group").annotate(is_marked=marked)


def budgets_of(coalition: Coalition) -> list[tuple[Submission, Budget]]:
    """All submissions of a coalition with their words, in seven queries, and two more for each
    further language.
    """
    sections = Prefetch("sections", _sections())
    drafts = [
        (submission, list(submission.sections.all()))
        for submission in submissions_of(coalition).prefetch_related(sections)
    ]
    with_paragraphs(section for _each, sections in drafts for section in sections)
    citation_texts = {
        language: said_in((one for other, parts in drafts if other.language == language for one in parts), submission)
        for language, submission in {submission.language: submission for submission, _sections in drafts}.items()
    }
    in_force = rules_for(coalition.review.cycle)
    return [
        (
            submission,
            _budget(
                submission,
                sections,
                citation_texts[submission.language],
                find_rules(submission.rules) if submission.is_locked else in_force,
            ),
        )
        for submission, sections in drafts
    ]


def said_in(sections: Iterable[Section], submission: Submission) -> Mapping[str, str]:
    """What the citations in all these sections say. Two queries."""
    return citations([paragraph.text for section in sections for paragraph in current_paragraphs(section)], submission)


def _budget(
    submission: Submission, sections: Sequence[Section], citation_texts: Mapping[str, str], rules: RuleSet
) -> Budget:
    limit = rules.limits[limit_kind(submission)]
    for section in sections:
        section.submission = submission
    paragraphs = {section.pk: written_paragraphs(section) for section in sections}
    used = dict(_used(sections, paragraphs, citation_texts.get))
    counted = {section.pk for section in sections if section.kind != Section.Kind.ANNEX}
    shares = [Share(section.pk, section.weight, section.budget, section.pk in counted) for section in sections]
    balance_by_key = balances(used, divided(limit, shares))
    return Budget(
        rules=rules,
        limit=limit,
        used=sum(words for key, words in used.items() if key in counted),
        sections=[
            Budgeted(section, balance_by_key[section.pk], written, len(current_paragraphs(section)) - written)
            for section, written in ((section, len(paragraphs[section.pk])) for section in sections)
        ],
        citations=citation_texts,
    )


def _used(
    sections: Iterable[Section], paragraphs: Mapping[int, Sequence[Paragraph]], cite: Cite
) -> Iterator[tuple[int, int]]:
    """The words of each section with its headings; a theme's heading counts in its first part with
    text.
    """
    last = ""
    for section in sections:
        text = text_words(paragraphs[section.pk], cite)
        headings = [section.part_heading] if section.theme in {"", last} else [section.theme, section.part_heading]
        yield section.pk, text + sum(map(count_words, headings)) if text else 0
        last = section.theme if text else last


def section_words(section: Section, cite: Cite) -> int:
    """The words of a section as Word counts them, with what citations say, without notes.

    An empty section is not in the file and has none.
    """
    text = text_words(written_paragraphs(section), cite)
    return count_words(section.heading) + text if text else 0


def text_words(paragraphs: Iterable[Paragraph], cite: Cite) -> int:
    """The words of a text with what its citations say, without headings and notes."""
    return sum(count_words(plain_words(paragraph.text, cite=cite)) for paragraph in paragraphs)


@act(ARRANGE, _("Divide the words of a submission again"), about="submission")
def divide_words(*, by: Person, submission: Submission, how: str) -> None:
    """Divide the words again over all sections.

    "equal", "weighted" as in the template, or "as-used" by the words that sections have. Budgets
    set by hand are removed. Raises Locked.
    """
    check_open(submission)
    sections = with_paragraphs(submission.sections.all())
    cite = said_in(sections, submission).get
    weights = {first.kind: first.weight for first in first_sections([])}
    for section in sections:
        is_annex = section.kind == Section.Kind.ANNEX
        shares = {
            "equal": 1,
            "weighted": weights.get(section.kind, 1),
            "as-used": min(section_words(section, cite), 30_000),
        }
        section.weight, section.budget = 0 if is_annex else shares[how], None
    Section.objects.bulk_update(sections, ["weight", "budget"])
