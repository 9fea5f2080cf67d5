"""A small record for tests: rows as a user's file would hold them, imported the way a user imports."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from openupr.recommendations.file_import import FileReport, import_file
from openupr.recommendations.importing import fetch
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.tests.exports import LoadRecord, Rows, write_export
from openupr.recommendations.tests.record_copies import record_of
from openupr.recommendations.tests.stand_in import Database, serving


@pytest.fixture
def home(tmp_path: Path) -> Iterable[Path]:
    """An OPENUPR_HOME of this test's own."""
    folder = tmp_path / "home"
    folder.mkdir()
    with override_settings(OPENUPR_HOME=folder):
        yield folder


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A stand-in for UPR Info's database, which needs no pauses."""
    monkeypatch.setattr(fetch, "PAUSE", 0)
    with serving() as server:
        yield server


@pytest.fixture
def load_record(home: Path, db: None, tmp_path: Path) -> LoadRecord:
    """Imports rows (what differs from the usual one) and brings the index up to date."""

    def load(rows: Rows) -> FileReport:
        export = write_export(tmp_path / "export.csv", rows)

        def imported() -> FileReport:
            report = import_file(source="upr-info", path=export)
            refresh_index()
            return report

        return record_of(export.read_bytes(), imported)

    return load


@pytest.fixture
def export(home: Path, tmp_path: Path) -> bytes:
    """A file as somebody would choose it on the page: three rows, the last of which is refused."""
    rows = [{"Text": "Stop evictions"}, {"Text": "Free the press", "Response": "Noted"}, {"From": "Camboda"}]
    return write_export(tmp_path / "chosen.csv", rows).read_bytes()
