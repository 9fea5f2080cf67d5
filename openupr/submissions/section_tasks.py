"""Who does what in which section, by when; who writes it; and what is marked as done."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _lazy

from openupr.accounts.acting import act
from openupr.accounts.actions import Role
from openupr.accounts.models import Person
from openupr.coalitions.models import Organisation, RapporteurTerm
from openupr.proposals.models import Proposal
from openupr.timeline.models import Milestone

from .actions import GIVE_TASKS
from .models import TO_BE_WRITTEN, Paragraph, Section, SectionTask, Stance, Submission, current_paragraphs
from .rules.refusals import StillToWrite
from .submissions import check_stands, with_those_before
from .validation import objections_open

_NOT_OF_A_GROUP = (Section.Kind.INTRODUCTION, Section.Kind.ORGANISATIONS, Section.Kind.ANNEX)
# The step of the plan by which the parts are written.
_WRITTEN_BY = "draft"


def owners_of(sections: Iterable[Section]) -> dict[int, str]:
    """Who writes each section that has an owner, by its key. Two queries."""
    all_sections = list(sections)
    writers: dict[int, list[str]] = {}
    for task in _to_write([section.pk for section in all_sections]):
        writers.setdefault(task.section_id, []).append(task.organisation.name)
    groups = {section.group_id for section in all_sections if section.is_of_a_group and section.group_id}
    leading = {term.group_id: str(term.person) for term in _leading(groups)}
    of_groups = [section for section in all_sections if section.is_of_a_group]
    owners = {section.pk: leading.get(section.group_id, str(section.group)) for section in of_groups}  # type: ignore[arg-type]
    return owners | {key: ", ".join(names) for key, names in writers.items()}


def leaders_of(sections: Iterable[Section]) -> dict[int, str]:
    """The rapporteur of the group to which each section belongs, by the section's key; none where
    it has none. One query.
    """
    groups = {section.pk: section.group_id or section.submission.group_id for section in sections}
    leading = {term.group_id: str(term.person) for term in _leading({group for group in groups.values() if group})}
    return {key: leading[group] for key, group in groups.items() if group in leading}


def open_to_leader(person: Person, roles: Collection[Role], sections: Iterable[Section]) -> set[int]:
    """The keys of the sections in which a person may give tasks and mark them as done.

    One query. The gate checks the same for each address (`actions.roles_of`); `roles` are those in
    the submission.
    """
    all_sections = list(sections)
    if Role.COORDINATOR in roles:
        return {section.pk for section in all_sections}
    if not all_sections or all_sections[0].submission.kind == Submission.Kind.OWN:
        return set()
    terms = RapporteurTerm.objects.filter(person=person, until=None, group__coalition=all_sections[0].coalition)
    leads = set(terms.values_list("group", flat=True))
    groups = {section.pk: section.group_id or section.submission.group_id for section in all_sections}
    return {key for key, group in groups.items() if (group in leads if group else leads)}


def _to_write(sections: Collection[int]) -> QuerySet[SectionTask]:
    return SectionTask.objects.filter(section__in=sections, work=SectionTask.Work.WRITE).select_related("organisation")


def _leading(groups: Collection[int]) -> QuerySet[RapporteurTerm]:
    return RapporteurTerm.objects.filter(group__in=groups, until=None).select_related("person").order_by()


def parts_to_write() -> QuerySet[Any]:
    """The first section of each group, in each draft, that the group still has to write.

    It is not marked as ready, or lacks a recommendation that the group adopted since, and no
    organisation was given the task. Once the organisations are asked to sign, only empty sections.

    `w_day`: when the draft is to be circulated, in the coalition's plan. `w_leads`: the group,
    where it has a rapporteur; `w_all`: the group, where it has none.
    """
    earlier = _unfinished().filter(submission=OuterRef("submission"), group=OuterRef("group"))
    before = Q(order__lt=OuterRef("order")) | Q(order=OuterRef("order"), pk__lt=OuterRef("pk"))
    has_rapporteur = Exists(RapporteurTerm.objects.filter(group=OuterRef("group"), until=None))
    due = Milestone.objects.filter(calendar=OuterRef("submission__coalition__calendar"), key=_WRITTEN_BY)
    return (
        _unfinished()
        .filter(~Exists(earlier.filter(before)))
        .annotate(
            w_leads=Case(When(has_rapporteur, then=F("group"))),
            w_all=Case(When(has_rapporteur, then=None), default=F("group")),
            w_day=Subquery(due.values("day")[:1]),
        )
    )


def _unfinished() -> QuerySet[Section]:
    """Sections of groups that are not finished, in drafts, where no organisation was asked to
    write.
    """
    standing = Paragraph.objects.filter(section=OuterRef("pk"), removed=False)
    section_tasks = SectionTask.objects.filter(section=OuterRef("pk"), work=SectionTask.Work.WRITE)
    known = Paragraph.all_ever.filter(proposal=OuterRef("pk"), section__submission=OuterRef(OuterRef("submission")))
    adopted = Proposal.objects.filter(group=OuterRef("group"), state=Proposal.State.ADOPTED).exclude(Exists(known))
    # A marked section has no empty place: a change of the text removes the mark.
    to_write = Q(done_on=None) | (Q(kind=Section.Kind.RECOMMENDATIONS) & Exists(adopted))
    drafting = Q(submission__state=Submission.State.DRAFTING)
    asked_to_sign = Q(submission__state=Submission.State.SIGNING)
    still = drafting | (asked_to_sign & ~Exists(standing.exclude(TO_BE_WRITTEN)))
    rows = Section.objects.filter(still, group__closed=False).exclude(kind__in=_NOT_OF_A_GROUP)
    return rows.filter(to_write).exclude(Exists(section_tasks))


_BY = {
    SectionTask.Work.WRITE: _lazy("the text as ready by %(organisation)s"),
    SectionTask.Work.REVIEW: _lazy("review by %(organisation)s"),
    SectionTask.Work.TRANSLATE: _lazy("translation by %(organisation)s"),
    SectionTask.Work.APPROVE: _lazy("approval by %(organisation)s"),
}


def marked_in(section: Section) -> list[str]:
    """The marks of a section as done, with their organisations, without evidence. Two queries."""
    tasks = SectionTask.objects.filter(section=section, done_on__isnull=False, work__in=_BY)
    marks = [
        _BY[SectionTask.Work(task.work)] % {"organisation": task.organisation}
        for task in tasks.select_related("organisation")
    ]
    own = Section.all_ever.filter(pk=section.pk, done_on__isnull=False).exists()
    return [_("this part as ready"), *marks] if own else marks


_CROWD = 20


@dataclass(frozen=True, slots=True)
class GridCell:
    """What one organisation does in one section; `objections`: those it owns."""

    tasks: list[SectionTask]
    objections: list[Stance]


@dataclass(frozen=True, slots=True)
class GridLine:
    """A section or an organisation: its tasks by kind of work, in the order of SectionTask.Work,
    and the objections.
    """

    head: Section | Organisation
    works: list[list[SectionTask]]
    objections: list[Stance]

    @property
    def is_empty(self) -> bool:
        """Whether the row has neither tasks nor objections."""
        return not any(self.works) and not self.objections


@dataclass(frozen=True, slots=True)
class TaskGrid:
    """Sections down, organisations across.

    `overdue`: tasks that were due before today and are not done; `objections`: all that are open.
    """

    organisations: list[Organisation]
    rows: list[tuple[Section, list[GridCell]]]
    overdue: list[SectionTask]
    objections: list[Stance]

    @property
    def by_section(self) -> list[GridLine]:
        """For each section, who does which work."""
        return [_line(section, cells) for section, cells in self.rows]

    @property
    def by_organisation(self) -> list[GridLine]:
        """For each organisation, in which sections it does which work; also where it does
        nothing.
        """
        columns = zip(*(cells for _section, cells in self.rows), strict=True)
        return [_line(organisation, cells) for organisation, cells in zip(self.organisations, columns, strict=False)]

    @property
    def is_crowded(self) -> bool:
        """Whether there are so many organisations that the table must be smaller."""
        return len(self.organisations) > _CROWD

    @property
    def has_owners(self) -> bool:
        """Whether an objection has an owner."""
        return any(objection.seen_to_by_id for objection in self.objections)


def _line(head: Section | Organisation, cells: Iterable[GridCell]) -> GridLine:
    cells = list(cells)
    tasks = [task for cell in cells for task in cell.tasks]
    works = [[task for task in tasks if task.work == work] for work in SectionTask.Work]
    return GridLine(head, works, [objection for cell in cells for objection in cell.objections])


def grid_of(submission: Submission, *, today: date) -> TaskGrid:
    """Who does what in each section, in four queries."""
    sections = list(submission.sections.prefetch_related("tasks__organisation"))
    objections = list(objections_open(submission))
    works = [task.organisation for section in sections for task in section.tasks.all()]
    works += [objection.seen_to_by for objection in objections if objection.seen_to_by]
    organisations = with_those_before(submission, works)
    rows = [
        (section, [_cell(section, organisation, objections) for organisation in organisations]) for section in sections
    ]
    tasks = [task for section in sections for task in section.tasks.all()]
    overdue = [task for task in tasks if task.done_on is None and task.due and task.due < today]
    return TaskGrid(organisations, rows, overdue, objections)


def _cell(section: Section, organisation: Organisation, objections: list[Stance]) -> GridCell:
    return GridCell(
        [task for task in section.tasks.all() if task.organisation == organisation],
        [
            objection
            for objection in objections
            if objection.section_id == section.pk and objection.seen_to_by == organisation
        ],
    )


@act(GIVE_TASKS, gettext_lazy("Give an organisation a task in a section"), about="section", names="organisation")
def give_task(*, by: Person, section: Section, organisation: Organisation, work: str, due: date | None) -> SectionTask:
    """Give an organisation a task in a section; the same task again gets the new day.

    Raises Locked.
    """
    check_stands(section)
    task, _ = SectionTask.objects.update_or_create(
        section=section, organisation=organisation, work=SectionTask.Work(work), defaults={"due": due}
    )
    return task


@act(GIVE_TASKS, gettext_lazy("Say whether a task in a section is done"), about="section")
def task_done(*, by: Person, section: Section, task: SectionTask, today: date | None) -> SectionTask:
    """Mark a task as done on a day, or (None) as not done."""
    task.done_on, task.asked_again = today, False
    task.save(update_fields=["done_on", "asked_again"])
    return task


@act(GIVE_TASKS, gettext_lazy("Say whether a group's part is done"), about="section")
def part_done(*, by: Person, section: Section, today: date | None) -> Section:
    """Mark the group's part as done on a day, or (None) as not done.

    Raises Locked, StillToWrite.
    """
    check_stands(section)
    written = current_paragraphs(section)
    if today and (not written or any(paragraph.is_to_be_written for paragraph in written)):
        raise StillToWrite
    section.done_on = today
    section.save(update_fields=["done_on"])
    return section
