"""Pages are fetched from a real server, one after another, and only from the site that was asked."""

from pathlib import Path
from typing import Any

import pytest

from openupr.files.refusal import RefusedFile
from openupr.recommendations.importing import ReadRow, fetch, read
from openupr.recommendations.importing.fetch import OutOfReach, save_pages, search_of_state
from openupr.recommendations.tests.stand_in import Database, entities


def test_all_pages_are_fetched_and_read(database: Database, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    to = tmp_path / "pages.jsonl"
    url = f"{database.url}?types=%5B%22abc%22%5D&from=7&limit=3"
    assert save_pages(url, to, page=10, pause=0, progress=lambda *told_now: told.append(told_now)) == 25
    assert told == [(10, 25), (20, 25), (25, 25)]
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
        ({"body": b"<html>Just a moment...</html>"}, "a web page in place of data"),
        ({"body": b"[" * 100_000}, "does not answer with JSON"),
        ({"status": 503, "body": b""}, "answers 503"),
        ({"status": 302, "location": "https://elsewhere.example.org/"}, "on to another site"),
        ({"status": 302, "location": "file:///etc/passwd"}, "answers 302"),
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
        save_pages(database.url, tmp_path / "pages.jsonl", pause=0)


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
        save_pages(url, tmp_path / "pages.jsonl", pause=0, timeout=5)


def fetched(database: Database, to: Path, **more: Any) -> int:
    return save_pages(database.url, to, page=10, pause=0, **more)


def texts(path: Path) -> list[str]:
    return [row.text for row in read("upr-info-api", path) if isinstance(row, ReadRow)]


def cut(database: Database, *, at: int) -> None:
    """The line is cut whenever the page from this row is asked for."""
    database.misbehaves = lambda _, page: None if database.places[-1] == at else page


def test_a_fetch_that_was_cut_off_goes_on_from_where_it_stopped(database: Database, tmp_path: Path) -> None:
    to = tmp_path / "pages.jsonl"
    cut(database, at=20)
    with pytest.raises(OutOfReach, match="cannot be reached"):
        fetched(database, to)
    assert database.places == [0, 10, 20, 20, 20]
    assert not to.exists()
    with (tmp_path / "pages.jsonl.part").open("a") as part:
        part.write('{"search": "cut off in the mid')
    database.misbehaves, database.asked = lambda _, page: page, []
    told: list[tuple[int, int]] = []
    assert fetched(database, to, progress=lambda *now: told.append(now)) == 25
    assert database.places == [20]
    assert told == [(20, 25), (25, 25)]
    assert texts(to) == [f"Ratify protocol {n}." for n in range(25)]
    assert list(tmp_path.iterdir()) == [to]


def test_pages_of_another_search_are_not_gone_on_from(database: Database, tmp_path: Path) -> None:
    cut(database, at=20)
    with pytest.raises(OutOfReach):
        save_pages(f"{database.url}?types=%5B%5D", tmp_path / "pages.jsonl", page=10, pause=0)
    database.misbehaves, database.asked = lambda _, page: page, []
    assert fetched(database, tmp_path / "pages.jsonl") == 25
    assert database.places == [0, 10, 20]


def test_a_database_that_stumbles_once_is_asked_again(database: Database, tmp_path: Path) -> None:
    database.misbehaves = lambda number, page: None if number == 1 else page
    assert fetched(database, tmp_path / "pages.jsonl") == 25
    assert database.places == [0, 10, 10, 20]


def test_a_page_that_comes_twice_is_asked_for_again(database: Database, tmp_path: Path) -> None:
    first = {"rows": entities()[:10], "totalRows": 25}
    database.misbehaves = lambda number, page: first if number == 1 else page
    assert fetched(database, tmp_path / "pages.jsonl") == 25
    assert texts(tmp_path / "pages.jsonl") == [f"Ratify protocol {n}." for n in range(25)]


def test_the_same_page_for_ever_is_refused_and_leaves_nothing(database: Database, tmp_path: Path) -> None:
    database.misbehaves = lambda number, page: {"rows": entities()[:10], "totalRows": 25}
    with pytest.raises(RefusedFile, match="the same page again and again"):
        fetched(database, tmp_path / "pages.jsonl")
    assert len(database.asked) == 3
    assert list(tmp_path.iterdir()) == []


def test_rows_that_slipped_to_the_next_page_are_not_counted_twice(database: Database, tmp_path: Path) -> None:
    rows = entities()
    database.misbehaves = lambda number, page: page | {"rows": rows[7:17]} if number == 1 else page
    assert fetched(database, tmp_path / "pages.jsonl") == 25
    assert sorted(texts(tmp_path / "pages.jsonl")) == sorted(f"Ratify protocol {n}." for n in range(25))


def test_where_the_total_changes_all_is_asked_for_anew(database: Database, tmp_path: Path) -> None:
    def one_more(number: int, page: dict[str, Any]) -> dict[str, Any]:
        if number == 1:
            database.rows = entities(26)
            return page | {"totalRows": 26}
        return page

    database.misbehaves = one_more
    assert fetched(database, tmp_path / "pages.jsonl") == 26
    assert database.places == [0, 10, 0, 10, 20]
    assert len(texts(tmp_path / "pages.jsonl")) == 26


def test_a_total_that_never_stands_still_is_refused(database: Database, tmp_path: Path) -> None:
    database.misbehaves = lambda number, page: page | {"totalRows": 25 + number}
    with pytest.raises(RefusedFile, match="being changed while it is read"):
        fetched(database, tmp_path / "pages.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_a_web_page_in_the_middle_is_refused_and_leaves_nothing(database: Database, tmp_path: Path) -> None:
    database.misbehaves = lambda number, page: b"<!doctype html><title>Just a moment" if number == 1 else page
    with pytest.raises(RefusedFile, match="a web page in place of data"):
        fetched(database, tmp_path / "pages.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_slow_answers_are_waited_for_but_not_for_ever(database: Database, tmp_path: Path) -> None:
    database.slow = 0.2
    assert fetched(database, tmp_path / "pages.jsonl", timeout=30.0) == 25
    with pytest.raises(OutOfReach, match=r"does not answer within|timed out"):
        fetched(database, tmp_path / "again.jsonl", timeout=0.05)


@pytest.mark.parametrize(("iso3", "shared"), [("TCD", "s-chad"), ("PER", "s-peru"), ("LAO", "s-laos")])
def test_the_address_of_a_search_is_made_from_a_state(database: Database, iso3: str, shared: str) -> None:
    url = search_of_state(iso3, home=database.home, pause=0)
    assert url.startswith(f"{database.url}?")
    assert f"%7B%22state_under_review%22%3A%7B%22values%22%3A%5B%22{shared}%22%5D%7D%7D" in url


def test_a_state_that_the_database_does_not_name_is_said(database: Database) -> None:
    with pytest.raises(RefusedFile, match="names no State that is Norway"):
        search_of_state("NOR", home=database.home, pause=0)


def test_rows_of_another_state_are_refused(database: Database, tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="other States than Chad"):
        fetched(database, tmp_path / "pages.jsonl", iso3="TCD")
    assert fetched(database, tmp_path / "pages.jsonl", iso3="PER") == 25
