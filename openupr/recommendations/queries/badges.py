"""A response of the record as a badge, for every page that shows one."""

from django.utils.translation import gettext as _

from openupr.upr import responses
from openupr.web.parts import Badge

TONES = {"supported": "yes", "noted": "no", "partly": "part", "pending": "wait"}


def response_badge(response: str | None, source_response: str = "") -> Badge | None:
    """The response as a badge; the source's own word beside it where it differs."""
    if not response:
        return Badge(source_response) if source_response else None
    label, theirs = responses.label(response), source_response.casefold()
    if not theirs or theirs == label.casefold():
        told = _(label)
    elif theirs.startswith(label.casefold()):
        told = source_response
    else:
        told = f"{_(label)} ({source_response})"
    return Badge(told, tone=TONES.get(response, ""))
