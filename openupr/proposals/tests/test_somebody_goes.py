"""Somebody closes their account: what becomes of their coalitions; and a telephone that follows all of these."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.accounts import CannotClose, close_account
from openupr.accounts.models import Person
from openupr.coalitions.coalition import found_coalition
from openupr.coalitions.dates import WhenGiven, add_group_date
from openupr.coalitions.following import follow_everywhere
from openupr.coalitions.group_members import join_group
from openupr.coalitions.models import Coalition, FollowedCalendar, MemberOrganisation, Participation
from openupr.coalitions.people import hand_over_coordination, remove_person
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.proposals.models import WordingVersion
from openupr.proposals.proposals import propose

from .conftest import SignIn

PASSWORD = "four words in a row"
TODAY = today_there()


def closing(somebody: Person) -> None:
    somebody.set_password(PASSWORD)
    somebody.save()
    close_account(by=somebody, password=PASSWORD, now=timezone.now())


def test_who_closes_their_account_leaves_texts_without_a_name_and_no_open_telephone(cast: Cast) -> None:
    text = "Return the land."
    propose(by=cast.dara, group=cast.land, text=text, language="en", now=timezone.now())
    kept, _token = follow_everywhere(by=cast.dara, neutral=True, today=TODAY)
    closing(cast.dara)
    kept.feed.refresh_from_db()
    assert not kept.feed.is_open
    assert WordingVersion.objects.values_list("text", "saved_by").get() == (text, None)
    assert not cast.land.rapporteur_terms.exists()
    assert not cast.coalition.participations.filter(person__username="dara").exists()


def test_an_organisation_keeps_its_place_without_its_representative(cast: Cast) -> None:
    closing(cast.nary)
    assert MemberOrganisation.objects.get().representative is None


def test_the_last_coordinator_hands_over_before_closing_the_account(cast: Cast, browser_of: SignIn) -> None:
    cast.sophea.set_password(PASSWORD)
    cast.sophea.save()
    client = browser_of(cast.sophea)
    refused = client.post(reverse("accounts:close"), {"meant": "on", "password": PASSWORD}).content.decode()
    assert "You are the only coordinator of “Coalition of the test”." in refused
    assert cast.coalition.participations.filter(person=cast.sophea).exists()
    with pytest.raises(CannotClose):
        close_account(by=cast.sophea, password=PASSWORD, now=timezone.now())
    part = Participation.objects.get(person=cast.bopha)
    hand_over_coordination(by=cast.sophea, part=part, now=timezone.now())
    close_account(by=cast.sophea, password=PASSWORD, now=timezone.now())
    assert not Person.objects.filter(username="sophea").exists()


def test_one_address_follows_all_coalitions_as_one_joins_and_leaves(cast: Cast, browser_of: SignIn) -> None:
    client = browser_of(cast.nary)
    shown = client.post(reverse("coalitions:follow-everywhere"), {}, follow=True)
    address = shown.context["link"]["address"] if "link" in shown.context else ""
    page = shown.content.decode()
    address = address or page.split('<code class="secret">')[1].split("<")[0]
    assert "all your coalitions, neutral titles" in client.get(reverse("accounts:account")).content.decode()
    feed = FollowedCalendar.objects.get().feed
    assert feed.calendars.count() == 0
    other = found_coalition(by=cast.nary, review=cast.coalition.review, name="Other", languages=["en"], today=TODAY)
    day = TODAY + timedelta(days=40)
    add_group_date(
        by=cast.dara, group=cast.land, key="visit", title="Visit", when=WhenGiven(day), whose="", today=TODAY
    )
    join_group(by=cast.nary, group=cast.land, today=TODAY)
    numbers = {each.calendar_id for each in (*Coalition.objects.all(), *cast.coalition.groups.exclude(calendar=None))}
    assert set(feed.calendars.values_list("pk", flat=True)) == numbers
    calendar = Client().get(address).content.decode()
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in calendar
    assert "Visit" not in calendar
    remove_person(by=cast.sophea, part=cast.coalition.participations.get(person=cast.nary), now=timezone.now())
    assert [each.pk for each in feed.calendars.all()] == [other.calendar_id]
    number = {"number": FollowedCalendar.objects.get().pk}
    browser_of(cast.dara).post(reverse("coalitions:unfollow-everywhere", kwargs=number))
    assert Client().get(address).status_code == 200
    client.post(reverse("coalitions:unfollow-everywhere", kwargs=number))
    assert Client().get(address).status_code == 404
