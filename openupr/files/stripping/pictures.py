"""Pictures: decoded and written anew, so that nothing but the dots is left."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, ImageOps

from openupr.files.refusal import RefusedFile

MOST_DOTS = 60_000_000
_QUALITY = 92
_DAMAGED = "This picture is damaged or cut off and cannot be read. Open it, save it again and try once more."
_TOO_LARGE = f"This picture has more than {MOST_DOTS // 1_000_000} million dots; make it smaller."
_MOVES = "This picture moves: what the later ones hold cannot be looked after. Save the one that is meant."
_WHATEVER = (OSError, SyntaxError, ValueError, TypeError, LookupError, struct.error, zlib.error, EOFError, MemoryError)


def without_makers(data: bytes, *, kinds: tuple[str, ...] = ("PNG", "JPEG")) -> tuple[bytes, set[str]]:
    """The picture alone, and what was taken out. A turned one is turned for good. Raises RefusedFile."""
    try:
        with Image.open(io.BytesIO(data), formats=kinds) as opened:
            _check(opened)
            return _written(opened, _found(opened, data))
    except RefusedFile:
        raise
    except (Image.DecompressionBombError, *_WHATEVER) as error:
        raise RefusedFile(_DAMAGED) from error


def _check(opened: Image.Image) -> None:
    if opened.width * opened.height > MOST_DOTS:
        raise RefusedFile(_TOO_LARGE)
    if opened.format == "PNG" and getattr(opened, "n_frames", 1) > 1:
        raise RefusedFile(_MOVES)


def _found(opened: Image.Image, data: bytes) -> set[str]:
    exif = opened.getexif()
    found = {"position"} if exif.get_ifd(0x8825) else set()
    if exif or {"comment", "xmp", "XML:com.adobe.xmp", "photoshop"} & set(opened.info) or getattr(opened, "text", None):
        found.add("properties")
    if exif.get_ifd(0x0201) or data.count(b"\xff\xd8\xff") > 1:
        found.add("thumbnail")
    return found


def _written(opened: Image.Image, found: set[str]) -> tuple[bytes, set[str]]:
    kind = opened.format if opened.format in {"PNG", "BMP"} else "JPEG"
    profile: Any = opened.info.get("icc_profile")
    image = _in_plain_mode(ImageOps.exif_transpose(opened), kind)
    if profile:
        image = _in_common_colours(image, profile)
    # Only the dots go over: what else hangs on a picture would be written with it.
    clean = Image.frombytes(image.mode, image.size, image.tobytes())
    output = io.BytesIO()
    clean.save(output, kind, **({"quality": _QUALITY} if kind == "JPEG" else {}))
    return output.getvalue(), found


def _in_plain_mode(image: Image.Image, kind: str) -> Image.Image:
    if kind != "PNG":
        return image if image.mode in {"L", "RGB"} else image.convert("RGB")
    if image.mode == "P" or "transparency" in image.info:
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    return image if image.mode in {"1", "L", "LA", "RGB", "RGBA", "I;16"} else image.convert("RGB")


def _in_common_colours(image: Image.Image, profile: bytes) -> Image.Image:
    """Colours as they were meant, though the camera's own profile goes; as they are, where it says nonsense."""
    try:
        common = ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(image, io.BytesIO(profile), common)
    except (ImageCms.PyCMSError, *_WHATEVER):
        return image
    return turned or image
