"""Each import contract holds for the tree as it stands, and breaks where a fault is planted in a copy of it."""

import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

PLANTED = {
    "layers": ("upr/planted.py", "import openupr.files"),
    "features": ("reviews/rules.py", "from openupr.reviews import calendar"),
    "circles": ("files/planted/one.py", "import openupr.files.planted.two\n"),
    "vocabulary": ("upr/planted.py", "import numpy"),
    "plain": ("text/planted.py", "from django.conf import settings"),
    "index": ("index/planted.py", "import openupr.upr"),
    "web": ("web/planted.py", "from openupr.upr import states"),
}
# What else a contract must not let pass, and what the circle needs besides.
ALSO_PLANTED = [
    ("layers", {"attic/__init__.py": ""}),
    ("layers", {"timeline/planted.py": "import openupr.recommendations"}),
    ("features", {"advocacy/models/planted.py": "import openupr.advocacy.planted", "advocacy/planted.py": ""}),
    ("features", {"timeline/planted.py": "import openupr.reviews.planted_pages", "reviews/planted_pages.py": ""}),
    ("features", {"workshops/planted.py": "import openupr.coalitions.apps"}),
    ("features", {"workshops/planted.py": "import openupr.recommendations.apps"}),
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


@contextmanager
def planted(folder: Path, files: dict[str, str]) -> Iterator[None]:
    """Files that are there inside the block, and taken away again after it."""
    before = set((folder / "openupr").rglob("*"))
    for name, text in files.items():
        path = folder / "openupr" / name
        assert not path.exists(), f"{name} is a file of the tree: plant another"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    try:
        yield
    finally:
        for path in sorted(set((folder / "openupr").rglob("*")) - before, reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()


def broken(folder: Path, contract: str, files: dict[str, str]) -> bool:
    """Whether files that are planted break one contract."""
    with planted(folder, files):
        outcome = checked(folder, "--contract", contract)
    assert "Contracts: " in outcome.stdout, outcome.stdout + outcome.stderr
    return outcome.returncode == 1 and "1 broken" in outcome.stdout


@pytest.mark.thorough  # scripts/test.sh asks for all contracts
def test_all_contracts_hold(copy: Path) -> None:
    outcome = checked(copy)
    assert outcome.returncode == 0, outcome.stdout


def test_each_contract_has_its_planted_fault() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert [contract["id"] for contract in contracts] == list(PLANTED)


def test_planted_imports_break_all_contracts(copy: Path) -> None:
    files: dict[str, str] = defaultdict(str, THE_OTHER_HALF["circles"])
    for name, text in PLANTED.values():
        files[name] += f"{text}\n"
    with planted(copy, files):
        told = checked(copy).stdout
    assert f"Contracts: 0 kept, {len(PLANTED)} broken." in told, told


@pytest.mark.thorough
@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_import_breaks_its_contract(contract: str, copy: Path) -> None:
    name, text = PLANTED[contract]
    assert broken(copy, contract, {name: text, **THE_OTHER_HALF.get(contract, {})})


@pytest.mark.thorough
@pytest.mark.parametrize(("contract", "files"), ALSO_PLANTED)
def test_a_stranger_in_the_house_breaks_the_contract(contract: str, files: dict[str, str], copy: Path) -> None:
    assert broken(copy, contract, files)
