"""A phone in a room: a code, a cookie until midnight, and nothing else."""

from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from openupr.accounts.models import Guest, Room
from openupr.accounts.rooms import COOKIE, NoSuchRoom, close_room, enter_room, guest_of, open_room
from openupr.accounts.rooms_pages import WRONG_CODES
from openupr.accounts.rules import hashed
from openupr.web.clock import TimedRequest, set_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """A phone that has chosen its language."""
    phone = Client()
    phone.cookies["django_language"] = "en"
    return phone


def test_the_language_comes_before_anything_else_in_a_room() -> None:
    phone = Client()
    first = phone.get("/room/").content.decode()
    assert "Code of the room" not in first
    assert 'href="?read-in=en"' in first
    assert 'href="?read-in=km"' in first
    assert phone.get("/room/?read-in=km").headers["Location"] == "/room/"
    assert "លេខកូដបន្ទប់" in phone.get("/room/").content.decode()


def today_room(circle: str = "land") -> Room:
    return open_room(by=None, circle=circle, today=timezone.localdate())


def test_a_phone_enters_with_the_code_and_leaves(client: Client) -> None:
    code = today_room().code
    typed = f" {code[:3].lower()}-{code[3:]} "
    answer = client.post("/room/", {"code": typed})
    assert answer.headers["Location"] == "/room/"
    cookie = answer.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert 0 < cookie["max-age"] <= 24 * 3600
    assert "You are in the room" in client.get("/room/").content.decode()
    assert client.get("/room/").headers["Cache-Control"] == "no-store, private"
    client.post("/room/leave/")
    assert "Code of the room" in client.get("/room/").content.decode()
    assert not Guest.objects.exists()
    assert client.post("/room/?next=/search/", {"code": code}).headers["Location"] == "/search/", "back where it was"
    client.post("/room/leave/")
    assert client.post("/room/?next=//elsewhere.example/", {"code": code}).headers["Location"] == "/room/"


def test_the_cookies_are_those_that_the_page_tells_of_and_none_outlives_the_day() -> None:
    phone = Client()
    phone.get("/room/?read-in=en")
    page = phone.get("/room/").content.decode()
    assert "This sets three cookies" in page
    phone.post("/room/", {"code": today_room().code})
    lasting = {name: cookie["max-age"] or cookie["expires"] for name, cookie in phone.cookies.items()}
    assert set(lasting) == {"django_language", "csrftoken", COOKIE}
    assert (lasting["django_language"], lasting["csrftoken"]) == ("", "")
    assert 0 < int(lasting[COOKIE]) <= 24 * 3600


def test_nothing_about_the_phone_is_kept() -> None:
    phone = Client(headers={"user-agent": "Canary Phone 7"}, REMOTE_ADDR="203.0.113.9")
    token = phone.post("/room/", {"code": today_room().code}).cookies[COOKIE].value
    (kept,) = Guest.objects.values()
    assert set(kept) == {"id", "room_id", "token_hash"}
    assert kept["token_hash"] == hashed(token) != token


def test_a_wrong_code_is_told_and_guessing_is_slowed_down(client: Client) -> None:
    code = today_room().code
    assert "There is no room with this code today." in client.post("/room/", {"code": "AAAAAA"}).content.decode()
    for _ in range(WRONG_CODES - 1):
        client.post("/room/", {"code": "AAAAAA"})
    # From now on not even a right guess gets in; what was typed stands in the field.
    slowed = client.post("/room/", {"code": code})
    assert (slowed.status_code, slowed.headers["Retry-After"]) == (429, "60")
    assert "Wait a minute, then send the code again" in slowed.content.decode()
    assert f'value="{code}"' in slowed.content.decode()
    assert not Guest.objects.exists()
    assert Client(REMOTE_ADDR="203.0.113.9").post("/room/", {"code": code}).status_code == 302


def test_a_workshop_that_mistypes_now_and_then_is_not_kept_out() -> None:
    code = today_room().code
    for _ in range(WRONG_CODES - 1):
        Client().post("/room/", {"code": "AAAAAA"})
    assert Client().post("/room/", {"code": code}).status_code == 302


def test_thirty_phones_behind_one_router_get_in() -> None:
    code = today_room().code
    assert {Client().post("/room/", {"code": code}).status_code for _ in range(30)} == {302}
    assert Guest.objects.count() == 30


def test_a_room_is_open_for_its_day_only() -> None:
    now = timezone.now()
    yesterday = open_room(by=None, circle="land", today=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NoSuchRoom):
        enter_room(code=yesterday.code, now=now)
    _guest, token = enter_room(code=yesterday.code, now=now - timedelta(days=1))
    request = cast(TimedRequest, RequestFactory().get("/"))
    set_clock(request, now)
    request.COOKIES[COOKIE] = token
    assert guest_of(request) is None
    enter_room(code=today_room("other").code, now=now)
    # Who was in yesterday is forgotten when the first phone enters today.
    assert Guest.objects.count() == 1


def test_the_day_of_a_room_is_that_of_the_country_it_is_in() -> None:
    late_in_utc = datetime(2026, 3, 12, 20, tzinfo=UTC)  # already the 13th in Phnom Penh
    room = open_room(by=None, circle="land", today=date(2026, 3, 13), time_zone="Asia/Phnom_Penh")
    guest, _token = enter_room(code=room.code, now=late_in_utc)
    assert guest.room.ends == datetime(2026, 3, 13, 17, tzinfo=UTC)
    with pytest.raises(NoSuchRoom):
        enter_room(code=room.code, now=datetime(2026, 3, 13, 17, tzinfo=UTC))


def test_a_closed_room_puts_everybody_out(client: Client) -> None:
    room = today_room()
    client.post("/room/", {"code": room.code})
    close_room(room=room)
    assert "Code of the room" in client.get("/room/").content.decode()
    assert "There is no room" in client.post("/room/", {"code": room.code}).content.decode()
    assert not Guest.objects.exists()


def test_a_circle_has_one_room_a_day_until_it_is_closed() -> None:
    room = today_room()
    assert today_room() == room
    close_room(room=room)
    assert today_room().code != room.code


@pytest.mark.parametrize("strange", ["", "x" * 50, "\x00", "'; DROP", "🜁🜂", "   "])
def test_strange_codes_are_no_fault(client: Client, strange: str) -> None:
    assert client.post("/room/", {"code": strange}).status_code == 200
    client.cookies[COOKIE] = "invented"
    assert "Code of the room" in client.get("/room/").content.decode()
