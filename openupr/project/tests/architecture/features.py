"""A contract for import-linter: an app is a folder of features, and each has three layers at most."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

# What stands once in an app, and how far it may look down. A feature has no word of its own here.
_HEIGHT = {"rules": 0, "addresses": 0, "models": 1, "actions": 2, "tasks": 4, "urls": 5, "frame": 5}
_FEATURE, _PAGES = 3, 5
# These start the app or try it: they may use all of it, and nothing of another app may use them.
_AROUND = {"apps", "management", "migrations", "tests"}


def height(module: str) -> int:
    """How high a module ("openupr.followup.evidence_pages") stands in its app."""
    name = module.split(".")[2]
    return _PAGES if name.endswith("_pages") else _HEIGHT.get(name, _FEATURE)


class Features(Contract):
    """In these `apps` pages use features, features use models, never the other way; of another app no pages are used,
    but for the modules in `besides`, which are frames of pages. `project` may use pages: it puts the whole together.
    """

    apps = fields.SetField(subfield=fields.StringField())
    besides = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        broken = [
            f"{importer} -> {imported}"
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if imported.split(".")[0] == "openupr" and not self._may(importer, imported)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _may(self, importer: str, imported: str) -> bool:
        _root, app, kind, *_ = [*importer.split("."), "", ""]
        _root, other, used, *_ = [*imported.split("."), "", ""]
        if other not in self.apps or not used:  # type: ignore[operator]
            return True
        if app == other:
            return kind in {*_AROUND, ""} or (used not in _AROUND and height(importer) >= height(imported))
        if used in _AROUND:
            return kind == used == "tests"
        return app == "project" or imported in self.besides or height(imported) < _PAGES  # type: ignore[operator]

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["broken"]:
            output.print_error(line)
