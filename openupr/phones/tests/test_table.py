"""The device on a group's table fills that group's roadmap, for the day, without an account, and sees nothing else."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from openupr.accounts.models import AuditLine, Room
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.proposals.earlier_list import mark_earlier
from openupr.proposals.models import Proposal, WordingVersion
from openupr.proposals.proposals import propose, save_wording
from openupr.recommendations.models import Ask
from openupr.recommendations.tests.demo_record import demo_record
from openupr.roadmaps.answers import answer
from openupr.roadmaps.models import Answer, AnswerVersion
from openupr.roadmaps.plenary import call_group, give_feedback, open_plenary, presenting, release


def test_the_table_answers_and_the_roadmap_has_it(device: Client, land: str, cast: Cast, browser_of: SignIn) -> None:
    assert "Fill the roadmap" in device.get("/room/").content.decode()
    assert "Nothing is open" not in device.get("/room/").content.decode()
    saved = device.post(f"{land}table/4/", {"text": "Publish all concessions.", "version": "0"})
    assert saved.headers["Location"] == f"{land}table/#question-4"
    assert "Publish all concessions." in device.get(f"{land}table/").content.decode()
    assert "Publish all concessions." in browser_of(cast.chan).get(f"{land}roadmap/").content.decode()
    line = AuditLine.objects.get(what="phones.answer-at-table")
    assert (line.who, line.circle) == (None, cast.coalition.key)
    assert "concessions" not in line.about
    assert AnswerVersion.objects.get().saved_by is None


def test_the_device_sees_nothing_of_other_groups_the_coalition_or_the_room(
    device: Client, land: str, cast: Cast
) -> None:
    whole = f"/coalitions/{cast.coalition.key}/"
    for address in ("roadmap/", "recommendations/", "", "follow-ups/"):
        assert device.get(land + address).status_code == 404
    assert device.get(f"{whole}groups/{cast.labour.pk}/table/").status_code == 404
    assert device.post(f"{whole}groups/{cast.labour.pk}/table/1/", {"text": "x", "version": "0"}).status_code == 404
    assert device.get(whole).status_code == 404
    assert device.post(f"{land}table/open/", {"do": "close"}).status_code == 404
    assert Answer.objects.count() == 0


def test_what_somebody_saved_meanwhile_is_shown_and_nothing_is_lost(device: Client, land: str, cast: Cast) -> None:
    answer(by=cast.chan, group=cast.land, question=4, text="Chan's text", version=0, now=timezone.now())
    both = device.post(f"{land}table/4/", {"text": "The table's text", "version": "0"})
    assert both.status_code == 409
    for text in ("Chan&#x27;s text", "The table&#x27;s text"):
        assert text in both.content.decode()
    assert Answer.objects.get().text == "Chan's text"
    assert device.post(f"{land}table/4/", {"text": "Both", "version": "1"}).status_code == 302
    assert Answer.objects.get().text == "Both"


def test_what_the_table_writes_at_question_four_stands_before_the_group_and_in_the_plenary(
    device: Client, land: str, cast: Cast
) -> None:
    two = "1. Publish all concessions.\n2. Return the land of the families."
    told = device.post(f"{land}table/4/", {"text": two, "version": "0"}, follow=True).content.decode()
    assert "2 recommendations of the group were made from it" in told
    assert list(_standing()) == ["Publish all concessions.", "Return the land of the families."]
    plenary = open_plenary(by=cast.bopha, coalition=cast.coalition, minutes=80, today=today_there())
    call_group(by=cast.bopha, plenary=plenary, group=cast.land, now=timezone.now())
    assert len(presenting(plenary, now=timezone.now()).proposals) == 2
    # Written again, and one more: the same recommendation with its new text, and a new one.
    three = "1. Publish every concession.\n2. Return the land of the families.\n3. ឈប់បណ្តេញ"
    device.post(f"{land}table/4/", {"text": three, "version": "1"})
    assert list(_standing()) == ["Publish every concession.", "Return the land of the families.", "ឈប់បណ្តេញ"]
    assert WordingVersion.objects.filter(text="Publish all concessions.", saved_by=None).exists()
    assert Proposal.objects.get(number=3).wordings.get().language == "km"
    # Taken out, and put back.
    device.post(f"{land}table/4/", {"text": "1. Return the land of the families!", "version": "2"})
    assert list(_standing()) == ["Return the land of the families!"]
    device.post(f"{land}table/4/", {"text": three, "version": "3"})
    assert list(_standing()) == ["Publish every concession.", "Return the land of the families.", "ឈប់បណ្តេញ"]
    assert Proposal.objects.count() == 3


def test_what_somebody_has_worked_on_since_the_table_does_not_change(device: Client, land: str, cast: Cast) -> None:
    device.post(f"{land}table/4/", {"text": "Publish all concessions.\nTitle forests.", "version": "0"})
    first = Proposal.objects.get(number=1)
    save_wording(
        by=cast.dara, proposal=first, language="en", text="Publish, by 2027, all.", version=1, now=timezone.now()
    )
    again = device.post(
        f"{land}table/4/", {"text": "Publish all the concessions.\nTitle forests.", "version": "1"}, follow=True
    )
    assert "they stay as they are: 1." in again.content.decode()
    assert list(_standing()) == ["Publish, by 2027, all.", "Title forests."]
    device.post(f"{land}table/4/", {"text": "Title forests.", "version": "2"})
    assert list(_standing()) == ["Publish, by 2027, all.", "Title forests."]
    propose(by=cast.dara, group=cast.land, text="Stop evictions", language="en", now=timezone.now())
    drafted = device.post(f"{land}table/4/", {"text": "Title forests.\nStop evictions.", "version": "3"}, follow=True)
    assert "once they are put forward: 3." in drafted.content.decode()
    device.post(f"{land}table/4/", {"text": "Title forests.", "version": "4"})
    for too_much in ("x" * 3001, "x\n" + "\n".join(str(n) for n in range(9_000))):
        assert device.post(f"{land}table/4/", {"text": too_much[:19_999], "version": "5"}).status_code == 422
    assert Answer.objects.get().text == "Title forests."


def _standing() -> Iterator[str]:
    shown = Proposal.objects.exclude(state__in=("draft", "dropped")).order_by("number")
    return (each.wordings.get().text for each in shown)


def test_the_table_sees_what_is_known_of_its_group_already_and_nothing_of_another(
    device: Client, land: str, cast: Cast
) -> None:
    cast.land.focus = "Land of villages"
    cast.land.save()
    other = propose(by=cast.sophea, group=cast.labour, text="CANARY of labour", language="en", now=timezone.now())
    page = device.get(f"{land}table/").content.decode()
    for known in (
        "Land of villages",
        str(cast.dara),
        "The record answers this",
        *map(str, cast.land.organisations.all()),
    ):
        assert known in page
    assert other.wordings.get().text not in page
    # What is answered already is not called open, and whoever answers question 4 sees what stands.
    propose(by=cast.sophea, group=cast.land, text="Title forests.", language="en", now=timezone.now())
    first, _mark, rest = device.get(f"{land}table/").content.decode().partition('id="question-5"')
    assert first.count('<span class="badge">open</span>') == 1, "nobody told which organisations take part"
    assert '<span class="badge">open</span>' in rest
    four = device.get(f"{land}table/4/").content.decode()
    assert "Title forests." in four
    assert "These are here already." in four
    assert "កំណត់ត្រាឆ្លើយសំណួរនេះ" in device.get(f"{land}table/?read-in=km", follow=True).content.decode()
    assert device.get(f"{land}table/5/").status_code == 200


def test_the_table_reads_what_its_group_found_and_is_never_told_that_nobody_asked(
    device: Client, land: str, cast: Cast
) -> None:
    demo_record()
    texts = ("Create a national mechanism that prevents torture, with a budget.", "Let everybody marry whom they want.")
    drafts = [propose(by=cast.sophea, group=cast.land, text=text, language="en", now=timezone.now()) for text in texts]
    page = device.get(f"{land}table/5/").content.decode()
    assert "found. Check them." in page
    assert "The program found none with nearly the same words among the " in page
    assert "The nearest recommendations. Read them before you say that no State asked:" in page
    assert "no earlier one" not in page
    [ask] = Ask.objects.filter(records__text__startswith="Create, and soon, a national mechanism")
    mark_earlier(by=cast.sophea, proposal=drafts[0], asks=[ask.key], said="same", language="en", version=1)
    page = device.get(f"{land}table/5/").content.decode()
    assert "The group looked at 1: 1 is about the same (Noted 1)." in page
    assert "From: Tunisia." in page


def test_the_table_sees_what_was_released_to_its_group_and_nothing_else_that_was_said(
    device: Client, land: str, cast: Cast
) -> None:
    plenary = open_plenary(by=cast.bopha, coalition=cast.coalition, minutes=80, today=today_there())
    call_group(by=cast.bopha, plenary=plenary, group=cast.land, now=timezone.now())
    assert "From the room" not in device.get(f"{land}table/").content.decode()
    said = {"Name the ministry.": cast.land, "Not yet looked at.": cast.land, "For labour.": cast.labour}
    given = {text: give_feedback(by=cast.chan, plenary=plenary, group=to, text=text) for text, to in said.items()}
    for text in ("Name the ministry.", "For labour."):
        release(by=cast.bopha, feedback=given[text])
    page = device.get(f"{land}table/").content.decode()
    assert "<h2>From the room</h2>" in page
    assert [text in page for text in said] == [True, False, False]


def test_owner_due_date_and_status_stay(device: Client, land: str, cast: Cast) -> None:
    due = today_there() + timedelta(days=9)
    answer(
        by=cast.chan, group=cast.land, question=4, text="A", version=0, state="done", owner=cast.dara, due=due,
        now=timezone.now(),
    )  # fmt: skip
    device.post(f"{land}table/4/", {"text": "B", "version": "1"})
    kept = Answer.objects.get()
    assert (kept.text, kept.owner, kept.due, kept.state) == ("B", cast.dara, due, "done")


def test_a_day_that_the_table_names_stands_in_the_timeline_and_a_later_one_is_no_silent_change(
    device: Client, land: str, cast: Cast
) -> None:
    device.post(f"{land}table/8/", {"text": "We meet", "day": "2026-12-01", "version": "0"})
    assert str(Answer.objects.get().day) == "2026-12-01"
    assert device.post(f"{land}table/8/", {"text": "We meet", "day": "2026-12-05", "version": "0"}).status_code == 409
    assert device.post(f"{land}table/8/", {"text": "We meet", "day": "2026-12-05", "version": "1"}).status_code == 302
    kept = Answer.objects.get()
    assert (str(kept.day), kept.version) == ("2026-12-05", 2)


@pytest.mark.parametrize("day", ["1999-01-01", "9999-12-31", "31.12.", "2026-02-30"])
def test_a_day_that_is_refused_is_refused_in_khmer_on_a_page_in_khmer(device: Client, land: str, day: str) -> None:
    device.get(f"{land}table/8/?read-in=km")
    refused = device.post(f"{land}table/8/", {"text": "x", "day": day, "version": "0"})
    assert refused.status_code == 422
    [told] = re.findall(r'class="errorlist".*?<li>(.*?)</li>', refused.content.decode(), re.DOTALL)
    assert re.match("[\u1780-\u17ff]", told)


def test_the_code_is_taken_back(device: Client, land: str, cast: Cast, browser_of: SignIn) -> None:
    assert device.get(f"{land}table/").status_code == 200
    browser_of(cast.dara).post(f"{land}table/open/", {"do": "close"})
    for back, leads in {
        "km": f"{land}table/",
        "//evil.example/": f"{land}table/",
        f"{land}?x=1": f"{land}?x=1",
    }.items():
        answer_ = browser_of(cast.dara).post(f"{land}table/open/", {"do": "close", "back": back})
        assert answer_.headers["Location"] == leads
    assert device.get(f"{land}table/").status_code == 404
    assert device.post(f"{land}table/1/", {"text": "Too late", "version": "0"}).status_code == 404


def test_the_code_ends_with_the_day(device: Client, land: str) -> None:
    Room.objects.update(day=today_there() - timedelta(days=1))
    assert device.get(f"{land}table/").status_code == 404
    assert device.post(f"{land}table/1/", {"text": "Too late", "version": "0"}).status_code == 404


def test_a_facilitator_has_the_codes_of_all_tables_and_a_member_none(
    device: Client, cast: Cast, browser_of: SignIn, at: str, land: str
) -> None:
    code = Room.objects.get().code
    bopha = browser_of(cast.bopha)
    page = bopha.get(f"{at}tables/").content.decode()
    assert code in page
    other = f"/coalitions/{cast.coalition.key}/groups/{cast.labour.pk}/table/open/"
    assert bopha.post(other, {"do": "open", "back": f"{at}tables/"}).headers["Location"] == f"{at}tables/"
    assert bopha.post(other, {"do": "open", "back": "https://elsewhere.example/"}).headers["Location"] != "https"
    assert Room.objects.count() == 2
    chan = browser_of(cast.chan)
    assert chan.post(f"{at}tables/open/").status_code == 403
    # With a name, one answers on the group's own pages, where the name stands beside the text.
    assert chan.post(f"{land}table/1/", {"text": "x", "version": "0"}).status_code == 403
    assert code not in chan.get(f"{land}table/").content.decode()
    assert chan.get(f"{at}tables/").status_code == 403


def test_a_facilitator_gives_all_tables_a_code_in_one_click_and_those_that_have_one_keep_it(
    device: Client, cast: Cast, browser_of: SignIn, at: str
) -> None:
    code = Room.objects.get().code
    bopha = browser_of(cast.bopha)
    assert "Give all tables a code" in bopha.get(f"{at}tables/").content.decode()
    for _ in range(2):
        page = bopha.post(f"{at}tables/open/", follow=True).content.decode()
    codes = [room.code for room in Room.objects.all()]
    assert len(codes) == cast.coalition.groups.count() > 1
    assert code in codes
    assert all(each in page for each in codes)
    assert "Give all tables a code" not in page


@pytest.mark.parametrize(
    "given",
    [
        {"text": "x" * 30_000, "version": "0"},
        {"text": "x" * 50_000, "version": "0"},
        {"text": "x", "version": "-1"},
        {"text": "x", "version": "9" * 40},
        {"text": "x", "version": "\x00"},
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_changes(device: Client, land: str, given: dict[str, str]) -> None:
    assert device.post(f"{land}table/1/", given).status_code == 422
    assert not Answer.objects.exclude(text="").exists()
    assert device.get(f"{land}table/99/").status_code == 404


def test_the_table_is_told_how_many_questions_have_an_answer_apart_from_what_the_group_calls_done(
    device: Client, land: str, cast: Cast
) -> None:
    device.post(f"{land}table/1/", {"text": "Land.", "version": "0"})
    before = _told_of_answers(device, land)
    for number in (7, 8):
        device.post(f"{land}table/{number}/", {"text": "We said this.", "version": "0"})
    assert _told_of_answers(device, land) == (before[0] + 2, before[1])
    page = device.get(f"{land}table/").content.decode()
    assert '<span class="badge">answered</span>' in page.partition('id="question-7"')[2].partition('id="question-8"')[0]
    seventh = Answer.objects.get(question=7)
    seventh.state = Answer.State.DONE
    seventh.save()
    assert _told_of_answers(device, land) == (before[0] + 2, before[1] + 1)


def _told_of_answers(device: Client, land: str) -> tuple[int, int]:
    page = device.get(f"{land}table/").content.decode()
    found = re.search(r"(\d+) of \d+ questions have an answer. The group calls (\d+) of them done", page)
    assert found
    return int(found[1]), int(found[2])
