import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar as Received

from openupr.coalitions.dates import WhenGiven, add_group_date, enter_published_date, lay_out_plan
from openupr.coalitions.following import follow_coalition
from openupr.coalitions.group_members import join_group, leave_group
from openupr.coalitions.groups import create_group
from openupr.coalitions.models import Coalition, ExternalEvent, FollowedCalendar, Group
from openupr.coalitions.people import remove_person
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.tests.examples.clock import today_there
from openupr.timeline.models import Milestone
from openupr.web.tests.reading import as_read

from .conftest import SignIn
from .examples.cast import Cast

TODAY = today_there()
SOON = TODAY + timedelta(days=200)
Publish = Callable[..., Milestone]


@pytest.fixture
def published(cast: Cast) -> Milestone:
    """The day on which submissions are due, as OHCHR published it."""
    return enter_published_date(
        by=cast.sophea,
        coalition=cast.coalition,
        key="submission-deadline",
        when=WhenGiven(SOON),
        source="OHCHR's page on submissions",
        today=TODAY,
    )


def held(about: Coalition | Group) -> dict[str, Milestone]:
    about.refresh_from_db()
    return {each.key: each for each in Milestone.objects.filter(calendar=about.calendar)}


def test_everybody_inside_sees_what_is_due_and_only_the_coordinator_changes_it(
    cast: Cast, published: Milestone, browser_of: SignIn
) -> None:
    address = reverse("coalitions:timeline", kwargs=cast.at_coalition)
    page = browser_of(cast.vuthy).get(address).content.decode()
    assert "OHCHR&#x27;s page on submissions" in page
    assert "200 days left" in page or "199 days left" in page or "201 days left" in page
    assert "Make the plan" not in page
    one = browser_of(cast.sophea).get(reverse("coalitions:date", kwargs={**cast.at_coalition, "number": published.pk}))
    assert re.search(r"\(estimate,\s+until", one.content.decode())  # what it was before
    assert "Make the plan" in browser_of(cast.sophea).get(address).content.decode()


def test_of_many_dates_those_that_are_over_have_an_address_of_their_own(
    cast: Cast, published: Milestone, browser_of: SignIn
) -> None:
    days = [(f"Step {n}.", TODAY + timedelta(days=n)) for n in range(-20, 20, 2)]
    same = {"kind": Milestone.Kind.TASK, "status": Milestone.Status.DONE, "written_on": TODAY, "done_on": TODAY}
    Milestone.objects.bulk_create(
        Milestone(calendar=published.calendar, key=title, title=title, day=day, **same) for title, day in days
    )
    chan, address = browser_of(cast.chan), reverse("coalitions:timeline", kwargs=cast.at_coalition)
    ahead, over = (chan.get(address, asked).content.decode() for asked in ({}, {"over": "1"}))
    assert "10 dates that are over" in ahead
    assert '?of=mine" aria-current' in " ".join(ahead.split())  # a member of a group sees its dates first
    assert '?of=" aria-current' in " ".join(chan.get(address, {"of": ""}).content.decode().split())
    assert [("Step -4." in page, "Step 4." in page) for page in (ahead, over)] == [(False, True), (True, False)]


def test_a_published_date_takes_the_place_of_the_estimate_with_its_source(cast: Cast, browser_of: SignIn) -> None:
    client = browser_of(cast.sophea)
    client.post(reverse("coalitions:plan", kwargs=cast.at_coalition))  # opens the calendar, if nothing else
    estimate = held(cast.coalition)["submission-deadline"]
    address = reverse("coalitions:date", kwargs={**cast.at_coalition, "number": estimate.pk})
    assert "This is an estimate." in client.get(address).content.decode()
    refused = client.post(address, {"day": SOON.isoformat(), "source": ""})
    assert "Please fill this in" in refused.content.decode()
    client.post(address, {"day": SOON.isoformat(), "hour": "15:00", "zone": "Europe/Zurich", "source": "A letter"})
    told = held(cast.coalition)["submission-deadline"]
    assert (told.day, told.status, told.source, told.zone) == (SOON, "published", "A letter", "Europe/Zurich")
    # Changed from the overview: the form has the present day.
    home = client.get(reverse("coalitions:coalition", kwargs=cast.at_coalition)).content.decode()
    change = reverse("coalitions:publish-date", kwargs=cast.at_coalition) + "?from=overview"
    assert f'href="{change}"' in home
    next_there = ", 15:00 in Geneva, "
    assert next_there in home, "the hour, in both clocks"
    assert next_there in as_read(client.get(reverse("coalitions:timeline", kwargs=cast.at_coalition)).content.decode())
    page = client.get(change, follow=True)
    assert ("Change the deadline" in page.content.decode(), "Until now: " in page.content.decode()) == (True, True)
    assert page.context["form"].initial["day"] == SOON
    asked = [field.label for field in page.context["form"]]
    assert ("Deadline" in asked, "Day" in asked, "Last day" in asked) == (True, False, False)
    given = {"day": (SOON + timedelta(days=7)).isoformat(), "source": "A letter"}
    assert "The deadline is now " in client.post(f"{address}?from=overview", given, follow=True).content.decode()


def test_the_date_of_a_phase_nobody_could_estimate_is_entered_when_it_is_published(
    cast: Cast, browser_of: SignIn
) -> None:
    assert "in-country-pre-session" not in held(cast.coalition)
    address = reverse("coalitions:publish-date", kwargs=cast.at_coalition)
    given = {"phase": "in-country-pre-session", "day": SOON.isoformat(), "source": "A letter"}
    assert "Geneva" in browser_of(cast.sophea).get(address).content.decode()
    assert browser_of(cast.sophea).post(address, given).url == reverse("coalitions:timeline", kwargs=cast.at_coalition)
    assert held(cast.coalition)["in-country-pre-session"].source == "A letter"
    answer = browser_of(cast.sophea).post(f"{address}?from=overview", given)
    assert answer.url == reverse("coalitions:coalition", kwargs=cast.at_coalition)


def test_every_page_says_how_many_days_are_left(cast: Cast, published: Milestone, browser_of: SignIn) -> None:
    client = browser_of(cast.vuthy)
    for address in (
        reverse("coalitions:people", kwargs=cast.at_coalition),
        reverse("coalitions:group", kwargs=cast.at_land),
        reverse("coalitions:coalitions"),
    ):
        assert "days left" in client.get(address).content.decode()


def test_the_plan_is_laid_out_back_from_the_deadline_and_what_was_moved_stays(
    cast: Cast, published: Milestone, browser_of: SignIn
) -> None:
    client = browser_of(cast.sophea)
    client.post(reverse("coalitions:plan", kwargs=cast.at_coalition))
    draft = held(cast.coalition)["draft"]
    assert TODAY < draft.day < SOON
    moved = draft.day + timedelta(days=1)
    address = reverse("coalitions:date", kwargs={**cast.at_coalition, "number": draft.pk})
    client.post(address, {"day": moved.isoformat(), "reason": "A holiday"})
    client.post(reverse("coalitions:plan", kwargs=cast.at_coalition))
    assert held(cast.coalition)["draft"].day == moved
    assert "A holiday" in client.get(address).content.decode()


def test_without_a_deadline_ahead_there_is_no_plan_and_the_page_says_so(cast: Cast, browser_of: SignIn) -> None:
    enter_published_date(
        by=cast.sophea,
        coalition=cast.coalition,
        key="submission-deadline",
        when=WhenGiven(TODAY - timedelta(days=9)),
        source="A letter",
        today=TODAY,
    )
    with pytest.raises(Refused, match="not ahead"):
        lay_out_plan(by=cast.sophea, coalition=cast.coalition, today=TODAY)
    answer = browser_of(cast.sophea).post(reverse("coalitions:plan", kwargs=cast.at_coalition), follow=True)
    assert "not ahead" in answer.content.decode()


def test_a_step_after_the_deadline_is_flagged(cast: Cast, published: Milestone, browser_of: SignIn) -> None:
    client = browser_of(cast.sophea)
    client.post(reverse("coalitions:plan", kwargs=cast.at_coalition))
    lodge = held(cast.coalition)["lodge"]
    address = reverse("coalitions:date", kwargs={**cast.at_coalition, "number": lodge.pk})
    client.post(address, {"day": (SOON + timedelta(days=3)).isoformat()})
    page = client.get(reverse("coalitions:timeline", kwargs=cast.at_coalition)).content.decode()
    assert "This is after" in page


def test_a_rapporteur_writes_dates_of_the_own_group_and_a_member_does_not(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("coalitions:new-group-date", kwargs=cast.at_land)
    given = {"title": "Visit to the village", "day": SOON.isoformat()}
    assert browser_of(cast.chan).post(address, given).status_code == 403
    assert browser_of(cast.dara).post(address, given).status_code == 302
    (visit,) = held(cast.land).values()
    assert (visit.title, visit.day) == ("Visit to the village", SOON)
    client = browser_of(cast.dara)
    one = {**cast.at_land, "number": visit.pk}
    client.post(reverse("coalitions:group-date-done", kwargs=one), {"done": "yes"})
    assert held(cast.land)[visit.key].status == "done"
    client.post(reverse("coalitions:drop-group-date", kwargs=one))
    assert held(cast.land) == {}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2030-02-30", "soon", "2030-01-01\x00", ""])
@pytest.mark.parametrize("page", ["new-date", "publish-date", "new-event"])
def test_a_day_that_is_none_is_refused_in_words_and_changes_nothing(
    page: str, day: str, cast: Cast, published: Milestone, browser_of: SignIn
) -> None:
    before = held(cast.coalition)
    given = {"title": "X", "phase": "review", "source": "A letter", "day": day}
    answer = browser_of(cast.sophea).post(reverse(f"coalitions:{page}", kwargs=cast.at_coalition), given)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert held(cast.coalition) == before


def test_a_date_of_another_calendar_is_not_found(cast: Cast, published: Milestone, browser_of: SignIn) -> None:
    address = reverse("coalitions:group-date", kwargs={**cast.at_land, "number": published.pk})
    assert browser_of(cast.dara).get(address).status_code == 404


def test_the_coalitions_page_shows_whose_date_is_whose(cast: Cast, published: Milestone, browser_of: SignIn) -> None:
    add_group_date(
        by=cast.dara, group=cast.land, key="visit", title="Visit", when=WhenGiven(SOON), whose="", today=TODAY
    )
    address = reverse("coalitions:timeline-json", kwargs=cast.at_coalition)
    client = browser_of(cast.vuthy)
    assert "Visit" not in [row["title"] for row in client.get(address).json()["dates"]]
    rows = client.get(address, {"of": "all"}).json()["dates"]
    assert [(row["title"], row["group"]) for row in rows if row["group"]] == [("Visit", "Land")]
    drawn = client.get(reverse("coalitions:timeline-svg", kwargs=cast.at_coalition), {"of": "all"}).content.decode()
    assert "Land: Visit" in drawn
    assert "Visit" not in [row["title"] for row in client.get(address, {"of": "mine"}).json()["dates"]]
    assert "Visit" in [row["title"] for row in browser_of(cast.chan).get(address, {"of": "mine"}).json()["dates"]]


def test_the_timeline_goes_out_as_picture_table_and_paper(cast: Cast, published: Milestone, browser_of: SignIn) -> None:
    client = browser_of(cast.vuthy)
    svg = client.get(reverse("coalitions:timeline-svg", kwargs=cast.at_coalition))
    assert svg.content.startswith(b"<svg") or b"<svg" in svg.content[:200]
    csv = client.get(reverse("coalitions:timeline-csv", kwargs=cast.at_coalition)).getvalue().decode("utf-8-sig")
    assert SOON.isoformat() in csv
    pdf = client.get(reverse("coalitions:timeline-pdf", kwargs=cast.at_coalition))
    assert pdf.content.startswith(b"%PDF")


def test_an_event_outside_is_noted_with_effect_and_risk_and_stands_in_the_timeline(
    cast: Cast, browser_of: SignIn
) -> None:
    client = browser_of(cast.sophea)
    given = {"title": "Elections", "day": SOON.isoformat(), "effect": "Offices close", "risk": "Observers are watched"}
    client.post(reverse("coalitions:new-event", kwargs=cast.at_coalition), given)
    event = ExternalEvent.objects.get()
    assert held(cast.coalition)[f"event-{event.pk}"].title == "Elections"
    page = browser_of(cast.vuthy).get(reverse("coalitions:timeline", kwargs=cast.at_coalition)).content.decode()
    assert "Observers are watched" in page
    rows = browser_of(cast.vuthy).get(reverse("coalitions:events-json", kwargs=cast.at_coalition)).json()["events"]
    assert [(row["event"], row["first"], row["risk"]) for row in rows] == [
        ("Elections", SOON.isoformat(), "Observers are watched")
    ]
    one = {**cast.at_coalition, "number": event.pk}
    in_timeline = held(cast.coalition)[f"event-{event.pk}"]
    led = client.get(reverse("coalitions:date", kwargs={**cast.at_coalition, "number": in_timeline.pk}))
    assert led.headers["Location"] == reverse("coalitions:event", kwargs=one)
    wrong = client.post(reverse("coalitions:event", kwargs=one), {**given, "until": TODAY.isoformat()})
    assert "The last day is before the first." in wrong.content.decode()
    client.post(reverse("coalitions:event", kwargs=one), {**given, "title": "National elections"})
    assert held(cast.coalition)[f"event-{event.pk}"].title == "National elections"
    client.post(reverse("coalitions:drop-event", kwargs=one))
    assert f"event-{event.pk}" not in held(cast.coalition)
    assert not ExternalEvent.objects.exists()


def test_a_telephone_follows_by_a_secret_link_that_says_nothing_and_is_taken_back(
    cast: Cast, published: Milestone, browser_of: SignIn
) -> None:
    client = browser_of(cast.chan)
    page = reverse("coalitions:timeline", kwargs=cast.at_coalition)
    shown = client.post(reverse("coalitions:follow", kwargs=cast.at_coalition), {}, follow=True)
    address = shown.context["link"]["address"]
    assert address in shown.content.decode()
    assert "Open in your calendar" in shown.content.decode()
    assert address not in client.get(page).content.decode()
    calendar = Client().get(address).content.decode()
    assert calendar.startswith("BEGIN:VCALENDAR")
    assert "Cambodia" not in calendar
    assert "Submission" not in calendar
    kept = FollowedCalendar.objects.get()
    number = {**cast.at_coalition, "number": kept.pk}
    browser_of(cast.dara).post(reverse("coalitions:unfollow", kwargs=number))
    assert Client().get(address).status_code == 200
    client.post(reverse("coalitions:unfollow", kwargs=number))
    assert Client().get(address).status_code == 404


def test_where_no_telephone_reaches_the_computer_the_link_says_that_it_opens_here_only(
    cast: Cast, published: Milestone, browser_of: SignIn
) -> None:
    client, told = browser_of(cast.chan), "This address opens on this computer only"
    follow = reverse("coalitions:follow", kwargs=cast.at_coalition)
    for server, is_told in (("", True), ("https://upr.example.org", False)):
        with override_settings(OPENUPR_ADDRESS=server, ALLOWED_HOSTS=["localhost"]):
            page = client.post(follow, {}, headers={"host": "localhost:8000"}, follow=True)
        assert (told in page.content.decode()) == is_told
        assert page.context["link"]["address"].startswith(server or "http://localhost:8000/")


def test_a_link_of_ones_own_dates_follows_the_groups_one_joins_and_leaves(cast: Cast, published: Milestone) -> None:
    add_group_date(
        by=cast.dara, group=cast.land, key="visit", title="Visit", when=WhenGiven(SOON), whose="", today=TODAY
    )
    kept, _token = follow_coalition(by=cast.nary, coalition=cast.coalition, whole=False, neutral=True, today=TODAY)
    assert kept.feed.calendars.count() == 1
    join_group(by=cast.nary, group=cast.land, today=TODAY)
    assert kept.feed.calendars.count() == 2
    leave_group(by=cast.nary, group=cast.land)
    assert kept.feed.calendars.count() == 1


def test_a_link_of_all_dates_follows_a_group_that_writes_its_first(cast: Cast, published: Milestone) -> None:
    kept, _token = follow_coalition(by=cast.nary, coalition=cast.coalition, whole=True, neutral=True, today=TODAY)
    add_group_date(
        by=cast.dara, group=cast.land, key="visit", title="Visit", when=WhenGiven(SOON), whose="", today=TODAY
    )
    assert kept.feed.calendars.count() == 2


def test_the_links_of_somebody_who_is_taken_out_are_closed(cast: Cast, published: Milestone) -> None:
    kept, _token = follow_coalition(by=cast.nary, coalition=cast.coalition, whole=True, neutral=True, today=TODAY)
    remove_person(by=cast.sophea, part=cast.coalition.participations.get(person=cast.nary), now=timezone.now())
    kept.feed.refresh_from_db()
    assert not kept.feed.is_open


def test_the_timeline_asks_the_database_as_often_for_thirty_groups_as_for_two(
    cast: Cast, published: Milestone, browser_of: SignIn
) -> None:
    client, address = browser_of(cast.sophea), reverse("coalitions:timeline", kwargs=cast.at_coalition)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, {"of": "all"}).status_code == 200
        return len(queries)

    for group in (cast.land, cast.labour):
        add_group_date(
            by=cast.sophea, group=group, key="visit", title="Visit", when=WhenGiven(SOON), whose="", today=TODAY
        )
    asked()
    few = asked()
    for number in range(28):
        made = create_group(by=cast.sophea, coalition=cast.coalition, name=f"Group {number}")
        add_group_date(
            by=cast.sophea, group=made, key="visit", title="Visit", when=WhenGiven(SOON), whose="", today=TODAY
        )
    assert asked() == few


def test_a_telephone_reads_the_groups_name_and_a_link_where_titles_were_chosen(
    cast: Cast, published: Milestone, client: Client
) -> None:
    when, told = WhenGiven(SOON), {"key": "visit", "title": "Visit", "whose": "Dara"}
    add_group_date(by=cast.dara, group=cast.land, when=when, today=TODAY, **told)
    for neutral in (False, True):
        _kept, token = follow_coalition(
            by=cast.chan, coalition=cast.coalition, whole=False, neutral=neutral, today=TODAY
        )
        events = Received.from_ical(client.get(f"/timeline/feed/{token}.ics").content).events
        visit = {str(event["SUMMARY"]): str(event.get("URL", "")) for event in events}
        dates = reverse("coalitions:group-timeline", kwargs=cast.at_land)
        assert ("Visit (Land)" in visit and visit["Visit (Land)"].endswith(dates)) is not neutral
        assert any(visit.values()) is not neutral


def test_a_link_that_was_made_on_a_khmer_page_is_in_khmer(
    cast: Cast, published: Milestone, client: Client, browser_of: SignIn
) -> None:
    when, told = WhenGiven(SOON), {"key": "visit", "title": "Submissions are due", "whose": "the coordinator"}
    add_group_date(by=cast.dara, group=cast.land, when=when, today=TODAY, **told)
    browser = browser_of(cast.chan)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "km"
    follow = reverse("coalitions:follow", kwargs=cast.at_coalition)
    page = browser.post(follow, {"plain": "yes", "whole": ""}, follow=True)
    token = page.context["link"]["address"].rpartition("/")[2]
    assert page.context["link"]["to"].startswith("webcal://")
    feed = client.get(f"/timeline/feed/{token}").content.decode().replace("\r\n ", "")
    assert "ដោយ អ្នកសម្របសម្រួលសម្ព័ន្ធ" in feed
    assert not [word for word in ("Submissions", "OHCHR takes", "coordinator", ", cycle") if word in feed]
