"""The page of who does what in which section, by when."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, ask_first, coalition_page, refusals_in, refusals_on
from openupr.coalitions.models import Organisation
from openupr.web.days import DayField
from openupr.web.languages import in_parts

from .actions import GIVE_TASKS, SEE_SUBMISSION
from .addresses import SECTION, SUBMISSION
from .models import Paragraph, Section, SectionTask, Submission, WorkWords
from .roadmap_texts import since_taken
from .section_tasks import give_task, grid_of, open_to_leader, owners_of, part_done, task_done
from .submissions import organisations_of


class TaskForm(forms.Form):
    """Which organisation does what in which section, by when."""

    section = forms.ModelChoiceField(label=gettext_lazy("Section"), queryset=Section.objects.none(), empty_label=None)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    work = forms.ChoiceField(label=gettext_lazy("Work"), choices=SectionTask.Work)
    due = DayField(label=gettext_lazy("Due"), required=False)

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = submission.sections.all()  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations_of(submission)  # type: ignore[attr-defined]
        self.fields["organisation"].label_from_instance = attrgetter("name")  # type: ignore[attr-defined]


# In a table of forty organisations a cell has room for one letter.
_WORKS = [
    (SectionTask.Work.WRITE, pgettext_lazy("writes, as a letter", "W")),
    (SectionTask.Work.EVIDENCE, pgettext_lazy("finds evidence, as a letter", "E")),
    (SectionTask.Work.REVIEW, pgettext_lazy("reviews, as a letter", "R")),
    (SectionTask.Work.TRANSLATE, pgettext_lazy("translates, as a letter", "T")),
    (SectionTask.Work.APPROVE, pgettext_lazy("approves, as a letter", "A")),
]


@page(SUBMISSION + "tasks/", SEE_SUBMISSION)
def tasks(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The grid, and what is overdue."""
    return _page(request)


def _page(
    request: Request[Submission] | Request[Section], *, status: int = 200, form: Form | None = None
) -> HttpResponse:
    about = request.about.submission if isinstance(request.about, Section) else request.about
    today = date.min if about.is_locked else request.today  # nothing of a lodged text is overdue
    grid = grid_of(about, today=today)
    by = _by(request.GET)
    lines = grid.by_organisation if by == "organisation" else grid.by_section
    sections = [section for section, _cells in grid.rows]
    named = owners_of(sections)
    # Who writes a section that no organisation was asked to write.
    owners: dict[object, str | None] = {section: named.get(section.pk) for section in sections}
    opened = set() if about.is_locked else open_to_leader(request.actor, request.roles, sections)
    form = form or TaskForm(submission=about)
    form.fields["section"].queryset = about.sections.filter(pk__in=opened)  # type: ignore[attr-defined]
    context = {
        "page_name": _("Share the work"),
        "grid": grid,
        "grid_rows": [
            (section, [([_mark(task, today) for task in cell.tasks], cell.objections) for cell in cells])
            for section, cells in grid.rows
        ],
        "lines": [
            (line, list(zip(SectionTask.Work, line.works, strict=True)), owners.get(line.head)) for line in lines
        ],
        "form": form,
        "opened": opened,
        "today": today,
        "works": _WORKS,
        "by": by,
    }
    return coalition_page(request, "submissions/tasks.html", context, status=status)


@dataclass(frozen=True, slots=True)
class TaskMark:
    """A task as one letter in the table; `title` is its full text."""

    letter: str
    title: str
    is_done: bool
    is_overdue: bool


def _mark(task: SectionTask, today: date) -> TaskMark:
    until = str(task.words.marked) if task.done_on else date_format(task.due, "j F Y") if task.due else ""
    return TaskMark(
        letter=str(dict(_WORKS)[SectionTask.Work(task.work)]),
        title=": ".join(filter(None, [f"{task.organisation} {task.get_work_display()}", until])),
        is_done=task.done_on is not None,
        is_overdue=task.done_on is None and task.due is not None and task.due < today,
    )


def _by(query: QueryDict) -> str:
    return "organisation" if query.get("by") == "organisation" else "section"


@page(SUBMISSION + "tasks/give/", GIVE_TASKS, methods="POST")
def task_give(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Give a task; the right is checked for the chosen section."""
    form = TaskForm(request.POST, submission=request.about)
    if form.is_valid():
        with refusals_in(form):
            form.cleaned_data["section"].submission = request.about
            task = give_task(by=request.actor, **form.cleaned_data)
            messages.success(request, _("Task given: %(what)s") % {"what": _in_words(task)})
            return redirect("submissions:tasks", coalition, submission)
    return _page(request, status=422, form=form)


@page(SECTION + "tasks/<int:task>/", GIVE_TASKS, name="task", methods="POST")
def task_settle(request: Request[Section], coalition: str, submission: int, section: int, task: int) -> HttpResponse:
    """Mark a task as done today, or as not done; then back to the page of the button."""
    section_task = request.about.tasks.select_related("organisation").filter(pk=task).first()
    if section_task is None:
        raise Http404
    today = None if section_task.done_on else request.today
    if today and section_task.work == SectionTask.Work.APPROVE and not request.POST.get("sure"):
        since = since_taken(request.about.submission, [request.about])
        if undecided := [*since.offered, *since.facts]:
            return _sure_first(request, undecided)
    task_done(by=request.actor, section=request.about, task=section_task, today=today)
    what = f"{section_task.organisation}, {in_parts(request.about.heading)}"
    return _settled(request, section_task.words, what, f"task-{task}", is_done=bool(today))


def _sure_first(request: Request[Section], undecided: list[Paragraph]) -> HttpResponse:
    """Ask before a part is approved that differs from the roadmap by now."""
    page = reverse(
        "submissions:section", args=[request.about.coalition.key, request.about.submission_id, request.about.pk]
    )
    return ask_first(
        request,
        _("Approve this part?"),
        title=_("The roadmap says something else by now"),
        losses=[Truncator(paragraph.body).chars(120) for paragraph in undecided],
        instead=_("Decide first in the paragraph, or approve the part as it is."),
        send=_("Approve this part"),
        back=f"{page}#{undecided[0].anchor}",
        sent=["by"] if "by" in request.POST else [],
    )


@page(SECTION + "done/", GIVE_TASKS, name="part-done", methods="POST")
def part_settle(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """The same for a part that no organisation was asked to write."""
    today = None if request.about.done_on else request.today
    with refusals_on(request):
        part_done(by=request.actor, section=request.about, today=today)
        what, words = in_parts(request.about.heading), request.about.words
        return _settled(request, words, what, f"done-{section}", is_done=bool(today))
    return _back(request, f"part-{section}")


def _in_words(task: SectionTask) -> str:
    return f"{task.organisation} {task.get_work_display()}: {in_parts(task.section.heading)}"


def _settled(request: Request[Section], words: WorkWords, what: str, anchor: str, *, is_done: bool) -> HttpResponse:
    sentence = _("Marked as %(marked)s: %(what)s") if is_done else _("No longer marked as %(marked)s: %(what)s")
    messages.success(request, sentence % {"marked": words.marked, "what": what})
    return _back(request, anchor)


def _back(request: Request[Section], anchor: str) -> HttpResponse:
    about = request.about
    at = [about.coalition.key, about.submission_id]
    if "by" in request.POST:
        return redirect(f"{reverse('submissions:tasks', args=at)}?by={_by(request.POST)}")
    return redirect(f"{reverse('submissions:section', args=[*at, about.pk])}#{anchor}")
