"""Eight people who send one dear file after the other do not make the pages of others wait."""

import contextlib
import http.client
import re
import statistics
import threading
import time
from urllib.parse import urlsplit

import pytest

from openupr.files.tests.word_files import word_file
from openupr.project.tests.test_serve import serving

# As dear as a file may be: its words are at the limit, its paragraphs are many.
_DEAR = "<w:p><w:r><w:t>Sok San of the government of Cambodia.</w:t></w:r></w:p>" * 5_000
_SENDERS, _PAUSE, _SECONDS = 8, 0.2, 8
_MOST = 2  # times as long as without the senders
_NOISE = 0.03  # seconds


class Site:
    """A server, asked as a browser asks it."""

    def __init__(self, address: str) -> None:
        self.place = urlsplit(address)

    def ask(self, method: str, path: str, *, body: bytes = b"", near: str = "", **headers: str) -> tuple[int, str, str]:
        """Status, text and cookies; `near` is the address on this machine that it is asked from."""
        line = http.client.HTTPConnection(
            self.place.hostname or "", self.place.port, timeout=60, source_address=(near, 0) if near else None
        )
        with contextlib.closing(line):
            line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = line.getresponse()
            cookies = [value.partition(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
            return answer.status, answer.read().decode(), "; ".join(cookies)

    def seconds(self) -> float:
        """How long a page of text takes."""
        begun = time.perf_counter()
        assert self.ask("GET", "/learn/")[0] == 200
        return time.perf_counter() - begun


def form(token: str, data: bytes) -> bytes:
    """What a browser sends for a file to check."""
    fields = {"csrfmiddlewaretoken": token, "kind": "joint", "rules": "2017"}
    parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()]
    head = '--x\r\nContent-Disposition: form-data; name="document"; filename="a.docx"\r\nContent-Type: a/b\r\n\r\n'
    return "".join([*parts, head]).encode() + data + b"\r\n--x--\r\n"


@pytest.mark.thorough  # that a fifth sender is told at once, and a quick one slowed down, is tried in conformance/tests
@pytest.mark.once
def test_eight_senders_do_not_slow_other_pages_by_more_than_twice(own_home: dict[str, str]) -> None:
    data = word_file(_DEAR)
    assert len(data) < 5_000
    statuses: list[int] = []
    over = threading.Event()

    def send(number: int) -> None:
        while not over.wait(_PAUSE):
            given = {"Content_Type": "multipart/form-data; boundary=x", "Cookie": cookies}
            status, *_rest = site.ask("POST", "/conform/", body=body, near=f"127.0.0.{number + 2}", **given)
            statuses.append(status)

    with serving(own_home) as (_server, address):
        site = Site(address)
        _status, page, cookies = site.ask("GET", "/conform/")
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found
        body = form(found[1], data)
        alone = statistics.median(site.seconds() for _page in range(60))
        senders = [threading.Thread(target=send, args=(number,)) for number in range(_SENDERS)]
        for sender in senders:
            sender.start()
        until, busy = time.monotonic() + _SECONDS, []
        while time.monotonic() < until:
            busy.append(site.seconds())
        over.set()
        for sender in senders:
            sender.join()
    assert 200 in statuses
    assert set(statuses) <= {200, 429, 503}
    assert statistics.median(busy) < _MOST * alone + _NOISE, (alone, statistics.median(busy), statuses)
