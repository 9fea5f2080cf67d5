"""The power fails, a second import begins, somebody searches meanwhile: the record is as before, or complete."""

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from openupr.index.generations import NoIndex
from openupr.index.reader import open_index
from openupr.project.tests.commands import Commands, commands
from openupr.project.tests.extent import ALL, kills
from openupr.project.tests.test_serve import children, eventually, serving
from openupr.recommendations.tests.exports import write_export
from openupr.recommendations.tests.stand_in import entities
from openupr.recommendations.tests.stand_in import serving as database

OPENUPR = Path(sys.executable).with_name("openupr")
# More than two batches of what is written at once.
ROWS, MORE, CHANGED = (3000, 300, 600) if ALL else (1200, 120, 240)
KILLS = kills(20)
SESSIONS = {"1-5": 6094, "6-9": 8343, "10-13": 9047, "14-17": 9598, "18": 2387}

# What is kept: records, how many of them are noted.
Kept = tuple[int, int]
FIRST, SECOND, FIRST_AGAIN = (ROWS, 0), (ROWS + MORE, CHANGED), (ROWS + MORE, 0)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return write_export(tmp_path / "first.csv", ({"Text": _text(n)} for n in range(ROWS)))


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The same with some answers changed and some rows more."""
    rows = ({"Text": _text(n), "Response": "Noted" if n < CHANGED else "Accepted"} for n in range(ROWS + MORE))
    return write_export(tmp_path / "second.csv", rows)


def _text(number: int) -> str:
    return f"Ratify protocol {number} and give land back to family {number * 7919 % 1009}"


def kept(environment: dict[str, str]) -> Kept:
    """Read past the product, straight from its database."""
    counting = "SELECT count(*) FROM recommendations_sourcerecord"
    with closing(_connection(environment)) as connection:
        records, noted = (
            connection.execute(counting + which).fetchone()[0] for which in ("", " WHERE response = 'noted'")
        )
    return records, noted


def _connection(environment: dict[str, str]) -> Any:
    url = environment.get("DATABASE_URL", "")
    if not url:
        return sqlite3.connect(Path(environment["OPENUPR_HOME"]) / "openupr.sqlite3")
    import psycopg  # an option of the product: present where its server is

    connection = psycopg.connect(url, autocommit=True)
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    # The server may notice only now that its client is dead.
    eventually(lambda: connection.execute(others).fetchone() == (0,))
    return connection


def searchable(environment: dict[str, str]) -> int | None:
    """How many rows the index holds; None where there is none yet. Raises where it is damaged."""
    with suppress(NoIndex):
        return open_index(Path(environment["OPENUPR_HOME"]) / "index").search("").total
    return None


def openupr(environment: dict[str, str], *arguments: str) -> Any:
    done = subprocess.run([OPENUPR, *arguments, "--json"], env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_killed_again_and_again_the_record_is_as_before_or_complete(
    own_home: dict[str, str], first: Path, second: Path
) -> None:
    with commands(own_home) as started:
        longest = started.run("import", "upr-info", str(first))
        assert (kept(own_home), searchable(own_home)) == (FIRST, ROWS)
        moments = [longest * (n + random.random()) / KILLS for n in range(KILLS)]
        random.shuffle(moments)
        killed = [_killed(started, own_home, [first, second], moment) for moment in moments]
        # Some were hit at work, however busy the machine was.
        assert sum(killed) >= max(1, KILLS // 5)
        started.run("import", "upr-info", str(first))
        assert kept(own_home) in {FIRST, FIRST_AGAIN}
        started.run("import", "upr-info", str(second))
    assert (kept(own_home), searchable(own_home)) == (SECOND, ROWS + MORE)
    counted = openupr(own_home, "count", "--by", "response")
    assert {row["response"]: row["count"] for row in counted["rows"]} == {
        "supported": ROWS + MORE - CHANGED,
        "noted": CHANGED,
    }
    # What killed builders left behind is gone.
    assert len(list((Path(own_home["OPENUPR_HOME"]) / "index").glob("generation-*"))) == 1


def _killed(started: Commands, environment: dict[str, str], files: list[Path], moment: float) -> bool:
    """Whether the import of the file that would change something died before its end."""
    first, second = files
    before = kept(environment)
    file, after = (first, FIRST_AGAIN) if before == SECOND else (second, SECOND)
    hit = started.kill(started.start("import", "upr-info", str(file)), after=moment)
    found = kept(environment)
    assert found in {before, after}, f"after {moment:.2f} s"
    assert searchable(environment) in {ROWS, ROWS + MORE}
    return hit and found == before


@pytest.mark.thorough  # killed with a record there it is the same transaction
def test_an_import_killed_in_an_empty_home_leaves_it_empty_or_full(own_home: dict[str, str], first: Path) -> None:
    with commands(own_home) as started:
        started.kill(started.start("import", "upr-info", str(first)), after=0.4)
        assert kept(own_home) in {(0, 0), FIRST}
        started.run("import", "upr-info", str(first))
    assert (kept(own_home), searchable(own_home)) == (FIRST, ROWS)


@pytest.mark.thorough  # test_reading_from_the_web: a fetch that was cut off goes on; what was fetched lies in a file
def test_a_fetch_that_is_killed_goes_on_from_the_page_it_stopped_at(own_home: dict[str, str]) -> None:
    with database() as upr_info, commands({**own_home, "OPENUPR_UPR_INFO_DATABASE": upr_info.home}) as started:
        upr_info.rows = entities(700)
        fetching = threading.Event()

        def hold(number: int, page: dict[str, Any]) -> dict[str, Any] | None:
            if number != 1:
                return page
            fetching.set()
            time.sleep(600)  # until whoever asks is killed
            return None

        upr_info.misbehaves = hold
        pid = started.start("import", "upr-info-api", "--state", "Peru")
        assert fetching.wait(60)
        assert started.kill(pid, after=0)
        assert kept(own_home) == (0, 0)
        started.run("import", "upr-info-api", "--state", "Peru")
    assert upr_info.places == [0, 300, 300, 600]
    assert (kept(own_home), searchable(own_home)) == ((700, 0), 700)


def test_two_imports_at_once_double_nothing(own_home: dict[str, str], first: Path) -> None:
    both = [
        subprocess.Popen([OPENUPR, "import", "upr-info", first, "--json"], env=own_home, stdout=subprocess.PIPE)
        for _ in "ab"
    ]
    reports = [json.loads(each.communicate()[0])["files"][0] for each in both]
    assert [each.returncode for each in both] == [0, 0]
    assert sorted((report["added"], report["already_there"]) for report in reports) == [(0, ROWS), (ROWS, 0)]
    assert (kept(own_home), searchable(own_home)) == (FIRST, ROWS)


@pytest.mark.thorough("on PostgreSQL")  # what is searched in are files
def test_who_searches_during_an_import_sees_the_old_record_or_the_new(
    own_home: dict[str, str], first: Path, second: Path
) -> None:
    seen = set()
    with commands(own_home) as started:
        started.run("import", "upr-info", str(first))
        started.start("import", "upr-info", str(second))
        until = time.monotonic() + 60
        while (ROWS + MORE, ROWS + MORE, CHANGED) not in seen and time.monotonic() < until:
            index = open_index(Path(own_home["OPENUPR_HOME"]) / "index")
            answer = index.search("protocol land", facets=["response"])
            counts = dict(answer.facets["response"])
            seen.add((answer.total, sum(counts.values()), counts.get("noted", 0)))
            for hit in answer.rows[:3]:
                assert b"Ratify protocol" in hit.payload
    assert seen == {(ROWS, ROWS, 0), (ROWS + MORE, ROWS + MORE, CHANGED)}


# test_serve kills the worker of a server, which begins another; in test_import_page an import that was cut off is taken
# up again; and above an import is killed again and again.
@pytest.mark.thorough
def test_a_file_chosen_on_the_page_is_taken_up_again_when_its_worker_is_killed(
    own_home: dict[str, str], first: Path
) -> None:
    with serving(own_home) as (process, address):
        site = build_opener(HTTPCookieProcessor(CookieJar()))
        report = choose_on_page(site, address, first)

        def said() -> str:
            return " ".join(re.sub(r"<[^>]*>", " ", site.open(report).read().decode()).split())

        eventually(lambda: "rows read" in said() or "through" not in said())
        for worker in children(process.pid):
            os.kill(worker, signal.SIGKILL)
        eventually(lambda: "1 file is in the record" in said())
        assert f"{ROWS:,} read = {ROWS:,} added + 0 updated + 0 already there + 0 refused" in said()
        with site.open(f"{address}/api/count?by=response") as counted:
            assert json.load(counted)["total"] == ROWS
    assert kept(own_home) == FIRST


def choose_on_page(site: OpenerDirector, address: str, file: Path) -> str:
    """Send the form as a browser does; the address of the report."""
    form = site.open(f"{address}/import/").read().decode()
    signature = re.search(r'csrfmiddlewaretoken" value="(\w+)"', form)
    assert signature
    given = SimpleUploadedFile(file.name, file.read_bytes())
    fields = {"csrfmiddlewaretoken": signature[1], "source": "recognise", "chosen_files": given}
    request = Request(f"{address}/import/", encode_multipart(BOUNDARY, fields), {"Content-Type": MULTIPART_CONTENT})
    return str(site.open(request).geturl())


@pytest.mark.thorough  # a journey imports one file of it; each reader reads a part of its own
def test_the_whole_real_export_is_imported_and_searchable(own_home: dict[str, str], shared: Path) -> None:
    folder = shared / "data" / "upr-info-export"
    reports = openupr(own_home, "import", "upr-info", *(str(folder / f"{name}.csv") for name in SESSIONS))["files"]
    assert {Path(report["file"]).stem: report["added"] for report in reports} == SESSIONS
    assert all(report["refused"] == [] and report["read"] == report["added"] for report in reports)
    total = sum(SESSIONS.values())
    assert total == 35_469
    assert (kept(own_home)[0], searchable(own_home)) == (total, total)
    (again,) = openupr(own_home, "import", "upr-info", str(folder / "1-5.xls"))["files"]
    assert (again["read"], again["already_there"]) == (6094, 6094)
    by_session = openupr(own_home, "count", "--by", "session")
    assert by_session["total"] == total
    assert sum(row["count"] for row in by_session["rows"] if 14 <= row["session"] <= 17) == SESSIONS["14-17"]
    gaps = openupr(own_home, "gaps", "Cambodia")
    named = {each["issue"]: (each["here"], each["world"]) for each in gaps["issues"]}
    assert named["Sexual Orientation and Gender Identity"] == (0, 820)
    reviews = gaps["reviews"]
    assert (reviews["loaded"], reviews["missing"], reviews["undated"]) == ([6, 18], [32, 46], [])
    assert (reviews["rows"], reviews["few"], reviews["refused"]) == ({"6": 138, "18": 205}, [], {})
