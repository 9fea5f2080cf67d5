"""A stand-in for UPR Info's database: its search as far as a reader sees it, served on this machine."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from openupr.upr.places import upr_info_ids

STATES = [
    {"sharedId": "s-chad", "title": "Chad", "icon": {"_id": "TCD"}, "metadata": {}},
    {"sharedId": "s-peru", "title": "Republic of the Incas", "icon": {"_id": "PER", "label": "Peru"}, "metadata": {}},
    {"sharedId": "s-laos", "title": "Lao People's Democratic Republic", "metadata": {}},
]


def entities(n: int = 25, state: str = "Peru") -> list[dict[str, Any]]:
    """Recommendations of Chad to a State."""
    return [
        {
            "sharedId": f"e{number}",
            "metadata": {
                "recommendation": [{"value": f"Ratify protocol {number}."}],
                "state_under_review": [{"label": state}],
                "recommending_state": [{"label": "Chad"}],
                "response": [{"label": "Supported"}],
                "session": [{"label": "42"}],
            },
        }
        for number in range(n)
    ]


class Database(ThreadingHTTPServer):
    """Its rows, and what it does besides: `extra` in each page, `body` and `status` in place of its own, or what
    `misbehaves`, asked with the number of the request for rows (0, 1, ...), returns: a page to change, or None.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.rows = entities()
        self.asked: list[dict[str, list[str]]] = []
        self.asked_for_states = 0
        self.agents: list[str] = []
        self.extra: dict[str, Any] = {}
        self.body: bytes | None = None
        self.status = 200
        self.location = ""
        self.misbehaves: Any = lambda number, page: page
        self.slow = 0.0

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def url(self) -> str:
        return f"{self.home}/api/search"

    @property
    def places(self) -> list[int]:
        """From which row each page was asked for."""
        return [int(asked["from"][0]) for asked in self.asked]

    def page(self, query: dict[str, list[str]]) -> dict[str, Any] | None:
        start, limit = int(query["from"][0]), int(query["limit"][0])
        if json.loads(query.get("types", ["[]"])[0]) == [upr_info_ids()["states"]]:
            self.asked_for_states += 1
            return {"rows": STATES, "totalRows": len(STATES)}
        self.asked.append(query)
        page = {"rows": self.rows[start : start + limit], "totalRows": len(self.rows), **self.extra}
        changed: dict[str, Any] | None = self.misbehaves(len(self.asked) - 1, page)
        return changed


class _Answer(BaseHTTPRequestHandler):
    server: Database

    def do_GET(self) -> None:
        self.server.agents.append(self.headers["User-Agent"])
        page = self.server.page(parse_qs(urlsplit(self.path).query))
        time.sleep(self.server.slow)
        if page is None:  # the line is cut
            self.close_connection = True
            return
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()
        body = page if isinstance(page, bytes) else json.dumps(page).encode()
        self.wfile.write(body if self.server.body is None else self.server.body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[Database]:
    """A database that answers until the end."""
    with Database() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()
