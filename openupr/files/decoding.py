"""Turns the bytes of a text file into text: UTF-8 first, then Mac Roman, as UPR Info's CSV of 2015
needs.
"""

from openupr.files.characters import unwanted, unwanted_in_mac_roman
from openupr.files.refusal import RefusedFile

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes) -> tuple[str, bool]:
    """(text, whether Mac Roman had to be assumed). A byte-order mark is taken off.

    Any byte is a character in Mac Roman, so such a text must still be searched with `unwanted_in`.
    """
    if data.startswith(_UTF16):
        raise RefusedFile("This file is saved as UTF-16 (“Unicode text”). Save it as CSV UTF-8 and try again.")
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("mac_roman"), True


def unwanted_in(text: str, *, mac_roman: bool) -> str | None:
    """The first character that betrays a wrong decoding, or None."""
    return unwanted_in_mac_roman(text) if mac_roman else unwanted(text)
