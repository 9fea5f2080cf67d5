"""A refusal of copied words tells nobody anything that they may not read already."""

import random

import pytest
from django.test import Client
from django.urls import reverse

from openupr.coalitions.tests.examples.cast import Cast, cast
from openupr.submissions.models import Remark
from openupr.submissions.tests.examples import drafted
from openupr.testimonies.models import Testimony
from openupr.testimonies.queries.copies import copied_from_testimonies
from openupr.testimonies.rules.copied import copied
from openupr.testimonies.services.reviewing import redact, release
from openupr.testimonies.services.withdrawing import withdraw

from .test_quoting_testimonies import released

TOLD = "My uncle Sok, a teacher in Prey Lang, saw soldiers burn the boats at night."
LEAVES = "My uncle, a teacher in […], saw soldiers burn the boats at night."


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def redacted(people: Cast) -> str:
    """Released as LEAVES; the code that takes it back."""
    code = released(people, public=TOLD)["public"]
    testimony = Testimony.objects.select_related("box__coalition").get()
    release(by=people.sophea, testimony=testimony, leaving=LEAVES, phrase="", looked_at=True, fewer_than_five=False)
    return code


def candidates() -> list[str]:
    """Pieces of both wordings, with guesses in between."""
    chance, words = random.Random(5), [*TOLD.split(), *LEAVES.split(), "Chan", "nurse", "Kep"]
    found = [TOLD, LEAVES, f"{TOLD} {LEAVES}"]
    for _ in range(400):
        said, at, guess = chance.choice((TOLD, LEAVES)).split(), chance.randrange(14), chance.choice(words)
        found.append(" ".join([*said[:at], *chance.choice(([], [guess])), *said[at + chance.randrange(2) :]]))
    return found


def test_for_a_member_it_follows_from_what_was_released(people: Cast) -> None:
    redacted(people)
    refused = 0
    for text in candidates():
        words = [text[start:end] for start, end in copied(text, LEAVES)]
        assert copied_from_testimonies([text], people.coalition, people.chan) == ({text: words} if words else {})
        refused += bool(words)
    assert 100 < refused < 400, "else nothing was tried"


def test_for_whoever_reads_testimonies_it_follows_from_both_wordings(people: Cast) -> None:
    redacted(people)
    for text in (TOLD, LEAVES):
        assert copied_from_testimonies([text], people.coalition, people.sophea) == {text: [text.rstrip(".")]}


def test_nobody_is_told_of_what_was_not_released_to_them(people: Cast) -> None:
    redacted(people)
    for other in (people.vuthy, None):
        assert copied_from_testimonies([LEAVES], people.coalition, other) == {}
    testimony = Testimony.objects.select_related("box__coalition").get()
    redact(by=people.sophea, testimony=testimony, leaving=LEAVES, phrase="")
    assert copied_from_testimonies([TOLD, LEAVES], people.coalition, people.chan) == {}


def test_what_a_member_guesses_is_saved_unremarked_and_stays_right_or_wrong(
    people: Cast,
) -> None:
    code, draft, chan = redacted(people), drafted(people), Client()
    chan.force_login(people.chan)
    at = reverse("submissions:remark", kwargs={**draft.at_section, "paragraph": draft.paragraph.pk})
    assert chan.post(at, {"text": "Was it uncle Sok, a teacher in Prey Lang?"}).status_code == 302
    assert chan.post(at, {"text": "He saw soldiers burn the boats at night."}).status_code == 422
    withdraw(code=code)
    assert Remark.objects.get().text == "Was it uncle Sok, a teacher in Prey Lang?"
