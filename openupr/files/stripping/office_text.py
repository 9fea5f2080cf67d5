"""What stands between the words of an office file: ids of editing sessions, paths, names of who works on it."""

import re

from lxml import etree

from openupr.files.refusal import RefusedFile
from openupr.files.stripping.office_parts import COMMENTS, IN_COMMENTS, PATHS

_DAMAGED = "This file is damaged and cannot be read. Open it, save it again and try once more."
_ENTITIES = "This file declares XML entities, which no office program writes; it was not opened."
_CHANGES = (
    "This file holds tracked changes, which name who made them. Accept or reject them all, save it and try again."
)
_EDITING = re.compile(r"^rsid|^(paraId|textId|uid|documentId|coauthVersionLast|coauthVersionMax)$")
_REFRESHED = {"refreshedBy", "refreshedDate", "refreshedDateIso"}
# Elements that only tell of makers and machines, by what is told of them.
_GONE = {
    "rsids": "editing ids", "docId": "editing ids", "revisionPtr": "editing ids", "attachedTemplate": "template",
    "docVars": "properties", "dataBinding": "properties", "mailMerge": "paths", "absPath": "paths",
    "fileSharing": "properties", "customWorkbookViews": "properties", "customSheetViews": "properties",
    "webPublishing": "paths", "permStart": "properties", "permEnd": "properties", "smartTagPr": "properties",
    "customXmlPr": "properties", "saveThroughXslt": "paths",
}  # fmt: skip
# Who made a scenario of a spreadsheet, and who may change a range of it.
_NAMES_SOMEBODY = {("scenario", "user"), ("scenario", "comment"), ("protectedRange", "securityDescriptor")}
_NAMED = {"docPr", "cNvPr", "shape", "imagedata"}
_PATH = re.compile(r"[\\/]|\.[A-Za-z]{3,4}$")
_TRACKED = {
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange",
    "tcPrChange", "tblGridChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
}  # fmt: skip
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_SPACES = (_WORD, _STRICT)
_ON_DISK = re.compile(r"file:|\b[A-Za-z]:\\|\\\\\w", re.I)


def parsed(data: bytes) -> etree._Element:
    """The root element of XML from a stranger: no entity, nothing fetched, no remark. Raises RefusedFile."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedFile(_DAMAGED) from error
    if root is None:
        raise RefusedFile(_DAMAGED)
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedFile(_ENTITIES)
    return root


class Text:
    """One part while it is cleaned; `found` learns what was taken out."""

    def __init__(self, root: etree._Element, found: set[str]) -> None:
        self.root, self.found = root, found

    def clean(self) -> None:
        """Raises RefusedFile for tracked changes, comments, and paths in what fills a field."""
        self._fields()
        for element in list(self.root.iter(etree.Element)):
            space, _, name = element.tag.lstrip("{").rpartition("}")
            if name in _TRACKED and space in _SPACES:
                raise RefusedFile(_CHANGES)
            if name in IN_COMMENTS or (name == "ClientData" and element.get("ObjectType") == "Note"):
                raise RefusedFile(COMMENTS)
            above = element.getparent()
            if name in _GONE and above is not None:
                self.found.add(_GONE[name])
                _leave_out(above, element)
            else:
                self._attributes(element, name)

    def _fields(self) -> None:
        """What fills a field may be a picture or a table on somebody's disk, its path cut into pieces."""
        told = "".join(each.text or "" for each in self.root.iter(*(f"{{{space}}}instrText" for space in _SPACES)))
        simple = (
            each.get(f"{{{space}}}instr", "") for space in _SPACES for each in self.root.iter(f"{{{space}}}fldSimple")
        )
        if any(map(_ON_DISK.search, (told, *simple))):
            raise RefusedFile(PATHS)

    def _attributes(self, element: etree._Element, name: str) -> None:
        for key in list(element.attrib):
            space, _, said = key.lstrip("{").rpartition("}")
            if said == "author" and space in _SPACES:
                raise RefusedFile(_CHANGES)
            if _EDITING.match(said):
                self.found.add("editing ids")
                del element.attrib[key]
            elif said in _REFRESHED or (name, said) in _NAMES_SOMEBODY:
                self.found.add("properties")
                del element.attrib[key]
            elif name in _NAMED and said in {"name", "descr", "title", "alt", "href"}:
                # What a picture was called on somebody's disk; a description in words stays.
                self._name(element, key, said)

    def _name(self, element: etree._Element, key: str, said: str) -> None:
        if not _PATH.search(element.attrib[key].strip()):
            return
        self.found.add("paths")
        if said == "name":
            element.attrib[key] = "Picture"
        else:
            del element.attrib[key]


def _leave_out(above: etree._Element, element: etree._Element) -> None:
    """Take an element out; words that follow it stay."""
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            above.text = (above.text or "") + element.tail
    above.remove(element)
