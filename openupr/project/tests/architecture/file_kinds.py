"""What an app may consist of: the same closed list for every app, so that who knows one knows all."""

from collections.abc import Iterator

from .layers import FRAMES, Layers

# Folders that one app has and no other: the addresses of allauth, and readers of files.
OF_ONE_APP = {"accounts": {"urls"}, "recommendations": {"importing"}}
FOLDERS = {"management", "migrations", "data", "templates", "static", "tests"}
# What may be a folder besides; every other module is a feature or the pages of one.
OF_FEATURES = {"models", "rules", "actions"}


def other_kinds_of_files(layers: Layers) -> Iterator[str]:
    """Files and folders of an app that are none of the kinds; templates and static files in a wrong folder."""
    for folder in layers.apps():
        if not (folder / "__init__.py").is_file() or '"""' not in (folder / "__init__.py").read_text():
            yield layers.fault(folder, 1, "__init__.py is to say in a docstring what the app is for")
        for path in sorted(folder.iterdir()):
            known = path.suffix == ".py" or path.name in OF_FEATURES | FOLDERS | OF_ONE_APP.get(folder.name, set())
            if not known and path.name != "__pycache__":
                yield layers.fault(path, 1, "no kind of file that an app has")
    for app in sorted(set(layers.order) - FRAMES):
        for kind in ("templates", "static"):
            for path in sorted((layers.root / "openupr" / app / kind).glob("*")):
                if path.name != app:
                    yield layers.fault(path, 1, f"{kind} of {app} belong into {kind}/{app}/")


def contracts_that_forget(layers: Layers, contracts: list[dict[str, object]]) -> Iterator[str]:
    """Apps and plain apps that exist but are not in the contracts that concern them."""
    by_id = {contract["id"]: contract for contract in contracts}

    def listed(contract: str, field: str) -> set[str]:
        found = by_id[contract][field]
        return set(found) if isinstance(found, list) else set()

    for folder in layers.apps():
        name = f"openupr.{folder.name}"
        if folder.name not in listed("features", "apps"):
            yield f"{name} is an app, but not in the contract “features”"
    for app in ("files", "text", "index", "documents", "undocs"):
        if (layers.root / "openupr" / app).is_dir() and f"openupr.{app}" not in listed("plain", "source_modules"):
            yield f"openupr.{app} is plain Python, but not in the contract “plain”"
