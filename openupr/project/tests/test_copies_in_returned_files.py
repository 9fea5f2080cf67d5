"""Words of a testimony in a Word file that comes back: quoted they may be, once they were released."""

import pytest

from openupr.coalitions.rules.refusals import CopiesATestimony
from openupr.submissions.models import Suggestion
from openupr.submissions.tests.returned_drafts import TEXTS, Draft, circulated_draft, sent, with_body
from openupr.testimonies.models import Testimony
from openupr.testimonies.rules.codes import fresh_code
from openupr.testimonies.services.boxes import close_box
from openupr.testimonies.services.reviewing import release
from openupr.testimonies.services.testifying import put_testimony_in
from openupr.testimonies.tests.examples import DAY, a_box

TOLD = "My uncle Sok counted eleven trucks full of timber before the sun rose."
LEAVES = TOLD.replace("uncle Sok", "uncle")


@pytest.fixture
def draft(db: None) -> Draft:
    """Circulated; and a box of the same coalition, in which it was told, is closed."""
    made = circulated_draft()
    box = a_box(made.cast)
    put_testimony_in(box=box, code=fresh_code(), text=TOLD, phrase="", consent="submission")
    close_box(by=made.cast.sophea, box=box, today=DAY)
    return made


def returned(draft: Draft, words: str) -> bytes:
    return with_body(sent(draft), lambda body: body.replace(TEXTS[3], f"{TEXTS[3]} {words}"))


def test_words_that_were_not_released_are_refused_and_nothing_is_taken_from_the_file(draft: Draft) -> None:
    with pytest.raises(CopiesATestimony):
        draft.take_back(returned(draft, TOLD))
    assert not Suggestion.objects.exists()
    draft.take_back(returned(draft, "Nobody asked the fisherfolk."))
    assert Suggestion.objects.get().text.endswith("Nobody asked the fisherfolk.")


def test_words_that_were_released_come_back_and_no_others_beside_them(draft: Draft) -> None:
    testimony = Testimony.objects.select_related("box__coalition").get()
    release(by=draft.cast.sophea, testimony=testimony, leaving=LEAVES, phrase="", looked_at=True, fewer_than_five=False)
    with pytest.raises(CopiesATestimony):
        draft.take_back(returned(draft, TOLD))
    draft.take_back(returned(draft, "He counted eleven trucks full of timber before the sun rose."))
    assert "eleven trucks" in Suggestion.objects.get().text
