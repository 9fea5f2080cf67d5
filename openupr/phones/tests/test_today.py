"""Workshop today: everything that runs in the room on one page, what runs now first."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from openupr.accounts.models import Room
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.phones.questions import take_questions
from openupr.phones.quiz import open_question, write_question
from openupr.workshops.models import Session, Workshop
from openupr.workshops.today import TodayCard
from openupr.workshops.workshops import close_the_room


def cards(client: Client, workshop: Workshop) -> dict[str, TodayCard]:
    address = reverse("workshops:today", args=[workshop.coalition.key, workshop.pk])
    return {card.label: card for card in client.get(address).context["cards"]}


def test_who_facilitates_finds_all_that_runs_in_the_room(cast: Cast, workshop: Workshop, browser_of: SignIn) -> None:
    found = cards(browser_of(cast.sophea), workshop)
    everything = {"Agenda", "The room", "At the door", "Quiz", "Groups of the room", "Tables", "Plenary"}
    assert set(found) == everything | {"Evaluation and testimonies", "Questions to the speakers"}
    assert found["Quiz"].url.endswith("/quiz/run/")


def test_what_runs_now_comes_first_and_says_how_far_it_is(cast: Cast, workshop: Workshop, browser_of: SignIn) -> None:
    client, choices = browser_of(cast.bopha), "Every year\n* Every four and a half years"
    often = write_question(by=cast.bopha, workshop=workshop, text="How often?", choices=choices)
    assert cards(client, workshop)["Quiz"].state == "1 question is ready."
    open_question(by=cast.bopha, question=often)
    take_questions(by=cast.bopha, workshop=workshop, taken=True)
    found = cards(client, workshop)
    assert list(found)[:2] == ["Quiz", "Questions to the speakers"]
    assert [found[each].state for each in list(found)[:2]] == ["A question is open.", "Phones may ask."]


def test_who_looks_on_is_led_to_pages_that_they_may_open(cast: Cast, workshop: Workshop, browser_of: SignIn) -> None:
    client = browser_of(cast.vuthy)
    found = cards(client, workshop)
    assert "Tables" not in found
    assert b">Projector<" not in client.get(found["Agenda"].url + "today/").content
    pages = [address for card in found.values() for address in (card.url, card.projector) if address]
    assert [each for each in pages if client.get(each.partition("#")[0]).status_code != 200] == []


def test_a_member_comes_from_for_me_and_enters_the_room_by_one_press(
    cast: Cast, workshop: Workshop, room: Room, browser_of: SignIn
) -> None:
    client, today = browser_of(cast.chan), reverse("workshops:today", args=[workshop.coalition.key, workshop.pk])
    assert f'href="{today}"' in client.get(reverse("coalitions:for-me")).content.decode()
    button = f'name="code" value="{room.code}"'
    first = client.get(today).content.decode()
    assert 0 < first.find(button) < first.find('<ul class="today">')
    often = write_question(by=cast.bopha, workshop=workshop, text="How often?", choices="Every year\n* Never")
    open_question(by=cast.bopha, question=often)
    # The pages of the room have the same button, and come back to where one was.
    pages = [
        reverse(f"phones:{name}", args=[workshop.coalition.key, workshop.pk])
        for name in ("places", "questions", "quiz")
    ]
    for page in pages:
        shown = client.get(page).content.decode()
        assert button in shown
        assert f'action="{reverse("accounts:room")}?next={page}"' in shown
    entered = client.post(f"{reverse('accounts:room')}?next={pages[0]}", {"code": room.code})
    assert entered.headers["Location"] == pages[0]
    inside = cards(client, workshop)
    assert next(iter(inside)) == "Back to the room"
    assert inside["Back to the room"].url == reverse("accounts:room")
    assert inside["Agenda"].url.endswith("/phone/#day-1")
    assert "The workshop is running" in client.get(reverse("coalitions:for-me")).content.decode()
    Session.objects.create(day=workshop.days.get(), title="Welcome", start="00:00", end="00:01")
    assert cards(client, workshop)["Agenda"].state == "Today's programme is over."
    assert "Today's programme is over: Workshop" in client.get(reverse("coalitions:for-me")).content.decode()
    assert [each for each in [today, *pages] if b'name="code"' in client.get(each).content] == []
    close_the_room(by=cast.bopha, coalition=cast.coalition)
    told = client.get(pages[0]).content.decode()
    assert ("You can enter once a facilitator opens the room." in told, "Enter the room" in told) == (True, False)
    workshop.days.update(date=workshop.days.get().date - timedelta(days=3))
    assert f'href="{today}"' not in client.get(reverse("coalitions:for-me")).content.decode()
