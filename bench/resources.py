"""What an answer costs besides its own time: memory, disk, the first start, the import."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.engines.openupr import serving
from bench.engines.servers import Client, free_port


def folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def memory(process: int) -> tuple[float, float]:
    """(resident, of it private) in MB; the rest are pages of the index, shared by all processes that read it."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    sizes = {name: int(size.split()[0]) for name, _, size in (line.partition(":") for line in lines[1:])}
    return sizes["Rss"] / 1024, (sizes["Private_Clean"] + sizes["Private_Dirty"]) / 1024


def import_rows(home: Path, files: Sequence[Path]) -> tuple[int, float]:
    """(rows added, seconds) of `openupr import` in a process of its own, the index included."""
    command = [sys.executable, "-m", "bench.openupr_command", "import", "upr-info", *map(str, files), "--json"]
    began = time.perf_counter()
    done = subprocess.run(command, env={**os.environ, "OPENUPR_HOME": str(home)}, capture_output=True, check=True)
    seconds = time.perf_counter() - began
    return sum(file["added"] for file in json.loads(done.stdout)["files"]), seconds


_INDEX_ALONE = (
    "import sys; from pathlib import Path; from openupr.index.reader import open_index;"
    "assert open_index(Path(sys.argv[1])).search(sys.argv[2]).total"
)


def cold_starts(home: Path, words: str, *, times: int) -> dict[str, float]:
    """Seconds from nothing to the first full answer, medians; what the files hold is in the system's cache."""
    env = {**os.environ, "OPENUPR_HOME": str(home)}
    commands = {
        "the index alone, in a Python of its own": [sys.executable, "-c", _INDEX_ALONE, str(home / "index"), words],
        "`openupr search`": [sys.executable, "-m", "bench.openupr_command", "search", words, "--json"],
    }
    found = {}
    for name, command in commands.items():
        found[name] = median(_seconds(command, env) for _ in range(times))
    found["`openupr serve` to its first answer over HTTP"] = median(_served(home, words) for _ in range(times))
    return found


def _seconds(command: list[str], env: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=env, capture_output=True, check=True)
    return time.perf_counter() - began


def _served(home: Path, words: str) -> float:
    port = free_port()
    began = time.perf_counter()
    with serving(home, port, home / "cold.log"):
        Client(port).get(f"/api/search?q={words}")
        return time.perf_counter() - began
