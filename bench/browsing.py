"""What a server keeps in memory while somebody browses: hundreds of different pages, memory told after each hundred.

    python -m bench.browsing HOME [--pages 1000] [--only KIND ...]

HOME is an OPENUPR_HOME with a record. It is served as users serve it; nothing is written but what pages write. Private
memory (RssAnon) is the server's own; of mapped files (RssFile), which processes share and the system takes back when
it needs them, the index and the vectors are the most. Other processes, such as the worker, are not in it.
"""

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from bench.engines.servers import Client, NotUp, free_port, running

WORDS = (
    "land women children torture prison school water health police journalists family disability trafficking poverty"
)
STEP = 50


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.browsing", description=__doc__.splitlines()[0])
    parser.add_argument("home", type=Path)
    parser.add_argument("--pages", type=int, default=1000, help="default: %(default)s")
    parser.add_argument("--clients", type=int, default=4, help="how many ask at once (default: %(default)s)")
    parser.add_argument("--only", nargs="*", choices=list(KINDS), help="only these kinds of page")
    options = parser.parse_args()
    port = free_port()
    command = [sys.executable, "-m", "bench.openupr_command", "serve", "--port", str(port)]
    home = {"OPENUPR_HOME": str(options.home.resolve())}
    with (
        tempfile.TemporaryDirectory() as folder,
        running(command, port=port, env=home, log=Path(folder) / "log") as process,
    ):
        client = Client(port)
        client.get("/")
        print("| pages | private, MB | mapped files, MB |\n| --- | --- | --- |")
        print(line(0, process.pid))
        pages = addresses(client, options.only or list(KINDS))
        with ThreadPoolExecutor(options.clients) as threads:
            for number in range(STEP, options.pages + 1, STEP):
                list(threads.map(partial(ask, port), islice(pages, STEP)))
                print(line(number, process.pid), flush=True)


def ask(port: int, address: str) -> None:
    """One page, over a connection of its own."""
    try:
        Client(port).get(address)
    except NotUp as refusal:
        print(str(refusal)[:120])


def line(pages: int, process: int) -> str:
    """A row of the table: the memory of the process now."""
    status = Path(f"/proc/{process}/status").read_text()
    found = {
        name: int(size.split()[0]) / 1024
        for name, _, size in (row.partition(":") for row in status.splitlines())
        if name in ("RssAnon", "RssFile")
    }
    return f"| {pages:,} | {found['RssAnon']:.0f} | {found['RssFile']:.0f} |"


def addresses(client: Client, kinds: list[str]) -> Iterator[str]:
    """Addresses without end, a kind after the other, the same in each run on the same record."""
    dice = random.Random(35)
    answer = json.loads(client.get("/api/search?q=rights&per_page=200"))
    values = {name: [str(row["value"]) for row in rows] for name, rows in answer["facets"].items()}
    found = answer["results"]
    values["id"] = [row["id"] for row in found]
    values["text"] = [row["text"] for row in found]
    for kind in cycle(kinds):
        yield KINDS[kind](dice, values)


def _search(dice: random.Random, values: dict[str, list[str]]) -> str:
    words = dice.sample(WORDS.split(), 2)
    filters = {name: dice.choice(values[name]) for name in dice.sample(["state", "from", "issue", "session"], 2)}
    return "/search/?" + urlencode({"q": " OR ".join(words), **filters})


def _recommendation(dice: random.Random, values: dict[str, list[str]]) -> str:
    return f"/recommendations/{quote(dice.choice(values['id']))}/"


def _similar(dice: random.Random, values: dict[str, list[str]]) -> str:
    return "/similar/?" + urlencode({"q": f"{dice.choice(values['text'])[:300]} {dice.choice(WORDS.split())}"})


def _of_state(path: str) -> Any:
    def address(dice: random.Random, values: dict[str, list[str]]) -> str:
        return path.format(quote(dice.choice(values["state"])))

    return address


def _table(dice: random.Random, values: dict[str, list[str]]) -> str:
    rows, columns = dice.sample(["issue", "session", "response", "from-region", "action", "state"], 2)
    return "/disaggregate/?" + urlencode({"rows": rows, "columns": columns, "q": dice.choice(WORDS.split())})


def _export(dice: random.Random, values: dict[str, list[str]]) -> str:
    return f"/search.{dice.choice(['csv', 'xlsx'])}?" + urlencode({"state": dice.choice(values["state"])})


def _picture(dice: random.Random, values: dict[str, list[str]]) -> str:
    return "/disaggregate.png?" + urlencode(
        {"rows": "issue", "columns": "session", "state": dice.choice(values["state"])}
    )


KINDS: dict[str, Any] = {
    "search": _search,
    "recommendation": _recommendation,
    "state": _of_state("/states/{}/"),
    "recommends": _of_state("/states/{}/recommends/"),
    "gaps": _of_state("/gaps/?state={}"),
    "targets": _of_state("/targets/?state={}"),
    "table": _table,
    "similar": _similar,
    "export": _export,
    "brief": _of_state("/states/{}/brief.pdf"),
    "picture": _picture,
}

if __name__ == "__main__":
    main()
