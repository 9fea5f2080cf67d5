"""The pixels of a picture in a PDF, without what else its format can hold."""

import io
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream
from PIL import Image

from openupr.files.rebuilding.jpeg import only_dots
from openupr.files.rebuilding.pdf_content import PICTURE
from openupr.files.rebuilding.pdf_values import kept, listed
from openupr.files.rebuilding.pictures import MOST_DOTS
from openupr.files.refusal import RefusedFile

_PLAIN_FILTERS = {"/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode"}


def pixels(old: Any, source: pikepdf.Pdf) -> tuple[bytes, dict[str, Any]]:
    """The data and the keys that say how they are packed; "JBIG2Globals" is a stream of the old
    PDF.

    Only formats that are read by fax and scanner programs alone (CCITT, JBIG2) stay packed as they
    were.
    """
    data, filters, parameters = old.read_raw_bytes(), listed(old.get("/Filter")), listed(old.get("/DecodeParms"))
    packed, settings = None, None
    while filters and packed is None:
        kind, settings = str(filters.pop(0)), parameters.pop(0) if parameters else None
        if kind in _PLAIN_FILTERS:
            data = Stream(source, data, Filter=Name(kind), DecodeParms=settings or Dictionary()).read_bytes()
        else:
            packed = kind
    if filters:
        raise RefusedFile(PICTURE)
    match packed:
        case None:
            return data, {}
        case "/DCTDecode":
            clean = only_dots(data)
            if clean is None:
                raise RefusedFile(PICTURE)
            return clean, {"/Filter": Name(packed), "/DecodeParms": kept(settings, "jpeg")}
        case "/CCITTFaxDecode":
            return data, {"/Filter": Name(packed), "/DecodeParms": kept(settings, "packing")}
        case "/JBIG2Decode":
            return data, {"/Filter": Name(packed), **_shared_by_pages(settings)}
        case "/JPXDecode":
            return _unpacked_jpeg_2000(data)
    raise RefusedFile(PICTURE)


def _shared_by_pages(settings: Any) -> dict[str, Any]:
    shared = settings.get("/JBIG2Globals") if isinstance(settings, Dictionary) else None
    return {"JBIG2Globals": shared} if isinstance(shared, Stream) else {}


def _unpacked_jpeg_2000(data: bytes) -> tuple[bytes, dict[str, Any]]:
    with Image.open(io.BytesIO(data), formats=["JPEG2000"]) as opened:
        if opened.width * opened.height > MOST_DOTS:
            raise RefusedFile(PICTURE)
        image = opened if opened.mode in {"L", "CMYK"} else opened.convert("RGB")
        unpacked = image.tobytes()
    colours = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
    return unpacked, {"/ColorSpace": colours[image.mode], "/BitsPerComponent": 8}
