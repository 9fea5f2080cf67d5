"""Names that an app lends to others: each is defined once, so that a reader who meets it knows what it is."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from .layers import Layers, statements

# No other app imports from these.
_OF_ONE_APP = {"views", "forms", "tests", "migrations", "management"}
DOUBLES = {
    # The same question in each app that gives roles: which roles somebody has in what the app keeps.
    "roles_of", "find",
    # Services, whose names the audit log keeps.
    "drop_date", "forget_authorship", "forget_names", "release", "withdraw",
}  # fmt: skip


def names_that_stand_twice(layers: Layers) -> Iterator[str]:
    """Classes and functions that another app imports by a name that something else has as well; not DOUBLES."""
    defined: dict[str, list[tuple[Path, int]]] = defaultdict(list)
    lent: set[str] = set()
    for app, path in layers.files("*.py"):
        kinds = {part.removesuffix(".py") for part in path.relative_to(layers.root).parts}
        tree = ast.parse(path.read_text())
        if not kinds & _OF_ONE_APP and not path.stem.endswith("_pages"):
            for node in tree.body:
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                    defined[node.name].append((path, node.lineno))
        if not kinds & {"tests", "migrations"}:
            lent |= _taken_from_others(tree, app)
    for name in sorted(lent - DOUBLES):
        places = defined[name]
        if len(places) > 1:
            yield layers.fault(*places[0], f"{name} is used by other apps, but {len(places)} things are named so")


def _taken_from_others(tree: ast.Module, app: str) -> set[str]:
    return {
        each.name
        for node in statements(tree)
        if isinstance(node, ast.ImportFrom) and not node.level
        for each in node.names
        if (node.module or "").startswith("openupr.") and (node.module or "").split(".")[1] != app
    }
