"""A record drawn at random with a fixed seed, and its numbers counted by hand: what the engine must agree with."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable

TO = [
    ("Cambodia", "KHM", "Asia", "ASEAN, OIF"),
    ("Slovenia", "SVN", "EEG", "EU"),
    ("Chad", "TCD", "Africa", "AU, OIC"),
    ("Switzerland", "CHE", "WEOG", ""),
]
FROM = [
    ("France", "FRA", "WEOG", "EU, OIF"),
    ("Canada", "CAN", "WEOG", "Commonwealth, OIF"),
    ("Brazil", "BRA", "GRULAC", "OAS"),
    ("Norway", "NOR", "WEOG", ""),
    ("Viet Nam", "VNM", "Asia", "ASEAN"),
]
ISSUES = ["Right to land", "Detention", "Women's rights", "Right to health"]
SESSIONS = {"Cambodia": ("6", "18"), "Slovenia": ("7", "20"), "Chad": ("5", "17"), "Switzerland": ("2", "14")}

Row = dict[str, str]


def drawn(number: int = 300, *, seed: int = 7) -> list[Row]:
    """Rows in UPR Info's dialect, each of its own text; every third mentions land."""
    dice = random.Random(seed)
    rows = []
    for at in range(number):
        to, giver = dice.choice(TO), dice.choice(FROM)
        issues = dice.sample(ISSUES, dice.choice([1, 1, 2, 3]))
        rows.append(
            {
                "To": to[0],
                "To-Rgrp": to[2],
                "To-Org": to[3],
                "From": giver[0],
                "From-Rgrp": giver[2],
                "From-Org": giver[3],
                "Text": f"Take measure {at} {'on land' if at % 3 == 0 else 'on all else'}",
                "Response": dice.choice(["Accepted", "Accepted", "Rejected"]),
                "Action": str(dice.randint(1, 5)),
                "Issue": ", ".join(issues),
                "Session": dice.choice(SESSIONS[to[0]]),
            }
        )
    return rows


COLUMN = {
    "state": "To",
    "from": "From",
    "response": "Response",
    "issue": "Issue",
    "action": "Action",
    "session": "Session",
    "region": "To-Rgrp",
    "from-region": "From-Rgrp",
    "organisation": "To-Org",
    "from-organisation": "From-Org",
}
_SAID = {"Accepted": "Supported", "Rejected": "Noted"}


def values(row: Row, dimension: str) -> list[str]:
    """A row's values of a dimension, as a reader sees them; ["none"] for none."""
    cell = row[COLUMN[dimension]]
    if dimension in {"issue", "organisation", "from-organisation"}:
        return cell.split(", ") if cell else ["none"]
    return [_SAID.get(cell, cell)]


def crossed(rows: Iterable[Row], one: str, other: str) -> dict[tuple[str, str], Counter[str]]:
    """For each pair of values the number of rows by response."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        for first in values(row, one):
            for second in values(row, other):
                found[first, second][_SAID[row["Response"]]] += 1
    return found
