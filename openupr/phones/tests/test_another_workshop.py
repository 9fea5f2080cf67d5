"""The code of a day opens the workshop of that day to a phone, and no other of the coalition."""

from datetime import timedelta

import pytest

from openupr.accounts.actions import NotPermitted
from openupr.accounts.models import Guest, Room
from openupr.accounts.rooms import COOKIE
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.phones.models import SpeakerQuestion
from openupr.phones.questions import ask_speakers, take_questions
from openupr.phones.tests.conftest import Enter
from openupr.workshops.models import Workshop
from openupr.workshops.workshops import plan_workshop

PAGES = (
    "phone/",
    "phone/agenda.ics",
    "phone/materials/",
    "phone/terms/",
    "questions/",
    "quiz/",
    "quiz/now/",
    "places/",
)


@pytest.fixture
def later(cast: Cast) -> Workshop:
    """A workshop in seven weeks, at a place that only those who are invited are to know."""
    there = plan_workshop(
        by=cast.sophea,
        coalition=cast.coalition,
        kind="follow-up",
        title="House 7, secret street",
        first_day=today_there() + timedelta(weeks=7),
        days=1,
    )
    take_questions(by=cast.bopha, workshop=there, taken=True)
    return there


@pytest.fixture
def there(cast: Cast, later: Workshop) -> str:
    return f"/coalitions/{cast.coalition.key}/workshops/{later.pk}/"


@pytest.mark.parametrize("page", PAGES)
def test_a_phone_in_todays_room_reads_nothing_of_another_workshop(
    page: str, enter: Enter, at: str, there: str, later: Workshop
) -> None:
    phone = enter()
    assert phone.get(at + page).status_code == 200
    refused = phone.get(there + page)
    assert refused.status_code == 404
    assert later.title not in refused.content.decode()


def test_a_phone_in_todays_room_asks_nothing_in_another_workshop(enter: Enter, there: str, later: Workshop) -> None:
    assert enter().post(f"{there}questions/ask/", {"text": "Who comes?"}).status_code == 404
    with pytest.raises(NotPermitted):
        ask_speakers(by=Guest.objects.get(), workshop=later, text="Who comes?", to="")
    assert not SpeakerQuestion.objects.exists()


def test_who_is_signed_in_and_in_todays_room_is_no_phone_in_another(
    cast: Cast, browser_of: SignIn, enter: Enter, there: str
) -> None:
    chan, phone = browser_of(cast.chan), enter()
    chan.cookies[COOKIE] = phone.cookies[COOKIE].value
    assert chan.get(f"{there}questions/").status_code == 200
    assert chan.post(f"{there}questions/ask/", {"text": "Who comes?"}).status_code < 500
    assert not SpeakerQuestion.objects.exists()


def test_who_is_signed_in_is_offered_todays_room_at_no_other_workshop(
    cast: Cast, browser_of: SignIn, room: Room, at: str, there: str
) -> None:
    chan, button = browser_of(cast.chan), f'name="code" value="{room.code}"'
    for page in ("today/", "places/", "questions/"):
        assert [button in chan.get(each + page).content.decode() for each in (at, there)] == [True, False]


def test_where_no_workshop_is_today_the_room_leads_to_the_next_and_to_no_other(
    cast: Cast, workshop: Workshop, enter: Enter, at: str, there: str
) -> None:
    workshop.days.update(date=today_there() + timedelta(weeks=1))
    phone = enter()
    assert f'href="{at}phone/"' in phone.get("/room/").content.decode()
    assert (phone.get(f"{at}phone/").status_code, phone.get(f"{there}phone/").status_code) == (200, 404)
    workshop.days.update(date=today_there() - timedelta(weeks=1))
    assert f'href="{there}phone/"' in phone.get("/room/").content.decode()
    assert (phone.get(f"{at}phone/").status_code, phone.get(f"{there}phone/").status_code) == (404, 200)


def test_two_workshops_of_one_day_are_both_in_the_room(later: Workshop, enter: Enter, at: str, there: str) -> None:
    later.days.update(date=today_there())
    phone = enter()
    assert [phone.get(f"{each}phone/").status_code for each in (at, there)] == [200, 200]
