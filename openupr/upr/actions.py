"""UPR Info's five categories of action: how much a recommendation asks the State under Review to do."""

from dataclasses import dataclass
from functools import cache

from openupr.upr.names import Names
from openupr.upr.tables import rows, several


@dataclass(frozen=True, slots=True)
class ActionCategory:
    """`verbs` are opening verbs typical of the category; `meaning` is worded by us."""

    number: int
    label: str
    meaning: str
    verbs: tuple[str, ...]
    source: str

    def __str__(self) -> str:
        return f"{self.number} {self.label}"


ACTIONS = tuple(
    ActionCategory(int(row["number"]), row["label"], row["meaning"], several(row["verbs"]), row["source"])
    for row in rows("actions")
)


def find_action(value: object) -> int | None:
    """The number, 1 to 5, of the category meant by a number, its text or its label; None for an empty value.

    Raises UnknownName for anything else.
    """
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    return _names().find(text).number


@cache
def _names() -> Names[ActionCategory]:
    return Names("action category", ((each, _called(each)) for each in ACTIONS), label=str)


def _called(action: ActionCategory) -> tuple[str, ...]:
    number, label = str(action.number), action.label
    # A spreadsheet hands whole numbers over as "5.0".
    return number, f"{number}.0", label, f"{label} action", f"{number} {label}", f"{number} {label} action"
