"""Agendas to start from, as data."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import time
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent.parent / "data" / "agendas.toml"


@dataclass(frozen=True, slots=True)
class Row:
    """A session of a template. `day` counts from 1; `resumes` is the place in the list of the session that it resumes.

    Hours are `HH:MM`. `roles` are pairs of a role's key and a name.
    """

    day: int
    start: str
    end: str
    kind: str = "session"
    number: int | None = None
    title: str = ""
    objective: str = ""
    resumes: int | None = None
    question_minutes: int | None = None
    speaker_minutes: int | None = None
    each_group: bool = False
    note: str = ""
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """An agenda to start from, and where it is from."""

    key: str
    name: str
    source: str
    rows: tuple[Row, ...]

    @property
    def days(self) -> int:
        """How many days it has."""
        return max(row.day for row in self.rows)


def row_of(given: Mapping[str, Any]) -> Row:
    """A row as it is kept in a database, of which a later version may know other fields."""
    known = {field.name for field in fields(Row)}
    kept = {name: value for name, value in given.items() if name in known}
    return Row(**(kept | {"roles": tuple((role, name) for role, name in given.get("roles", ()))}))


def _read() -> tuple[Agenda, ...]:
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))["agenda"]
    return tuple(Agenda(each["key"], each["name"], each["source"], _rows(each["session"])) for each in found)


def _rows(sessions: Sequence[dict[str, Any]]) -> tuple[Row, ...]:
    places = {each["number"]: place for place, each in enumerate(sessions) if "number" in each}
    return tuple(_row(dict(each), places) for each in sessions)


def _row(session: dict[str, Any], places: Mapping[int, int]) -> Row:
    start, end = (_hour(session.pop(name)) for name in ("start", "end"))
    continues = session.pop("continues", None)
    return Row(start=start, end=end, resumes=places[continues] if continues else None, **session)


def _hour(hour: time) -> str:
    return hour.strftime("%H:%M")


AGENDAS = _read()
