"""The dots of a JPEG as they are, without what stands beside them: for pictures inside a PDF."""

# A JPEG is a row of segments: FF, a kind, a length; after "start of scan" come the dots.
_START, _SCAN, _END, _COMMENT = 0xD8, 0xDA, 0xD9, 0xFE
_ADOBE = 0xEE
"""Says how colours are stored: without it they come out wrong. It names nobody."""


def only_dots(data: bytes) -> bytes | None:
    """The same picture without segments of applications and comments; None where it is not a whole
    JPEG.
    """
    if data[:2] != bytes((0xFF, _START)):
        return None
    kept, at = [data[:2]], 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if kind == _SCAN:
            # What follows the end of the dots (a second picture, say) goes; scans of a progressive
            # one stay.
            last = data.rfind(bytes((0xFF, _END)))
            first_end = data.find(bytes((0xFF, _END)), end)
            return b"".join([*kept, data[at : (first_end if first_end >= 0 else last) + 2]]) if last > end else None
        is_application = 0xE0 <= kind <= 0xEF and kind != _ADOBE
        if not is_application and kind != _COMMENT:
            kept.append(data[at:end])
        at = end
    return None
