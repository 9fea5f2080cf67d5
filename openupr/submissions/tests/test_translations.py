"""A translation beside a paragraph: for those who read another language, in no file."""

import pytest
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.documents import word
from openupr.submissions.document import document_of
from openupr.submissions.models import Paragraph, ParagraphTranslation
from openupr.submissions.paragraphs import translate_paragraph, write_paragraph
from openupr.submissions.rules.refusals import AlreadyTranslated, TranslatedMeanwhile

from .conftest import SignIn
from .examples import Drafted
from .test_drafting_pages import at, on_paragraph

NOW = timezone.now()
KHMER = "ដីត្រូវបានយក។"
pytestmark = pytest.mark.once


def test_a_member_writes_a_translation_and_who_reads_khmer_validates_with_it(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    rithy, address = browser_of(people.rithy), on_paragraph(draft, "translate")
    assert address in rithy.get(at(draft, "section")).content.decode()
    assert "Land was taken." in rithy.get(address).content.decode()
    rithy.cookies["django_language"] = "km"
    assert '<option value="km" selected>ភាសាខ្មែរ' in rithy.get(address).content.decode()
    rithy.cookies["django_language"] = "en"
    assert rithy.post(address, {"language": "", "text": KHMER, "version": 0}).status_code == 422
    rithy.post(address, {"language": "km", "text": KHMER, "version": 0})
    edition = at(draft, "edition", number=draft.circulation.edition.number)
    for page in (at(draft, "section"), at(draft, "validation-section"), edition):
        told = rithy.get(page).content.decode()
        assert f'<p lang="km">{KHMER}</p>' in told
        assert "changed since" not in told.replace("What changed since", "")
        assert people.rithy.called in told
    assert KHMER not in word.write_html(document_of(draft.submission))
    paragraph = Paragraph.objects.get(pk=draft.paragraph.pk)
    write_paragraph(
        by=people.chan, paragraph=paragraph, text="Much land was taken.", version=paragraph.version, now=NOW
    )
    assert "changed since" in rithy.get(at(draft, "validation-section")).content.decode()
    write_paragraph(by=people.chan, paragraph=paragraph, text=KHMER, version=paragraph.version + 1, now=NOW)
    assert "This paragraph is not in English" in rithy.get(at(draft, "section")).content.decode()
    change = rithy.get(f"{address}?language=km").content.decode()
    assert KHMER in change
    assert rithy.post(address, {"language": "fr", "text": "", "version": 0}).status_code == 422
    rithy.post(f"{address}?language=km", {"language": "km", "text": "", "version": 1})
    assert not ParagraphTranslation.objects.exists()


def test_of_two_who_translate_at_once_nobody_writes_over_the_other(people: Cast, draft: Drafted) -> None:
    given = {"paragraph": draft.paragraph, "language": "km", "now": NOW}
    translate_paragraph(by=people.rithy, text=KHMER, **given)
    with pytest.raises(AlreadyTranslated):
        translate_paragraph(by=people.chan, text="another", **given)
    translate_paragraph(by=people.chan, text="better", version=1, **given)
    with pytest.raises(TranslatedMeanwhile):
        translate_paragraph(by=people.rithy, text="worse", version=1, **given)
    assert ParagraphTranslation.objects.get().text == "better"
