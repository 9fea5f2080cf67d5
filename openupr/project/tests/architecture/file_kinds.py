"""What a slice may consist of: the same closed list for every slice, so that who knows one knows all."""

from collections.abc import Iterator

from .rooms import NO_SLICES, House

MODULES = {
    "apps", "urls", "views", "forms", "services", "queries", "models", "rules", "permissions",
    "tasks", "importing", "admin",
}  # fmt: skip
# What one app has and no other: the frame of all pages inside a coalition.
OF_ONE_APP = {"coalitions": {"frame"}}
FOLDERS = {"management", "migrations", "data", "templates", "static", "tests"}


def other_kinds_of_files(house: House) -> Iterator[str]:
    """Files and folders of a slice that are none of the kinds; templates and static files in a wrong folder."""
    for folder in house.slices():
        if not (folder / "__init__.py").is_file() or '"""' not in (folder / "__init__.py").read_text():
            yield house.fault(folder, 1, "__init__.py is to say in a docstring what the slice is for")
        for path in sorted(folder.iterdir()):
            modules = MODULES | {"__init__"} | OF_ONE_APP.get(folder.name, set())
            known = path.stem in modules if path.suffix == ".py" else path.name in MODULES | FOLDERS
            if not known and path.name != "__pycache__":
                yield house.fault(path, 1, "no kind of file that a slice has")
    for room in sorted(set(house.floors) - NO_SLICES):
        for kind in ("templates", "static"):
            for path in sorted((house.root / "openupr" / room / kind).glob("*")):
                if path.name != room:
                    yield house.fault(path, 1, f"{kind} of {room} belong into {kind}/{room}/")


def contracts_that_forget(house: House, contracts: list[dict[str, object]]) -> Iterator[str]:
    """Slices and plain rooms that exist but are not in the contracts that concern them."""
    by_id = {contract["id"]: contract for contract in contracts}

    def listed(contract: str, field: str) -> set[str]:
        found = by_id[contract][field]
        return set(found) if isinstance(found, list) else set()

    for folder in house.slices():
        name = f"openupr.{folder.name}"
        if name not in listed("slice", "containers"):
            yield f"{name} is a slice, but not in the contract “slice”"
    for room in ("files", "text", "index", "documents", "undocs"):
        if (house.root / "openupr" / room).is_dir() and f"openupr.{room}" not in listed("plain", "source_modules"):
            yield f"openupr.{room} is plain Python, but not in the contract “plain”"
