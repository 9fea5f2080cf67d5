"""A group drafts in its own language first and adds one that can be compared with the record."""

import io
import re
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.proposals.adoption import decide_proposal, put_forward
from openupr.proposals.advice import advise_draft
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import compared_wording, propose, save_wording
from openupr.recommendations.tests.demo_record import demo_record

from .conftest import SignIn

KHMER = "បង្កើតយន្តការជាតិទប់ស្កាត់ទារុណកម្ម"
ENGLISH = "Create a national mechanism that prevents torture, with a budget of its own."


@pytest.fixture
def proposal(cast: Cast) -> Proposal:
    return propose(by=cast.chan, group=cast.land, text=KHMER, language="km", now=timezone.now())


def at(cast: Cast, page: str, **parts: object) -> str:
    return reverse(page, kwargs={**cast.at_land, **parts})


def boxes_that_ask(page: str) -> list[str]:
    """The languages whose box asks for advice while one types."""
    return [
        code
        for code, rest in re.findall(r'<textarea\s+name="text"\s+id="text-(\w+)"([^>]*)', page)
        if "hx-post" in rest
    ]


def test_the_text_that_can_be_compared_is_advised_on_and_compared_everywhere(
    cast: Cast, proposal: Proposal, browser_of: SignIn
) -> None:
    demo_record()
    client = browser_of(cast.chan)
    before = client.get(at(cast, "proposals:proposal", number=1)).content.decode()
    assert "SMART advice is for English only" in before
    assert boxes_that_ask(before) == ["km", "en"]
    client.post(at(cast, "proposals:proposal-word", number=1), {"text": ENGLISH, "language": "en", "version": 0})
    after = client.get(at(cast, "proposals:proposal", number=1)).content.decode()
    assert "SMART advice is for English only" not in after
    assert "cannot be compared" not in after
    assert "On the text in English, which is a translation." in after
    assert boxes_that_ask(after) == ["en"]
    assert "It could not be compared" not in client.get(at(cast, "roadmaps:roadmap")).content.decode()
    told = client.get(at(cast, "roadmaps:roadmap-record"), {"format": "json"}).json()["proposals"][0]
    assert (told["text"], told["compared"]) == (ENGLISH, True)
    assert told["taken_for_close"]["total"] > 1
    file = browser_of(cast.dara).get(at(cast, "roadmaps:roadmap-file")).content
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        words = packed.read("word/document.xml").decode()
    assert re.search(r"Recommendation 1: \d+ similar recommendations? found\.", words)


def test_what_hangs_on_the_language_of_one_draft_stands_with_that_one(
    cast: Cast, proposal: Proposal, browser_of: SignIn
) -> None:
    demo_record()
    propose(by=cast.chan, group=cast.land, text=ENGLISH, language="en", now=timezone.now())
    client, said = browser_of(cast.dara), "cannot be compared with the record"
    page = client.get(at(cast, "roadmaps:roadmap")).content.decode()
    assert page.count(said) == 2  # at question 5 and at question 6
    assert said in page.partition('id="alike-1"')[2].partition('id="alike-2"')[0]
    told = client.get(at(cast, "roadmaps:roadmap-record"), {"format": "json"}).json()
    assert [said in each["note"] for each in told["proposals"]] == [True, False]
    assert not any(said in each for each in told["notes"])
    file = client.get(at(cast, "roadmaps:roadmap-file")).content
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        whole = packed.read("word/document.xml").decode()
    assert whole.count(said) == whole.count("Recommendation 1: It could not be compared. A text in Khmer script") == 2


def test_a_translation_older_than_the_text_says_so_until_it_is_updated(
    cast: Cast, proposal: Proposal, browser_of: SignIn
) -> None:
    told, address = "This translation is older than the text.", at(cast, "proposals:proposals")

    def save(language: str, text: str, version: int) -> None:
        given = {"language": language, "text": text, "version": version}
        browser_of(cast.dara).post(at(cast, "proposals:proposal-word", number=1), given)

    def where_told() -> list[bool]:
        pages = (address, at(cast, "proposals:proposal", number=1), at(cast, "roadmaps:roadmap"))
        return [told in browser_of(cast.chan).get(page).content.decode() for page in pages]

    save("en", ENGLISH, 0)
    assert where_told() == [False, False, False]
    save("km", f"{KHMER}។", 1)
    assert where_told() == [True, True, True]
    browser_of(cast.dara).post(at(cast, "roadmaps:roadmap-hand-out"), {"partner": "Embassy"})
    handed = at(cast, "roadmaps:roadmap-word", handout=cast.land.handouts.get().pk)
    file = browser_of(cast.dara).get(handed).content
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        assert "(English, translation, older than the text)" in packed.read("word/document.xml").decode()
    assert "Update the translation" in browser_of(cast.dara).get(address).content.decode()
    assert "Update the translation" not in browser_of(cast.chan).get(address).content.decode()
    put_forward(by=cast.dara, proposal=proposal, now=timezone.now())
    decide_proposal(by=cast.dara, proposal=proposal, state="adopted", anyway=True, now=timezone.now())
    # Also once it is adopted; who finds that it says the same saves it as it is.
    save("en", ENGLISH, 1)
    assert where_told() == [False, False, False]
    save("en", "Something else.", 2)
    assert proposal.wordings.get(language="en").text == ENGLISH


def test_while_a_translation_is_typed_it_is_advised_on(cast: Cast, proposal: Proposal, browser_of: SignIn) -> None:
    demo_record()
    typed = {"text": ENGLISH, "language": "en", "number": 1, "version": 0}
    told = browser_of(cast.chan).post(at(cast, "proposals:proposal-advice"), typed).content.decode()
    assert "which is a translation" in told
    assert "Asked of this State before" in told
    assert "cannot be compared" not in told
    unknown = browser_of(cast.chan).post(at(cast, "proposals:proposal-advice"), typed | {"language": "xx"})
    assert unknown.status_code == 200


def test_an_original_that_can_be_compared_stays_the_one_that_is(cast: Cast) -> None:
    english = propose(by=cast.chan, group=cast.land, text=ENGLISH, language="en", now=timezone.now())
    save_wording(by=cast.dara, proposal=english, language="km", text=KHMER, version=0, now=timezone.now())
    found = compared_wording(english)
    assert found is not None
    assert (found.language, found.is_original) == ("en", True)


def test_who_drafts_the_same_in_the_first_language_is_still_found(cast: Cast, proposal: Proposal) -> None:
    other = propose(by=cast.rithy, group=cast.labour, text=KHMER, language="km", now=timezone.now())
    save_wording(by=cast.chan, proposal=proposal, language="en", text=ENGLISH, version=0, now=timezone.now())
    told = advise_draft(ENGLISH, group=cast.land, proposal=proposal, language="en", today=today_there())
    assert [each.proposal for each in told.same_elsewhere] == [other]
