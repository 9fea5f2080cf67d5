"""What Word asks of a file and LibreOffice forgives: the order of an element's children, and that whatever is named
is there. The orders are those of the schema (ECMA-376, part 4, transitional: CT_PPr, CT_RPr and so on), written from
the standard; a child that is in no list is a fault too.
"""

import io
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

_SIDES = "top start left bottom end right insideH insideV between bar"
ORDER = {
    name: children.split()
    for name, children in {
        "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
        "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
        "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
        "vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
        "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
        "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
        "endnotePr": "pos numFmt numStart numRestart endnote",
        "numPr": "ilvl numId",
        "pBdr": _SIDES, "tblBorders": _SIDES, "tcBorders": _SIDES, "tblCellMar": _SIDES, "tcMar": _SIDES,
        "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
        "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
        "tblGrid": "gridCol",
        "tr": "tblPrEx trPr tc",
        "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign",
        "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
        "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
        "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
        "num": "abstractNumId lvlOverride",
        "lvlOverride": "startOverride lvl",
        "styles": "docDefaults latentStyles style",
        "docDefaults": "rPrDefault pPrDefault",
        "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
        "locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
        "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
        "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData "
        "embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges "
        "bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors "
        "activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter "
        "stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves "
        "doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop "
        "autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength "
        "clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting "
        "bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing "
        "displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin "
        "drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning "
        "characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore "
        "savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText "
        "doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags "
        "alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr "
        "attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures "
        "forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags "
        "decimalSymbol listSeparator",
        "font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic "
        "embedBoldItalic",
        "document": "background body",
        "sdt": "sdtPr sdtEndPr sdtContent",
        "sdtPr": "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex docPartObj",
        "docPartObj": "docPartGallery docPartCategory docPartUnique",
    }.items()
}  # fmt: skip
_ANY_ORDER = {
    "body": {"p", "tbl", "sdt", "sectPr"}, "sdtContent": {"p"},
    "tc": {"tcPr", "p", "tbl"},
    "p": {
        "pPr", "r", "hyperlink", "fldSimple", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd",
    },
    "r": {
        "rPr", "t", "br", "tab", "endnoteReference", "endnoteRef", "commentReference", "annotationRef", "separator",
        "continuationSeparator",
    },
    "hyperlink": {"r"}, "fldSimple": {"r"}, "trPr": {"cantSplit", "tblHeader"}, "tabs": {"tab"},
    "endnotes": {"endnote"}, "endnote": {"p"}, "comments": {"comment"}, "comment": {"p"}, "hdr": {"p"}, "ftr": {"p"},
    "fonts": {"font"}, "compat": {"compatSetting"}, "rPrDefault": {"rPr"}, "pPrDefault": {"pPr"},
}  # fmt: skip
_FIRST = {"p": "pPr", "r": "rPr", "tc": "tcPr", "tr": "trPr"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A Word file unzipped: bytes and trees of its parts by name."""

    parts: dict[str, bytes]
    trees: dict[str, Any]

    def text(self) -> Any:
        return self.trees["word/document.xml"]

    def all(self, name: str, part: str = "document") -> list[Any]:
        tree = self.trees.get(f"word/{part}.xml")
        return [] if tree is None else list(tree.iter(W + name))

    def everything(self) -> bytes:
        """Every byte of every part, and the parts' names."""
        return b"\n".join([name.encode() + b"\n" + data for name, data in self.parts.items()])


def opened(data: bytes) -> Opened:
    with ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name) for name in archive.namelist()}
    return Opened(parts, {name: etree.fromstring(part) for name, part in parts.items()})


def faults(data: bytes) -> list[str]:
    """What Word would not take, one sentence each."""
    file = opened(data)
    return [*_order(file), *_references(file), *_packaging(file)]


def _order(file: Opened) -> Iterator[str]:
    for part, tree in file.trees.items():
        for element in tree.iter(f"{W}*"):
            name = element.tag.removeprefix(W)
            children = [child.tag.removeprefix(W) for child in element]
            if name in ORDER:
                known = ORDER[name]
                yield from (f"{part}: {child} in {name}" for child in children if child not in known)
                places = [known.index(child) for child in children if child in known]
                if places != sorted(places):
                    yield f"{part}: {name} holds {' '.join(children)}"
            elif set(children) - _ANY_ORDER.get(name, set()):
                yield f"{part}: {' '.join(children)} in {name}"
            if name in _FIRST and _FIRST[name] in children[1:]:
                yield f"{part}: {_FIRST[name]} is not first in {name}"
            yield from (f"{part}: {name} is in it twice" for _ in range(_doubled(name, children)))


def _doubled(name: str, children: list[str]) -> int:
    """How many properties stand twice in an element that may hold each once."""
    once = name.endswith("Pr") and name not in {"sectPr", "endnotePr"}
    return len(children) - len(set(children)) if once else 0


def _references(file: Opened) -> Iterator[str]:
    def values(name: str, attribute: str, part: str = "document") -> list[str]:
        return [element.get(W + attribute) for element in file.all(name, part)]

    styles = values("style", "styleId", "styles")
    used = [
        value
        for part in file.trees
        if part.startswith("word/") and part.endswith(".xml")
        for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")
        for value in (element.get(W + "val") for element in file.trees[part].iter(W + name))
    ]
    yield from (f"no style {name}" for name in set(used) - set(styles))
    for what, names in {
        "style": styles,
        "list": values("num", "numId", "numbering"),
        "anchor": values("bookmarkStart", "name"),
        "bookmark": values("bookmarkStart", "id"),
    }.items():
        yield from (f"two of {what} {name}" for name in {name for name in names if names.count(name) > 1})
    lists = {*values("num", "numId", "numbering"), "0"}
    named = values("numId", "val") + values("numId", "val", "styles")
    yield from (f"no list {number}" for number in set(named) - lists)
    abstract = set(values("abstractNum", "abstractNumId", "numbering"))
    yield from (f"no kind {n}" for n in set(values("abstractNumId", "val", "numbering")) - abstract)
    for here, there, part in (
        (values("endnoteReference", "id"), values("endnote", "id", "endnotes")[2:], "endnotes"),
        (values("commentReference", "id"), values("comment", "id", "comments"), "comments"),
        (values("commentRangeStart", "id"), values("commentRangeEnd", "id"), "document"),
        (values("bookmarkStart", "id"), values("bookmarkEnd", "id"), "document"),
    ):
        if here != there:
            yield f"{part}: {here} is not {there}"
    if file.text()[0][-1].tag != W + "sectPr":
        yield "the text does not end with its section"
    yield from ("a cell ends without a paragraph" for cell in file.all("tc") if cell[-1].tag != W + "p")
    for table in file.all("tbl"):
        following = table.getnext()
        if following is None or following.tag != W + "p":
            yield "no paragraph after a table"


def _packaging(file: Opened) -> Iterator[str]:
    overrides = {each.get("PartName") for each in file.trees["[Content_Types].xml"].iter(f"{_TYPES}Override")}
    own = {f"/{name}" for name in file.parts if not name.endswith(".rels") and not name.startswith("[")}
    if overrides != own:
        yield f"kinds are told of {sorted(overrides ^ own)}"
    reached = set()
    for name in [name for name in file.parts if name.endswith(".rels")]:
        folder, _, leaf = name.partition("_rels/")
        rows = list(file.trees[name].iter(f"{_RELATIONS}Relationship"))
        targets = {row.get("Id"): row for row in rows}
        inside = [row.get("Target") for row in rows if row.get("TargetMode") != "External"]
        reached |= {"/" + posixpath.join(folder, target) for target in inside}
        source = file.trees.get(folder + leaf.removesuffix(".rels"))
        if source is not None:
            asked = {value for element in source.iter() for key, value in element.attrib.items() if key == f"{R}id"}
            yield from (f"{name}: nothing under {each}" for each in asked - set(targets))
    if reached != own:
        yield f"parts and what leads to them differ: {sorted(reached ^ own)}"
