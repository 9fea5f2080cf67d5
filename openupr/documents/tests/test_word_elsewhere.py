"""The same document as HTML, Markdown and PDF, and read back: the same numbers, and what was typed is no markup."""

import re

import markdown_it
import pypdfium2
import pytest
from hypothesis import given, settings
from lxml import html

from openupr.documents.word import (
    Annex,
    Document,
    DocumentTable,
    Heading,
    Item,
    Listing,
    Note,
    Paragraph,
    Run,
    html_article,
    plain,
    write_html,
    write_markdown,
    write_pdf,
    write_word,
)
from openupr.documents.word.numbering import BlockNumbers, letter, roman
from openupr.files.word import read_word

from .word_documents import KHMER, documents, submission

SMALL = Document(
    "Homes",
    (
        Heading(plain("Follow-up")),
        Paragraph((Run("A "), Run("claim", bold=True), Note((Run("A/HRC/26/16"),))), numbered=True),
        Listing((Item(plain("one")), Item(plain("deeper"), level=1), Item(plain("two"))), "letters"),
        Heading(plain("Under it"), level=2),
        Paragraph((Run("Again", link="https://example.org"),), numbered=True, anchor="p_2"),
        Annex(
            plain("Table"), (DocumentTable(((plain("1"), plain("a|b")),), (plain("No."), plain("x")), (1, 3)),), True
        ),
    ),
)


def test_html_has_the_numbers_that_word_counts() -> None:
    tree = html.fromstring(write_html(SMALL))
    lines = [" ".join(each.text_content().split()) for each in tree.iter("h1", "h2", "h3", "p", "li", "th", "td")]
    assert lines == [
        "Homes", "A. Follow-up", "1. A claim1", "(a) one", "(i) deeper", "(b) two", "A.1. Under it", "2. Again",
        "Annex. Table", "No.", "x", "1", "a|b", "End notes", "A/HRC/26/16 ↩",
    ]  # fmt: skip


def test_markdown_has_them_too() -> None:
    assert write_markdown(SMALL) == (
        "# Homes\n\n## A. Follow-up\n\n1. A **claim**[^1]\n\n- (a) one\n  - (i) deeper\n- (b) two\n\n"
        "### A.1. Under it\n\n2. [Again](<https://example.org>)\n\n## Annex. Table\n\n"
        "| No. | x |\n| --- | --- |\n| 1 | a\\|b |\n\n[^1]: A/HRC/26/16\n"
    )


def test_html_asks_nobody_and_runs_nothing() -> None:
    evil = '<script>alert("x")</script><img src=x onerror=y>'
    document = Document(
        evil, (Paragraph((Run(evil, link="javascript:x"), Run("z", language='"><b>'))),), language="<b>"
    )
    tree = html.fromstring(write_html(document))
    assert {each.tag for each in tree.iter()} == {
        "html", "head", "meta", "title", "style", "body", "main", "article", "h1", "p",
    }  # fmt: skip
    assert not any(name.startswith("on") or name in {"src", "style"} for each in tree.iter() for name in each.attrib)
    assert "<style" not in html_article(document)


def test_notes_and_anchors_can_be_reached() -> None:
    tree = html.fromstring(write_html(SMALL))
    identities = [each.get("id") for each in tree.iter() if each.get("id")]
    led = [each.get("href")[1:] for each in tree.iter("a") if each.get("href").startswith("#")]
    assert sorted(led) == ["note-1", "noted-1"]
    assert set(led) | {"p_2"} == set(identities)


def test_khmer_may_break_between_words_and_is_copied_without_a_trace() -> None:
    page = write_html(Document("", (Paragraph(plain(f"The word {KHMER}.")),)))
    assert '<span lang="km">សិទ្ធិ<wbr>មនុស្ស<wbr>' in page
    assert f"The word {KHMER}." in html.fromstring(page).text_content()


@given(documents())
@settings(max_examples=30)
def test_any_document_is_html_that_is_read_back_as_it_was(document: Document) -> None:
    tree = html.fromstring(write_html(document))
    assert sum(1 for _ in tree.iter("table")) == sum(
        isinstance(each, DocumentTable) for block in document.blocks for each in getattr(block, "blocks", (block,))
    )
    assert len(tree.xpath("//section[@class='notes']/ol/li")) == len(tree.xpath("//sup"))


TYPED = ["1. a", "# a", "- a", "+ a", "a * b * c", "_a_", "<b>a</b>", "[a](b)", "&amp;", "a|b", "12) a", "~~a~~", "`a`"]


@pytest.mark.parametrize("typed", [*TYPED, "a\\b", "a\\", "=== a", "a^b$"])
def test_what_was_typed_is_not_taken_for_markdown(typed: str) -> None:
    written = write_markdown(Document("", (Paragraph(plain(typed)), Paragraph((Run(typed, bold=True),)))))
    tree = html.fromstring(markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(written))
    assert [each.text_content() for each in tree.iter("p")] == [typed, typed]
    assert {each.tag for each in tree.iter()} <= {"div", "p", "strong"}


def test_a_preview_has_turned_pages_and_numbers_but_none_on_the_cover() -> None:
    pytest.importorskip("weasyprint", reason="Pango is missing: documents cannot be printed here.", exc_type=OSError)
    large = submission()
    data = write_pdf(Document("Homes", large.blocks[-2:], large.cover, furniture=large.furniture))
    pages = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pages]
    assert {page.get_width() > page.get_height() for page in pages} == {True, False}
    pages.close()
    assert "Joint stakeholder submission" in texts[0]
    cover = max(at for at, text in enumerate(texts) if " of the lake" in text) + 1
    assert cover > 1
    assert not re.search(r"^\d$|Draft 3", "\n".join(texts[:cover]), re.MULTILINE)
    for number, text in enumerate(texts[cover:], start=cover + 1):
        assert re.search(rf"(^| ){number}$", text, re.MULTILINE)
        assert "Draft 3" in text


def test_a_table_that_is_kept_together_begins_on_the_page_on_which_it_ends() -> None:
    pytest.importorskip("weasyprint", reason="Pango is missing: documents cannot be printed here.", exc_type=OSError)

    def day(name: str) -> DocumentTable:
        rows = tuple((plain(f"{name} {hour}"),) for hour in range(25))
        return DocumentTable(rows, keeps_rows=True, keeps_together=True)

    pages = pypdfium2.PdfDocument(write_pdf(Document("Agenda", (day("Monday"), day("Tuesday")))))
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    pages.close()
    assert [("Monday" in text, "Tuesday" in text) for text in texts] == [(True, False), (False, True)]


def test_numbers_go_on_as_in_word() -> None:
    counted = BlockNumbers()
    assert [counted.heading(level) for level in (2, 1, 3, 2, 1)] == ["A.1.", "A.", "A.1.1.", "A.1.", "B."]
    assert [letter(count) for count in (1, 26, 27, 53)] == ["A", "Z", "AA", "AAA"]
    assert [roman(count) for count in (1, 4, 9, 14, 1999)] == ["i", "iv", "ix", "xiv", "mcmxcix"]
    assert list(BlockNumbers.items("numbers", [0, 1, 1, 0, 1])) == ["(1)", "(a)", "(b)", "(2)", "(a)"]


def test_our_own_reader_finds_the_parts_and_counts_their_words() -> None:
    file = read_word(write_word(submission()))
    start = next(at for at, each in enumerate(file.paragraphs) if each.text.startswith("Annex 1"))
    body = [each for each in file.paragraphs[:start] if not each.cover]
    assert sum(each.words for each in body) == 5632
    assert [each.label for each in body if each.style == "numbered paragraph"] == [f"{n}." for n in range(1, 121)]
    assert (len(file.notes), file.traces, file.unread) == (120, (), ())
    assert {run.look.font for each in body for run in each.runs} == {"Times New Roman", "Khmer OS"}
    assert [section.landscape for section in file.sections] == [False, False, True, False, False]


def test_two_notes_beside_each_other_do_not_read_as_one_number() -> None:
    claim = Paragraph((Run("A claim"), Note((Run("x"),)), Note((Run("y"),)), Run(" goes on."), Note((Run("z"),))))
    assert "A claim, goes on." in [each.text for each in read_word(write_word(Document("T", (claim,)))).paragraphs]
    assert write_html(Document("T", (claim,))).count("<sup>,<a") == 1
    back = read_word(write_word(Document("T", (claim,), for_comments=True)))
    assert "A claim goes on." in [each.text for each in back.paragraphs]
