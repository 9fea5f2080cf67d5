"""Sizes to feel at home in, and names that say something."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .layers import Layers, statements

# A feature of more than some 500 lines is two; readability decides where.
LONGEST_FILE = 600
LONGEST_FUNCTION = 50
NAMES_THAT_SAY_NOTHING = {
    "util", "utils", "common", "helper", "helpers", "core", "manager", "managers", "misc", "processor",
}  # fmt: skip
# A module is named by what it holds: `earlier_list`, not `looked_through`; `requests`, not `asked`.
PAST_PARTICIPLES = {
    "agreed", "answered", "asked", "brought", "changed", "chosen", "closed", "compared", "confirmed", "counted", "done",
    "drawn", "found", "gathered", "given", "happened", "heard", "held", "joined", "judged", "kept", "left", "listed",
    "loaded", "looked", "made", "marked", "named", "numbered", "offered", "opened", "passed", "planned", "played",
    "printed", "published", "received", "refused", "released", "returned", "reviewed", "said", "saved",
    "seen", "sent", "settled", "shown", "signed", "sorted", "stored", "suggested", "taken", "told", "tracked", "typed",
    "used", "withdrawn", "written",
}  # fmt: skip
# What may follow a participle: `taken_out`, `passed_over`.
PARTICLES = {"by", "for", "from", "in", "of", "off", "on", "out", "over", "through", "to", "up"}


def named_by_a_participle(layers: Layers) -> Iterator[str]:
    """Modules and folders of Python whose name is, or ends in, a past participle; those of tests are sentences."""
    for _app, path in layers.files("*.py"):
        name = path.parent.name if path.stem == "__init__" else path.stem
        words = name.split("_")
        while words and words[-1] in PARTICLES:
            words.pop()
        if words and words[-1] in PAST_PARTICIPLES and words[0] != "test" and "migrations" not in path.parts:
            yield layers.fault(path, 1, f"“{name}” is a past participle; name the module by what it holds")


def outgrown(layers: Layers) -> Iterator[str]:
    """Python files and functions longer than allowed; files and folders whose name says nothing."""
    for app, path in layers.files("*.py"):
        if NAMES_THAT_SAY_NOTHING & {part.removesuffix(".py") for part in path.relative_to(layers.root).parts}:
            yield layers.fault(path, 1, "this name says nothing")
        # Migrations are written by a machine and read by it.
        if "migrations" not in path.parts:
            yield from _too_long(layers, path, app)


def _too_long(layers: Layers, path: Path, app: str) -> Iterator[str]:
    text = path.read_text()
    lines = text.count("\n")
    if lines > LONGEST_FILE:
        yield layers.fault(path, 1, f"{lines} lines in one file of {app}; split it by a noun that users say")
    for node in statements(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield layers.fault(path, node.lineno, f"{node.name} has {length} lines")
