"""What is taken for cover and annex is what a reader would take for it, and it is said."""

import pytest

from openupr.conformance.rules.parts import (
    NO_COVER,
    OFFICE_COVER,
    TOO_LONG,
    UNSAID,
    UP_TO_BREAK,
    UP_TO_HEADING,
    take_apart,
)
from openupr.files.tests import word_files as w

from .submission_text import COVER, TEXTS, found, heading, numbered, read

PAGE = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def words(texts: tuple[str, ...]) -> int:
    return sum(len(text.split()) for text in texts)


def test_the_cover_ends_with_the_first_section() -> None:
    parts = take_apart(read())
    assert ([each.text for each in parts.cover], parts.told) == (list(COVER), UP_TO_BREAK)


def test_the_cover_ends_with_the_first_page() -> None:
    text = PAGE + heading("Introduction") + "".join(map(numbered, TEXTS))
    parts = take_apart(read(break_after_cover=False, text=text))
    assert (len(parts.cover), parts.told) == (len(COVER), UP_TO_BREAK)


def test_without_a_break_the_cover_ends_with_the_first_heading() -> None:
    parts = take_apart(read(break_after_cover=False))
    assert (len(parts.cover), parts.told) == (len(COVER), UP_TO_HEADING)
    assert found("cover", break_after_cover=False).status == "look"


def test_a_title_in_a_heading_style_does_not_end_the_cover() -> None:
    lines = heading(COVER[0]) + "".join(map(w.paragraph, COVER[1:])) + heading("Introduction") + numbered(TEXTS[0])
    parts = take_apart(read(cover=(), break_after_cover=False, text=lines))
    assert len(parts.cover) == len(COVER)


def test_a_bold_line_that_says_introduction_ends_the_cover_of_a_file_without_styles() -> None:
    bold = f"<w:p>{w.run('I. INTRODUCTION', '<w:b/>')}</w:p>"
    parts = take_apart(read(break_after_cover=False, text=bold + w.paragraph(TEXTS[0])))
    assert len(parts.cover) == len(COVER)


def test_words_own_cover_page_is_taken() -> None:
    part = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Cover Pages"/></w:docPartObj></w:sdtPr>'
    text = f"<w:sdt>{part}<w:sdtContent>{w.paragraph('Our report')}</w:sdtContent></w:sdt>" + w.paragraph(TEXTS[0])
    parts = take_apart(read(cover=(), break_after_cover=False, text=text))
    assert ([each.text for each in parts.cover], parts.told) == (["Our report"], OFFICE_COVER)


@pytest.mark.parametrize("between", ["", PAGE])
@pytest.mark.parametrize("opening", [heading("Introduction") + numbered(TEXTS[0]), numbered(TEXTS[0])])
def test_a_cover_page_that_another_program_stretched_over_the_text_ends_where_the_text_begins(
    between: str, opening: str
) -> None:
    part = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Cover Pages"/></w:docPartObj></w:sdtPr>'
    lines = heading(COVER[0]) + "".join(map(w.paragraph, COVER[1:]))
    text = f"<w:sdt>{part}<w:sdtContent>{lines}{between}{opening}{numbered(TEXTS[0])}</w:sdtContent></w:sdt>"
    parts = take_apart(read(cover=(), break_after_cover=False, text=text))
    assert [each.text for each in parts.cover] == list(COVER)
    assert parts.body[-1].text == TEXTS[0]


def test_a_page_that_is_too_long_for_a_cover_is_counted_and_that_is_said() -> None:
    about = ("Each of the organisations tells at length what it does and since when it has done so. " * 110,)
    cover = found("cover", cover=(COVER[0], *about))
    assert (cover.status, cover.message().endswith(f"{TOO_LONG}.")) == ("look", True)
    assert take_apart(read(cover=(COVER[0], *about))).cover == []


def test_a_short_first_page_is_a_cover_also_where_it_says_nothing_that_is_known() -> None:
    parts = take_apart(
        read(cover=("Our river", "Three villages"), break_after_cover=False, text=PAGE + numbered("a b"))
    )
    assert (len(parts.cover), parts.told) == (2, UNSAID)
    parts = take_apart(read(cover=("Our river", "Three villages"), break_after_cover=False))
    assert (len(parts.cover), parts.told) == (2, UNSAID)
    assert found("cover", cover=("Our river",)).status == "look"


@pytest.mark.parametrize(
    "beginning",
    [
        heading("Introduction") + w.paragraph("This submission to the Universal Periodic Review is about land."),
        numbered("This submission to the Universal Periodic Review is about land and housing in our country."),
        w.paragraph("Nothing here says what this file is, at length. " * 34),
        heading("A chapter") + w.paragraph("Nothing here says what this file is."),
    ],
    ids=["introduction", "numbered paragraph", "something else", "a chapter"],
)
def test_what_is_text_is_not_taken_for_a_cover_because_a_page_ends(beginning: str) -> None:
    parts = take_apart(read(cover=(), break_after_cover=False, text=beginning + PAGE + numbered(TEXTS[0])))
    assert (parts.cover, parts.told) == ([], NO_COVER)


@pytest.mark.parametrize(
    "text",
    [
        "Annex",
        "ANNEX 1: SOURCES",
        "Annexure B",
        "Annexe A",
        "Anexo 2. Cuadros",
        "3. Appendix",
        "Appendices",
        "Приложение 1",
        "المرفق الأول",
        "附件一",
        "ឧបសម្ព័ន្ធ ១",
    ],
)
def test_annexes_begin_with_a_heading_that_says_so_in_a_language_of_the_un_or_in_khmer(text: str) -> None:
    parts = take_apart(read(more=heading(text) + w.paragraph("four words are here")))
    assert [each.text for each in parts.annex] == [text, "four words are here"]


@pytest.mark.parametrize("text", ["Annex 2 shows what became of each recommendation.", "Annexation of land"])
def test_a_sentence_about_an_annex_begins_none(text: str) -> None:
    assert take_apart(read(more=w.paragraph(text))).annex == []


def test_a_table_of_contents_begins_no_annex() -> None:
    styles = "toc 1"
    entry = w.paragraph("Annex 1", f'<w:pStyle w:val="{styles}"/>')
    assert take_apart(read(more=entry)).annex == []


def test_what_was_taken_is_said_with_its_place() -> None:
    cover = found("cover")
    assert cover.message() == f"Taken as the cover and not counted: {words(COVER)} words, {UP_TO_BREAK}."
    assert cover.where()[0] == "paragraph 1 “Joint submission to the Universal Periodic Review of …”"
    annex = found("annex", more=heading("Annex 1") + w.paragraph("a b"))
    assert (annex.status, annex.message()) == (
        "look",
        "Taken as annexes and not counted: 4 words, from this heading to the end.",
    )
    assert annex.where() == ["paragraph 9 “Annex 1”"]
