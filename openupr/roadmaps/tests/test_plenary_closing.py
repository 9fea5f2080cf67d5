"""The end of a plenary: what the room said and nobody has read is asked about first, and read later."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from openupr.accounts.models import Guest
from openupr.coalitions.tests.examples.cast import Cast
from openupr.roadmaps.models import Feedback, Plenary
from openupr.roadmaps.plenary import close_plenary, give_feedback, set_aside
from openupr.roadmaps.rules.plenary import PlenaryClosed, SomeAreUnread
from openupr.web.tests.reading import press

from .conftest import SignIn
from .examples.plenary import plenary


def at(cast: Cast, page: str, **parts: object) -> str:
    return reverse(page, kwargs={**cast.at_coalition, **parts})


def said_by_phone(cast: Cast, *texts: str) -> Plenary:
    """An open plenary in which a phone has said these to the group on land."""
    open_one = plenary(cast)
    for text in texts:
        give_feedback(by=Guest.objects.get(), plenary=open_one, group=cast.land, text=text)
    return open_one


def test_closing_forgets_which_phone_said_what_and_leaves_the_rest_unread(cast: Cast, phone: Client) -> None:
    close_plenary(by=cast.sophea, plenary=said_by_phone(cast, "Waiting"), leaving=1)
    assert list(Feedback.objects.values_list("guest", "state")) == [(None, "unread")]
    late = phone.post(at(cast, "roadmaps:plenary-feedback"), {"group": cast.land.pk, "text": "Late, but mine"})
    assert late.status_code == 422
    assert "This plenary is closed." in late.content.decode()
    assert "Late, but mine" in late.content.decode()


def test_who_closes_is_told_how_many_wait_and_chooses(cast: Cast, phone: Client, browser_of: SignIn) -> None:
    said_by_phone(cast, "And the islands?", "And the lake?")
    client = browser_of(cast.bopha)
    asked = client.post(at(cast, "roadmaps:plenary-close"))
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "Close and set aside 2 unread" in page
    assert f'href="{at(cast, "roadmaps:plenary-moderate")}">Look at them first' in page
    assert not Plenary.objects.get().closed
    # One more came while whoever closes was reading: told of two, they are asked again about three.
    said_by_phone(cast, "And the forest?")
    assert (
        "Close and set aside 3 unread"
        in client.post(at(cast, "roadmaps:plenary-close"), {"leaving": "2"}).content.decode()
    )
    assert not Plenary.objects.get().closed
    client.post(at(cast, "roadmaps:plenary-close"), {"leaving": "3"})
    assert Plenary.objects.get().closed
    assert "3 messages from the room were unread" in client.get(at(cast, "roadmaps:plenary")).content.decode()


@pytest.mark.parametrize("leaving", ["", "-1", "two", "²", "9" * 400])
def test_closing_is_asked_about_whatever_number_is_sent(
    cast: Cast, phone: Client, browser_of: SignIn, leaving: str
) -> None:
    said_by_phone(cast, "And the islands?")
    assert browser_of(cast.bopha).post(at(cast, "roadmaps:plenary-close"), {"leaving": leaving}).status_code == 422
    assert list(Feedback.objects.values_list("state", "plenary__closed")) == [("waiting", False)]


def test_where_nothing_waits_the_plenary_closes_at_once(cast: Cast, browser_of: SignIn) -> None:
    plenary(cast)
    assert browser_of(cast.bopha).post(at(cast, "roadmaps:plenary-close")).status_code == 302
    assert Plenary.objects.get().closed


def test_what_was_unread_is_read_and_released_after_the_plenary(cast: Cast, phone: Client, browser_of: SignIn) -> None:
    close_plenary(by=cast.sophea, plenary=said_by_phone(cast, "And the islands?", "Call me names"), leaving=2)
    # Also where another plenary is open by now.
    Plenary.objects.create(coalition=cast.coalition, day=Plenary.objects.get().day, minutes=5)
    moderator, one = browser_of(cast.bopha), Feedback.objects.get(text="And the islands?")
    page = moderator.get(at(cast, "roadmaps:plenary-moderate")).content.decode()
    assert ["And the islands?" in page, "Call me names" in page] == [True, True]
    press(
        moderator,
        at(cast, "roadmaps:plenary-moderate"),
        at(cast, "roadmaps:plenary-release", number=one.pk),
        {"do": "release"},
    )
    taken_home = browser_of(cast.dara).get(reverse("proposals:proposals", kwargs=cast.at_land)).content.decode()
    assert ["And the islands?" in taken_home, "Call me names" in taken_home] == [True, False]


def test_what_a_moderator_set_aside_can_be_released_after_all(cast: Cast, phone: Client, browser_of: SignIn) -> None:
    open_one, moderator = said_by_phone(cast, "And the islands?"), browser_of(cast.bopha)
    set_aside(by=cast.bopha, feedback=Feedback.objects.get())
    close_plenary(by=cast.bopha, plenary=open_one)
    page = moderator.get(at(cast, "roadmaps:plenary-moderate")).content.decode()
    assert "1 set aside" in page
    assert "And the islands?" in page
    press(
        moderator,
        at(cast, "roadmaps:plenary-moderate"),
        at(cast, "roadmaps:plenary-release", number=Feedback.objects.get().pk),
        {"do": "release"},
    )
    assert Feedback.objects.get().state == "released"


def test_only_a_moderator_is_told_of_what_is_unread(cast: Cast, phone: Client, browser_of: SignIn) -> None:
    close_plenary(by=cast.sophea, plenary=said_by_phone(cast, "And the islands?"), leaving=1)
    page = browser_of(cast.vuthy).get(at(cast, "roadmaps:plenary")).content.decode()
    assert "unread" not in page
    assert at(cast, "roadmaps:plenary-moderate") not in page


def test_a_plenary_closes_once(cast: Cast, phone: Client) -> None:
    open_one = said_by_phone(cast, "And the islands?")
    with pytest.raises(SomeAreUnread):
        close_plenary(by=cast.sophea, plenary=open_one)
    close_plenary(by=cast.sophea, plenary=open_one, leaving=1)
    with pytest.raises(PlenaryClosed):
        close_plenary(by=cast.sophea, plenary=open_one)


def test_the_page_asks_no_more_of_the_database_for_twenty_messages(cast: Cast, browser_of: SignIn) -> None:
    open_one, moderator = plenary(cast), browser_of(cast.bopha)
    asked = []
    for number in range(20):
        state = ("unread", "set-aside", "waiting")[number % 3]
        Feedback.objects.create(plenary=open_one, group=cast.land, text=f"Number {number}", state=state)
        if number in (2, 19):
            with CaptureQueriesContext(connection) as queries:
                moderator.get(at(cast, "roadmaps:plenary-moderate"))
            asked.append(len(queries))
    assert asked[0] == asked[1]
