"""Property: whatever is tracked, noted, boxed or tabled in a document, each part's count is what was written."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.files.tests import word_files as w
from openupr.files.tests.fuzzing import tried_hard
from openupr.files.word import read_word

WORDS = st.lists(
    st.sampled_from(["right", "to", "land", "2024–2025", "–", "l’État", "(CEDAW)"]), min_size=1, max_size=5
)
PIECES = st.lists(
    st.tuples(
        st.sampled_from(
            ["run", "split", "ins", "del", "moved", "note", "link", "field", "hidden", "box", "deleted ins"]
        ),
        WORDS,
    ),
    max_size=6,
)
BLOCKS = st.lists(st.tuples(st.sampled_from(["text", "table", "control"]), PIECES), max_size=5)


@dataclass
class Model:
    """What was written, counted while writing."""

    text: int = 0
    table: int = 0
    boxes: int = 0
    hidden: int = 0
    deleted: int = 0
    inserted: int = 0
    notes: list[str] = field(default_factory=list)

    def piece(self, kind: str, words: list[str], table: bool) -> str:
        # Blanks on both sides: pieces never share a word.
        text, count = f" {' '.join(words)} ", len(words)
        match kind:
            case "del" | "deleted ins":
                self.deleted += count
                return w.deleted(text) if kind == "del" else w.inserted(w.deleted(text))
            case "moved":
                self.deleted += count
                return f'<w:moveFrom w:id="1" w:author="A">{w.run(text)}</w:moveFrom>'
            case "note":
                self.notes.append(text)
                return w.note_mark(len(self.notes))
            case "hidden":
                self.hidden += count
                return w.run(text, "<w:vanish/>")
            case "box":
                self.boxes += count
                return w.text_box(w.paragraph(text))
        if table:
            self.table += count
        else:
            self.text += count
        if kind == "ins":
            self.inserted += count
            return w.inserted(w.run(text))
        if kind == "split":
            return w.run(text[: len(text) // 2], "<w:b/>") + w.run(text[len(text) // 2 :])
        forms = {"link": f"<w:hyperlink>{w.run(text)}</w:hyperlink>", "field": w.field("REF x y z", text)}
        return forms.get(kind, w.run(text))

    def block(self, kind: str, pieces: list[tuple[str, list[str]]]) -> str:
        inside = "".join(self.piece(*piece, table=kind == "table") for piece in pieces)
        paragraph = f"<w:p>{inside}</w:p>"
        if kind == "table":
            return f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl>"
        return f"<w:sdt><w:sdtContent>{paragraph}</w:sdtContent></w:sdt>" if kind == "control" else paragraph


@pytest.mark.fuzz
@given(BLOCKS)
@tried_hard
def test_every_part_counts_what_was_written_into_it(blocks: list[tuple[str, list[tuple[str, list[str]]]]]) -> None:
    model = Model()
    body = "".join(model.block(*block) for block in blocks)
    file = read_word(w.word_file(body, footnotes=w.notes(*model.notes)))

    def words(place: str) -> int:
        return sum(paragraph.words for paragraph in file.paragraphs if paragraph.place == place)

    assert (words("text"), words("table"), words("text box")) == (model.text, model.table, model.boxes)
    assert (file.hidden, file.deleted, file.inserted) == (model.hidden, model.deleted, model.inserted)
    assert [note.text.split() for note in file.notes] == [note.split() for note in model.notes]
