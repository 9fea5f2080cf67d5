"""The lock files say the same as pyproject.toml, and as each other."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
IN_ORDER = ["requirements.lock", "requirements-postgres.lock", "requirements-dev.lock", "requirements-bench.lock"]


def locked(name: str) -> set[str]:
    return set(re.findall(r"^([\w.-]+==[^ ;\\]+)", (ROOT / name).read_text(), re.MULTILINE))


def declared(*extras: str) -> set[str]:
    """What pyproject.toml asks for, as a lock writes it: small letters, without extras in brackets."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    optional = project["project"]["optional-dependencies"]
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]
    wanted += [line for extra in extras for line in optional[extra]]
    return {re.sub(r"\[.*?\]", "", line).lower() for line in wanted if not line.startswith("openupr[")}


@pytest.mark.parametrize("number", range(4))
def test_a_lock_holds_what_is_declared(number: int) -> None:
    extras = ["postgres", "dev", "bench"][:number]
    assert declared(*extras) - locked(IN_ORDER[number]) == set()


@pytest.mark.parametrize(("smaller", "larger"), list(pairwise(IN_ORDER)))
def test_a_larger_lock_holds_the_smaller(smaller: str, larger: str) -> None:
    # Setting up for tests also sets up for serving (scripts/setup.sh).
    assert locked(smaller) - locked(larger) == set()


@pytest.mark.parametrize("name", IN_ORDER)
def test_every_locked_package_has_its_hashes_and_no_place(name: str) -> None:
    text = (ROOT / name).read_text()
    for package in re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in package
    assert "://" not in text
