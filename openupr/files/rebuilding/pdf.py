"""PDF files: built again from an allow-list of what their pages show."""

import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String
from PIL import Image

from openupr.files.limits import MAX_UNPACKED_BYTES
from openupr.files.rebuilding.colours import plain_profile
from openupr.files.rebuilding.jpeg import only_dots
from openupr.files.rebuilding.pictures import MOST_DOTS
from openupr.files.refusal import RefusedFile

MOST_PAGES = 500
_MOST_OBJECTS = 100_000
_MOST_CONTENT = 16_000_000
"""Bytes of one page or drawing; a page of text has some 20,000, a detailed map some millions."""

_DAMAGED = "This PDF is damaged or cut off and cannot be read. Make it again from its original."
_LOCKED = "This PDF is locked with a password. Save it without a password and try again."
_PAGES = f"This PDF has more than {MOST_PAGES} pages. Divide it, or choose the pages that matter."
_LAYERS = "This PDF has layers that are switched off. Print it into a new PDF and try again."
_PICTURE = "A picture in this PDF cannot be read. Print it into a new PDF and try again."
_TOO_MUCH = "This PDF holds far more than it can need; it was not rebuilt. Print it into a new PDF and try again."
_BROKEN = (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, RuntimeError, ArithmeticError, OSError)

# What is kept, by kind. Source: ISO 32000-1, chapters 7 to 11. Values are numbers, names, and lists of them:
# no text passes, except in a page's own content.
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
_LETTERS = {
    "/ExtGState": "G", "/ColorSpace": "C", "/Pattern": "P", "/Shading": "S", "/XObject": "X", "/Font": "F",
}  # fmt: skip
_DEFAULT_COLOURS = {"/DefaultGray", "/DefaultRGB", "/DefaultCMYK"}
# Which resource an operator names. Source: ISO 32000-1, table 51, which also lists all operators.
_NAMES_A = {
    "gs": "/ExtGState", "cs": "/ColorSpace", "CS": "/ColorSpace", "scn": "/Pattern", "SCN": "/Pattern",
    "sh": "/Shading", "Do": "/XObject", "Tf": "/Font",
}  # fmt: skip
_OPERATORS = (
    "b B b* B* BT BX c cm CS cs d d0 d1 Do ET EX f F f* G g gs h i j J K k l m M n q Q re RG rg ri s S SC sc SCN scn "
    "sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""
)
_KNOWN_OPERATORS = frozenset(_OPERATORS.split())
_PLAIN_FILTERS = {"/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode"}
_INLINE = {
    "/BPC": "/BitsPerComponent", "/CS": "/ColorSpace", "/D": "/Decode", "/DP": "/DecodeParms", "/F": "/Filter",
    "/H": "/Height", "/IM": "/ImageMask", "/I": "/Interpolate", "/W": "/Width",
}  # fmt: skip


def rebuilt_pdf(data: bytes) -> tuple[bytes, int, bool]:
    """The file, its pages, and whether notes or form fields were on it, which are not kept. Raises RefusedFile."""
    try:
        with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as target:
            if not 0 < len(source.pages) <= MOST_PAGES:
                raise RefusedFile(_PAGES if len(source.pages) else _DAMAGED)
            if _has_hidden_layers(source):
                raise RefusedFile(_LAYERS)
            rebuilding = _Rebuilding(source, target)
            for page in source.pages:
                rebuilding.add_page(page.obj)
            output = io.BytesIO()
            target.save(output, deterministic_id=True, fix_metadata_version=False, compress_streams=True)
            lost_notes = any(_has_notes(page.obj) for page in source.pages)
            return output.getvalue(), len(target.pages), lost_notes
    except RefusedFile:
        raise
    except pikepdf.PasswordError as error:
        raise RefusedFile(_LOCKED) from error
    except MemoryError as error:
        raise RefusedFile(_TOO_MUCH) from error
    except _BROKEN as error:
        raise RefusedFile(_DAMAGED) from error


def _has_hidden_layers(source: pikepdf.Pdf) -> bool:
    layers = source.Root.get("/OCProperties", Dictionary())
    view = layers.get("/D", Dictionary())
    return bool(len(view.get("/OFF", Array()))) or view.get("/BaseState") == Name.OFF


def _has_notes(page: Any) -> bool:
    return any(str(each.get("/Subtype")) not in {"/Link", "/Popup"} for each in page.get("/Annots", Array()))


def _inherited(page: Any, key: str) -> Any:
    for _level in range(50):
        if key in page or "/Parent" not in page:
            return page.get(key)
        page = page["/Parent"]
    raise RefusedFile(_DAMAGED)


class _Rebuilding:
    """One document built from another. Each object of the old one is built once for each kind that it is used as."""

    def __init__(self, source: pikepdf.Pdf, target: pikepdf.Pdf) -> None:
        self.source, self.target = source, target
        self._built: dict[tuple[Any, ...], Any] = {}
        self._objects, self._bytes_left = 0, MAX_UNPACKED_BYTES

    def add_page(self, old: Any) -> None:
        """The page: its size, how it is turned, what it shows."""
        box, crop = _numbers(_inherited(old, "/MediaBox")), _numbers(_inherited(old, "/CropBox"))
        new = Dictionary(Type=Name.Page, MediaBox=box if box is not None else Array([0, 0, 612, 792]))
        if crop is not None:
            new.CropBox = crop
        for key, value in (("/Rotate", _inherited(old, "/Rotate")), ("/UserUnit", old.get("/UserUnit"))):
            if isinstance(value, (int, Decimal)):
                new[key] = value
        if "/Group" in old:
            new.Group = self.group(old.Group)
        resources = _inherited(old, "/Resources")
        new.Resources = self.resources(resources)
        new.Contents = self.stream(self.content(old, resources)) if "/Contents" in old else self.stream(b"")
        self.target.pages.append(pikepdf.Page(self.target.make_indirect(new)))

    # Building blocks

    def stream(self, data: bytes) -> Any:
        self._bytes_left -= len(data)
        if self._bytes_left < 0:
            raise RefusedFile(_TOO_MUCH)
        return Stream(self.target, data)

    def once(self, old: Any, kind: str, new: Callable[[], Any], fill: Callable[[Any], None], owner: Any = None) -> Any:
        """What `new` makes and `fill` fills. It is known before it is filled, because objects may go in circles."""
        key = (kind, old.objgen, owner.objgen if owner is not None else None)
        if old.is_indirect and key in self._built:
            return self._built[key]
        self._objects += 1
        if self._objects > _MOST_OBJECTS:
            raise RefusedFile(_TOO_MUCH)
        made = self.target.make_indirect(new())
        if old.is_indirect:
            self._built[key] = made
        fill(made)
        return made

    def dictionary(self, old: Any, kind: str, fill: Callable[[Any], None] | None = None) -> Any:
        """A dictionary with the keys that `kind` may have."""

        def filled(new: Any) -> None:
            _keep(old, new, kind)
            if fill:
                fill(new)

        return self.once(old, kind, Dictionary, filled)

    def with_data(self, old: Any, kind: str, *, tidy: Callable[[bytes], bytes] | None = None) -> Any:
        """A stream with the keys that `kind` may have and its data unpacked (they are packed again at the end)."""

        def new() -> Any:
            data = old.read_bytes()
            return self.stream(tidy(data) if tidy else data)

        return self.once(old, kind, new, lambda made: _keep(old, made, kind))

    # Content: what is written and drawn

    def content(self, old: Any, resources: Any) -> bytes:
        """Operators that the standard knows, without marked content; resources by their new names."""
        names = {kind: _new_names(resources, kind) for kind in _LETTERS}
        parts: list[bytes] = []
        kept: list[Any] = []
        self._check_length(old)
        for instruction in pikepdf.parse_content_stream(old):
            operator = str(instruction.operator)
            if operator == "INLINE IMAGE":
                parts += [pikepdf.unparse_content_stream(kept), _inline(instruction.operands[0], names["/ColorSpace"])]
                kept = []
            elif operator in _NAMES_A:
                new = names[_NAMES_A[operator]]
                operands = [
                    new.get(str(each), each) if isinstance(each, Name) else each for each in instruction.operands
                ]
                kept.append((operands, instruction.operator))
            elif operator in _KNOWN_OPERATORS:
                kept.append(instruction)
        parts.append(pikepdf.unparse_content_stream(kept))
        return b"\n".join(filter(None, parts))

    def _check_length(self, content: Any) -> None:
        """Each operator of a content becomes an object, which takes fifty times its length."""
        left = _MOST_CONTENT
        for part in [content] if isinstance(content, Stream) else _listed(content.get("/Contents")):
            left -= len(part.read_bytes())
            if left < 0:
                raise RefusedFile(_TOO_MUCH)

    def resources(self, old: Any) -> Any:
        """What a content may name: each kind that is known, under new names."""
        build = {
            "/ExtGState": self.state,
            "/ColorSpace": self.colours,
            "/Pattern": self.pattern,
            "/Shading": self.shading,
            "/XObject": lambda each: self.picture_or_form(each, old),
            "/Font": lambda each: self.font(each, old),
        }
        if not isinstance(old, Dictionary):
            return Dictionary()

        def fill(new: Any) -> None:
            for kind, build_one in build.items():
                group = old.get(kind)
                names = _new_names(old, kind)
                built = {str(name): build_one(group[key]) for key, name in names.items()}
                if found := {name: each for name, each in built.items() if each is not None}:
                    new[kind] = Dictionary(found)

        return self.once(old, "resources", Dictionary, fill)

    def form(self, old: Any, owner: Any) -> Any:
        """A drawing used in others; one without resources of its own has those of what it is drawn on."""
        own = old.get("/Resources")
        resources = own if own is not None else owner

        def fill(new: Any) -> None:
            _keep(old, new, "form")
            new.Resources = self.resources(resources)
            if "/Group" in old:
                new.Group = self.group(old.Group)

        return self.once(
            old, "form", lambda: self.stream(self.content(old, resources)), fill, None if own is not None else owner
        )

    def picture_or_form(self, old: Any, owner: Any) -> Any:
        if not isinstance(old, Stream):
            return None
        kind = old.get("/Subtype")
        return self.image(old) if kind == Name.Image else self.form(old, owner) if kind == Name.Form else None

    def group(self, old: Any) -> Any:
        def fill(new: Any) -> None:
            if "/CS" in old:
                new.CS = self.colours(old.CS)

        return self.dictionary(old, "group", fill)

    def state(self, old: Any) -> Any:
        def fill(new: Any) -> None:
            font, mask = old.get("/Font"), old.get("/SMask")
            if isinstance(font, Array) and len(font) == 2:
                new.Font = Array([self.font(font[0], None), font[1]])
            if isinstance(mask, Dictionary):
                new.SMask = self.soft_mask(mask)
            elif mask == Name("/None"):
                new.SMask = mask

        return self.dictionary(old, "state", fill)

    def soft_mask(self, old: Any) -> Any:
        def fill(new: Any) -> None:
            new.G = self.form(old.G, None)
            if "/TR" in old and not isinstance(old.TR, Name):
                new.TR = self.function(old.TR)

        return self.dictionary(old, "soft mask", fill)

    def pattern(self, old: Any) -> Any:
        def fill(new: Any) -> None:
            _keep(old, new, "pattern")
            if isinstance(old, Stream):
                new.Resources = self.resources(old.get("/Resources"))
            else:
                new.Shading = self.shading(old.Shading)
                if "/ExtGState" in old:
                    new.ExtGState = self.state(old.ExtGState)

        if isinstance(old, Stream):
            return self.once(old, "pattern", lambda: self.stream(self.content(old, old.get("/Resources"))), fill)
        return self.once(old, "pattern", Dictionary, fill)

    def shading(self, old: Any) -> Any:
        def fill(new: Any) -> None:
            _keep(old, new, "shading")
            new.ColorSpace = self.colours(old.ColorSpace)
            if "/Function" in old:
                new.Function = self.function(old.Function)

        if isinstance(old, Stream):
            return self.once(old, "shading", lambda: self.stream(old.read_bytes()), fill)
        return self.once(old, "shading", Dictionary, fill)

    def function(self, old: Any) -> Any:
        if isinstance(old, Array):
            return Array([self.function(each) for each in old])

        def fill(new: Any) -> None:
            _keep(old, new, "function")
            if "/Functions" in old:
                new.Functions = Array([self.function(each) for each in old.Functions])

        if isinstance(old, Stream):
            tidy = _without_remarks if old.get("/FunctionType") == 4 else bytes
            return self.once(old, "function", lambda: self.stream(tidy(old.read_bytes())), fill)
        return self.once(old, "function", Dictionary, fill)

    # Colours

    def colours(self, old: Any) -> Any:
        """A colour space: a name, or a list that begins with one."""
        if isinstance(old, Name):
            return old
        if not isinstance(old, Array) or not len(old):
            return None
        kind, rest = str(old[0]), list(old)[1:]
        if kind == "/ICCBased":
            return self.profile(rest[0])
        if kind in {"/CalGray", "/CalRGB", "/Lab"}:
            return Array([old[0], self.dictionary(rest[0], "colour")])
        if kind in {"/Separation", "/DeviceN"}:
            return Array([old[0], _plain(rest[0]), self.colours(rest[1]), self.function(rest[2])])
        if kind == "/Indexed":
            table = rest[2]
            data = table.read_bytes() if isinstance(table, Stream) else bytes(table)
            return Array([old[0], self.colours(rest[0]), rest[1], String(data[: 4 * 256])])
        if kind == "/Pattern":
            return Array([old[0], *(self.colours(each) for each in rest[:1])])
        return old[0] if kind.startswith("/Device") else None

    def profile(self, old: Any) -> Any:
        """Colours of a device, by numbers alone; the simple ones of as many parts where the profile is none."""
        simple = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}.get(int(old.N))
        data = plain_profile(old.read_bytes())
        if data is None:
            return simple

        def fill(new: Any) -> None:
            new.N = old.N
            if simple is not None:
                new.Alternate = simple

        return Array([Name.ICCBased, self.once(old, "profile", lambda: self.stream(data), fill)])

    # Pictures

    def image(self, old: Any) -> Any:
        def fill(new: Any) -> None:
            _keep(old, new, "image")
            if "/ColorSpace" in old and "/ColorSpace" not in new:
                new.ColorSpace = self.colours(old.ColorSpace)
            mask = old.get("/Mask")
            if isinstance(mask, Stream):
                new.Mask = self.image(mask)
            elif isinstance(mask, Array):
                new.Mask = _plain(mask)
            if isinstance(old.get("/SMask"), Stream):
                new.SMask = self.image(old.SMask)

        return self.once(old, "image", lambda: self._dots(old), fill)

    def _dots(self, old: Any) -> Any:
        """The dots of a picture, packed as they were where only that keeps them."""
        filters = _listed(old.get("/Filter"))
        parameters = _listed(old.get("/DecodeParms"))
        data, packed = old.read_raw_bytes(), None
        while filters and packed is None:
            kind, given = str(filters.pop(0)), parameters.pop(0) if parameters else None
            if kind in _PLAIN_FILTERS:
                one = Stream(self.source, data, Filter=Name(kind), DecodeParms=given or Dictionary())
                data = one.read_bytes()
            else:
                packed = kind
        if filters:
            raise RefusedFile(_PICTURE)
        match packed:
            case None:
                return self.stream(data)
            case "/DCTDecode":
                return self._packed(only_dots(data), packed, _kept(given, "jpeg"))
            case "/CCITTFaxDecode":
                return self._packed(data, packed, _kept(given, "packing"))
            case "/JBIG2Decode":
                parms = Dictionary()
                if isinstance(given, Dictionary) and "/JBIG2Globals" in given:
                    parms.JBIG2Globals = self.with_data(given.JBIG2Globals, "nothing")
                return self._packed(data, packed, parms)
            case "/JPXDecode":
                return self._unpacked_jpeg_2000(data)
        raise RefusedFile(_PICTURE)

    def _packed(self, data: bytes | None, kind: str, parameters: Any) -> Any:
        if data is None:
            raise RefusedFile(_PICTURE)
        new = self.stream(data)
        new.Filter, new.DecodeParms = Name(kind), parameters
        return new

    def _unpacked_jpeg_2000(self, data: bytes) -> Any:
        with Image.open(io.BytesIO(data), formats=["JPEG2000"]) as opened:
            if opened.width * opened.height > MOST_DOTS:
                raise RefusedFile(_PICTURE)
            image = opened if opened.mode in {"L", "CMYK"} else opened.convert("RGB")
            new = self.stream(image.tobytes())
        colours = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
        new.ColorSpace, new.BitsPerComponent = colours[image.mode], 8
        return new

    # Fonts

    def font(self, old: Any, owner: Any) -> Any:
        def fill(new: Any) -> None:
            _keep(old, new, "font")
            encoding, to_text = old.get("/Encoding"), old.get("/ToUnicode")
            if isinstance(encoding, Stream):
                new.Encoding = self.code_map(encoding)
            elif isinstance(encoding, Dictionary):
                new.Encoding = self.dictionary(encoding, "encoding")
            elif isinstance(encoding, Name):
                new.Encoding = encoding
            if isinstance(to_text, Stream):
                new.ToUnicode = self.once(
                    to_text, "text map", lambda: self.stream(_text_map(to_text.read_bytes())), lambda _new: None
                )
            if "/DescendantFonts" in old:
                new.DescendantFonts = Array([self.font(each, None) for each in old.DescendantFonts])
            if "/FontDescriptor" in old:
                new.FontDescriptor = self.descriptor(old.FontDescriptor)
            if "/CIDSystemInfo" in old:
                new.CIDSystemInfo = _system(old.CIDSystemInfo)
            glyphs = old.get("/CIDToGIDMap")
            if glyphs is not None:
                new.CIDToGIDMap = self.with_data(glyphs, "nothing") if isinstance(glyphs, Stream) else _plain(glyphs)
            if "/CharProcs" in old:
                resources = old.get("/Resources", owner)
                new.Resources = self.resources(resources)
                new.CharProcs = Dictionary(
                    {
                        key: self.glyph(each, resources)
                        for key, each in old.CharProcs.items()
                        if isinstance(each, Stream)
                    }
                )

        return self.once(old, "font", Dictionary, fill)

    def glyph(self, old: Any, resources: Any) -> Any:
        return self.once(old, "glyph", lambda: self.stream(self.content(old, resources)), lambda _new: None)

    def descriptor(self, old: Any) -> Any:
        def fill(new: Any) -> None:
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if isinstance(old.get(key), Stream):
                    new[key] = self.with_data(old[key], "font file")

        return self.dictionary(old, "descriptor", fill)

    def code_map(self, old: Any) -> Any:
        made = self.with_data(old, "code map")
        if "/CIDSystemInfo" in old:
            made.CIDSystemInfo = _system(old.CIDSystemInfo)
        return made


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _plain(value: Any, depth: int = 0) -> Any:
    """A number, a name, or lists of them; None for everything else."""
    if isinstance(value, (bool, int, float, Decimal, Name)):
        return value
    if isinstance(value, Array) and depth < 4:
        items = [_plain(each, depth + 1) for each in value]
        return None if any(each is None for each in items) else Array(items)
    return None


def _numbers(value: Any) -> Any:
    return _plain(value) if isinstance(value, Array) else None


def _keep(old: Any, new: Any, kind: str) -> None:
    for key in _KEPT[kind]:
        if key not in new and (value := _plain(old.get(key))) is not None:
            new[key] = value


def _kept(old: Any, kind: str) -> Any:
    new = Dictionary()
    if isinstance(old, Dictionary):
        _keep(old, new, kind)
    return new


def _new_names(resources: Any, kind: str) -> dict[str, Name]:
    """Resources are called after their kind and number: the old names are anybody's."""
    group = resources.get(kind) if isinstance(resources, Dictionary) else None
    if not isinstance(group, Dictionary):
        return {}
    numbered = enumerate(sorted(group.keys()), start=1)
    return {key: Name(key if key in _DEFAULT_COLOURS else f"/{_LETTERS[kind]}{number}") for number, key in numbered}


def _inline(image: pikepdf.PdfInlineImage, colours: dict[str, Name]) -> bytes:
    """A picture that is part of the content, with the keys that the standard knows."""
    head, _id, _dots = image.unparse().partition(b"\nID\n")
    kept = []
    for key, value in Object.parse(b"<<" + head.removeprefix(b"BI\n") + b">>").items():
        full = _INLINE.get(key, key)
        if full not in _INLINE.values():
            continue
        if full == "/Filter" and {"/DCT", "/DCTDecode"} & {str(each) for each in _listed(value)}:
            raise RefusedFile(_PICTURE)
        if full == "/ColorSpace":
            value = colours.get(str(value), value) if isinstance(value, Name) else value
        elif full == "/DecodeParms":
            value = Array([_kept(each, "packing") for each in _listed(value)])
        else:
            value = _plain(value)
        if value is not None:
            kept.append(f"{key} ".encode() + Array([value]).unparse()[1:-1])
    return b"BI\n" + b" ".join(kept) + b"\nID " + image.read_raw_bytes() + b"\nEI"


def _without_remarks(data: bytes) -> bytes:
    """A small program without its remarks."""
    return re.sub(rb"%[^\r\n]*", b"", data)


def _system(old: Any) -> Any:
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


def _text_map(data: bytes) -> bytes:
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
