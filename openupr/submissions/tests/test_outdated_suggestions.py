"""Two who change one paragraph are joined when the second is accepted; what was saved between is not undone."""

import pytest
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.submissions.models import Paragraph, Suggestion
from openupr.submissions.paragraphs import write_paragraph
from openupr.submissions.remarks import accept, suggest
from openupr.submissions.rules.refusals import JoinFirst

from .conftest import SignIn
from .examples import Drafted
from .test_drafting_pages import at

NOW = timezone.now()
BASE = "The lake lost 40 per cent of its fish. Nobody was asked."
ANNA = "The lake lost 40 per cent of its fish in 2024. Nobody was asked."
BEN = "The lake lost 40 per cent of its fish. Nobody in the villages was asked."
BOTH = "The lake lost 40 per cent of its fish in 2024. Nobody in the villages was asked."


@pytest.fixture
def lake(people: Cast, draft: Drafted) -> Paragraph:
    """A paragraph of Land's part."""
    return write_paragraph(by=people.chan, paragraph=draft.paragraph, text=BASE, version=1, now=NOW)


def _suggested(people: Cast, paragraph: Paragraph, text: str, *, removes: bool = False) -> Suggestion:
    made: Suggestion = suggest(by=people.rithy, paragraph=paragraph, text=text, removes=removes, now=NOW)
    return made


def _now(paragraph: Paragraph) -> str:
    return Paragraph.all_ever.get(pk=paragraph.pk).text


def test_accepting_one_after_the_other_keeps_what_both_changed(people: Cast, lake: Paragraph) -> None:
    first, second = (_suggested(people, lake, text) for text in (ANNA, BEN))
    for each in (first, second):
        accept(by=people.dara, suggestion=Suggestion.objects.get(pk=each.pk), now=NOW)
    assert _now(lake) == BOTH


def test_where_both_changed_the_same_words_a_person_joins_them(people: Cast, lake: Paragraph) -> None:
    first, second = (_suggested(people, lake, BASE.replace("40", number)) for number in ("45", "50"))
    accept(by=people.dara, suggestion=Suggestion.objects.get(pk=first.pk), now=NOW)
    with pytest.raises(JoinFirst):
        accept(by=people.dara, suggestion=Suggestion.objects.get(pk=second.pk), now=NOW)
    assert (_now(lake), Suggestion.objects.get(pk=second.pk).state) == (BASE.replace("40", "45"), "open")


def test_the_page_joins_them_and_shows_the_difference_to_the_text_of_today(
    people: Cast, draft: Drafted, lake: Paragraph, browser_of: SignIn
) -> None:
    suggestion = _suggested(people, lake, BEN)
    write_paragraph(by=people.chan, paragraph=lake, text=ANNA, version=lake.version, now=NOW)
    dara = browser_of(people.dara)
    page = dara.get(at(draft, "section")).content.decode()
    assert "They do not touch: both are joined" in page
    box = page.split(f'<textarea id="joined-{suggestion.pk}"')[1].split(">", 1)[1].split("</textarea>")[0]
    assert box == BOTH
    told = page.split('<p class="difference">')[1].split("</p>")[0]
    assert "<ins>in the villages </ins>" in told
    assert "<del>" not in told
    version = Paragraph.objects.get(pk=lake.pk).version
    given = {"do": "accept", "text": box, "version": version}
    dara.post(at(draft, "suggestion", suggestion=suggestion.pk), given)
    assert _now(lake) == BOTH


def test_the_page_says_which_words_both_changed(
    people: Cast, draft: Drafted, lake: Paragraph, browser_of: SignIn
) -> None:
    _suggested(people, lake, BASE.replace("40", "50"))
    write_paragraph(by=people.chan, paragraph=lake, text=BASE.replace("40", "45"), version=lake.version, now=NOW)
    page = browser_of(people.dara).get(at(draft, "section")).content.decode()
    assert "In 1 place both changed the same words" in page
    assert "“45”" in page
    assert "“50”" in page


def test_what_somebody_wrote_in_by_hand_meanwhile_is_not_offered_twice(
    people: Cast, draft: Drafted, lake: Paragraph, browser_of: SignIn
) -> None:
    suggestion = _suggested(people, lake, ANNA)
    write_paragraph(by=people.chan, paragraph=lake, text=BOTH, version=lake.version, now=NOW)
    assert "says all of this by now" in browser_of(people.dara).get(at(draft, "section")).content.decode()
    accept(by=people.dara, suggestion=Suggestion.objects.get(pk=suggestion.pk), now=NOW)
    assert _now(lake) == BOTH


def test_a_paragraph_that_was_changed_since_the_page_was_opened_does_not_go_unread(
    people: Cast, draft: Drafted, lake: Paragraph, browser_of: SignIn
) -> None:
    suggestion, dara = _suggested(people, lake, "", removes=True), browser_of(people.dara)
    write_paragraph(by=people.chan, paragraph=lake, text=ANNA, version=lake.version, now=NOW)
    assert "as it is now" in dara.get(at(draft, "section")).content.decode()
    address = at(draft, "suggestion", suggestion=suggestion.pk)
    refused = dara.post(address, {"do": "accept", "version": lake.version}, follow=True)
    assert "Somebody changed this paragraph meanwhile" in refused.content.decode()
    assert not Paragraph.all_ever.get(pk=lake.pk).removed
    dara.post(address, {"do": "accept", "version": Paragraph.objects.get(pk=lake.pk).version})
    assert Paragraph.all_ever.get(pk=lake.pk).removed
