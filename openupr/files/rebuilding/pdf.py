"""PDF files: built again from an allow-list of what their pages show."""

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from openupr.files.limits import MAX_UNPACKED_BYTES
from openupr.files.rebuilding.colours import plain_profile
from openupr.files.rebuilding.pdf_content import TOO_MUCH, new_names, rebuilt_content
from openupr.files.rebuilding.pdf_pictures import pixels
from openupr.files.rebuilding.pdf_values import (
    inherited,
    inks,
    keep,
    numbers,
    plain,
    system,
    text_map,
    without_remarks,
)
from openupr.files.refusal import RefusedFile

MOST_PAGES = 500
_MOST_OBJECTS = 100_000

_DAMAGED = "This PDF is damaged or cut off and cannot be read. Make it again from its original."
_LOCKED = "This PDF is locked with a password. Save it without a password and try again."
_PAGES = f"This PDF has more than {MOST_PAGES} pages. Divide it, or choose the pages that matter."
_LAYERS = "This PDF has layers that are switched off. Print it into a new PDF and try again."
_BROKEN = (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, RuntimeError, ArithmeticError, OSError)


def rebuilt_pdf(data: bytes) -> tuple[bytes, int, bool]:
    """The file, its pages, and whether notes or form fields were on it, which are not kept.

    Raises RefusedFile.
    """
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
        raise RefusedFile(TOO_MUCH) from error
    except _BROKEN as error:
        raise RefusedFile(_DAMAGED) from error


def _has_hidden_layers(source: pikepdf.Pdf) -> bool:
    layers = source.Root.get("/OCProperties", Dictionary())
    view = layers.get("/D", Dictionary())
    return bool(len(view.get("/OFF", Array()))) or view.get("/BaseState") == Name.OFF


def _has_notes(page: Any) -> bool:
    return any(
        str(annotation.get("/Subtype")) not in {"/Link", "/Popup"} for annotation in page.get("/Annots", Array())
    )


class _Rebuilding:
    """One document built from another.

    Each object of the old one is built once for each kind that it is used as.
    """

    def __init__(self, source: pikepdf.Pdf, target: pikepdf.Pdf) -> None:
        self.source, self.target = source, target
        self._built: dict[tuple[Any, ...], Any] = {}
        self._objects, self._bytes_left = 0, MAX_UNPACKED_BYTES

    def add_page(self, old: Any) -> None:
        """The page: its size, how it is turned, what it shows."""
        box, crop = numbers(inherited(old, "/MediaBox")), numbers(inherited(old, "/CropBox"))
        new = Dictionary(Type=Name.Page, MediaBox=box if box is not None else Array([0, 0, 612, 792]))
        if crop is not None:
            new.CropBox = crop
        for key, value in (("/Rotate", inherited(old, "/Rotate")), ("/UserUnit", old.get("/UserUnit"))):
            if isinstance(value, (int, Decimal)):
                new[key] = value
        if "/Group" in old:
            new.Group = self.group(old.Group)
        resources = inherited(old, "/Resources")
        new.Resources = self.resources(resources)
        new.Contents = self.content(old, resources) if "/Contents" in old else self.stream(b"")
        self.target.pages.append(pikepdf.Page(self.target.make_indirect(new)))

    # Building blocks

    def stream(self, data: bytes) -> Any:
        self._bytes_left -= len(data)
        if self._bytes_left < 0:
            raise RefusedFile(TOO_MUCH)
        return Stream(self.target, data)

    def once(self, old: Any, kind: str, new: Callable[[], Any], fill: Callable[[Any], None], owner: Any = None) -> Any:
        """What `new` makes and `fill` fills.

        It is known before it is filled, because objects may go in circles.
        """
        key = (kind, old.objgen, owner.objgen if owner is not None else None)
        if old.is_indirect and key in self._built:
            return self._built[key]
        self._objects += 1
        if self._objects > _MOST_OBJECTS:
            raise RefusedFile(TOO_MUCH)
        rebuilt = self.target.make_indirect(new())
        if old.is_indirect:
            self._built[key] = rebuilt
        fill(rebuilt)
        return rebuilt

    def dictionary(self, old: Any, kind: str, fill: Callable[[Any], None] | None = None) -> Any:
        """A dictionary with the keys that `kind` may have."""

        def filled(new: Any) -> None:
            keep(old, new, kind)
            if fill:
                fill(new)

        return self.once(old, kind, Dictionary, filled)

    def with_data(self, old: Any, kind: str, *, tidy: Callable[[bytes], bytes] | None = None) -> Any:
        """A stream with the keys that `kind` may have and its data unpacked (they are packed again
        at the end).
        """

        def new() -> Any:
            data = old.read_bytes()
            return self.stream(tidy(data) if tidy else data)

        return self.once(old, kind, new, lambda stream: keep(old, stream, kind))

    # Content: what is written and drawn

    def content(self, old: Any, resources: Any) -> Any:
        return self.stream(rebuilt_content(old, resources))

    def resources(self, old: Any) -> Any:
        """What a content may name: each kind that is known, under new names."""
        build: dict[str, Callable[[Any], Any]] = {
            "/ExtGState": self.state,
            "/ColorSpace": self.colours,
            "/Pattern": self.pattern,
            "/Shading": self.shading,
            "/XObject": lambda picture: self.picture_or_form(picture, old),
            "/Font": lambda font: self.font(font, old),
        }
        if not isinstance(old, Dictionary):
            return Dictionary()

        def fill(new: Any) -> None:
            for kind, build_one in build.items():
                group: Any = old.get(kind)
                names = new_names(old, kind)
                built = {str(name): build_one(group[key]) for key, name in names.items()}
                if built_here := {name: value for name, value in built.items() if value is not None}:
                    new[kind] = Dictionary(built_here)

        return self.once(old, "resources", Dictionary, fill)

    def form(self, old: Any, owner: Any) -> Any:
        """A drawing used in others; one without resources of its own has those of what it is drawn
        on.
        """
        own = old.get("/Resources")
        resources = own if own is not None else owner

        def fill(new: Any) -> None:
            keep(old, new, "form")
            new.Resources = self.resources(resources)
            if "/Group" in old:
                new.Group = self.group(old.Group)

        return self.once(old, "form", lambda: self.content(old, resources), fill, None if own is not None else owner)

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
            keep(old, new, "pattern")
            if isinstance(old, Stream):
                new.Resources = self.resources(old.get("/Resources"))
            else:
                new.Shading = self.shading(old.Shading)
                if "/ExtGState" in old:
                    new.ExtGState = self.state(old.ExtGState)

        if isinstance(old, Stream):
            return self.once(old, "pattern", lambda: self.content(old, old.get("/Resources")), fill)
        return self.once(old, "pattern", Dictionary, fill)

    def shading(self, old: Any) -> Any:
        def fill(new: Any) -> None:
            keep(old, new, "shading")
            new.ColorSpace = self.colours(old.ColorSpace)
            if "/Function" in old:
                new.Function = self.function(old.Function)

        if isinstance(old, Stream):
            return self.once(old, "shading", lambda: self.stream(old.read_bytes()), fill)
        return self.once(old, "shading", Dictionary, fill)

    def function(self, old: Any) -> Any:
        if isinstance(old, Array):
            return Array([self.function(part) for part in old])

        def fill(new: Any) -> None:
            keep(old, new, "function")
            if "/Functions" in old:
                new.Functions = Array([self.function(part) for part in old.Functions])

        if isinstance(old, Stream):
            tidy = without_remarks if old.get("/FunctionType") == 4 else bytes
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
            return Array([old[0], inks(rest[0]), self.colours(rest[1]), self.function(rest[2])])
        if kind == "/Indexed":
            table = rest[2]
            data = table.read_bytes() if isinstance(table, Stream) else bytes(table)
            return Array([old[0], self.colours(rest[0]), rest[1], String(data[: 4 * 256])])
        if kind == "/Pattern":
            return Array([old[0], *(self.colours(base) for base in rest[:1])])
        return old[0] if kind.startswith("/Device") else None

    def profile(self, old: Any) -> Any:
        """Colours of a device, by numbers alone; the simple ones of as many parts where the profile
        is none.
        """
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
            keep(old, new, "image")
            if "/ColorSpace" in old and "/ColorSpace" not in new:
                new.ColorSpace = self.colours(old.ColorSpace)
            mask = old.get("/Mask")
            if isinstance(mask, Stream):
                new.Mask = self.image(mask)
            elif isinstance(mask, Array):
                new.Mask = plain(mask)
            if isinstance(old.get("/SMask"), Stream):
                new.SMask = self.image(old.SMask)

        def new() -> Any:
            data, keys = pixels(old, self.source)
            stream = self.stream(data)
            shared = keys.pop("JBIG2Globals", None)
            for key, value in keys.items():
                stream[key] = value
            if shared is not None:
                stream.DecodeParms = Dictionary(JBIG2Globals=self.with_data(shared, "nothing"))
            return stream

        return self.once(old, "image", new, fill)

    # Fonts

    def font(self, old: Any, owner: Any) -> Any:
        def fill(new: Any) -> None:
            keep(old, new, "font")
            encoding, to_text = old.get("/Encoding"), old.get("/ToUnicode")
            if isinstance(encoding, Stream):
                new.Encoding = self.code_map(encoding)
            elif isinstance(encoding, Dictionary):
                new.Encoding = self.dictionary(encoding, "encoding")
            elif isinstance(encoding, Name):
                new.Encoding = encoding
            if isinstance(to_text, Stream):
                new.ToUnicode = self.once(
                    to_text, "text map", lambda: self.stream(text_map(to_text.read_bytes())), lambda _new: None
                )
            if "/DescendantFonts" in old:
                new.DescendantFonts = Array([self.font(descendant, None) for descendant in old.DescendantFonts])
            if "/FontDescriptor" in old:
                new.FontDescriptor = self.descriptor(old.FontDescriptor)
            if "/CIDSystemInfo" in old:
                new.CIDSystemInfo = system(old.CIDSystemInfo)
            glyphs = old.get("/CIDToGIDMap")
            if glyphs is not None:
                new.CIDToGIDMap = self.with_data(glyphs, "nothing") if isinstance(glyphs, Stream) else plain(glyphs)
            if "/CharProcs" in old:
                resources = old.get("/Resources", owner)
                new.Resources = self.resources(resources)
                new.CharProcs = Dictionary(
                    {
                        key: self.glyph(procedure, resources)
                        for key, procedure in old.CharProcs.items()
                        if isinstance(procedure, Stream)
                    }
                )

        return self.once(old, "font", Dictionary, fill)

    def glyph(self, old: Any, resources: Any) -> Any:
        return self.once(old, "glyph", lambda: self.content(old, resources), lambda _new: None)

    def descriptor(self, old: Any) -> Any:
        def fill(new: Any) -> None:
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if isinstance(old.get(key), Stream):
                    new[key] = self.with_data(old[key], "font file")

        return self.dictionary(old, "descriptor", fill)

    def code_map(self, old: Any) -> Any:
        stream = self.with_data(old, "code map")
        if "/CIDSystemInfo" in old:
            stream.CIDSystemInfo = system(old.CIDSystemInfo)
        return stream
