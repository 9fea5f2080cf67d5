"""Who joined two paragraphs or took one out in a returned file is named, and nothing stands twice afterwards."""

import re

import pytest

from openupr.submissions.models import Suggestion
from openupr.submissions.remarks import accept
from openupr.submissions.tests.drafts import NOW, TEXTS, Draft, circulated_draft, sent, told, with_body

# What a file holds.
pytestmark = pytest.mark.once

_BY = 'w:author="Chan" w:date="2026-11-20T08:00:00Z"'


@pytest.fixture(name="draft")
def the_draft(db: None) -> Draft:
    """A draft that was circulated."""
    return circulated_draft()


def _paragraph(document: str, anchor: str) -> str:
    return next(each for each in re.findall(r"<w:p>.*?</w:p>", document) if anchor in each)


def _mark_deleted(paragraph: str) -> str:
    """As tracked by Word: the end of the paragraph is deleted."""
    return re.sub(r"(<w:pStyle [^>]*/>)", rf'\1<w:rPr><w:del w:id="90" {_BY}/></w:rPr>', paragraph, count=1)


def test_two_joined_paragraphs_are_one_text_and_one_that_goes_both_of_whoever_joined_them(draft: Draft) -> None:
    def joined(document: str) -> str:
        one = _paragraph(document, draft.paragraphs[2].anchor)
        return document.replace(one, _mark_deleted(one))

    draft.take_back(with_body(sent(draft), joined))
    assert told(draft) == [("text", TEXTS[2][:10], TEXTS[2] + TEXTS[3]), ("removes", TEXTS[3][:10], "")]
    assert {each.from_name for each in Suggestion.objects.all()} == {"Chan"}
    for each in Suggestion.objects.all():
        accept(by=draft.cast.dara, suggestion=each, now=NOW)
    texts = [each.text for each in draft.section.paragraphs.all()]
    assert "\n".join(texts).count(TEXTS[3]) == 1


def test_a_deletion_that_lost_its_bookmark_is_still_of_whoever_deleted_it(draft: Draft) -> None:
    def deleted(document: str) -> str:
        one = _paragraph(document, draft.paragraphs[2].anchor)
        words = re.sub(r"<w:t( [^>]*)?>(.*?)</w:t>", r"<w:delText\1>\2</w:delText>", _mark_deleted(one))
        words = re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", words)
        return document.replace(one, re.sub(r"(<w:r>.*</w:r>)", rf'<w:del w:id="91" {_BY}>\1</w:del>', words))

    draft.take_back(with_body(sent(draft), deleted))
    assert told(draft) == [("removes", TEXTS[2][:10], "")]
    assert Suggestion.objects.get().from_name == "Chan"
