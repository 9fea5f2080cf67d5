"""Pages as a browser reads them: how a template is laid out makes no difference to a test."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

# Blanks beside these elements show nowhere.
_BLOCKS = (
    "html|head|title|meta|link|script|body|main|header|footer|nav|aside|section|article|div|p|h[1-6]|ul|ol|li|dl|dt|dd"
    "|table|caption|thead|tbody|tfoot|tr|th|td|form|fieldset|legend|option|details|summary|figure|figcaption|blockquote"
)
_BESIDE_A_BLOCK = re.compile(rf" ?(</?(?:{_BLOCKS})\b[^<>]*>) ?", re.I)
_INSIDE_A_BUTTON = re.compile(r"(<button\b[^<>]*>) | (</button>)", re.I)
# A blank just inside one of these is one just outside it.
_IN_A_LINE = "a|abbr|b|cite|code|em|i|small|span|strong|time"
_FIRST_IN_A_LINE = re.compile(rf"(<(?:{_IN_A_LINE})\b[^<>]*>) ")
_LAST_IN_A_LINE = re.compile(rf" (</(?:{_IN_A_LINE})>)")
_END_OF_A_TAG = re.compile(r"(<[^<>]*?) (/?>)")
# What these hold is read as it is.
_PLACE = "\ufdd0"
_KEPT = re.compile(r"(<(textarea|pre|script)\b[^<>]*>)(.*?)(?=</\2>)", re.I | re.S)


def as_read(html: str) -> str:
    """The same page with one blank for several, and none beside a block."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[3])
        return found[1] + _PLACE

    html = re.sub(r"\s+", " ", _KEPT.sub(keep, html))
    html = _INSIDE_A_BUTTON.sub(r"\1\2", _END_OF_A_TAG.sub(r"\1\2", html))
    before = ""
    while before != html:
        before, html = html, _LAST_IN_A_LINE.sub(r"\1 ", _FIRST_IN_A_LINE.sub(r" \1", html))
    html = _BESIDE_A_BLOCK.sub(r"\1", re.sub(" +", " ", html)).strip()
    return re.sub(_PLACE, lambda _: kept.pop(0), html)


def pages_as_read(patch: pytest.MonkeyPatch) -> None:
    """From here on Django's test client gives pages as a browser reads them; files to keep stay as they are."""
    sent = Client.request

    def request(client: Client, **asked: Any) -> Any:
        answer = sent(client, **asked)
        is_page = answer.get("Content-Type", "").startswith("text/html") and "Content-Disposition" not in answer
        if is_page and isinstance(answer, HttpResponse):
            answer.content = as_read(answer.content.decode()).encode()
            if "Content-Length" in answer:
                answer["Content-Length"] = str(len(answer.content))
        return answer

    patch.setattr(Client, "request", request)
