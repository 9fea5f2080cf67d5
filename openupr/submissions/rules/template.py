"""The sections that a submission begins with."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parent.parent / "data" / "template.toml"


@dataclass(frozen=True, slots=True)
class FirstSection:
    """A section to begin with; `group` is the place of a group in the list given, None where it is nobody's own."""

    kind: str
    heading: str
    weight: int
    group: int | None = None


def first_sections(groups: Sequence[str]) -> list[FirstSection]:
    """The sections for a submission of these groups (their names): what belongs to each group, once for each.

    A submission of one group, or of none, has each section once.
    """
    found = []
    for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["section"]:
        own = row.pop("each_group", False)
        if own and len(groups) > 1:
            found += [
                FirstSection(row["kind"], f"{row['heading']}: {name}", row["weight"], number)
                for number, name in enumerate(groups)
            ]
        else:
            found.append(FirstSection(row["kind"], row["heading"], row["weight"], 0 if own and groups else None))
    return found
