"""JSON is read record by record, and a file that breaks off anywhere is refused as a whole."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from openupr.files import json_stream
from openupr.files.json_stream import open_records, unstorable_in
from openupr.files.refusal import RefusedFile

RECORDS = [{"id": 1, "text": "é [not a bracket]"}, {"id": 2, "list": [1, 2.5, None, True]}, {"id": 3, "text": '"}{'}]


Records = Callable[[bytes], list[object]]
Refuse = Callable[[bytes], str]


@pytest.fixture
def records(tmp_path: Path) -> Records:
    def read(data: bytes) -> list[object]:
        path = tmp_path / "records.txt"
        path.write_bytes(data)
        return list(open_records(path))

    return read


@pytest.fixture
def refused(records: Records) -> Refuse:
    def refuse(data: bytes) -> str:
        with pytest.raises(RefusedFile) as refusal:
            records(data)
        assert str(refusal.value).endswith(".")
        return str(refusal.value)

    return refuse


def test_a_list_and_json_lines_hold_the_same_records(records: Records) -> None:
    lines = "\n".join(json.dumps(record) for record in RECORDS)
    assert records(json.dumps(RECORDS, indent=2, ensure_ascii=False).encode()) == RECORDS
    assert records(b"\xef\xbb\xbf" + json.dumps(RECORDS).encode()) == RECORDS
    assert records(f"{lines}\n\n".encode()) == RECORDS
    assert records(b" [ ] ") == []


def test_every_place_where_a_record_may_be_torn_by_reading_in_pieces_is_mended(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = json.dumps(RECORDS, ensure_ascii=False).encode()
    for size in range(1, 12):
        monkeypatch.setattr(json_stream, "_CHUNK", size)
        assert records(whole) == RECORDS
        assert records(b"[12, 34]") == [12, 34]


def test_a_list_cut_off_anywhere_is_refused(refused: Refuse) -> None:
    whole = json.dumps(RECORDS).encode()
    for end in range(1, len(whole)):
        assert "is cut off" in refused(whole[:end])


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "This file is empty"),
        (b"nothing like it", "starts with neither a list nor an object"),
        (b'"text"', "starts with neither a list nor an object"),
        (b"PK\x03\x04....", "an office file or an archive"),
        (b"%PDF-1.4", "a PDF document"),
        (b"<html>", "a web page"),
        (b'[{"a": 1} {"b": 2}]', "after record 1: a comma is missing"),
        (b'[{"a": 1}] and more', "something follows the end of the list"),
        (b'[{"a": nul, "b": 1, "c": 2}]', "character 7 of the next one is out of place"),
        (b'[{"a": NaN, "b": 12345}]', "in the first record"),
        (b'[{"a": 1e999, "b": 12345}]', "in the first record"),
        (b'[{"a": 1' + b"0" * 10_000 + b', "b": 12345}]', "in the first record"),
        (b"[" * 200_000, "nested too deeply"),
        (b'[{"a":' * 100 + b"1" + b"}]" * 100, "nested too deeply"),
        ('[{"a": "é"}]'.encode("latin-1"), "is not UTF-8"),
        ('[{"a": 1}]'.encode("utf-16"), "is not UTF-8"),
        (b'[{"a": "raw \x01 control", "b": 12345}]', "in the first record"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_json_is_refused(refused: Refuse, data: bytes, what: str) -> None:
    assert what in refused(data)


def test_a_record_without_end_is_given_up(refused: Refuse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "MAX_JSON_RECORD", 3 * 1024 * 1024)
    assert "longer than 3 million characters" in refused(b'[{"a": "' + b"x" * 9_000_000 + b'"}]')


def test_a_long_list_needs_the_memory_of_one_record(tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    with path.open("w") as file:
        file.write("[" + ",".join(json.dumps({"text": f"{number} " * 200}) for number in range(20_000)) + "]")
    tracemalloc.start()
    assert sum(1 for _ in open_records(path)) == 20_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 20_000_000
    assert peak < 8_000_000


def test_text_that_no_database_keeps_is_found_wherever_it_hides() -> None:
    assert unstorable_in({"a": [{"b": "fine — សិទ្ធិ 😀"}]}) is None
    assert unstorable_in({"a": [{"b": "nul \x00"}]}) == "U+0000"
    assert unstorable_in({"a": {"key \ud800": 1}}) == "U+D800"
