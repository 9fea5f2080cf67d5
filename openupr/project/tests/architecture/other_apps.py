"""A contract for import-linter: what an app may use of another app."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class UsedOfOthers(Contract):
    """Of another app only modules of these `kinds`, and the modules in `besides`. Tests may use others' tests.

    An app is a package with a module `apps`; those in `but_for` are frames: all may use them, and they may use all
    but views and forms. What may be used of those in `features` is another contract's matter.
    """

    kinds = fields.SetField(subfield=fields.StringField())
    besides = fields.SetField(subfield=fields.StringField())
    but_for = fields.SetField(subfield=fields.StringField())
    features = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        apps = {name.split(".")[1] for name in graph.modules if name.count(".") == 2 and name.endswith(".apps")}
        broken = [
            f"{importer} -> {imported}"
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if imported.split(".")[0] == "openupr" and not self._may(importer, imported, apps)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _may(self, importer: str, imported: str, apps: set[str]) -> bool:
        _root, app, kind, *_ = [*importer.split("."), "", ""]
        _root, other, used, *_ = [*imported.split("."), "", ""]
        if app == other or other not in apps - self.but_for - self.features or not used or imported in self.besides:  # type: ignore[operator]
            return True
        if app in self.but_for:  # type: ignore[operator]
            return used not in {"views", "forms"}
        return used in self.kinds or (kind == "tests" == used)  # type: ignore[operator]

    def render_broken_contract(self, check: ContractCheck) -> None:
        for line in check.metadata["broken"]:
            output.print_error(line)
