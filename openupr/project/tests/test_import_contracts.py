"""Each import contract holds for the tree as it stands, and breaks where a fault is planted in a copy of it."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

PLANTED = {
    "house": ("upr/planted.py", "import openupr.files"),
    "slice": ("reviews/rules.py", "from openupr.reviews import services"),
    "account-pages": ("project/planted.py", "import openupr.accounts.forms"),
    "record-pages": ("project/planted.py", "import openupr.recommendations.views"),
    "coalition-pages": ("project/planted.py", "import openupr.coalitions.forms"),
    "conformance-pages": ("project/planted.py", "import openupr.conformance.forms"),
    "submission-pages": ("project/planted.py", "import openupr.submissions.forms"),
    "workshop-pages": ("project/planted.py", "import openupr.workshops.forms"),
    "testimony-pages": ("project/planted.py", "import openupr.testimonies.forms"),
    "phone-pages": ("project/planted.py", "import openupr.phones.forms"),
    "attendance-pages": ("project/planted.py", "import openupr.attendance.forms"),
    "report-pages": ("project/planted.py", "import openupr.reports.forms"),
    "timeline-pages": ("project/planted.py", "import openupr.timeline.views"),
    "lesson-pages": ("project/planted.py", "import openupr.learning.views"),
    "language-pages": ("project/planted.py", "import openupr.languages.forms"),
    "roadmap-pages": ("project/planted.py", "import openupr.roadmaps.forms"),
    "followup-pages": ("project/planted.py", "import openupr.followup.forms"),
    "circles": ("files/planted/one.py", "import openupr.files.planted.two\n"),
    "vocabulary": ("upr/planted.py", "import numpy"),
    "plain": ("text/planted.py", "from django.conf import settings"),
    "index": ("index/planted.py", "import openupr.upr"),
    "web": ("web/planted.py", "from openupr.upr import states"),
}
# What else a contract must not let pass, and what the circle needs besides.
ALSO_PLANTED = [
    ("house", {"attic/__init__.py": ""}),
    ("house", {"timeline/planted.py": "import openupr.recommendations"}),
    ("slice", {"reviews/calculations.py": ""}),
]
THE_OTHER_HALF = {
    "circles": {"files/planted/__init__.py": "", "files/planted/two.py": "import openupr.files.planted.one"}
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(
        ROOT / "openupr",
        folder / "openupr",
        ignore=lambda at, names: [n for n in names if "." in n and n[-3:] != ".py"],
    )
    return folder


def checked(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    command = [program, "--no-logo", "--no-cache", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def broken(folder: Path, contract: str, files: dict[str, str]) -> bool:
    """Plant, check that one contract, and take away again."""
    before = set((folder / "openupr").rglob("*"))
    for name, text in files.items():
        path = folder / "openupr" / name
        assert not path.exists(), f"{name} is a file of the tree: plant another"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    try:
        outcome = checked(folder, "--contract", contract)
    finally:
        for path in sorted(set((folder / "openupr").rglob("*")) - before, reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    assert "Contracts: " in outcome.stdout, outcome.stdout + outcome.stderr
    return outcome.returncode == 1 and "1 broken" in outcome.stdout


def test_all_contracts_hold(copy: Path) -> None:
    outcome = checked(copy)
    assert outcome.returncode == 0, outcome.stdout


def test_each_contract_has_its_planted_fault() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert [contract["id"] for contract in contracts] == list(PLANTED)


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_import_breaks_its_contract(contract: str, copy: Path) -> None:
    name, text = PLANTED[contract]
    assert broken(copy, contract, {name: text, **THE_OTHER_HALF.get(contract, {})})


@pytest.mark.parametrize(("contract", "files"), ALSO_PLANTED)
def test_a_stranger_in_the_house_breaks_the_contract(contract: str, files: dict[str, str], copy: Path) -> None:
    assert broken(copy, contract, files)
