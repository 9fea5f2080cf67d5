"""Pages are fetched from a real server, one after another, and only from the site that was asked."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from openupr.files.refusal import RefusedFile
from openupr.recommendations.importing import ReadRow, fetch, read
from openupr.recommendations.importing.fetch import save_pages

ENTITIES = [
    {
        "sharedId": f"e{number}",
        "metadata": {
            "recommendation": [{"value": f"Ratify protocol {number}."}],
            "state_under_review": [{"label": "Peru"}],
            "recommending_state": [{"label": "Chad"}],
            "response": [{"label": "Supported"}],
            "session": [{"label": "42"}],
        },
    }
    for number in range(25)
]


class Database(ThreadingHTTPServer):
    """UPR Info's search as far as a reader sees it; `answers` says what it does besides."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[dict[str, list[str]]] = []
        self.agents: list[str] = []
        self.extra: dict[str, Any] = {}
        self.body: bytes | None = None
        self.status = 200
        self.location = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/api/search"


class _Answer(BaseHTTPRequestHandler):
    server: Database

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self.server.asked.append(query)
        self.server.agents.append(self.headers["User-Agent"])
        start, limit = int(query["from"][0]), int(query["limit"][0])
        page = {"rows": ENTITIES[start : start + limit], "totalRows": len(ENTITIES), **self.server.extra}
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()
        self.wfile.write(json.dumps(page).encode() if self.server.body is None else self.server.body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def database() -> Iterator[Database]:
    with Database() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def test_all_pages_are_fetched_and_read(database: Database, tmp_path: Path) -> None:
    told: list[int] = []
    to = tmp_path / "pages.jsonl"
    url = f"{database.url}?types=%5B%22abc%22%5D&from=7&limit=3"
    assert save_pages(url, to, page=10, pause=0, progress=told.append) == 25
    assert told == [10, 20, 25]
    assert [(asked["from"], asked["limit"], asked["types"]) for asked in database.asked] == [
        (["0"], ["10"], ['["abc"]']),
        (["10"], ["10"], ['["abc"]']),
        (["20"], ["10"], ['["abc"]']),
    ]
    assert all("OpenUPR" in agent for agent in database.agents)
    rows = list(read("upr-info-api", to, url=url))
    assert [row.text for row in rows if isinstance(row, ReadRow)] == [f"Ratify protocol {n}." for n in range(25)]
    assert isinstance(rows[0], ReadRow)
    assert rows[0].url == f"http://127.0.0.1:{database.server_port}/entity/e0"


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"extra": {"totalRows": 30}}, "announced 30 rows and gave 25"),
        ({"extra": {"totalRows": 10_000, "relation": "gte"}}, "10,000 rows or more"),
        ({"extra": {"totalRows": "many"}}, "does not say how many"),
        ({"extra": {"rows": [], "totalRows": 0}}, "no recommendation for this search"),
        ({"extra": {"rows": None}}, "UPR Info's JSON"),
        ({"body": b"<html>Just a moment...</html>"}, "does not answer with JSON"),
        ({"body": b"[" * 100_000}, "does not answer with JSON"),
        ({"status": 503, "body": b""}, "answers 503"),
        ({"status": 302, "location": "https://elsewhere.example.org/"}, "on to another site"),
        ({"status": 302, "location": "file:///etc/passwd"}, "is not allowed"),
        ({"status": 302, "location": "ftp://127.0.0.1/"}, "must begin with https"),
        ({"status": 302, "location": "/api/search?from=0&limit=10"}, "cannot be reached|answers 302"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_answer_is_refused_and_leaves_nothing_behind(
    database: Database, tmp_path: Path, settings: dict[str, Any], sentence: str
) -> None:
    for name, value in settings.items():
        setattr(database, name, value)
    with pytest.raises(RefusedFile, match=sentence):
        save_pages(database.url, tmp_path / "pages.jsonl", page=10, pause=0, timeout=5)
    assert list(tmp_path.iterdir()) == []


def test_an_endless_answer_is_cut_off(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_PAGE_BYTES", 1024 * 1024)
    database.body = b" " * (1024 * 1024 + 1)
    with pytest.raises(RefusedFile, match="larger than 1 MB"):
        save_pages(database.url, tmp_path / "pages.jsonl")


@pytest.mark.parametrize(
    "url",
    [
        "http://upr-info-database.example.org/api/search",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "https://",
        "https://user:secret@example.org/",
        "https://example.org:port/",
        "not an address",
    ],
)
def test_only_https_addresses_are_asked(tmp_path: Path, url: str) -> None:
    with pytest.raises(RefusedFile):
        save_pages(url, tmp_path / "pages.jsonl")


def test_a_server_that_is_not_there_is_said_to_be_out_of_reach(tmp_path: Path) -> None:
    with Database() as server:
        url = server.url
    with pytest.raises(RefusedFile, match="cannot be reached"):
        save_pages(url, tmp_path / "pages.jsonl", timeout=5)
