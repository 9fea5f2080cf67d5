"""The States that take part in the review, and every name that the record's sources give them.

Names come from `data/state_names.csv`: UN short and formal names, former names, ISO's, UPR Info's,
OHCHR's, and French and Spanish short names. Two States never share one.
"""

import html
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from openupr.upr.names import Names, fold_name
from openupr.upr.tables import rows, several

# "Korea, Republic of", "Republic of Korea" and "the Republic of Korea" are one name.
_SILENT = {"the", "of", "and"}
# As tables shorten them: "United Rep. of Tanzania", "Marshall Is."
_SHORTENED = {"st": "saint", "rep": "republic", "dem": "democratic", "is": "islands"}

# Shown where no State was chosen yet.
USUAL_STATE = "KHM"


class MembershipChange(NamedTuple):
    """A State joined an organisation on this day, or left it (`data/memberships.csv`)."""

    organisation: str
    joined: bool
    day: date


@dataclass(frozen=True, slots=True)
class State:
    """`name` is the UN's short name, `in_a_sentence` the same with its article, `spoken` as a
    speaker says it: "the Netherlands". `region` and `organisations` are codes (see groups), the
    organisations those of today.
    """

    iso3: str
    iso2: str
    name: str
    in_a_sentence: str
    spoken: str
    formal: str
    region: str
    organisations: tuple[str, ...]
    un_member: bool
    names: tuple[str, ...] = field(repr=False, compare=False)
    listed: tuple[str, ...] = field(repr=False, compare=False)
    """Its organisations as UPR Info listed them in 2014."""
    changes: tuple[MembershipChange, ...] = field(repr=False, compare=False)

    def __str__(self) -> str:
        return self.name

    @property
    def formal_in_a_sentence(self) -> str:
        """The formal name as diplomats write it: "the Islamic Republic of Iran".

        By the UN's list of names.
        """
        return self.in_a_sentence if self.formal == self.name else f"the {self.formal}"

    def organisations_on(self, when: date | None) -> tuple[str, ...]:
        """Its organisations on that day; None is today.

        One of which no change is known is as it was listed.
        """
        return _organisations(self.listed, self.changes, when)


def _organisations(
    listed: tuple[str, ...], changes: tuple[MembershipChange, ...], when: date | None
) -> tuple[str, ...]:
    member = dict.fromkeys(listed, True)
    # Before its first change a State was the opposite of what it became.
    member |= {change.organisation: not change.joined for change in reversed(changes)}
    member |= {change.organisation: change.joined for change in changes if when is None or change.day <= when}
    return tuple(organisation for organisation, is_member in member.items() if is_member)


def _changes() -> dict[str, list[MembershipChange]]:
    by_state: dict[str, list[MembershipChange]] = defaultdict(list)
    for row in rows("memberships"):
        by_state[row["iso3"]].append(
            MembershipChange(row["organisation"], row["change"] == "joined", date.fromisoformat(row["date"]))
        )
    return {iso3: sorted(changes, key=lambda change: change.day) for iso3, changes in by_state.items()}


def _read() -> tuple[State, ...]:
    names = defaultdict(list)
    for row in rows("state_names"):
        names[row["iso3"]].append(row["name"])
    changes = _changes()
    spoken = {row["iso3"]: row["name"] for row in rows("spoken_names")}
    states = (
        State(
            iso3=row["iso3"],
            iso2=row["iso2"],
            name=row["name"],
            in_a_sentence=f"{row['article']} {row['name']}".strip(),
            spoken=spoken.get(row["iso3"], f"{row['article']} {row['name']}".strip()),
            formal=row["formal"],
            region=row["region"],
            organisations=_organisations(several(row["organisations"]), tuple(changes.get(row["iso3"], ())), None),
            un_member=row["un_member"] == "1",
            names=tuple(dict.fromkeys([row["name"], row["formal"], *names[row["iso3"]]])),
            listed=several(row["organisations"]),
            changes=tuple(changes.get(row["iso3"], ())),
        )
        for row in rows("states")
    )
    return tuple(sorted(states, key=lambda state: fold_name(state.name)))


STATES = _read()
_BY_ISO3 = {state.iso3: state for state in STATES}
CODES = frozenset(_BY_ISO3)
NEIGHBOURS = {row["iso3"]: several(row["neighbours"]) for row in rows("land_borders")}
"""The States with which a State has a land border, by its code; those without one are not in it."""


def by_iso3(code: str) -> State:
    """The State with this ISO 3166 code of three capital letters; KeyError when there is none."""
    return _BY_ISO3[code]


def find_state(text: str) -> State:
    """The State called by this text: any known name or ISO code, in any case, accents and word
    order aside.

    Raises UnknownName, with the nearest States if any is near, for anything else: it never guesses.
    """
    return _names().find(text)


def is_unknown_state_label(text: str) -> bool:
    """Whether UPR Info's export says here that it does not know the State: "(Unknown)", or that in
    entities.
    """
    return html.unescape(html.unescape(text)).strip().casefold() == "(unknown)"


@cache
def _names() -> Names[State]:
    entries = ((state, (state.iso3, state.iso2, *state.names)) for state in STATES)
    return Names("State", entries, label=lambda state: state.name, key=_name_key, plausible=0.55, codes=3)


def _name_key(text: str) -> str:
    words = fold_name(text).split()
    if len(words) < 2:  # codes too are names: AND is Andorra, ST is Sao Tome and Principe
        return " ".join(words)
    return " ".join(sorted(_SHORTENED.get(word, word) for word in words if word not in _SILENT))
