"""The room's figures as a part of bench/measured.md, between two marks."""

import os
import platform
import re
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.room_played import Played

_BEGIN, _END = "<!-- bench.room: begin -->", "<!-- bench.room: end -->"
_HEAD = (
    "| phones | seconds | requests a second | posts | errors | lost | median, ms | 95th, ms | slowest, ms | of a core |"
)


def write(first: Played, further: Sequence[Played], path: Path) -> None:
    """Put the figures in the place of the last ones."""
    table = "\n".join([_HEAD, "|" + " --- |" * 10, *map(_row, [first, *further])])
    text = "\n\n".join([*_opening(first), table, *_end(first, further)])
    old = path.read_text(encoding="utf-8")
    if _BEGIN not in old:
        old = old.rstrip() + f"\n\n{_BEGIN}{_END}\n"
    whole = re.compile(f"{re.escape(_BEGIN)}.*?{re.escape(_END)}", re.DOTALL)
    path.write_text(whole.sub(lambda _: f"{_BEGIN}\n{text}\n{_END}", old), encoding="utf-8")


def _opening(first: Played) -> list[str]:
    return [
        "## A room",
        f"`python -m bench.room`, {datetime.now(UTC):%Y-%m-%d}, on {os.cpu_count()} cores; Python "
        f"{platform.python_version()}, SQLite {sqlite3.sqlite_version} (write-ahead log, synchronous=FULL). One "
        "process of `openupr serve`; phones, facilitator and projector are played on the same two cores. Each phone "
        "keeps one page open and asks for its changing part every three to five seconds; a quarter of those who see "
        "released questions vote, every open quiz question is answered, some ask, some load whole pages. Wanted: no "
        "error, no lost post, 95th percentile under 150 ms with 70 phones for two minutes. Lost: acknowledged and not "
        "in the database afterwards, or there and never sent. Further rows are shorter runs with ever more phones. "
        f"Other work ran on the machine meanwhile (load {os.getloadavg()[0]:.1f} at the end), the run before it.",
    ]


def _row(played: Played) -> str:
    told = played.told
    cells = [
        played.phones,
        f"{played.seconds:.0f}",
        f"{len(told.each) / played.seconds:.0f}",
        told.posts,
        len(told.errors),
        len(played.lost),
        f"{told.median:.0f}",
        f"{told.slow:.0f}",
        f"{max(told.each, default=0):.0f}",
        f"{played.busy:.0%}",
    ]
    return "| " + " | ".join(map(str, cells)) + " |"


def _end(first: Played, further: Sequence[Played]) -> list[str]:
    if not further:
        return []
    last = further[-1]
    if last.is_well:
        return [f"It did not break at {last.phones} phones."]
    why = "something failed" if last.told.errors or last.lost else "the 95th percentile is above 150 ms"
    before = (first, *further)[-2].phones
    return [f"It breaks between {before} and {last.phones} phones: {why}."]
