"""OpenUPR as people install it: a wheel with all it needs and no tests, whose data survives another installation."""

import re
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import docx
import pytest

ROOT = Path(__file__).resolve().parents[3]
pytestmark = [pytest.mark.thorough, pytest.mark.once]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy: setuptools leaves folders behind."""
    copy = tmp_path_factory.mktemp("source")
    shutil.copytree(ROOT / "openupr", copy / "openupr", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    made = tmp_path_factory.mktemp("wheel")
    built = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(made), str(copy)]
    subprocess.run([sys.executable, *built], check=True)
    (file,) = made.glob("openupr-*.whl")
    return file


def test_translations_pages_and_facts_are_inside_and_tests_are_not(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    kept = {"data", "templates", "static", "locale"}
    wanted = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "openupr").rglob("*")
        if path.is_file() and kept & set(path.parts) and not {"tests", "__pycache__"} & set(path.parts)
    }
    assert "openupr/locale/km/LC_MESSAGES/django.mo" in inside
    assert wanted - inside == set()
    assert [name for name in inside if "/tests/" in name] == []


def test_an_installed_openupr_works_and_keeps_its_data_over_another_installation(
    wheel: Path, tmp_path: Path, own_home: dict[str, str]
) -> None:
    place = tmp_path / "place"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    (packages,) = place.glob("lib/python*/site-packages")
    # What it needs is lent by the tests' own environment: nothing is fetched.
    (packages / "lent.pth").write_text(f"{Path(pytest.__file__).parents[1]}\n")
    environment = {name: value for name, value in own_home.items() if name not in {"OPENUPR_HOME", "DATABASE_URL"}}
    environment |= {"XDG_DATA_HOME": str(tmp_path / "share"), "PYTHONSAFEPATH": "1"}

    def install() -> None:
        install = ["-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall", "--no-index", str(wheel)]
        subprocess.run([place / "bin" / "python", *install], check=True, env=environment, cwd=tmp_path)

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [place / "bin" / "openupr", *arguments], env=environment, cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    install()
    assert run("--version").startswith("OpenUPR ")
    run("demo", "--stage", "record")
    assert (tmp_path / "share" / "openupr" / "openupr.sqlite3").exists()
    assert "land" in run("search", "land")
    draft = docx.Document()
    draft.add_paragraph("1. The Government has evicted families. It should stop.")
    draft.save(str(tmp_path / "draft.docx"))
    assert "words" in run("conform", str(tmp_path / "draft.docx"))
    install()
    assert "land" in run("search", "land")
    # As an older version kept it: among the packages, where another installation would delete it.
    shutil.move(tmp_path / "share" / "openupr", packages / "var")
    assert str(tmp_path / "share" / "openupr") in run("move-data")
    assert not (packages / "var").exists()
    assert "land" in run("search", "land")
    _serves(place / "bin" / "python", environment, tmp_path)


def _serves(python: Path, environment: dict[str, str], folder: Path) -> None:
    """`python -m openupr serve` answers, in a folder that has nothing to do with it."""
    command = [python, "-m", "openupr", "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            address = server.stdout.readline().split()[3]
            assert _read(f"{address}/healthz") == "ok\n"
            page = _read(f"{address}/?q=land")
            (style,) = re.findall(r"/static/web/page\.\w+\.css", page)
            assert _read(address + style)
        finally:
            server.terminate()
            server.wait(timeout=30)


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return str(answer.read().decode())
