"""The sections of a submission: added, renamed, moved; the words divided."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on

from ..actions.drafting import ARRANGE
from ..addresses import SECTION, SUBMISSION
from ..forms.beginning import DivideForm, SectionForm
from ..models import Section, Submission
from ..queries.removed_sections import count_taken_out
from ..queries.submissions import budget_of
from ..queries.turning import preview_of, turning_refused
from ..services.beginning import add_section, change_section, divide_words, move_section
from ..services.turning import turn_submission


@page(SUBMISSION + "sections/", ARRANGE)
def arrange(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """All sections, and a form for the one to `change`; of what is lodged nothing can be changed."""
    if request.about.is_locked:
        return redirect("submissions:submission", coalition, submission)
    return _page(request)


def _page(
    request: Request[Submission] | Request[Section],
    *,
    status: int = 200,
    add: Form | None = None,
    refused: tuple[int, Form] | None = None,
) -> HttpResponse:
    about = request.about.submission if isinstance(request.about, Section) else request.about
    number, form = refused or (None, None)
    changed = request.GET.get("change")
    budget = budget_of(about)
    given = {
        "page_name": _("Sections and words"),
        "budget": budget,
        "lines": [
            (
                each,
                form if each.section.pk == number else _form(each.section) if str(each.section.pk) == changed else None,
            )
            for each in budget.sections
        ],
        "add": add or SectionForm(coalition=about.coalition, is_new=True),
        "divide": DivideForm(),
        "taken_out": count_taken_out(about),
        "turns": turning_refused(about) is None,
    }
    return coalition_page(request, "submissions/arrange.html", given, status=status)


def _form(section: Section, data: object = None) -> SectionForm:
    before = {name: getattr(section, name) for name in ("heading", "weight", "budget")} | {"group": section.group_id}
    return SectionForm(data, initial=before, coalition=section.submission.coalition, auto_id=f"section-{section.pk}-%s")


@page(SUBMISSION + "sections/add/", ARRANGE, methods="POST")
def section_add(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """A further section."""
    form = SectionForm(request.POST, coalition=request.about.coalition, is_new=True)
    if form.is_valid():
        with refusals_in(form):
            add_section(by=request.actor, submission=request.about, **form.cleaned_data)
            return redirect("submissions:arrange", coalition, submission)
    return _page(request, status=422, add=form)


@page(SUBMISSION + "sections/divide/", ARRANGE, methods="POST")
def divide(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The words divided anew."""
    form = DivideForm(request.POST)
    if form.is_valid():
        with refusals_on(request):
            divide_words(by=request.actor, submission=request.about, how=form.cleaned_data["how"])
            messages.success(request, _("Divided. Each section can still be given words by hand."))
    return redirect("submissions:arrange", coalition, submission)


@page(SUBMISSION + "sections/order/", ARRANGE, methods="GET POST")
def turn(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The draft in the other order: shown first; asked for by a button, it is turned."""
    about = request.about
    if request.method == "POST":
        with refusals_on(request):
            to = "theme" if request.POST.get("to") == "theme" else "chapter"
            turn_submission(by=request.actor, submission=about, arrangement=to)
            messages.success(request, _("The draft has another order now. No text changed."))
            return redirect("submissions:submission", coalition, submission)
        return redirect("submissions:turn", coalition, submission)
    if about.is_locked:
        return redirect("submissions:submission", coalition, submission)
    given = {
        "page_name": _("Order by chapter") if about.is_by_theme else _("Order by theme"),
        "refused": turning_refused(about),
        "turned": preview_of(about),
        "to": "chapter" if about.is_by_theme else "theme",
    }
    return coalition_page(request, "submissions/turn.html", given)


@page(SECTION + "change/", ARRANGE, methods="POST")
def section_change(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """Change or move a section: the button says which."""
    about = request.about
    match request.POST.get("do"):
        case "up" | "down" as way:
            with refusals_on(request):
                move_section(by=request.actor, section=about, steps=-1 if way == "up" else 1)
            # Its form stays open where it is now: most sections move by more than one place.
            address = reverse("submissions:arrange", args=[coalition, submission])
            return HttpResponseRedirect(f"{address}?change={section}#section-{section}")
        case "remove":  # asked by a page that was open before the question had one of its own
            return redirect("submissions:section-remove", coalition, submission, section)
        case _:
            form = _form(about, request.POST)
            if not form.is_valid():
                return _page(request, status=422, refused=(section, form))
            with refusals_on(request):
                change_section(by=request.actor, section=about, **form.cleaned_data)
                messages.success(request, _("Saved."))
    return redirect("submissions:arrange", coalition, submission)
