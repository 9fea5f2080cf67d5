"""UPR Info's five categories of action: how much a recommendation asks the State under Review to
do.
"""

from dataclasses import dataclass
from functools import cache

from openupr.upr.names import Names, UnknownName
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
        """The label, short and whole, and with its number before it."""
        return self.label, f"{self.label} action", str(self)


ACTIONS = tuple(
    ActionCategory(int(row["number"]), row["label"], row["meaning"], several(row["verbs"]), row["source"])
    for row in rows("actions")
)


def find_action(value: object) -> int | None:
    """The number, 1 to 5, of the category meant by a number, its text or its label; None for an
    empty value.

    Raises UnknownName for anything else.
    """
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    try:
        number = float(text)  # a spreadsheet hands 5 over as "5.0"
    except ValueError:
        return _names().find(text).number
    if number not in {action.number for action in ACTIONS}:
        raise UnknownName("action category", text)
    return int(number)


@cache
def _names() -> Names[ActionCategory]:
    return Names("action category", ((action, action.names()) for action in ACTIONS), label=str)
