"""UPR Info's five categories of action: how much a recommendation asks the State under Review to do."""

from dataclasses import dataclass
from functools import cache

from openupr.upr.names import Names
from openupr.upr.tables import rows, several


@dataclass(frozen=True, slots=True)
class ActionCategory:
    """`meaning` is worded by us; `verbs` are opening verbs typical of the category."""

    number: int
    label: str
    meaning: str
    verbs: tuple[str, ...]
    source: str

    def __str__(self) -> str:
        return f"{self.number} - {self.label} action"

    def names(self) -> tuple[str, ...]:
        """The number as text and as a spreadsheet hands it over, the label, and both together."""
        return str(self.number), f"{self.number}.0", self.label, f"{self.label} action", str(self)


ACTIONS = tuple(
    ActionCategory(int(row["number"]), row["label"], row["meaning"], several(row["verbs"]), row["source"])
    for row in rows("actions")
)


def find_action(value: object) -> int | None:
    """The number, 1 to 5, of the category meant by a number, its text or its label; None for an empty value.

    Raises UnknownName for anything else.
    """
    text = "" if value is None else str(value).strip()
    return _names().find(text).number if text else None


@cache
def _names() -> Names[ActionCategory]:
    return Names("action category", ((each, each.names()) for each in ACTIONS), label=str)
