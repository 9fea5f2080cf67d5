"""Which apps there are and which lie below which, as the first import contract in pyproject.toml has it."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# No apps of the product: the whole, and the frame of its pages.
FRAMES = {"project", "web"}


@dataclass(frozen=True)
class Layers:
    """A tree of files with the order of its apps; the higher in the layers, the more an app may use."""

    root: Path
    order: dict[str, int]

    def files(self, pattern: str) -> Iterator[tuple[str, Path]]:
        """The app and path of every file that fits, but for tests' fixtures."""
        for app in sorted(self.order):
            for path in sorted((self.root / "openupr" / app).rglob(pattern)):
                if path.is_file() and "fixtures" not in path.parts:
                    yield app, path

    def may_use(self, app: str, other: str) -> bool:
        """An app uses itself and what lies below; not its siblings."""
        return app == other or self.order[app] > self.order[other]

    def fault(self, path: Path, line: int, sentence: str) -> str:
        return f"{path.relative_to(self.root)}:{line}: {sentence}"

    def apps(self) -> list[Path]:
        """The folders of the product's apps: apps that Django knows, but for FRAMES."""
        folders = [self.root / "openupr" / app for app in sorted(self.order)]
        return [folder for folder in folders if (folder / "apps.py").is_file() and folder.name not in FRAMES]


def layers_of(root: Path) -> Layers:
    """Read the order of the apps of the tree at `root`."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["id"] == "layers")
    order = {app.strip(" ()"): len(layers) - number for number, layer in enumerate(layers) for app in layer.split("|")}
    return Layers(root=root, order=order)


def statements(tree: ast.Module) -> Iterator[ast.AST]:
    """The statements of a module at any depth, past their expressions, which are nine of ten parts of a tree."""
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop()
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(node, part, [])
            yield from inner
            todo += inner
