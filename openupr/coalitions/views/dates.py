"""Dates are written, moved, published, done, taken away: those of a coalition, or of a group."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.timeline.agenda import earlier_dates
from openupr.timeline.dates_in_words import shown_title
from openupr.timeline.models import Milestone
from openupr.upr.local_time import GENEVA, local_time
from openupr.upr.phases import SUBMISSION_DEADLINE
from openupr.web.addresses import own_address

from ..actions.roles import coalition_of
from ..actions.timeline import FINISH_OWN_DATE, SEE_TIMELINE, WRITE_DATES, WRITE_GROUP_DATES
from ..addresses import COALITION, GROUP
from ..forms.dates import DeadlineForm, GiveForm, MoveDateForm, NewDateForm, PublishDateForm, PublishPhaseForm, dated
from ..frame import Request, coalition_page, refusals_in, refusals_on
from ..models import Coalition, Group
from ..queries.date_owners import THE_GROUP, date_owners, in_whose_list
from ..queries.date_pages import where_worked, where_written
from ..queries.timeline import coalition_agenda, date_within, meaning_of, own_date
from ..rules.refusals import Refused
from ..services import dates


@dataclass(frozen=True)
class Desk:
    """What the pages need to know of the coalition or group whose dates they change."""

    holder: Coalition | Group
    name: str
    home: str
    add: Callable[..., Milestone]
    move: Callable[..., Milestone]
    finish: Callable[..., Milestone]
    drop: Callable[..., None]

    @property
    def given(self) -> dict[str, Any]:
        """What every service here is told."""
        return {self.name: self.holder}


def _desk(about: Coalition | Group) -> Desk:
    if isinstance(about, Group):
        home = reverse("coalitions:group-timeline", args=[about.coalition.key, about.pk])
        return Desk(
            about, "group", home, dates.add_group_date, dates.move_group_date, dates.finish_group_date,
            dates.drop_group_date,
        )  # fmt: skip
    home = reverse("coalitions:timeline", args=[about.key])
    return Desk(about, "coalition", home, dates.add_date, dates.move_date, dates.finish_date, dates.drop_date)


@page(COALITION + "timeline/plan/", WRITE_DATES, methods="POST")
def plan(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The steps back from the deadline."""
    try:
        steps = dates.lay_out_plan(by=request.actor, coalition=request.about, today=request.today)
        messages.success(request, _("The plan has %(n)s steps. Move what does not fit.") % {"n": len(steps)})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("coalitions:timeline", coalition)


@page(COALITION + "timeline/dates/new/", WRITE_DATES, methods="GET POST")
@page(GROUP + "timeline/dates/new/", WRITE_GROUP_DATES, name="new-group-date", methods="GET POST")
def new_date(request: Request[Coalition] | Request[Group], coalition: str, group: int = 0) -> HttpResponse:
    """A date of one's own; asked with `?give=1`, something that is given to others to do.

    What is given leads back to where it was begun (`?back=`), with a message to copy for the owner.
    """
    desk, today = _desk(request.about), request.today
    owners = date_owners(desk.holder)
    gives = "give" in request.GET
    back = (own_address(request.GET.get("back", "")) or reverse("coalitions:owed", args=[coalition])) if gives else ""
    initial = {"whose": THE_GROUP} if isinstance(desk.holder, Group) else {}
    asks = GiveForm if gives else NewDateForm
    form = asks(request.POST or None, time_zone=_clock(request), owners=owners, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = {"title": form.cleaned_data["title"], **form.owner()}
        with refusals_in(form):
            key = f"date-{get_random_string(10).lower()}"
            written = desk.add(by=request.actor, key=key, when=form.when(), today=today, **desk.given, **told)
            done = _("Given: “%(what)s”.") % {"what": written.title} if gives else _("The date is written down.")
            messages.success(request, f"{done} {in_whose_list(written, owners, today=today)}".strip())
            return redirect(f"{back}{'&' if '?' in back else '?'}tell={written.pk}" if gives else desk.home)
    given = {
        "form": form,
        "back": back or desk.home,
        "send": _("Give it") if gives else _("Write it down"),
        "page_name": _("Give something to do") if gives else _("Add a date"),
    }
    return coalition_page(request, "coalitions/new_date.html", given)


@page(COALITION + "timeline/dates/publish/", WRITE_DATES, name="publish-date", methods="GET POST")
def publish(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The published date of a phase, known here before or not; then back to the overview, if it led here."""
    desk, today = _desk(request.about), request.today
    is_from_overview = request.GET.get("from") == "overview"
    if is_from_overview and request.method != "POST":
        known = Milestone.objects.filter(calendar=request.about.calendar_id, key=SUBMISSION_DEADLINE).first()
        if known:
            return redirect(reverse("coalitions:date", args=[coalition, known.pk]) + "?from=overview")
    back = reverse("coalitions:coalition", args=[coalition]) if is_from_overview else desk.home
    form = PublishPhaseForm(request.POST or None, time_zone=_clock(request), initial={"zone": GENEVA})
    if request.method == "POST" and form.is_valid():
        told = {"key": form.cleaned_data["phase"], "source": form.cleaned_data["source"]}
        with refusals_in(form):
            dates.enter_published_date(by=request.actor, when=form.when(), today=today, **desk.given, **told)
            has_old_plan = _tell_of_the_plan(
                request, _("The published date is entered. The dates that depend on it have changed.")
            )
            return redirect(desk.home if has_old_plan else back)
    given = {"form": form, "back": back, "send": _("Write it down"), "page_name": _("Enter a published date")}
    return coalition_page(request, "coalitions/new_date.html", given)


@page(COALITION + "timeline/dates/<int:number>/", WRITE_DATES, methods="GET POST")
@page(GROUP + "timeline/dates/<int:number>/", WRITE_GROUP_DATES, name="group-date", methods="GET POST")
def date(request: Request[Coalition] | Request[Group], coalition: str, number: int, group: int = 0) -> HttpResponse:
    """Give a date another day, or, for a phase of the review, the published one."""
    desk, milestone = _desk(request.about), _milestone(request, number)
    if elsewhere := _written_elsewhere(desk, milestone):
        return redirect(elsewhere)
    form = _form(request, milestone)
    is_deadline = milestone.kind == Milestone.Kind.PHASE and milestone.key == SUBMISSION_DEADLINE
    is_from_overview = is_deadline and request.GET.get("from") == "overview"
    back = reverse("coalitions:coalition", args=[coalition]) if is_from_overview else desk.home
    is_known = is_deadline and milestone.status == Milestone.Status.PUBLISHED
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            told = _keep(request, desk, milestone, form)
            if is_deadline:
                told = _("The deadline is now %(day)s.") % {"day": date_format(form.when().day, "j F Y")}
            has_old_plan = _tell_of_the_plan(request, told)
            return redirect(desk.home if has_old_plan else back)
    given = {
        "form": form,
        "milestone": milestone,
        "meaning": meaning_of(milestone),
        "earlier": earlier_dates(milestone),
        "back": back,
        "page_name": _("Change the deadline") if is_known else shown_title(milestone.title),
    }
    return coalition_page(request, "coalitions/date.html", given)


@page(COALITION + "timeline/dates/<int:number>/done/", WRITE_DATES, name="date-done", methods="POST")
@page(GROUP + "timeline/dates/<int:number>/done/", WRITE_GROUP_DATES, name="group-date-done", methods="POST")
def done(request: Request[Coalition] | Request[Group], coalition: str, number: int, group: int = 0) -> HttpResponse:
    """Done, or not after all."""
    desk, milestone = _desk(request.about), _milestone(request, number)
    if elsewhere := _written_elsewhere(desk, milestone):
        return redirect(elsewhere)
    is_done = request.POST.get("done") == "yes"
    today = request.today
    desk.finish(by=request.actor, milestone=milestone, done=is_done, today=today, **desk.given)
    messages.success(request, _("Done.") if is_done else _("Taken back: this is to be done."))
    return redirect(desk.home)


@page(COALITION + "timeline/dates/<int:number>/own/", FINISH_OWN_DATE, name="own-date-done", methods="POST")
def own_done(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Done, or not after all, says the owner; then back to the page where it was said."""
    found = date_within(request.about, number)
    if found is None:
        raise Http404
    milestone, holder = found
    desk = _desk(holder)
    if elsewhere := _written_elsewhere(desk, milestone):
        return redirect(elsewhere)
    is_done = request.POST.get("done") == "yes"
    given = {"coalition": request.about, "milestone": milestone, "done": is_done, "today": request.today}
    with refusals_on(request):
        dates.finish_own_date(by=request.actor, **given)
        said = _("“%(title)s” is marked as done.") if is_done else _("“%(title)s” is to be done again.")
        messages.success(request, said % {"title": shown_title(milestone.title)})
    return redirect(own_address(request.POST.get("back", "")) or desk.home)


@page(COALITION + "timeline/dates/<int:number>/work/", SEE_TIMELINE, name="date-work")
def work(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """On to the page where the work of a date is done; without one, to the date among the others."""
    found = date_within(request.about, number)
    if found is None:
        raise Http404
    milestone, holder = found
    page = where_worked(holder, milestone, reader=request.actor, may=request.may)
    return redirect(page or f"{_desk(holder).home}#date-{milestone.pk}")


@page(COALITION + "timeline/dates/<int:number>/drop/", WRITE_DATES, name="drop-date", methods="POST")
@page(GROUP + "timeline/dates/<int:number>/drop/", WRITE_GROUP_DATES, name="drop-group-date", methods="POST")
def drop(request: Request[Coalition] | Request[Group], coalition: str, number: int, group: int = 0) -> HttpResponse:
    """Nobody wants it any more."""
    desk, milestone = _desk(request.about), _milestone(request, number)
    if elsewhere := _written_elsewhere(desk, milestone):
        return redirect(elsewhere)
    desk.drop(by=request.actor, milestone=milestone, **desk.given)
    messages.success(request, _("The date is deleted."))
    return redirect(desk.home)


def _tell_of_the_plan(request: Request[Coalition] | Request[Group], told: str) -> bool:
    """Say what was done; and, once submissions are due on another day, that the plan is still the old one: whether."""
    about = coalition_of(request.about)
    has_old_plan = bool(coalition_agenda(about, today=request.today).outdated_plan)
    if has_old_plan:
        told += " " + _("The plan counts back from another deadline. Make it again below.")
    messages.success(request, told)
    return has_old_plan


def _written_elsewhere(desk: Desk, milestone: Milestone) -> str:
    """Where a date is changed that another page writes: an event outside, or what an app higher up writes."""
    kind, _dash, number = milestone.key.partition("-")
    if isinstance(desk.holder, Coalition) and kind == "event" and number.isdecimal():
        return reverse("coalitions:event", args=[desk.holder.key, int(number)])
    return where_written(desk.holder, milestone.key)


def _milestone(request: Request[Coalition] | Request[Group], number: int) -> Milestone:
    milestone = own_date(request.about, number)
    if milestone is None:
        raise Http404
    return milestone


def _clock(request: Request[Coalition] | Request[Group]) -> str:
    return local_time(coalition_of(request.about).review.iso3).time_zone


def _form(request: Request[Coalition] | Request[Group], milestone: Milestone) -> MoveDateForm | PublishDateForm:
    told: dict[str, Any] = {"data": request.POST or None, "time_zone": _clock(request), "initial": dated(milestone)}
    if milestone.kind != Milestone.Kind.PHASE:
        return MoveDateForm(owners=date_owners(request.about), **told)
    return (DeadlineForm if milestone.key == SUBMISSION_DEADLINE else PublishDateForm)(**told)


def _keep(
    request: Request[Coalition] | Request[Group], desk: Desk, milestone: Milestone, form: MoveDateForm | PublishDateForm
) -> str:
    """Keep what was given, and say so; of a task that was not done, also in whose list it is."""
    told: dict[str, Any] = {
        "by": request.actor, "when": form.when(), "today": request.today, **desk.given,
    }  # fmt: skip
    said = _("Saved. What it was before stays readable.")
    if isinstance(form, PublishDateForm):
        dates.enter_published_date(key=milestone.key, source=form.cleaned_data["source"], **told)
        return said
    moved = desk.move(milestone=milestone, reason=form.cleaned_data["reason"], **form.owner(), **told)
    if moved.kind != Milestone.Kind.TASK or moved.status == Milestone.Status.DONE:
        return said
    return f"{said} {in_whose_list(moved, date_owners(desk.holder), today=request.today)}".strip()
