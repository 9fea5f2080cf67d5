"""The computing of vectors is killed after its first batch: what was stored stays, the rest is computed later."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from openupr.recommendations.tests.exports import write_export
from openupr.recommendations.tests.test_similar import ROWS

_COMMAND = "import sys; from openupr.project.command import main; main(['openupr', *sys.argv[1:]])"
_KILLED = """
import os, signal
import django
django.setup()
from openupr.recommendations.vectors import compute_vectors
compute_vectors(batch=1, progress=lambda reached: os.kill(os.getpid(), signal.SIGKILL))
"""


def run(environment: dict[str, str], code: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True)


@pytest.mark.thorough  # the index's own test kills the process that writes vectors, at any moment
def test_killed_after_a_batch_the_vectors_go_on_from_there(own_home: dict[str, str], tmp_path: Path) -> None:
    file = write_export(tmp_path / "export.csv", ROWS)
    assert run(own_home, _COMMAND, "import", "upr-info", str(file)).returncode == 0
    assert run(own_home, _KILLED).returncode == -signal.SIGKILL
    keys = Path(own_home["OPENUPR_HOME"]) / "vectors" / "keys.bin"
    first = keys.read_bytes()
    assert len(first) == 8
    told = json.loads(run(own_home, _COMMAND, "vectors", "--json").stdout)
    assert told == {"coverage": 1.0, "covered": 6, "rows": 6}
    assert keys.read_bytes()[:8] == first
    assert len(keys.read_bytes()) == 8 * 4
