"""A room: seventy phones poll and post for two minutes against one server process with SQLite.

    python -m bench.room [--phones 70] [--seconds 120] [--no-limit] [--store] [--import [110000]]

The server is the product's own (`openupr serve`) in a home of its own that is thrown away, on this machine's loopback.
Each phone enters with the room's code, keeps one page open and asks for its changing part every three to five seconds,
as the page does; it now and then loads a page, asks a question, votes, answers the quiz. A facilitator releases what
is asked and opens one quiz question after the other; a projector looks on. Afterwards the database is held against
what the server acknowledged: nothing may be missing. Then the number of phones grows until the 95th percentile is
above LIMIT or something fails. With `--import` a file of so many rows enters the record meanwhile, by the worker.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.engines.servers import free_port, running
from bench.room_phones import play
from bench.room_played import Played
from bench.room_report import write

ROOT = Path(__file__).parent.parent
MOST = 1200
MOST_DURING_IMPORT = 500  # milliseconds, the 95th percentile


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.room", description="Seventy phones in a room.")
    parser.add_argument("--phones", type=int, default=70)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--no-limit", action="store_true", help="leave out the search for where it breaks")
    parser.add_argument("--import", dest="rows", type=int, nargs="?", const=110_000, default=0, metavar="ROWS")
    parser.add_argument("--store", action="store_true", help="write the figures into bench/measured.md")
    options = parser.parse_args()
    if options.rows:
        played = one_run(options.phones, options.seconds, rows=options.rows)
        _say(played)
        print(*played.told.errors[:10], *played.lost[:10], sep="\n")
        sys.exit(0 if not played.told.errors and not played.lost and played.told.slow < MOST_DURING_IMPORT else 1)
    first, further = measure(options.phones, options.seconds, limit=not options.no_limit, say=_say)
    if options.store:
        write(first, further, ROOT / "bench/measured.md")
    for kind, count in sorted(first.told.refused.items()):
        print(f"refused with a sentence, {kind}: {count}")
    print(*first.told.errors[:10], *first.lost[:10], sep="\n")
    sys.exit(0 if first.is_well else 1)


def _say(what: object) -> None:
    print(what, file=sys.stderr, flush=True)


def measure(phones: int, seconds: float, *, limit: bool, say: Callable[[object], None]) -> tuple[Played, list[Played]]:
    """The run itself, and shorter ones with ever more phones, the last of which breaks."""
    first = one_run(phones, seconds)
    say(first)
    further: list[Played] = []
    while limit and first.is_well and (not further or further[-1].is_well) and phones < MOST:
        phones = phones * 2 if phones < 280 else phones + 140
        further.append(one_run(phones, min(seconds, 20)))
        say(further[-1])
    return first, further


def one_run(phones: int, seconds: float, *, rows: int = 0) -> Played:
    """Play once, with a server and a home of its own; `rows` enter the record meanwhile."""
    with tempfile.TemporaryDirectory(prefix="openupr-room-") as folder:
        home, port = Path(folder) / "home", free_port()
        # A process of its own prepares and reads: Django is set up for one home only.
        env = {"OPENUPR_HOME": str(home), "DJANGO_SETTINGS_MODULE": "openupr.project.settings", "DATABASE_URL": ""}
        room = _ask_home(env, "prepare")
        command = [sys.executable, "manage.py", "serve", "--port", str(port)]
        with running(command, port=port, env=env, log=Path(folder) / "server.log") as server:
            if rows:
                _ask_home(env, "import", str(rows))
            before, began = _cpu(server.pid), time.monotonic()
            told = asyncio.run(play(port, room, phones=phones, seconds=seconds))
            busy = (_cpu(server.pid) - before) / (time.monotonic() - began)
        there = _ask_home(env, "read")
        if rows:
            _say(f"rows in the record at the end: {there['rows']:,}")
        return Played(phones, seconds, told, told.lost_in(there), busy)


def _ask_home(env: dict[str, str], *what: str) -> dict:
    import json
    import subprocess

    command = [sys.executable, "-m", "bench.room_home", *what]
    told = subprocess.run(command, env={**os.environ, **env}, check=True, capture_output=True, text=True, cwd=ROOT)
    return dict(json.loads(told.stdout.splitlines()[-1]))


def _cpu(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
