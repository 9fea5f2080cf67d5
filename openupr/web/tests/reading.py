"""Pages as a browser reads them: how a template is laid out makes no difference to a test."""

import functools
import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

# Blanks beside these elements show nowhere.
_BLOCKS = (
    "html|head|title|meta|link|script|body|main|header|footer|nav|aside|section|article|div|p|h[1-6]|ul|ol|li|dl|dt|dd"
    "|table|caption|thead|tbody|tfoot|tr|th|td|form|fieldset|legend|option|details|summary|figure|figcaption|blockquote"
)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})\b", re.I)
_BUTTON, _END_OF_A_BUTTON = re.compile(r"<button\b", re.I), re.compile("</button>", re.I)
# A blank just inside one of these is one just outside it.
_IN_A_LINE = "a|abbr|b|cite|code|em|i|small|span|strong|time"
_BEGINS, _ENDS = re.compile(rf"<(?:{_IN_A_LINE})\b"), re.compile(rf"</(?:{_IN_A_LINE})>")
_TAG = re.compile("(<[^<>]*>)")
_END_OF_A_TAG = re.compile(r" (/?>)$")
# What these hold is read as it is.
_PLACE = "\ufdd0"
_PLACE_KEPT = re.compile(_PLACE)
_KEPT = re.compile(r"(<(textarea|pre|script)\b[^<>]*>)(.*?)(?=</\2>)", re.I | re.S)
# What a tag does with blanks beside it.
_NOTHING, _AT_A_BLOCK, _AT_A_BUTTON, _AT_ITS_END, _FIRST, _LAST = range(6)


@functools.lru_cache(20_000)
def _kind(tag: str) -> tuple[str, int]:
    """A tag without blanks at its end, and what it does with blanks beside it."""
    tag = _END_OF_A_TAG.sub(r"\1", tag)
    kinds = {_BLOCK: _AT_A_BLOCK, _BUTTON: _AT_A_BUTTON, _END_OF_A_BUTTON: _AT_ITS_END, _BEGINS: _FIRST, _ENDS: _LAST}
    return tag, next((kind for pattern, kind in kinds.items() if pattern.match(tag)), _NOTHING)


def version_shown(html: str, near: str = "") -> str:
    """The version that a page says it shows: the first one, or the first after these words."""
    return re.findall(r'page_version"[^>]*? value="([^"]+)"', html[html.index(near) :])[0]


def press(browser: Client, page: str, address: str, sent: Mapping[str, Any] | None = None, **more: Any) -> Any:
    """What is answered to a form of `page` that goes to `address`, with the version that the page shows beside it."""
    version = version_shown(browser.get(page).content.decode(), address)
    return browser.post(address, {"page_version": version, **(sent or {})}, **more)


def as_read(html: str) -> str:
    """The same page with one blank for several, and none beside a block."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[3])
        return found[1] + _PLACE

    pieces: list[str] = []
    blanks = [""]  # before each piece, and after the last
    of_kind: list[list[int]] = [[] for _ in range(6)]  # where the tags of each kind are
    words_and_tags = iter(_TAG.split(" ".join(_KEPT.sub(keep, html).split())))
    for words in words_and_tags:
        if words:
            if words[0] == " ":
                blanks[-1] = " "
            if words != " ":
                pieces.append(words.strip(" "))
                blanks.append(" " if words[-1] == " " else "")
        tag, kind = _kind(next(words_and_tags, ""))
        of_kind[kind].append(len(pieces))
        pieces.append(tag)
        blanks.append("")
    for at in of_kind[_AT_A_BUTTON]:
        blanks[at + 1] = ""
    for at in of_kind[_AT_ITS_END]:
        blanks[at] = ""
    for at in reversed(of_kind[_FIRST]):
        if blanks[at + 1]:
            blanks[at], blanks[at + 1] = " ", ""
    for at in of_kind[_LAST]:
        if blanks[at]:
            blanks[at], blanks[at + 1] = "", " "
    for at in of_kind[_AT_A_BLOCK]:
        blanks[at] = blanks[at + 1] = ""
    read = "".join(itertools.chain.from_iterable(zip(blanks, pieces, strict=False))).strip()
    return _PLACE_KEPT.sub(lambda _: kept.pop(0), read) if kept else read


class _WhenRead:
    """What a page holds, as a browser reads it. Many tests ask for a page and read none of it: it is made when read."""

    def __init__(self, sent: bytes) -> None:
        self._sent: bytes | None = sent
        self._read = b""

    def __iter__(self) -> Iterator[bytes]:
        if self._sent is not None:
            self._read, self._sent = as_read(self._sent.decode()).encode(), None
        yield self._read


def pages_as_read(patch: pytest.MonkeyPatch) -> None:
    """From here on Django's test client gives pages as a browser reads them; files to keep stay as they are."""
    sent = Client.request

    def request(client: Client, **asked: Any) -> Any:
        answer = sent(client, **asked)
        is_page = answer.get("Content-Type", "").startswith("text/html") and "Content-Disposition" not in answer
        if is_page and isinstance(answer, HttpResponse):
            whole = answer.content
            # How long it is says nothing of how long it will be as it is read.
            assert not whole or int(answer.get("Content-Length", len(whole))) == len(whole)
            del answer["Content-Length"]
            answer._container = _WhenRead(whole)  # what HttpResponse.content joins
        return answer

    patch.setattr(Client, "request", request)
