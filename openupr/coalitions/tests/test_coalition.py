import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format

from openupr.accounts.models import AuditLine, Person
from openupr.coalitions.calendars import group_calendar
from openupr.coalitions.coalition import change_coalition, found_coalition
from openupr.coalitions.dates import WhenGiven, enter_published_date
from openupr.coalitions.models import Coalition, Participation
from openupr.coalitions.tests.examples.clock import today_there
from openupr.reviews.models import Review

from .conftest import SignIn
from .examples.cast import FOUNDED, Cast

PASSWORD = "three green mangoes"


def test_whoever_founds_a_coalition_for_the_next_review_coordinates_it(maly: Person, browser_of: SignIn) -> None:
    client = browser_of(maly)
    first = client.get(reverse("coalitions:found")).content
    assert b"Choose a State" in first
    assert b"Start the coalition" in first  # the usual State is chosen
    page = client.get(reverse("coalitions:found"), {"state": "KHM"})
    expected = Review.objects.get(iso3="KHM", session=None)
    assert b"Cambodia, cycle 5, session and date not published" in page.content
    given = {"review": expected.pk, "name": "Our coalition", "working_language": "km", "second_language": "en"}
    answer = client.post(reverse("coalitions:found") + "?state=KHM", given)
    coalition = Coalition.objects.get()
    assert answer.headers["Location"] == reverse("coalitions:coalition", args=[coalition.key])
    assert (coalition.review, coalition.languages) == (expected, ["km", "en"])
    assert coalition.participations.get().role == Participation.Role.COORDINATOR
    assert [line.what for line in AuditLine.objects.all()] == ["coalitions.found"]
    assert coalition.calendar.review == expected


def test_the_deadline_can_be_entered_at_the_start_with_its_source(maly: Person, browser_of: SignIn) -> None:
    client, review = browser_of(maly), Review.objects.get(iso3="KHM", session=None)
    due = today_there() + timedelta(days=200)
    given = {"review": review.pk, "name": "Ours", "working_language": "km", "due": due.isoformat()}
    refused = client.post(reverse("coalitions:found"), given)
    page = refused.content.decode()
    assert "Say where this day is published." in page
    # The top of the form says which field it is, leads there, and the cursor is in it.
    assert "Nothing was changed" in page
    assert 'Look at: <a href="#id_source">Where it is published</a>.' in page
    [field] = re.findall("<[^>]* autofocus[^>]*>", page)
    assert 'name="source"' in field
    asked = client.get(reverse("coalitions:found")).content.decode()
    assert 'class="optional"' not in asked.split('for="id_source"')[1].split("</label>")[0]
    assert "At most 120 characters" in asked
    too_early = client.post(reverse("coalitions:found"), given | {"due": "2020-02-03", "source": "OHCHR's calendar"})
    assert "in session 46, ended on 10 May 2024" in too_early.content.decode()
    assert not Coalition.objects.exists()
    client.post(reverse("coalitions:found"), given | {"source": "OHCHR's calendar"})
    deadline = Coalition.objects.get().calendar.milestones.get(key="submission-deadline")
    assert (deadline.day, deadline.source, deadline.status) == (due, "OHCHR's calendar", "published")


@pytest.mark.parametrize("state", ["XYZ", "", "KHM%00"])
def test_a_state_that_is_none_is_refused_in_words(state: str, maly: Person, browser_of: SignIn) -> None:
    answer = browser_of(maly).get(reverse("coalitions:found"), {"state": state})
    assert answer.status_code == 200
    assert b"Start the coalition" not in answer.content


def test_a_coalition_without_a_name_is_not_founded(maly: Person, browser_of: SignIn) -> None:
    answer = browser_of(maly).post(reverse("coalitions:found") + "?state=KHM", {"name": " ", "working_language": "km"})
    assert b"Please fill this in" in answer.content
    assert not Coalition.objects.exists()


def test_a_list_shows_ones_own_coalitions_only(cast: Cast, maly: Person, browser_of: SignIn) -> None:
    address = reverse("coalitions:coalitions")
    assert b"Coalition of the test" in browser_of(cast.vuthy).get(address).content
    assert b"Coalition of the test" not in browser_of(maly).get(address).content


def test_ones_own_coalitions_go_out_as_csv_and_json(cast: Cast, maly: Person, browser_of: SignIn) -> None:
    rows = browser_of(cast.vuthy).get(reverse("coalitions:coalitions-json")).json()["coalitions"]
    assert [(row["coalition"], row["state"], row["cycle"], row["people"]) for row in rows] == [
        ("Coalition of the test", "Cambodia", 5, 7)
    ]
    assert browser_of(maly).get(reverse("coalitions:coalitions-json")).json() == {"coalitions": []}
    csv = browser_of(cast.vuthy).get(reverse("coalitions:coalitions-csv")).getvalue().decode("utf-8-sig")
    assert csv.splitlines()[1].startswith("Coalition of the test,")


def test_the_coordinator_renames_the_coalition_and_others_may_not(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("coalitions:change", kwargs=cast.at_coalition)
    given = {"review": cast.coalition.review_id, "name": "Another name", "working_language": "en"}
    assert browser_of(cast.dara).post(address, given).status_code == 403
    assert browser_of(cast.sophea).post(address, given).status_code == 302
    cast.coalition.refresh_from_db()
    assert (cast.coalition.name, cast.coalition.languages) == ("Another name", ["en"])


def test_a_review_of_another_state_cannot_be_chosen(cast: Cast, browser_of: SignIn) -> None:
    other = Review.objects.exclude(iso3="KHM").first()
    assert other is not None
    given = {"review": other.pk, "name": "Another name", "working_language": "en"}
    answer = browser_of(cast.sophea).post(reverse("coalitions:change", kwargs=cast.at_coalition), given)
    assert answer.status_code == 422
    cast.coalition.refresh_from_db()
    assert cast.coalition.review.iso3 == "KHM"


def test_an_outsider_is_not_told_that_a_coalition_exists(cast: Cast, maly: Person, browser_of: SignIn) -> None:
    address = reverse("coalitions:coalition", kwargs=cast.at_coalition)
    assert browser_of(maly).get(address).status_code == 404
    assert Client().get(address).status_code == 404
    assert browser_of(cast.vuthy).get(address).status_code == 200


def test_when_the_review_gets_its_session_the_calendar_moves_along(cast: Cast) -> None:
    with transaction.atomic():
        calendar = group_calendar(cast.land, today=FOUNDED)
    held = Review.objects.create(iso3="KHM", cycle=5, session=60, status=Review.Status.SOURCED, source="A letter")
    change_coalition(
        by=cast.sophea, coalition=cast.coalition, name="The same", review=held, languages=["en"], today=FOUNDED
    )
    calendar.refresh_from_db()
    assert (calendar.review, calendar.within.review) == (held, held)


def test_a_new_coalition_says_what_to_do_next(maly: Person, browser_of: SignIn) -> None:
    review = Review.objects.get(iso3="KHM", session=None)
    made = found_coalition(by=maly, review=review, name="Ours", languages=["km"], today=FOUNDED)
    page = browser_of(maly).get(reverse("coalitions:coalition", args=[made.key])).content.decode()
    assert "Set up the thematic groups" in page
    assert "Invite people" in page
    assert "People write in: Khmer." in page


def test_the_overview_shows_what_is_due_and_how_far_each_group_is(cast: Cast, browser_of: SignIn) -> None:
    enter_published_date(
        by=cast.sophea,
        coalition=cast.coalition,
        key="submission-deadline",
        when=WhenGiven(today_there() + timedelta(days=90)),
        source="A letter",
        today=today_there(),
    )
    address = reverse("coalitions:coalition", kwargs=cast.at_coalition)
    page = browser_of(cast.vuthy).get(address).content.decode()
    assert "days left" in page
    assert "Dara" in page
    assert "Done last" not in page
    assert "Done last" in browser_of(cast.sophea).get(address).content.decode()


def test_once_the_day_of_the_review_is_published_the_header_tells_it(cast: Cast, browser_of: SignIn) -> None:
    client, address = browser_of(cast.vuthy), reverse("coalitions:coalition", kwargs=cast.at_coalition)
    assert "cycle 5, session and date not published" in client.get(address).content.decode()
    when = WhenGiven(today_there() + timedelta(days=400))
    given = {"key": "review", "when": when, "source": "OHCHR's calendar", "today": FOUNDED}
    enter_published_date(by=cast.sophea, coalition=cast.coalition, **given)
    told = f"Cambodia, cycle 5, review: {date_format(when.day, 'j F Y')}"
    for page in (address, reverse("coalitions:coalitions")):
        shown = client.get(page).content.decode()
        assert told in shown
        assert "date not published" not in shown


def test_whoever_signs_in_lands_at_what_waits_for_them_once_they_are_in_a_coalition(cast: Cast, maly: Person) -> None:
    for somebody in (cast.vuthy, maly):
        somebody.set_password(PASSWORD)
        somebody.save()
    assert _landed("vuthy") == reverse("coalitions:for-me")
    assert _landed("vuthy", "?next=/account/ways-in/") == "/account/ways-in/"
    assert _landed("maly") == reverse("accounts:account")


def _landed(name: str, after: str = "") -> str:
    answer = Client().post(reverse("account_login") + after, {"login": name, "password": PASSWORD})
    return answer.headers["Location"]
