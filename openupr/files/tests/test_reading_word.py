"""A Word file says what a person would read in it, and counts what Word counts."""

import io
import zipfile

import docx
import pytest

from openupr.files.tests import word_files as w
from openupr.files.word import WordFile, count_words, read_word

BREAK = '<w:r><w:br w:type="page"/></w:r>'


def read(body: str, **parts: str) -> WordFile:
    return read_word(w.word_file(body, **parts))


def texts(file: WordFile) -> list[str]:
    return [paragraph.text for paragraph in file.paragraphs]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \t\n ", 0),
        ("one two\nthree\tfour", 4),
        ("2024–2025", 1),
        ("one – two", 3),
        ("well-known and/or", 2),
        ("a\u00a0b", 2),
        ("人权 UPR 报告", 5),
        ("សិទ្ធិមនុស្ស", 1),
        ("zero\u200bwidth", 1),
    ],
)
def test_words_are_what_stands_between_blanks(text: str, words: int) -> None:
    assert count_words(text) == words


def test_runs_are_one_word_where_no_blank_is_between_them() -> None:
    file = read(f"<w:p>{w.run('dis')}{w.run('agg', '<w:b/>')}{w.run('regate it')}</w:p>")
    assert (file.words, texts(file)) == (2, ["disaggregate it"])


def test_blanks_at_the_edge_of_a_run_count_only_where_word_keeps_them() -> None:
    assert read("<w:p><w:r><w:t>one </w:t></w:r><w:r><w:t>two</w:t></w:r></w:p>").words == 1


def test_insertions_are_counted_and_deletions_are_not() -> None:
    file = read(
        f"<w:p>{w.run('The State ')}{w.inserted(w.run('has not '))}{w.deleted('always ')}{w.run('acted.')}</w:p>"
    )
    assert texts(file) == ["The State has not acted."]
    assert (file.words, file.inserted, file.deleted) == (5, 2, 1)
    assert file.traces == (("tracked change by", "Dara"),)


def test_what_was_moved_is_counted_where_it_went() -> None:
    moved = '<w:moveFrom w:id="1" w:author="Dara"><w:r><w:t>here</w:t></w:r></w:moveFrom>'
    arrived = f'<w:moveTo w:id="2" w:author="Dara">{w.run("here")}</w:moveTo>'
    file = read(f"<w:p>{moved}{w.run('one')}</w:p><w:p>{arrived}</w:p>")
    assert texts(file) == ["one", "here"]


def test_what_was_inserted_and_deleted_again_is_not_counted() -> None:
    assert read(f"<w:p>{w.run('stays')}{w.inserted(w.deleted('went'))}</w:p>").words == 1


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="Dara"/></w:rPr>'
    heading = '<w:outlineLvl w:val="0"/>'
    file = read(w.paragraph("land", mark) + w.paragraph("less people", heading))
    assert [(paragraph.text, paragraph.level) for paragraph in file.paragraphs] == [("landless people", 1)]
    assert texts(read(w.paragraph("last", mark))) == ["last"]


def test_a_deleted_row_is_not_counted() -> None:
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>row</w:t></w:r></w:p></w:tc></w:tr>"
    gone = row.format('<w:trPr><w:del w:id="1" w:author="Dara"/></w:trPr>')
    assert read(f"<w:tbl>{row.format('')}{gone}</w:tbl>").words == 1


def test_a_text_box_is_counted_once() -> None:
    file = read(f"<w:p>{w.run('outside')}{w.text_box(w.paragraph('in the box'))}</w:p>")
    assert [(each.text, each.place, each.words) for each in file.paragraphs] == [
        ("outside", "text", 1),
        ("in the box", "text box", 3),
    ]


def test_tables_are_read_cell_by_cell_also_one_inside_another() -> None:
    inner = w.table(("in", "ner"))
    outer = f"<w:tbl><w:tr><w:tc>{w.paragraph('out')}{inner}{w.paragraph('')}</w:tc></w:tr></w:tbl>"
    file = read(outer + w.paragraph("after"))
    assert [(each.text, each.place) for each in file.paragraphs if each.number] == [
        ("out", "table"),
        ("in", "table"),
        ("ner", "table"),
        ("after", "text"),
    ]
    assert len(file.tables) == 2


def test_notes_are_apart_and_only_those_the_text_refers_to() -> None:
    file = read(
        f"<w:p>{w.run('Claim')}{w.note_mark(2)}{w.note_mark(1, 'endnote')}{w.deleted('x')}</w:p>",
        footnotes=w.notes("deleted long ago", "See A/HRC/26/16."),
        endnotes=w.notes("Ibid.", kind="endnote"),
    )
    assert [(note.kind, note.text, note.words) for note in file.notes] == [
        ("footnote", "See A/HRC/26/16.", 2),
        ("endnote", "Ibid.", 1),
    ]
    assert (file.words, file.note_words, file.paragraphs[0].notes) == (1, 3, (0, 1))


def test_of_a_field_what_it_shows_is_counted_and_its_code_is_not() -> None:
    toc = w.field('TOC \\o "1-3"', "Introduction 1")
    simple = f'<w:p><w:fldSimple w:instr=" DATE ">{w.run("1 May")}</w:fldSimple></w:p>'
    assert texts(read(f"<w:p>{toc}</w:p>{simple}")) == ["Introduction 1", "1 May"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    begun = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    assert read(begun + w.paragraph("all of this is text")).words == 5


def test_hidden_text_is_counted_apart_by_hand_and_by_style() -> None:
    styles = '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
    by_style = w.run("nor this", '<w:rStyle w:val="H"/>')
    body = f"<w:p>{w.run('seen ')}{w.run('not seen ', '<w:vanish/>')}{by_style}</w:p>"
    file = read(body, styles=styles)
    assert (file.words, file.hidden) == (1, 4)


def test_links_controls_and_smart_tags_hold_text() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{w.run('two ')}</w:sdtContent></w:sdt>"
    body = f"<w:p><w:hyperlink>{w.run('one ')}</w:hyperlink>{control}<w:smartTag>{w.run('three')}</w:smartTag></w:p>"
    block = f"<w:sdt><w:sdtContent>{w.paragraph('four')}</w:sdtContent></w:sdt>"
    assert texts(read(body + block)) == ["one two three", "four"]


def test_words_own_cover_page_is_known() -> None:
    part = '<w:docPartObj><w:docPartGallery w:val="Cover Pages"/></w:docPartObj>'
    body = f"<w:sdt><w:sdtPr>{part}</w:sdtPr><w:sdtContent>{w.paragraph('Cover')}</w:sdtContent></w:sdt>"
    assert [each.cover for each in read(body + w.paragraph("Text")).paragraphs] == [True, False]


def test_pages_and_sections_end_where_they_end() -> None:
    body = (
        f"<w:p>{w.run('cover')}{BREAK}</w:p>"
        f"<w:p>{BREAK}{w.run('after a break')}</w:p>"
        + w.paragraph("by property", "<w:pageBreakBefore/>")
        + w.paragraph("end of section", w.section())
        + f"<w:p>{w.run('half ')}{BREAK}{w.run('half')}</w:p>"
    )
    found = [(each.text.strip(), each.break_before, each.break_after) for each in read(body).paragraphs]
    assert found == [
        ("cover", False, True),
        ("after a break", True, False),
        ("by property", True, False),
        ("end of section", False, True),
        ("half \nhalf", True, False),
    ]


def test_page_numbers_are_those_of_this_page_and_pass_on_to_later_sections() -> None:
    body = w.paragraph("cover", w.section()) + w.paragraph("a", w.section(page_number="rIdfooter1")) + w.section()
    file = read(body, footer1=f"<w:p>{w.field('PAGE', '1')}</w:p>")
    assert [each.pages_numbered for each in file.sections] == [False, True, True]
    total = read(w.section(page_number="rIdfooter1"), footer1=f"<w:p>{w.field('NUMPAGES', '9')}</w:p>")
    assert [each.pages_numbered for each in total.sections] == [False]


def test_landscape_sections_are_known() -> None:
    file = read(w.paragraph("a", w.section(landscape=True)) + w.section())
    assert [each.landscape for each in file.sections] == [True, False]


STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:asciiTheme="minorHAnsi" w:cs="Khmer OS"/><w:sz w:val="22"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/>'
    '<w:rPr><w:sz w:val="24"/><w:szCs w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Text"><w:name w:val="Body Text"/><w:basedOn w:val="Base"/>'
    '<w:pPr><w:spacing w:line="240" w:lineRule="auto"/></w:pPr>'
    '<w:rPr><w:rFonts w:ascii="Times New Roman"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:basedOn w:val="Titre1"/></w:style>'
)
THEME = (
    f"<a:theme {w.NAMES}><a:themeElements><a:fontScheme><a:majorFont><a:latin typeface='Cambria'/></a:majorFont>"
    "<a:minorFont><a:latin typeface='Aptos'/></a:minorFont></a:fontScheme></a:themeElements></a:theme>"
)


def test_fonts_and_sizes_come_from_theme_defaults_styles_and_hand() -> None:
    body = (
        w.paragraph("plain")
        + w.paragraph("styled", '<w:pStyle w:val="Text"/>')
        + w.paragraph("by hand", '<w:pStyle w:val="Text"/>').replace("<w:rPr>", '<w:rPr><w:sz w:val="20"/>')
        + w.paragraph("ច្បាប់", '<w:pStyle w:val="Text"/>')
    )
    looks = [each.runs[0].look for each in read(body, styles=STYLES, theme=THEME).paragraphs]
    assert [(look.font, look.size) for look in looks] == [
        ("Aptos", 11.0),
        ("Times New Roman", 12.0),
        ("Times New Roman", 10.0),
        ("Khmer OS", 14.0),
    ]


def test_a_file_that_says_nothing_is_set_in_words_own_default() -> None:
    assert read(w.paragraph("x")).paragraphs[0].runs[0].look[:2] == ("Times New Roman", 10.0)


def test_spacing_is_in_lines_and_none_where_it_is_fixed() -> None:
    body = (
        w.paragraph("default")
        + w.paragraph("styled", '<w:pStyle w:val="Text"/>')
        + w.paragraph("double", '<w:spacing w:line="480"/>')
        + w.paragraph("fixed", '<w:spacing w:line="280" w:lineRule="exact"/>')
    )
    found = [each.spacing for each in read(body, styles=STYLES).paragraphs]
    assert found == [pytest.approx(259 / 240), 1.0, 2.0, None]


def test_headings_are_known_in_every_language_of_word_and_by_their_outline() -> None:
    body = w.paragraph("Titre", '<w:pStyle w:val="Titre1"/>') + w.paragraph("Level 3", '<w:outlineLvl w:val="2"/>')
    file = read(body + w.paragraph("text", '<w:outlineLvl w:val="9"/>'), styles=STYLES)
    assert [each.level for each in file.paragraphs] == [1, 3, 0]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:pStyle w:val="Numbered"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
    '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def listed(number: int, depth: int = 0) -> str:
    return w.paragraph("text", f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers_read_as_on_paper() -> None:
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    style = f'<w:style w:type="paragraph" w:styleId="Numbered"><w:name w:val="Numbered"/>{numbered}</w:style>'
    body = (
        listed(1) + listed(1, 1) + listed(1, 1) + w.paragraph("styled", '<w:pStyle w:val="Numbered"/>')
        + listed(3, 1) + listed(2) + listed(0) + listed(1) + listed(99)
    )  # fmt: skip
    found = [(each.numbering, each.label) for each in read(body, numbering=NUMBERING, styles=style).paragraphs]
    assert found == [
        ("number", "1."),
        ("number", "(a)"),
        ("number", "(b)"),
        ("number", "2."),
        ("number", "(a)"),
        ("bullet", ""),
        ("", ""),
        ("number", "3."),
        ("", ""),
    ]


def test_authors_comments_and_embedded_parts_are_told() -> None:
    comment = '<w:comment w:id="0" w:author="Chan"><w:p/></w:comment>'
    body = w.paragraph("x") + '<w:altChunk r:id="rIdChunk"/>'
    data = w.word_file(body, comments=comment, core=w.CORE.format(author="Sophea", last=""))
    file = read_word(data)
    assert (file.comments, file.unread) == (1, ("word/afchunk.htm",))
    assert file.traces == (("author", "Sophea"), ("comment by", "Chan"))


def test_strict_files_are_read_too() -> None:
    data = w.word_file(w.paragraph("strictly speaking"))
    usual, strict = (
        b"schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"purl.oclc.org/ooxml/wordprocessingml/main",
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.read("word/document.xml").replace(usual, strict)
    assert read_word(w.word_file("", extra={"word/document.xml": part})).words == 2


def test_what_another_library_writes_is_read() -> None:
    document = docx.Document()
    document.add_heading("Introduction", 1)
    document.add_paragraph("Numbered by a style", style="List Number")
    document.add_table(1, 2).cell(0, 1).text = "two words"
    output = io.BytesIO()
    document.save(output)
    file = read_word(output.getvalue())
    assert [(each.text, each.level, each.label) for each in file.paragraphs if each.number] == [
        ("Introduction", 1, ""),
        ("Numbered by a style", 0, "1."),
        ("two words", 0, ""),
    ]
