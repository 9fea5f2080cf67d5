"""Words are taken out of a Word file, and the rest of it stays as it was."""

import io
import re
from collections.abc import Sequence
from zipfile import ZipFile

from openupr.documents.word import Document, Note, Paragraph, Run, write_word
from openupr.files.word import read_word
from openupr.files.word.cutting import words_taken_out


def find(text: str) -> Sequence[tuple[int, int]]:
    return [each.span() for each in re.finditer(r"took\sall we had", text)]


def a_file(*runs: Run | Note) -> bytes:
    return write_word(Document(title="A title", blocks=(Paragraph(runs), Paragraph((Run("Another paragraph."),)))))


def texts(data: bytes) -> list[str]:
    return [each.text for each in read_word(data).paragraphs]


def test_words_that_run_over_bold_and_a_break_go_whole() -> None:
    data = a_file(Run("They took", bold=True), Run("\nall we"), Run(" had, he said."))
    cut = words_taken_out(data, find, mark="(…)")
    assert any("They (…)" in each and each.endswith(", he said.") for each in texts(cut))
    assert [each for each in texts(cut) if "(…)" not in each] == [each for each in texts(data) if "took" not in each]
    with ZipFile(io.BytesIO(data)) as before, ZipFile(io.BytesIO(cut)) as after:
        assert before.namelist() == after.namelist()
        assert b"all we" not in b"".join(after.read(name) for name in after.namelist())


def test_words_in_an_end_note_go_too() -> None:
    data = a_file(Run("See the note."), Note((Run("They took all we had."),)))
    with ZipFile(io.BytesIO(words_taken_out(data, find, mark="(…)"))) as after:
        assert "They (…)." in after.read("word/endnotes.xml").decode()


def test_a_file_without_them_is_the_same_to_the_byte() -> None:
    data = a_file(Run("We want a school."))
    assert words_taken_out(data, find, mark="(…)") is data
