"""Small Word files made part by part, as Word writes them and as an attacker would."""

import io
import zipfile
from collections.abc import Mapping

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
NAMES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header1": "hdr",
    "footer1": "ftr",
}
_KINDS = {"header1": "header", "footer1": "footer"}

CORE = (
    f'<cp:coreProperties xmlns:cp="{_P}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{last}</cp:lastModifiedBy></cp:coreProperties>"
)


def word_file(body: str, *, extra: Mapping[str, bytes] | None = None, core: str = "", **parts: str) -> bytes:
    """A Word file with this XML in its body; `parts` are the insides of styles, numbering, footnotes, header1 ...

    `extra` are whole entries of the archive, which replace those of the same name.
    """
    entries = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _links(
            [("rId1", "officeDocument", "word/document.xml"), ("rId2", "metadata/core-properties", "docProps/core.xml")]
        ),
        "word/_rels/document.xml.rels": _links(
            [(f"rId{name}", _KINDS.get(name, name), f"{name}.xml") for name in parts]
            + [("rIdChunk", "aFChunk", "afchunk.htm")]
        ),
        "word/document.xml": f"{_XML}<w:document {NAMES}><w:body>{body}</w:body></w:document>",
    }
    for name, inside in parts.items():
        root = "w:" + _ROOTS[name] if name in _ROOTS else ""
        entries[f"word/{name}.xml"] = f"{_XML}<{root} {NAMES}>{inside}</{root}>" if root else inside
    if core:
        entries["docProps/core.xml"] = core
    whole = {name: text.encode() for name, text in entries.items()} | dict(extra or {})
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in whole.items():
            archive.writestr(name, data)
    return output.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def inserted(inside: str, author: str = "Dara") -> str:
    """A tracked insertion."""
    return f'<w:ins w:id="1" w:author="{author}" w:date="2026-01-01T00:00:00Z">{inside}</w:ins>'


def deleted(text: str, author: str = "Dara") -> str:
    """A tracked deletion."""
    gone = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="{author}" w:date="2026-01-01T00:00:00Z">{gone}</w:del>'


def field(code: str, result: str) -> str:
    """A field as Word writes it: its code, then what it shows."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_box(inside: str) -> str:
    """A text box as Word writes it: once for itself and once more for older versions."""
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:rect><v:textbox>{box}</v:textbox></v:rect></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def note_mark(number: int, kind: str = "footnote") -> str:
    """The place in the text that refers to a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def notes(*texts: str, kind: str = "footnote") -> str:
    """The inside of the part with the notes, numbered from 1; before them the separator that every file has."""
    written = "".join(
        f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r>{run(" " + text)}</w:p></w:{kind}>'
        for number, text in enumerate(texts, start=1)
    )
    return f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>{written}'


def table(*rows: tuple[str, ...], gone: bool = False) -> str:
    """A table of cells with one paragraph each; `gone`: all its rows are marked as deleted, their text is not."""
    mark = '<w:trPr><w:del w:id="1" w:author="D"/></w:trPr>' if gone else ""
    cells = ("".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{mark}{each}</w:tr>' for each in cells)}</w:tbl>"


def formula(text: str) -> str:
    """A formula within a line."""
    return f"<m:oMath><m:r><m:t>{text}</m:t></m:r></m:oMath>"


def section(*, page_number: str = "", landscape: bool = False, kind: str = "nextPage") -> str:
    """The properties of a section; `page_number` is the id of the footer that shows it."""
    reference = f'<w:footerReference w:type="default" r:id="{page_number}"/>' if page_number else ""
    size = (
        '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' if landscape else '<w:pgSz w:w="11906" w:h="16838"/>'
    )
    return f'<w:sectPr>{reference}<w:type w:val="{kind}"/>{size}</w:sectPr>'


def _types(parts: Mapping[str, str]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    names = {name: _KINDS.get(name, name) for name in parts if name != "theme"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}.{of}+xml"/>' for name, of in names.items()
    )
    return (
        f'{_XML}<Types xmlns="{_P}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>{overrides}</Types>'
    )


def _links(links: list[tuple[str, str, str]]) -> str:
    kinds = {kind: f"{_P}/relationships/{kind}" if "/" in kind else f"{_R}/{kind}" for _, kind, _ in links}
    written = "".join(
        f'<Relationship Id="{key}" Type="{kinds[kind]}" Target="{target}"/>' for key, kind, target in links
    )
    return f'{_XML}<Relationships xmlns="{_P}/relationships">{written}</Relationships>'
