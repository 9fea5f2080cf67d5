"""What a server keeps in memory of its own: after a thousand pages and thirty papers, and after the same again.

    python -m bench.memory [HOME] [--pages 1000] [--papers 30] [--store]

HOME is an OPENUPR_HOME with a record and the demo's coalition; a copy is served as users serve it. Without it one is
made of four sessions of the real record (OPENUPR_SHARED) and the demo's last stage. The coordinator follows links from
the home page, each kind of page in turn, every fifth in Khmer; papers are PDF and Word. Then a file is imported. Own
memory is what no file stands behind (Anonymous in smaps_rollup): the system takes the index back when it needs room.
Ends with 1 where a figure is above the most that is wanted.
"""

import argparse
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from bench.engines.servers import free_port, running
from bench.submission import store

ROOT = Path(__file__).parent.parent
_LINK = re.compile(rb'<a\s[^>]*?href="([^"]*)"')
_PAPER = re.compile(r"\.(pdf|docx)$")
_KHMER_EVERY = 5
_PATIENCE = 600  # seconds until the worker has nothing left to do


class Row(NamedTuple):
    """A figure in MB, and the most that is wanted."""

    what: str
    wanted: float | None
    own: float


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.memory", description=__doc__.splitlines()[0])
    parser.add_argument("home", type=Path, nargs="?")
    parser.add_argument("--pages", type=int, default=1000, help="default: %(default)s")
    parser.add_argument("--papers", type=int, default=30, help="default: %(default)s")
    parser.add_argument("--store", action="store_true", help="write the figures into bench/measured.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="openupr-bench-memory-") as name:
        home = Path(name) / "home"
        if options.home:
            shutil.copytree(options.home, home)
        else:
            make_home(home)
        os.environ.update(OPENUPR_HOME=str(home), DJANGO_SETTINGS_MODULE="openupr.project.settings")
        rows = list(measured(home, pages=options.pages, papers=options.papers))
    text = told(rows, load=os.getloadavg()[0])
    print(text)
    if options.store:
        store(text, ROOT / "bench/measured.md", name="memory")
    return any(row.wanted is not None and row.own > row.wanted for row in rows)


def shared_file(sessions: str) -> Path:
    """The rows of these sessions in UPR Info's export."""
    shared = Path(os.environ.get("OPENUPR_SHARED") or ROOT.parent / "shared")
    return shared / "data" / "upr-info-export" / f"{sessions}.csv"


def make_home(home: Path) -> None:
    """Four sessions of the real record with their vectors, and the demo's coalition at its last stage."""
    env = {**os.environ, "OPENUPR_HOME": str(home)}
    for arguments in (["import", "upr-info", str(shared_file("14-17"))], ["demo"], ["vectors"]):
        command = [sys.executable, "-m", "bench.openupr_command", *arguments]
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)


def measured(home: Path, *, pages: int, papers: int) -> Iterator[Row]:
    """The figures, one after the other."""
    import django

    django.setup()
    port = free_port()
    command = [sys.executable, "-m", "bench.openupr_command", "serve", "--port", str(port)]
    with running(command, port=port, env={"OPENUPR_HOME": str(home)}, log=home.parent / "log") as server:
        reader = Reader(port, signed_in())
        reader.ask("/")
        yield Row("the server after its first page", None, own_memory(server.pid))
        found = list(reader.follow(pages, papers))
        kinds = len({route for route, _address in found})
        first = own_memory(server.pid)
        yield Row(f"after {pages:,} pages of {kinds} kinds and {papers} papers", 230, first)
        for at, (_route, address) in enumerate(found):
            reader.ask(address, in_khmer=at % _KHMER_EVERY == 0)
        yield Row("more after the same again", 5, own_memory(server.pid) - first)
        yield Row("beside it: what draws and what compares", None, sum(map(own_memory, beside(server.pid))))
        wait_until_idle()
        yield Row("the worker, with nothing to do", 150, own_memory(worker_of(server.pid)))
        bring(shared_file("18"))
        wait_until_idle()
        yield Row("the worker after an import of 2,387 rows", 150, own_memory(worker_of(server.pid)))
    print(f"Answers by status: {dict(reader.statuses)}", file=sys.stderr)


class Reader:
    """Sophea's browser."""

    def __init__(self, port: int, session: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._session = session
        self.statuses: Counter[int] = Counter()

    def ask(self, address: str, *, in_khmer: bool = False) -> tuple[int, str, bytes]:
        """(status, address that it leads to, page)"""
        cookie = f"sessionid={self._session}; django_language={'km' if in_khmer else 'en'}"
        try:
            self._connection.request("GET", address, headers={"Cookie": cookie, "Host": "localhost"})
            response = self._connection.getresponse()
        except (ConnectionError, http.client.HTTPException):
            self._connection.close()
            self._connection.request("GET", address, headers={"Cookie": cookie, "Host": "localhost"})
            response = self._connection.getresponse()
        body = response.read()
        self.statuses[response.status] += 1
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        return response.status, response.headers.get("Location", ""), body if is_page else b""

    def follow(self, pages: int, papers: int) -> Iterator[tuple[str, str]]:
        """(route, address) of what was asked for: so many pages and papers, of each route as many as of another."""
        from django.urls import Resolver404, resolve

        waiting: dict[str, list[str]] = {}
        seen: set[str] = set()
        asked: Counter[str] = Counter()
        left = {True: papers, False: pages}

        def add(address: str) -> None:
            if address in seen or "read-in=" in address:
                return
            seen.add(address)
            try:
                waiting.setdefault(resolve(urlsplit(address).path).view_name, []).append(address)
            except Resolver404:
                return

        for address in ("/", "/recommendations/", "/account/"):
            add(address)
        number = 0
        while any(left.values()):
            open_routes = [route for route, those in waiting.items() if those and left[is_paper(those[0])]]
            if not open_routes:
                raise SystemExit(f"No links are left: {left[False]} pages and {left[True]} papers are missing.")
            route = min(open_routes, key=lambda name: (asked[name], name))
            address = waiting[route].pop(0)
            status, location, page = self.ask(address, in_khmer=number % _KHMER_EVERY == 0)
            asked[route] += 1
            if status == 200:
                left[is_paper(address)] -= 1
                number += 1
                yield route, address
            for link in [location, *(unescape(found.decode()) for found in _LINK.findall(page))]:
                target = urldefrag(urljoin(f"http://localhost{address}", link)).url
                if link and target.startswith("http://localhost/"):
                    add(target.removeprefix("http://localhost"))


def is_paper(address: str) -> bool:
    """Whether it is of a PDF or a Word file."""
    return bool(_PAPER.search(urlsplit(address).path))


def signed_in() -> str:
    """A session of the demo's coordinator."""
    from django.test import Client

    from openupr.accounts.models import Person

    client = Client()
    client.force_login(Person.objects.get(username="sophea"))
    return client.cookies["sessionid"].value


def own_memory(process: int) -> float:
    """MB of the process that no file stands behind."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    sizes = {name: int(size.split()[0]) for name, _, size in (line.partition(":") for line in lines[1:])}
    return sizes["Anonymous"] / 1024


def worker_of(server: int) -> int:
    """The process of the server's worker, waited for where the last one has just made way."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for child in children_of(server):
            if is_worker(child):
                return child
        time.sleep(0.5)
    raise SystemExit("The server has no worker.")


def beside(server: int) -> list[int]:
    """The processes that the server started, without its worker."""
    return [child for child in children_of(server) if not is_worker(child)]


def children_of(server: int) -> list[int]:
    """The processes that its threads started."""
    lists = Path(f"/proc/{server}/task").glob("*/children")
    return [int(child) for those in lists for child in those.read_text().split()]


def is_worker(process: int) -> bool:
    """Whether it is a server's worker."""
    return b"openupr.project.worker" in Path(f"/proc/{process}/cmdline").read_bytes()


def wait_until_idle() -> None:
    """Until no task of this home's worker is left, and it made way for another if it grew large."""
    from django_tasks_db.models import DBTaskResult

    from openupr.web.homes import this_home

    until = time.monotonic() + _PATIENCE
    time.sleep(5)
    tasks = DBTaskResult.objects.filter(status__in=("READY", "RUNNING"), queue_name__in=("default", this_home()))
    while tasks.exists() and time.monotonic() < until:
        time.sleep(1)
    time.sleep(10)


def bring(path: Path) -> None:
    """A file waits for the worker, as if it had been chosen on the page."""
    import uuid

    from openupr.recommendations.import_jobs import Arrived, choose_files
    from openupr.recommendations.incoming_files import incoming_folder
    from openupr.recommendations.tasks import import_waiting_file

    kept_as = uuid.uuid4().hex
    shutil.copy(path, incoming_folder() / kept_as)
    arrived = Arrived(name=path.name, kept_as=kept_as, size=path.stat().st_size)
    choose_files(token=uuid.uuid4().hex, files=[arrived], source="upr-info", queue=import_waiting_file.enqueue)


def told(rows: list[Row], *, load: float) -> str:
    """The section of bench/measured.md."""
    head = (
        f"`python -m bench.memory`, {datetime.now(UTC):%Y-%m-%d}, with a load of {load:.1f}: own memory (Anonymous) in "
        "MB. What draws papers and what compares meanings are processes beside the server; each ends a minute after "
        "its last use."
    )
    lines = ["| process | at most | own, MB |", "|" + " --- |" * 3]
    lines += [f"| {row.what} | {'' if row.wanted is None else row.wanted} | {row.own:.0f} |" for row in rows]
    return "\n".join(["### A server and its worker", "", head, "", *lines])


if __name__ == "__main__":
    sys.exit(main())
