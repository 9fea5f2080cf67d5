"""The bundle installs and runs on a computer without a network and without anything that was fetched before."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
# What runs inside, of what the network holds only itself. test_wheel.py finds what is missing in a wheel.
_CUT_OFF = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
pytestmark = [pytest.mark.thorough, pytest.mark.once]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make bundle` makes, unpacked."""
    if subprocess.run([*_CUT_OFF, "true"], capture_output=True).returncode:
        pytest.skip("The network cannot be cut here (unshare --net).")
    made = subprocess.run(["scripts/bundle.sh"], cwd=ROOT, capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"The packages cannot be fetched here: {made.stderr.strip().splitlines()[-1:]}")
    place = tmp_path_factory.mktemp("other computer")
    file = ROOT / made.stdout.split()[-1]
    zipfile.ZipFile(file).extractall(place)
    file.unlink()
    (folder,) = place.iterdir()
    yield folder
    shutil.rmtree(place)


def test_it_holds_every_locked_package_once_and_no_test(bundle: Path) -> None:
    locked = {line.split("==")[0].replace("_", "-") for line in (ROOT / "requirements.lock").read_text().splitlines()
              if "==" in line and not line.startswith((" ", "#"))}  # fmt: skip
    wheels = [path.name.split("-")[0].replace("_", "-").lower() for path in (bundle / "wheels").iterdir()]
    assert len(wheels) == len(set(wheels))
    # What the lock names for other systems is not here.
    assert set(wheels) - locked == {"openupr", "pip"}
    inside = zipfile.ZipFile(next((bundle / "wheels").glob("openupr-*.whl"))).namelist()
    assert [name for name in inside if "/tests/" in name] == []
    assert (bundle / "docs" / "bundle.md").exists()


def test_it_installs_and_works_with_the_network_cut_and_an_empty_cache(bundle: Path, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHON": sys.executable, "LANG": "C.UTF-8"}

    def run(*command: str) -> str:
        done = subprocess.run(
            [*_CUT_OFF, *command], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "Installing" in run("sh", str(bundle / "start.sh"), "--prepare", "--demo")
    openupr = str(bundle / "program" / "bin" / "openupr")
    assert run(openupr, "--version").startswith("OpenUPR ")
    assert "land" in run(openupr, "search", "land")
    assert (tmp_path / ".local" / "share" / "openupr" / "openupr.sqlite3").exists()
    assert "Installing" not in run("sh", str(bundle / "start.sh"), "--prepare")
