"""The Word files of `bench.word_counts`: written by LibreOffice, by another library, by hand as Word does, by us.

All texts are our own; the real ones are OHCHR's, from OPENUPR_SHARED, and only counted.
"""

import io
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT

from openupr.conformance.tests import submission_text
from openupr.files.tests import word_files as w

SENTENCE = "The State has not yet acted on what the families of the river asked for in 2021."
KHMER = "ក្រុមគ្រួសារ នៅតាមដងទន្លេ មិនទាន់បានទទួលសំណង"
LISTED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'


def by_hand() -> dict[str, bytes]:
    """XML as Word writes it, one feature a file."""
    one = w.run("one ")
    files = {
        "plain": w.paragraph(SENTENCE),
        "dashes": w.paragraph("one – two 2024–2025 well—known a-b"),
        "non-breaking blanks": w.paragraph("a\u00a0b c"),
        "insertions, deletions": f"<w:p>{one}{w.inserted(w.run('two '))}{w.deleted('three four ')}{one}</w:p>",
        "moved": "<w:p><w:moveFrom w:id='1' w:author='D'><w:r><w:t>here</w:t></w:r></w:moveFrom>"
        f"{w.run(' one')}</w:p><w:p><w:moveTo w:id='2' w:author='D'>{w.run('here')}</w:moveTo></w:p>",
        "deleted mark": w.paragraph("land", '<w:rPr><w:del w:id="1" w:author="D"/></w:rPr>') + w.paragraph("less"),
        "text box": f"<w:p>{one}{w.text_box(w.paragraph('two three'))}</w:p>",
        "table": w.table(("a b", "c"), ("d", "e f g")) + w.paragraph("after"),
        "table in a table": f"<w:tbl><w:tr><w:tc>{w.table(('in', 'ner'))}{w.paragraph('out')}</w:tc></w:tr></w:tbl>"
        + w.paragraph(""),
        "hidden text": f"<w:p>{one}{w.run('two three', '<w:vanish/>')}</w:p>",
        "blanks not kept": "<w:p><w:r><w:t>one </w:t></w:r><w:r><w:t>two</w:t></w:r></w:p>",
        "field": f"<w:p>{w.field('REF x', 'shown text')}</w:p>",
        "control": f"<w:p><w:sdt><w:sdtContent>{w.run('two ')}</w:sdtContent></w:sdt>{w.run('x')}</w:p>",
        "Chinese": w.paragraph("人权 UPR 报告"),
        "Khmer": w.paragraph(KHMER),
        "signs alone": w.paragraph("a &amp; b / c * d"),
        "soft and fixed hyphens": "<w:p><w:r><w:t>co</w:t><w:softHyphen/><w:t>operate well</w:t><w:noBreakHyphen/>"
        "<w:t>known</w:t></w:r></w:p>",
        "thin, em and narrow blanks": w.paragraph("a\u2009b\u2003c\u202fd"),
        "zero-width blanks": w.paragraph("one\u200btwo three\u2003four\u2009five\u202fsix"),
        "formula": f"<w:p>{one}{w.formula('x')}{w.run(' two')}</w:p>",
        "row marked deleted": w.table(("d e f",), gone=True) + w.paragraph("a b c"),
        "tabs and breaks": "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>",
    }
    made = {name: w.word_file(body) for name, body in files.items()}
    noted = f"<w:p>{one}{w.note_mark(1)}{w.run('two')}{w.note_mark(2)}</w:p>"
    made["footnotes"] = w.word_file(noted, footnotes=w.notes("See there.", "And here too."))
    ends = f"<w:p>{one}{w.note_mark(1, 'endnote')}</w:p>"
    made["end note"] = w.word_file(ends, endnotes=w.notes("See there.", kind="endnote"))
    lists = "".join(w.paragraph("two words", LISTED.format(depth)) for depth in (0, 0))
    made["automatic numbers"] = w.word_file(lists, numbering=submission_text.NUMBERING)
    bullets = submission_text.NUMBERING.replace("decimal", "bullet").replace("%1.", "•")
    made["bullets"] = w.word_file(lists, numbering=bullets)
    remark = f'<w:comment w:id="0" w:author="D">{w.paragraph("not counted")}</w:comment>'
    marked = f'<w:p><w:commentRangeStart w:id="0"/>{one}<w:commentRangeEnd w:id="0"/></w:p>'
    made["comment"] = w.word_file(marked, comments=remark)
    foot = w.word_file(w.paragraph("one") + w.section(page_number="rIdfooter1"), footer1=w.paragraph("in the footer"))
    return made | {"footer": foot, "a whole submission": submission_text.submission()}


def by_another_library() -> dict[str, bytes]:
    """What python-docx writes."""

    def written_by(fill: Callable[..., object]) -> bytes:
        document = docx.Document()
        fill(document)
        output = io.BytesIO()
        document.save(output)
        return output.getvalue()

    def numbered(document: docx.document.Document) -> None:
        for style in ("List Number", "List Number", "List Bullet", "List Number 2"):
            document.add_paragraph(SENTENCE, style=style)

    def table(document: docx.document.Document) -> None:
        grid = document.add_table(3, 2, style="Table Grid")
        for row in grid.rows:
            for cell in row.cells:
                cell.text = "two words"

    def edges(document: docx.document.Document) -> None:
        document.add_paragraph(SENTENCE)
        document.sections[0].header.paragraphs[0].text = "A header of five words"
        document.sections[0].footer.paragraphs[0].text = "Footer"

    def sections(document: docx.document.Document) -> None:
        document.add_paragraph(SENTENCE)
        document.add_section().orientation = WD_ORIENT.LANDSCAPE
        document.add_paragraph(SENTENCE)

    def remarks(document: docx.document.Document) -> None:
        run = document.add_paragraph(SENTENCE).add_run(" More.")
        document.add_comment(run, text="a remark of five words", author="D")

    return {
        "headings": written_by(lambda document: [document.add_heading(SENTENCE, level) for level in range(3)]),
        "lists": written_by(numbered),
        "a table": written_by(table),
        "header and footer": written_by(edges),
        "two sections": written_by(sections),
        "a remark": written_by(remarks),
        "5,600 words": written_by(lambda document: [document.add_paragraph("word " * 20) for _ in range(280)]),
    }


_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_ODT = (
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    f'xmlns:text="{_TEXT}" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>{}</office:text>'
    "</office:body></office:document>"
)
_CHANGED = "<office:change-info><dc:creator>D</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info>"


def sources_for_libreoffice() -> dict[str, tuple[str, str]]:
    """{name: (ending, text)} of what LibreOffice is to make Word files of."""
    p = "<text:p>{}</text:p>".format
    note = (
        '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('See there.')}</text:note-body></text:note>"
    )
    tracked = (
        f'<text:tracked-changes><text:changed-region text:id="i"><text:insertion>{_CHANGED}</text:insertion>'
        f'</text:changed-region><text:changed-region text:id="d"><text:deletion>{_CHANGED}{p("gone now")}'
        "</text:deletion></text:changed-region></text:tracked-changes>"
        + p('one <text:change-start text:change-id="i"/>two <text:change-end text:change-id="i"/>three'
            '<text:change text:change-id="d"/>')
    )  # fmt: skip
    box = '<draw:frame svg:width="5cm" svg:height="2cm"><draw:text-box>{}</draw:text-box></draw:frame>'
    cell = "<table:table-cell>{}</table:table-cell>".format
    row = f"<table:table-row>{cell(p('a b'))}{cell(p('c'))}</table:table-row>"
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    table = f"<table:table>{columns}{row}</table:table>"
    items = "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in ("two words", "two more"))
    listed = f"<text:list>{items}</text:list>"
    odt = {
        "odt, footnote": p(f"one{note.format('footnote')} two"),
        "odt, end note": p(f"one{note.format('endnote')} two"),
        "odt, tracked changes": tracked,
        "odt, text box": p(f"one{box.format(p('two three'))}"),
        "odt, table": table + p("after"),
        "odt, list": listed,
        "odt, headings": f'<text:h text:outline-level="1">A heading</text:h>{p(SENTENCE)}',
        "odt, Khmer": p(KHMER),
        "odt, dashes": p("one – two 2024–2025"),
    }
    html = {
        "html, lists": f"<ol><li>one two<li>three</ol><ul><li>{SENTENCE}</ul>",
        "html, table": "<table border=1><tr><td>a b<td>c<tr><td>d<td>e</table><p>after</p>",
        "html, headings and links": f"<h1>Title</h1><p>{SENTENCE} <a href='https://x.org'>a link</a></p>",
        "html, long": f"<p>{SENTENCE}</p>" * 300,
    }
    return {
        **{name: ("fodt", _ODT.format(body)) for name, body in odt.items()},
        **{name: ("html", f"<html><body>{body}</body></html>") for name, body in html.items()},
        "txt, lines": ("txt", f"{SENTENCE}\n\n{SENTENCE}\n"),
    }


def by_libreoffice(folder: Path, convert: "Convert") -> dict[str, bytes]:
    """What LibreOffice makes of them."""
    made = {}
    by_ending: dict[str, list[str]] = {}
    for name, (ending, text) in sources_for_libreoffice().items():
        by_ending.setdefault(ending, []).append(name)
        (folder / f"{name}.{ending}").write_text(text, encoding="utf-8")
    filters = {
        "html": ["--infilter=HTML (StarWriter)"],
        "txt": ["--infilter=Text (encoded):UTF8"],
        "fodt": ["--infilter=OpenDocument Text Flat XML"],
    }
    for ending, names in by_ending.items():
        convert("docx:MS Word 2007 XML", [folder / f"{name}.{ending}" for name in names], folder, filters[ending])
        made |= {name: (folder / f"{name}.docx").read_bytes() for name in names}
    return made


def real_ones() -> dict[str, bytes]:
    """OHCHR's own Word files, where OPENUPR_SHARED holds them."""
    shared = Path(os.environ.get("OPENUPR_SHARED") or Path(__file__).parents[2] / "shared")
    return {path.name: path.read_bytes() for path in sorted((shared / "data").rglob("*.docx"))}


def by_us() -> dict[str, bytes]:
    """What our own writer makes."""
    from openupr.documents.tests.word_documents import submission
    from openupr.documents.word import write_word

    return {"a large joint submission": write_word(submission())}


Convert = Callable[[str, list[Path], Path, list[str]], None]


def office(profile: Path) -> Convert:
    """LibreOffice without its window, with a profile of its own. Raises FileNotFoundError where there is none."""
    program = shutil.which("soffice")
    if program is None:
        raise FileNotFoundError("There is no LibreOffice here. To install it: apt-get install libreoffice-writer-nogui")

    def convert(form: str, files: list[Path], folder: Path, options: list[str]) -> None:
        own = f"-env:UserInstallation={profile.as_uri()}"
        command = [
            program,
            "--headless",
            own,
            *options,
            "--convert-to",
            form,
            "--outdir",
            str(folder),
            *map(str, files),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=600)

    return convert


def all_files(folder: Path, convert: Convert) -> Iterator[tuple[str, str, bytes]]:
    """(origin, what is in it, bytes) of every file."""
    origins = {
        "by hand, as Word writes": by_hand(),
        "python-docx": by_another_library(),
        "LibreOffice": by_libreoffice(folder, convert),
        "OpenUPR": by_us(),
        "OHCHR": real_ones(),
    }
    for origin, files in origins.items():
        yield from ((origin, name, data) for name, data in files.items())
