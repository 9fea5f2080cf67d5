"""A real server on a record of its own, and a real browser before it."""

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from openupr.project.tests.browser import a_browser
from openupr.project.tests.extent import ON_POSTGRESQL
from openupr.project.tests.homes import EMPTY, Homes

SiteAt = Callable[..., AbstractContextManager["Site"]]

_NOBODY: dict[str, Any] = {"coalition": "", "sessions": {}}
_PATIENCE = 180  # seconds until a server must answer on a busy machine, and a page after a click


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Every test in this folder is a journey. They take longest and begin first, whatever order chance gives the
    others; then come other tests in a browser."""
    here = Path(__file__).parent
    for item in (item for item in items if item.path.parent == here):
        item.add_marker(pytest.mark.journey)
    yield
    items.sort(key=lambda item: (item.path.parent != here, item.get_closest_marker("journey") is None))


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys of a process."""
    with a_browser() as browser:
        yield browser


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    """`openupr serve` on a free port; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # With its fault handler a server that hangs tells where, once it is aborted.
    command = [sys.executable, "-X", "faulthandler", "manage.py", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait(f"http://localhost:{port}/", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        told = _last_words(server)
    assert server.returncode != -signal.SIGABRT, f"The server did not end.\n{told}"
    assert "Traceback" not in told, told


def _last_words(server: subprocess.Popen[bytes]) -> str:
    try:
        _, told = server.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGABRT)
        _, told = server.communicate()
    return told.decode()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    server.send_signal(signal.SIGABRT)
    pytest.fail(f"The server did not answer at {address}.\n{_last_words(server)}")


@dataclass(frozen=True)
class Site:
    """A server with a demo, and the server's folder. In its coalition everybody has signed in: with these sessions."""

    address: str
    home: Path
    coalition: str
    sessions: dict[str, str]

    def window(self, somebody: str) -> dict[str, Any]:
        """What the browser of somebody holds who has signed in: an option of a new browser context."""
        cookie = {"name": "sessionid", "value": self.sessions[somebody], "domain": "localhost", "path": "/"}
        return {"storage_state": {"cookies": [{**cookie, "expires": -1, "httpOnly": True, "sameSite": "Lax"}]}}


@pytest.fixture(scope="package")
def site_at(homes: Homes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteAt]:
    """`with site_at(STAGE) as site`: a server whose demo has come so far, for the caller alone.

    On SQLite one server serves all journeys of a process: while it runs, its tables become those of the stage. It ends
    with the last of them: at rest, too, its worker looks for something to do.
    """
    with ExitStack() as running:
        shared: list[tuple[str, Path]] = []

        @contextmanager
        def site_at(stage: str, *, own: bool = ON_POSTGRESQL) -> Iterator[Site]:
            told = _NOBODY if stage == EMPTY else json.loads(homes.told(stage).splitlines()[-1])
            if own:
                home = tmp_path_factory.mktemp(stage) / "home"
                with homes.like(stage, home) as environment, serving(environment) as address:
                    yield Site(address, home, **told)
                return
            if not shared:
                home = tmp_path_factory.mktemp("shared") / "home"
                shared.append((running.enter_context(serving(running.enter_context(homes.like(stage, home)))), home))
            address, home = shared[0]
            _set_back(home, like=homes.made(stage))
            yield Site(address, home, **told)

        yield site_at


def _set_back(home: Path, *, like: Path) -> None:
    """Make the tables of a server at work those of another home, as a whole and at once."""
    source = f"file:{like / 'openupr.sqlite3'}?immutable=1"
    with closing(sqlite3.connect(source, uri=True)) as kept, closing(sqlite3.connect(home / "openupr.sqlite3")) as ours:
        kept.backup(ours)


@pytest.fixture(scope="module")
def demo_site(site_at: SiteAt) -> Iterator[str]:
    """The address of a server that shows the demo record; journeys only read from it."""
    with site_at("sections") as site:
        yield site.address


@pytest.fixture
def record_site(site_at: SiteAt) -> Iterator[str]:
    """A server that this journey may change: the demo record, and nobody who has an account."""
    with site_at("record") as site:
        yield site.address


@pytest.fixture
def new_site(site_at: SiteAt) -> Iterator[str]:
    """A server that this journey may change, and nobody who has an account. On PostgreSQL not even a record: to load it
    would take longer than the journey."""
    with site_at(EMPTY if ON_POSTGRESQL else "record") as site:
        yield site.address


def _is_fault(line: Any) -> bool:
    # Where somebody saved meanwhile both texts are shown, with the status that says so; browsers note it.
    return line.type == "error" and "status of 409" not in line.text


@pytest.fixture
def browse(chromium: Any) -> Iterator[Callable[..., Any]]:
    """browse(address, **what a browser context takes) -> a page. Faults in its console fail the journey, and so does
    any request that leaves the site."""
    opened: list[Any] = []
    faults: list[str] = []

    def browse(address: str, **options: Any) -> Any:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(1000 * _PATIENCE)
        opened.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda line: faults.append(f"{line.text} {line.location.get('url')}") if _is_fault(line) else None,
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda sent: faults.append(sent.url) if "//localhost:" not in sent.url else None)
        page.goto(address)
        return page

    yield browse
    for context in opened:
        context.close()
    assert faults == []
