"""People say which earlier recommendations are about the same as a draft, and only that is counted."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.models import AuditLine
from openupr.coalitions.tests.examples.cast import Cast
from openupr.proposals.earlier_list import EarlierWording, mark_earlier, marks_of
from openupr.proposals.earlier_sentences import AskedBefore, asked_before
from openupr.proposals.models import LookedAt, Proposal
from openupr.proposals.proposals import propose, save_wording
from openupr.recommendations.coverage import Coverage
from openupr.recommendations.edition import remove_demo
from openupr.recommendations.models import Ask
from openupr.recommendations.tests.demo_record import demo_record

from .conftest import SignIn

TEXT = "Create a national mechanism that prevents torture, with a budget of its own."
PART = {"HX-Request": "true"}
Mark = Callable[[EarlierWording, str], None]


@pytest.fixture
def proposal(cast: Cast) -> Proposal:
    """A draft beside which the record has something."""
    demo_record()
    return propose(by=cast.chan, group=cast.land, text=TEXT, language="en", now=timezone.now())


@pytest.fixture
def mark(cast: Cast, proposal: Proposal) -> Mark:
    """`mark(listed, "same")`, as Chan says it of the first wording."""

    def say(listed: EarlierWording, said: str) -> None:
        mark_earlier(by=cast.chan, proposal=proposal, asks=listed.keys, said=said, language="en", version=1)

    return say


def at(cast: Cast, page: str, **parts: object) -> str:
    return reverse(page, kwargs={**cast.at_land, **parts})


def before(proposal: Proposal) -> AskedBefore:
    """What stands beside the draft now."""
    found = Proposal.objects.get(pk=proposal.pk)
    return asked_before(found, marks_of([found])[found.pk], iso3="KHM", loaded=Coverage())


def sent(listed: EarlierWording, said: str, **other: object) -> dict[str, object]:
    return {"ask": listed.keys, "said": said, "language": "en", "version": 1} | other


def test_what_was_marked_is_counted_and_the_rest_stands_beside_it(
    cast: Cast, proposal: Proposal, mark: Mark, browser_of: SignIn
) -> None:
    first, *rest = before(proposal).looked.listed
    mark(first, "same")
    mark(rest[-1], "other")
    found = before(proposal)
    same, other = found.looked.same, found.looked.other
    assert [row["id"] for row in same] == first.keys
    assert [row["id"] for row in other] == rest[-1].keys
    assert found.told.startswith(f"The group looked at {len(same) + len(other)}: {len(same)} ")
    assert f"{found.looked.unread} other similar recommendation" in found.told
    assert found.looked.unread == found.looked.close - len(same)
    page = browser_of(cast.vuthy).get(at(cast, "proposals:proposal", number=1)).content.decode()
    assert found.told in page
    assert "said-same" in page
    assert "nobody has looked yet" not in page
    assert found.told in browser_of(cast.vuthy).get(at(cast, "roadmaps:roadmap")).content.decode()


def test_before_anybody_looked_no_answers_are_added_up(cast: Cast, proposal: Proposal, browser_of: SignIn) -> None:
    page = browser_of(cast.chan).get(at(cast, "proposals:proposal", number=1)).content.decode()
    told = before(proposal).told
    assert re.fullmatch(rf"{before(proposal).looked.close} similar recommendations found\. Check them\.", told)
    assert told in page
    assert "What was answered to" not in page
    assert "seems to repeat" not in page


def test_whoever_read_all_and_found_none_is_told_that(proposal: Proposal, mark: Mark) -> None:
    for each in before(proposal).looked.listed:
        mark(each, "other")
    found = before(proposal)
    told = f"The group looked at the {found.looked.looked} nearest and found none about the same."
    assert found.told == told


def test_where_none_is_close_the_reviews_that_lack_are_named(cast: Cast) -> None:
    demo_record()
    stamps = propose(by=cast.chan, group=cast.land, text="Change postage stamps.", language="en", now=timezone.now())
    held = Coverage(loaded=(6, 18), missing=(32, 46), few=(6,))
    told = asked_before(stamps, marks_of([stamps])[stamps.pk], iso3="KHM", loaded=held).told
    assert told.startswith("The program found none with nearly the same words among the ")
    assert told.endswith(
        " loaded. Meaning is not compared yet. Not loaded: sessions 32 and 46. Session 6 perhaps loaded in part only."
    )


def test_shares_are_drawn_of_ten_marks_and_more(cast: Cast, proposal: Proposal, mark: Mark, browser_of: SignIn) -> None:
    client, bar = browser_of(cast.chan), "What was answered to those about the same"
    for number, each in enumerate(before(proposal).looked.listed):
        mark(each, "same")
        if number in (0, 8, 9):
            assert len(before(proposal).looked.same) == number + 1
            assert (bar in client.get(at(cast, "proposals:proposal", number=1)).content.decode()) is (number == 9)


def test_a_mark_is_taken_back_by_the_same_button(cast: Cast, proposal: Proposal, browser_of: SignIn) -> None:
    client, address = browser_of(cast.chan), at(cast, "proposals:proposal-mark", number=1)
    listed = before(proposal).looked.listed[0]
    answer = client.post(address, sent(listed, "same"))
    assert answer.url == f"{at(cast, 'proposals:proposal', number=1)}#earlier-{listed.keys[0]}"
    assert {each.said for each in LookedAt.objects.all()} == {"same"}
    client.post(address, sent(listed, "other"))
    assert {each.said for each in LookedAt.objects.all()} == {"other"}
    client.post(address, sent(listed, ""))
    assert not LookedAt.objects.exists()
    lines = AuditLine.objects.filter(what__startswith="roadmaps.mark-earlier").order_by("pk")
    assert [each.what.partition("=")[2] for each in lines] == ["same", "other", ""]
    assert {each.who for each in lines} == {cast.chan}


def test_a_piece_of_the_page_comes_back_where_it_was_asked_for(
    cast: Cast, proposal: Proposal, browser_of: SignIn
) -> None:
    listed = before(proposal).looked.listed[0]
    address = at(cast, "proposals:proposal-mark", number=1)
    part = browser_of(cast.chan).post(address, sent(listed, "same"), headers=PART).content.decode()
    assert "<html" not in part
    assert f'id="earlier-{listed.keys[0]}" class="earlier said-same"' in part
    assert 'id="looked-at"' in part


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"said": "perhaps"}, "Say whether it is about the same"),
        ({"ask": ["KHM-6-unknown"]}, "is none to this State in the loaded record"),
        ({"ask": []}, "is none to this State in the loaded record"),
        ({"version": 7}, "has no such text"),
        ({"version": "x"}, "has no such text"),
        ({"language": "km"}, "has no such text"),
    ],
)
def test_what_makes_no_sense_changes_nothing_and_is_said(
    wrong: dict[str, object], sentence: str, cast: Cast, proposal: Proposal, browser_of: SignIn
) -> None:
    given = sent(before(proposal).looked.listed[0], "same") | wrong
    client, address = browser_of(cast.chan), at(cast, "proposals:proposal-mark", number=1)
    assert sentence in client.post(address, given, follow=True).content.decode()
    again = client.post(address, given, headers=PART)
    assert again.headers["HX-Redirect"] == at(cast, "proposals:proposal", number=1)
    assert not LookedAt.objects.exists()


def test_a_mark_of_an_earlier_wording_stays_and_says_so(
    cast: Cast, proposal: Proposal, mark: Mark, browser_of: SignIn
) -> None:
    first = before(proposal).looked.listed[0]
    mark(first, "same")
    said = "about the same, marked on an earlier wording of the draft"
    client = browser_of(cast.chan)
    assert said not in client.get(at(cast, "proposals:proposal", number=1)).content.decode()
    new = "Let trains run on Sundays through the mountains."
    save_wording(by=cast.dara, proposal=proposal, language="en", text=new, version=1, now=timezone.now())
    assert said in client.get(at(cast, "proposals:proposal", number=1)).content.decode()
    # What is marked is listed though it is not among the nearest any more.
    assert first.keys[0] in {key for each in before(proposal).looked.listed for key in each.keys}
    # It counts for nothing until somebody says it again.
    assert before(proposal).looked.same == []
    assert "not counted until somebody says it again" in before(proposal).told
    still = client.get(at(cast, "proposals:proposal", number=1)).content.decode()
    assert 'value="same" aria-pressed="true"' in still
    assert "Confirm 1 as the same" in still
    # A translation is no other wording of the original.
    save_wording(by=cast.dara, proposal=proposal, language="km", text="សំណង", version=0, now=timezone.now())
    mark_earlier(by=cast.chan, proposal=proposal, asks=first.keys, said="same", language="en", version=2)
    assert said not in client.get(at(cast, "proposals:proposal", number=1)).content.decode()
    assert [row["id"] for row in before(proposal).looked.same] == first.keys


def test_marks_of_what_is_gone_are_not_counted_and_count_again_when_it_is_back(
    cast: Cast, proposal: Proposal, mark: Mark, browser_of: SignIn
) -> None:
    mark(before(proposal).looked.listed[0], "same")
    kept = LookedAt.objects.count()
    remove_demo()
    assert not Ask.objects.exists()
    assert before(proposal).looked.looked == 0
    assert browser_of(cast.chan).get(at(cast, "proposals:proposal", number=1)).status_code == 200
    assert browser_of(cast.chan).get(at(cast, "roadmaps:roadmap")).status_code == 200
    demo_record()
    assert before(proposal).looked.looked == kept == LookedAt.objects.count()


def test_who_only_sees_the_draft_sees_marks_and_no_buttons(
    cast: Cast, proposal: Proposal, mark: Mark, browser_of: SignIn
) -> None:
    mark(before(proposal).looked.listed[0], "same")
    page, own = at(cast, "proposals:proposal", number=1), at(cast, "proposals:proposal-mark", number=1)
    for somebody in (cast.vuthy, cast.rithy):
        seen = browser_of(somebody).get(page).content.decode()
        assert "said-same" in seen
        assert own not in seen
    assert own in browser_of(cast.chan).get(page).content.decode()


def test_what_is_typed_and_not_saved_cannot_be_marked(cast: Cast, proposal: Proposal, browser_of: SignIn) -> None:
    address, own = at(cast, "proposals:proposal-advice"), at(cast, "proposals:proposal-mark", number=1)
    given = {"language": "en", "number": 1}
    client = browser_of(cast.chan)
    assert own in client.post(address, given | {"text": TEXT}).content.decode()
    typed = client.post(address, given | {"text": f"{TEXT} Soon."}).content.decode()
    assert own not in typed
    assert "Save the draft, then say of each whether it is about the same." in typed


def test_what_is_about_the_same_is_followed_up_in_one_click(
    cast: Cast, proposal: Proposal, mark: Mark, browser_of: SignIn
) -> None:
    first = before(proposal).looked.listed[0]
    mark(first, "same")
    page = browser_of(cast.chan).get(at(cast, "proposals:proposal", number=1)).content.decode()
    assert "Follow up what was done about these" in page
    browser_of(cast.chan).post(at(cast, "followup:follow-up-take-up"), {"ask": first.keys})
    assert [each.ask_key for each in cast.land.follow_ups.all()] == first.keys


def test_the_roadmap_asks_for_the_marks_of_all_drafts_at_once(
    cast: Cast, proposal: Proposal, browser_of: SignIn
) -> None:
    client, keys = browser_of(cast.chan), before(proposal).looked.listed[0].keys
    client.get(at(cast, "roadmaps:roadmap"))  # what the first page reads once is no part of it
    counts = []
    for n in range(12):
        draft = propose(by=cast.chan, group=cast.land, text=f"{TEXT} {n}", language="en", now=timezone.now())
        mark_earlier(by=cast.chan, proposal=draft, asks=keys, said="same", language="en", version=1)
        if n in {1, 11}:
            with CaptureQueriesContext(connection) as asked:
                page = client.get(at(cast, "roadmaps:roadmap")).content.decode()
            assert page.count("1 is about the same") == 2 * (n + 1)
            counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_group_marks_what_is_about_the_same_on_one_page_with_one_save(
    cast: Cast, proposal: Proposal, browser_of: SignIn
) -> None:
    client, address = browser_of(cast.chan), at(cast, "roadmaps:roadmap-earlier")
    roadmap, choose = client.get(at(cast, "roadmaps:roadmap")).content.decode(), at(cast, "followup:follow-ups")
    choosing = re.compile(f'href="{choose}#earlier">\\s*Choose what we follow up')
    assert len(choosing.findall(roadmap)) == 3, "at questions 5, 6 and 7"
    for number in (5, 6, 7):
        assert choosing.search(client.get(at(cast, "roadmaps:roadmap-answer", number=number)).content.decode())
    assert re.search(f'class="button" href="{address}">\\s*Compare with our drafts', roadmap)
    for_an_observer = browser_of(cast.vuthy).get(at(cast, "roadmaps:roadmap")).content.decode()
    assert not re.search('<div class="buttons">\\s*</div>', for_an_observer)
    assert choose in client.get(address).content.decode().partition('<div id="part">')[2]
    first, *rest = before(proposal).looked.listed
    page = client.get(address).content.decode()
    assert page.count('name="same-1"') == 1 + len(rest)
    assert "Not loaded: sessions 32 and 46." in page
    saved = client.post(address, {"version-1": 1, "same-1": [first.keys[0]]}, follow=True)
    assert "Next: choose what you follow up." in saved.content.decode()
    assert {each.said for each in before(proposal).looked.listed} == {"same", ""}
    client.post(address, {"version-1": 1, "same-1": [first.keys[0]], "read-1": "on"})
    found = before(proposal).looked
    assert [row["id"] for row in found.same] == first.keys
    # “I read all these” speaks of what is shown as similar, not of what is folded below it.
    assert {each.said for each in found.listed if each.close} <= {"same", "other"}
    assert {each.said for each in found.listed if not each.close} == {""}
    client.post(address, {"version-1": 1})
    assert before(proposal).looked.same == []


def test_who_only_reads_the_group_cannot_tick(cast: Cast, proposal: Proposal, browser_of: SignIn) -> None:
    reader = browser_of(cast.vuthy)
    assert at(cast, "roadmaps:roadmap-earlier") not in reader.get(at(cast, "roadmaps:roadmap")).content.decode()
    assert reader.get(at(cast, "roadmaps:roadmap-earlier")).status_code == 403
