"""Who does what in which section, by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openupr.coalitions.models import Organisation

from ..models import Section, SectionTask, Stance, Submission
from .parties import with_those_before
from .validation import objections_open

_CROWD = 20


@dataclass(frozen=True, slots=True)
class GridCell:
    """What one organisation does in one section; `objections`: those it owns."""

    tasks: list[SectionTask]
    objections: list[Stance]


@dataclass(frozen=True, slots=True)
class GridLine:
    """A section or an organisation: its tasks by kind of work, in the order of SectionTask.Work, and the objections."""

    head: Section | Organisation
    works: list[list[SectionTask]]
    objections: list[Stance]

    @property
    def is_empty(self) -> bool:
        """Whether nobody does anything there, or it does nothing anywhere."""
        return not any(self.works) and not self.objections


@dataclass(frozen=True, slots=True)
class Grid:
    """Sections down, organisations across; `overdue`: tasks that were due before today and are not done;
    `objections`: all that are open.
    """

    organisations: list[Organisation]
    rows: list[tuple[Section, list[GridCell]]]
    overdue: list[SectionTask]
    objections: list[Stance]

    @property
    def by_section(self) -> list[GridLine]:
        """Of each section who does which work."""
        return [_line(section, cells) for section, cells in self.rows]

    @property
    def by_organisation(self) -> list[GridLine]:
        """Of each organisation in which sections it does which work; also of one that does nothing."""
        columns = zip(*(cells for _section, cells in self.rows), strict=True)
        return [_line(each, cells) for each, cells in zip(self.organisations, columns, strict=False)]

    @property
    def is_crowded(self) -> bool:
        """Whether there are so many organisations that all must be drawn smaller to stand beside each other."""
        return len(self.organisations) > _CROWD

    @property
    def has_owners(self) -> bool:
        """Whether an objection has an owner."""
        return any(each.seen_to_by_id for each in self.objections)


def _line(head: Section | Organisation, cells: Iterable[GridCell]) -> GridLine:
    cells = list(cells)
    tasks = [task for cell in cells for task in cell.tasks]
    works = [[task for task in tasks if task.work == work] for work in SectionTask.Work]
    return GridLine(head, works, [each for cell in cells for each in cell.objections])


def grid_of(submission: Submission, *, today: date) -> Grid:
    """Who does what in each section, in four queries."""
    sections = list(submission.sections.prefetch_related("tasks__organisation"))
    objections = list(objections_open(submission))
    works = [task.organisation for section in sections for task in section.tasks.all()]
    works += [each.seen_to_by for each in objections if each.seen_to_by]
    organisations = with_those_before(submission, works)
    rows = [(section, [_cell(section, each, objections) for each in organisations]) for section in sections]
    tasks = [task for section in sections for task in section.tasks.all()]
    overdue = [task for task in tasks if task.done_on is None and task.due and task.due < today]
    return Grid(organisations, rows, overdue, objections)


def _cell(section: Section, organisation: Organisation, objections: list[Stance]) -> GridCell:
    return GridCell(
        [task for task in section.tasks.all() if task.organisation == organisation],
        [each for each in objections if each.section_id == section.pk and each.seen_to_by == organisation],
    )
