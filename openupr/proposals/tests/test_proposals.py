"""A group writes its recommendations."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from openupr.accounts.actions import NotPermitted
from openupr.accounts.models import AuditLine
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.coalitions.tests.examples.cast import Cast
from openupr.proposals.adoption import decide_proposal, give_stance, put_forward
from openupr.proposals.advice import DraftAdvice, advise_draft
from openupr.proposals.advice_pages import action
from openupr.proposals.models import Comment, Proposal, WordingVersion
from openupr.proposals.proposals import CannotSpeakFor, comment, propose, save_wording
from openupr.proposals.rules.proposals import MOVES, NoReasonGiven, NoSuchMove, check_move
from openupr.proposals.rules.sdg import suggested_targets
from openupr.recommendations.coding import ActionEvidence, CodingSuggestion
from openupr.recommendations.tests.demo_record import demo_record
from openupr.text.smart import advise
from openupr.web.tests.reading import as_read

from .conftest import SignIn

TEXT = "Give families evicted from their land fair compensation by 2027."


@pytest.fixture
def proposal(cast: Cast) -> Proposal:
    return propose(by=cast.chan, group=cast.land, text=TEXT, language="en", now=timezone.now())


def at(cast: Cast, page: str, proposal: Proposal) -> str:
    return reverse(f"proposals:proposal{page}", kwargs={**cast.at_land, "number": proposal.number})


def test_a_member_writes_a_recommendation_and_sees_advice_beside_it(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("proposals:proposal-new", kwargs=cast.at_land)
    answer = browser_of(cast.chan).post(address, {"text": f"  {TEXT} ", "language": "en", "version": 0}, follow=True)
    assert (Proposal.objects.get().state, Proposal.objects.get().wordings.get().text) == ("draft", TEXT)
    assert b"Its first words tell this. It is no grade." in answer.content
    assert b"No record is loaded" in answer.content


def test_with_a_record_the_page_shows_who_asked_this_before(cast: Cast, browser_of: SignIn) -> None:
    demo_record()
    address = reverse("proposals:proposal-advice", kwargs=cast.at_land)
    told = browser_of(cast.chan).post(address, {"text": TEXT}).content.decode()
    assert "Asked of this State before" in told
    assert "Cambodia" in told
    assert "Not loaded: sessions" in told  # which reviews are missing is always said
    assert not Proposal.objects.exists()  # typing keeps nothing
    assert advise_draft(TEXT, group=cast.land, today=date(2026, 11, 25)).from_demo


def test_a_category_stands_with_what_speaks_for_it_or_not_at_all() -> None:
    other_words = CodingSuggestion({}, {}, 5, {5: 0.9}, {}, ActionEvidence("", 1200, 0.4))
    unknown = CodingSuggestion({}, {}, None, {5: 0.9}, {}, ActionEvidence("", 1200, 0.4))

    def told(text: str, learned: CodingSuggestion, *, from_demo: bool = False) -> tuple[int, str, str]:
        found = action(DraftAdvice(text, advise(text), coding=learned, from_demo=from_demo))
        return (found.category, found.told_by.split(" tell")[0], found.counted) if found else (0, "", "")

    strange = "Frobnicate the land."
    too_few = "Too few past recommendations begin like this to count."
    assert told(strange, other_words) == (5, "Its other words", too_few)
    # A verb that is known and opened too few: its own category, and no share of all.
    for text in (
        "Pay teachers a living wage.",
        "Vaccinate all children.",
        "Hire 500 inspectors.",
        "Livestream hearings.",
    ):
        assert told(text, other_words) == (5, "Its first words", too_few)
    # A share that speaks for another category is not told as if it spoke for this one.
    share = "% of 40 past recommendations that begin like this ask for as much."
    for part, words in ((0.2, "Its other words"), (0.75, "Its first words")):
        learned = CodingSuggestion({"right-to-land": 0.9}, {}, 5, {5: 0.9}, {}, ActionEvidence("give", 40, part))
        assert told("Give it.", learned) == (5, words, f"{part * 100:.0f}{share}")
        # What the demo record taught is no evidence.
        assert "UPR Info" in told("Ratify the convention.", learned, from_demo=True)[2]
        assert told(strange, learned, from_demo=True)[0] == 0
    assert [told(text, unknown)[0] for text in ("ok", "the of and", "ទទួលយកច្បាប់")] == [0] * 3
    # Where the record does not know an opening that many past recommendations have, these speak.
    assert told("Ratify the convention.", other_words)[2].endswith("Source: UPR Info, sessions 1 to 18.")


def test_no_draft_is_called_specific_and_not_specific_on_one_page(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("proposals:proposal-advice", kwargs=cast.at_land)
    browser = browser_of(cast.chan)
    for text in ("Adopt a law.", "Pay teachers.", "Strengthen land rights.", "Continue its efforts."):
        page = as_read(browser.post(address, {"text": text}).content.decode())
        assert "How much its verb asks, from 1 to 5:" in page
        assert re.search("(specific|general) action", page, re.IGNORECASE) is None


@pytest.mark.parametrize("text", ["", "   ", "\x00", "x" * 3001])
def test_nothing_and_too_much_are_refused_in_words(text: str, cast: Cast, browser_of: SignIn) -> None:
    address = reverse("proposals:proposal-new", kwargs=cast.at_land)
    answer = browser_of(cast.chan).post(address, {"text": text, "language": "en", "version": 0})
    assert b"Nothing was changed" in answer.content
    assert not Proposal.objects.exists()


def test_two_people_saving_the_same_text_see_both_and_lose_none(
    cast: Cast, proposal: Proposal, browser_of: SignIn
) -> None:
    address = at(cast, "-word", proposal)
    dara, chan = browser_of(cast.dara), browser_of(cast.chan)
    given = {"language": "en", "version": 1}
    assert dara.post(address, given | {"text": "Dara's text."}).status_code == 302
    answer = chan.post(address, given | {"text": "Chan's text."})
    assert answer.status_code == 409
    assert b"Dara&#x27;s text." in answer.content
    assert b"Chan&#x27;s text." in answer.content
    assert proposal.wordings.get().text == "Dara's text."
    assert chan.post(address, {"language": "en", "version": 2, "text": "Both texts."}).status_code == 302
    assert [each.text for each in WordingVersion.objects.all()] == ["Both texts.", "Dara's text.", TEXT]


def test_a_text_in_khmer_stands_beside_the_original(cast: Cast, proposal: Proposal) -> None:
    save_wording(by=cast.dara, proposal=proposal, language="km", text="សំណង", version=0, now=timezone.now())
    assert [(each.language, each.is_original) for each in proposal.wordings.all()] == [("en", True), ("km", False)]


def test_saving_without_a_change_makes_no_version(cast: Cast, proposal: Proposal) -> None:
    save_wording(by=cast.dara, proposal=proposal, language="en", text=TEXT, version=1, now=timezone.now())
    assert WordingVersion.objects.count() == 1


def test_a_stale_version_with_the_same_text_is_no_conflict(cast: Cast, proposal: Proposal) -> None:
    save_wording(by=cast.dara, proposal=proposal, language="en", text="New.", version=1, now=timezone.now())
    save_wording(by=cast.chan, proposal=proposal, language="en", text="New.", version=1, now=timezone.now())
    with pytest.raises(SavedMeanwhile):
        save_wording(by=cast.chan, proposal=proposal, language="en", text="Other.", version=1, now=timezone.now())


def test_a_member_puts_a_draft_forward_and_the_rapporteur_adopts_it(cast: Cast, proposal: Proposal) -> None:
    put_forward(by=cast.chan, proposal=proposal, now=timezone.now())
    with pytest.raises(NotPermitted):
        decide_proposal(by=cast.chan, proposal=proposal, state="adopted", now=timezone.now())
    decide_proposal(by=cast.dara, proposal=proposal, state="adopted", anyway=True, now=timezone.now())
    assert Proposal.objects.get().state == "adopted"
    assert [line.what for line in AuditLine.objects.all()][:2] == [
        "roadmaps.settle-proposal:decide_proposal=adopted",
        "roadmaps.put-forward:put_forward=proposed",
    ]


def test_an_adopted_text_changes_only_once_it_is_reopened(cast: Cast, proposal: Proposal, browser_of: SignIn) -> None:
    put_forward(by=cast.chan, proposal=proposal, now=timezone.now())
    decide_proposal(by=cast.dara, proposal=proposal, state="adopted", anyway=True, now=timezone.now())
    chan, dara, typed = browser_of(cast.chan), browser_of(cast.dara), {"language": "en", "version": 1, "text": "Less."}
    page = chan.get(at(cast, "", proposal)).content.decode()
    assert 'id="text-en"' not in page
    assert "To change it, ask Dara to reopen it." in page
    # Adopted anyway, it is the rapporteur's act and not called the group's.
    assert ["on this wording: 0 of 2" in page, "adopted by the group" in page] == [True, False]
    assert "The group adopted this text." not in page
    for client in (chan, dara, browser_of(cast.sophea)):
        refused = client.post(at(cast, "-word", proposal), typed)
        assert b"The group adopted this text." in refused.content
        assert b"Less." in refused.content
    assert proposal.wordings.get().text == TEXT
    # A language that it does not have yet can be added.
    save_wording(by=cast.chan, proposal=proposal, language="km", text="សំណង", version=0, now=timezone.now())
    dara.post(at(cast, "-settle", proposal), {"state": "proposed"})
    chan.post(at(cast, "-word", proposal), typed)
    assert proposal.wordings.get(language="en").text == "Less."
    # The same where one voice of two was heard.
    give_stance(by=cast.dara, proposal=Proposal.objects.get(), says="agree", version=2, now=timezone.now())
    decide_proposal(by=cast.dara, proposal=Proposal.objects.get(), state="adopted", anyway=True, now=timezone.now())
    page = chan.get(at(cast, "", proposal)).content.decode()
    assert ["1 not heard" in page, "adopted by the group" in page, ">adopted<" in page] == [True, False, True]


def test_a_comment_is_dealt_with_in_one_go_and_an_answer_of_the_rapporteur_waits_for_none(
    cast: Cast, proposal: Proposal, browser_of: SignIn
) -> None:
    dara, for_me = browser_of(cast.dara), reverse("coalitions:for-me")
    asked = comment(by=cast.chan, proposal=proposal, text="Which ones?", now=timezone.now())
    assert b"Answer comments" in dara.get(for_me).content
    said = dara.post(at(cast, "-comment", proposal), {"text": "All of them."}, follow=True)
    assert b"Comment saved." in said.content
    assert said.redirect_chain[-1][0].endswith("#comments")
    listed = dara.get(reverse("proposals:proposals", kwargs=cast.at_land)).content.decode()
    assert "1 open comment" in listed
    assert f'href="{at(cast, "", proposal)}#comments"' in listed
    address = reverse("proposals:proposal-resolve", kwargs={**cast.at_land, "number": 1, "comment": asked.pk})
    dara.post(address, {"answer": "x" * 2001})
    assert not Comment.objects.get(pk=asked.pk).resolved
    marked = dara.post(address, {"answer": "The annex lists them."}, follow=True).content.decode()
    assert "Marked as dealt with." in marked
    assert "The annex lists them." in marked
    assert b"Answer comments" not in dara.get(for_me).content


def test_dropping_needs_a_reason_and_can_be_taken_back(cast: Cast, proposal: Proposal) -> None:
    with pytest.raises(NoReasonGiven):
        decide_proposal(by=cast.dara, proposal=proposal, state="dropped", reason=" ", now=timezone.now())
    decide_proposal(
        by=cast.dara, proposal=proposal, state="dropped", reason="Said by another group", now=timezone.now()
    )
    decide_proposal(by=cast.dara, proposal=proposal, state="draft", now=timezone.now())
    assert (proposal.state, proposal.reason) == ("draft", "")


def test_a_recommendation_merges_only_into_one_that_stands(cast: Cast, proposal: Proposal, browser_of: SignIn) -> None:
    other = propose(by=cast.rithy, group=cast.labour, text="Another text.", language="en", now=timezone.now())
    client, address = browser_of(cast.dara), at(cast, "-settle", proposal)
    answer = client.post(address, {"state": "merged", "reason": "The same", "into": ""})
    assert b"Choose the recommendation that this one goes into" in answer.content
    client.post(address, {"state": "merged", "reason": "The same", "into": other.pk})
    merged = Proposal.objects.get(pk=proposal.pk)
    assert (merged.state, merged.merged_into) == ("merged", other)


def test_feedback_is_passed_on_by_people_of_the_group_it_comes_from(cast: Cast, proposal: Proposal) -> None:
    now = timezone.now()
    passed_on = {"proposal": proposal, "from_group": cast.labour, "now": now}
    comment(by=cast.rithy, text="We know a case", evidence="A ruling", **passed_on)
    assert Comment.objects.get().from_group == cast.labour
    with pytest.raises(CannotSpeakFor):
        comment(by=cast.bopha, text="We know", **passed_on)
    with pytest.raises(NotPermitted):
        comment(by=cast.vuthy, proposal=proposal, text="I look on", now=now)


def test_nearly_the_same_in_another_group_is_shown(cast: Cast, proposal: Proposal, browser_of: SignIn) -> None:
    address = reverse("proposals:proposal-advice", kwargs={**cast.at_coalition, "group": cast.labour.pk})
    told = browser_of(cast.rithy).post(address, {"text": "Give evicted families fair compensation for their land."})
    assert b"Drafted in another group too" in told.content
    assert b"Drafted in this group already" not in told.content
    own = reverse("proposals:proposal-advice", kwargs={**cast.at_coalition, "group": cast.land.pk})
    told = browser_of(cast.chan).post(own, {"text": "Give evicted families fair compensation for their land."})
    assert b"Drafted in this group already" in told.content
    assert b"Drafted in another group too" not in told.content


def test_a_person_confirms_issues_and_targets_and_no_others_enter(
    cast: Cast, proposal: Proposal, browser_of: SignIn
) -> None:
    client, address = browser_of(cast.chan), at(cast, "-facts", proposal)
    assert f'href="{address}"' in client.get(at(cast, "", proposal)).content.decode()
    assert 'name="another_target"' in client.get(address).content.decode()
    client.post(address, {"issues": ["labour"], "targets": ["1.4"], "another_target": "16.3"})
    client.post(address, {"issues": ["no-such-issue"]})
    proposal.refresh_from_db()
    assert (proposal.issues, proposal.sdg_targets) == (["labour"], ["1.4", "16.3"])


def test_lists_take_the_same_number_of_queries_for_one_and_for_thirty(
    cast: Cast, proposal: Proposal, browser_of: SignIn, django_assert_num_queries: Callable[..., object]
) -> None:
    client, address = browser_of(cast.vuthy), reverse("proposals:all-proposals", kwargs=cast.at_coalition)
    client.get(address)
    with django_assert_num_queries(_QUERIES):
        client.get(address)
    for number in range(30):
        propose(by=cast.chan, group=cast.land, text=f"Text {number}.", language="en", now=timezone.now())
    with django_assert_num_queries(_QUERIES):
        client.get(address)


_QUERIES = 12


def test_an_outsider_and_a_stranger_find_nothing(cast: Cast, proposal: Proposal) -> None:
    assert Client().get(at(cast, "", proposal)).status_code == 404
    assert Client().post(at(cast, "-word", proposal), {"text": "x"}).status_code == 404


@pytest.mark.parametrize("junk", [b"\xff\xfe", b"%00", "😀".encode() * 2000])
def test_junk_gets_advice_or_a_sentence_never_a_fault(junk: bytes, cast: Cast, browser_of: SignIn) -> None:
    address = reverse("proposals:proposal-advice", kwargs=cast.at_land)
    answer = browser_of(cast.chan).post(address, {"text": junk.decode(errors="replace"), "number": "²"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Abolish the mandatory registration of trade unions", ["8.8"]),
        ("Align the cybercrime law with freedom of expression", ["16.10"]),
        ("Improve things", []),
        ("Mention afforested prose", []),
    ],
)
def test_sdg_targets_are_suggested_by_words_that_can_be_read(text: str, codes: list[str]) -> None:
    assert [each.code for each in suggested_targets(text)] == codes


@given(st.sampled_from(sorted(MOVES)), st.sampled_from(sorted(MOVES)), st.text(max_size=5), st.booleans())
@settings(max_examples=60)
def test_a_move_is_allowed_or_refused_by_name(here: str, there: str, reason: str, into: bool) -> None:
    if there not in MOVES[here]:
        with pytest.raises(NoSuchMove):
            check_move(here, there, reason=reason, into=into)
    elif there in {"dropped", "merged"} and not reason.strip():
        with pytest.raises(NoReasonGiven):
            check_move(here, there, reason=reason, into=into)
