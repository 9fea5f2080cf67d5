"""The dates of a coalition and its groups, and what happens outside."""

from django.urls import path

from ..views import dates, events, following
from ..views.timeline import (
    group_timeline,
    group_timeline_csv,
    group_timeline_json,
    timeline,
    timeline_csv,
    timeline_json,
    timeline_pdf,
    timeline_svg,
)

_OURS = "<slug:coalition>/timeline/"
_GROUP = "<slug:coalition>/groups/<int:group>/timeline/"
urlpatterns = [
    path(_OURS, timeline, name="timeline"),
    path("<slug:coalition>/timeline.json", timeline_json, name="timeline-json"),
    path("<slug:coalition>/timeline.csv", timeline_csv, name="timeline-csv"),
    path("<slug:coalition>/timeline.svg", timeline_svg, name="timeline-svg"),
    path("<slug:coalition>/timeline.pdf", timeline_pdf, name="timeline-pdf"),
    path("<slug:coalition>/events.csv", events.events_csv, name="events-csv"),
    path("<slug:coalition>/events.json", events.events_json, name="events-json"),
    path(f"{_OURS}plan/", dates.plan, name="plan"),
    path(f"{_OURS}follow/", following.follow, name="follow"),
    path(f"{_OURS}follow/<int:number>/stop/", following.stop, name="unfollow"),
    path("telephone/follow/", following.everywhere, name="follow-everywhere"),
    path("telephone/<int:number>/stop/", following.stop_everywhere, name="unfollow-everywhere"),
    path(f"{_OURS}dates/new/", dates.new_date, name="new-date"),
    path(f"{_OURS}dates/publish/", dates.publish, name="publish-date"),
    path(f"{_OURS}dates/<int:number>/", dates.date, name="date"),
    path(f"{_OURS}dates/<int:number>/done/", dates.done, name="date-done"),
    path(f"{_OURS}dates/<int:number>/drop/", dates.drop, name="drop-date"),
    path(f"{_OURS}events/new/", events.new_event, name="new-event"),
    path(f"{_OURS}events/<int:number>/", events.event, name="event"),
    path(f"{_OURS}events/<int:number>/drop/", events.drop, name="drop-event"),
    path(_GROUP, group_timeline, name="group-timeline"),
    path(f"{_GROUP}dates.csv", group_timeline_csv, name="group-timeline-csv"),
    path(f"{_GROUP}dates.json", group_timeline_json, name="group-timeline-json"),
    path(f"{_GROUP}follow/", following.follow_one, name="follow-group"),
    path(f"{_GROUP}dates/new/", dates.new_date, name="new-group-date"),
    path(f"{_GROUP}dates/<int:number>/", dates.date, name="group-date"),
    path(f"{_GROUP}dates/<int:number>/done/", dates.done, name="group-date-done"),
    path(f"{_GROUP}dates/<int:number>/drop/", dates.drop, name="drop-group-date"),
]
