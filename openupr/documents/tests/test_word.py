"""A Word file counts by itself, says who submits, and can be edited on."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest

from openupr.documents.word import (
    Annex,
    Cover,
    CoverOrganisation,
    Document,
    DocumentTable,
    Furniture,
    Heading,
    Item,
    Labels,
    Listing,
    Note,
    PageBreak,
    Paragraph,
    Run,
    WordComment,
    plain,
    write_word,
)

from .word_documents import KHMER
from .word_order import Opened, R, W, faults, opened

COVER = Cover(("Homes",), "Cambodia", "60th session", "May 2029", "Joint stakeholder submission", key_words=("land",))


def written(*blocks: Any, title: str = "", **more: Any) -> Opened:
    data = write_word(Document(title, blocks, **more))
    assert faults(data) == []
    return opened(data)


def lines(file: Opened, part: str = "document") -> list[tuple[str, str]]:
    """(style, words) of every paragraph."""
    return [(style_of(each), words(each)) for each in file.all("p", part)]


def style_of(paragraph: Any) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "Normal" if found is None else found.get(W + "val")


def words(element: Any) -> str:
    return "".join(each.text for each in element.iter(W + "t"))


def style(file: Opened, name: str) -> Any:
    return next(each for each in file.all("style", "styles") if each.get(W + "styleId") == name)


def value(element: Any, path: str) -> str | None:
    found = element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + "val")


def across(file: Opened) -> list[bool]:
    """Of each section, whether its pages are turned."""
    sizes = [section.find(W + "pgSz") for section in file.all("sectPr")]
    return [int(size.get(W + "w")) > int(size.get(W + "h")) for size in sizes]


def test_numbered_paragraphs_are_counted_by_word_through_all_sections() -> None:
    table = DocumentTable(((plain("a"),),), landscape=True)
    file = written(Paragraph(plain("One"), numbered=True), table, Paragraph(plain("Two"), numbered=True))
    assert [line for line in lines(file) if line[1] in {"One", "Two"}] == [
        ("NumberedParagraph", "One"),
        ("NumberedParagraph", "Two"),
    ]
    assert across(file) == [False, True, False]
    # The number is the style's, so that a paragraph inserted in Word counts on.
    assert value(style(file, "NumberedParagraph"), "pPr/numPr/numId") == "2"
    assert file.all("numId") == []


def test_headings_count_themselves_and_one_may_stand_without() -> None:
    file = written(Heading(plain("First")), Heading(plain("Under it"), level=2), Heading(plain("Free"), numbered=False))
    assert lines(file) == [("Heading1", "First"), ("Heading2", "Under it"), ("Heading1", "Free")]
    assert [value(style(file, f"Heading{level}"), "pPr/numPr/ilvl") for level in (1, 2, 3)] == ["0", "1", "2"]
    assert [each.get(W + "val") for each in file.all("numId")] == ["0"]


def test_each_lettered_list_begins_with_a() -> None:
    def letters(*items: str) -> Listing:
        return Listing(tuple(Item(plain(item)) for item in items), "letters")

    file = written(letters("one", "two"), letters("three"))
    assert [each.get(W + "val") for each in file.all("numId")] == ["6", "6", "7"]
    anew = [each for each in file.all("num", "numbering") if each.find(W + "lvlOverride") is not None]
    assert [each.get(W + "numId") for each in anew] == ["6", "7"]
    assert {value(each, "lvlOverride/startOverride") for each in anew} == {"1"}


def test_end_notes_are_words_own() -> None:
    note = Note((Run("A/HRC/26/16, "), Run("see there", italic=True, link="https://example.org")))
    file = written(Paragraph((Run("A claim"), note, Run(" goes on"), Note((Run("Second"),)))))
    assert words(file.text()) == "A claim goes on"
    assert [each.get(W + "id") for each in file.all("endnoteReference")] == ["1", "2"]
    kinds = [(each.get(W + "type"), words(each)) for each in file.all("endnote", "endnotes")]
    assert kinds == [
        ("separator", ""),
        ("continuationSeparator", ""),
        (None, " A/HRC/26/16, see there"),
        (None, " Second"),
    ]
    assert b"https://example.org" in file.parts["word/_rels/endnotes.xml.rels"]


def test_end_notes_are_arabic_and_stand_neither_under_an_annex_nor_across_the_page() -> None:
    claim = Paragraph((Run("A claim"), Note((Run("x"),))))
    file = written(claim, Annex(plain("Table"), (claim,), landscape=True), labels=Labels(notes="Notes"))
    assert lines(file)[-1] == ("NotesHeading", "Notes")
    assert across(file) == [False, True, False]
    assert {each[0].get(W + "val") for each in file.all("endnotePr")} == {"decimal"}
    assert "Notes" not in dict(map(reversed, lines(written(claim))))  # type: ignore[arg-type]


def test_the_cover_says_who_submits_and_has_neither_number_nor_heading() -> None:
    cover = Cover(
        ("Homes", "A joint submission"), "Cambodia", "60th session", "May 2029", "Joint stakeholder submission",
        (CoverOrganisation("Lake House", plain("Since 1998.")), CoverOrganisation("River Union")),
        ("a@example.org",), ("land",),
    )  # fmt: skip
    file = written(Heading(plain("Introduction")), cover=cover, furniture=Furniture("Draft 2"))
    assert lines(file) == [
        ("CoverKind", "Joint stakeholder submission"),
        ("CoverTitle", "Homes"),
        ("CoverSubtitle", "A joint submission"),
        ("CoverLine", "State under Review: Cambodia"),
        ("CoverLine", "Session: 60th session, May 2029"),
        ("CoverLabel", "Key words"),
        ("CoverText", "land"),
        ("CoverLabel", "Contact"),
        ("CoverText", "a@example.org"),
        ("CoverLabel", "Submitted by"),
        ("OrganisationName", "Lake House"),
        ("OrganisationText", "Since 1998."),
        ("OrganisationName", "River Union"),
        ("TableEnd", " "),
        ("Heading1", "Introduction"),
    ]
    # Word itself takes these lines for a cover page, however long it is.
    assert [each.get(W + "val") for each in file.all("docPartGallery")] == ["Cover Pages"]
    assert len(file.all("sdtContent")[0]) == 13
    assert [section.find(W + "titlePg") is not None for section in file.all("sectPr")] == [True, False]
    # Header and footer of all pages of the cover are there and empty; the others have words and the page's number.
    first = [(each.get(W + "type"), each.get(R + "id")) for each in file.all("sectPr")[0].iter(W + "footerReference")]
    assert {kind for kind, _ in first} == {"default", "first"}
    assert len({target for _, target in first}) == 1
    assert [words(file.trees[f"word/{part}.xml"]) for part in ("header2", "footer2", "header1")] == ["", "", "Draft 2"]
    assert [each.get(W + "instr") for each in file.all("fldSimple", "footer1")] == [" PAGE "]


def test_without_a_cover_the_title_stands_above_the_text() -> None:
    assert lines(written(Paragraph(plain("Text")), title="Roadmap")) == [("Title", "Roadmap"), ("Normal", "Text")]
    assert lines(written(Paragraph(plain("Text")), title="Roadmap", cover=Cover(("T",)))) == [
        ("CoverTitle", "T"),
        ("TableEnd", " "),
        ("Normal", "Text"),
    ]


def test_several_annexes_are_counted_and_say_so_in_letters() -> None:
    file = written(Annex(plain("Table")), Annex(plain("Sources")), labels=Labels(annex="Annexe"))
    assert lines(file) == [("AnnexHeading", "Annexe 1. Table"), ("AnnexHeading", "Annexe 2. Sources")]
    assert [each.get(W + "instr") for each in file.all("fldSimple")] == [" SEQ Annex \\* ARABIC "] * 2
    assert lines(written(Annex(plain("Table")))) == [("AnnexHeading", "Annex. Table")]


def test_a_table_fills_the_page_repeats_its_header_and_keeps_its_widths() -> None:
    table = DocumentTable(((plain("1"), plain("Land")),), (plain("No."), plain("Issue")), (1, 3), plain("Asked"))
    file = written(Annex(plain("Table"), (table, table), landscape=True))
    grid = [int(each.get(W + "w")) for each in file.all("gridCol")][:2]
    assert sum(grid) == 16838 - 2 * 1417
    assert grid[1] == pytest.approx(3 * grid[0], abs=2)
    assert [int(each.get(W + "w")) for each in file.all("tcW")] == grid * 4
    assert [words(each.getparent().getparent()) for each in file.all("tblHeader")] == ["No.Issue"] * 2
    assert [line for line in lines(file) if line[0].endswith(("Text", "Head"))][:4] == [
        ("AnnexTableHead", "No."), ("AnnexTableHead", "Issue"), ("AnnexTableText", "1"), ("AnnexTableText", "Land"),
    ]  # fmt: skip


def test_khmer_gets_its_font_and_language_without_being_marked() -> None:
    file = written(Paragraph((Run(f"The word {KHMER} means rights", bold=True),)))
    runs = {words(run): run.find(W + "rPr") for run in file.all("r")}
    assert list(runs) == ["The word ", KHMER, " means rights"]
    assert [child.tag.removeprefix(W) for child in runs[KHMER]] == ["rFonts", "b", "bCs", "iCs", "cs", "lang"]
    assert dict(runs[KHMER][0].attrib) == {f"{W}cs": "Khmer OS"}
    assert dict(runs[KHMER][-1].attrib) == {f"{W}bidi": "km-KH"}
    assert [child.tag.removeprefix(W) for child in runs["The word "]] == ["b", "bCs"]


def test_khmer_in_a_heading_is_neither_bold_nor_slanted() -> None:
    [run] = written(Heading(plain(KHMER))).all("r")
    found = {child.tag.removeprefix(W): child.get(W + "val") for child in run.find(W + "rPr")}
    assert (found["bCs"], found["iCs"]) == ("0", "0")


def test_the_whole_is_times_new_roman_12_single_spaced_and_no_theme_enters() -> None:
    file = written(Paragraph(plain("x"), numbered=True), cover=COVER)
    defaults = file.all("docDefaults", "styles")[0]
    assert dict(defaults.find(f".//{W}rFonts").attrib) == {
        W + slot: "Times New Roman" for slot in ("ascii", "hAnsi", "eastAsia", "cs")
    }
    assert value(defaults, "rPrDefault/rPr/sz") == value(defaults, "rPrDefault/rPr/szCs") == "24"
    for name in ("Normal", "NumberedParagraph", "Heading1", "Heading2", "TableText", "ListBullet", "LetteredList"):
        assert style(file, name).find(f".//{W}sz") is None
        assert {each.get(W + "line") for each in style(file, name).iter(W + "spacing")} <= {"240"}
    sizes = [[each.get(W + "val") for each in file.all(name, "styles")] for name in ("sz", "szCs")]
    assert sizes[0] == sizes[1]
    assert b"theme" not in file.everything().lower()


def test_comments_stand_beside_their_paragraph_with_author_and_time() -> None:
    comment = WordComment("Chan", "Which year?\nSay it.", datetime(2026, 5, 4, 9, 30, tzinfo=UTC))
    other = WordComment("", "x", datetime(2026, 5, 5, tzinfo=UTC))
    file = written(Paragraph(plain("It was long ago."), comments=(comment, other)), for_comments=True)
    first, second = file.all("comment", "comments")
    assert {key.removeprefix(W): text for key, text in first.attrib.items()} == {
        "id": "0", "author": "Chan", "date": "2026-05-04T09:30:00Z",
    }  # fmt: skip
    assert words(first) == "Which year?Say it."
    assert (second.get(W + "author"), second.get(W + "date")) == ("", "2026-05-05T00:00:00Z")
    paragraph = file.all("p")[0]
    order = [(child.tag.removeprefix(W), child.get(W + "id")) for child in paragraph if child.tag != W + "r"]
    assert order == [
        ("commentRangeStart", "0"), ("commentRangeStart", "1"), ("commentRangeEnd", "0"), ("commentRangeEnd", "1"),
    ]  # fmt: skip


@pytest.mark.parametrize("returns", [True, False])
def test_word_is_told_to_take_names_off_unless_the_file_comes_back_with_comments(returns: bool) -> None:
    file = written(Paragraph(plain("x")), for_comments=returns)
    assert bool(file.all("removePersonalInformation", "settings")) is not returns


def test_an_anchor_survives_in_word_and_links_lead_to_it() -> None:
    file = written(
        Paragraph(plain("There"), anchor="p_7"), Paragraph((Run("see", link="#p_7"), Run("no", link="#p_8")))
    )
    assert [each.get(W + "name") for each in file.all("bookmarkStart")] == ["p_7"]
    assert [(each.get(W + "anchor"), words(each)) for each in file.all("hyperlink")] == [("p_7", "see")]


def test_only_web_and_mail_addresses_are_linked() -> None:
    links = (
        "https://example.org/é",
        "file:///home/maly/x.docx",
        "mailto:a@example.org",
        "javascript:alert(1)",
        "c:\\maly",
    )
    file = written(Paragraph(tuple(Run("here", link=link) for link in links)))
    assert words(file.text()) == "here" * 5
    targets = {each.get("Id"): each.get("Target") for each in file.trees["word/_rels/document.xml.rels"]}
    led = [targets[each.get(f"{R}id")] for each in file.all("hyperlink")]
    assert led == ["https://example.org/%C3%A9", "mailto:a@example.org"]
    assert b"maly" not in file.everything()


def test_a_page_break_begins_a_page_and_makes_no_empty_one() -> None:
    file = written(
        Paragraph(plain("a")), PageBreak(), PageBreak(), Paragraph(plain("b")), PageBreak(), Annex(plain("c"))
    )
    breaks = [words(each.getparent().getparent()) for each in file.all("pageBreakBefore")]
    assert breaks == ["b"]


def test_an_empty_part_still_has_pages_of_its_own() -> None:
    file = written(Annex(plain("a"), (), landscape=True), Listing(()), Annex(plain("b")))
    assert across(file) == [True, False, False]


def test_what_xml_cannot_hold_is_left_out_and_lines_are_kept() -> None:
    file = written(Paragraph(plain("a\x00b\ud800\ufffe <w:t>\r\nc\td  e")))
    assert words(file.text()) == "ab <w:t>cd  e"
    assert [len(file.all(name)) for name in ("br", "tab")] == [1, 1]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (lambda: Heading(plain("x"), level=7), "level 1, 2 or 3, not 7"),
        (lambda: Item(plain("x"), level=3), "not 3"),
        (lambda: DocumentTable(((plain("a"),), ())), "Row 2 of the table has 0 cells, not 1"),
        (lambda: DocumentTable(()), "not 0"),
        (lambda: DocumentTable(((plain("a"),),), widths=(1, 2)), "1 widths"),
        (lambda: Paragraph(plain("x"), anchor="Maly’s"), "An anchor is"),
        (lambda: WordComment("Chan", "x", datetime(2026, 5, 4)), "time zone"),  # noqa: DTZ001
        (
            lambda: Document("", (Paragraph((), anchor="a"), Paragraph((), anchor="a"))),
            "Two places have the anchor “a”",
        ),
    ],
)
def test_what_would_go_wrong_later_is_refused_at_once(made: Any, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        made()


def test_a_document_across_has_no_upright_page_before_its_table() -> None:
    table = DocumentTable(((plain("a"), plain("b")),), header=(plain("A"), plain("B")))
    data = write_word(Document(title="Across", blocks=(Paragraph(plain("Fill it in.")), table), landscape=True))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read("word/document.xml").decode()
    assert text.count("<w:sectPr") == text.count('w:orient="landscape"') == 1
