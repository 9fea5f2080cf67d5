"""The sections that a submission begins with."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent.parent / "data" / "template.toml"


@dataclass(frozen=True, slots=True)
class FirstSection:
    """A section to begin with; `group` is the index of a group, None where it has no group."""

    kind: str
    heading: str
    weight: int
    group: int | None = None


def first_sections(groups: Sequence[str], *, by_theme: bool = False) -> list[FirstSection]:
    """The first sections for a submission of these groups (their names).

    By chapter each part has all groups, by theme each group has all parts; the headings are the
    same. A submission of one group, or of none, has each section once.
    """
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["section"]
    each_group = [row for row in rows if row.get("each_group")]
    if len(groups) < 2 or not each_group:
        return [_whole(row, 0 if row.get("each_group") and groups else None) for row in rows]
    numbers = range(len(groups))
    own = [(row, number) for row in each_group for number in numbers]
    if by_theme:
        own.sort(key=lambda each: each[1])
    first = rows.index(each_group[0])
    return [
        *(_whole(row) for row in rows[:first] if row not in each_group),
        *(_of_group(row, number, groups[number]) for row, number in own),
        *(_whole(row) for row in rows[first:] if row not in each_group),
    ]


def _whole(row: dict[str, Any], group: int | None = None) -> FirstSection:
    return FirstSection(row["kind"], row["heading"], row["weight"], group)


def _of_group(row: dict[str, Any], group: int, name: str) -> FirstSection:
    return FirstSection(row["kind"], f"{row['heading']}: {name}", row["weight"], group)
