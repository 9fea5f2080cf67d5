"""Colour profiles: only the numbers that turn colours into others; no names of devices, makers or
days.
"""

# Source: ICC.1:2022, 7.2 (header), 7.3 (table of tags), 9 and 10 (tags and their types).
_HEADER = 128
_BLANKED = ((4, 8), (24, 36), (40, 44), (48, 64), (80, 128))
"""Bytes of the header: colour module, date, platform, device, creator and checksum."""
_TAGS = {
    *(b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad"),
    *(b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt"),
}
_TYPES = {b"XYZ ", b"curv", b"para", b"sf32", b"mft1", b"mft2", b"mAB ", b"mBA "}
_MOST_TAGS = 100


def plain_profile(profile: bytes) -> bytes | None:
    """The profile with the numbers alone; None where it is not a whole one."""
    if len(profile) < _HEADER + 4 or profile[36:40] != b"acsp":
        return None
    count = _number(profile, _HEADER)
    if count > _MOST_TAGS or len(profile) < _HEADER + 4 + 12 * count:
        return None
    parts: dict[bytes, bytes] = {}
    for at in range(_HEADER + 4, _HEADER + 4 + 12 * count, 12):
        name, start, size = profile[at : at + 4], _number(profile, at + 4), _number(profile, at + 8)
        part = profile[start : start + size]
        if name in _TAGS and part[:4] in _TYPES:
            parts[name] = part
    return _written(profile[:_HEADER], parts) if parts else None


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")


def _written(old_header: bytes, parts: dict[bytes, bytes]) -> bytes:
    header = bytearray(old_header)
    for start, end in _BLANKED:
        header[start:end] = bytes(end - start)
    table, body = [len(parts).to_bytes(4, "big")], b""
    begin = _HEADER + 4 + 12 * len(parts)
    for name, part in parts.items():
        table.append(name + (begin + len(body)).to_bytes(4, "big") + len(part).to_bytes(4, "big"))
        body += part + bytes(-len(part) % 4)
    header[:4] = (begin + len(body)).to_bytes(4, "big")
    return bytes(header) + b"".join(table) + body
