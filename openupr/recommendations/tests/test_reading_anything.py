"""Whatever a file holds, a reader yields rows or refuses it in a sentence, and the rows can be stored."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.files.refusal import RefusedFile
from openupr.files.tests.fuzzing import tried_hard
from openupr.recommendations.importing import ReadRow, RefusedRow, read
from openupr.recommendations.tests.test_reading_uhri import ANNOTATION
from openupr.recommendations.tests.test_reading_upr_info import CSV_HEADER, ROW, csv_of
from openupr.recommendations.tests.test_reading_upr_info_api import PAGE

pytestmark = pytest.mark.fuzz

WORDS = ["Peru", "Chad", "Noted", "- UPR", "3rd cycle", "44 - 2023", "5 - Specific action", "Right to food", ""]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["value", "label", "name"]) | st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)


def outcome(source: str, path: Path, data: bytes) -> str:
    path.write_bytes(data)
    try:
        rows = list(read(source, path))
    except RefusedFile as refusal:
        return str(refusal)
    for row in rows:
        if isinstance(row, ReadRow):
            json.dumps(dict(row.raw), allow_nan=False).encode()
            assert row.text.strip()
            "\0".join([row.text, row.source_response, row.number, row.symbol, row.url, *row.source_issues]).encode()
        elif isinstance(row, RefusedRow):
            assert row.reason.endswith(".")
    return f"{len(rows)} rows."


def changed(original: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {key: changes.get(key, value) for key, value in original.items()}


@given(changes=st.dictionaries(st.sampled_from(sorted(PAGE["rows"][0]["metadata"])), anything, max_size=5))
@tried_hard
def test_any_properties_of_an_entity_are_read_or_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    entity = PAGE["rows"][0] | {"metadata": changed(PAGE["rows"][0]["metadata"], changes)}
    assert outcome("upr-info-api", tmp_path / "any", json.dumps([entity]).encode()).endswith(".")


@given(changes=st.dictionaries(st.sampled_from(sorted(ANNOTATION)), anything, max_size=5))
@tried_hard
def test_any_fields_of_an_annotation_are_read_or_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    data = json.dumps([changed(ANNOTATION, changes)]).encode()
    assert outcome("uhri", tmp_path / "any", data).endswith(".")


@given(cells=st.dictionaries(st.sampled_from(CSV_HEADER), st.text(max_size=30) | st.sampled_from(WORDS), max_size=6))
@tried_hard
def test_any_cells_of_a_row_are_read_or_refused(tmp_path: Path, cells: dict[str, str]) -> None:
    row = [cells.get(name, cell) for name, cell in zip(CSV_HEADER, ROW, strict=True)]
    data = csv_of(row).decode("utf-8", "surrogatepass").encode("utf-8", "surrogatepass")
    assert outcome("upr-info", tmp_path / "any", data).endswith(".")


@given(source=st.sampled_from(["upr-info", "upr-info-api", "uhri"]), value=anything)
@tried_hard
def test_any_json_at_all_is_read_or_refused(tmp_path: Path, source: str, value: object) -> None:
    assert outcome(source, tmp_path / "any", json.dumps(value).encode()).endswith(".")
