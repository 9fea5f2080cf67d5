"""The pages of sections: added, renamed, moved, taken out; the words divided."""

from typing import Any

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in, refusals_on
from openupr.coalitions.models import Coalition, Group
from openupr.web.languages import in_parts
from openupr.web.page_versions import VersionedForm, status_of

from .actions import ARRANGE, SEE_SUBMISSION
from .addresses import SECTION, SUBMISSION
from .budget import budget_of, divide_words
from .citations import citations
from .frame import drawn
from .models import Section, Submission
from .sections import (
    add_section,
    bring_section_back,
    change_section,
    contents_of,
    count_taken_out,
    move_section,
    preview_of,
    remove_section,
    sections_taken_out,
    turn_submission,
    turning_refused,
)


class SectionForm(VersionedForm):
    """A section's heading, whose part it is, its share of the words."""

    heading = forms.CharField(label=gettext_lazy("Heading"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Section.Kind)
    group = forms.ModelChoiceField(
        label=gettext_lazy("Whose part it is"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=gettext_lazy("everybody's"),
    )
    weight = forms.IntegerField(label=gettext_lazy("Weight"), min_value=0, max_value=100, initial=1)
    budget = forms.IntegerField(
        label=gettext_lazy("Words, set by hand"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=gettext_lazy("Empty: it shares what is left by its weight."),
    )

    def __init__(self, *args: Any, coalition: Coalition, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = coalition.groups.all()  # type: ignore[attr-defined]
        for name in ("weight", "budget") if is_new else ("kind",):
            del self.fields[name]


class DivideForm(forms.Form):
    """How the words are divided over all sections at once."""

    how = forms.ChoiceField(
        label=gettext_lazy("Divide the words"),
        choices=[
            ("equal", gettext_lazy("equally")),
            ("weighted", gettext_lazy("by the template's weights")),
            ("as-used", gettext_lazy("as they are")),
        ],
        help_text=gettext_lazy("Words that were set by hand are given up."),
    )


@page(SUBMISSION + "sections/", ARRANGE)
def arrange(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """All sections, and a form for the one to `change`; a lodged submission has no form."""
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
    context = {
        "page_name": _("Sections and words"),
        "budget": budget,
        "lines": [
            (
                part,
                form if part.section.pk == number else _form(part.section) if str(part.section.pk) == changed else None,
            )
            for part in budget.sections
        ],
        "add": add or SectionForm(coalition=about.coalition, is_new=True),
        "divide": DivideForm(),
        "taken_out": count_taken_out(about),
        "turns": turning_refused(about) is None,
    }
    return coalition_page(request, "submissions/arrange.html", context, status=status)


def _form(section: Section, data: object = None) -> SectionForm:
    before = {name: getattr(section, name) for name in ("heading", "weight", "budget")} | {"group": section.group_id}
    return SectionForm(data, initial=before, coalition=section.submission.coalition, auto_id=f"section-{section.pk}-%s")


@page(SUBMISSION + "sections/add/", ARRANGE, methods="POST")
def section_add(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Add a section."""
    form = SectionForm(request.POST, coalition=request.about.coalition, is_new=True)
    if form.is_valid():
        with refusals_in(form):
            add_section(by=request.actor, submission=request.about, **form.cleaned_data)
            return redirect("submissions:arrange", coalition, submission)
    return _page(request, status=422, add=form)


@page(SUBMISSION + "sections/divide/", ARRANGE, methods="POST")
def divide(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """Divide the words again."""
    form = DivideForm(request.POST)
    if form.is_valid():
        with refusals_on(request):
            divide_words(by=request.actor, submission=request.about, how=form.cleaned_data["how"])
            messages.success(request, _("Divided. Each section can still be given words by hand."))
    return redirect("submissions:arrange", coalition, submission)


@page(SUBMISSION + "sections/order/", ARRANGE, methods="GET POST")
def turn(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """A preview of the draft in the other order; its button turns it."""
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
    context = {
        "page_name": _("Order by chapter") if about.is_by_theme else _("Order by theme"),
        "refused": turning_refused(about),
        "turned": preview_of(about),
        "to": "chapter" if about.is_by_theme else "theme",
    }
    return coalition_page(request, "submissions/turn.html", context)


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
        case "remove":  # sent by a page that was opened before the question had its own page
            return redirect("submissions:section-remove", coalition, submission, section)
        case _:
            form = _form(about, request.POST)
            if not form.is_valid():
                return _page(request, status=status_of(form), refused=(section, form))
            with refusals_on(request):
                change_section(by=request.actor, section=about, **form.cleaned_data)
                messages.success(request, _("Saved."))
    return redirect("submissions:arrange", coalition, submission)


@page(SECTION + "take-out/", ARRANGE, methods="GET POST")
def section_remove(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """What is taken out with a section; its button takes it out."""
    about = request.about
    if about.taken_out_at:
        return redirect("submissions:taken-out", coalition, submission)
    if about.is_locked and request.method != "POST":
        return redirect("submissions:section", coalition, submission, section)
    if request.method == "POST":
        with refusals_on(request):
            remove_section(by=request.actor, section=about, now=request.now)
            sentence = _("Taken out: “%(heading)s”. All that is in it is kept here and can be brought back.")
            messages.success(request, sentence % {"heading": in_parts(about.heading)})
            return redirect("submissions:taken-out", coalition, submission)
        return redirect("submissions:arrange", coalition, submission)
    name = _("Take out “%(heading)s”?") % {"heading": in_parts(about.heading)}
    return coalition_page(request, "submissions/section_remove.html", {"page_name": name, "goes": contents_of(about)})


@page(SUBMISSION + "sections/taken-out/", SEE_SUBMISSION)
def taken_out(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """All sections that were taken out, with their texts; coordinators can bring them back."""
    contents = sections_taken_out(request.about)
    cite = citations([paragraph.text for one in contents for paragraph in one.paragraphs], request.about).get
    language = request.about.language
    lines = [
        (one, [drawn(paragraph.text, cite=cite, language=language) for paragraph in one.paragraphs]) for one in contents
    ]
    return coalition_page(request, "submissions/sections_taken_out.html", {"page_name": _("Taken out"), "lines": lines})


@page(SECTION + "bring-back/", ARRANGE, methods="POST")
def section_bring_back(request: Request[Section], coalition: str, submission: int, section: int) -> HttpResponse:
    """Put it back, with all its content."""
    about = request.about
    if about.taken_out_at is None:
        raise Http404
    with refusals_on(request):
        bring_section_back(by=request.actor, section=about)
        messages.success(request, _("Brought back: “%(heading)s”.") % {"heading": in_parts(about.heading)})
        return redirect("submissions:section", coalition, submission, section)
    return redirect("submissions:taken-out", coalition, submission)
