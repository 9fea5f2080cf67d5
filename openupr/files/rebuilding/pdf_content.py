"""What is written and drawn on a page of a PDF."""

from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String

from openupr.files.rebuilding.pdf_values import kept, listed, plain
from openupr.files.refusal import RefusedFile

_MOST_CONTENT = 16_000_000
"""Bytes of one page or drawing; a page of text has some 20,000, a detailed map some millions."""

PICTURE = "A picture in this PDF cannot be read. Print it into a new PDF and try again."
TOO_MUCH = "This PDF holds far more than it can need; it was not rebuilt. Print it into a new PDF and try again."

LETTERS = {
    "/ExtGState": "G", "/ColorSpace": "C", "/Pattern": "P", "/Shading": "S", "/XObject": "X", "/Font": "F",
}  # fmt: skip
_DEFAULT_COLOURS = {"/DefaultGray", "/DefaultRGB", "/DefaultCMYK"}
# Which resource an operator names. Source: ISO 32000-1, table 51, which also lists all operators.
_NAMES_A = {
    "gs": "/ExtGState", "cs": "/ColorSpace", "CS": "/ColorSpace", "scn": "/Pattern", "SCN": "/Pattern",
    "sh": "/Shading", "Do": "/XObject", "Tf": "/Font",
}  # fmt: skip
# Operators by what they take; a name or a text anywhere else would be read by nobody.
_LISTED = (
    "b B b* B* BT BX c cm d0 d1 ET EX f F f* G g h i j J K k l m M n q Q re RG rg s S SC sc T* Tc Td TD TL Tm Tr Ts "
    "Tw Tz v w W W* y"
)
_OF_NUMBERS = frozenset(_LISTED.split())
_OF_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_INTENTS = frozenset(("/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual"))
_COLOURS = frozenset(("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"))
_SHORT_COLOURS = frozenset(("/G", "/RGB", "/CMYK"))
_NUMBER = (int, float, Decimal)
_INLINE = {
    "/BPC": "/BitsPerComponent", "/CS": "/ColorSpace", "/D": "/Decode", "/DP": "/DecodeParms", "/F": "/Filter",
    "/H": "/Height", "/IM": "/ImageMask", "/I": "/Interpolate", "/W": "/Width",
}  # fmt: skip


def rebuilt_content(old: Any, resources: Any) -> bytes:
    """Operators that the standard knows with what they take, without marked content; resources by
    their new names.
    """
    names = {kind: new_names(resources, kind) for kind in LETTERS}
    parts: list[bytes] = []
    run: list[Any] = []
    _check_length(old)
    for instruction in pikepdf.parse_content_stream(old):
        operator = str(instruction.operator)
        if operator == "INLINE IMAGE":
            parts += [pikepdf.unparse_content_stream(run), _inline(instruction.operands[0], names["/ColorSpace"])]
            run = []
        elif operator in _OF_TEXT or (
            operator in _OF_NUMBERS and all(isinstance(operand, _NUMBER) for operand in instruction.operands)
        ):
            run.append(instruction)
        elif operator in _NAMES_A or operator in {"d", "ri"}:
            operands = [_operand(operand, operator, names) for operand in instruction.operands]
            if None not in operands:
                run.append((operands, instruction.operator))
    parts.append(pikepdf.unparse_content_stream(run))
    return b"\n".join(filter(None, parts))


def _operand(operand: Any, operator: str, names: dict[str, dict[str, Name]]) -> Any:
    """What may stand before an operator that names something; None for what may not."""
    if not isinstance(operand, Name):
        return plain(operand)
    known = names[_NAMES_A[operator]].get(str(operand)) if operator in _NAMES_A else None
    return known or (operand if str(operand) in _INTENTS | _COLOURS else None)


def _check_length(content: Any) -> None:
    """Each operator of a content becomes an object, which takes fifty times its length."""
    left = _MOST_CONTENT
    for part in [content] if isinstance(content, Stream) else listed(content.get("/Contents")):
        left -= len(part.read_bytes())
        if left < 0:
            raise RefusedFile(TOO_MUCH)


def new_names(resources: Any, kind: str) -> dict[str, Name]:
    """Resources are called after their kind and number: the old names are anybody's."""
    group = resources.get(kind) if isinstance(resources, Dictionary) else None
    if not isinstance(group, Dictionary):
        return {}
    numbered = enumerate(sorted(group.keys()), start=1)
    return {key: Name(key if key in _DEFAULT_COLOURS else f"/{LETTERS[kind]}{number}") for number, key in numbered}


def _inline(image: Any, colours: dict[str, Name]) -> bytes:
    """A picture that is part of the content, with the keys that the standard knows."""
    head, _id, _dots = image.unparse().partition(b"\nID\n")
    pieces: list[bytes] = []
    for key, value in Object.parse(b"<<" + head.removeprefix(b"BI\n") + b">>").items():
        full = _INLINE.get(key, key)
        if full not in _INLINE.values():
            continue
        if full == "/Filter" and {"/DCT", "/DCTDecode"} & {str(packing) for packing in listed(value)}:
            raise RefusedFile(PICTURE)
        if full == "/ColorSpace":
            value = _inline_colours(value, colours)
        elif full == "/DecodeParms":
            value = Array([kept(packing, "packing") for packing in listed(value)])
        else:
            value = plain(value)
        if value is not None:
            pieces.append(f"{key} ".encode() + Array([value]).unparse()[1:-1])
    pixels: bytes = image.read_raw_bytes()
    pixels = pixels[:-1] if pixels[-1:].isspace() else pixels  # the blank before EI
    return b"BI\n" + b" ".join(pieces) + b"\nID " + pixels + b"\nEI"


def _inline_colours(colours: Any, known: dict[str, Name]) -> Any:
    """A name, or names, numbers and the table of colours."""
    if isinstance(colours, Name):
        return known.get(str(colours), colours if str(colours) in _COLOURS | _SHORT_COLOURS else None)
    pieces = [entry if isinstance(entry, String) else plain(entry) for entry in listed(colours)]
    return None if None in pieces else Array(pieces)
