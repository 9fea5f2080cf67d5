"""Every module of the product can be imported: a command that few people call does not break unseen."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import openupr

ROOT = Path(openupr.__file__).parent


def modules() -> Iterator[str]:
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT.parent).with_suffix("").parts
        if not {"tests", "migrations", "fixtures", "__main__"} & set(parts):
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_every_module_can_be_imported() -> None:
    broken = {}
    for name in modules():
        try:
            import_module(name)
        except Exception as error:
            broken[name] = repr(error)
    if broken:
        pytest.fail("\n".join(f"{name}: {error}" for name, error in broken.items()))
