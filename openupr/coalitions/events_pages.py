"""The pages of events outside."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.web.days import DayField
from openupr.web.downloads import File, as_json, records_as_csv
from openupr.web.page_versions import Versioned

from .actions.timeline import NOTE_EVENTS, SEE_TIMELINE
from .addresses import COALITION
from .events import drop_event, events_of, listed_events, note_event
from .frame import Request, coalition_page, refusals_in
from .models import Coalition, ExternalEvent


class EventForm(Versioned, forms.ModelForm):  # type: ignore[type-arg]
    """What happens outside, what it changes for us, and what it puts at risk."""

    class Meta:
        model = ExternalEvent
        fields = ("title", "day", "until", "effect", "risk")
        field_classes = {"day": DayField, "until": DayField}
        widgets = {
            "effect": forms.Textarea(attrs={"rows": 3}),
            "risk": forms.Textarea(attrs={"rows": 3}),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("day") and cleaned.get("until") and cleaned["until"] < cleaned["day"]:
            self.add_error("until", gettext_lazy("The last day is before the first."))
        return cleaned


@page(COALITION + "events.csv", SEE_TIMELINE)
def events_csv(request: Request[Coalition], coalition: str) -> File:
    """The list as a CSV file."""
    header = ["event", "first", "last", "effect", "risk"]
    return records_as_csv("events", header, listed_events(events_of(request.about)))


@page(COALITION + "events.json", SEE_TIMELINE)
def events_json(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list as JSON."""
    return as_json({"coalition": request.about.name, "events": list(listed_events(events_of(request.about)))})


@page(COALITION + "timeline/events/new/", NOTE_EVENTS, methods="GET POST")
def new_event(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Note an event."""
    return _event_page(request, None)


@page(COALITION + "timeline/events/<int:number>/", NOTE_EVENTS, methods="GET POST")
def event(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Change one."""
    return _event_page(request, get_object_or_404(request.about.events, pk=number))


@page(COALITION + "timeline/events/<int:number>/drop/", NOTE_EVENTS, name="drop-event", methods="POST")
def drop(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Remove an event."""
    drop_event(by=request.actor, event=get_object_or_404(request.about.events, pk=number))
    messages.success(request, _("The event is deleted."))
    return redirect("coalitions:timeline", coalition)


def _event_page(request: Request[Coalition], event: ExternalEvent | None) -> HttpResponse:
    # The form looks at a copy: what it refuses must not stand in the heading.
    form = EventForm(request.POST or None, instance=ExternalEvent(**_values_of(event)) if event else None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            note_event(
                by=request.actor,
                coalition=request.about,
                event=event,
                today=request.today,
                **form.cleaned_data,
            )
            messages.success(request, _("Saved. The timeline shows it."))
            return redirect("coalitions:timeline", request.about.key)
    context = {"form": form, "event": event, "page_name": event.title if event else _("Something happens outside")}
    return coalition_page(request, "coalitions/event.html", context)


def _values_of(event: ExternalEvent) -> dict[str, object]:
    return {name: getattr(event, name) for name in EventForm.Meta.fields}
