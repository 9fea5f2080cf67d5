"""What a query means: a tree of terms and operators, and the text that would be read as that tree
again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Everything:
    """A blank query: all rows, to browse."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """A query without a single searchable term: no row."""


@dataclass(frozen=True, slots=True)
class SearchWord:
    """A folded word, matched in all its forms (by stem)."""

    surface: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """The folded beginning of a word, matched as it is written."""

    surface: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words side by side, matched as they are written. At least one word."""

    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Rows that do not match the part."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Rows that match every part. At least two parts, none of them an And."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Rows that match at least one part. At least two parts, none of them an Or."""

    parts: tuple["Node", ...]


Node: TypeAlias = Everything | Nothing | SearchWord | Prefix | Phrase | Not | And | Or


def canonical(node: Node) -> str:
    """The query in its shortest full form, operators spelled out; parsing it again gives the same
    tree.
    """
    match node:
        case Everything() | Nothing():
            return ""
        case SearchWord(surface):
            return surface
        case Prefix(surface):
            return f"{surface}*"
        case Phrase(surfaces):
            return f'"{" ".join(surfaces)}"'
        case Not(part):
            return f"NOT {_inside(part)}"
        case And(parts):
            return " AND ".join(map(_inside, parts))
        case Or(parts):
            return " OR ".join(canonical(part) for part in parts)


def _inside(node: Node) -> str:
    return f"({canonical(node)})" if isinstance(node, And | Or) else canonical(node)


def wanted_terms(node: Node) -> Iterator[SearchWord | Prefix | Phrase]:
    """The terms that a matching row may hold, for marking them: all but those under a NOT."""
    match node:
        case SearchWord() | Prefix() | Phrase():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted_terms(part)
        case _:
            return
