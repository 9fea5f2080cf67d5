"""Pictures: decoded and written anew, so that nothing but the pixels is left."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, ImageOps

from openupr.files.refusal import RefusedFile

MOST_DOTS = 30_000_000
"""A telephone's camera takes 12 to 24 million."""
_QUALITY = 92
_DAMAGED = "This picture is damaged or cut off and cannot be read. Open it, save it again and try once more."
_TOO_LARGE = f"This picture has more than {MOST_DOTS // 1_000_000} million pixels; make it smaller."
_MOVES = "This picture moves. Save the one picture that you mean."
_WHATEVER = (OSError, SyntaxError, ValueError, TypeError, LookupError, struct.error, zlib.error, EOFError, MemoryError)


def rebuilt_picture(data: bytes) -> bytes:
    """The picture alone; a turned one is turned for good. Raises RefusedFile."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_DOTS:
                raise RefusedFile(_TOO_LARGE)
            if opened.format == "PNG" and getattr(opened, "n_frames", 1) > 1:
                raise RefusedFile(_MOVES)
            return _written(opened)
    except RefusedFile:
        raise
    except (Image.DecompressionBombError, *_WHATEVER) as error:
        raise RefusedFile(_DAMAGED) from error


def _written(opened: Image.Image) -> bytes:
    kind = "PNG" if opened.format == "PNG" else "JPEG"
    profile: Any = opened.info.get("icc_profile")
    image = _in_plain_mode(ImageOps.exif_transpose(opened), kind)
    if profile:
        image = _in_common_colours(image, profile)
    # Only the pixels go over: what else hangs on a picture would be written with it.
    clean = Image.frombytes(image.mode, image.size, image.tobytes())
    output = io.BytesIO()
    clean.save(output, kind, **({"quality": _QUALITY} if kind == "JPEG" else {}))
    return output.getvalue()


def _in_plain_mode(image: Image.Image, kind: str) -> Image.Image:
    if kind != "PNG":
        return image if image.mode in {"L", "RGB"} else image.convert("RGB")
    if image.mode == "P" or "transparency" in image.info:
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    return image if image.mode in {"1", "L", "LA", "RGB", "RGBA", "I;16"} else image.convert("RGB")


def _in_common_colours(image: Image.Image, profile: bytes) -> Image.Image:
    """Colours as they were meant, though the camera's own profile goes; as they are, where it says
    nonsense.
    """
    try:
        common = ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(image, io.BytesIO(profile), common)
    except (ImageCms.PyCMSError, *_WHATEVER):
        return image
    return turned or image
