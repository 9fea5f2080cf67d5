"""A real server on a record of its own, and a real browser before it."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from conftest import environment_of_its_own

_PATIENCE = 60  # seconds until a server must answer on a busy machine


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder is a journey, and all stay in one process: they share a server."""
    for item in items:
        if Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.journey)


def openupr(environment: dict[str, str], *arguments: str) -> None:
    """Run the command to its end."""
    subprocess.run([sys.executable, "manage.py", *arguments], env=environment, check=True, capture_output=True)


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    """`openupr serve` on a free port; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait(f"http://localhost:{port}/", server)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        _, told = server.communicate(timeout=20)
    assert b"Traceback" not in told, told.decode()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The server did not answer at {address}.")


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that shows the demo record; journeys only read from it."""
    with environment_of_its_own(tmp_path_factory.mktemp("demo") / "home") as environment:
        openupr(environment, "demo")
        with serving(environment) as address:
            yield address


@pytest.fixture
def fresh_demo_site(own_home: dict[str, str]) -> Iterator[str]:
    """A server of this journey's own, with the demo record, that it may change."""
    openupr(own_home, "demo")
    with serving(own_home) as address:
        yield address


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
