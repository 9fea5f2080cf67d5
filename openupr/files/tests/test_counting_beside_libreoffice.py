"""LibreOffice, which is not ours, counts the same words. One run of it for all files; bench.word_counts has more."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from openupr.files.tests import word_files as w
from openupr.files.word import read_word

_ONE = w.run("one ")
ALIKE = {
    "text": w.paragraph("Words, (in brackets), a & b / c; a\u00a0b".replace("&", "&amp;")),
    "tracked": f"<w:p>{_ONE}{w.inserted(w.run('two '))}{w.deleted('three four ')}{w.run('five')}</w:p>",
    "deleted mark": w.paragraph("land", '<w:rPr><w:del w:id="1" w:author="D"/></w:rPr>') + w.paragraph("less"),
    "box": f"<w:p>{_ONE}{w.text_box(w.paragraph('two three'))}</w:p>",
    "table": w.table(("a b", "c"), ("d", "e f g")) + w.paragraph("after"),
    "hidden": f"<w:p>{_ONE}{w.run('two three', '<w:vanish/>')}</w:p>",
    "field": f"<w:p>{w.field('REF x', 'shown text')}</w:p>",
    "blanks": "<w:p><w:r><w:t>one </w:t></w:r><w:r><w:t>two</w:t></w:r></w:p>",
    "Chinese": w.paragraph("人权 UPR 报告"),
    "notes": f"<w:p>{w.run('one')}{w.note_mark(1)}{w.run(' two')}</w:p>",
    "thin and wide blanks": w.paragraph("a\u2009b\u2003c\u202fd"),
}
# What the two count differently, as docs/counting-words.md says: the words here, and LibreOffice's.
UNLIKE = {
    "formula": (f"<w:p>{_ONE}{w.formula('x')}{w.run(' two')}</w:p>", 3, 2),
    "row marked deleted": (w.table(("d e f",), gone=True) + w.paragraph("a b c"), 3, 6),
    "zero-width blanks": (w.paragraph("one\u200btwo three\u2003four\u2009five\u202fsix"), 5, 1),
}


# test_counting_word counts what was written into each part; test_word_in_libreoffice counts paragraphs in it.
@pytest.mark.thorough
def test_libreoffice_counts_the_same_words(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("There is no LibreOffice here. To install it: apt-get install libreoffice-writer-nogui")
    ours = {}
    bodies = ALIKE | {name: body for name, (body, _, _) in UNLIKE.items()}
    for name, body in bodies.items():
        data = w.word_file(body, footnotes=w.notes("See there, please."))
        (tmp_path / f"{name}.docx").write_bytes(data)
        file = read_word(data)
        ours[name] = file.words + file.note_words
    files = [str(tmp_path / f"{name}.docx") for name in bodies]
    own = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, "--headless", own, "--convert-to", "odt", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    theirs = {name: _statistic(tmp_path / f"{name}.odt") for name in bodies}
    assert {name: theirs[name] for name in ALIKE} == {name: ours[name] for name in ALIKE}
    told = {name: (here, there) for name, (_, here, there) in UNLIKE.items()}
    assert {name: (ours[name], theirs[name]) for name in UNLIKE} == told


def _statistic(odt: Path) -> int:
    with zipfile.ZipFile(odt) as archive:
        told = re.search(rb'word-count="(\d+)"', archive.read("meta.xml"))
    assert told
    return int(told[1])
