"""A recommendation of the record is found and cited from a section."""

import re
from pathlib import Path

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils.html import escape

from openupr.coalitions.tests.examples.cast import Cast
from openupr.documents.light_markup import count_notes, plain_words
from openupr.recommendations.models import SourceRecord
from openupr.recommendations.tests.demo_record import demo_record
from openupr.submissions.citations import citations
from openupr.submissions.document import document_of
from openupr.submissions.models import Claim
from openupr.submissions.rules.reading import ReadPiece, read_changes

from .conftest import SignIn
from .examples import Drafted


def test_a_recommendation_is_found_by_words_and_cited_as_the_record_has_it(
    people: Cast, draft: Drafted, browser_of: SignIn, tmp_path: Path
) -> None:
    address, chan = reverse("submissions:cite", kwargs=draft.at_section), browser_of(people.chan)
    with override_settings(OPENUPR_HOME=tmp_path):
        assert b"No record is loaded" in chan.get(address, {"q": "land"}).content
        demo_record()
        found = chan.get(address, {"q": "land"}).context["found"]
        one = found[0]
        paragraph = reverse("submissions:paragraph", kwargs={**draft.at_section, "paragraph": draft.paragraph.pk})
        chan.post(paragraph, {"text": f"As was said {one.markup}.", "version": 1})
        page = chan.get(reverse("submissions:section", kwargs=draft.at_section)).content.decode()
        assert f"As was said {one.label}." in page
        assert re.search(r'<input id="cite-q"[^>]* value="">', page)
        assert one.label.endswith("supported)") or "noted)" in one.label
        cover = document_of(draft.submission).cover
        assert cover is not None
        assert "For practice only" in cover.above[0].lines[0]


def test_a_citation_names_a_recommendation_by_the_un_s_number_whichever_source_tells_it(
    people: Cast, draft: Drafted
) -> None:
    demo_record()
    counted = SourceRecord.objects.filter(preferred=True, ask__review__iso3="KHM").select_related("ask")[0]
    SourceRecord.objects.create(
        ask=counted.ask, source="dihr", text=counted.text, symbol="A/HRC/26/16", number="118.12", file=counted.file,
        row=1,
    )  # fmt: skip
    key = counted.ask.key
    assert citations([f"[[{key}]]"], draft.submission)[key].startswith("(A/HRC/26/16, 118.12, ")


def test_what_the_record_does_not_hold_is_told_at_the_paragraph_in_what_comes_next_and_before_lodging(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea, told = browser_of(people.sophea), "cites what the record does not hold"
    pages = [reverse(f"submissions:{name}", kwargs=draft.at) for name in ("submission", "lodge")]
    assert [told in sophea.get(page).content.decode() for page in pages] == [False, False]
    paragraph = reverse("submissions:paragraph", kwargs={**draft.at_section, "paragraph": draft.paragraph.pk})
    sophea.post(paragraph, {"text": "As was said [[KHM-18-mistyped]].", "version": 1})
    assert [told in sophea.get(page).content.decode() for page in pages] == [True, True]
    at_paragraph = sophea.get(reverse("submissions:section", kwargs=draft.at_section)).content.decode()
    assert re.search(r"<code>\[\[KHM-18-mistyped\]\]</code>\s+is in every file as it is written\.", at_paragraph)
    sophea.post(reverse("submissions:section-remove", kwargs=draft.at_section))
    assert [told in sophea.get(page).content.decode() for page in pages] == [False, False]


@pytest.mark.parametrize("words", ["", "\x00", "(((", '"', "x" * 5000])
def test_whatever_is_looked_for_is_answered(words: str, people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    address = reverse("submissions:cite", kwargs=draft.at_section)
    assert browser_of(people.chan).get(address, {"q": words}).status_code == 200


def test_a_source_is_said_better_and_taken_away_and_the_end_note_follows(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    chan, notes = browser_of(people.chan), reverse("submissions:file", kwargs={**draft.at, "kind": "md"})
    given = {"source": "A report", "kind": "un", "day": "", "reliability": "", "case": ""}
    add = reverse("submissions:claim-add", kwargs={**draft.at_section, "paragraph": draft.paragraph.pk})
    chan.post(add, given)
    claim = Claim.objects.get()
    change = reverse("submissions:claim-change", kwargs={**draft.at_section, "claim": claim.pk})
    assert chan.post(change, given | {"source": "  "}).status_code == 422
    answer = chan.post(change, given | {"source": "A report of 2025, page 7", "kind": "press"}, follow=True)
    assert "The end note says so from now on" in answer.content.decode()
    assert "A report of 2025, page 7" in chan.get(notes).content.decode()
    assert Claim.objects.get().kind == "press"
    remove = reverse("submissions:claim-remove", kwargs={**draft.at_section, "claim": claim.pk})
    assert "Removed, with its end note" in chan.post(remove, follow=True).content.decode()
    assert "page 7" not in chan.get(notes).content.decode()


def test_what_changed_is_shown_with_citations_as_they_read(
    people: Cast, draft: Drafted, browser_of: SignIn, tmp_path: Path
) -> None:
    chan = browser_of(people.chan)
    with override_settings(OPENUPR_HOME=tmp_path):
        demo_record()
        one = chan.get(reverse("submissions:cite", kwargs=draft.at_section), {"q": "land"}).context["found"][0]
    on = {**draft.at_section, "paragraph": draft.paragraph.pk}
    text = f"Land was taken {one.markup}."
    suggested = {"text": f"Land was returned {one.markup}."}
    chan.post(reverse("submissions:paragraph", kwargs=on), {"text": text, "version": 1})
    sent = chan.post(reverse("submissions:suggest", kwargs=on), suggested, follow=True)
    assert "Suggestion sent." in sent.content.decode()
    for page, about in (("section", draft.at_section), ("section-history", draft.at_section), ("editions", draft.at)):
        told = chan.get(reverse(f"submissions:{page}", kwargs=about), {"from": 1}).content.decode()
        shown = told.replace(escape(text), "").replace(escape(suggested["text"]), "")
        assert escape(one.label) in shown
        assert 'difference">' in told
        assert one.markup not in re.sub(r"<textarea.*?</textarea>", "", shown, flags=re.DOTALL)


def test_what_changed_is_read_as_words_with_citations_spelled_out_and_italics_as_such() -> None:
    said = {"KHM-18-1": "(118.1, France, session 18, noted)"}.get
    found = read_changes("*Land* [[KHM-18-1]]\n\n- one", "*Land* [[KHM-18-1]]^[Here]\n\n- two", said)
    assert found[0] == ReadPiece("same", "Land", italic=True)
    told = "".join(f"{each.kind[0]}<{each.text}>" for each in found)
    assert told == "s<Land>s< (118.1, France, session 18, noted)>a< [Here]>s<\n• >r<one>a<two>"


@pytest.mark.parametrize("text", ["Land was taken.^[]", "Land was taken.^[ ]"])
def test_an_end_note_that_says_nothing_is_none(text: str) -> None:
    assert count_notes(text) == 0
    assert plain_words(text) == "Land was taken."


def test_an_end_note_that_cites_is_one() -> None:
    assert count_notes("Land was taken.^[[[KHM-18-1]]]") == 1
