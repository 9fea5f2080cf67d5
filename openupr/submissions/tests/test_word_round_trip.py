"""A circulated draft goes out as Word, is changed elsewhere, and comes back as suggestions and comments."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast, cast
from openupr.documents.word import write_word
from openupr.files.tests.word_files import word_file
from openupr.files.word.returned import read_returned
from openupr.submissions.models import Circulation, Paragraph, Remark, Section, Suggestion
from openupr.submissions.queries.returning import for_comments
from openupr.submissions.rules.refusals import NotThatDraft, StillUnsure, TakenBackAlready
from openupr.submissions.rules.returning.units import Returned, Said, returned_of
from openupr.submissions.services.remarks import accept, add_claim
from openupr.submissions.services.returning import Choices, take_back
from openupr.submissions.services.together import circulate
from openupr.submissions.services.writing import add_paragraph, remove_paragraph, write_paragraph
from openupr.submissions.tests.examples import drafted

NOW = timezone.now()
TEXTS = (
    "Land was taken from forty families at the lake.",
    "Since the **second** review no title was given to the villages by the ministry.",
    "The court in Phnom Penh heard three cases and closed them all.",
    "Officials promised to publish every concession before the rains.",
)


@dataclass(frozen=True)
class Draft:
    """A draft of four paragraphs in one section that Sophea has circulated."""

    cast: Cast
    section: Section
    paragraphs: list[Paragraph]
    circulation: Circulation

    def take_back(self, data: bytes, **choices: Any) -> dict[str, int]:
        """By Sophea, from Maly."""
        return self.take(returned_of(read_returned(data)), sha256=str(hash(data)), **choices)

    def take(self, returned: Returned, *, sha256: str = "x", **choices: Any) -> dict[str, int]:
        chosen = Choices(sender="Maly", **choices)
        given = {"circulation": self.circulation, "returned": returned, "sha256": sha256, "choices": chosen}
        counts: dict[str, int] = take_back(by=self.cast.sophea, now=timezone.now(), **given).counts
        return counts


def with_body(data: bytes, change: Callable[[str], str]) -> bytes:
    """The file with its text changed."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(output, "w") as changed:
        for name in archive.namelist():
            part = archive.read(name)
            changed.writestr(name, change(part.decode()) if name == "word/document.xml" else part)
    return output.getvalue()


@pytest.fixture(name="draft")
def the_draft(db: None) -> Draft:
    known = cast()
    made = drafted(known)
    first = write_paragraph(by=known.chan, paragraph=made.paragraph, text=TEXTS[0], version=1, now=NOW)
    others = [add_paragraph(by=known.chan, section=made.section, text=text, now=NOW) for text in TEXTS[1:]]
    add_claim(by=known.chan, paragraph=others[0], source="The ministry, 2025", kind="official")
    given = {"submission": made.submission, "comments_until": NOW.date(), "now": NOW}
    return Draft(known, made.section, [first, *others], circulate(by=known.sophea, **given))


def sent(draft: Draft) -> bytes:
    return write_word(for_comments(draft.circulation))


_BY = 'w:author="Chan" w:date="2026-11-20T08:00:00Z"'


def _run(text: str, *, gone: bool = False) -> str:
    name = "delText" if gone else "t"
    return f'<w:r w:rsidRPr="00AB12CD"><w:{name} xml:space="preserve">{text}</w:{name}></w:r>'


def tracked(document: str, draft: Draft) -> str:
    """As Word saves it: the first paragraph reworded, the second deleted whole, a new one put in, the last one moved
    to before the third, spelling marks and ids of editing sessions everywhere.
    """
    paragraphs = re.findall(r"<w:p>.*?</w:p>", document)
    one, two, three, four = (next(p for p in paragraphs if each.anchor in p) for each in draft.paragraphs)
    mark = f'<w:rPr><w:{{}} w:id="90" {_BY}/></w:rPr>'
    properties = '<w:pPr><w:pStyle w:val="NumberedParagraph"/>{}</w:pPr>'
    reworded = re.sub(
        r"<w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t[^>]*>Land was taken from forty families.*?</w:r>",
        f'<w:proofErr w:type="spellStart"/>{_run("Land was ")}<w:del w:id="1" {_BY}>{_run("taken", gone=True)}</w:del>'
        f'<w:ins w:id="2" {_BY}>{_run("grabbed")}</w:ins><w:proofErr w:type="spellEnd"/>{_run(" from forty ")}'
        f"{_run('families at the lake.')}",
        one,
    ).replace("<w:p>", '<w:p w:rsidR="00112233" w:rsidRDefault="00112233">')
    deleted = re.sub(r"<w:t( [^>]*)?>(.*?)</w:t>", r"<w:delText\1>\2</w:delText>", two)
    deleted = re.sub(r"(<w:r>.*</w:r>)", rf'<w:del w:id="3" {_BY}>\1</w:del>', deleted)
    deleted = deleted.replace(_properties_of(two), properties.format(mark.format("del")))
    written = f'<w:ins w:id="4" {_BY}>{_run("Nobody asked the fisherfolk.")}</w:ins>'
    new = f"<w:p>{properties.format(mark.format('ins'))}{written}</w:p>"
    words = _run("Officials promised to publish every concession before the rains.")
    gone = words.replace("w:t ", "w:delText ").replace("/w:t>", "/w:delText>")
    moved_from = (
        f'<w:moveFromRangeStart w:id="5" {_BY} w:name="move1"/><w:p>{properties.format(mark.format("moveFrom"))}'
        f'<w:bookmarkStart w:id="77" w:name="{draft.paragraphs[3].anchor}"/><w:moveFrom w:id="6" {_BY}>{gone}'
        '</w:moveFrom><w:bookmarkEnd w:id="77"/></w:p><w:moveFromRangeEnd w:id="5"/>'
    )
    moved_to = (
        f'<w:moveToRangeStart w:id="7" {_BY} w:name="move1"/><w:p>{properties.format(mark.format("moveTo"))}'
        f'<w:moveTo w:id="8" {_BY}>{words}</w:moveTo></w:p><w:moveToRangeEnd w:id="7"/>'
    )
    for old, now in ((one, reworded), (two, deleted + new), (three, moved_to + three), (four, moved_from)):
        assert old in document
        document = document.replace(old, now)
    return document


def _properties_of(paragraph: str) -> str:
    found = re.search(r"<w:pPr>.*?</w:pPr>", paragraph)
    assert found
    return found[0]


def told(draft: Draft) -> list[tuple[str, str, str]]:
    """(what, on or after which paragraph, text) of all suggestions."""
    return [
        ("new" if each.is_new else "removes" if each.removes else "text", each.paragraph.text[:10], each.text)
        for each in Suggestion.objects.order_by("pk")
    ]


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
        Said("Rithy", "1970-01-01T00:00:00Z", "Which court?", at, "three cases"),
        Said("Dara", "", "The highest.", at, "three cases", answer=True, done=True),
        Said("", "", "Well done", None),
    )
    counts = draft.take(replace(returned, comments=comments))
    assert (counts["comments"], counts["suggestions"]) == (3, 0)
    on_it = draft.paragraphs[2].remarks.all()
    assert [(each.from_name, each.text, each.resolved) for each in on_it] == [
        ("Rithy", "“three cases”: Which court?", False),
        ("Dara", "The highest.", True),
    ]
    assert {each.circulation for each in on_it} == {draft.circulation}
    assert Remark.objects.get(text="Well done").from_name == "Maly"


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


# The pages


def _client(draft: Draft) -> Client:
    client = Client()
    client.force_login(draft.cast.sophea)
    return client


def _address(draft: Draft, name: str) -> str:
    submission = draft.section.submission
    return reverse(f"submissions:{name}", args=[submission.coalition.key, submission.pk, draft.circulation.number])


def test_a_coordinator_sends_a_draft_out_and_takes_it_back_on_the_pages(draft: Draft) -> None:
    client = _client(draft)
    out = client.get(_address(draft, "comments-file"))
    assert out.content == sent(draft)
    data = with_body(out.content, lambda text: tracked(text, draft))
    document = SimpleUploadedFile("draft.docx", data)
    page = client.post(_address(draft, "returned"), {"document": document, "sender": "Maly"})
    assert page.status_code == 200
    assert "<ins>grabbed </ins>" in page.content.decode()
    assert Suggestion.objects.count() == 0
    plan = page.context["form"].initial["plan"]
    done = client.post(_address(draft, "returned-take"), {"plan": plan, "member_0": "on"}, follow=True)
    assert done.redirect_chain
    assert {each.author for each in Suggestion.objects.all()} == {draft.cast.chan}
    twice = client.post(_address(draft, "returned-take"), {"plan": plan})
    assert "taken back already" in twice.content.decode()
    document.seek(0)
    again = client.post(_address(draft, "returned"), {"document": document, "sender": "Maly"})
    assert "taken back already" in again.content.decode()
    assert Suggestion.objects.count() == 3


def test_what_cannot_be_taken_back_is_said_in_a_sentence_and_adds_nothing(draft: Draft) -> None:
    client, address = _client(draft), _address(draft, "returned")
    for data, words in ((b"", "empty"), (b"%PDF-1.7", "PDF"), (word_file("<w:p/>"), "Nothing in this file")):
        page = client.post(address, {"document": SimpleUploadedFile("x.docx", data), "sender": "Maly"})
        assert page.status_code == 422
        assert words in page.content.decode()
    missing = client.post(address, {})
    assert "Choose the Word file first." in missing.content.decode()
    forged = client.post(_address(draft, "returned-take"), {"plan": "x:y:z"}, follow=True)
    assert "no longer at hand" in forged.content.decode()
    assert not Suggestion.objects.exists()


def test_an_unsure_paragraph_is_decided_by_a_radio_button(draft: Draft) -> None:
    client = _client(draft)
    strange = "Families of that lake have land, say the officials who took photographs."
    data = with_body(
        sent(draft),
        lambda text: re.sub(r'<w:bookmarkStart w:id="\d+" w:name="\w+"/>', "", text.replace(TEXTS[0], strange)),
    )
    document = SimpleUploadedFile("draft.docx", data)
    page = client.post(_address(draft, "returned"), {"document": document, "sender": "Maly"})
    [name] = [each for each in page.context["form"].fields if each.startswith("place_")]
    plan = page.context["form"].initial["plan"]
    undecided = client.post(_address(draft, "returned-take"), {"plan": plan})
    assert (undecided.status_code, Suggestion.objects.count()) == (422, 0)
    client.post(_address(draft, "returned-take"), {"plan": plan, name: "new"})
    assert ("new", strange) in {(kind, text) for kind, _, text in told(draft)}
