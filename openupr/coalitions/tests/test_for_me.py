"""What waits for each person, and who owes what."""

from datetime import time, timedelta

import pytest
from django.test import override_settings
from django.urls import reverse

from openupr.accounts.models import Person
from openupr.coalitions.coalition import coalitions_of
from openupr.coalitions.dates import WhenGiven, add_date, add_group_date
from openupr.coalitions.for_me import FOR_ME, number_waiting_for, owed_in, waiting_for
from openupr.coalitions.models import Participation
from openupr.coalitions.tests.examples.clock import today_there
from openupr.timeline.models import Milestone
from openupr.web.clock import now_in

from .conftest import SignIn
from .examples.cast import Cast

NOW = now_in("Asia/Phnom_Penh")
TODAY = today_there()
SOON = TODAY + timedelta(days=5)


def waits_for(person: Person) -> list[str]:
    found = waiting_for(person, coalitions_of(person), now=NOW)
    soon = [each for each in found if not each.is_for_later]
    assert number_waiting_for(person, today=NOW.date()) == len(soon)
    return [each.kind.key for each in soon if each.kind.key != "roadmap"]


def test_somebody_new_is_welcomed_with_three_things_to_do(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("coalitions:for-me")
    assert "Welcome to" not in browser_of(cast.chan).get(address).content.decode()
    Participation.objects.filter(person=cast.chan).update(since=TODAY, organisation=cast.forest)
    page = browser_of(cast.chan).get(address).content.decode()
    assert "Welcome to Coalition of the test" in page
    assert "Nary speaks for it in decisions." in page
    assert all(words in page for words in ("Open your group", "See who takes part", "Add dates to phone"))
    cast.land.memberships.filter(person=cast.chan).delete()
    assert "Choose a group" in browser_of(cast.chan).get(address).content.decode()
    cast.coalition.groups.update(closed=True)
    page = browser_of(cast.chan).get(address).content.decode()
    assert "Choose a group" not in page
    assert "The next steps of all are here:" in page


def test_where_nothing_is_owed_the_next_date_can_be_copied(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("coalitions:owed", args=[cast.coalition.key])
    cast.coalition.groups.update(closed=True)
    assert browser_of(cast.sophea).get(address).context["message"] is None
    when = WhenGiven(TODAY + timedelta(days=40))
    add_date(
        by=cast.sophea, coalition=cast.coalition, when=when, today=TODAY, key="meet", title="Meet ministers", whose=""
    )
    answer = browser_of(cast.sophea).get(address)
    page = answer.content.decode()
    assert page.index("No one owes anything") < page.index("The next steps of all are here:")
    assert "Meet ministers" in page
    assert ("Tell all the next date" in page, "Copy a message" in page) == (True, False), "no one is reminded"
    message = answer.context["message"]
    assert message.neutral.startswith("Our next date: ")
    assert "(40 days left)" in message.neutral
    assert "Meet" not in message.neutral
    assert message.named.startswith("Our next date: Meet ministers, ")


def test_without_any_app_nothing_waits(cast: Cast) -> None:
    with FOR_ME.only():
        assert waits_for(cast.nary) == []
        assert owed_in(cast.coalition, now=NOW) == []


def test_what_is_due_in_over_a_month_is_shown_on_demand(cast: Cast, browser_of: SignIn) -> None:
    when = WhenGiven(TODAY + timedelta(days=40))
    told = {"key": "rooms", "title": "Find rooms", "whose": "Organisers"}
    add_date(by=cast.sophea, coalition=cast.coalition, when=when, today=TODAY, **told)
    client, address = browser_of(cast.dara), reverse("coalitions:owed", args=[cast.coalition.key])
    page = client.get(address).content.decode().partition("<main")[2]
    assert "Find rooms" not in page
    assert "Show 1 more, due in over 30 days" in page
    just_given = client.get(f"{address}?tell={Milestone.objects.get(title='Find rooms').pk}").content.decode()
    assert "Find rooms" in just_given.partition("<table")[2], "what was just given is not folded"
    cast.coalition.groups.update(closed=True)
    page = browser_of(cast.sophea).get(address).content.decode()
    assert "Nothing is due in the next 30 days; 1 later." in page
    assert "No one owes anything" not in page
    assert "Find rooms" in client.get(f"{address}?later=1").content.decode()


def add(cast: Cast, whose: str, days: int = 5) -> None:
    told = {"key": "rooms", "title": "Find rooms", "whose": whose}
    add_date(
        by=cast.sophea, coalition=cast.coalition, when=WhenGiven(TODAY + timedelta(days=days)), today=TODAY, **told
    )


def asked(cast: Cast) -> set[str]:
    """The names of all for whom something is due soon."""
    people = (cast.sophea, cast.bopha, cast.dara, cast.chan, cast.rithy, cast.vuthy, cast.nary)
    return {str(each) for each in people if waits_for(each)}


# The database is asked alike whoever a plan names; the first two are tried on PostgreSQL too.
ASKED_ALIKE = pytest.mark.thorough("on PostgreSQL")


@pytest.mark.parametrize(
    ("whose", "who"),
    [
        ("the coordinator", {"Sophea"}),
        ("all groups and organisations", {"Dara"}),
        pytest.param("The three organisers", {"Sophea"}, marks=ASKED_ALIKE),
        pytest.param("the groups' rapporteurs", {"Dara"}, marks=ASKED_ALIKE),
        pytest.param("all organisations", {"Nary"}, marks=ASKED_ALIKE),
        pytest.param("Forest Watch", {"Nary"}, marks=ASKED_ALIKE),
    ],
)
def test_a_date_in_the_plan_waits_for_those_who_hold_the_role_in_good_time(
    cast: Cast, whose: str, who: set[str]
) -> None:
    add(cast, whose)
    assert asked(cast) == who
    [owed] = [each for each in owed_in(cast.coalition, now=NOW) if each.due]
    assert set(owed.people) == who


def test_the_deadline_for_submissions_is_under_later_for_all(cast: Cast, browser_of: SignIn) -> None:
    add(cast, "the coordinator", days=60)
    deadline = Milestone.objects.filter(key="submission-deadline")
    deadline.update(status="published", source="OHCHR", day=TODAY + timedelta(days=40), until=None)
    for person in (cast.chan, cast.vuthy):
        page = browser_of(person).get(reverse("coalitions:for-me")).content.decode()
        assert page.index("Later (1)") < page.index("Submissions due")


def test_an_overdue_date_waits_for_the_coordinators_too(cast: Cast) -> None:
    add(cast, "the groups' rapporteurs", days=-1)
    assert asked(cast) == {"Sophea", "Dara"}
    add(cast, "all organisations", days=-1)
    assert asked(cast) == {"Sophea"}


def test_a_date_of_a_group_waits_for_its_rapporteur_or_for_all_its_members(cast: Cast, browser_of: SignIn) -> None:
    for whose, who in (("Somebody", {"Dara"}), ("the group", {"Dara", "Chan"}), ("", set())):
        told = {"key": "visit", "title": "Visit the village", "whose": whose}
        add_group_date(by=cast.dara, group=cast.land, when=WhenGiven(SOON), today=TODAY, **told)
        assert asked(cast) == who
    at_nine = WhenGiven(SOON, hour=time(9), zone="Asia/Phnom_Penh")
    told = {"key": "visit", "title": "Visit the village", "whose": "the group"}
    add_group_date(by=cast.dara, group=cast.land, when=at_nine, today=TODAY, **told)
    page = browser_of(cast.chan).get(reverse("coalitions:for-me")).content.decode()
    assert "09:00 in Phnom Penh, 0" in page


def test_what_is_due_in_over_a_month_is_not_in_the_headers_number_and_open_where_nothing_else_is_listed(
    cast: Cast, browser_of: SignIn
) -> None:
    add(cast, "the coordinator", days=40)
    page = browser_of(cast.sophea).get(reverse("coalitions:for-me")).content.decode()
    assert '<details class="section" open>' in page
    assert page.index("Later (1)") < page.index("Find rooms")
    assert "Nothing waits for you alone now." in page
    assert "waiting-number" not in page


def test_a_message_without_an_address_is_still_of_use_and_can_be_copied(
    cast: Cast, browser_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openupr.web.this_machine.address_in_the_network", lambda: "")
    address = reverse("coalitions:group", args=[cast.coalition.key, cast.land.pk])
    page = browser_of(cast.dara).get(address, headers={"host": "localhost"}).content.decode()
    assert "Sign in to OpenUPR on our computer.</textarea>" in page
    assert "It has no link: only this computer opens these pages." in page
    assert 'data-copy="message-text"' in page


def test_a_message_has_a_link_only_where_people_can_sign_in_elsewhere(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("coalitions:group", args=[cast.coalition.key, cast.land.pk])
    with override_settings(OPENUPR_ADDRESS="http://192.168.1.20:8000"):
        page = browser_of(cast.dara).get(address).content.decode()
    assert "Sign in to OpenUPR on our computer.</textarea>" in page
    assert "It has no link: people sign in on this computer, or where the address begins with https." in page
    with override_settings(OPENUPR_ADDRESS="https://upr.example.org"):
        page = browser_of(cast.dara).get(address).content.decode()
    assert ("https://upr.example.org/" in page, "Sign in to OpenUPR on our computer" in page) == (True, False)


def test_the_welcome_names_all_groups_of_somebody_once(cast: Cast, browser_of: SignIn) -> None:
    Participation.objects.filter(person=cast.chan).update(since=TODAY)
    cast.labour.memberships.create(person=cast.chan, since=TODAY)
    page = browser_of(cast.chan).get(reverse("coalitions:for-me")).content.decode()
    groups = (reverse("coalitions:group", args=[cast.coalition.key, each.pk]) for each in (cast.land, cast.labour))
    land, labour = (f'<a href="{each}">' for each in groups)
    one_line = " ".join(page.split()).replace('" >', '">').replace("> Land", ">Land")
    assert f"Your groups: {land}Land</a>, {labour}Labour</a>." in one_line
    assert "Your group:" not in page
    assert "You are the Group Rapporteur of" not in page


def test_a_rapporteur_reads_that_she_is_one_and_what_it_means(cast: Cast, browser_of: SignIn) -> None:
    group = reverse("coalitions:group", kwargs=cast.at_land)
    means = "You coordinate what the group writes, reply to objections and adopt its recommendations."
    page = browser_of(cast.dara).get(reverse("coalitions:for-me")).content.decode()
    assert "You are the Group Rapporteur of" in page
    assert means in page
    assert f'href="{group}"' in page
    assert means in browser_of(cast.dara).get(group).content.decode()
    assert means not in browser_of(cast.chan).get(group).content.decode()
