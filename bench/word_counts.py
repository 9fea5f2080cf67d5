"""Word counts side by side with LibreOffice, on files of many origins; every difference is explained or shown.

    python -m bench.word_counts [--write]

Prints a table; --write puts what differs into docs/counting-words.md. LibreOffice's figure is its own statistic of the
document, as it writes it into a file. It counts some things that are outside our count on purpose: automatic numbers
and bullets, headers and footers (once for each section), the mark of a note that stands alone between blanks, what
still stands in a deleted row; it leaves out formulas, and takes – and — for blanks. A difference is
explained when it is exactly the sum of these, counted on the same file; what is left over stands in the last column.
"""

import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.word_count_files import Convert, all_files, by_us, office
from openupr.conformance.rules.conformance import conformance
from openupr.files.word import WordFile, read_word
from openupr.files.word.names import LINK, MATHS, w
from openupr.files.word.package import Package, open_package
from openupr.files.word.reading import story_of
from openupr.files.word.styles import Styles
from openupr.upr.limits import rule_set

PAGE = Path(__file__).parents[1] / "docs" / "counting-words.md"
BEGIN, END = "<!-- bench.word_counts: begin -->", "<!-- bench.word_counts: end -->"


@dataclass(frozen=True, slots=True)
class Compared:
    """A file's words: ours, LibreOffice's, and what LibreOffice counts besides."""

    origin: str
    name: str
    text: int
    notes: int
    theirs: int
    labels: int
    bullets: int
    edges: int
    dashes: int
    marks: int
    formulas: int
    rows: int

    @property
    def difference(self) -> int:
        return self.theirs - self.text - self.notes

    @property
    def unexplained(self) -> int:
        return self.difference - self.labels - self.bullets - self.edges - self.dashes - self.marks - self.besides

    @property
    def besides(self) -> int:
        """What it counts in rows that are marked as deleted, without what it leaves out of formulas."""
        return self.rows - self.formulas

    @property
    def why(self) -> str:
        told = {
            "automatic numbers": self.labels,
            "bullets": self.bullets,
            "headers and footers": self.edges,
            "dashes": self.dashes,
            "note marks": self.marks,
            "formulas": -self.formulas,
            "deleted rows": self.rows,
        }
        return ", ".join(f"{what} {number:+}" for what, number in told.items() if number)


def compared(origin: str, name: str, data: bytes, theirs: int) -> Compared:
    file = read_word(data)
    package = open_package(data)
    with package.archive:
        edges, marks = _edges(package), _marks(package)
        formulas, rows = _formulas(package), _deleted_rows(package)
    filled = [each for each in file.paragraphs if each.number]
    return Compared(
        origin=origin,
        name=name,
        text=file.words,
        notes=file.note_words,
        theirs=theirs,
        labels=sum(len(each.label.split()) for each in filled),
        bullets=sum(each.numbering == "bullet" for each in filled),
        edges=edges,
        marks=marks,
        formulas=formulas,
        rows=rows,
        dashes=_dashes(file),
    )


def _dashes(file: WordFile) -> int:
    """How many more words there are where dashes are blanks."""
    texts = [each.text for each in file.paragraphs] + [note.text for note in file.notes]
    return sum(len(_without_dashes(text).split()) - len(text.split()) for text in texts)


def _without_dashes(text: str) -> str:
    return re.sub("[–—]", " ", text)


def _edges(package: Package) -> int:
    """Words in headers and footers, dashes taken for blanks, once for each section that names them."""
    styles, links = Styles(package.linked("styles"), None), package.links(package.main)
    words = 0
    for reference in package.part(package.main).iter(w("headerReference"), w("footerReference")):
        story = story_of(package.part(links[reference.get(LINK)][1]), styles, None)
        words += sum(len(_without_dashes(each.text).split()) for each in story.paragraphs)
    return words


def _marks(package: Package) -> int:
    """Marks of notes that stand alone between blanks."""
    alone = 0
    for paragraph in package.part(package.main).iter(w("p")):
        pieces = paragraph.iter(w("t"), w("footnoteReference"), w("endnoteReference"))
        text = "".join((piece.text or "") if piece.tag == w("t") else "*" for piece in pieces)
        alone += len([word for word in text.split() if word.strip("*") == "" and _has_notes(paragraph)])
    return alone


def _formulas(package: Package) -> int:
    """Words of formulas, each by itself."""
    found = [each for each in package.part(package.main).iter(*MATHS) if each.tag.endswith("}oMath")]
    return sum(len("".join(each.itertext()).split()) for each in found)


def _deleted_rows(package: Package) -> int:
    """Words in rows that are marked as deleted, that are not marked themselves."""
    rows = [row for row in package.part(package.main).iter(w("tr")) if row.find(f"{w('trPr')}/{w('del')}") is not None]
    paragraphs = [paragraph for row in rows for paragraph in row.iter(w("p"))]
    return sum(len("".join(each.text or "" for each in line.iter(w("t"))).split()) for line in paragraphs)


def _has_notes(paragraph: Any) -> bool:
    return next(paragraph.iter(w("footnoteReference"), w("endnoteReference")), None) is not None


def compare_all() -> list[Compared]:
    """Every file, with one conversion by LibreOffice for all."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        convert = office(folder / "profile")
        files = list(all_files(folder, convert))
        return list(compare(files, folder, convert))


def compare(files: list[tuple[str, str, bytes]], folder: Path, convert: Convert) -> Iterator[Compared]:
    """Each of (origin, name, bytes), with one run of LibreOffice for all."""
    paths = [folder / f"{number}.docx" for number in range(len(files))]
    for path, (_, _, data) in zip(paths, files, strict=True):
        path.write_bytes(data)
    convert("odt", paths, folder, [])
    for path, (origin, name, data) in zip(paths, files, strict=True):
        with zipfile.ZipFile(path.with_suffix(".odt")) as odt:
            told = re.search(rb'word-count="(\d+)"', odt.read("meta.xml"))
        assert told, name
        yield compared(origin, name, data, int(told[1]))


def table(lines: list[Compared]) -> str:
    head = "| written by | what is in it | ours: text | notes | LibreOffice | difference | made up of | left over |"
    rows = [
        f"| {line.origin} | {line.name} | {line.text:,} | {line.notes:,} | {line.theirs:,} | {line.difference or ''} | "
        f"{line.why} | {line.unexplained or ''} |"
        for line in lines
    ]
    return "\n".join([head, "| --- " * 8 + "|", *rows])


def speed() -> str:
    """How long a large joint submission takes to be read and checked, in a sentence."""
    [data], took = by_us().values(), []
    for _ in range(9):
        began = time.perf_counter()
        found = conformance(read_word(data), kind="joint", rules=rule_set())
        took.append(time.perf_counter() - began)
    words = sum(found.words[part] for part in ("body", "notes", "cover", "annex"))
    return f"A joint submission of {words:,} words is read and checked in {median(took) * 1000:.0f} ms (median of 9)."


def main() -> None:
    lines = compare_all()
    same = sum(not line.difference for line in lines)
    explained = sum(not line.unexplained for line in lines) - same
    told = f"{len(lines)} files: {same} counted alike, {explained} more with every difference explained."
    took = speed()
    print(f"{told}\n\n{table(lines)}\n\n{took}\n")
    if "--write" in sys.argv[1:]:
        differ = table([line for line in lines if line.difference])
        page = PAGE.read_text()
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        PAGE.write_text(f"{before}{BEGIN}\n{told} These differ:\n\n{differ}\n\n{took}\n{END}{after}")


if __name__ == "__main__":
    main()
