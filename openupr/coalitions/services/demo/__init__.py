"""A coalition to look at: all names in it are invented, everybody has the same password."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ...models import Coalition
from . import groups

# Letters and digits that are not taken for each other.
_LETTERS = "abcdefghkmnpqrstuvwxyz23456789"


class NotOnTopOfWork(ValueError):
    """There is a coalition here: a demo beside it would be taken for real, or the real one for a demo."""

    def __init__(self) -> None:
        super().__init__(
            "There is a coalition here already, so the demo coalition was not loaded; nothing was changed."
        )


class NamesTaken(ValueError):
    """Somebody's account has the name of one of the demo."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            f"There are accounts here that the demo would make: {', '.join(names)}. The demo coalition was not loaded; "
            "nothing was changed."
        )


@dataclass(frozen=True)
class DemoCoalition:
    """What was loaded, and the password of all its people."""

    coalition: Coalition
    password: str


def check_nothing_stands() -> None:
    """Raises NotOnTopOfWork, NamesTaken: the demo is for a home without coalitions."""
    if Coalition.objects.exists():
        raise NotOnTopOfWork
    if taken := groups.names_taken():
        raise NamesTaken(taken)


def load_groups(*, today: date) -> DemoCoalition:
    """Make the demo coalition as it is the day after a workshop. Raises NotOnTopOfWork, NamesTaken."""
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    with transaction.atomic():
        check_nothing_stands()
        coalition = groups.found(password=password, today=today)
        groups.fill(coalition=coalition, today=today)
    return DemoCoalition(coalition, password)
