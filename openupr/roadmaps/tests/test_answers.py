"""Who answers what until when, how an answer came to be, and what becomes of two versions of it."""

from datetime import date, timedelta

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from openupr.coalitions.following import follow_group
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_of
from openupr.proposals.models import Wording
from openupr.proposals.proposals import propose
from openupr.roadmaps.answers import answer, history_of
from openupr.roadmaps.models import Answer
from openupr.roadmaps.rules.roadmap import due_key
from openupr.timeline.models import Milestone

from .conftest import SignIn


def at(cast: Cast, page: str, **parts: object) -> str:
    return reverse(page, kwargs={**cast.at_land, **parts})


def test_the_history_tells_state_owner_and_days_as_they_became(cast: Cast, browser_of: SignIn) -> None:
    assert b"Not answered yet" in browser_of(cast.vuthy).get(at(cast, "roadmaps:roadmap-history", number=8)).content
    given = {"group": cast.land, "question": 8, "text": "By mail", "now": timezone.now()}
    days = {"due": date(2027, 3, 2), "day": date(2027, 4, 5)}
    answer(by=cast.chan, version=0, owner=cast.dara, state="in-work", **days, **given)
    answer(by=cast.dara, version=1, owner=cast.chan, due=date(2027, 3, 9), day=date(2027, 4, 5), state="done", **given)
    answer(by=cast.dara, version=2, owner=cast.chan, due=date(2027, 3, 9), day=date(2027, 4, 5), state="done", **given)
    newer, first = history_of(cast.land, 8)
    assert (first.text_changed, dict(first.became)) == (
        True,
        {
            "Status": "in progress",
            "Owner": "Dara",
            "Due": "2 March 2027",
            "The day": "5 April 2027",
        },
    )
    assert (newer.text_changed, dict(newer.became)) == (
        False,
        {"Status": "done", "Owner": "Chan", "Due": "9 March 2027"},
    )
    page = browser_of(cast.vuthy).get(at(cast, "roadmaps:roadmap-history", number=8)).content.decode()
    assert page.index("9 March 2027") < page.index("2 March 2027")


def test_by_whom_and_until_when_a_question_is_to_be_answered_stands_wherever_dates_do(
    cast: Cast, browser_of: SignIn
) -> None:
    due = today_of(cast.coalition) + timedelta(days=3)
    given = {"by": cast.chan, "group": cast.land, "question": 7, "text": "", "due": due, "now": timezone.now()}
    answer(version=0, owner=cast.dara, **given)
    cast.coalition.refresh_from_db()
    overview = browser_of(cast.vuthy).get(reverse("coalitions:coalition", kwargs=cast.at_coalition)).content.decode()
    assert "Answer question 7</strong>" in overview
    assert "By Dara" in overview
    timeline = browser_of(cast.vuthy).get(at(cast, "coalitions:group-timeline")).content.decode()
    assert "Answer question 7" in timeline
    assert "By Dara" in timeline
    read = browser_of(cast.vuthy).get(at(cast, "coalitions:group-timeline"), {"read-in": "km"}, follow=True)
    assert "ឆ្លើយសំណួរទី7" in read.content.decode()
    _kept, token = follow_group(by=cast.chan, group=cast.land, neutral=False, today=due)
    phone = Client().get(reverse("timeline:feed", args=[token])).content.decode().replace("\r\n ", "")
    assert "Answer question 7" in phone
    assert "By Dara" in phone
    printed = browser_of(cast.vuthy).get(reverse("coalitions:timeline-pdf", kwargs=cast.at_coalition) + "?of=all")
    sheet = pypdfium2.PdfDocument(printed.content)[0].get_textpage().get_text_range()
    assert "Coalition of the test · Cambodia" in sheet
    assert "Answer question 7" in sheet
    assert "Dara" not in sheet  # papers lie about
    answer(version=1, owner=cast.dara, state="done", **given)
    assert Milestone.objects.get(key="question-7").status == "done"
    answer(version=2, owner=cast.dara, state="in-work", **given)
    assert Milestone.objects.get(key="question-7").status == "planned"
    answer(version=3, **given | {"due": None})
    assert not Milestone.objects.filter(key="question-7").exists()
    done = {**given, "text": "Titles", "due": due, "owner": cast.dara, "state": "done"}
    first = answer(version=Answer.objects.get(question=7).version, **done)
    answer(version=first.version, **{**done, "text": "Two titles", "now": given["now"] + timedelta(days=2)})
    cast.land.refresh_from_db()
    kept = cast.land.calendar.milestones.get(key=due_key(7))  # type: ignore[union-attr]
    assert kept.done_on == today_of(cast.coalition), "another wording later changes no day"


def test_of_two_versions_each_is_shown_whole_and_can_be_taken(cast: Cast, browser_of: SignIn) -> None:
    address, chan = at(cast, "roadmaps:roadmap-answer", number=6), browser_of(cast.chan)
    browser_of(cast.dara).post(address, {"text": "Dara's", "state": "done", "due": "2026-12-20", "version": 0})
    mine = {"text": "Chan's", "state": "in-work", "owner": cast.chan.pk, "version": 0}
    page = chan.post(address, mine)
    both = page.context["theirs"], page.context["yours"]
    assert [dict(each)["Due"] for each in both] == ["20 December 2026", "—"]
    assert [dict(each)["Owner"] for each in both] == ["no owner yet", "Chan"]
    joined = page.context["form"]
    assert [joined[name].value() for name in ("text", "due", "owner")] == [
        "[Saved meanwhile]\nDara's\n\n[Yours]\nChan's",
        date(2026, 12, 20),
        cast.chan.pk,
    ]
    kept = {each.name: each.value() for each in page.context["keep_mine"] if each.value() is not None}
    assert b"Save yours as it is" in page.content
    chan.post(address, kept)
    given = Answer.objects.get()
    assert (given.text, given.state, given.owner, given.due) == ("Chan's", "in-work", cast.chan, None)


def test_what_two_changed_in_one_answer_is_joined_in_the_box(cast: Cast, browser_of: SignIn) -> None:
    address, state = at(cast, "roadmaps:roadmap-answer", number=8), {"state": "in-work"}
    dara, chan = browser_of(cast.dara), browser_of(cast.chan)
    dara.post(address, state | {"text": "Embassies in March.", "version": 0})
    dara.post(address, state | {"text": "Embassies in March. Dara asks the EU.", "version": 1})
    page = chan.post(address, state | {"text": "Five embassies in March.", "version": 1})
    assert page.status_code == 409
    assert page.context["form"]["text"].value() == "Five embassies in March. Dara asks the EU."
    assert b"The box holds what each of you changed." in page.content
    same = chan.post(address, state | {"text": "Embassies in March. Chan asks the EU.", "version": 1})
    told = "[Saved meanwhile]\nEmbassies in March. Dara asks the EU.\n\n[Yours]\nEmbassies in March. Chan asks the EU."
    assert same.context["form"]["text"].value() == told
    assert b"Both of you changed the same words" in same.content
    emptied = chan.post(address, state | {"text": "", "version": 1})
    assert "Dara asks the EU." in emptied.context["form"]["text"].value()


@pytest.mark.parametrize("language", ["en", "km"])
def test_a_box_in_which_the_marks_stand_still_is_not_saved(cast: Cast, browser_of: SignIn, language: str) -> None:
    address, given = at(cast, "roadmaps:roadmap-answer", number=6), {"state": "in-work", "version": 0}
    browser_of(cast.dara).post(address, given | {"text": "Dara's"})
    chan = browser_of(cast.chan)
    with translation.override(language):
        box = chan.post(address, given | {"text": "Chan's"}, headers={"accept-language": language}).context["form"]
        text, version = box["text"].value(), box["version"].value()
    page = chan.post(address, given | {"text": text, "version": version})
    assert "take the marks out, then save. Nothing was changed." in page.content.decode()
    assert page.context["form"]["text"].value() == text
    only_one = text.replace("\n\n", "\r\n").splitlines()[:2]
    chan.post(address, given | {"text": "\r\n".join(only_one), "version": version})
    assert Answer.objects.get().text == "Dara's"
    chan.post(address, given | {"text": "Dara's and Chan's [yours]", "version": version})
    assert Answer.objects.get().text == "Dara's and Chan's [yours]"


def test_a_recommendation_in_which_the_marks_stand_still_is_not_saved(cast: Cast, browser_of: SignIn) -> None:
    propose(by=cast.dara, group=cast.land, text="Return the land.", language="en", now=timezone.now())
    address, text = (
        at(cast, "proposals:proposal-word", number=1),
        "[Saved meanwhile]\nReturn it.\n\n[Yours]\nReturn it now.",
    )
    page = browser_of(cast.chan).post(address, {"language": "en", "version": 1, "text": text})
    assert page.status_code == 422
    assert "“[Saved meanwhile]”, “[Yours]” are still in the text" in page.content.decode()
    assert "Return it now.</textarea>" in page.content.decode()
    assert [each.text for each in Wording.objects.all()] == ["Return the land."]


def test_two_texts_of_a_recommendation_are_joined_too(cast: Cast, browser_of: SignIn) -> None:
    propose(by=cast.dara, group=cast.land, text="Return the land.", language="en", now=timezone.now())
    address, given = at(cast, "proposals:proposal-word", number=1), {"language": "en", "version": 1}
    browser_of(cast.dara).post(address, given | {"text": "Return the land by 2028."})
    page = browser_of(cast.chan).post(address, given | {"text": "At once return the land."})
    assert page.context["in_one"].text == "At once return the land by 2028."
    page = browser_of(cast.chan).post(address, given | {"text": "Return the land now."})
    assert "[Yours]\nReturn the land now.</textarea>" in page.content.decode()
    assert b"Both of you changed the same words" in page.content
