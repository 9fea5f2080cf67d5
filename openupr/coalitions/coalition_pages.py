"""The pages of a coalition: one's own, a new one, its first page, changing and deleting it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.accounts.server import may_found
from openupr.reviews.models import Review
from openupr.timeline.calendars import MovedDate, moving_to
from openupr.timeline.dates_in_words import window_words
from openupr.upr.languages import language
from openupr.upr.local_time import local_time
from openupr.upr.phases import ADOPTION
from openupr.upr.states import STATES, USUAL_STATE
from openupr.web.clock import day_in
from openupr.web.days import DayField
from openupr.web.downloads import File, as_json, records_as_csv
from openupr.web.languages import by_name, in_page_language
from openupr.web.page_versions import VersionedForm
from openupr.web.refusing import in_words

from .actions.coalition import (
    CHANGE_COALITION,
    CONFIRM_CLOCK,
    DELETE_COALITION,
    FOUND_COALITION,
    LIST_COALITIONS,
    SEE_AUDIT_LOG,
    SEE_COALITION,
    START_NEXT,
)
from .addresses import COALITION
from .carry_over import Offered, came_from, start_next_coalition, what_goes_along
from .clock import confirm_clock, deletions_waiting
from .coalition import (
    WAIT,
    ask_to_delete,
    change_coalition,
    coalitions_of,
    found_coalition,
    keep_coalition,
    languages_to_choose,
    listed_coalitions,
    overview_of,
    take_review,
)
from .frame import Request, coalition_page, refusals_in
from .groups import GROUP_FIGURES
from .models import Coalition
from .reviews import prepared_review_in_words, recorded_reviews, review_in_words, reviews_to_prepare
from .rules.refusals import MayNotFound
from .timeline import coalition_dates_in, days_of_reviews, due_next_in, next_lines

_FIELDS = ("working_language", "second_language", "third_language")


def _or_none() -> list[tuple[Any, Any]]:
    return [("", gettext_lazy("no other")), *languages_to_choose()]


class LanguagesForm(VersionedForm):
    """Up to three languages, the first of which is the working language; `languages` in
    cleaned_data holds codes.
    """

    working_language = forms.ChoiceField(
        label=gettext_lazy("Working language"),
        choices=languages_to_choose,
        help_text=gettext_lazy("Texts may be in any language; each says its own."),
    )
    second_language = forms.ChoiceField(label=gettext_lazy("Second language"), choices=_or_none, required=False)
    third_language = forms.ChoiceField(label=gettext_lazy("Third language"), choices=_or_none, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["languages"] = list(dict.fromkeys(cleaned[name] for name in _FIELDS if cleaned.get(name)))
        return cleaned


def chosen_before(languages: list[str]) -> dict[str, str]:
    """What the fields hold for a coalition with these languages."""
    return dict(zip(_FIELDS, languages, strict=False))


_NAME_HELP = gettext_lazy("Only its own people see it. At most 120 characters.")


class ChooseState(forms.Form):
    """Which State: the first question, since the reviews to choose from are its own."""

    state = forms.ChoiceField(label=gettext_lazy("State under Review"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = [(state.iso3, in_page_language(state.name)) for state in by_name(STATES) if state.un_member]
        self.fields["state"].choices = [("", gettext_lazy("Choose a State")), *members]  # type: ignore[attr-defined]


class _ReviewField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return review_in_words(obj)


class CoalitionForm(LanguagesForm):
    """A coalition's review, name and languages."""

    review = _ReviewField(
        label=gettext_lazy("Which review"),
        queryset=Review.objects.none(),
        empty_label=None,
        help_text=gettext_lazy("The calendar is published cycle by cycle: the next review may have no date yet."),
    )
    name = forms.CharField(label=gettext_lazy("Name of the coalition"), max_length=120, help_text=_NAME_HELP)
    field_order = ("review", "name")

    def __init__(self, *args: Any, iso3: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review"].queryset = reviews_to_prepare(iso3=iso3)  # type: ignore[attr-defined]


class FoundForm(CoalitionForm):
    """The same, with the deadline where it is known."""

    due = DayField(
        label=gettext_lazy("Submissions are due on"),
        required=False,
        help_text=gettext_lazy("Leave it empty if the day is not published yet. You can enter it later."),
    )
    source = forms.CharField(
        label=gettext_lazy("Where it is published"),
        required=False,
        help_text=gettext_lazy("Needed if you enter the day: a page, a letter, or who told you."),
    )
    source.is_sometimes_needed = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("due") and not cleaned.get("source"):
            self.add_error("source", gettext_lazy("Say where this day is published."))
        return cleaned


class NextCoalitionForm(LanguagesForm):
    """What the next review's coalition is called, and what it takes along."""

    name = forms.CharField(label=gettext_lazy("Name of the coalition"), max_length=120, help_text=_NAME_HELP)
    take = forms.MultipleChoiceField(
        label=gettext_lazy("What is copied"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    field_order = ("name",)

    def __init__(self, *args: Any, offered: Sequence[Offered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["take"].choices = [(offer.what.key, offer.what.label) for offer in offered]  # type: ignore[attr-defined]


_DUE = 5  # on the first page; the timeline has all


@page("coalitions/", LIST_COALITIONS)
def coalitions(request: Request[Coalition]) -> HttpResponse:
    """The coalitions one takes part in."""
    own = list(coalitions_of(request.actor))
    today = request.today
    due, days = due_next_in(own, now=request.now), days_of_reviews(own, today=today)
    ours = [
        (coalition, prepared_review_in_words(coalition.review, days.get(coalition.pk)), due.get(coalition.pk))
        for coalition in own
    ]
    context = {"coalitions": ours, "may_found": may_found(request.actor)}
    return render(request, "coalitions/coalitions.html", context)


@page("coalitions/coalitions.csv", LIST_COALITIONS)
def coalitions_csv(request: Request[Coalition]) -> File:
    """The same as a CSV file."""
    header = ["coalition", "key", "state", "iso3", "cycle", "session", "languages", "people", "founded"]
    return records_as_csv("coalitions", header, listed_coalitions(coalitions_of(request.actor)))


@page("coalitions/coalitions.json", LIST_COALITIONS)
def coalitions_json(request: Request[Coalition]) -> HttpResponse:
    """The same as JSON."""
    return as_json({"coalitions": list(listed_coalitions(coalitions_of(request.actor)))})


@page("coalitions/new/", FOUND_COALITION, methods="GET POST")
def found(request: Request[Coalition]) -> HttpResponse:
    """First the State, then its reviews, a name and languages."""
    choose = ChooseState(request.GET or {"state": USUAL_STATE})
    form = _founding(request, choose.cleaned_data["state"]) if choose.is_valid() else None
    if request.method == "POST" and form and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("review", "name", "languages", "due", "source")}
        today = day_in(local_time(values["review"].iso3).time_zone, request.now)
        with refusals_in(form):
            coalition = found_coalition(by=request.actor, today=today, **values)
            messages.success(request, _("You started a coalition. You coordinate it."))
            return redirect("coalitions:coalition", coalition.key)
    context = {"choose": choose, "form": form, "refusal": "" if may_found(request.actor) else in_words(MayNotFound())}
    return render(request, "coalitions/found.html", context)


def _founding(request: HttpRequest, iso3: str) -> FoundForm:
    return FoundForm(request.POST or None, iso3=iso3, initial={"working_language": "en"})


@page(COALITION, SEE_COALITION, name="coalition")
def overview(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The phase, what to do next, what is due, how far each group is."""
    about = request.about
    with_log = SEE_AUDIT_LOG.open_to(request.roles)
    first_page = overview_of(about, reader=request.actor, today=request.today, may=request.may, with_audit_log=with_log)
    written_in = [in_page_language(language(code).name) for code in about.languages]
    context = {
        "found": first_page,
        # Whether the dates are of several calendars, so that each says whose it is.
        "several": len(first_page.agenda.reviews) > 1,
        "groups": first_page.groups,
        "figures": GROUP_FIGURES,
        "shows_lacks": first_page.shows_lacks,
        "written_in": written_in,
        "recorded": recorded_reviews(about),
    }
    if about.comes_from_id:
        context["came_from"] = came_from(about, request.actor)
    if START_NEXT.open_to(request.roles):
        adopted = first_page.agenda.line(ADOPTION)
        is_over = adopted is not None and adopted.entry.is_past(request.today)
        context["next_review"] = is_over and not about.successors.exists()
    context |= {"acts": first_page.acts, "due": (next_lines(first_page.ahead) or first_page.ahead)[:_DUE]}
    dates, lodged = coalition_dates_in(first_page.agenda, about), first_page.phase.is_after_lodging
    return coalition_page(request, "coalitions/overview.html", context, dates=dates, is_lodged=lodged)


@page(COALITION + "change/", CHANGE_COALITION, methods="GET POST")
def change(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Its name, review and languages."""
    about = request.about
    before = {"name": about.name, "review": about.review_id, **chosen_before(about.languages)}
    form = CoalitionForm(request.POST or None, iso3=about.review.iso3, initial=before)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            values = {name: form.cleaned_data[name] for name in ("review", "name", "languages")}
            change_coalition(by=request.actor, coalition=about, today=request.today, **values)
            messages.success(request, _("Saved."))
            return redirect("coalitions:coalition", about.key)
    return coalition_page(request, "coalitions/change.html", {"form": form, "page_name": _("Change the coalition")})


@page(COALITION + "next-review/", START_NEXT, methods="GET POST", in_english=True)
def start_next(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The coalition for the next review: what is taken along is listed and chosen."""
    about = request.about
    offered = what_goes_along(about, now=request.now)
    before = {"name": about.name, "take": [offer.what.key for offer in offered], **chosen_before(about.languages)}
    form = NextCoalitionForm(request.POST or None, offered=offered, initial=before)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("name", "languages", "take")}
        with refusals_in(form):
            new = start_next_coalition(by=request.actor, coalition=about, now=request.now, **values)
            messages.success(request, _("You started a coalition. You coordinate it."))
            return redirect("coalitions:coalition", new.key)
    taken = form["take"].value() or []
    context = {
        "form": form,
        "offered": [(offer, offer.what.key in taken) for offer in offered],
        "page_name": _("Start the next review's coalition"),
    }
    return coalition_page(request, "coalitions/start_next.html", context)


@page(COALITION + "delete/", DELETE_COALITION, methods="GET POST")
def delete(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Have all of it deleted in seven days, or take that back."""
    about = request.about
    if request.method == "POST":
        if request.POST.get("do") == "keep":
            keep_coalition(by=request.actor, coalition=about)
            messages.success(request, _("The coalition stays."))
            return redirect("coalitions:coalition", about.key)
        if request.POST.get("do") == "delete":
            ask_to_delete(by=request.actor, coalition=about, now=request.now)
        return redirect("coalitions:delete", about.key)
    context = {"would_delete_at": request.now + WAIT, "page_name": _("Delete this coalition")}
    return coalition_page(request, "coalitions/delete.html", context)


@page(COALITION + "clock/", CONFIRM_CLOCK, methods="GET POST")
def clock(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Whether the computer's date is right, before what is overdue is deleted."""
    about = request.about
    if request.method == "POST":
        confirm_clock(by=request.actor, coalition=about, today=request.today)
        messages.success(request, _("Thank you. What is overdue is deleted within some hours."))
        return redirect("coalitions:coalition", about.key)
    day = date_format(request.today, "j F Y")
    context = {
        "page_name": _("This computer says it is %(day)s. Is that right?") % {"day": day},
        "waiting": deletions_waiting(about, today=request.today),
    }
    return coalition_page(request, "coalitions/clock.html", context)


@page(
    COALITION + "take-session/<int:session>/", CHANGE_COALITION, name="take-review", methods="GET POST", in_english=True
)
def take(request: Request[Coalition], coalition: str, session: int) -> HttpResponse:
    """Set the coalition to another session of its State: show first what changes, then do it."""
    about = request.about
    review = get_object_or_404(Review, iso3=about.review.iso3, session=session)
    if request.method == "POST":
        take_review(by=request.actor, coalition=about, review=review, today=request.today)
        messages.success(request, _("The coalition is set to session %(n)s now.") % {"n": session})
        return redirect("coalitions:coalition", coalition)
    moving = moving_to(about.calendar, review) if about.calendar else None
    context = {
        "page_name": _("Take session %(n)s") % {"n": session},
        "session": session,
        "is_set_already": review == about.review,
        "before": review_in_words(about.review),
        "after": review_in_words(review),
        "moved": [_moved(moved_date) for moved_date in moving.moved] if moving else [],
        "kept": [(_(kept_date.title), window_words(kept_date.window)) for kept_date in moving.kept] if moving else [],
    }
    return coalition_page(request, "coalitions/take_review.html", context)


def _moved(moved_date: MovedDate) -> tuple[str, str, str]:
    before = window_words(moved_date.milestone.window) if moved_date.milestone else _("no date")
    return _(moved_date.phase.phase.label), before, window_words(moved_date.window)
