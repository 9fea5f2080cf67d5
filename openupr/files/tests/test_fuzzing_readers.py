"""Any bytes are either read or refused in a sentence: nothing else happens, and it does not take long."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.files.json_stream import open_records
from openupr.files.refusal import RefusedFile
from openupr.files.spreadsheet import open_spreadsheet
from openupr.files.tests.fuzzing import tried_hard, tried_in_a_process
from openupr.files.tests.workbooks import Value, compound, with_part, xls, xls_stream, xlsx

pytestmark = pytest.mark.fuzz

ROWS: list[list[Value]] = [["State", "Text"], ["Perú", "one"], ["Chad", 2.0]]
WORKBOOK = xlsx(ROWS)
with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}
TABLES = [xls(ROWS), WORKBOOK, 'State,Text\nPerú,"one, two"\n'.encode(), "a;b\r1;é\r".encode("mac_roman")]
JSON = [b'{"rows": [{"a": {"value": "x"}}, null, 1.5]}', '[{"a": ["é", {}]}, {"b": -12e3}]'.encode()]


@st.composite
def broken(draw: st.DrawFn, originals: list[bytes]) -> bytes:
    """A sound file with some bytes changed, dropped, repeated or cut off; or anything at all."""
    data = bytearray(draw(st.sampled_from(originals)))
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(data)))
        piece = draw(st.binary(max_size=6))
        step = draw(st.sampled_from(["change", "drop", "repeat", "cut"]))
        if step == "change":
            data[at : at + len(piece)] = piece
        elif step == "drop":
            del data[at : at + draw(st.integers(1, 40))]
        elif step == "repeat":
            data[at:at] = data[at : at + draw(st.integers(1, 200))]
        else:
            del data[at:]
    return bytes(data)


def _outcome(read: Callable[[Path], Iterator[object]], path: Path, data: bytes) -> str:
    path.write_bytes(data)
    try:
        return f"{len(list(read(path)))} rows."
    except RefusedFile as refusal:
        return str(refusal)


@given(data=broken(TABLES) | st.binary(max_size=600))
@tried_in_a_process
def test_any_bytes_are_a_table_or_refused(tmp_path: Path, data: bytes) -> None:
    assert _outcome(open_spreadsheet, tmp_path / "any", data).endswith(".")


@given(stream=broken([xls_stream(ROWS)]))
@tried_in_a_process
def test_any_records_in_a_sound_box_are_a_table_or_refused(tmp_path: Path, stream: bytes) -> None:
    assert _outcome(open_spreadsheet, tmp_path / "any", compound({"Workbook": stream})).endswith(".")


@given(name=st.sampled_from(sorted(PARTS)), data=st.data())
@tried_in_a_process
def test_any_part_in_a_sound_archive_is_a_table_or_refused(tmp_path: Path, name: str, data: st.DataObject) -> None:
    part = data.draw(broken([PARTS[name]]))
    assert _outcome(open_spreadsheet, tmp_path / "any", with_part(WORKBOOK, name, part)).endswith(".")


@given(data=broken(JSON) | st.binary(max_size=600))
@tried_hard
def test_any_bytes_are_json_or_refused(tmp_path: Path, data: bytes) -> None:
    assert _outcome(open_records, tmp_path / "any", data).endswith(".")


@given(text=st.text(max_size=400))
@tried_hard
def test_any_text_in_utf8_is_a_table_or_refused(tmp_path: Path, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    assert _outcome(open_spreadsheet, tmp_path / "any", data).endswith(".")
