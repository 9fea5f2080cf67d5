"""What stands around the text: sections with their page numbers, and the names a file carries in
its properties.
"""

import re
from typing import Any

from openupr.files.word.names import LINK, w
from openupr.files.word.package import Package
from openupr.files.word.properties import is_on, measure
from openupr.files.word.values import ReadSection

# The number of this page; not of all pages, and not of another.
_PAGE = re.compile(r"(?<![A-Z])PAGE(?![A-Z])", re.IGNORECASE)
_CORE = {"creator": "author", "lastModifiedBy": "last changed by"}
_APP = {"Company": "organisation", "Manager": "manager"}
_MOST_TRACES = 50
_LONGEST_NAME = 200


def sections_of(package: Package, elements: list[Any]) -> tuple[ReadSection, ...]:
    """Each section; a header or footer that one does not have it takes over from the section
    before.
    """
    numbered: dict[str, bool] = {}
    shows_page: dict[tuple[str, str], bool] = {}
    links = package.links(package.main)
    sections = []
    for element in elements:
        for side in ("header", "footer"):
            for reference in element.findall(w(f"{side}Reference")):
                name = links.get(reference.get(LINK, ""), ("", ""))[1]
                if name not in numbered:
                    numbered[name] = _shows_page(package.part(name))
                shows_page[side, reference.get(w("type"), "default")] = numbered[name]
        size, title = element.find(w("pgSz")), element.find(w("titlePg"))
        sections.append(
            ReadSection(
                landscape=size is not None and _is_landscape(size),
                pages_numbered=shows_page.get(("header", "default"), False)
                or shows_page.get(("footer", "default"), False),
                first_page_differs=title is not None and is_on(title),
            )
        )
    return tuple(sections)


def _is_landscape(size: Any) -> bool:
    wide, high = (measure(size.get(w(name)), 0.05) or 0 for name in ("w", "h"))
    return size.get(w("orient")) == "landscape" or wide > high > 0


def _shows_page(root: Any) -> bool:
    if root is None:
        return False
    code = "".join(piece.text or "" for piece in root.iter(w("instrText")))
    simple = " ".join(field.get(w("instr"), "") for field in root.iter(w("fldSimple")))
    return bool(_PAGE.search(code) or _PAGE.search(simple)) or next(root.iter(w("pgNum")), None) is not None


def traces_of(package: Package, changed_by: dict[str, None]) -> tuple[int, tuple[tuple[str, str], ...]]:
    """(comments, names): names of persons and organisations in properties, comments and tracked
    changes.
    """
    names_left: dict[tuple[str, str], None] = {}
    for kind, labels in (("core-properties", _CORE), ("extended-properties", _APP)):
        for child in _properties(package, kind):
            where = labels.get(child.tag.rpartition("}")[2])
            if where and (child.text or "").strip():
                names_left.setdefault((where, str(child.text).strip()[:_LONGEST_NAME]))
    for child in _properties(package, "custom-properties"):
        value = "".join(child.itertext()).strip()
        if value:
            names_left.setdefault((f"property {child.get('name', '')}"[:80], value[:_LONGEST_NAME]))
    comments = package.linked("comments")
    remarks = [] if comments is None else list(comments.iter(w("comment")))
    for name in dict.fromkeys(remark.get(w("author"), "") for remark in remarks):
        names_left.setdefault(("comment by", name[:_LONGEST_NAME]))
    for name in changed_by:
        names_left.setdefault(("tracked change by", name[:_LONGEST_NAME]))
    return len(remarks), tuple(trace for trace in names_left if trace[1])[:_MOST_TRACES]


def _properties(package: Package, kind: str) -> Any:
    names = [name for of, name in package.links("").values() if of == kind]
    root = package.part(names[0]) if names else None
    return () if root is None else root
