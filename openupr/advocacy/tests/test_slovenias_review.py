"""The real review of Slovenia in cycle 4: what a coalition hands over of it, and what uptake shows of it."""

import io
import zipfile
from pathlib import Path

import pytest
from django.utils import timezone

from openupr.advocacy.adoption_texts import text_from_facts
from openupr.advocacy.models import Carrier
from openupr.advocacy.near_recommendations import find_made, made_by_wording, search_words
from openupr.advocacy.review_facts import review_facts
from openupr.advocacy.sheets import sheet
from openupr.advocacy.uptake import look_together, say_uptake, uptake_of
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.documents.word import write_markdown
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import propose
from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import refresh_index
from openupr.reviews.models import Review

from .test_uptake import at, words_in

REPORT = "data/slovenia/A-HRC-59-15-working-group-report-cycle4.pdf"
LIST = "data/ohchr-thematic-lists/slovenia-cycle4.docx"
_HATE_SPEECH = 17


@pytest.fixture
def reviewed(cast: Cast, shared: Path) -> Cast:
    """A coalition for Slovenia whose record holds the report."""
    assert not import_file(source="working-group-report", path=shared / REPORT).reason
    cast.coalition.review = Review.objects.get(iso3="SVN", cycle=4)
    cast.coalition.save()
    return cast


def test_the_list_for_our_people_has_262_rows_in_one_table(reviewed: Cast, shared: Path, browser_of: SignIn) -> None:
    assert not import_file(source="thematic-list", path=shared / LIST).reason
    refresh_index()
    chan = browser_of(reviewed.chan)
    page = chan.get(at(reviewed, "review-list"))
    assert page.content.count(b"<tr>") == 1 + 262
    assert "Slovenia received 262 recommendations" in words_in(page)
    assert "The numbers are the paragraphs of A/HRC/59/15. The themes are OHCHR's." in words_in(page)
    with zipfile.ZipFile(io.BytesIO(chan.get(at(reviewed, "review-list-file")).content)) as document:
        words = document.read("word/document.xml").decode()
    assert words.count("<w:tbl>") == 1
    assert words.count("<w:tr>") + words.count("<w:tr ") == 1 + 262
    assert "Equality &amp; non-discrimination" in words
    assert "the same as above" in words


def test_an_ask_on_hate_speech_sees_what_states_said_of_it_the_nearest_first(reviewed: Cast) -> None:
    refresh_index()
    text = "By 2027, prosecute hate speech in public life and online, and publish the number of cases every year."
    ask: Proposal = propose(by=reviewed.chan, group=reviewed.land, text=text, language="en", now=timezone.now())
    ask.state = Proposal.State.ADOPTED
    ask.save()
    rape = [made for made in made_by_wording(reviewed.coalition) if "rape" in made.text]
    Carrier.objects.create(proposal=ask, iso3=rape[0].rows[0]["from_iso3"])
    [line] = uptake_of(reviewed.coalition).lines
    ranks = [rank for rank, made in enumerate(line.near) if "hate speech" in made.text.casefold()]
    assert len(ranks) == _HATE_SPEECH
    assert ranks[:3] == [0, 1, 2]
    hits = {made.text for made in find_made(reviewed.coalition, search_words(text), {})}
    assert hits <= {made.text for made in line.near}, "what the proposed search finds is in the list"
    assert ranks[-1] <= _HATE_SPEECH, "what has other words, or is of the chosen State, comes after these"


def test_a_sheet_shows_of_earlier_reviews_what_is_near_an_ask_and_not_what_is_on_its_theme(
    cast: Cast, shared: Path
) -> None:
    for cycle, symbol in ((2, "A-HRC-28-15"), (3, "A-HRC-43-15")):
        path = shared / f"data/slovenia/{symbol}-working-group-report-cycle{cycle}.pdf"
        assert not import_file(source="working-group-report", path=path).reason
    cast.coalition.review = Review.objects.get(iso3="SVN", cycle=4)
    cast.coalition.save()
    refresh_index()
    for text, states in (
        ("Adopt a strategy with a budget and yearly targets so that Roma children finish primary school", "AUT ESP"),
        ("Provide long-term funding for shelters for victims of domestic violence, with places in every region", "CAN"),
    ):
        ask = propose(by=cast.chan, group=cast.land, text=text, language="en", now=timezone.now())
        ask.state, ask.issues = Proposal.State.ADOPTED, ["minorities"]
        ask.save()
        Carrier.objects.bulk_create(Carrier(proposal=ask, iso3=iso3) for iso3 in states.split())
    austria, canada = (sheet(cast.coalition, iso3, today=today_there()) for iso3 in ("AUT", "CAN"))
    assert "particularly Roma children" in austria.earlier[0].text
    assert not any(word in line.text for line in austria.earlier for word in ("sign language", "German-speaking"))
    assert not canada.earlier
    assert "We found nothing near this in what Canada recommended before." in canada.none_found
    assert "We found" not in write_markdown(canada.document())


def test_paragraph_numbers_are_for_readers_of_the_press_note_not_for_listeners(reviewed: Cast) -> None:
    refresh_index()
    now, today = timezone.now(), today_there()
    ask: Proposal = propose(by=reviewed.chan, group=reviewed.land, text="Reduce crowding.", language="en", now=now)
    ask.state = Proposal.State.ADOPTED
    ask.save()
    act = {"by": reviewed.dara, "coalition": reviewed.coalition, "today": today}
    keys = [row["id"] for made in made_by_wording(reviewed.coalition) for row in made.rows if row["number"] == "140.50"]
    marked = say_uptake(proposal=ask, keys=keys, said="part", **act)
    look_together(numbers=[uptake.pk for uptake in marked], **act)
    facts = review_facts(reviewed.coalition)
    note, spoken = (text_from_facts(facts, kind) for kind in ("press-note", "statement"))
    assert "- Libya (140.50): “" in note
    assert "It takes up in part what we had asked: “Reduce crowding.”" in note
    assert "- Libya, in part what civil society asked for: " in spoken
    assert "140." not in spoken
