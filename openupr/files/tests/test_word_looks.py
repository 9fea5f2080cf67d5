"""How a Word file looks: fonts, sizes, spacing, headings and numbers, through all that may say so."""

import pytest

from openupr.files.tests import word_files as w
from openupr.files.word import WordFile, read_word


def read(body: str, **parts: str) -> WordFile:
    return read_word(w.word_file(body, **parts))


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
