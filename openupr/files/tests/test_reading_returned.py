"""A Word file that comes back: who changed what, comments and answers, the places of paragraphs; or a refusal."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.files.refusal import RefusedFile
from openupr.files.tests import word_files as w
from openupr.files.tests.fuzzing import tried_hard
from openupr.files.tests.test_fuzzing_readers import broken
from openupr.files.word.with_changes import ChangeMark, ReturnedFile, TrackedPiece, read_returned
from openupr.files.word.with_changes.values import accepted

_BY = 'w:author="Dara" w:date="2026-01-01T00:00:00Z"'
DARA = ChangeMark("Dara", "2026-01-01T00:00:00Z")


def mark(kind: str) -> str:
    """The properties of a paragraph whose end was put in or taken out."""
    return f'<w:rPr><w:{kind} w:id="9" {_BY}/></w:rPr>'


def anchored(name: str, inside: str, properties: str = "", number: int = 1) -> str:
    """A paragraph with a bookmark around its words."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}'
        f'<w:bookmarkEnd w:id="{number}"/></w:p>'
    )


def gone(text: str) -> str:
    return w.deleted(text)


def read(body: str, **parts: str) -> ReturnedFile:
    return read_returned(w.word_file(body, **parts))


def places(file: ReturnedFile) -> list[tuple[str, tuple[str, ...], tuple[str, ...], bool]]:
    return [(each.text, each.anchors, each.within, each.gone) for each in file.paragraphs]


def test_changes_are_told_with_author_and_date_and_both_views_are_there() -> None:
    [told] = read(f"<w:p>{w.run('one ')}{w.inserted(w.run('two '))}{gone('three ')}{w.run('four')}</w:p>").paragraphs
    assert (told.text, told.text_before) == ("one two four", "one three four")
    assert told.marks == (DARA,)
    assert [piece.text for piece in told.pieces if piece.deleted] == ["three "]


def test_runs_that_word_cut_up_are_one_and_keep_their_manner() -> None:
    plain = w.run(" n", '<w:b w:val="0"/>')
    cut = '<w:proofErr w:type="spellStart"/>'.join(w.run(letter, "<w:b/>") for letter in "bold")
    [told] = read(f"<w:p>{w.run('a ')}{cut}{w.run(' i', '<w:i/>')}{plain}</w:p>").paragraphs
    assert told.pieces == (
        TrackedPiece("a "),
        TrackedPiece("bold", bold=True),
        TrackedPiece(" i", italic=True),
        TrackedPiece(" n"),
    )


def test_a_deleted_paragraph_keeps_its_place_and_a_deleted_end_joins_two() -> None:
    body = anchored("p1", gone("one"), mark("del")) + anchored("p2", w.run("two "), mark("del"), 2)
    assert places(read(body + anchored("p3", w.run("three"), "", 3))) == [
        ("", ("p1",), (), True),
        ("two three", ("p2", "p3"), (), False),
    ]


def test_a_paragraph_that_was_split_lies_in_the_bookmark_of_the_first() -> None:
    body = (
        f'<w:p><w:pPr>{mark("ins")}</w:pPr><w:bookmarkStart w:id="1" w:name="p1"/>{w.run("one")}</w:p>'
        f'<w:p>{w.run("two")}<w:bookmarkEnd w:id="1"/></w:p><w:p>{w.run("three")}</w:p>'
    )
    assert places(read(body)) == [("one", ("p1",), (), False), ("two", (), ("p1",), False), ("three", (), (), False)]


def test_bookmarks_between_paragraphs_twice_or_around_nothing_are_told() -> None:
    body = (
        '<w:bookmarkStart w:id="1" w:name="p1"/>' + w.paragraph("one") + '<w:bookmarkEnd w:id="1"/>'
        + anchored("p1", w.run("again"), "", 2) + anchored("p3", "", "", 3)
    )  # fmt: skip
    assert places(read(body)) == [
        ("one", ("p1",), (), False),
        ("again", ("p1",), (), False),
        ("", ("p3",), (), True),
    ]


def test_a_move_is_gone_in_one_place_and_there_in_the_other() -> None:
    body = (
        f'<w:moveFromRangeStart w:id="5" w:name="move1" {_BY}/><w:p><w:pPr>{mark("moveFrom")}</w:pPr>'
        f'<w:moveFrom w:id="6" {_BY}><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p><w:moveFromRangeEnd w:id="5"/>'
        f'{w.paragraph("stays")}<w:moveToRangeStart w:id="7" w:name="move1" {_BY}/><w:p><w:pPr>{mark("moveTo")}</w:pPr>'
        f'<w:moveTo w:id="8" {_BY}>{w.run("moved")}</w:moveTo></w:p><w:moveToRangeEnd w:id="7"/>'
    )
    told = read(body).paragraphs
    assert [(each.text, each.gone, each.moved) for each in told] == [
        ("", True, "move1"),
        ("stays", False, ""),
        ("moved", False, "move1"),
    ]
    assert told[2].marks == (DARA,)


def test_whole_paragraphs_inside_a_change_are_changed() -> None:
    body = w.inserted(w.paragraph("new")) + f'<w:del w:id="3" {_BY}>{w.paragraph("old")}</w:del>' + w.paragraph("x")
    told = read(body).paragraphs
    assert [(each.text, each.text_before, each.gone) for each in told] == [
        ("new", "", False),
        ("", "old", True),
        ("x", "x", False),
    ]


def test_a_table_is_one_and_a_deleted_row_is_gone_from_it() -> None:
    rows = w.table(("a", "b"), ("c", "d")).replace("<w:tr>", f'<w:tr><w:trPr><w:del w:id="1" {_BY}/></w:trPr>', 1)
    [told] = read(rows).paragraphs
    assert [["".join(p.text for p in accepted(cell)) for cell in row] for row in told.rows] == [["", ""], ["c", "d"]]
    assert (told.kind, told.gone, told.marks) == ("table", False, (DARA,))


def test_a_cell_over_two_columns_keeps_the_place_of_the_one_after_it() -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    first, *others = w.table(("a", "b", "c"), ("d", "e")).split("<w:tc>")
    rows = [f"{wide if at == 3 else '<w:tc>'}{cell}" for at, cell in enumerate(others)]
    told = read("".join([first, *rows])).paragraphs[0]
    assert [["".join(piece.text for piece in cell) for cell in row] for row in told.rows] == [
        ["a", "b", "c"],
        ["d", "", "e"],
    ]


def test_notes_come_where_their_marks_stand_and_links_with_their_addresses() -> None:
    field = w.field('HYPERLINK "https://example.org/a"', "there")
    body = f"<w:p>{w.run('one')}{w.note_mark(1, 'endnote')}{field}{w.note_mark(1, 'endnote')}</w:p>"
    [told] = read(body, endnotes=w.notes("See it.", kind="endnote")).paragraphs
    assert told.pieces == (
        TrackedPiece("one"),
        TrackedPiece("", note=(TrackedPiece("See it."),)),
        TrackedPiece("there", link="https://example.org/a"),
    )


_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def commented(extended: str) -> bytes:
    """Two comments on words of the second paragraph and an answer that Word wrote before what it answers."""

    def comment(key: int, author: str, text: str) -> str:
        line = f'<w:p xmlns:w14="{_W14}" w14:paraId="0000000{key}"><w:r><w:annotationRef/></w:r>{w.run(text)}</w:p>'
        return f'<w:comment w:id="{key}" w:author="{author}" w:date="2026-01-0{key}T00:00:00Z">{line}</w:comment>'

    def around(key: int, text: str) -> str:
        sign = f'<w:r><w:commentReference w:id="{key}"/></w:r>'
        return f'<w:commentRangeStart w:id="{key}"/>{w.run(text)}<w:commentRangeEnd w:id="{key}"/>{sign}'

    body = w.paragraph("first") + f"<w:p>{around(2, 'the ')}{around(3, 'land')}{around(1, '')}</w:p>"
    comments = comment(1, "Chan", "Yes.") + comment(2, "Dara", "Which?") + comment(3, "Chan", "Whose?")
    data = w.word_file(body, comments=comments)
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(output, "w") as made:
        for name in archive.namelist():
            part = archive.read(name)
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
                link = f'<Relationship Id="rX" Type="{kind}" Target="commentsExtended.xml"/></Relationships>'
                part = part.replace(b"</Relationships>", link.encode())
            made.writestr(name, part)
        made.writestr("word/commentsExtended.xml", f'<w15:commentsEx xmlns:w15="{_W15}">{extended}</w15:commentsEx>')
    return output.getvalue()


def test_comments_say_on_which_words_they_are_and_answers_follow_them() -> None:
    extended = (
        '<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000002" w15:done="0"/>'
        '<w15:commentEx w15:paraId="00000002" w15:done="1"/>'
    )
    file = read_returned(commented(extended))
    assert [(each.mark.author, each.text, each.paragraph, each.answers, each.done) for each in file.comments] == [
        ("Dara", "Which?", 1, None, True),
        ("Chan", "Yes.", 1, 0, True),
        ("Chan", "Whose?", 1, None, False),
    ]
    assert [file.comments[0].quoted, file.comments[2].quoted] == ["the", "land"]
    assert file.authors == ("Dara", "Chan")


def test_comments_that_answer_each_other_are_all_there() -> None:
    circle = "".join(
        f'<w15:commentEx w15:paraId="0000000{one}" w15:paraIdParent="0000000{two}"/>'
        for one, two in ((1, 2), (2, 1), (3, 3))
    )
    assert sorted(each.text for each in read_returned(commented(circle)).comments) == ["Which?", "Whose?", "Yes."]


def test_what_has_no_place_and_fields_without_end_are_read_all_the_same() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    comment = f'<w:comment w:id="7" {_BY}>{w.paragraph("lost")}</w:comment>'
    file = read(f"<w:p>{begin}{w.run('kept')}</w:p>{w.paragraph('too')}", comments=comment)
    assert [each.text for each in file.paragraphs] == ["kept", "too"]
    assert [(each.text, each.paragraph) for each in file.comments] == [("lost", None)]


@pytest.mark.parametrize("sign", ["bookmarkStart", "commentRangeStart"])
def test_signs_over_each_other_without_end_are_refused(sign: str) -> None:
    many = "".join(f'<w:{sign} w:id="{number}" w:name="b{number}"/>' for number in range(500))
    with pytest.raises(RefusedFile, match="without end"):
        read(f"<w:p>{many}{w.run('x')}</w:p>")


def test_what_is_no_word_file_is_refused() -> None:
    for data in (b"", b"%PDF-1.7", b"PK\x03\x04", w.word_file("").replace(b"PK", b"XX")):
        with pytest.raises(RefusedFile):
            read_returned(data)


_SOUND = commented('<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000002"/>')
with zipfile.ZipFile(io.BytesIO(_SOUND)) as _archive:
    _PARTS = {name: _archive.read(name) for name in _archive.namelist()}


@pytest.mark.fuzz
@given(name=st.sampled_from(sorted(_PARTS)), data=st.data())
@tried_hard
def test_any_part_in_a_sound_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    parts = _PARTS | {name: data.draw(broken([_PARTS[name]]))}
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for each, part in parts.items():
            archive.writestr(each, part)
    assert _outcome(output.getvalue()).endswith(".")


def _outcome(data: bytes) -> str:
    try:
        return f"{len(read_returned(data).paragraphs)} paragraphs."
    except RefusedFile as refusal:
        return str(refusal)
