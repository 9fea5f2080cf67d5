"""Whatever is no Word file, or a hostile one, is refused in one clear sentence; nothing else is ever raised."""

import contextlib
import io
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.files import limits
from openupr.files.refusal import RefusedFile
from openupr.files.tests import word_files as w
from openupr.files.tests.fuzzing import tried_hard
from openupr.files.tests.workbooks import compound, xlsx
from openupr.files.word import read_word

GOOD = w.word_file(
    f"<w:p>{w.run('Some text')}{w.note_mark(1)}{w.inserted(w.run('more'))}</w:p>{w.table(('a', 'b'))}"
    f"<w:p>{w.text_box(w.paragraph('box'))}</w:p>{w.section(page_number='rIdfooter1')}",
    footnotes=w.notes("A note"),
    footer1=f"<w:p>{w.field('PAGE', '1')}</w:p>",
    core=w.CORE.format(author="Sophea", last="Dara"),
)


def refused(data: bytes) -> str:
    with pytest.raises(RefusedFile) as refusal:
        read_word(data)
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 300
    return sentence


def archive(**entries: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as made:
        for name, data in entries.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return output.getvalue()


def with_text(part: bytes) -> bytes:
    """A Word file whose text is these bytes."""
    return w.word_file("", extra={"word/document.xml": part})


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"{\\rtf1 Text}", "a text document (RTF)"),
        (b"Dear Council", "plain text"),
        (b"<html><body>", "a web page"),
        (b"\x89PNG\r\n\x1a\n....", "a picture"),
        (compound({"WordDocument": b"x" * 600}), "old Word document (.doc)"),
        (compound({"Workbook": b"x" * 600}), "old office file"),
        (compound({"EncryptedPackage": b"x" * 600, "EncryptionInfo": b"y"}), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut", "old office file"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<x/>"), "OpenDocument"),
        (xlsx([["a"]]), "a spreadsheet"),
        (archive(ppt__presentation_xml=b"<x/>"), "a presentation"),
        (archive(readme=b"x"), "an archive (ZIP)"),
        (archive(word__other_xml=b"<x/>"), "damaged"),
        (archive(word__document_xml=b"<x/>"), "no text part"),
        (with_text(b"<w:document"), "damaged"),
        (with_text(b""), "damaged"),
        (with_text(b"<a>" * 300 + b"</a>" * 300), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_word_file_is_refused_by_its_name(data: bytes, what: str) -> None:
    assert what in refused(data)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_file_that_is_cut_off_is_refused(share: float) -> None:
    assert "damaged" in refused(GOOD[: int(len(GOOD) * share)])


def test_external_and_internal_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the source's name")
    for declared in (f'SYSTEM "file://{secret}"', '"inside"'):
        inside = "<w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body>"
        text = f"<!DOCTYPE x [<!ENTITY e {declared}>]><w:document {w.NAMES}>{inside}</w:document>"
        assert "XML entities" in refused(with_text(text.encode()))
        assert "not written in UTF-8" in refused(with_text(text.encode("utf-16")))
        in_seven_bits = b'<?xml version="1.0" encoding="UTF-7"?>' + text.encode("utf-7")
        refused(with_text(in_seven_bits))


def test_bombs_are_not_unpacked() -> None:
    assert "far more" in refused(with_text(b"<x>" + b" " * 60_000_000 + b"</x>"))
    many = f"<w:document {w.NAMES}><w:body>{'<w:p/>' * (limits.MAX_WORD_TAGS + 1)}</w:body></w:document>"
    assert "far more" in refused(with_text(many.encode()))
    short = f"<w:document {w.NAMES}><w:body>{'<w:p/>' * (limits.MAX_WORD_PARAGRAPHS + 1)}</w:body></w:document>"
    assert "far more text" in refused(with_text(short.encode()))
    long = (
        f"<w:document {w.NAMES}><w:body>{w.paragraph('word ' * (limits.MAX_WORD_TEXT // 5 + 1))}</w:body></w:document>"
    )
    assert "far more text" in refused(with_text(long.encode()))


def test_a_bomb_in_a_picture_is_found_too() -> None:
    assert "far more" in refused(w.word_file("", extra={"word/media/image1.png": b"\0" * 60_000_000}))


def test_a_file_of_many_megabytes_is_not_opened() -> None:
    assert "larger than 50 MB" in refused(b"PK\x03\x04" + b"x" * limits.MAX_WORD_BYTES)


def test_a_password_on_the_archive_is_named() -> None:
    data = bytearray(GOOD)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 4)
    assert "password" in refused(bytes(data))


LONG_NOTE = w.notes("word " * 20_000)
BREAK = '<w:r><w:br w:type="page"/></w:r>'
STYLE = '<w:style w:type="paragraph" w:styleId="S{}"><w:basedOn w:val="S{}"/></w:style>'
HOSTILE = {
    "runs without number": (f"<w:p>{w.run('a') * 40_000}</w:p>", {}),
    "marks of one note": (f"<w:p>{w.note_mark(1) * 40_000}</w:p>", {"footnotes": LONG_NOTE}),
    "fields in fields": ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 40_000, {}),
    "styles on styles": (
        "".join(w.paragraph("x", f'<w:pStyle w:val="S{n}"/>') for n in range(4000)),
        {"styles": "".join(STYLE.format(n, n + 1) for n in range(4000))},
    ),
    "lists in lists": (w.paragraph("x") * 10_000, {"numbering": "<w:abstractNum>" * 200 + "</w:abstractNum>" * 200}),
    "boxes beside boxes": (f"<w:p>{w.text_box(w.paragraph('x')) * 8_000}</w:p>", {}),
    "breaks": (f"<w:p>{BREAK * 40_000}</w:p>", {}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_holds_the_reader_for_long(name: str) -> None:
    body, parts = HOSTILE[name]
    data = w.word_file(body, **parts)
    began = time.process_time()
    outcome(data)
    assert time.process_time() - began < 5


def test_circles_of_styles_and_lists_end() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/><w:styleLink w:val="A"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="1"/></w:numPr>'
    assert read_word(w.word_file(w.paragraph("ends", listed), styles=styles, numbering=numbering)).words == 1


def test_boxes_inside_boxes_are_read_as_deep_as_xml_may_be() -> None:
    body = w.paragraph("core")
    for _ in range(12):
        body = f"<w:p>{w.text_box(body)}</w:p>"
    assert read_word(w.word_file(body)).words == 1


def test_nothing_is_written_to_the_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    read_word(GOOD)


def outcome(data: bytes) -> None:
    """Reads or refuses; anything else that is raised fails the test."""
    with contextlib.suppress(RefusedFile):
        read_word(data)


@pytest.mark.fuzz
@given(st.binary(max_size=400))
@tried_hard
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for whole in (data, b"PK\x03\x04" + data, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data, with_text(data)):
        outcome(whole)


@pytest.mark.fuzz
@given(st.data())
@tried_hard
def test_a_file_with_any_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    broken = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    outcome(bytes(broken))


TAGS = ["p", "r", "t", "tbl", "tr", "tc", "ins", "del", "sdt", "sdtContent", "pPr", "rPr", "fldChar", "br", "sectPr"]
TAGS += [
    "numPr",
    "pStyle",
    "footnoteReference",
    "pict",
    "txbxContent",
    "hyperlink",
    "moveFrom",
    "sz",
    "spacing",
    "lang",
]
VALUES = st.sampled_from(["", "1", "-1", "99999999999", "page", "begin", "end", "٣", "1e9", "12pt", "x"])
TREES = st.recursive(
    st.tuples(st.sampled_from(TAGS), VALUES, st.sampled_from(["", "word", " two words "])),
    lambda inner: st.tuples(st.sampled_from(TAGS), VALUES, st.lists(inner, max_size=4)),
    max_leaves=25,
)


def written(tree: tuple) -> str:
    tag, value, inside = tree
    attributes = f'w:val="{value}" w:id="{value}" w:type="{value}" w:fldCharType="{value}" w:line="{value}"'
    return f"<w:{tag} {attributes}>{inside if isinstance(inside, str) else ''.join(map(written, inside))}</w:{tag}>"


@pytest.mark.fuzz
@given(st.lists(TREES, max_size=6))
@tried_hard
def test_any_nonsense_in_words_own_names_is_read_or_refused(trees: list[tuple]) -> None:
    inside = "".join(map(written, trees))
    outcome(w.word_file(inside, styles=inside, numbering=inside, footnotes=inside, comments=inside))
