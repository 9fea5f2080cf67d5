"""The named styles: what a person goes on editing with in Word.

Numbering belongs to the styles, not to paragraphs.
"""

from collections.abc import Iterator

from openupr.documents.word.letters import KHMER_FONT, LATIN_FONT, is_complex, locale
from openupr.documents.word.markup import Element, fonts, layout, letters, w
from openupr.documents.word.numbering import BULLETS, HEADINGS, LETTERED, NUMBERED, PARAGRAPHS

BODY_POINTS, SMALL_POINTS = 12, 10
TABLE_END = "TableEnd"
_LINK = "1F4E9E"


def styles(language: str, *, points: int = BODY_POINTS) -> Element:
    """w:styles for a document in this language, its text in letters of this size."""
    return w("styles", _defaults(language, points), *_bases(), *_text(), *_lists(), *_cover(), *_around(), *_inline())


def languages(language: str) -> Element:
    """w:lang of a document: the language of Latin letters, and that of the scripts called
    complex.
    """
    name = locale(language) or "en-GB"
    if is_complex(language):
        return w("lang", val="en-GB", eastAsia="en-GB", bidi=name)
    return w("lang", val=name, eastAsia=name)


def _defaults(language: str, points: int) -> Element:
    font = fonts(complex_script=KHMER_FONT if locale(language) == "km-KH" else LATIN_FONT)
    return w(
        "docDefaults",
        w("rPrDefault", letters(font=font, points=points, language=languages(language))),
        w("pPrDefault", layout(before=0, after=0)),
    )


def _bases() -> Iterator[Element]:
    yield _style("paragraph", "Normal", "Normal", layout(widows=True, after=120), default=True, based="")
    yield _style(
        "character", "DefaultParagraphFont", "Default Paragraph Font", default=True, based="", hidden=True, quick=False
    )
    table = _style("table", "TableNormal", "Normal Table", default=True, based="", hidden=True, quick=False)
    table.append(w("tblPr", w("tblInd", w=0, type="dxa"), _cell_margins()))
    yield table
    yield _style("numbering", "NoList", "No List", default=True, based="", hidden=True, quick=False)
    grid = _style("table", "TableGrid", "Table Grid", based="TableNormal", quick=False)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    grid.append(w("tblPr", w("tblBorders", *(w(side, val="single", sz=4, space=0, color="808080") for side in sides))))
    yield grid


def _text() -> Iterator[Element]:
    yield _style("paragraph", "Title", "Title", layout(after=240, align="center"), letters(bold=True, points=16))
    for level, manner in enumerate((letters(bold=True), letters(bold=True, italic=True), letters(italic=True))):
        where = layout(
            keep_next=True, keep_lines=True, numbering=(level, HEADINGS), before=240 if not level else 120, after=120,
            outline=level,
        )  # fmt: skip
        yield _style("paragraph", f"Heading{level + 1}", f"heading {level + 1}", where, manner, following="Normal")
    yield _style(
        "paragraph", "AnnexHeading", "Annex Heading",
        layout(keep_next=True, numbering=(0, 0), before=0, after=180, outline=0), based="Heading1", following="Normal",
    )  # fmt: skip
    # Without keeping to what follows: LibreOffice would take the end notes for it and leave the
    # page.
    yield _style("paragraph", "NotesHeading", "Notes Heading", layout(after=180, outline=0), letters(bold=True))
    yield _style(
        "paragraph", "NumberedParagraph", "Numbered Paragraph", layout(numbering=(0, PARAGRAPHS)),
        following="NumberedParagraph",
    )  # fmt: skip
    yield _style("paragraph", "Caption", "caption", layout(keep_next=True, before=120, after=60), letters(bold=True))
    yield _style("paragraph", "TableText", "Table Text", layout(before=20, after=20))
    yield _style("paragraph", "TableHead", "Table Head", layout(keep_next=True), letters(bold=True), based="TableText")
    yield _style("paragraph", "AnnexTableText", "Annex Table Text", None, _small(), based="TableText")
    yield _style("paragraph", "AnnexTableHead", "Annex Table Head", None, _small(), based="TableHead")
    # As low as a paragraph can be: what must stand between a table and whatever follows it.
    yield _style("paragraph", TABLE_END, "Table End", layout(before=0, after=100, line=20), quick=False)


def _lists() -> Iterator[Element]:
    for key, name, number in (
        ("LetteredList", "Lettered List", LETTERED),
        ("ListNumber", "List Number", NUMBERED),
        ("ListBullet", "List Bullet", BULLETS),
    ):
        yield _style("paragraph", key, name, layout(numbering=(0, number), after=60))


def _cover() -> Iterator[Element]:
    def style_of(key: str, name: str, where: Element, manner: Element | None = None) -> Element:
        return _style("paragraph", key, name, where, manner)

    # Close enough that eight organisations with two lines on each still fit on one page.
    middle = "center"
    yield style_of("CoverKind", "Cover Kind", layout(before=480, after=240, align=middle), letters(points=14))
    yield style_of("CoverTitle", "Cover Title", layout(after=200, align=middle), letters(bold=True, points=20))
    yield style_of("CoverSubtitle", "Cover Subtitle", layout(after=160, align=middle), letters(points=15))
    yield style_of("CoverLine", "Cover Line", layout(after=60, align=middle), letters(points=BODY_POINTS))
    label = layout(keep_next=True, rule_below=True, before=300, after=100)
    yield style_of("CoverLabel", "Cover Label", label, letters(bold=True, points=BODY_POINTS))
    yield style_of("CoverText", "Cover Text", layout(after=60))
    yield style_of("OrganisationName", "Organisation Name", layout(keep_next=True, after=20), letters(bold=True))
    yield style_of("OrganisationText", "Organisation Text", layout(keep_lines=True, after=110))


def _around() -> Iterator[Element]:
    for key, name, where in (
        ("Header", "header", layout(after=0, align="center")),
        ("Footer", "footer", layout(after=0, align="center")),
        ("EndnoteText", "endnote text", layout(after=40)),
        ("CommentText", "annotation text", layout(after=0)),
    ):
        yield _style("paragraph", key, name, where, _small(), quick=False)


def _small() -> Element:
    # Anew for each style: an element stands in one place only.
    return letters(points=SMALL_POINTS)


def _inline() -> Iterator[Element]:
    def style_of(key: str, name: str, manner: Element | None) -> Element:
        return _style("character", key, name, None, manner, based="DefaultParagraphFont", quick=False)

    yield style_of("EndnoteReference", "endnote reference", letters(raised=True))
    yield style_of("CommentReference", "annotation reference", letters(points=8))
    yield style_of("Hyperlink", "Hyperlink", letters(colour=_LINK, underlined=True))


def _style(
    kind: str, key: str, name: str, where: Element | None = None, manner: Element | None = None, *,
    based: str = "Normal", following: str = "", default: bool = False, hidden: bool = False, quick: bool = True,
) -> Element:  # fmt: skip
    """A style; `quick` ones stand in Word's gallery."""
    ours = not default and name[0].isupper() and name not in _KNOWN_TO_WORD
    attributes = {"type": kind, **({"default": 1} if default else {}), **({"customStyle": 1} if ours else {})}
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=based) if based else None,
        w("next", val=following) if following else None,
        w("uiPriority", val=99 if hidden else 1),
        w("semiHidden") if hidden else None,
        w("unhideWhenUsed") if hidden else None,
        w("qFormat") if quick else None,
        where,
        manner,
        **attributes,
        styleId=key,
    )


_KNOWN_TO_WORD = {"Title", "Table Grid", "List Number", "List Bullet", "Hyperlink"}


def _cell_margins() -> Element:
    sides = {"top": 0, "left": 100, "bottom": 0, "right": 100}
    return w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sides.items()))
