"""What the next review's coalition takes along of the advocacy."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from openupr.advocacy.models import ContactBook, NotApproached, Presence, SheetContact
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.carry_over import past_dates, start_next_coalition
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.timeline.milestones import mark_done, write_date

from .examples import meeting


def test_where_diplomats_are_goes_along_and_whom_to_ask_does_not(cast: Cast) -> None:
    given = {"coalition": cast.coalition, "source": "The list of the ministry", "noted_on": date(2026, 5, 1)}
    Presence.objects.create(iso3="FRA", kind="resident", **given)
    SheetContact.objects.create(coalition=cast.coalition, text="The coordinator")
    taken = {"name": "Next", "languages": ["en"], "take": ["presences"]}
    new = start_next_coalition(by=cast.sophea, coalition=cast.coalition, now=timezone.now(), **taken)
    [presence] = new.presences.all()
    assert (presence.iso3, presence.kind, presence.noted_on) == ("FRA", "resident", date(2026, 5, 1))
    assert not SheetContact.objects.filter(coalition=new).exists()


def test_states_that_we_do_not_approach_go_along_with_reasons_and_stay_private(
    cast: Cast, maly: object, browser_of: SignIn
) -> None:
    NotApproached.objects.create(coalition=cast.coalition, iso3="FRA", reason="A member advises against it")
    taken = {"name": "Next", "languages": ["en"], "take": ["not-approached"]}
    new = start_next_coalition(by=cast.sophea, coalition=cast.coalition, now=timezone.now(), **taken)
    assert [(listed.iso3, listed.reason) for listed in new.not_approached.all()] == [
        ("FRA", "A member advises against it")
    ]
    address = reverse("advocacy:not-approached", args=[new.key])
    assert "A member advises against it" in browser_of(cast.sophea).get(address).content.decode()
    assert browser_of(maly).get(address).status_code == 404  # type: ignore[arg-type]


def test_contacts_and_the_appointments_of_meetings_stay_behind(cast: Cast) -> None:
    met, today = meeting(cast), today_there()
    calendar, day = calendar_of(cast.coalition, today=today), today - timedelta(days=9)
    for key in ("congress", met.appointment):
        mark_done(milestone=write_date(calendar=calendar, key=key, title="X", day=day, today=today), today=today)
    assert [each.key for each in past_dates(cast.coalition, timezone.now()) if each.title == "X"] == ["congress"]
    new = start_next_coalition(
        by=cast.sophea, coalition=cast.coalition, now=timezone.now(), name="N", languages=["en"], take=[]
    )
    assert not ContactBook.objects.filter(coalition=new).exists()
