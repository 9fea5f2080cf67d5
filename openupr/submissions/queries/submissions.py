"""Submissions, their sections with words and budgets."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from openupr.coalitions.models import Coalition
from openupr.documents.light_markup import Cite, plain_words
from openupr.files.word import count_words
from openupr.upr.limits import Kind, RuleSet, rule_set

from ..models import Section, Submission, told
from ..rules.budget import Balance, Share, balances, divided
from .document import citations


def submissions_of(coalition: Coalition) -> QuerySet[Submission]:
    """A coalition's submissions, in the order in which they were begun."""
    return Submission.objects.filter(coalition=coalition).select_related("group", "organisation")


def is_anything_lodged(coalition: Coalition) -> bool:
    """Whether one of the coalition's submissions has gone to its addressee."""
    return submissions_of(coalition).filter(state=Submission.State.LODGED).exists()


@dataclass(frozen=True, slots=True)
class Budgeted:
    """A section with its words and what it may have."""

    section: Section
    balance: Balance

    @property
    def is_counted(self) -> bool:
        """Whether its words count; those of an annex do not."""
        return self.balance.budget is not None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it yet."""
        return not told(self.section)

    @property
    def to_be_written(self) -> int:
        """How many points of the group's outline nobody has written yet."""
        return sum(each.is_to_be_written for each in self.section.paragraphs.all())


@dataclass(frozen=True, slots=True)
class Budget:
    """The words of a submission. `used`: those that count, annexes and notes left out, as its rules say."""

    rules: RuleSet
    limit: int
    used: int
    sections: list[Budgeted]

    @property
    def over(self) -> int:
        """How many words too many the whole has."""
        return max(0, self.used - self.limit)

    @property
    def planned_over(self) -> int:
        """By how many words what was set by hand goes beyond the limit."""
        return max(0, sum(each.balance.budget or 0 for each in self.sections) - self.limit)

    @property
    def left(self) -> int:
        """How many words are left."""
        return max(0, self.limit - self.used)

    @property
    def empty(self) -> int:
        """How many sections that count are still empty."""
        return sum(each.is_empty and each.is_counted for each in self.sections)

    @property
    def projected(self) -> int:
        """The total once the empty sections are as long as planned."""
        counted = [each for each in self.sections if each.is_counted]
        return sum(
            max(each.balance.used, each.balance.budget or 0) if each.is_empty else each.balance.used for each in counted
        )


def limit_kind(submission: Submission) -> Kind:
    """Which limit holds: several organisations write a joint one."""
    return "individual" if submission.kind == Submission.Kind.OWN else "joint"


def budget_of(submission: Submission) -> Budget:
    """Words and budgets of all sections, in five queries."""
    sections = list(submission.sections.select_related("group").prefetch_related("paragraphs"))
    return _budget(submission, sections, cite_in(sections, submission.coalition))


def budgets_of(coalition: Coalition) -> list[tuple[Submission, Budget]]:
    """All submissions of a coalition with their words, in six queries."""
    found = list(submissions_of(coalition).prefetch_related("sections__group", "sections__paragraphs"))
    cite = cite_in([section for each in found for section in each.sections.all()], coalition)
    return [(each, _budget(each, list(each.sections.all()), cite)) for each in found]


def cite_in(sections: Iterable[Section], coalition: Coalition) -> Cite:
    """What the citations in all these sections say. Two queries."""
    texts = [paragraph.text for section in sections for paragraph in told(section)]
    return citations(texts, coalition).get


def _budget(submission: Submission, sections: list[Section], cite: Cite) -> Budget:
    rules = rule_set(submission.rules)
    limit = rules.limits[limit_kind(submission)]
    for section in sections:
        section.submission = submission
    used = {section.pk: section_words(section, cite) for section in sections}
    counted = {section.pk for section in sections if section.kind != Section.Kind.ANNEX}
    shares = [Share(each.pk, each.weight, each.budget, each.pk in counted) for each in sections]
    found = balances(used, divided(limit, shares))
    return Budget(
        rules=rules,
        limit=limit,
        used=sum(words for key, words in used.items() if key in counted),
        sections=[Budgeted(section, found[section.pk]) for section in sections],
    )


def section_words(section: Section, cite: Cite) -> int:
    """The words of a section as Word counts them: its heading and text with what citations say, notes left out."""
    text = sum(count_words(plain_words(paragraph.text, cite=cite)) for paragraph in told(section))
    return count_words(section.heading) + text
