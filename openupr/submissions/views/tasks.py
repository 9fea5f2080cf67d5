"""Who does what in which section, by when."""

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openupr.coalitions.queries.frame import today_of

from ..forms.together import TaskForm
from ..models import Section, SectionTask
from ..queries.submissions import grid_of
from ..services.together import give_task, task_done
from .asked import AskedOfOne, AskedOfSection
from .showing import refusals_in, show


@require_safe
def tasks(request: AskedOfOne, coalition: str, submission: int) -> HttpResponse:
    """The grid, and what is late."""
    return _page(request)


def _page(request: AskedOfOne | AskedOfSection, *, status: int = 200, form: Form | None = None) -> HttpResponse:
    about = request.about.submission if isinstance(request.about, Section) else request.about
    today = today_of(about.coalition)
    given = {
        "page_name": _("Who does what"),
        "grid": grid_of(about, today=today),
        "form": form or TaskForm(submission=about),
        "today": today,
    }
    return show(request, "submissions/tasks.html", given, status=status)


@require_POST
def task_give(request: AskedOfOne, coalition: str, submission: int) -> HttpResponse:
    """Give a task; whether one may is asked for the section that was chosen."""
    form = TaskForm(request.POST, submission=request.about)
    if form.is_valid():
        with refusals_in(form):
            form.cleaned_data["section"].submission = request.about
            give_task(by=request.actor, **form.cleaned_data)
            return redirect("submissions:tasks", coalition, submission)
    return _page(request, status=422, form=form)


@require_POST
def task_settle(request: AskedOfSection, coalition: str, submission: int, section: int, task: int) -> HttpResponse:
    """Done today, or not done after all."""
    found = SectionTask.objects.filter(section=request.about, pk=task).first()
    if found is None:
        raise Http404
    today = None if found.done_on else today_of(request.about.coalition)
    task_done(by=request.actor, section=request.about, task=found, today=today)
    return redirect("submissions:tasks", coalition, submission)
