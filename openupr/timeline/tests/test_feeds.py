"""Dates in a telephone's own calendar: secret, revocable, silent about what they are."""

from datetime import date, time

import pytest
from django.test import Client
from icalendar import Calendar as Received

from openupr.accounts.backups import STAYS_WITHDRAWN
from openupr.timeline.feeds import close_feed, keep_feeds_closed, open_feed
from openupr.timeline.milestones import move_milestone, publish_date, write_date
from openupr.timeline.models import Calendar, Feed

from .conftest import TODAY


def received(client: Client, token: str) -> Received:
    answer = client.get(f"/timeline/feed/{token}.ics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Received.from_ical(answer.content)


def written(calendar: Calendar) -> None:
    write_date(
        calendar=calendar, key="secret-meeting", title="Meeting with witnesses", day=date(2018, 4, 3), today=TODAY,
        hour=time(9, 30), whose="Sophea",
    )  # fmt: skip


def test_a_neutral_feed_says_when_and_nothing_else(client: Client, coalition: Calendar) -> None:
    written(coalition)
    _, token = open_feed(calendars=[coalition], today=TODAY, label="Sophea's telephone")
    text = client.get(f"/timeline/feed/{token}.ics").content.decode()
    for word in ("UPR", "Cambodia", "witness", "Sophea", "ubmission", "review", "OHCHR", "pre-session", "Phnom"):
        assert word.lower() not in text.lower(), word
    titles = {str(event["SUMMARY"]) for event in received(client, token).events}
    assert titles == {"Date", "Due"}


def test_a_feed_with_titles_is_chosen(client: Client, coalition: Calendar) -> None:
    written(coalition)
    _, token = open_feed(calendars=[coalition], today=TODAY, neutral=False, label="Office")
    calendar = received(client, token)
    assert calendar["X-WR-CALNAME"] == "Office"
    titles = [str(event["SUMMARY"]) for event in calendar.events]
    assert any(title.startswith("Meeting with witnesses") for title in titles)
    assert any(title.startswith("Estimate: In-country pre-session") for title in titles)


def test_a_date_keeps_its_identity_when_it_moves(client: Client, coalition: Calendar) -> None:
    written(coalition)
    _, token = open_feed(calendars=[coalition], today=TODAY, neutral=False)

    def meeting() -> tuple[str, int, str]:
        (event,) = [each for each in received(client, token).events if "witnesses" in each["SUMMARY"]]
        return str(event["UID"]), int(event["SEQUENCE"]), event["DTSTART"].dt.isoformat()

    uid, sequence, start = meeting()
    assert (sequence, start) == (0, "2018-04-03T02:30:00+00:00")
    milestone = coalition.milestones.get(key="secret-meeting")
    move_milestone(milestone=milestone, day=date(2018, 4, 4), hour=time(9, 30), today=TODAY)
    assert meeting() == (uid, 1, "2018-04-04T02:30:00+00:00")


def test_every_date_has_one_identity_of_its_own(client: Client, coalition: Calendar, group: Calendar) -> None:
    written(coalition)
    written(group)
    _, token = open_feed(calendars=[coalition, group], today=TODAY)
    uids = [str(event["UID"]) for event in received(client, token).events]
    assert len(uids) == len(set(uids)) == 14


def test_a_groups_feed_holds_the_dates_around_it(client: Client, group: Calendar) -> None:
    _, token = open_feed(calendars=[group], today=TODAY)
    assert len(received(client, token).events) == 12


def test_an_estimate_is_tentative_on_its_first_day_and_a_published_span_is_whole(
    client: Client, coalition: Calendar
) -> None:
    days = {"day": date(2018, 12, 11), "until": date(2018, 12, 14)}
    publish_date(calendar=coalition, key="geneva-pre-session", source="UPR Info", today=TODAY, **days)
    _, token = open_feed(calendars=[coalition], today=TODAY, neutral=False)
    told = {
        str(event["SUMMARY"]).partition(" (")[0]: (event["DTSTART"].dt, event["DTEND"].dt, str(event["STATUS"]))
        for event in received(client, token).events
    }
    estimate = told["Estimate: In-country pre-session"]
    assert estimate == (date(2018, 11, 1), date(2018, 11, 2), "TENTATIVE")
    assert told["Geneva pre-session"] == (date(2018, 12, 11), date(2018, 12, 15), "CONFIRMED")


def test_a_taken_back_feed_and_a_wrong_secret_are_the_same_nothing(client: Client, coalition: Calendar) -> None:
    feed, token = open_feed(calendars=[coalition], today=TODAY)
    received(client, token)
    close_feed(feed=feed, today=TODAY)
    secrets = (token, "guess", "z" * 500, "%00", "%ED%A0%80", "..%2F..")
    answers = [client.get(f"/timeline/feed/{secret}.ics") for secret in secrets]
    assert [answer.status_code for answer in answers] == [404] * 6
    # The header's link to sign in names the address; nothing else may differ.
    pages = [answer.content.replace(secret.encode(), b"") for secret, answer in zip(secrets, answers, strict=True)]
    assert len(set(pages[:3])) == 1
    assert not feed.is_open


def test_the_secret_itself_is_nowhere_in_the_database(coalition: Calendar) -> None:
    feed, token = open_feed(calendars=[coalition], today=TODAY)
    assert len(token) >= 32
    assert token not in str(Feed.objects.filter(pk=feed.pk).values().get())


@pytest.mark.parametrize(("header", "value"), [("Cache-Control", "private"), ("X-Robots-Tag", "noindex")])
def test_nothing_on_the_way_keeps_it(client: Client, coalition: Calendar, header: str, value: str) -> None:
    _, token = open_feed(calendars=[coalition], today=TODAY)
    assert value in client.get(f"/timeline/feed/{token}.ics").headers[header]


def test_a_feed_that_was_taken_back_does_not_come_back_with_an_older_backup(
    client: Client, coalition: Calendar
) -> None:
    taken_back, token = open_feed(calendars=[coalition], today=TODAY)
    _, other = open_feed(calendars=[coalition], today=TODAY)
    close_feed(feed=taken_back, today=TODAY)
    close = keep_feeds_closed()
    Feed.objects.update(closed_on=None)  # as the older backup has them
    close()
    assert client.get(f"/timeline/feed/{token}.ics").status_code == 404
    assert client.get(f"/timeline/feed/{other}.ics").status_code == 200
    assert keep_feeds_closed in STAYS_WITHDRAWN
