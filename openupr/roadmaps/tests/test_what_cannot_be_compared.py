"""What could not be compared is said to be that: neither "not found", nor "no record is loaded"."""

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.proposals.proposals import propose
from openupr.recommendations.tests.demo_record import demo_record

from .conftest import SignIn

KHMER = "ទទួលយកច្បាប់ស្តីពីដីធ្លី"
NO_RECORD = "No record is loaded"


def said_of(text: str, cast: Cast, browser_of: SignIn) -> str:
    """What stands beside a draft while it is typed, from "Asked of this State before" on."""
    address = reverse("proposals:proposal-advice", kwargs=cast.at_land)
    return browser_of(cast.chan).post(address, {"text": text}).content.decode().partition("Asked of this State")[2]


def test_a_draft_in_khmer_could_not_be_compared_on_its_page_and_in_the_roadmap(cast: Cast, browser_of: SignIn) -> None:
    demo_record()
    told = said_of(KHMER, cast, browser_of)
    assert told.count("It could not be compared with the record.") == 2
    assert "cannot be compared with the record" in told
    for never in ("Nothing close to it", "not found", NO_RECORD, "nearest"):
        assert never not in told
    propose(by=cast.chan, group=cast.land, text=KHMER, language="km", now=timezone.now())
    roadmap = browser_of(cast.dara).get(reverse("roadmaps:roadmap", kwargs=cast.at_land)).content.decode()
    assert "It could not be compared." in roadmap
    assert "finds these similar:" not in roadmap


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("!!!", "There is no word in this draft to compare."),
        ("ok", "This draft is too short to compare: write at least a few words of it."),
        ("Do the same again.", "It could not be compared: none of its words tells what it is about."),
    ],
)
def test_a_draft_without_a_telling_word_is_told_so_and_not_that_no_record_is_loaded(
    text: str, sentence: str, cast: Cast, browser_of: SignIn
) -> None:
    demo_record()
    told = said_of(text, cast, browser_of)
    assert sentence in told
    for never in ("Nothing close to it", "not found", NO_RECORD):
        assert never not in told


def test_where_no_record_is_loaded_a_draft_is_told_that(cast: Cast, browser_of: SignIn) -> None:
    address = reverse("proposals:proposal-advice", kwargs=cast.at_land)
    for text in ("ok", "Compensate evicted families."):
        assert NO_RECORD in browser_of(cast.chan).post(address, {"text": text}).content.decode()
