"""Slots: places on a page that a slice higher up may fill.

A lower page that must show what a higher slice knows writes `{% slot "beside-a-row" %}`; the higher slice
says in its apps.py

    slots.fill("beside-a-row", template="gardens/cited_by.html", context=queries.cited_by_panel)

`context` gets the page's own context and returns what the panel's template needs, or None to show nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template import Context

Given = Callable[[Context], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Panel:
    """One filling of a slot: a template, what it needs, and its place among the others."""

    template: str
    context: Given | None = None
    order: int = 50


_panels: dict[str, list[Panel]] = {}


def fill(slot: str, *, template: str, context: Given | None = None, order: int = 50) -> None:
    """Show `template` in `slot` from now on. Filling twice with the same template changes nothing."""
    panels = _panels.setdefault(slot, [])
    if all(known.template != template for known in panels):
        panels.append(Panel(template, context, order))
        panels.sort(key=lambda each: each.order)


def panels(slot: str) -> tuple[Panel, ...]:
    """What fills `slot`, in order; empty when nobody has."""
    return tuple(_panels.get(slot, ()))
