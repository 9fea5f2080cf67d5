"""Questions to the speakers: asked without a name, released by a moderator, voted for once."""

import pytest
from django.test import Client

from openupr.accounts.models import AuditLine, Guest
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.phones.models import SpeakerQuestion, Vote
from openupr.phones.rules.questions import MOST_TAPS, MOST_WAITING_OF_ONE
from openupr.phones.tests.conftest import Enter
from openupr.web.tests.reading import press
from openupr.workshops.models import Workshop


@pytest.fixture
def bopha(cast: Cast, browser_of: SignIn, at: str) -> Client:
    """The facilitator's browser; questions are taken."""
    browser = browser_of(cast.bopha)
    browser.post(f"{at}questions/open/", {"do": "open"})
    return browser


def ask(phone: Client, at: str, text: str) -> SpeakerQuestion:
    assert phone.post(f"{at}questions/ask/", {"text": text}).status_code == 302
    return SpeakerQuestion.objects.get(text=text)


def decide(browser: Client, at: str, question: SpeakerQuestion, what: str) -> None:
    answer = press(browser, f"{at}questions/moderate/", f"{at}questions/{question.pk}/moderate/", {"do": what})
    assert answer.status_code == 302


def test_the_room_sees_a_question_once_it_is_released_and_the_most_wanted_first(
    enter: Enter, at: str, bopha: Client
) -> None:
    one, other = enter(), enter()
    tea, land = ask(one, at, "When is tea?"), ask(other, at, "Who decides on land?")
    assert "When is tea?" in one.get(f"{at}questions/").content.decode()
    assert "When is tea?" not in other.get(f"{at}questions/").content.decode()
    for question in (tea, land):
        decide(bopha, at, question, "release")
    other.post(f"{at}questions/{land.pk}/vote/", {"do": "vote"})
    shown = one.get(f"{at}questions/").content.decode()
    listed = shown[shown.index("Asked in the room") :]
    assert listed.index("Who decides on land?") < listed.index("When is tea?")
    assert "Votes: 1" in listed
    projector = bopha.get(f"{at}questions/projector/").content.decode()
    assert projector.index("Who decides on land?") < projector.index("When is tea?")


def test_one_vote_a_phone_and_it_can_be_taken_back(enter: Enter, at: str, bopha: Client) -> None:
    phone = enter()
    question = ask(phone, at, "Who decides on land?")
    decide(bopha, at, question, "release")
    for _ in range(3):
        phone.post(f"{at}questions/{question.pk}/vote/", {"do": "vote"})
    enter().post(f"{at}questions/{question.pk}/vote/", {"do": "vote"})
    question.refresh_from_db()
    assert question.votes == 2
    for _ in range(2):
        phone.post(f"{at}questions/{question.pk}/vote/", {"do": "take-back"})
    question.refresh_from_db()
    assert (question.votes, Vote.objects.count()) == (1, 1)


def test_nobody_votes_for_what_waits_is_set_aside_or_was_answered(enter: Enter, at: str, bopha: Client) -> None:
    phone = enter()
    question = ask(phone, at, "Who decides on land?")
    for decision in ("", "set-aside", "answered"):
        if decision:
            decide(bopha, at, question, decision)
        phone.post(f"{at}questions/{question.pk}/vote/", {"do": "vote"})
        question.refresh_from_db()
        assert question.votes == 0
    shown = enter().get(f"{at}questions/").content.decode()
    assert shown.index("Answered") < shown.index("Who decides on land?")


def test_a_phone_withdraws_its_own_question_and_no_other(enter: Enter, at: str, bopha: Client) -> None:
    phone, other = enter(), enter()
    question = ask(phone, at, "Who decides on land?")
    decide(bopha, at, question, "release")
    other.post(f"{at}questions/{question.pk}/withdraw/")
    assert SpeakerQuestion.objects.count() == 1
    phone.post(f"{at}questions/{question.pk}/withdraw/")
    assert SpeakerQuestion.objects.count() == 0


def test_one_phone_asks_so_much_and_no_more_and_the_same_once(enter: Enter, at: str, bopha: Client) -> None:
    phone = enter()
    for _ in range(2):
        ask(phone, at, "Question 0")
    for number in range(1, MOST_WAITING_OF_ONE):
        ask(phone, at, f"Question {number}")
    told = phone.get(f"{at}questions/").content.decode()
    assert told.count("The moderator decides when it is shown.") == MOST_WAITING_OF_ONE + 1, "each sending is told once"
    refused = phone.post(f"{at}questions/ask/", {"text": "One more"})
    assert refused.status_code == 422
    assert "raise your hand" in refused.content.decode()
    assert "One more" in refused.content.decode()
    assert SpeakerQuestion.objects.count() == MOST_WAITING_OF_ONE


def test_a_phone_that_taps_faster_than_a_finger_is_slowed_down(enter: Enter, at: str, bopha: Client) -> None:
    phone = enter()
    question = ask(phone, at, "Who decides on land?")
    decide(bopha, at, question, "release")
    for _ in range(MOST_TAPS):
        phone.post(f"{at}questions/{question.pk}/vote/", {"do": "vote"})
    told = phone.post(f"{at}questions/{question.pk}/vote/", {"do": "take-back"}, follow=True).content.decode()
    assert "That was very fast." in told
    assert Vote.objects.count() == 1


def test_questions_are_asked_while_they_are_taken(enter: Enter, at: str, bopha: Client) -> None:
    phone = enter()
    bopha.post(f"{at}questions/open/", {"do": "close"})
    assert "Questions are not taken now." in phone.get(f"{at}questions/").content.decode()
    late = phone.post(f"{at}questions/ask/", {"text": "Too late?"})
    assert (late.status_code, SpeakerQuestion.objects.count()) == (422, 0)
    assert "Too late?" in late.content.decode()
    phone.cookies["django_language"] = "km"
    told = phone.post(f"{at}questions/ask/", {"text": "Too late?"}).content.decode()
    assert "សំណួររបស់អ្នកមិនបានផ្ញើទេ" in told
    assert "Your question was not sent" not in told


@pytest.mark.parametrize("text", ["", " ", "x" * 10_000, "\x00"])
def test_what_is_no_question_is_told_and_nothing_is_sent(enter: Enter, at: str, bopha: Client, text: str) -> None:
    assert enter().post(f"{at}questions/ask/", {"text": text}).status_code == 422
    assert SpeakerQuestion.objects.count() == 0


def test_a_phone_that_has_the_newest_is_answered_with_nothing(enter: Enter, at: str, bopha: Client) -> None:
    phone = enter()
    edition = SpeakerQuestion.objects.count() + 1
    assert phone.get(f"{at}questions/list/?seen={edition}").status_code == 204
    question = ask(phone, at, "Who decides on land?")
    newer = phone.get(f"{at}questions/list/?seen={edition}")
    assert newer.status_code == 200
    # A page that said "closed" loads anew, with the form; one that has the form does not.
    reloads = [
        "HX-Refresh" in phone.get(f"{at}questions/list/?seen={edition}{more}").headers for more in ("", "&closed=1")
    ]
    assert reloads == [False, True]
    assert "<html" not in newer.content.decode()
    decide(bopha, at, question, "release")
    voted = phone.post(f"{at}questions/{question.pk}/vote/", {"do": "vote"}, headers={"HX-Request": "true"})
    assert "Take my vote back" in voted.content.decode()
    assert "seen=4" in voted.content.decode()
    assert phone.get(f"{at}questions/list/?seen=4").status_code == 204


def test_polling_asks_the_database_a_few_times_whatever_stands_there(
    enter: Enter, at: str, bopha: Client, django_assert_num_queries: object
) -> None:
    phone = enter()
    for number in range(3):
        decide(bopha, at, ask(enter(), at, f"Question {number}"), "release")
    edition = 1 + 3 * 2
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert phone.get(f"{at}questions/list/?seen={edition}").status_code == 204
    with django_assert_num_queries(5):  # type: ignore[operator]
        assert phone.get(f"{at}questions/list/").status_code == 200


def test_what_a_phone_asked_is_tied_to_no_phone_once_it_leaves_and_never_to_a_moment(
    enter: Enter, at: str, bopha: Client
) -> None:
    phone = enter()
    question = ask(phone, at, "Who decides on land?")
    decide(bopha, at, question, "release")
    phone.post(f"{at}questions/{question.pk}/vote/", {"do": "vote"})
    phone.post("/room/leave/")
    question.refresh_from_db()
    assert (question.guest, question.votes, Vote.objects.count(), Guest.objects.count()) == (None, 1, 0, 0)
    assert not AuditLine.objects.filter(what__startswith="phones.ask").exists()
    kept = AuditLine.objects.filter(what__startswith="phones.moderate-questions:").values_list("what", flat=True)
    assert sorted(each.partition(":")[2] for each in kept) == ["release_question", "take_questions=True"]


def test_who_is_signed_in_asks_as_a_phone_or_is_told_how(
    enter: Enter, at: str, bopha: Client, cast: Cast, browser_of: SignIn
) -> None:
    chan = browser_of(cast.chan)
    refused = chan.post(f"{at}questions/ask/", {"text": "Under my name?"})
    assert "entered the room with its code" in refused.content.decode()
    chan.cookies.update(enter().cookies)
    assert ask(chan, at, "Without one?").guest is not None


def test_whoever_takes_part_reads_and_only_a_moderator_decides(
    enter: Enter, at: str, bopha: Client, cast: Cast, browser_of: SignIn, workshop: Workshop
) -> None:
    question = ask(enter(), at, "Who decides on land?")
    chan = browser_of(cast.chan)
    assert chan.post(f"{at}questions/{question.pk}/moderate/", {"do": "release"}).status_code == 403
    assert chan.get(f"{at}questions/moderate/").status_code == 403
    decide(bopha, at, question, "release")
    assert chan.get(f"{at}questions/questions.json").json()["questions"] == [
        {"question": "Who decides on land?", "to": "", "session": "", "votes": 0, "answered": ""}
    ]
    csv = b"".join(chan.get(f"{at}questions/questions.csv").streaming_content)  # type: ignore[arg-type]
    assert b"Who decides on land?" in csv
    assert Client().get(f"{at}questions/").status_code == 404
