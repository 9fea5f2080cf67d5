"""WordprocessingML, element by element.

The order of children is the standard's (ECMA-376, part 1, 17.3 to 17.9): LibreOffice forgives
another order, Word may not open the file.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

from lxml import etree

from openupr.documents.word.letters import KHMER_FONT, LATIN_FONT

Element: TypeAlias = Any  # lxml brings no types

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = {"w": W, "r": R}
RELATION = f"{{{R}}}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(tag: str, /, *children: Element | None, **values: object) -> Element:
    """An element of Word's own namespace with attributes of it; children that are None are left
    out.
    """
    element = etree.Element(f"{{{W}}}{tag}", {f"{{{W}}}{key}": str(value) for key, value in values.items()}, _NAMES)
    element.extend([child for child in children if child is not None])
    return element


def serialised(root: Element) -> bytes:
    """The part as bytes, the same each time."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def text(words: str) -> Element:
    """w:t, with its spaces kept."""
    element = w("t")
    element.set(_SPACE, "preserve")
    element.text = words
    return element


def when(wanted: bool, name: str, /, **values: object) -> list[Element]:
    return [w(name, **values)] if wanted else []


def fonts(latin: str = LATIN_FONT, complex_script: str = LATIN_FONT) -> Element:
    return w("rFonts", ascii=latin, hAnsi=latin, eastAsia=latin, cs=complex_script)


def khmer_font() -> Element:
    return w("rFonts", cs=KHMER_FONT)


def letters(
    *, style: str = "", font: Element | None = None, bold: bool = False, italic: bool = False,
    colour: str = "", points: float = 0, underlined: bool = False, raised: bool = False, right_to_left: bool = False,
    complex_script: bool = False, plain_script: bool = False, language: Element | None = None,
) -> Element | None:  # fmt: skip
    """w:rPr, None if it would be empty.

    Size, bold and italic are said twice: once for Latin, once for all scripts that Word calls
    complex, Khmer among them. `plain_script`: neither bold nor slanted though its style is.
    """
    children = [
        *when(bool(style), "rStyle", val=style),
        *([font] if font is not None else []),
        *when(bold, "b"),
        *when(bold, "bCs"),
        *when(plain_script and not bold, "bCs", val=0),
        *when(italic, "i"),
        *when(italic, "iCs"),
        *when(plain_script and not italic, "iCs", val=0),
        *when(bool(colour), "color", val=colour),
        *when(points > 0, "sz", val=int(points * 2)),
        *when(points > 0, "szCs", val=int(points * 2)),
        *when(underlined, "u", val="single"),
        *when(raised, "vertAlign", val="superscript"),
        *when(right_to_left, "rtl"),
        *when(complex_script, "cs"),
        *([language] if language is not None else []),
    ]
    return w("rPr", *children) if children else None


def layout(
    *, style: str = "", keep_next: bool = False, keep_lines: bool = False, new_page: bool = False, widows: bool = False,
    numbering: tuple[int, int] | None = None, rule_below: bool = False, tabs: Sequence[int] = (),
    right_to_left: bool = False, before: int | None = None, after: int | None = None, line: int = 0,
    left: int | None = None, hanging: int = 0, align: str = "", outline: int | None = None,
    section: Element | None = None,
) -> Element | None:  # fmt: skip
    """w:pPr, None if it would be empty.

    Lengths are twentieths of a point; `numbering` is (level, number of list), list 0 takes a
    paragraph out of its style's list; `line` is an exact height, 0 single spacing.
    """
    spacing: dict[str, object] = {}
    if before is not None:
        spacing["before"] = before
    if after is not None:
        spacing["after"] = after
    if spacing or line:
        spacing |= {"line": line or 240, "lineRule": "exact" if line else "auto"}
    children = [
        *when(bool(style), "pStyle", val=style),
        *when(keep_next, "keepNext"),
        *when(keep_lines, "keepLines"),
        *when(new_page, "pageBreakBefore"),
        *when(widows, "widowControl"),
        *([_in_list(*numbering)] if numbering else []),
        *([w("pBdr", w("bottom", val="single", sz=6, space=4, color="808080"))] if rule_below else []),
        *([w("tabs", *(w("tab", val="left", pos=at) for at in tabs))] if tabs else []),
        *when(right_to_left, "bidi"),
        *([w("spacing", **spacing)] if spacing else []),
        *([w("ind", left=left, **({"hanging": hanging} if hanging else {"firstLine": 0}))] if left is not None else []),
        *when(bool(align), "jc", val=align),
        *when(outline is not None, "outlineLvl", val=outline),
        *([section] if section is not None else []),
    ]
    return w("pPr", *children) if children else None


def _in_list(level: int, number: int) -> Element:
    return w("numPr", w("ilvl", val=level), w("numId", val=number))


def field(instruction: str, placeholder: str) -> Element:
    """A field that Word fills in, with what it shows until then."""
    return w("fldSimple", w("r", text(placeholder)), instr=f" {instruction} ")
