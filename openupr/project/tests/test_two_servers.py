"""Two servers, each with a home of its own, on one PostgreSQL."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import psycopg
import pytest

from openupr.project.tests.test_kill_during_import import choose_on_page
from openupr.project.tests.test_kill_during_saves import CAST, PASSWORD, signed_in, texts_there
from openupr.project.tests.test_serve import OPENUPR, children, eventually, serving
from openupr.recommendations.tests.exports import write_export

# Each begins a PostgreSQL of its own; nothing of it differs with the database of the other tests.
pytestmark = pytest.mark.once

Environment = dict[str, str]
FILES, ROWS, SECONDS_TO_BE_FOUND = 6, 40, 10
MINUTES = 5


@pytest.fixture
def pair(on_postgresql: Environment, tmp_path: Path) -> tuple[Environment, Environment]:
    """Two homes, whose servers share the database and the key that signs."""
    shared = {**on_postgresql, "OPENUPR_SECRET_KEY": "one key for both servers, " * 2}
    one, other = tmp_path / "one", tmp_path / "other"
    openupr({**shared, "OPENUPR_HOME": str(one)}, "serve", "--prepare")
    shutil.copytree(one, other)
    return {**shared, "OPENUPR_HOME": str(one)}, {**shared, "OPENUPR_HOME": str(other)}


def openupr(environment: Environment, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([OPENUPR, *arguments], env=environment, capture_output=True, text=True)


def export(path: Path, name: str) -> Path:
    """A file of the record with recommendations of its own."""
    return write_export(path / f"{name}.csv", ({"Text": f"Give land number {n} back to {name}"} for n in range(ROWS)))


def found(address: str, words: str) -> int:
    with build_opener().open(f"{address}/api/search?q={words}", timeout=10) as answer:
        return int(json.load(answer)["total"])


def plain(site: OpenerDirector, page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", site.open(page, timeout=10).read().decode()).split())


def test_what_is_imported_on_one_server_is_soon_found_on_the_other(
    pair: tuple[Environment, Environment], tmp_path: Path
) -> None:
    with serving(pair[0]) as (_, one), serving(pair[1]) as (_, other):
        site = build_opener(HTTPCookieProcessor(CookieJar()))
        reports = [choose_on_page(site, one, export(tmp_path, f"family{n}")) for n in range(FILES)]
        for report in reports:
            eventually(lambda report=report: "1 file is in the record" in plain(site, report))  # type: ignore[misc]
        entered = time.monotonic()
        # Each takes the new index up by itself; either may be the first.
        eventually(lambda: {found(server, "land") for server in (one, other)} == {FILES * ROWS})
        assert time.monotonic() - entered < SECONDS_TO_BE_FOUND
        with psycopg.connect(pair[0]["DATABASE_URL"]) as connection:
            # Of what came, nothing stays in the database.
            assert connection.execute("SELECT count(*) FROM recommendations_incomingpart").fetchone() == (0,)


@pytest.mark.thorough  # test_database_locks: what the workers of dead servers left is put back
def test_a_task_that_a_server_died_over_is_taken_up_by_the_other(
    pair: tuple[Environment, Environment], tmp_path: Path
) -> None:
    begun = "SELECT count(*) FROM recommendations_importjob WHERE state = 'running'"
    with psycopg.connect(pair[0]["DATABASE_URL"], autocommit=True) as connection, serving(pair[0]) as (first, one):
        # Whoever imports waits here in the midst of it.
        holder = psycopg.connect(pair[0]["DATABASE_URL"])
        holder.execute("LOCK TABLE recommendations_ask IN EXCLUSIVE MODE")
        site = build_opener(HTTPCookieProcessor(CookieJar()))
        choose_on_page(site, one, export(tmp_path, "family"))
        eventually(lambda: connection.execute(begun).fetchone() == (1,))
        workers = children(first.pid)
        first.kill()
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        with serving(pair[1]) as (_, other):
            holder.close()
            eventually(lambda: found(other, "land") == ROWS)


@pytest.mark.thorough  # test_database_locks: who holds the lock of all servers, and who is refused
def test_while_a_server_runs_nobody_restores_or_upgrades_the_database_of_both(
    pair: tuple[Environment, Environment], tmp_path: Path
) -> None:
    passphrase, backup = tmp_path / "passphrase", tmp_path / "backup.age"
    passphrase.write_text("five words that nobody guesses\n")
    made = openupr(pair[1], "backup", str(backup), "--passphrase-file", str(passphrase))
    assert made.returncode == 0, made.stderr
    restore = ("restore", str(backup), "--replace", "--passphrase-file", str(passphrase))
    with psycopg.connect(pair[0]["DATABASE_URL"], autocommit=True) as connection:
        with serving(pair[0]):
            refused = openupr(pair[1], *restore)
            assert refused.returncode == 1
            assert "Stop OpenUPR on every server, then try again." in refused.stderr
            newest = "DELETE FROM django_migrations WHERE app = 'recommendations' AND name LIKE '0016%'"
            connection.execute(newest)
            refused = openupr(pair[1], "serve", "--prepare")
            assert refused.returncode == 1
            assert "other servers are using it. Nothing was changed." in refused.stderr
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('recommendations', '0016_texts_of_lists', now())"
        )
        eventually(lambda: openupr(pair[1], *restore).returncode == 0)
        # And while that goes on, no server starts.
        connection.execute("SELECT pg_advisory_lock(%s)", [servers_lock(pair[0])])
        refused = openupr(pair[0], "serve", "--prepare")
        assert "A backup is being restored on this database" in refused.stderr


def servers_lock(environment: Environment) -> int:
    code = "from openupr.web.database_locks import SERVERS, _number; print(_number(SERVERS))"
    return int(subprocess.check_output([sys.executable, "-c", code], env=environment, text=True))


@pytest.mark.thorough  # test_tries: what is counted in the database
def test_wrong_passwords_are_counted_on_both_servers_together(pair: tuple[Environment, Environment]) -> None:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", CAST]
    subprocess.run(command, env=pair[0], check=True, capture_output=True)
    with serving(pair[0]) as (_, one), serving(pair[1], "--processes", "2") as (second, other):
        eventually(lambda: len(children(second.pid)) == 2)
        for number in range(10):
            assert "Wait a minute" not in signing_in(one if number % 2 else other, "wrong")
        for address in (one, other):
            assert "Wait a minute" in signing_in(address, PASSWORD)


def signing_in(address: str, password: str) -> str:
    """What the page says to Dara with this password."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = f"{address}/account/sign-in/"
    secret = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.open(page).read().decode())
    assert secret
    body = urlencode({"csrfmiddlewaretoken": secret[1], "login": "dara", "password": password}).encode()
    try:
        return str(browser.open(page, body).read().decode())
    except HTTPError as answer:
        return answer.read().decode()


def test_several_processes_are_for_postgresql(own_home: Environment) -> None:
    refused = openupr(own_home, "serve", "--processes", "2", "--port", "0")
    assert refused.returncode == 1
    assert "Several processes need PostgreSQL" in refused.stderr


@pytest.mark.thorough  # the tests above kill one server, once
def test_killed_at_random_under_load_neither_loses_what_was_acknowledged_nor_a_task(
    pair: tuple[Environment, Environment], tmp_path: Path
) -> None:
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", CAST]
    cast = subprocess.run(command, env=pair[0], check=True, capture_output=True, text=True).stdout
    key, group, *_ = cast.split()
    page = f"coalitions/{key}/groups/{group}/recommendations/new/"
    until = time.monotonic() + 60 * MINUTES
    sites, over = [Site(environment) for environment in pair], threading.Event()
    saved: list[str] = []
    chosen: list[str] = []
    with ExitStack() as running:
        for site in sites:
            running.enter_context(site.kept_alive(over))
        writers = [threading.Thread(target=write, args=(sites, name, page, saved, over)) for name in ("dara", "chan")]
        writers.append(threading.Thread(target=bring, args=(sites, tmp_path, chosen, over)))
        for writer in writers:
            writer.start()
        while time.monotonic() < until:
            time.sleep(random.uniform(8, 20))
            random.choice(sites).kill()
        over.set()
        for writer in writers:
            writer.join()
        with psycopg.connect(pair[0]["DATABASE_URL"], autocommit=True) as connection:
            waiting = "SELECT count(*) FROM recommendations_importjob WHERE state IN ('waiting', 'running')"
            eventually(lambda: connection.execute(waiting).fetchone() == (0,))
            jobs = connection.execute("SELECT name, state, reason FROM recommendations_importjob").fetchall()
        there = set(texts_there(pair[0]))
    assert len(saved) > MINUTES * 10
    assert len(chosen) >= MINUTES
    assert set(saved) - there == set()
    assert {name for name, _state, _reason in jobs} >= set(chosen)
    # A file over which two workers died is given up, and the page says so.
    assert [job for job in jobs if job[1] != "done" and "broke off twice" not in job[2]] == []


class Site:
    """A server that is started anew each time it dies."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self.address = ""
        self._process: subprocess.Popen[str] | None = None

    @contextmanager
    def kept_alive(self, over: threading.Event) -> Iterator[None]:
        def keep() -> None:
            while not over.is_set():
                # One that dies before it has said where it is.
                with suppress(IndexError), serving(self._environment) as (self._process, address):
                    self.address = f"{address}/"
                    while self._process.poll() is None and not ended.wait(0.2):
                        pass

        ended = threading.Event()
        keeper = threading.Thread(target=keep)
        keeper.start()
        eventually(lambda: self.address)
        try:
            yield
        finally:
            over.set()
            ended.set()
            keeper.join()

    def kill(self) -> None:
        """The server, or only its worker."""
        if self._process is None:
            return
        workers = children(self._process.pid)
        victim = random.choice([self._process.pid, *workers])
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)


def write(sites: list[Site], name: str, page: str, saved: list[str], over: threading.Event) -> None:
    """Save one recommendation after another, now here and now there."""
    number = 0
    while not over.is_set():
        address = random.choice(sites).address
        with suppress(URLError, OSError, AssertionError):
            browser = signed_in(name, address)
            secret = re.search(r'csrfmiddlewaretoken" value="(\w+)"', browser.open(address + page).read().decode())
            browser.addheaders = [("Referer", address + page)]
            for _ in range(5):
                number += 1
                text = f"{name} recommends {number} times"
                body = {"csrfmiddlewaretoken": secret[1] if secret else "", "text": text, "language": "en"}
                try:
                    browser.open(address + page, urlencode({**body, "version": "0"}).encode(), timeout=30)
                except HTTPError as answer:
                    if answer.code == 302:
                        saved.append(text)
        time.sleep(0.5)


def bring(sites: list[Site], folder: Path, chosen: list[str], over: threading.Event) -> None:
    """Import one file after another."""
    number = 0
    while not over.is_set():
        number += 1
        file = export(folder, f"village{number}")
        with suppress(URLError, OSError, AssertionError):
            choose_on_page(
                build_opener(HTTPCookieProcessor(CookieJar())), random.choice(sites).address.rstrip("/"), file
            )
            chosen.append(file.name)
        over.wait(5)
