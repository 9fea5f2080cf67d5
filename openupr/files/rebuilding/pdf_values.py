"""What passes from an old PDF into the new one, key by key."""

import re
from decimal import Decimal
from typing import Any

from pikepdf import Array, Dictionary, Name, String

# What is kept, by kind. Source: ISO 32000-1, chapters 7 to 11. Values are numbers, names, and lists
# of them: no text passes, except in a page's own content.
_KEPT = {
    kind: tuple(f"/{key}" for key in keys.split())
    for kind, keys in {
        "group": "Type S CS I K",
        "state": "Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK",
        "soft mask": "Type S BC",
        "form": "Type Subtype FormType BBox Matrix",
        "image": "Type Subtype Width Height ImageMask BitsPerComponent Decode Interpolate Intent Matte",
        "pattern": "Type PatternType PaintType TilingType BBox XStep YStep Matrix",
        "shading": "ShadingType Background BBox AntiAlias Coords Domain Extend Matrix Decode BitsPerCoordinate "
        "BitsPerComponent BitsPerFlag VerticesPerRow",
        "function": "FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds",
        "font": "Type Subtype BaseFont FirstChar LastChar Widths DW W DW2 W2 FontBBox FontMatrix",
        "descriptor": "Type FontName FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading "
        "CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth",
        "font file": "Subtype Length1 Length2 Length3",
        "encoding": "Type BaseEncoding Differences",
        "code map": "Type CMapName WMode UseCMap",
        "colour": "WhitePoint BlackPoint Gamma Matrix Range",
        "jpeg": "ColorTransform",
        "packing": "K Columns Rows BlackIs1 EncodedByteAlign EndOfLine EndOfBlock DamagedRowsBeforeError Predictor "
        "Colors BitsPerComponent EarlyChange",
        "nothing": "",
    }.items()
}


def listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def plain(value: Any, depth: int = 0) -> Any:
    """A number, a name, or lists of them; None for everything else."""
    if isinstance(value, (bool, int, float, Decimal, Name)):
        return value
    if isinstance(value, Array) and depth < 4:
        items = [plain(item, depth + 1) for item in value]
        return None if any(item is None for item in items) else Array(items)
    return None


_INKS = {"/All", "/None", "/Cyan", "/Magenta", "/Yellow", "/Black"}


def inks(colorant: Any) -> Any:
    """The name of an ink, or several; those that somebody gave become numbers."""
    if isinstance(colorant, Array):
        return Array([ink if str(ink) in _INKS else Name(f"/Ink{at}") for at, ink in enumerate(listed(colorant), 1)])
    return colorant if str(colorant) in _INKS else Name.Ink


def numbers(value: Any) -> Any:
    return plain(value) if isinstance(value, Array) else None


def keep(old: Any, new: Any, kind: str) -> None:
    for key in _KEPT[kind]:
        if key not in new and (value := plain(old.get(key))) is not None:
            new[key] = value


def kept(old: Any, kind: str) -> Any:
    new = Dictionary()
    if isinstance(old, Dictionary):
        keep(old, new, kind)
    return new


def without_remarks(data: bytes) -> bytes:
    """A small program without its remarks."""
    return re.sub(rb"%[^\r\n]*", b"", data)


def system(old: Any) -> Any:
    """Which characters a font counts; two short words and a number."""
    words = {key: str(old.get(key, "")) for key in ("/Registry", "/Ordering")}
    if not all(re.fullmatch(r"[A-Za-z0-9_.+-]{0,40}", word) for word in words.values()):
        words = {"/Registry": "Adobe", "/Ordering": "Identity"}
    return Dictionary(
        {**{key: String(word) for key, word in words.items()}, "/Supplement": int(old.get("/Supplement", 0))}
    )


_CODE = rb"<[0-9A-Fa-f\s]*>"
_MAP_BLOCK = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_MAP_ROWS = {
    b"codespacerange": re.compile(_CODE + rb"\s*" + _CODE),
    b"bfchar": re.compile(_CODE + rb"\s*" + _CODE),
    b"bfrange": re.compile(_CODE + rb"\s*" + _CODE + rb"\s*(?:" + _CODE + rb"|\[[<>0-9A-Fa-f\s]*\])"),
}


def text_map(data: bytes) -> bytes:
    """Which text the shapes of a font are: the tables alone."""
    blocks = []
    for kind, inside in _MAP_BLOCK.findall(data):
        rows = _MAP_ROWS[kind].findall(inside)
        blocks.append(b"%d begin%s\n%s\nend%s" % (len(rows), kind, b"\n".join(rows), kind))
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Text def\n/CMapType 2 def\n"
        + b"\n".join(blocks)
        + b"\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


def inherited(page: Any, key: str) -> Any:
    """The value of a page or of the pages above it; None where none has it."""
    for _level in range(50):
        if key in page or "/Parent" not in page:
            return page.get(key)
        page = page["/Parent"]
    return None
