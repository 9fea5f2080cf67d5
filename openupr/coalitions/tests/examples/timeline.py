"""Dates of a coalition and its groups, events, and telephones that follow them."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from openupr.coalitions import dates, events, following
from openupr.coalitions.models import ExternalEvent
from openupr.coalitions.tests.examples.clock import today_there
from openupr.timeline.models import Milestone

from .cast import Cast

INTERNAL: Mapping[str, str] = {
    "openupr.coalitions.events.put_in_timeline": "note_event calls it, and who starts the next coalition",
}


def _event(cast: Cast) -> ExternalEvent:
    day = today_there() + timedelta(days=30)
    return ExternalEvent.objects.filter(coalition=cast.coalition).first() or events.note_event(
        by=cast.sophea, coalition=cast.coalition, title="Local elections", day=day, today=today_there()
    )


def _date(cast: Cast) -> Milestone:
    given = _new("A date")
    return Milestone.objects.filter(key="example", calendar=cast.coalition.calendar).first() or dates.add_date(
        by=cast.sophea, coalition=cast.coalition, **given
    )


def _group_date(cast: Cast) -> Milestone:
    return Milestone.objects.filter(key="example", calendar=cast.land.calendar).first() or dates.add_group_date(
        by=cast.dara, group=cast.land, **_new("A date of the group")
    )


def _new(title: str) -> dict[str, Any]:
    today = today_there()
    when = dates.WhenGiven(today + timedelta(days=30))
    return {"key": "example", "title": title, "when": when, "whose": "", "today": today}


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """The parts of each address."""
    of_all = ("", "-json", "-csv", "-svg", "-pdf")
    return {
        **{f"coalitions:timeline{page}": cast.at_coalition for page in of_all},
        **{
            f"coalitions:{page}": cast.at_coalition
            for page in ("plan", "follow", "new-date", "publish-date", "new-event", "events-csv", "events-json")
        },
        **{f"coalitions:group-timeline{page}": cast.at_land for page in ("", "-csv", "-json")},
        **{f"coalitions:{page}": cast.at_land for page in ("follow-group", "new-group-date")},
        "coalitions:follow-everywhere": {},
        "coalitions:unfollow-everywhere": {"number": 1},
        "coalitions:unfollow": {**cast.at_coalition, "number": 1},
        **{
            f"coalitions:{page}": {**cast.at_coalition, "number": _date(cast).pk}
            for page in ("date", "date-done", "date-work", "own-date-done", "drop-date")
        },
        **{
            f"coalitions:{page}": {**cast.at_land, "number": _group_date(cast).pk}
            for page in ("group-date", "group-date-done", "drop-group-date")
        },
        **{f"coalitions:{page}": {**cast.at_coalition, "number": _event(cast).pk} for page in ("event", "drop-event")},
    }


def calls(cast: Cast) -> dict[Callable[..., Any], dict[str, Any]]:
    """What each service is about."""
    of_coalition = (
        dates.lay_out_plan,
        dates.add_date,
        dates.move_date,
        dates.enter_published_date,
        dates.finish_date,
        dates.drop_date,
        dates.finish_own_date,
        events.note_event,
        following.follow_coalition,
        following.unfollow,
    )
    of_group = (
        dates.add_group_date,
        dates.move_group_date,
        dates.finish_group_date,
        dates.drop_group_date,
        following.follow_group,
    )
    return (
        {service: {"coalition": cast.coalition} for service in of_coalition}
        | {service: {"group": cast.land} for service in of_group}
        | {following.follow_everywhere: {}, following.unfollow_everywhere: {}}
        | {events.drop_event: {"event": _event(cast)}}
    )
