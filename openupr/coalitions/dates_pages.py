"""The pages on which dates are written, moved, published, given to people and done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.timeline.agenda import earlier_dates
from openupr.timeline.dates_in_words import place_of, shown_title
from openupr.timeline.models import Calendar, Milestone
from openupr.upr.local_time import GENEVA, local_time
from openupr.upr.phases import PHASES, SUBMISSION_DEADLINE
from openupr.web.addresses import own_address
from openupr.web.days import DayField
from openupr.web.languages import in_page_language
from openupr.web.page_versions import VersionedForm

from . import dates
from .actions.roles import coalition_of
from .actions.timeline import FINISH_OWN_DATE, SEE_TIMELINE, WRITE_DATES, WRITE_GROUP_DATES
from .addresses import COALITION, GROUP
from .dates import THE_GROUP, DateOwners, WhenGiven, date_owners, in_whose_list, where_worked, where_written
from .frame import Request, coalition_page, refusals_in, refusals_on
from .models import Coalition, Group
from .rules.refusals import Refused
from .timeline import coalition_agenda, date_within, meaning_of, own_date

# So begins the value of a person among the owners to choose.
_PERSON = "person-"


class _Hour(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class _WhenForm(VersionedForm):
    """A day, perhaps a last day, perhaps an hour by the clock of one of two places."""

    day = DayField(label=gettext_lazy("Day"))
    until = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Only if it lasts several days.")
    )
    hour = forms.TimeField(label=gettext_lazy("Hour"), widget=_Hour, required=False)
    zone = forms.ChoiceField(label=gettext_lazy("By the clock of"), required=False)

    def __init__(self, *args: Any, time_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = dict.fromkeys((time_zone, GENEVA))
        self.fields["zone"].choices = [(zone, place_of(zone)) for zone in zones]  # type: ignore[attr-defined]

    def when(self) -> WhenGiven:
        """What was given, for a service."""
        cleaned = self.cleaned_data
        return WhenGiven(
            cleaned["day"], cleaned.get("until"), cleaned["hour"], cleaned["zone"] if cleaned["hour"] else ""
        )


class _Owner(forms.ChoiceField):
    """The owner of a date: a person, by the key, or the words that the date stores for a role or an
    organisation.
    """

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Owner"),
            required=False,
            help_text=gettext_lazy("It comes into this owner's list, “For me”."),
        )


class _OwnedForm(_WhenForm):
    """A date with an owner to choose. What an earlier date has as its owner in words can stay."""

    whose = _Owner()

    def __init__(self, *args: Any, owners: DateOwners, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {f"{_PERSON}{candidate.pk}": candidate for candidate in owners.people}
        owner, person = self.initial.get("whose", ""), self.initial.get("person")
        if person:
            owner = self.initial["whose"] = f"{_PERSON}{person.pk}"
            self._people.setdefault(owner, person)
        roles = [(role, capfirst(in_page_language(role))) for role in owners.roles]
        people = [(key, str(candidate)) for key, candidate in self._people.items()]
        organisations = [(organisation, organisation) for organisation in owners.organisations]
        known = {value for value, _label in (*roles, *people, *organisations)}
        as_it_is = [(owner, in_page_language(owner))] if owner and owner not in known else []
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("no one yet")),
            *as_it_is,
            *roles,
            *([(gettext_lazy("People"), people)] if people else []),
            *([(gettext_lazy("Organisations"), organisations)] if organisations else []),
        ]

    def owner(self) -> dict[str, Any]:
        """Who was chosen, for a service: a person, or the words for a role or an organisation."""
        chosen = self.cleaned_data["whose"]
        person = self._people.get(chosen)
        return {"whose": "" if person else chosen, "person": person}


class NewDateForm(_OwnedForm):
    """A date of one's own."""

    title = forms.CharField(label=gettext_lazy("What"), max_length=200)
    field_order = ("title", "day", "until", "hour", "zone", "whose")


class GiveDateForm(NewDateForm):
    """A date of one's own that somebody is to do: who is asked right after what."""

    field_order = ("title", "whose", "day", "until", "hour", "zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["whose"]
        who.label, who.required = gettext_lazy("Who"), True
        who.choices = [("", gettext_lazy("Choose somebody")), *who.choices[1:]]  # type: ignore[attr-defined]


class MoveDateForm(_OwnedForm):
    """Another day for something that we decide ourselves, or another owner."""

    reason = forms.CharField(
        label=gettext_lazy("Why it moves"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The earlier date stays readable."),
    )


class PublishDateForm(_WhenForm):
    """The date that the United Nations published for a phase."""

    source = forms.CharField(
        label=gettext_lazy("Where it is published"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("A page, a letter or a document where others can check."),
    )


class DeadlineForm(PublishDateForm):
    """The day on which submissions are due: one day."""

    day = DayField(label=gettext_lazy("Deadline"))
    until = None  # type: ignore[assignment]


class PublishPhaseForm(PublishDateForm):
    """The published date of any phase, also of one without an estimate."""

    not_stored = ("phase",)

    phase = forms.ChoiceField(
        label=gettext_lazy("What was published"),
        choices=[(review_phase.key, gettext_lazy(review_phase.label)) for review_phase in PHASES],
    )
    field_order = ("phase", "day", "until", "hour", "zone", "source")


def dated(milestone: Milestone) -> dict[str, Any]:
    """What the fields hold for a date that is there."""
    if milestone.status == Milestone.Status.ESTIMATE:
        # Nobody is to publish an estimate by leaving the fields as they were.
        return {"zone": _zone_meant(milestone)}
    return {
        "day": milestone.day,
        "until": milestone.until,
        "hour": milestone.hour,
        "zone": milestone.zone or _zone_meant(milestone),
        "whose": milestone.whose,
        "person": milestone.person,
        "source": milestone.source if milestone.status == Milestone.Status.PUBLISHED else "",
    }


def _zone_meant(milestone: Milestone) -> str:
    """Geneva's clock tells the hours of the review, the country's all others."""
    calendar: Calendar = milestone.calendar
    return GENEVA if milestone.kind == Milestone.Kind.PHASE else calendar.time_zone


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
    def as_argument(self) -> dict[str, Any]:
        """Whose date it is, as the argument that every service here takes."""
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


@page(COALITION + "timeline/plan/", WRITE_DATES, methods="POST", in_english=True)
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
    asks = GiveDateForm if gives else NewDateForm
    form = asks(request.POST or None, time_zone=_clock(request), owners=owners, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {"title": form.cleaned_data["title"], **form.owner()}
        with refusals_in(form):
            key = f"date-{get_random_string(10).lower()}"
            written = desk.add(by=request.actor, key=key, when=form.when(), today=today, **desk.as_argument, **values)
            done = _("Given: “%(what)s”.") % {"what": written.title} if gives else _("The date is written down.")
            messages.success(request, f"{done} {in_whose_list(written, owners, today=today)}".strip())
            return redirect(f"{back}{'&' if '?' in back else '?'}tell={written.pk}" if gives else desk.home)
    context = {
        "form": form,
        "back": back or desk.home,
        "send": _("Give it") if gives else _("Write it down"),
        "page_name": _("Give something to do") if gives else _("Add a date"),
    }
    return coalition_page(request, "coalitions/new_date.html", context)


@page(COALITION + "timeline/dates/publish/", WRITE_DATES, name="publish-date", methods="GET POST", in_english=True)
def publish(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Enter the published date of a phase, known before or not; then go back to the overview if it
    led here.
    """
    desk, today = _desk(request.about), request.today
    is_from_overview = request.GET.get("from") == "overview"
    if is_from_overview and request.method != "POST":
        known = Milestone.objects.filter(calendar=request.about.calendar_id, key=SUBMISSION_DEADLINE).first()
        if known:
            return redirect(reverse("coalitions:date", args=[coalition, known.pk]) + "?from=overview")
    back = reverse("coalitions:coalition", args=[coalition]) if is_from_overview else desk.home
    phase = Milestone.objects.filter(calendar=request.about.calendar_id, key=request.POST.get("phase", "")).first()
    initial = dated(phase) if phase else {"zone": GENEVA}
    form = PublishPhaseForm(request.POST or None, time_zone=_clock(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {"key": form.cleaned_data["phase"], "source": form.cleaned_data["source"]}
        with refusals_in(form):
            dates.enter_published_date(by=request.actor, when=form.when(), today=today, **desk.as_argument, **values)
            has_old_plan = _tell_of_the_plan(
                request, _("The published date is entered. The dates that depend on it have changed.")
            )
            return redirect(desk.home if has_old_plan else back)
    context = {"form": form, "back": back, "send": _("Write it down"), "page_name": _("Enter a published date")}
    return coalition_page(request, "coalitions/new_date.html", context)


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
            sentence = _keep(request, desk, milestone, form)
            if is_deadline:
                sentence = _("The deadline is now %(day)s.") % {"day": date_format(form.when().day, "j F Y")}
            has_old_plan = _tell_of_the_plan(request, sentence)
            return redirect(desk.home if has_old_plan else back)
    context = {
        "form": form,
        "milestone": milestone,
        "meaning": meaning_of(milestone),
        "earlier": earlier_dates(milestone),
        "back": back,
        "page_name": _("Change the deadline") if is_known else shown_title(milestone.title),
    }
    return coalition_page(request, "coalitions/date.html", context)


@page(COALITION + "timeline/dates/<int:number>/done/", WRITE_DATES, name="date-done", methods="POST")
@page(GROUP + "timeline/dates/<int:number>/done/", WRITE_GROUP_DATES, name="group-date-done", methods="POST")
def done(request: Request[Coalition] | Request[Group], coalition: str, number: int, group: int = 0) -> HttpResponse:
    """Done, or not after all."""
    desk, milestone = _desk(request.about), _milestone(request, number)
    if elsewhere := _written_elsewhere(desk, milestone):
        return redirect(elsewhere)
    is_done = request.POST.get("done") == "yes"
    today = request.today
    desk.finish(by=request.actor, milestone=milestone, done=is_done, today=today, **desk.as_argument)
    messages.success(request, _("Done.") if is_done else _("Taken back: this is to be done."))
    return redirect(desk.home)


@page(COALITION + "timeline/dates/<int:number>/own/", FINISH_OWN_DATE, name="own-date-done", methods="POST")
def own_done(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Done, or not after all, says the owner; then back to the page where it was said."""
    pair = date_within(request.about, number)
    if pair is None:
        raise Http404
    milestone, holder = pair
    desk = _desk(holder)
    if elsewhere := _written_elsewhere(desk, milestone):
        return redirect(elsewhere)
    is_done = request.POST.get("done") == "yes"
    values = {"coalition": request.about, "milestone": milestone, "done": is_done, "today": request.today}
    with refusals_on(request):
        dates.finish_own_date(by=request.actor, **values)
        sentence = _("“%(title)s” is marked as done.") if is_done else _("“%(title)s” is to be done again.")
        messages.success(request, sentence % {"title": shown_title(milestone.title)})
    return redirect(own_address(request.POST.get("back", "")) or desk.home)


@page(COALITION + "timeline/dates/<int:number>/work/", SEE_TIMELINE, name="date-work")
def work(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Redirect to the page where the work of a date is done; without one, to the date in the
    timeline.
    """
    pair = date_within(request.about, number)
    if pair is None:
        raise Http404
    milestone, holder = pair
    page = where_worked(holder, milestone, reader=request.actor, may=request.may)
    return redirect(page or f"{_desk(holder).home}#date-{milestone.pk}")


@page(COALITION + "timeline/dates/<int:number>/drop/", WRITE_DATES, name="drop-date", methods="POST")
@page(GROUP + "timeline/dates/<int:number>/drop/", WRITE_GROUP_DATES, name="drop-group-date", methods="POST")
def drop(request: Request[Coalition] | Request[Group], coalition: str, number: int, group: int = 0) -> HttpResponse:
    """Delete a date."""
    desk, milestone = _desk(request.about), _milestone(request, number)
    if elsewhere := _written_elsewhere(desk, milestone):
        return redirect(elsewhere)
    desk.drop(by=request.actor, milestone=milestone, **desk.as_argument)
    messages.success(request, _("The date is deleted."))
    return redirect(desk.home)


def _tell_of_the_plan(request: Request[Coalition] | Request[Group], sentence: str) -> bool:
    """Say what was done. Return whether the plan still counts back from another deadline, and say
    that too.
    """
    about = coalition_of(request.about)
    has_old_plan = bool(coalition_agenda(about, today=request.today).outdated_plan)
    if has_old_plan:
        sentence += " " + _("The plan counts back from another deadline. Make it again below.")
    messages.success(request, sentence)
    return has_old_plan


def _written_elsewhere(desk: Desk, milestone: Milestone) -> str:
    """Where to change a date that another page writes: an outside event, or a date of a higher
    app.
    """
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
    values: dict[str, Any] = {"data": request.POST or None, "time_zone": _clock(request), "initial": dated(milestone)}
    if milestone.kind != Milestone.Kind.PHASE:
        return MoveDateForm(owners=date_owners(request.about), **values)
    return (DeadlineForm if milestone.key == SUBMISSION_DEADLINE else PublishDateForm)(**values)


def _keep(
    request: Request[Coalition] | Request[Group], desk: Desk, milestone: Milestone, form: MoveDateForm | PublishDateForm
) -> str:
    """Keep what was given, and say so; of a task that was not done, also in whose list it is."""
    values: dict[str, Any] = {
        "by": request.actor, "when": form.when(), "today": request.today, **desk.as_argument,
    }  # fmt: skip
    sentence = _("Saved. What it was before stays readable.")
    if isinstance(form, PublishDateForm):
        dates.enter_published_date(key=milestone.key, source=form.cleaned_data["source"], **values)
        return sentence
    moved = desk.move(milestone=milestone, reason=form.cleaned_data["reason"], **form.owner(), **values)
    if moved.kind != Milestone.Kind.TASK or moved.status == Milestone.Status.DONE:
        return sentence
    return f"{sentence} {in_whose_list(moved, date_owners(desk.holder), today=request.today)}".strip()
