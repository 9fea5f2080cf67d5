"""The UN's regional groups, and the organisations of States that UPR Info counts by."""

from dataclasses import dataclass
from functools import cache

from openupr.upr.names import Names
from openupr.upr.tables import rows, several


@dataclass(frozen=True, slots=True)
class StateGroup:
    """A regional group or an organisation; `list_date` says how old its list of members is."""

    code: str
    name: str
    other_names: tuple[str, ...]
    list_date: str
    source: str

    def __str__(self) -> str:
        return self.name

    def names(self) -> tuple[str, ...]:
        """Code and names, alone and together: "AU (African Union)"."""
        return self.code, self.name, f"{self.code} ({self.name})", *self.other_names


def _read(table: str) -> tuple[StateGroup, ...]:
    return tuple(
        StateGroup(row["code"], row["name"], several(row["other_names"]), row["list_date"], row["source"])
        for row in rows(table)
    )


REGIONS = _read("regions")
ORGANISATIONS = _read("organisations")


def find_region(text: str) -> StateGroup:
    """The regional group with this code or name; UnknownName for anything else."""
    return _region_names().find(text)


def find_organisation(text: str) -> StateGroup:
    """The organisation with this code or name; UnknownName for anything else."""
    return _organisation_names().find(text)


@cache
def _region_names() -> Names[StateGroup]:
    return _names("regional group", REGIONS)


@cache
def _organisation_names() -> Names[StateGroup]:
    return _names("organisation of States", ORGANISATIONS)


def _names(kind: str, groups: tuple[StateGroup, ...]) -> Names[StateGroup]:
    return Names(kind, ((group, group.names()) for group in groups), label=lambda group: group.code)
