"""A circulated draft goes out as Word, is changed elsewhere, and comes back as suggestions and comments."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from openupr.files.tests.word_files import word_file
from openupr.files.word.with_changes import read_returned
from openupr.returning.units import UnitComment, returned_of
from openupr.submissions.models import Paragraph, Remark, Suggestion
from openupr.submissions.paragraphs import remove_paragraph, write_paragraph
from openupr.submissions.remarks import accept
from openupr.submissions.rules.refusals import NotThatDraft, StillUnsure, TakenBackAlready
from openupr.submissions.tests.drafts import (
    NOW,
    TEXTS,
    Draft,
    circulated_draft,
    sent,
    told,
    tracked,
    with_body,
)

# What a file holds; that it is kept the same way, test_drafting and the others of this app ask.
pytestmark = pytest.mark.once


@pytest.fixture(name="draft")
def the_draft(db: None) -> Draft:
    """A draft that was circulated."""
    return circulated_draft()


def test_an_unchanged_file_adds_nothing(draft: Draft) -> None:
    counts = draft.take_back(sent(draft))
    assert (counts["suggestions"], counts["comments"]) == (0, 0)
    assert counts["unchanged"] == sum(len(s["paragraphs"]) for s in draft.circulation.edition.content["sections"])


def test_what_word_tracked_becomes_suggestions_of_whoever_changed_it(draft: Draft) -> None:
    data = with_body(sent(draft), lambda text: tracked(text, draft))
    _as_tracked(draft, draft.take_back(data))


def _as_tracked(draft: Draft, counts: dict[str, int]) -> None:
    assert told(draft) == [
        ("text", "Land was t", "Land was grabbed from forty families at the lake."),
        ("removes", "Since the ", ""),
        ("new", "Land was t", "Nobody asked the fisherfolk."),
    ]
    assert {each.from_name for each in Suggestion.objects.all()} == {"Chan"}
    assert Suggestion.objects.get(is_new=False, removes=False).base == TEXTS[0]
    moved = Remark.objects.get(paragraph=draft.paragraphs[3])
    assert moved.from_name == "Chan"
    assert "moved" in moved.text
    assert "*" not in moved.text
    assert (counts["changed"], counts["removed"], counts["added"], counts["moved"]) == (1, 1, 1, 1)


def test_libreoffice_saves_the_tracked_file_and_everything_is_recognised(draft: Draft, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("There is no LibreOffice here. To install it: apt-get install libreoffice-writer-nogui")
    (tmp_path / "draft.docx").write_bytes(with_body(sent(draft), lambda text: tracked(text, draft)))
    own = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        program,
        "--headless",
        own,
        "--convert-to",
        "docx",
        "--outdir",
        tmp_path / "saved",
        tmp_path / "draft.docx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    _as_tracked(draft, draft.take_back((tmp_path / "saved" / "draft.docx").read_bytes()))


def test_the_same_file_adds_nothing_twice_nor_the_same_words_in_another_file(draft: Draft) -> None:
    data = with_body(sent(draft), lambda text: text.replace("forty families", "fifty families"))
    assert draft.take_back(data)["suggestions"] == 1
    assert Suggestion.objects.get().from_name == "Maly"
    with pytest.raises(TakenBackAlready):
        draft.take_back(data)
    again = draft.take(returned_of(read_returned(data)), sha256="another")
    assert (again["suggestions"], Suggestion.objects.count()) == (0, 1)


def test_a_paragraph_that_changed_since_keeps_its_text_and_the_suggestion_what_went_out(draft: Draft) -> None:
    data = with_body(sent(draft), lambda text: text.replace("forty families", "fifty families"))
    write_paragraph(by=draft.cast.chan, paragraph=draft.paragraphs[0], text="Much land was taken.", version=2, now=NOW)
    draft.take_back(data)
    suggestion = Suggestion.objects.get()
    assert (suggestion.base, suggestion.paragraph.text) == (TEXTS[0], "Much land was taken.")
    accept(by=draft.cast.dara, suggestion=suggestion, text="Much land of fifty families was taken.", now=NOW)
    assert Paragraph.objects.get(pk=draft.paragraphs[0].pk).text == "Much land of fifty families was taken."


def test_what_was_said_of_a_paragraph_that_was_taken_out_is_offered_where_it_stood(draft: Draft) -> None:
    data = with_body(sent(draft), lambda text: text.replace("three cases", "nine cases"))
    remove_paragraph(by=draft.cast.chan, paragraph=draft.paragraphs[2], now=NOW)
    draft.take_back(data)
    assert told(draft) == [("new", "Since the ", TEXTS[2].replace("three", "nine"))]


def test_a_name_in_the_file_is_a_member_only_where_the_coordinator_says_so(draft: Draft) -> None:
    data = with_body(sent(draft), lambda text: tracked(text, draft))
    draft.take_back(data, people={"Chan": draft.cast.chan})
    assert {each.author for each in Suggestion.objects.all()} == {draft.cast.chan}


def test_comments_and_their_answers_are_put_to_their_paragraphs_with_the_words_they_were_on(draft: Draft) -> None:
    returned = returned_of(read_returned(sent(draft)))
    at = next(n for n, unit in enumerate(returned.units) if draft.paragraphs[2].anchor in unit.anchors)
    comments = (
        UnitComment("Rithy", "1970-01-01T00:00:00Z", "Which court?", at, "three cases"),
        UnitComment("Dara", "", "The highest.", at, "three cases", answer=True, done=True),
        UnitComment("", "2025-11-20T08:00:00Z", "Well done", None),
        UnitComment("Rithy", "", "Cut this.", at, TEXTS[2]),
        UnitComment("Rithy", "", "Or this.", at, TEXTS[2][:40] + "…"),
        UnitComment("Rithy", "", "How many?", at, TEXTS[2][:9] + "…"),
    )
    counts = draft.take(replace(returned, comments=comments))
    assert (counts["comments"], counts["suggestions"]) == (6, 0)
    on_it = draft.paragraphs[2].remarks.all()
    assert [(each.from_name, each.text, each.resolved) for each in on_it] == [
        ("Rithy", "“three cases”: Which court?", False),
        ("Dara", "The highest.", True),
        # What was put on the whole paragraph does not repeat it.
        ("Rithy", "Cut this.", False),
        ("Rithy", "Or this.", False),
        ("Rithy", "“The court…”: How many?", False),
    ]
    assert {each.circulation for each in on_it} == {draft.circulation}
    told = Remark.objects.get(text="Well done")
    assert (told.from_name, told.made_at.date().isoformat()) == ("Maly", "2025-11-20")
    assert {each.made_at.date() for each in on_it} == {NOW.date()}  # a computer without a clock says 1970


def test_another_text_is_refused_and_an_unsure_paragraph_waits_for_a_decision(draft: Draft) -> None:
    with pytest.raises(NotThatDraft):
        draft.take_back(word_file("<w:p><w:r><w:t>Minutes of a meeting</w:t></w:r></w:p>"))
    strange = "Families of that lake have land, say the officials who took photographs."
    changed = with_body(
        sent(draft),
        lambda text: re.sub(r'<w:bookmarkStart w:id="\d+" w:name="\w+"/>', "", text.replace(TEXTS[0], strange)),
    )
    with pytest.raises(StillUnsure):
        draft.take_back(changed)
    assert Suggestion.objects.count() == 0


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_new_paragraphs_that_follow_each_other_come_out_in_that_order(draft: Draft, order: tuple[int, ...]) -> None:
    new = ["The lake was filled with sand.", "No map was ever shown.", "Fish are caught no more."]

    def after_the_first(document: str) -> str:
        first = next(p for p in re.findall(r"<w:p>.*?</w:p>", document) if draft.paragraphs[0].anchor in p)
        return document.replace(first, first + "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in new))

    draft.take_back(with_body(sent(draft), after_the_first))
    suggested = list(Suggestion.objects.filter(is_new=True).order_by("pk"))
    for at in order:
        accept(by=draft.cast.dara, suggestion=suggested[at], now=NOW)
    texts = [each.text for each in draft.section.paragraphs.all()]
    assert texts[:4] == [TEXTS[0], *new]
