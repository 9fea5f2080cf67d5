"""A room divides into thematic groups: phones wish, a plain rule proposes, a facilitator adjusts and shows."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from openupr.coalitions.models import GroupMembership
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.phones.models import Wishes
from openupr.phones.rules.places import NotSoMany, proposal, to_move
from openupr.phones.tests.conftest import Enter


@pytest.fixture
def bopha(cast: Cast, browser_of: SignIn, at: str) -> Client:
    """The facilitator's browser; wishes are taken."""
    browser = browser_of(cast.bopha)
    step(browser, at, "open")
    return browser


def step(browser: Client, at: str, what: str) -> None:
    assert browser.post(f"{at}places/step/", {"do": what}).status_code == 302


def placed(browser: Client, at: str) -> dict[str, int]:
    return {row["group"]: row["placed"] for row in browser.get(f"{at}places/places.json").json()["groups"]}


def test_phones_wish_and_see_their_group_once_it_is_shown(enter: Enter, at: str, bopha: Client, cast: Cast) -> None:
    one, other = enter(), enter()
    one.post(f"{at}places/wish/", {"first": cast.land.pk})
    one.post(f"{at}places/wish/", {"first": cast.labour.pk, "second": cast.land.pk})
    other.post(f"{at}places/wish/", {"first": cast.land.pk})
    step(bopha, at, "propose")
    assert placed(bopha, at) == {"Land": 1, "Labour": 1}
    assert "You work in the group" not in one.get(f"{at}places/").content.decode()
    step(bopha, at, "show")
    shown = one.get(f"{at}places/now/").content.decode()
    assert "You work in the group" in shown
    assert ">Labour<" in shown
    assert "Where it meets is not written yet. Ask your facilitator." in shown
    cast.labour.meets_at = "Table 2"
    cast.labour.save()
    assert "<strong>Table 2</strong>" in one.get(f"{at}places/now/").content.decode()
    assert "(Table 2)" in bopha.get(f"{at}places/projector/").content.decode()
    # A phone has no account: it cannot open the group's page.
    group = f"/groups/{cast.labour.pk}/"
    assert group not in shown
    one.force_login(cast.chan)
    assert group in one.get(f"{at}places/").content.decode()
    assert ">Land<" in other.get(f"{at}places/").content.decode()
    assert "it chose none" in enter().get(f"{at}places/").content.decode()
    assert "Your group is on your phone" in bopha.get(f"{at}places/projector/").content.decode()
    step(bopha, at, "hide")
    step(bopha, at, "close")
    member = Client()
    member.force_login(cast.chan)
    cast.land.meets_at = "Room B"
    cast.land.save()
    assert "<strong>Room B</strong>" in member.get(f"{at}places/").content.decode()
    assert "Your groups in the coalition:" in member.get(f"{at}places/").content.decode()
    assert "Your groups in the coalition:" not in bopha.get(f"{at}places/").content.decode(), "she works in none"
    step(bopha, at, "show")
    assert "<strong>Room B</strong>" in member.get(f"{at}places/").content.decode(), "who did not enter the room"
    # Who works in a group with an account is another matter: a phone has no name.
    assert GroupMembership.objects.filter(group=cast.labour).count() == 1


def test_whom_everybody_wishes_for_does_not_get_everybody(enter: Enter, at: str, bopha: Client, cast: Cast) -> None:
    for _ in range(8):
        enter().post(f"{at}places/wish/", {"first": cast.land.pk, "second": cast.labour.pk})
    step(bopha, at, "propose")
    assert placed(bopha, at) == {"Land": 5, "Labour": 3}
    bopha.post(f"{at}places/move/", {"how_many": 2, "origin": cast.land.pk, "to": cast.labour.pk})
    assert placed(bopha, at) == {"Land": 3, "Labour": 5}
    refused = bopha.post(f"{at}places/move/", {"how_many": 4, "origin": cast.land.pk, "to": cast.labour.pk})
    assert refused.status_code == 422
    assert "Only 3 are placed in that group." in refused.content.decode()
    assert placed(bopha, at) == {"Land": 3, "Labour": 5}


def test_nobody_sees_a_wish_come_and_no_number_stands_for_fewer_than_five(
    enter: Enter, at: str, bopha: Client, cast: Cast
) -> None:
    def on_the_projector() -> str:
        return " ".join(bopha.get(f"{at}places/projector/stage/").content.decode().split())

    for group in [cast.land] * 6 + [cast.labour] * 4:
        enter().post(f"{at}places/wish/", {"first": group.pk})
    assert 'class="votes"' not in on_the_projector()
    assert bopha.get(f"{at}places/places.json").json()["groups"][0]["first_wishes"] is None
    step(bopha, at, "close")
    closed = on_the_projector()
    assert '<strong class="votes">6</strong>' in closed
    assert '<strong class="votes">fewer than five</strong>' in closed
    assert [row["first_wishes"] for row in bopha.get(f"{at}places/places.json").json()["groups"]] == [6, None]
    # One who comes late changes no number that the room has seen; five do.
    for late in (1, 4):
        step(bopha, at, "open")
        for _ in range(late):
            enter().post(f"{at}places/wish/", {"first": cast.land.pk})
        step(bopha, at, "close")
        assert f'<strong class="votes">{6 if late == 1 else 11}</strong>' in on_the_projector()


def test_the_same_group_wished_twice_is_told(enter: Enter, at: str, bopha: Client, cast: Cast) -> None:
    step(bopha, at, "open")
    twice = enter().post(f"{at}places/wish/", {"first": cast.land.pk, "second": cast.land.pk})
    assert twice.status_code == 422
    assert "You chose this group already" in twice.content.decode()
    assert not Wishes.objects.exists()


def test_a_phone_on_plain_http_is_offered_lessons_but_no_way_to_sign_in(enter: Enter) -> None:
    phone = enter()
    away = phone.get("/room/", REMOTE_ADDR="192.168.7.31").content.decode()
    assert ">Sign in<" not in away + phone.get("/nothing/", REMOTE_ADDR="192.168.7.31").content.decode()
    assert "openupr import" not in away
    assert ">Sign in<" in phone.get("/room/").content.decode()
    assert 'href="/learn/"' in phone.get("/room/").content.decode()


def test_who_has_no_phone_wishes_on_a_slip(enter: Enter, at: str, bopha: Client, cast: Cast) -> None:
    for _twice in range(2):
        assert bopha.post(f"{at}places/slip/", {"slip": "7", "first": cast.land.pk}).status_code == 302
    # Two people may hold the same number: nobody's wishes go unseen.
    refused = bopha.post(f"{at}places/slip/", {"slip": " 7 ", "first": cast.labour.pk})
    assert (refused.status_code, Wishes.objects.get().ranked) == (422, [cast.land.pk])
    assert "Slip 7 is noted already, with other wishes" in refused.content.decode()
    bopha.post(f"{at}places/slip/", {"slip": "7", "first": cast.labour.pk, "replaces": "on"})
    step(bopha, at, "propose")
    assert placed(bopha, at) == {"Land": 0, "Labour": 1}
    assert Wishes.objects.get().slip == "7"
    assert '<td data-label="Slips">7</td>' in bopha.get(f"{at}places/run/").content.decode()


@pytest.mark.parametrize(("one", "other"), [("1", "01"), ("12", "១២"), ("a3", "A 3")])
def test_a_slip_s_number_is_the_same_however_it_is_written(
    one: str, other: str, at: str, bopha: Client, cast: Cast
) -> None:
    bopha.post(f"{at}places/slip/", {"slip": one, "first": cast.land.pk})
    assert bopha.post(f"{at}places/slip/", {"slip": other, "first": cast.labour.pk}).status_code == 422
    bopha.post(f"{at}places/slip/", {"slip": other, "first": cast.labour.pk, "replaces": "on"})
    assert Wishes.objects.get().ranked == [cast.labour.pk]


def test_a_correction_of_a_slip_that_was_never_noted_is_refused(at: str, bopha: Client, cast: Cast) -> None:
    refused = bopha.post(f"{at}places/slip/", {"slip": "9", "first": cast.land.pk, "replaces": "on"})
    assert (refused.status_code, Wishes.objects.count()) == (422, 0)
    assert "Slip 9 was not noted before, so nothing was changed." in refused.content.decode()


def test_wishes_are_noted_while_they_are_taken(enter: Enter, at: str, bopha: Client, cast: Cast) -> None:
    step(bopha, at, "close")
    late = enter().post(f"{at}places/wish/", {"first": cast.land.pk})
    assert (late.status_code, Wishes.objects.count()) == (422, 0)
    assert "Choices of groups are not taken now." in late.content.decode()
    assert "You are in the room. Choices of groups" in enter().get(f"{at}places/").content.decode()


def test_a_phone_opens_the_page_anew_when_wishes_are_taken_or_no_more(enter: Enter, at: str, bopha: Client) -> None:
    phone = enter()
    for what, was, other in (("close", "1", "0"), ("open", "0", "1")):
        assert f"&amp;taken={was}" in phone.get(f"{at}places/").content.decode()
        step(bopha, at, what)
        anew = phone.get(f"{at}places/now/?seen=1&taken={was}").headers
        assert anew["HX-Redirect"] == f"{at}places/"
        assert "HX-Redirect" not in phone.get(f"{at}places/now/?seen=1&taken={other}").headers
    assert 'name="first"' in phone.get(f"{at}places/").content.decode()


@pytest.mark.parametrize("first", ["", "0", "x", "9" * 30, "\x00"])
def test_a_strange_wish_is_none(enter: Enter, at: str, bopha: Client, first: str) -> None:
    assert enter().post(f"{at}places/wish/", {"first": first}).status_code == 422
    assert bopha.post(f"{at}places/slip/", {"slip": first, "first": first}).status_code == 422
    assert bopha.post(f"{at}places/move/", {"how_many": first, "origin": first, "to": first}).status_code == 422
    assert Wishes.objects.count() == 0


def test_a_phone_that_leaves_takes_its_wishes_along(enter: Enter, at: str, bopha: Client, cast: Cast) -> None:
    phone = enter()
    phone.post(f"{at}places/wish/", {"first": cast.land.pk})
    phone.post("/room/leave/")
    assert Wishes.objects.count() == 0


WISHES = st.dictionaries(st.integers(1, 99), st.lists(st.integers(1, 5), max_size=3, unique=True), max_size=70)


@given(WISHES, st.integers(1, 5))
def test_everybody_gets_a_group_and_whoever_can_one_of_their_wishes(
    wishes: dict[int, list[int]], how_many: int
) -> None:
    groups = list(range(1, how_many + 1))
    found = proposal(wishes, groups)
    assert set(found) == set(wishes)
    for number, group in found.items():
        possible = [each for each in wishes[number] if each in groups]
        assert group in (possible or groups)


def test_who_wished_it_goes_first_and_no_more_than_there_are() -> None:
    assert to_move({1: [5, 6], 2: [5], 3: [7, 5]}, 6, 2) == [1, 2]
    with pytest.raises(NotSoMany):
        to_move({1: [5]}, 6, 2)
