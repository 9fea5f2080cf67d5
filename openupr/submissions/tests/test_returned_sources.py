"""An end note that stands for a source and was changed in Word is told as that source's, and doubles nothing."""

import io
import re
import zipfile

import pytest

from openupr.returning.sources import notes_in, replaced, reworded
from openupr.submissions.models import Remark, Suggestion
from openupr.submissions.tests.drafts import Draft, circulated_draft, sent, with_body

# What a file holds.
pytestmark = pytest.mark.once

_BY = 'w:author="Chan" w:date="2026-11-20T08:00:00Z"'


@pytest.fixture(name="draft")
def the_draft(db: None) -> Draft:
    """A draft that was circulated; its second paragraph has the source "The ministry, 2025"."""
    return circulated_draft()


def _with_note(data: bytes, old: str, new: str) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(output, "w") as changed:
        for name in archive.namelist():
            part = archive.read(name).decode() if name == "word/endnotes.xml" else archive.read(name)
            if isinstance(part, str):
                assert old in part
                part = part.replace(old, new).encode()
            changed.writestr(name, part)
    return output.getvalue()


def test_words_added_to_a_source_are_a_comment_that_says_both_and_no_change_of_the_text(draft: Draft) -> None:
    added = f'</w:t></w:r><w:ins w:id="80" {_BY}><w:r><w:t xml:space="preserve">, page 4</w:t></w:r></w:ins>'
    counts = draft.take_back(_with_note(sent(draft), "The ministry, 2025</w:t></w:r>", f"The ministry, 2025{added}"))
    assert (counts["suggestions"], counts["comments"], counts["changed"], counts["sources"]) == (0, 1, 0, 1)
    told = Remark.objects.get()
    assert (told.paragraph, told.from_name) == (draft.paragraphs[1], "Chan")
    assert "“The ministry, 2025” reads “The ministry, 2025, page 4”" in told.text


def test_a_changed_source_stays_out_of_the_changed_text_beside_it(draft: Draft) -> None:
    data = with_body(sent(draft), lambda text: text.replace("by the ministry", "by anybody"))
    draft.take_back(_with_note(data, "The ministry, 2025", "The ministry of land, 2025"))
    suggestion = Suggestion.objects.get()
    assert "by anybody" in suggestion.text
    assert "^[" not in suggestion.text
    assert "“The ministry, 2025” reads “The ministry of land, 2025”" in Remark.objects.get().text


@pytest.mark.parametrize("text", ["by the ministry", "by anybody"])
def test_another_note_in_place_of_a_source_is_told_as_that_source_s_and_does_not_stand_beside_it(
    draft: Draft, text: str
) -> None:
    data = with_body(sent(draft), lambda document: document.replace("by the ministry", text))
    draft.take_back(_with_note(data, "The ministry, 2025", "Interviews with fisherfolk"))
    assert not any("^[" in each.text for each in Suggestion.objects.all())
    assert "“The ministry, 2025” reads “Interviews with fisherfolk”" in Remark.objects.get().text


def test_a_note_whose_place_is_another_is_one_gone_and_one_new(draft: Draft) -> None:
    def elsewhere(document: str) -> str:
        mark = re.search(r"<w:r><w:rPr>(?:(?!</w:r>).)*?</w:rPr><w:endnoteReference [^>]*/></w:r>", document)
        assert mark
        words = f'<w:r><w:t xml:space="preserve"> So say the fisherfolk.</w:t></w:r>{mark[0]}'
        return document.replace(mark[0], words)

    draft.take_back(_with_note(with_body(sent(draft), elsewhere), "The ministry, 2025", "Interviews"))
    assert "So say the fisherfolk.^[Interviews]" in Suggestion.objects.get().text
    assert "no longer has this source: “The ministry, 2025”" in Remark.objects.get().text


def test_a_note_is_replaced_where_words_and_notes_around_it_are_alike() -> None:
    assert replaced("a b^[one]^[two] c", "a b^[new]^[two] c") == [("^[one]", "^[new]")]
    assert replaced("a b^[one] c d^[two]", "a b^[1] c e^[2]") == [("^[one]", "^[1]"), ("^[two]", "^[2]")]
    assert replaced("a b^[one]", "a b c^[new]") == replaced("a^[one] b", "a b^[new]") == []


def test_notes_are_found_with_brackets_in_them_and_each_stands_for_one_source_only() -> None:
    text = r"It is said^[A note, [in brackets\].]] here^[B \\]^ [c] \^[d]."
    assert list(notes_in(text)) == [r"^[A note, [in brackets\].]]", r"^[B \\]"]
    twice = ["The ministry, 2025", "The ministry, 2026"]
    assert reworded(twice, "", "^[The ministry, 2026, page 1]") == [(twice[1], "^[The ministry, 2026, page 1]")]
    assert reworded(twice, "^[The ministry]", "^[The ministry]") == []
