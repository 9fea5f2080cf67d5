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
_END_OF_A_TAG = re.compile(r"(<[^<>]*?) (/?>)")
# What these hold is read as it is.
_AS_IT_IS = re.compile(r"(<(textarea|pre|script)\b.*?</\2>)", re.I | re.S)


def as_read(html: str) -> str:
    """The same page with one blank for several, and none beside a block."""
    parts = _AS_IT_IS.split(html)
    # Three of each split: what stands between, the element, its name.
    return "".join(_without_layout(part) if n % 3 == 0 else part for n, part in enumerate(parts) if n % 3 != 2).strip()


def _without_layout(html: str) -> str:
    html = _END_OF_A_TAG.sub(r"\1\2", re.sub(r"\s+", " ", html))
    html = _INSIDE_A_BUTTON.sub(r"\1\2", html)
    return _BESIDE_A_BLOCK.sub(r"\1", html)


def pages_as_read(patch: pytest.MonkeyPatch) -> None:
    """From here on Django's test client gives pages as a browser reads them; files to keep stay as they are."""
    sent = Client.request

    def request(client: Client, **asked: Any) -> Any:
        answer = sent(client, **asked)
        is_page = answer.get("Content-Type", "").startswith("text/html") and "Content-Disposition" not in answer
        if is_page and isinstance(answer, HttpResponse):
            was_told = answer.get("Content-Length") == str(len(answer.content))
            answer.content = as_read(answer.content.decode()).encode()
            if was_told:
                answer["Content-Length"] = str(len(answer.content))
        return answer

    patch.setattr(Client, "request", request)
