"""A recommendation is saved in the language that it is in; the roadmap that goes out says which."""

import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import comment, propose, save_wording
from openupr.roadmaps.models import RoadmapHandout

from .conftest import SignIn

KHMER = "បង់សំណងដល់គ្រួសារ"
REFUSED = "This text is not written in the letters of this language."


def at(cast: Cast, page: str, **parts: object) -> str:
    return reverse(page, kwargs={**cast.at_land, **parts})


@pytest.mark.parametrize(("text", "language"), [(KHMER, "en"), (f"{KHMER} (OPCAT)", "en"), ("Pay the families.", "km")])
def test_a_text_in_other_letters_than_its_language_is_refused_and_stays_in_the_box(
    text: str, language: str, cast: Cast, browser_of: SignIn
) -> None:
    page = browser_of(cast.chan).post(
        at(cast, "proposals:proposal-new"), {"text": text, "language": language, "version": 0}
    )
    assert REFUSED in page.content.decode()
    assert text in page.content.decode()
    assert not Proposal.objects.exists()
    made = propose(by=cast.chan, group=cast.land, text="Return it. OPCAT", language="en", now=timezone.now())
    given = {"text": text, "language": language, "version": 1 if language == "en" else 0}
    page = browser_of(cast.chan).post(at(cast, "proposals:proposal-word", number=1), given)
    assert REFUSED in page.content.decode()
    assert made.wordings.get().text == "Return it. OPCAT"


@pytest.mark.parametrize(
    ("text", "language"),
    [(f"{KHMER} OPCAT CEDAW ICCPR", "km"), ("Teach Khmer (ភាសាខ្មែរ) in schools.", "en"), ("១០%", "km")],
)
def test_names_in_other_letters_are_no_other_language(text: str, language: str, cast: Cast) -> None:
    propose(by=cast.chan, group=cast.land, text=text, language=language, now=timezone.now())
    assert Proposal.objects.get().wordings.get().language == language


def test_signs_alone_are_no_recommendation_and_a_remark_may_be_one_sign(cast: Cast, browser_of: SignIn) -> None:
    page = browser_of(cast.chan).post(
        at(cast, "proposals:proposal-new"), {"text": "!!!", "language": "en", "version": 0}
    )
    assert "there is no word in it" in page.content.decode()
    assert not Proposal.objects.exists()
    made = propose(by=cast.chan, group=cast.land, text="Return it.", language="en", now=timezone.now())
    assert comment(by=cast.chan, proposal=made, text="👍", now=timezone.now()).text == "👍"


def test_the_word_file_says_which_text_is_the_original(cast: Cast, browser_of: SignIn) -> None:
    made = propose(by=cast.chan, group=cast.land, text=KHMER, language="km", now=timezone.now())
    save_wording(by=cast.chan, proposal=made, language="en", text="Pay the families.", version=0, now=timezone.now())
    client = browser_of(cast.dara)
    for _ in range(2):  # pressed twice
        client.post(at(cast, "roadmaps:roadmap-hand-out"), {"partner": "Embassy"})
    file = client.get(at(cast, "roadmaps:roadmap-word", handout=RoadmapHandout.objects.get().pk)).content
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        whole = packed.read("word/document.xml").decode()
    assert whole.index(KHMER[:5]) < whole.index("(Khmer, original)") < whole.index("Pay the families.")
    assert whole.index("Pay the families.") < whole.index("(English, translation)")


def test_a_file_made_again_after_it_arrived_is_a_second_one(cast: Cast, browser_of: SignIn) -> None:
    client = browser_of(cast.dara)
    client.post(at(cast, "roadmaps:roadmap-hand-out"), {"partner": "Embassy"})
    client.post(at(cast, "roadmaps:roadmap-received", handout=RoadmapHandout.objects.get().pk))
    client.post(at(cast, "roadmaps:roadmap-hand-out"), {"partner": "Embassy"})
    assert RoadmapHandout.objects.count() == 2
