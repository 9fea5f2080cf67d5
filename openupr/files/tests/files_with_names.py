"""Files as programs write them, full of who made them: the name to be looked for is in each place that can hold one."""

import io
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

NAME = "Canaryname"
PATH = f"C:\\Users\\{NAME}\\Documents"
SHOWN = b"BT /F1 12 Tf 20 150 Td (Land was taken.) Tj ET"


def profile() -> bytes:
    """A colour profile that is called after somebody's screen."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    told = b"sRGB built-in".decode().encode("utf-16-be")
    return made.replace(told, NAME.ljust(13).encode("utf-16-be")) if told in made else made


def photograph(size: tuple[int, int] = (60, 40)) -> bytes:
    """A JPEG lying on its side, with camera, maker, place, a comment, XMP, a profile, and bytes behind its end."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, NAME
    exif.get_ifd(0x8825)[1] = "N"
    output = io.BytesIO()
    more = {"comment": NAME.encode(), "xmp": f"<x>{NAME}</x>".encode(), "icc_profile": profile()}
    Image.new("RGB", size, (200, 10, 10)).save(output, "JPEG", exif=exif, **more)
    return output.getvalue() + NAME.encode()


def drawing() -> bytes:
    """A PNG with its maker in texts of its own, a profile, and bytes behind its end."""
    said = PngInfo()
    said.add_text("Author", NAME)
    said.add_itxt("XML:com.adobe.xmp", f"<x>{NAME}</x>")
    output = io.BytesIO()
    Image.new("P", (30, 20)).save(output, "PNG", pnginfo=said, icc_profile=profile())
    return output.getvalue() + NAME.encode()


def table() -> bytes:
    """A CSV in UTF-16 with a cell that a spreadsheet program would run."""
    return f'\ufeffName\tCount\r\n=HYPERLINK("file:///C:/Users/{NAME}")\t-5\r\n'.encode("utf-16-le")


def pdf(*changes: Callable[[pikepdf.Pdf], object]) -> bytes:
    """A PDF of one page with a line of text and a photograph, and what `changes` put into it."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(200, 200))
    picture = document.make_stream(photograph().removesuffix(NAME.encode()))
    picture.Type, picture.Subtype, picture.Filter = Name.XObject, Name.Image, Name.DCTDecode
    picture.Width, picture.Height, picture.BitsPerComponent = 60, 40, 8
    picture.ColorSpace = Array([Name.ICCBased, document.make_stream(profile(), N=3)])
    font = document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page.Resources = Dictionary(XObject=Dictionary(Im0=picture), Font=Dictionary(F1=font))
    page.Contents = document.make_stream(b"q 60 0 0 40 0 0 cm /Im0 Do Q " + SHOWN)
    for change in changes:
        change(document)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def _annotation(document: pikepdf.Pdf, **keys: Any) -> None:
    page = document.pages[0]
    note = document.make_indirect(Dictionary(Type=Name.Annot, Rect=[0, 0, 90, 90], **keys))
    page.Annots = Array([*page.get("/Annots", Array()), note])


def _link(**action: Any) -> Callable[[pikepdf.Pdf], object]:
    return lambda document: _annotation(document, Subtype=Name.Link, A=Dictionary(**_fresh(action)))


def _field(**keys: Any) -> Callable[[pikepdf.Pdf], object]:
    def change(document: pikepdf.Pdf) -> None:
        _annotation(document, Subtype=Name.Widget, FT=Name.Tx, **_fresh(keys))
        document.Root.AcroForm = Dictionary(Fields=document.pages[0].Annots)

    return change


def _of_root(**keys: Any) -> Callable[[pikepdf.Pdf], object]:
    return lambda document: _set(document.Root, _fresh(keys))


def _of_page(**keys: Any) -> Callable[[pikepdf.Pdf], object]:
    return lambda document: _set(document.pages[0].obj, _fresh(keys))


def _of_picture(**keys: Any) -> Callable[[pikepdf.Pdf], object]:
    return lambda document: _set(document.pages[0].Resources.XObject.Im0, _fresh(keys))


def _of_font(**keys: Any) -> Callable[[pikepdf.Pdf], object]:
    return lambda document: _set(document.pages[0].Resources.Font.F1, _fresh(keys))


def _fresh(keys: Mapping[str, Any]) -> dict[str, Any]:
    """The same values, of no file yet."""
    return {
        key: Object.parse(value.unparse()) if isinstance(value, Dictionary | Array) else value
        for key, value in keys.items()
    }


def _set(thing: Any, keys: Mapping[str, Any]) -> None:
    for key, value in keys.items():
        thing[f"/{key}"] = value


def _content(content: bytes, **resources: Any) -> Callable[[pikepdf.Pdf], object]:
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        page.Contents = document.make_stream(page.Contents.read_bytes() + b"\n" + content)
        _set(page.Resources, _fresh(resources))

    return change


def _streamed(key: str, data: bytes, **keys: Any) -> Callable[[pikepdf.Pdf], object]:
    """A stream in a font."""
    return lambda document: _set(document.pages[0].Resources.Font.F1, {key: document.make_stream(data, **keys)})


def _renamed(document: pikepdf.Pdf) -> None:
    page = document.pages[0]
    page.Resources.XObject[f"/{NAME}"] = page.Resources.XObject.Im0
    del page.Resources.XObject.Im0
    page.Contents = document.make_stream(page.Contents.read_bytes().replace(b"Im0", NAME.encode()))


def _thumbnail(document: pikepdf.Pdf) -> None:
    small = document.make_stream(NAME.encode()[:9] + NAME.encode(), Width=3, Height=1, BitsPerComponent=8)
    small.ColorSpace = Name.DeviceRGB
    document.pages[0].Thumb = small


def _metadata(document: pikepdf.Pdf) -> None:
    with document.open_metadata() as told:
        told["dc:creator"] = [NAME]


def _attached(document: pikepdf.Pdf) -> None:
    document.attachments[f"{NAME}.xlsx"] = NAME.encode()


def _layer(document: pikepdf.Pdf) -> None:
    usage = Dictionary(CreatorInfo=Dictionary(Creator=NAME, Subtype=Name.Artwork))
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=NAME, Usage=usage))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer]), Creator=NAME))
    document.pages[0].Resources.Properties = Dictionary(MC0=layer)
    _content(b"/OC /MC0 BDC 0 0 5 5 re f EMC")(document)


def _form(document: pikepdf.Pdf) -> None:
    """A drawing within the page that takes what it was made in with it."""
    keys = {"PieceInfo": Dictionary(X=Dictionary(Private=NAME)), "LastModified": NAME, "Name": Name(f"/{NAME}")}
    form = document.make_stream(b"/Artifact <</Contents (Canaryname)>> BDC 9 9 5 5 re f EMC")
    _set(form, {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 20, 20]), **keys})
    document.pages[0].Resources.XObject.Fm1 = form
    _content(b"/Fm1 Do")(document)


def _jpeg_2000(document: pikepdf.Pdf) -> None:
    output = io.BytesIO()
    Image.new("RGB", (9, 9)).save(output, "JPEG2000", comment=NAME.encode())
    picture = document.make_stream(output.getvalue(), Filter=Name.JPXDecode, Width=9, Height=9)
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    document.pages[0].Resources.XObject.Im9 = picture
    _content(b"/Im9 Do")(document)


def _left_over(document: pikepdf.Pdf) -> None:
    """Something that nothing points to any more, as programs leave it that only write what changed."""
    document.Root.Kept = document.make_indirect(Dictionary(By=NAME))


_TREE = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.Figure, Alt=NAME, ActualText=NAME, T=NAME, Lang="en"))
PDF_PLACES: Mapping[str, Callable[[pikepdf.Pdf], object]] = {
    "a link to a file on a disk": _link(S=Name.URI, URI=f"file:///{PATH}"),
    "a link to another PDF": _link(S=Name.GoToR, F=PATH, D=String(NAME)),
    "a link that starts something": _link(S=Name.Launch, F=Dictionary(Type=Name.Filespec, F=PATH, UF=PATH)),
    "a script": _of_root(OpenAction=Dictionary(S=Name.JavaScript, JS=f"app.alert('{NAME}')")),
    "the address that links begin with": _of_root(URI=Dictionary(Base=f"file:///{PATH}")),
    "texts in place of pictures": _of_root(StructTreeRoot=_TREE, MarkInfo=Dictionary(Marked=True)),
    "texts in place of content": _content(b"/Span <</ActualText (Canaryname) /Alt (Canaryname)>> BDC 0 0 1 1 re f EMC"),
    "properties of content": _content(b"/X /P0 BDC EMC /Y /P0 DP", Properties=Dictionary(P0=Dictionary(A=NAME))),
    "marks in content": _content(b"/Canaryname MP /Canaryname BMC EMC"),
    "remarks in content": _content(b"% Canaryname\n0 0 1 1 re f"),
    "operators that nobody knows": _content(b"(Canaryname) zz /Canaryname xx"),
    "texts and names that an operator does not take": _content(
        b"(Canaryname) 0 g /Canaryname gs /Canaryname ri /Canaryname cs [(Canaryname)] 0 d /Canaryname 12 Tf"
    ),
    "an ink's name": _content(
        b"/Cs9 cs 1 scn 0 0 1 1 re f",
        ColorSpace=Dictionary(
            Cs9=Array(
                [
                    Name.Separation,
                    Name(f"/{NAME}"),
                    Name.DeviceGray,
                    Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1),
                ]
            )
        ),
    ),
    "a picture in content": _content(b"q BI /W 1 /H 1 /CS /G /BPC 8 /Who (Canaryname) ID x EI Q"),
    "who made a layer": _layer,
    "a note": lambda document: _annotation(document, Subtype=Name.Text, T=NAME, Contents=NAME),
    "a tooltip": _field(T="a", TU=NAME),
    "a field's name": _field(T=NAME),
    "a field's values": _field(T="a", V=NAME, DV=NAME, RV=NAME),
    "a signature": _field(T="a", FT2=NAME, V2=Dictionary(Type=Name.Sig, Name=NAME)),
    "keys that nobody knows, of the whole": _of_root(Canaryname=NAME, By=NAME),
    "keys that nobody knows, of a page": _of_page(Canaryname=NAME, By=NAME),
    "keys that nobody knows, of a picture": _of_picture(Canaryname=NAME, By=NAME),
    "keys that nobody knows, of a font": _of_font(Canaryname=NAME, By=NAME),
    "properties of the whole": lambda document: _set(document.docinfo, {"Author": NAME, "Producer": NAME}),
    "metadata": _metadata,
    "metadata of a picture": lambda document: _set(
        document.pages[0].Resources.XObject.Im0, {"Metadata": document.make_stream(NAME.encode())}
    ),
    "an attached file": _attached,
    "associated files": _of_root(AF=Array([Dictionary(Type=Name.Filespec, F=PATH)])),
    "a thumbnail": _thumbnail,
    "what a program keeps for itself": _of_page(PieceInfo=Dictionary(Program=Dictionary(Private=NAME))),
    "bookmarks": _of_root(Outlines=Dictionary(First=Dictionary(Title=NAME), Count=1)),
    "names of places": _of_root(Names=Dictionary(Dests=Dictionary(Names=Array([String(NAME), Array()])))),
    "names of pages": _of_root(PageLabels=Dictionary(Nums=Array([0, Dictionary(P=NAME)]))),
    "articles": _of_root(Threads=Array([Dictionary(I=Dictionary(Title=NAME))])),
    "a drawing within a page": _form,
    "a picture in JPEG 2000": _jpeg_2000,
    "which text the shapes of a font are": _streamed(
        "ToUnicode", b"% Canaryname\n/Registry (Canaryname) def 1 beginbfchar <01> <0041> endbfchar"
    ),
    "a font's system": _of_font(CIDSystemInfo=Dictionary(Registry="Canary name", Ordering=NAME, Supplement=0)),
    "how a shading is counted": _content(
        b"/Sh0 sh",
        Shading=Dictionary(
            Sh0=Dictionary(
                ShadingType=2,
                ColorSpace=Name.DeviceGray,
                Coords=Array([0, 0, 1, 1]),
                By=NAME,
                Function=Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, By=NAME),
            )
        ),
    ),
    "what nothing points to": _left_over,
    "a resource's name": _renamed,
}


def pdf_with(place: str) -> bytes:
    """A PDF with the name in one place, and behind its end."""
    return pdf(PDF_PLACES[place]) + b"\n% " + NAME.encode()


def full_pdf() -> bytes:
    """A PDF with the name in all places."""
    return pdf(*PDF_PLACES.values())


def unpacked(data: bytes) -> bytes:
    """All that somebody would find who looks into a file by its bytes, also as two bytes a character."""
    found = data
    if data[:5] == b"%PDF-":
        output = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as document:
            document.save(
                output,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
        found += output.getvalue()
    return found + found.replace(b"\x00", b"")
