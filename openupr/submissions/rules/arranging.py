"""How the sections of a submission follow each other: by theme or by chapter."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from .paragraphs import moved


class Placed(Protocol):
    """A section as these rules see it: its kind, and the group that writes it, if any."""

    group_id: Any
    kind: Any

    @property
    def is_of_a_group(self) -> bool: ...


Each = TypeVar("Each", bound=Placed)


def part_of_heading(heading: str, group: str) -> str:
    """A section's heading without its group's name: "Recommendations" of "Recommendations:
    Land".
    """
    return heading.removesuffix(f": {group}").removeprefix(f"{group}: ")


def by_theme(sections: Iterable[Each]) -> list[Each]:
    """Put all sections of a group where its first one was; the others keep their order."""
    return [section for block in blocks_of(sections) for section in block]


def by_chapter(sections: Iterable[Each]) -> list[Each]:
    """Put all groups' sections of a kind where the first of them was; the others keep their
    order.
    """
    return [section for block in _together(sections, lambda section: section.kind) for section in block]


def blocks_of(sections: Iterable[Each]) -> list[list[Each]]:
    """The sections by theme: all of a group in one list, any other alone."""
    return _together(sections, lambda each: each.group_id)


def _together(sections: Iterable[Each], common: Callable[[Each], Hashable]) -> list[list[Each]]:
    blocks: dict[Hashable, list[Each]] = {}
    for number, section in enumerate(sections):
        name = ("together", common(section)) if section.is_of_a_group else ("alone", number)
        blocks.setdefault(name, []).append(section)
    return list(blocks.values())


def moved_in_blocks(blocks: Sequence[Sequence[int]], which: int, steps: int) -> list[int]:
    """The keys in their new order when one moves: within its block, and at the block's end with all
    of the block.
    """
    at, own = next((number, list(block)) for number, block in enumerate(blocks) if which in block)
    within = moved(own, which, steps)
    if within != own:
        return [key for block in (*blocks[:at], within, *blocks[at + 1 :]) for key in block]
    return [key for number in moved(range(len(blocks)), at, steps) for key in blocks[number]]


def headed(sections: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Each section of an edition, with the theme's heading above it: "" where there is none."""
    last = ""
    for section in sections:
        theme = section.get("theme", "")
        yield section, "" if theme == last else theme
        last = theme


def whole_heading(section: Mapping[str, Any]) -> str:
    """The full heading of an edition's section: "Land: Recommendations" under a theme."""
    return ": ".join(part for part in (section.get("theme", ""), section["heading"]) if part)
