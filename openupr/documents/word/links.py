"""Which addresses may stand in a file that leaves, and how they are written so that Word takes
them.
"""

import re
from urllib.parse import quote, urlsplit

_LONGEST = 2000
"""Characters; Word refuses files with addresses of more than 2,083."""
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?(?::\d{{1,5}})?")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
_DROPPED = re.compile(r"[\x00-\x1f\x7f]")  # as browsers do
_KEPT = "/?#&=%~:;,+@!$'()*"  # besides letters, digits and _.-~
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")


def link_address(link: str) -> str:
    """The address in ASCII, fit for an attribute of a file; "" if it is none that may be linked.

    Only http, https and mailto: a path of somebody's machine must not leave, and nothing that runs.
    Names and passwords in an address are refused with it.
    """
    link = _DROPPED.sub("", link).strip()
    try:
        address = _of_mail(link) if link[:7].lower() == "mailto:" else _of_page(link)
    except ValueError:  # also what the encoder of names raises
        return ""
    return address if len(address) <= _LONGEST else ""


def _of_mail(link: str) -> str:
    return f"mailto:{_quoted(link[7:])}" if _MAIL.fullmatch(link[7:].partition("?")[0]) else ""


def _of_page(link: str) -> str:
    parts = urlsplit(link)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host) or parts.port == 0:
        return ""
    return f"{parts.scheme}://{host}{_quoted(link.partition('//')[2][len(parts.netloc) :])}"


def _quoted(rest: str) -> str:
    return quote(_STRAY.sub("%25", rest), safe=_KEPT, errors="replace")
