"""A response of the record as a badge, for every page that shows one."""

from openupr.upr import responses
from openupr.web.parts import Badge

TONES = {"supported": "yes", "noted": "no", "partly": "part", "pending": "wait"}


def response_badge(response: str | None, source_response: str = "") -> Badge | None:
    """The response as a badge; the source's own word beside it where it differs."""
    if not response:
        return Badge(source_response) if source_response else None
    label = str(responses.label(response))
    told = source_response and source_response.casefold() != label.casefold()
    return Badge(f"{label} ({source_response})" if told else label, tone=TONES.get(response, ""))
