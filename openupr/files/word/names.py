"""Names of what a Word file is made of (ECMA-376, part 1, chapter 17), as lxml spells them."""

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"

# "Strict" files of the ISO standard are the same under other names.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": _WORD.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _LINKS.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": _MATHS.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": _DRAWING.encode(),
}

LINK = f"{{{_LINKS}}}id"
ALTERNATE = f"{{{_COMPATIBLE}}}AlternateContent"
CHOICE = f"{{{_COMPATIBLE}}}Choice"
FALLBACK = f"{{{_COMPATIBLE}}}Fallback"
MATHS_TEXT = f"{{{_MATHS}}}t"
MATHS = {f"{{{_MATHS}}}oMath", f"{{{_MATHS}}}oMathPara"}


def w(name: str) -> str:
    """An element or attribute of the main vocabulary: `w("p")` is a paragraph."""
    return f"{{{_WORD}}}{name}"


def a(name: str) -> str:
    """An element of the drawing vocabulary, in which themes are written."""
    return f"{{{_DRAWING}}}{name}"


VAL = w("val")
