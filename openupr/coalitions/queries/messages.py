"""Short texts to paste into the coalition's own messenger. OpenUPR sends nothing."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.web.languages import in_parts
from openupr.web.this_machine import server_address


@dataclass(frozen=True, slots=True)
class Message:
    """What to paste. `neutral` names no State, group or person; `named` also says what it is about, "" without.

    `is_reached`: whether there is a link; without one, others open it on this computer.
    """

    neutral: str
    named: str = ""
    is_reached: bool = True


def message_to_copy(
    request: HttpRequest, words: str, path: str, *, until: date | None = None, about: str = ""
) -> Message:
    """A message with what is asked (`words`), its last day and where: the link to `path`, or this computer."""
    last_day = _("Last day: %(day)s.") % {"day": date_format(until, "j F Y")} if until else ""
    address = server_address(request)
    link = address + path if address else _("Open OpenUPR on our computer.")
    said = " ".join(filter(None, (words, last_day, link)))
    return Message(said, f"{in_parts(about)}. {said}" if about else "", is_reached=bool(address))
