"""Hooks: how an app asks the apps above it, which it must not import.

The lower app declares a hook beside the code that asks:

    ON_FORGETTING = Hook[Callable[[str, datetime], None]]("ON_FORGETTING")
    ...
    for forget in ON_FORGETTING:
        forget(circle, now)

The higher app adds to it in `ready()` of its apps.py: `ON_FORGETTING.add(forget_in_workshops)`.
A comment or docstring beside each says what an entry is and when it is asked.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.template import Context

T = TypeVar("T")

HOOKS: dict[str, "Hook[Any]"] = {}


class Hook(Generic[T]):
    """What other apps added, by `order` and then as it was added.

    Adding an entry with a known key changes nothing.

    `key` tells what makes two entries the same; without it an entry is its own key. Raises
    ValueError for a name that another hook has.
    """

    def __init__(self, name: str, *, key: Callable[[T], Hashable] | None = None) -> None:
        if name in HOOKS:
            raise ValueError(f"There is a hook called {name} already.")
        HOOKS[name] = self
        self.name = name
        self._key = key or (lambda entry: cast(Hashable, entry))
        self._added: dict[Hashable, tuple[int, T]] = {}

    def add(self, *entries: T, order: int = 50) -> None:
        for entry in entries:
            self._added.setdefault(self._key(entry), (order, entry))
        self._added = dict(sorted(self._added.items(), key=lambda item: item[1][0]))

    def get(self, key: Hashable) -> T | None:
        """The entry with this key, if there is one."""
        return self._added[key][1] if key in self._added else None

    def __iter__(self) -> Iterator[T]:
        return (entry for _order, entry in self._added.values())

    def __contains__(self, key: Hashable) -> bool:
        return key in self._added

    def __len__(self) -> int:
        return len(self._added)

    @contextmanager
    def only(self, *entries: T) -> Iterator[None]:
        """For tests: nothing but these, for a while."""
        before, self._added = self._added, {}
        self.add(*entries)
        try:
            yield
        finally:
            self._added = before


Given = Callable[[Context], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Panel:
    """A part of a page for the place that the page calls `{% slot "name" %}`.

    `context` is called with the page's own context. It returns what the template needs, or None to
    show nothing.
    """

    slot: str
    template: str
    context: Given | None = None


PANELS = Hook[Panel]("PANELS", key=lambda panel: (panel.slot, panel.template))


def panels(slot: str) -> tuple[Panel, ...]:
    """What is shown in a slot, in order."""
    return tuple(panel for panel in PANELS if panel.slot == slot)
