"""A small mixed record drawn at random with a fixed seed, and the files in which it would come.

UPR Info codes nearly all of its rows, the Danish Institute none, UHRI some. Two of them tell of some reviews.
"""

import json
import random
from collections.abc import Sequence
from pathlib import Path

from openupr.files.tables import write_xlsx

from .exports import write_export
from .plain_record import FOUND_NONE, UNKNOWN, PlainRow

NAMES = {
    "KHM": "Cambodia",
    "HRV": "Croatia",
    "TCD": "Chad",
    "CHE": "Switzerland",
    "GBR": "United Kingdom",
    "NOR": "Norway",
    "VNM": "Viet Nam",
    UNKNOWN: "(Unknown)",
}
REGIONS = {"KHM": "Asia", "HRV": "EEG", "TCD": "Africa", "CHE": "WEOG", "GBR": "WEOG", "NOR": "WEOG", "VNM": "Asia"}
ORGANISATIONS = {
    "KHM": ("ASEAN", "OIF"),
    "HRV": ("EU",),
    "TCD": ("AU", "OIC", "OIF"),
    "CHE": ("OIF",),
    "GBR": ("Commonwealth", "EU"),
    "VNM": ("ASEAN", "OIF"),
}
LEFT_THE_EU = 36
"""The first session after the United Kingdom had left."""
GIVERS = ("GBR", "NOR", "VNM", "CHE", UNKNOWN)
ISSUES = ("Detention", "Right to health", "Right to land")
THEMES = {"Conditions of detention": "Detention", "Right to health": "Right to health"}
PEOPLE = {"Women and girls": ("Women", "Girls"), "Children": ("Children",), "": ()}
# Of each review: its document, and how many rows each source has.
REVIEWS = {
    ("KHM", 6): ("A/HRC/13/4", {"upr-info": 30}),
    ("TCD", 5): ("A/HRC/12/5", {"upr-info": 25}),
    ("CHE", 14): ("A/HRC/22/11", {"upr-info": 18, "dihr": 20}),
    ("KHM", 18): ("A/HRC/26/16", {"upr-info": 5, "dihr": 30}),
    ("TCD", 17): ("A/HRC/25/14", {"dihr": 25}),
    ("HRV", 22): ("A/HRC/30/14", {"dihr": 30}),
    ("TCD", 31): ("A/HRC/40/15", {"uhri": 2}),
    ("KHM", 32): ("A/HRC/41/17", {"uhri": 25}),
    ("HRV", 36): ("A/HRC/46/16", {"uhri": 25}),
}
YEARS = {5: 2009, 6: 2009, 14: 2012, 17: 2013, 18: 2014, 22: 2015, 31: 2018, 32: 2019, 36: 2020}


def drawn(*, seed: int = 7) -> list[PlainRow]:
    """Every row of every source, in words of its own: no row is taken for one of another source."""
    dice = random.Random(seed)
    return [
        _row(dice, source, state, session, symbol, at)
        for (state, session), (symbol, numbers) in REVIEWS.items()
        for source, number in numbers.items()
        for at in range(number)
    ]


def _row(dice: random.Random, source: str, state: str, session: int, symbol: str, at: int) -> PlainRow:
    giver = dice.choice(GIVERS if source == "upr-info" else GIVERS[:-1])
    cycle = 1 if session < 13 else 2 if session < 27 else 3
    return PlainRow(
        source=source,
        session=session,
        cycle=cycle,
        state=state,
        giver=giver,
        text=" ".join(f"{source.replace('-', '')}{state}{session}{word}{at}".lower() for word in "abcde"),
        has={
            "state": (state,),
            "from": (giver,),
            "session": (session,),
            "year": (YEARS[session],),
            "cycle": (cycle,),
            "response": (dice.choice(["supported", "supported", "noted"]),),
            "region": (REGIONS[state],),
            "organisation": _organisations(state, session),
            "from-region": () if giver == UNKNOWN else (REGIONS[giver],),
            "from-organisation": _organisations(giver, session),
            **_CODES[source](dice, symbol),
        },
    )


def _organisations(state: str, session: int) -> tuple[str, ...]:
    return tuple(
        organisation
        for organisation in ORGANISATIONS.get(state, ())
        if (state, organisation) != ("GBR", "EU") or session < LEFT_THE_EU
    )


def _by_upr_info(dice: random.Random, symbol: str) -> dict[str, tuple[str | int, ...]]:
    issues = tuple(dice.sample(ISSUES, dice.choice([0, 1, 1, 1, 2])))
    return {"issue": issues, "action": () if not issues else (dice.randint(1, 5),)}


def _by_dihr(dice: random.Random, symbol: str) -> dict[str, tuple[str | int, ...]]:
    goal = dice.choice(["", "5", "16"])
    target = dice.choice(["", f"{goal}.2"]) if goal else ""
    people = PEOPLE[dice.choice(list(PEOPLE))]
    return {
        "sdg": (goal,) if goal else FOUND_NONE,
        "target": (target,) if target else FOUND_NONE,
        "group": people or FOUND_NONE,
        "symbol": (symbol,),
    }


def _by_uhri(dice: random.Random, symbol: str) -> dict[str, tuple[str | int, ...]]:
    themes = dice.sample(list(THEMES), dice.choice([0, 1, 2]))
    return {"theme": tuple(themes), "issue": tuple(THEMES[theme] for theme in themes), "symbol": (symbol,)}


_CODES = {"upr-info": _by_upr_info, "dihr": _by_dihr, "uhri": _by_uhri}


def write_files(rows: Sequence[PlainRow], folder: Path) -> dict[str, Path]:
    """The file of each source."""
    export, explorer, index = folder / "export.csv", folder / "explorer.xlsx", folder / "index.json"
    own = {source: [row for row in rows if row.source == source] for source in _CODES}
    write_export(export, [_in_the_export(row) for row in own["upr-info"]])
    lines = [_in_the_explorer(row) for row in own["dihr"]]
    explorer.write_bytes(write_xlsx(list(lines[0]), [list(line.values()) for line in lines]))
    index.write_text(json.dumps([_in_the_index(row) for row in own["uhri"]]))
    return {"upr-info": export, "dihr": explorer, "uhri": index}


def _in_the_export(row: PlainRow) -> dict[str, str]:
    unknown = NAMES[UNKNOWN] if row.giver == UNKNOWN else ""
    return {
        "To": NAMES[row.state],
        "To-Rgrp": REGIONS[row.state],
        "To-Org": ", ".join(map(str, row.values("organisation"))),
        "Text": row.text,
        "From": NAMES[row.giver],
        "From-Rgrp": unknown or REGIONS[row.giver],
        "From-Org": unknown or ", ".join(map(str, row.values("from-organisation"))),
        "Response": {"supported": "Accepted", "noted": "Noted"}[str(row.values("response")[0])],
        "Action": "".join(map(str, row.values("action"))),
        "Issue": ",".join(map(str, row.values("issue"))),
        "Session": str(row.session),
    }


def _in_the_explorer(row: PlainRow) -> dict[str, str]:
    goal, target = ("".join(str(v) for v in row.values(name) if v not in FOUND_NONE) for name in ("sdg", "target"))
    people = next(label for label, groups in PEOPLE.items() if (groups or FOUND_NONE) == row.values("group"))
    return {
        "Goals": f"{goal}. A goal" if goal else "No SDG link identified",
        "Recommendation": NAMES[row.state],
        "Tekst": row.text,
        "Targets": target,
        "Keywords": people,
        "Response": str(row.values("response")[0]).title(),
        "Recommending state": NAMES[row.giver],
        "Mechanism": "(Universal Periodic Review)",
        "Procedures": "",
        "Treaties": "",
        "Type": "Recommendation",
        "field_year": f"{YEARS[row.session]} Cycle {row.cycle}",
        "Document": f"Source:{row.values('symbol')[0]}||",
    }


def _in_the_index(row: PlainRow) -> dict[str, object]:
    return {
        "AnnotationId": row.text,
        "AnnotationType": "- Recommendations",
        "Body": "- UPR",
        "Text": row.text,
        "Countries": [NAMES[row.state]],
        "Symbol": row.values("symbol")[0],
        "Themes": row.values("theme"),
        "AffectedPersons": [],
        "Sdgs": [],
        "UprRecommendingCountry": [NAMES[row.giver]],
        "UprPositions": [str(row.values("response")[0]).title()],
        "UprSession": [str(row.session)],
        "UprCycle": str(row.cycle),
    }
