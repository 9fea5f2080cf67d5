"""Which rooms there are and which lie below which, as the first import contract in pyproject.toml has it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Rooms that hold no slice of the product: the whole, and the frame of its pages.
NO_SLICES = {"project", "web"}


@dataclass(frozen=True)
class House:
    """A tree of files with the order of its rooms; the higher the floor, the more a room may use."""

    root: Path
    floors: dict[str, int]

    def files(self, pattern: str) -> Iterator[tuple[str, Path]]:
        """The room and path of every file that fits, but for tests' fixtures."""
        for room in sorted(self.floors):
            for path in sorted((self.root / "openupr" / room).rglob(pattern)):
                if path.is_file() and "fixtures" not in path.parts:
                    yield room, path

    def may_use(self, room: str, other: str) -> bool:
        """A room uses itself and what lies below; not its siblings."""
        return room == other or self.floors[room] > self.floors[other]

    def fault(self, path: Path, line: int, sentence: str) -> str:
        return f"{path.relative_to(self.root)}:{line}: {sentence}"

    def slices(self) -> list[Path]:
        """The folders of the product's slices: rooms that Django knows, but for NO_SLICES."""
        folders = [self.root / "openupr" / room for room in sorted(self.floors)]
        return [folder for folder in folders if (folder / "apps.py").is_file() and folder.name not in NO_SLICES]


def house(root: Path) -> House:
    """Read the order of the rooms of the tree at `root`."""
    contracts = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["id"] == "house")
    floors = {
        room.strip(" ()"): len(layers) - number for number, layer in enumerate(layers) for room in layer.split("|")
    }
    return House(root=root, floors=floors)
