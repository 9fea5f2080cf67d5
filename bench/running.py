"""What is measured, in which order."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bench.clients import throughput
from bench.crossing import Crossed, cross_tables
from bench.engines import datasette
from bench.engines.datasette import Datasette
from bench.engines.openupr import OpenUPR, OpenUPRFragment, OpenUPRJson, serving
from bench.engines.postgres import PostgresUnmarked
from bench.engines.servers import free_port
from bench.floor import Floor, floor
from bench.preparing import Built, at_home, others, our_index
from bench.questions import Drawn, draw
from bench.resources import cold_starts, memory
from bench.timing import Times, interleaved, median_of
from openupr.index.counting import facets
from openupr.index.row_sets import Found
from openupr.index.selecting import select
from openupr.recommendations.index_building import records
from openupr.recommendations.the_index import the_index

SMALL, MIDDLE, LARGE = "real rows", "110,000", "1,000,000"
OURS_LARGE = "OpenUPR, 1,000,000 rows"

Sets = dict[str, list[Drawn]]
ByEngine = dict[str, Times]


@dataclass(slots=True)
class Measured:
    """Everything that the report tells."""

    imported: tuple[int, float] = (0, 0.0)
    questions: int = 0
    rounds: int = 0
    built: dict[str, Built] = field(default_factory=dict)
    hits: dict[tuple[str, str], float] = field(default_factory=dict)
    in_process: dict[tuple[str, str], ByEngine] = field(default_factory=dict)
    over_http: dict[str, ByEngine] = field(default_factory=dict)
    million: dict[str, ByEngine] = field(default_factory=dict)
    crossed: dict[str, Crossed] = field(default_factory=dict)
    floors: dict[str, tuple[Floor, float]] = field(default_factory=dict)
    memories: dict[str, tuple[float, float]] = field(default_factory=dict)
    cold: dict[str, float] = field(default_factory=dict)
    answers_a_second: dict[int, float] = field(default_factory=dict)
    load: list[float] = field(default_factory=list)


def run(
    folder: Path, address: str, *, questions: int, rounds: int, million: bool, say: Callable[[str], None]
) -> Measured:
    """`address`: a PostgreSQL database to fill; `questions` in each set; `say` is told each step."""
    measured = Measured(questions=questions, rounds=rounds, load=[os.getloadavg()[0]])
    real = list(records())
    for name, size in ((SMALL, len(real)), (MIDDLE, 110_000)):
        say(f"building {size:,} rows in every engine")
        measured.built[name] = others(folder, our_index(folder, real, size, keep_rows=True), address)
    at_home(measured.built[MIDDLE].home)
    sets = draw(measured.built[MIDDLE].rows, questions, _total)
    for name, built in measured.built.items():
        say(f"asking in process, {name}")
        _in_process(measured, name, built, sets, address)
    middle = measured.built[MIDDLE]
    at_home(middle.home)
    say("cross-tables")
    assert middle.postgres is not None
    measured.crossed = cross_tables(
        middle.postgres, middle.dimensions, sets["broad"], tables=max(3, questions // 5), rounds=min(rounds, 3)
    )
    measured.floors[MIDDLE] = _floor(middle)
    say("asking over HTTP")
    _over_http(folder, measured, middle, sets)
    say("cold starts")
    measured.cold = cold_starts(middle.home, "land", times=5)
    if million:
        _million(folder, measured, middle, real, sets, say)
    measured.load.append(os.getloadavg()[0])
    return measured


def _total(question) -> int:
    return the_index().search(question.words, filters=question.index_filters(), limit=0, facets=()).total


def _in_process(measured: Measured, name: str, built: Built, sets: Sets, address: str) -> None:
    assert built.tantivy is not None
    assert built.postgres is not None
    ours = OpenUPR(built.home, built.dimensions)
    unmarked = PostgresUnmarked(built.postgres, address)
    engines = [ours, built.tantivy, built.postgres, unmarked]
    reading = {engine.name: engine.read for engine in engines}
    at_home(built.home)
    for kind, drawn in sets.items():
        measured.hits[name, kind] = sorted(_total(each.question) for each in drawn)[len(drawn) // 2]
        measured.in_process[name, kind] = interleaved(engines, drawn, rounds=measured.rounds, reading=reading)


def _over_http(folder: Path, measured: Measured, built: Built, sets: Sets) -> None:
    ours, theirs = free_port(), free_port()
    with ExitStack() as running:
        server = running.enter_context(serving(built.home, ours, folder / "openupr.log"))
        other = running.enter_context(datasette.serving(built.datasette, theirs, folder / "datasette.log"))
        json, there = OpenUPRJson(ours, built.dimensions), Datasette(built.datasette, theirs, built.dimensions)
        engines = [OpenUPR(built.home, built.dimensions), json, OpenUPRFragment(ours), there]
        reading = {json.name: json.read, there.name: there.read}
        for kind, drawn in sets.items():
            found = interleaved(engines, drawn, rounds=min(measured.rounds, 3), reading=reading)
            measured.over_http[kind] = found
        measured.memories["OpenUPR's server"] = memory(server.pid)
        measured.memories["Datasette's server"] = memory(other.pid)
    addresses = [f"/api/search?{each.question.address()}" for kind in sets.values() for each in kind]
    port = free_port()
    with serving(built.home, port, folder / "openupr.log"):
        for clients in (1, 2, 4):
            measured.answers_a_second[clients] = throughput(port, addresses, clients=clients, seconds=5)


def _floor(built: Built) -> tuple[Floor, float]:
    """The floor for half of the rows, drawn at random, and the milliseconds that we take to count their facets."""
    generation = the_index().generation
    columns = tuple(name for name in built.dimensions if name != "source")
    half = np.sort(np.random.default_rng(1).choice(built.size, built.size // 2, replace=False)).astype(np.int32)
    found = Found(half)
    taken = median_of(lambda: facets(select(generation, found, {}), columns), 25)
    return floor(the_index(), columns, share=0.5), taken


def _million(
    folder: Path, measured: Measured, middle: Built, real: list, sets: Sets, say: Callable[[str], None]
) -> None:
    say("building 1,000,000 rows")
    large = measured.built[LARGE] = our_index(folder, real, 1_000_000, keep_rows=False)
    say("asking 110,000 and 1,000,000 rows in turn")
    engines = [OpenUPR(middle.home, ()), OpenUPR(large.home, (), OURS_LARGE)]
    for kind, drawn in sets.items():
        measured.million[kind] = interleaved(engines, drawn, rounds=measured.rounds, reading={})
    at_home(large.home)
    measured.floors[LARGE] = _floor(Built(large.size, large.home, [], middle.dimensions))
