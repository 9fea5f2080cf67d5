"""The figures as a page: bench/measured.md, between two marks; what others measured stays as it stands."""

import os
import platform
import re
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bench.crossing import Crossed
from bench.questions import BOUNDS
from bench.running import LARGE, MIDDLE, OURS_LARGE, SMALL, Measured
from bench.timing import Times

_BEGIN, _END = "<!-- make bench: begin -->", "<!-- make bench: end -->"
_OURS = "OpenUPR"


def write(measured: Measured, path: Path, *, store: bool) -> str:
    """The page's part as text; with `store` it also takes the place of the last one."""
    text = "\n\n".join([*_opening(measured), *_answers(measured), *_beyond(measured), *_costs(measured)])
    if store:
        old = path.read_text(encoding="utf-8") if path.exists() else "# Measured\n\n" + _BEGIN + _END + "\n"
        if _BEGIN not in old:
            old = old.rstrip() + f"\n\n{_BEGIN}{_END}\n"
        whole = re.compile(f"{re.escape(_BEGIN)}.*?{re.escape(_END)}", re.DOTALL)
        path.write_text(whole.sub(lambda _: f"{_BEGIN}\n{text}\n{_END}", old), encoding="utf-8")
    return text


def _opening(measured: Measured) -> list[str]:
    low, high = BOUNDS["selective"], BOUNDS["broad"]
    real = measured.built[SMALL].size
    return [
        "## Speed",
        f"`make bench`, {datetime.now(UTC):%Y-%m-%d}. {_machine()} Other work ran on the machine meanwhile (load "
        f"{measured.load[0]:.1f} at the start, {measured.load[-1]:.1f} at the end): the ratios are what counts, taken "
        "by asking all engines in turn, question by question; a question's time is the median of its rounds "
        f"({measured.rounds} in process, {min(measured.rounds, 3)} over HTTP).",
        f"Corpus: the {real:,} real rows, and the same multiplied to 110,000 and 1,000,000 (`bench/corpus.py`: clauses "
        "of real texts on a shared issue, three words in a hundred made up, everything that is counted taken jointly "
        f"from one real row; fixed seed). Questions: two sets of {measured.questions} drawn at random from the 110,000 "
        "rows (`bench/questions.py`: one word, two words, a phrase, a prefix in equal parts; none, one or two filters; "
        f"fixed seed). *Selective* ones find {low[0]} to {low[1]} of 110,000 rows, *broad* ones {high[0]:,} to "
        f"{high[1]:,}. A complete answer is the first 25 rows, ranked and with the words marked, the total, and the "
        "counts of all facets, each without its own filter. All engines are given OpenUPR's own words and stems, so "
        "that all must count alike.",
    ]


def _machine() -> str:
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"Machine: {os.cpu_count()} cores of {cpu}, {memory:.0f} GiB; Linux, Python {platform.python_version()}, "
        f"numpy {version('numpy')}, tantivy {version('tantivy')}, Datasette {version('datasette')} on SQLite "
        f"{sqlite3.sqlite_version}."
    )


def _answers(measured: Measured) -> list[str]:
    parts = ["### The complete answer, in process"]
    for (corpus, kind), times in measured.in_process.items():
        size = measured.built[corpus].size
        hits = f"{measured.hits[corpus, kind]:,} hits in the middle"
        parts.append(f"{size:,} rows, {kind} ({hits}):\n\n" + _table(times))
    for kind, times in measured.over_http.items():
        parts += [f"### Over HTTP, 110,000 rows, {kind}"] if kind == "selective" else [f"The same, {kind}:"]
        parts.append(_table(times, ours="OpenUPR, JSON over HTTP") + "\n\n" + _fragment(times))
    parts.append(
        "Datasette answers less: its rows are unranked and unmarked, and a filtered facet counts under its own filter; "
        "only the total and the other facets are compared."
    )
    return parts


def _fragment(times: dict[str, Times]) -> str:
    fragment, ours = times["OpenUPR, HTML fragment over HTTP"].median, times[_OURS].median
    allowed = 4 * ours + 10
    return f"HTML fragment: {fragment:.2f} ms, where four times our time in process and 10 ms would be {allowed:.2f}."


def _table(times: dict[str, Times], ours: str = _OURS) -> str:
    base = times[ours]
    rows = []
    for name, each in times.items():
        pairwise = median(theirs / mine for theirs, mine in zip(each.each, base.each, strict=True))
        slower = sum(theirs < mine for theirs, mine in zip(each.each, base.each, strict=True))
        rows.append(
            (
                name,
                f"{each.median:.2f}",
                f"{each.slow:.2f}",
                "1" if name == ours else f"{each.median / base.median:.2f}",
                "1" if name == ours else f"{pairwise:.2f}",
                "" if name == ours else str(slower),
                "" if name == ours or "fragment" in name else str(each.differing),
            )
        )
    heads = (
        "engine",
        "median, ms",
        "95th, ms",
        "ratio of medians",
        "median of ratios",
        "questions it is faster on",
        "answers that differ",
    )
    return _markdown(heads, rows)


def _markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def _beyond(measured: Measured) -> list[str]:
    parts = ["### A million rows, cross-tables, the floor"]
    if measured.million:
        rows = [
            (
                kind,
                f"{t[_OURS].median:.2f}",
                f"{t[OURS_LARGE].median:.2f}",
                f"{t[OURS_LARGE].median / t[_OURS].median:.1f}",
            )
            for kind, t in measured.million.items()
        ]
        heads = ("OpenUPR in process, asked in turn", "110,000 rows, ms", "1,000,000 rows, ms", "ratio of medians")
        parts.append(_markdown(heads, rows))
    heads = (
        "two random dimensions and response, over",
        "tables",
        "OpenUPR, ms",
        "PostgreSQL, ms",
        "ratio of medians",
        "tables that differ",
    )
    parts.append(_markdown(heads, [_crossed(name, each) for name, each in measured.crossed.items()]))
    parts += [_floor_line(measured, corpus) for corpus in (MIDDLE, LARGE) if corpus in measured.floors]
    return parts


def _crossed(name: str, each: Crossed) -> tuple[str, ...]:
    return (
        f"the {name}",
        str(len(each.ours)),
        f"{median(each.ours):.2f}",
        f"{median(each.theirs):.2f}",
        f"{each.ratio:.1f}",
        str(each.differing),
    )


def _floor_line(measured: Measured, corpus: str) -> str:
    floor, taken = measured.floors[corpus]
    return (
        f"Floor, {measured.built[corpus].size:,} rows: to count the facets of a random half of them, their codes, at "
        f"the fewest whole bytes for each value, are {floor.code_bytes / 1e6:.2f} MB; one core reads "
        f"{floor.bandwidth / 1e9:.1f} GB a second here, so no program that reads them all takes less than "
        f"{floor.milliseconds:.3f} ms. Ours takes {taken:.2f} ms, {taken / floor.milliseconds:.0f} times the floor; it "
        f"reads {floor.profile_bytes / 1e6:.2f} MB of profiles (combinations of values) in their place."
    )


def _costs(measured: Measured) -> list[str]:
    rows = []
    for built in measured.built.values():
        for name, seconds in built.seconds.items():
            rows.append((f"{built.size:,}", name, f"{seconds:.1f}", f"{built.bytes[name] / 1e6:.0f}"))
    added, seconds = measured.imported
    parts = ["### What it costs", _markdown(("rows", "engine", "build, s", "on disk, MB"), rows)]
    parts.append(
        f"`openupr import` of the {added:,} real rows, index included: {seconds:.1f} s, "
        f"{added / seconds:,.0f} rows a second."
    )
    parts.append(
        _markdown(
            ("process, after all questions over HTTP", "resident, MB", "of it private, MB"),
            [(name, f"{whole:.0f}", f"{private:.0f}") for name, (whole, private) in measured.memories.items()],
        )
    )
    parts.append(
        _markdown(
            ("from nothing to the first complete answer, 110,000 rows", "s"),
            [(name, f"{seconds:.2f}") for name, seconds in measured.cold.items()],
        )
    )
    rates = [(str(clients), f"{rate:,.0f}") for clients, rate in measured.answers_a_second.items()]
    parts.append(
        _markdown(("clients at once, JSON over HTTP, both sets", "complete answers a second"), rates)
        + "\n\nClients and server share the cores; one server process answers."
    )
    return parts
