"""The parts of make: what is missing is named, exit codes come through, and with CI=true a skip is a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
NOWHERE = "/nowhere/at/all"


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True)


def test_what_is_missing_is_named_with_its_command_and_what_is_off() -> None:
    told = run("scripts/system-parts.sh", "missing", "test", PYTHON=NOWHERE, OPENUPR_CHROMIUM=NOWHERE).stdout
    assert "Missing: python; nothing works. To install it: apt-get install python3" in told
    assert "Missing: browser; the journeys in a real browser are skipped. To install it: " in told


def test_what_is_there_is_not_named() -> None:
    told = run("scripts/system-parts.sh", "missing", "serve", PYTHON=sys.executable).stdout
    assert "python" not in told


def test_the_python_that_is_asked_for_is_taken_if_it_suits() -> None:
    assert run("scripts/python.sh", PYTHON=sys.executable).stdout.strip() == sys.executable
    assert run("scripts/python.sh", PYTHON=NOWHERE).returncode == 1


def test_a_throw_away_postgresql_is_there_for_one_command_and_gone_after_it() -> None:
    if run("scripts/postgres-programs.sh").returncode:
        pytest.skip("There is no PostgreSQL here. To install it: apt-get install postgresql")
    ask = "import os, psycopg; print(psycopg.connect(os.environ['DATABASE_URL']).info.host); raise SystemExit(7)"
    outcome = run("scripts/with-postgres.sh", sys.executable, "-c", ask)
    assert outcome.returncode == 7, outcome.stderr
    assert Path(outcome.stdout.strip()).name.startswith("openupr-postgres.")
    assert not Path(outcome.stdout.strip()).exists()


@pytest.mark.parametrize(
    ("ci", "closing"), [("true", "1 failed"), pytest.param("", "1 skipped", marks=pytest.mark.thorough)]
)
def test_a_skipped_test_fails_where_nothing_may_be_missing(ci: str, closing: str, tmp_path: Path) -> None:
    (tmp_path / "test_skipped.py").write_text("import pytest\ndef test_it():\n    pytest.skip('no browser')\n")
    options = [
        "-q",
        "-p",
        "conftest",
        "-p",
        "no:cacheprovider",
        "-c",
        str(ROOT / "pyproject.toml"),
        "--rootdir",
        str(ROOT),
    ]
    outcome = run(sys.executable, "-m", "pytest", *options, str(tmp_path), CI=ci, PYTHONPATH=str(ROOT))
    assert closing in outcome.stdout.splitlines()[-1], outcome.stdout + outcome.stderr
