"""Submissions, their sections with words and budgets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Exists, Min, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.template import Context

from openupr.coalitions.decisions import route_of
from openupr.coalitions.models import Coalition, Group
from openupr.conformance.rule_sets import find_rules, rules_for
from openupr.documents.light_markup import Cite, plain_words
from openupr.files.word import count_words
from openupr.upr.limits import Kind, RuleSet
from openupr.web.kept_queries import kept_rows

from ..models import Paragraph, Section, SectionTask, Submission, current_paragraphs, told, with_paragraphs
from ..rules.arranging import blocks_of
from ..rules.budget import Balance, Share, balances, divided
from .document import citations


def submissions_of(coalition: Coalition) -> QuerySet[Submission]:
    """A coalition's submissions, in the order in which they were begun."""
    return Submission.objects.filter(coalition=coalition).select_related("group", "organisation")


def pages_of(submission: Submission, sections: Iterable[Section]) -> list[list[Any]]:
    """The sections by the pages on which they are written: by theme a group has one for all of its own."""
    found = list(sections)
    for each in found:
        each.submission = submission
    return blocks_of(found) if submission.is_by_theme else [[each] for each in found]


def empty_parts(budget: "Budget") -> list[Section]:
    """The sections in which nothing is written yet; the annexes do not count."""
    return [each.section for each in budget.sections if each.is_counted and each.is_empty]


@dataclass(frozen=True, slots=True)
class GroupsThatWrote:
    """Of the groups (`n`) that have parts of a submission, those that wrote in none of them (`silent`)."""

    silent: Sequence[Group]
    n: int


def groups_that_wrote(budget: "Budget") -> GroupsThatWrote:
    """The groups of these sections, in their order; the annexes do not count."""
    wrote: dict[Group, bool] = {}
    for each in budget.sections:
        if each.is_counted and each.section.group is not None:
            wrote[each.section.group] = wrote.get(each.section.group, False) or not each.is_empty
    return GroupsThatWrote([group for group, has_text in wrote.items() if not has_text], len(wrote))


def coalitions_that_lodged() -> QuerySet[Submission, Any]:
    """The keys of the coalitions of which a submission has gone to its addressee."""
    return Submission.objects.filter(state=Submission.State.LODGED).values("coalition")


def day_lodged(coalition: Coalition) -> date | None:
    """The first day on which a joint submission of the coalition was lodged; None before."""
    lodged = Submission.objects.filter(coalition=coalition, kind=Submission.Kind.JOINT, state=Submission.State.LODGED)
    first: date | None = lodged.aggregate(first=Min("lodged_on"))["first"]
    return first


def contact_on_cover(coalition: Coalition) -> str:
    """How to reach the coalition, as the cover of its last joint submission says it; "" where none does."""
    joint = Submission.objects.filter(coalition=coalition, kind=Submission.Kind.JOINT).exclude(contact="")
    return joint.order_by("-begun", "-pk").values_list("contact", flat=True).first() or ""


def sections_of_group(context: Context) -> dict[str, Any] | None:
    """For the page of a paired device, and a group's: the first section of each page on which it writes, of what is not
    lodged. One query.
    """
    group = context.get("group")
    if not isinstance(group, Group) or "submissions.see" not in (context.get("may") or ()):
        return None
    sections = Section.objects.filter(group=group).exclude(submission__state=Submission.State.LODGED)
    pages: dict[tuple[int, str], Section] = {}
    for each in sections.select_related("submission", "group").order_by("submission", "order", "pk"):
        pages.setdefault((each.submission_id, each.page_heading), each)
    return {"group": group, "sections": list(pages.values())}


def part_of_group(context: Context) -> dict[str, Any] | None:
    """The same for a group's page; while it has no section, the route that was decided and has not begun."""
    found = sections_of_group(context)
    if found is None or found["sections"] or "coalitions.see-decisions" not in context["may"]:
        return found
    group = found["group"]
    route = route_of(group)
    if route is None or route.route == route.Route.OWN:
        return found
    theirs = Q(group=group)
    begun = theirs if route.route == route.Route.BY_GROUP else theirs | Q(kind=Submission.Kind.JOINT)
    return found if group.coalition.submissions.filter(begun).exists() else {**found, "route": route}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a section, and the anchor of a paragraph or a comment on its page; "" for its heading."""

    section: Section
    anchor: str


@dataclass(frozen=True, slots=True)
class Budgeted:
    """A section with its words and what it may have; `written`: how many paragraphs are written, `to_be_written`: how
    many points of the group's outline nobody has written yet.
    """

    section: Section
    balance: Balance
    written: int
    to_be_written: int

    @property
    def is_counted(self) -> bool:
        """Whether its words count; those of an annex do not."""
        return self.balance.budget is not None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in it yet."""
        return not self.written

    @property
    def is_marked(self) -> bool | None:
        """Whether it is marked as ready, by who was asked to write it or its owner; None where it has neither."""
        marked: bool | None = self.section.is_marked  # type: ignore[attr-defined]
        return marked

    @property
    def is_ready(self) -> bool:
        """Whether it is marked as ready, or is written where there is no such mark."""
        return self.written > 0 if self.is_marked is None else self.is_marked


@dataclass(frozen=True, slots=True)
class Budget:
    """The words of a submission. `used`: those that count, annexes and notes left out, as its rules say. `said`: what
    each citation of the record or of a testimony says.
    """

    rules: RuleSet
    limit: int
    used: int
    sections: list[Budgeted]
    said: Mapping[str, str]

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
    def projected(self) -> int:
        """The total once all that is not marked as ready is as long as planned, or longer. What belongs to no group has
        no such mark: once all is ready, its words count as they are.
        """
        counted = [each for each in self.sections if each.is_counted]
        if all(each.is_ready for each in counted):
            return self.used
        return sum(
            each.balance.used if each.is_marked else max(each.balance.used, each.balance.budget or 0)
            for each in counted
        )


def limit_kind(submission: Submission) -> Kind:
    """Which limit holds: several organisations write a joint one."""
    return "individual" if submission.kind == Submission.Kind.OWN else "joint"


def rules_of(submission: Submission) -> RuleSet:
    """The rules that it is written to: those in force for its review; once lodged, those that held then."""
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
    given = SectionTask.objects.filter(section=OuterRef("pk"), work=SectionTask.Work.WRITE)
    marked = Case(
        When(Exists(given), then=~Exists(given.filter(done_on=None))),
        When(group=None, done_on=None, then=Value(None)),
        default=Q(done_on__isnull=False),
        output_field=BooleanField(null=True),
    )
    return Section.objects.select_related("group").annotate(is_marked=marked)


def budgets_of(coalition: Coalition) -> list[tuple[Submission, Budget]]:
    """All submissions of a coalition with their words, in seven queries, and two more for each further language."""
    sections = Prefetch("sections", _sections())
    found = [(each, list(each.sections.all())) for each in submissions_of(coalition).prefetch_related(sections)]
    with_paragraphs(section for _each, sections in found for section in sections)
    said = {
        language: said_in((one for other, parts in found if other.language == language for one in parts), each)
        for language, each in {each.language: each for each, _sections in found}.items()
    }
    in_force = rules_for(coalition.review.cycle)
    return [
        (each, _budget(each, sections, said[each.language], find_rules(each.rules) if each.is_locked else in_force))
        for each, sections in found
    ]


def said_in(sections: Iterable[Section], submission: Submission) -> Mapping[str, str]:
    """What the citations in all these sections say. Two queries."""
    return citations([paragraph.text for section in sections for paragraph in current_paragraphs(section)], submission)


def _budget(submission: Submission, sections: Sequence[Section], said: Mapping[str, str], rules: RuleSet) -> Budget:
    limit = rules.limits[limit_kind(submission)]
    for section in sections:
        section.submission = submission
    paragraphs = {section.pk: told(section) for section in sections}
    used = dict(_used(sections, paragraphs, said.get))
    counted = {section.pk for section in sections if section.kind != Section.Kind.ANNEX}
    shares = [Share(each.pk, each.weight, each.budget, each.pk in counted) for each in sections]
    found = balances(used, divided(limit, shares))
    return Budget(
        rules=rules,
        limit=limit,
        used=sum(words for key, words in used.items() if key in counted),
        sections=[
            Budgeted(each, found[each.pk], written, len(current_paragraphs(each)) - written)
            for each, written in ((each, len(paragraphs[each.pk])) for each in sections)
        ],
        said=said,
    )


def _used(
    sections: Iterable[Section], paragraphs: Mapping[int, Sequence[Paragraph]], cite: Cite
) -> Iterator[tuple[int, int]]:
    """The words of each section with the headings over it; a theme's heading counts in the first part with text."""
    last = ""
    for section in sections:
        text = text_words(paragraphs[section.pk], cite)
        headings = [section.part_heading] if section.theme in {"", last} else [section.theme, section.part_heading]
        yield section.pk, text + sum(map(count_words, headings)) if text else 0
        last = section.theme if text else last


def section_words(section: Section, cite: Cite) -> int:
    """The words of a section as Word counts them: its heading and text with what citations say, notes left out. Of an
    empty section there is nothing in the file.
    """
    text = text_words(told(section), cite)
    return count_words(section.heading) + text if text else 0


def text_words(paragraphs: Iterable[Paragraph], cite: Cite) -> int:
    """The words of a text with what its citations say, without headings and notes."""
    return sum(count_words(plain_words(paragraph.text, cite=cite)) for paragraph in paragraphs)
