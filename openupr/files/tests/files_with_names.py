"""Files as programs write them, full of who made them: the name to be looked for is in each."""

import io
import zipfile
from collections.abc import Callable

import pikepdf
from openpyxl import Workbook
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from openupr.files.tests.word_files import word_file

NAME = "Canaryname"


def photograph(size: tuple[int, int] = (60, 40)) -> bytes:
    """A JPEG lying on its side, with camera, maker, place and a comment."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, NAME
    exif.get_ifd(0x8825)[1] = "N"
    output = io.BytesIO()
    Image.new("RGB", size, (200, 10, 10)).save(output, "JPEG", exif=exif, comment=NAME.encode())
    return output.getvalue() + NAME.encode()


def drawing() -> bytes:
    """A PNG with its maker in a text of its own."""
    said = PngInfo()
    said.add_text("Author", NAME)
    output = io.BytesIO()
    Image.new("P", (30, 20)).save(output, "PNG", pnginfo=said)
    return output.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], object] | None = None) -> bytes:
    """A PDF of one page with a photograph, a note and its author, properties in both places, a script."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(200, 200))
    picture = document.make_stream(photograph().removesuffix(NAME.encode()))
    picture.Type, picture.Subtype, picture.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DCTDecode
    picture.Width, picture.Height, picture.BitsPerComponent = 60, 40, 8
    picture.ColorSpace = pikepdf.Name.DeviceRGB
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    page.Contents = document.make_stream(b"q 60 0 0 40 0 0 cm /Im0 Do Q")
    note = {
        "Type": pikepdf.Name.Annot,
        "Subtype": pikepdf.Name.Text,
        "Rect": [0, 0, 9, 9],
        "T": NAME,
        "Contents": "Look",
    }
    page.Annots = document.make_indirect(pikepdf.Array([document.make_indirect(pikepdf.Dictionary(**note))]))
    page.PieceInfo = pikepdf.Dictionary(Program=pikepdf.Dictionary(Private=NAME))
    document.docinfo["/Author"] = NAME
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{NAME}')")
    with document.open_metadata() as told:
        told["dc:creator"] = [NAME]
    if change:
        change(document)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def spreadsheet() -> bytes:
    """An XLSX with its maker in the properties."""
    book = Workbook()
    book.properties.creator = NAME
    book.active["A1"] = "Families"
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def word(body: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """A Word file with ids of editing sessions, a template on somebody's disk, properties, a photograph."""
    text = '<w:p w:rsidR="00AB12CD"><w:r><w:t>Land was taken.</w:t></w:r></w:p>'
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        f'Target="file:///C:/Users/{NAME}/Normal.dotm" TargetMode="External"/></Relationships>'
    )
    parts = {
        "docProps/core.xml": f"<cp>{NAME}</cp>".encode(),
        "docProps/app.xml": f"<Company>{NAME}</Company>".encode(),
        "word/_rels/settings.xml.rels": links.encode(),
        "word/media/image1.jpeg": photograph(),
        **(more or {}),
    }
    return with_parts(word_file(body + text), parts)


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """An archive with these parts added, or in place of those of their names."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(output, "w") as after:
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, part in parts.items():
            after.writestr(name, part)
    return output.getvalue()


def unpacked(data: bytes) -> bytes:
    """All that somebody would find who looks into a file by its bytes."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"".join(name.encode() + archive.read(name) for name in archive.namelist())
    if data[:5] == b"%PDF-":
        output = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as document:
            document.save(
                output,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
        return data + output.getvalue()
    return data
