"""The real files read by a script apart: the standard library and openpyxl, none of OpenUPR's code.

UPR Info's export as CSV, the Danish Institute's explorer, UHRI's samples and one of OHCHR's lists, with the lists of
facts that `OPENUPR_SHARED` names.
"""

import csv
import html
import io
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl

from .plain_record import FOUND_NONE, UNKNOWN, PlainRow, Value, csv_rows, vocabulary_rows

# The list of facts of 2014 has South Sudan in two organisations that do not list it.
NOT_IN = {"SSD": {"AL", "OIC"}}
# Names of States that the list of facts writes in another way.
OTHER_NAMES = {
    "bolivia": "BOL",
    "brunei": "BRN",
    "cabo verde": "CPV",
    "cape verde": "CPV",
    "cote d ivoire": "CIV",
    "czech republic": "CZE",
    "democratic people s republic of korea": "PRK",
    "democratic republic of the congo": "COD",
    "eswatini": "SWZ",
    "former yugoslav republic of macedonia": "MKD",
    "the former yugoslav republic of macedonia": "MKD",
    "holy see": "VAT",
    "iran": "IRN",
    "kingdom netherlands": "NLD",
    "lao people s democratic republic": "LAO",
    "libya": "LBY",
    "micronesia": "FSM",
    "moldova": "MDA",
    "netherlands": "NLD",
    "north macedonia": "MKD",
    "palestine": "PSE",
    "republic of korea": "KOR",
    "republic of moldova": "MDA",
    "russia": "RUS",
    "south korea": "KOR",
    "state of palestine": "PSE",
    "swaziland": "SWZ",
    "syria": "SYR",
    "tanzania": "TZA",
    "turkey": "TUR",
    "turkiye": "TUR",
    "united kingdom": "GBR",
    "united kingdom of great britain and northern ireland": "GBR",
    "united states": "USA",
    "united states of america": "USA",
    "venezuela": "VEN",
    "viet nam": "VNM",
    "vietnam": "VNM",
}


def read_all(shared: Path) -> list[PlainRow]:
    """Every row of every file, with regions and organisations at both ends."""
    vocabulary = _Vocabulary(shared)
    data = shared / "data"
    rows = [
        *_upr_info(data / "upr-info-export", vocabulary),
        *_dihr(data / "dihr-explorer", vocabulary),
        *_uhri(data / "uhri-api" / "upr-six-languages.jsonl", vocabulary),
        *_list(data / "ohchr-thematic-lists" / "expected.csv", vocabulary),
    ]
    return [replace(row, has=_with_review(row, vocabulary)) for row in rows]


def _several(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _labelled(column: str) -> dict[str, list[str]]:
    """Groups of people by a source's label, in small letters."""
    found = defaultdict(list)
    for row in vocabulary_rows("populations"):
        for label in dict.fromkeys(map(str.lower, _several(row[column]))):
            found[label].append(row["label"])
    return found


@cache
def _folded(name: str) -> str:
    """The words of a name in the order of the alphabet: "Korea, Republic of" is "Republic of Korea"."""
    plain = (
        unicodedata.normalize("NFKD", html.unescape(name).replace("’", " ")).encode("ascii", "ignore").decode().lower()
    )
    return " ".join(sorted(set(re.findall(r"[a-z]+", plain)) - {"the", "of", "and"}))


class _Vocabulary:
    """Names of States, sessions of reviews and the labels of sources."""

    def __init__(self, shared: Path) -> None:
        self._names = {_folded(name): iso3 for name, iso3 in OTHER_NAMES.items()}
        self._region_of: dict[str, str] = {}
        self._organisations_of: dict[str, set[str]] = {}
        for row in csv_rows(shared / "reference" / "states.csv"):
            for name in (row["iso_name"], row["upr_info_name_2014"], *_several(row["upr_info_aliases"])):
                if name:
                    self._names.setdefault(_folded(name), row["iso3"])
            self._region_of[row["iso3"]] = row["regional_group"]
            self._organisations_of[row["iso3"]] = {*_several(row["organisations"])} - NOT_IN.get(row["iso3"], set())
        self._changes_of: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
        for row in sorted(vocabulary_rows("memberships"), key=lambda row: row["date"]):
            self._changes_of[row["iso3"]][row["organisation"]].append((row["date"], row["change"]))
        calendar = csv_rows(shared / "reference" / "upr_calendar.csv")
        self.session_of = {(row["iso3"], int(row["cycle"])): int(row["session"]) for row in calendar}
        sessions = csv_rows(shared / "reference" / "upr_sessions.csv")
        self.first_day = {int(row["session"]): row["start"] for row in sessions if row["start"]}
        self.cycle_of = {int(row["session"]): int(row["cycle"]) for row in calendar}
        labels = {row["key"]: row["label"] for row in vocabulary_rows("issues")}
        themes = [
            (row, label.lower())
            for row in vocabulary_rows("ohchr_themes")
            for label in (row["label"], *_several(row["other_labels"]))
        ]
        self.themes = {label: [row["label"]] for row, label in themes}
        self.issues_of_theme = {label: [labels[key] for key in _several(row["issues"])] for row, label in themes}
        self.groups_of_dihr = _labelled("dihr_labels")
        self.groups_of_ohchr = _labelled("ohchr_labels")

    def state(self, name: str) -> str:
        """The State's code; KeyError for a name that is none."""
        return self._names[_folded(name)]

    def states_at_the_end(self, text: str) -> tuple[str, ...]:
        """The States in brackets behind a text: "(Maldives) (Portugal);", "(Chad, Peru)"."""
        found: list[str] = []
        rest = text.rstrip(" ;.")
        while match := re.search(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)$", rest):
            names = re.split(r"\s*[,;]\s*(?![^()]*\))", match[1])
            try:
                found = [*map(self.state, names), *found]
            except KeyError:
                break
            rest = rest[: match.start()].rstrip(" ;,.")
        return tuple(dict.fromkeys(found))

    def region(self, state: str) -> tuple[str, ...]:
        return (self._region_of[state],) if state in self._region_of else ()

    @cache  # noqa: B019 - there is one vocabulary, as long as the tests run
    def organisations(self, state: str, session: int) -> tuple[str, ...]:
        """Those that the State was in on the first day of the session: the list of 2014, joinings and leavings."""
        own = set(self._organisations_of.get(state, ()))
        for organisation, changes in self._changes_of[state].items():
            before = [change for day, change in changes if day <= self.first_day[session]]
            # Before its first change it was the opposite of what it became.
            is_in = before[-1] == "joined" if before else changes[0][1] == "left"
            own = own | {organisation} if is_in else own - {organisation}
        return tuple(sorted(own))


def _with_review(row: PlainRow, vocabulary: _Vocabulary) -> dict[str, tuple[Value, ...]]:
    """Its values, with those that follow from its review and its two States."""
    has = {name: values for name, values in row.has.items() if values}
    for name, state in (("", row.state), ("from-", row.giver)):
        if row.source != "upr-info":
            has[f"{name}region"] = vocabulary.region(state)
            has[f"{name}organisation"] = vocabulary.organisations(state, row.session)
    return has | {
        "state": (row.state,),
        "from": (row.giver,),
        "session": (row.session,),
        "cycle": (row.cycle,),
        "year": (int(vocabulary.first_day[row.session][:4]),),
        "source": (row.source,),
    }


def _upr_info(folder: Path, vocabulary: _Vocabulary) -> Iterator[PlainRow]:
    """Lines end with a carriage return, letters are Mac Roman, issues and organisations are joined by commas."""
    for path in sorted(folder.glob("*.csv")):
        text = path.read_bytes().decode("mac_roman")
        for cells in csv.DictReader(io.StringIO(text, newline="")):
            session = int(cells["Session"])
            unknown = "Unknown" in cells["From"]
            yield PlainRow(
                source="upr-info",
                session=session,
                cycle=vocabulary.cycle_of[session],
                state=vocabulary.state(cells["To"]),
                giver=UNKNOWN if unknown else vocabulary.state(cells["From"]),
                text=cells["Text"],
                has={
                    "response": ({"Accepted": "supported", "Noted": "noted"}[cells["Response"]],),
                    "issue": tuple(dict.fromkeys(_commas(cells["Issue"]))),
                    "action": (int(cells["Action"]),),
                    "region": tuple(_commas(cells["To-Rgrp"])),
                    "organisation": tuple(_commas(cells["To-Org"])),
                    "from-region": () if unknown else tuple(_commas(cells["From-Rgrp"])),
                    "from-organisation": () if unknown else tuple(_commas(cells["From-Org"])),
                },
            )


def _each_of(known: Mapping[str, Iterable[str]], labels: Iterable[str]) -> tuple[str, ...]:
    """What the labels stand for, each once. A label that is not known stands for nothing."""
    return tuple(dict.fromkeys(value for label in labels for value in known.get(label.lower(), ())))


def _commas(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",") if part.strip()]


def _dihr(folder: Path, vocabulary: _Vocabulary) -> Iterator[PlainRow]:
    """The session follows from State and cycle. Groups of people are glued together, SDGs joined by commas."""
    longest_first = sorted(map(re.escape, vocabulary.groups_of_dihr), key=len, reverse=True)
    label = re.compile("|".join(longest_first), re.IGNORECASE)
    for path in sorted(folder.glob("*.xlsx")):
        with closing(openpyxl.load_workbook(path, read_only=True)) as workbook:
            header, *lines = workbook.worksheets[0].iter_rows(values_only=True)
        for line in lines:
            cells = {str(name): _cell(value) for name, value in zip(header, line, strict=False)}
            state = vocabulary.state(cells["Recommendation"])
            cycle = int(cells["field_year"].rpartition(" ")[2])
            targets = tuple(dict.fromkeys(_commas(cells["Targets"])))
            goals = re.findall(r"(?:^|,\s*)(\d{1,2})\.", cells["Goals"])
            symbol = re.search(r"A/HRC/\d+/\d+", cells["Document"])
            yield PlainRow(
                source="dihr",
                session=vocabulary.session_of[state, cycle],
                cycle=cycle,
                state=state,
                giver=_giver(cells["Recommending state"], vocabulary),
                text=cells["Tekst"],
                has={
                    "response": (cells["Response"].lower(),),
                    "group": _each_of(vocabulary.groups_of_dihr, label.findall(cells["Keywords"])) or FOUND_NONE,
                    "sdg": tuple(dict.fromkeys([*goals, *(target.partition(".")[0] for target in targets)]))
                    or FOUND_NONE,
                    "target": targets or FOUND_NONE,
                    "symbol": (symbol[0],) if symbol else (),
                },
            )


def _cell(value: object) -> str:
    """A cell as text. One target alone is a number: 8.699999999999999 is 8.7, and 16.1 may be 16.10."""
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _giver(name: str, vocabulary: _Vocabulary) -> str:
    return UNKNOWN if "unknown" in name.lower() else vocabulary.state(name)


def _uhri(path: Path, vocabulary: _Vocabulary) -> Iterator[PlainRow]:
    """Records hold ids in place of names. Those whose State or answer no list names are passed over."""
    names = {row["id"]: row["name"] for row in vocabulary_rows("uhri_ids")}
    state_of = {row["symbol"]: row["iso3"] for row in vocabulary_rows("report_symbols")}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if names.get(record["bodyId"]) != "UPR":
            continue
        told = [names.get(each, "") for each in record["countryIds"] or ()]
        state = vocabulary.state(told[0]) if told[0] else state_of.get(record["symbol"].partition("/Add.")[0], "")
        answers = {names.get(each, "") for each in record["uprPositionIds"] or ()}
        if not state or "" in answers:
            continue
        cycle = int(names[record["uprCycle"]])
        text = " ".join(record["en"].split())
        giving = [names.get(each, "") for each in record["uprRecommendingCountryIds"] or ()]
        givers = tuple(map(vocabulary.state, giving)) if all(giving) else vocabulary.states_at_the_end(text)
        if len(givers) != len(giving):
            continue
        codes = [names[each] for each in record["sdgsIds"] or () if each in names]
        for giver in givers or (UNKNOWN,):
            yield PlainRow(
                source="uhri",
                session=vocabulary.session_of[state, cycle],
                cycle=cycle,
                state=state,
                giver=giver,
                text=text,
                has={
                    "response": ("partly",) if len(answers) > 1 else tuple(map(str.lower, answers)) or ("pending",),
                    "sdg": tuple(dict.fromkeys(code.partition(".")[0] for code in codes)),
                    "target": tuple(dict.fromkeys(code for code in codes if "." in code)),
                    "symbol": (record["symbol"],),
                },
            )


def _list(path: Path, vocabulary: _Vocabulary) -> Iterator[PlainRow]:
    """Slovenia's list of the fourth cycle: one row for each State in brackets."""
    for cells in csv_rows(path):
        if (cells["sur"], cells["cycle"]) != ("Slovenia", "4"):
            continue
        for giver in vocabulary.states_at_the_end(cells["text"]) or (UNKNOWN,):
            yield PlainRow(
                source="thematic-list",
                session=int(cells["session"]),
                cycle=4,
                state="SVN",
                giver=giver,
                text=cells["text"],
                has={
                    "response": (cells["position"].lower(),),
                    "theme": _each_of(vocabulary.themes, _several(cells["themes"])),
                    "issue": _each_of(vocabulary.issues_of_theme, _several(cells["themes"])),
                    "group": _each_of(vocabulary.groups_of_ohchr, _several(cells["affected_persons"]))
                    or (FOUND_NONE if cells["affected_persons"] == "general" else ()),
                    "sdg": tuple(dict.fromkeys(label.partition(" ")[0] for label in _several(cells["sdgs"]))),
                    "symbol": (cells["symbol"],),
                },
            )
