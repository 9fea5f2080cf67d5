"""Sizes to feel at home in, and names that say something."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .rooms import House

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
NAMES_THAT_SAY_NOTHING = {
    "util", "utils", "common", "helper", "helpers", "core", "manager", "managers", "misc", "processor",
}  # fmt: skip


def outgrown(house: House) -> Iterator[str]:
    """Python files and functions longer than the house has; files and folders whose name says nothing."""
    for room, path in house.files("*.py"):
        if NAMES_THAT_SAY_NOTHING & {part.removesuffix(".py") for part in path.relative_to(house.root).parts}:
            yield house.fault(path, 1, "this name says nothing")
        # Migrations are written by a machine and read by it.
        if "migrations" not in path.parts:
            yield from _too_long(house, path, room)


def _too_long(house: House, path: Path, room: str) -> Iterator[str]:
    text = path.read_text()
    lines = text.count("\n")
    if lines > LONGEST_FILE:
        yield house.fault(path, 1, f"{lines} lines in one file of {room}; split it by a noun that users say")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield house.fault(path, node.lineno, f"{node.name} has {length} lines")
