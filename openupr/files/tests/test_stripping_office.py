"""What is inside an office file is judged by what it is, whatever it is called and in whatever folder it lies."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from openupr.files.refusal import RefusedFile
from openupr.files.stripping import stripped
from openupr.files.tests import files_with_names as made
from openupr.files.word import read_word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
CARRIERS = {
    "comments": f'<w:comments {W}><w:comment w:id="0" w:author="{made.NAME}"/></w:comments>',
    "comments of a spreadsheet": f"<comments {X}><authors><author>{made.NAME}</author></authors>"
    '<commentList><comment ref="A1" authorId="0"/></commentList></comments>',
    "threads": '<t:ThreadedComments xmlns:t="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    f'<t:threadedComment ref="A1" personId="{made.NAME}"/></t:ThreadedComments>',
    "comments within notes": f'<w:footnotes {W}><w:comment w:id="0" w:author="{made.NAME}"/></w:footnotes>',
    "an author within notes": f'<w:footnotes {W}><w:customXmlInsRangeStart w:author="{made.NAME}"/></w:footnotes>',
    "people": f'<w:people {W}><w:person w:author="{made.NAME}"/></w:people>',
    "properties": f"<Properties><Company>{made.NAME}</Company></Properties>",
    "who shares": f'<users {X}><userInfo name="{made.NAME}"/></users>',
    "something unheard of": f"<gossip>{made.NAME}</gossip>",
}
FOLDERS = ["word", "xl", "custom", "remarks", "media", made.NAME, "footnotes"]
NAMES = st.builds("/".join, st.lists(st.sampled_from(FOLDERS), min_size=1, max_size=4))


def _inside(data: bytes) -> bytes:
    """Cleaned and unpacked; nothing where the file is refused."""
    try:
        return made.unpacked(stripped(data).data)
    except RefusedFile:
        return b""


@given(st.sampled_from(sorted(CARRIERS)), NAMES, st.sampled_from([".xml", ".XML", ".dat", ".bin", ".vml", ""]))
@example("comments", "word/footnotes", ".xml")
@example("comments", "word/remarks", ".xml")
@example("comments of a spreadsheet", "xl/comments/comment1", ".xml")
@example("people", "word/footnotes", ".xml")
@settings(max_examples=60, deadline=None)
def test_whoever_is_named_in_a_part_is_named_in_no_byte_of_what_is_left_whatever_the_part_is_called(
    carrier: str, name: str, ending: str
) -> None:
    part = {f"{name}{ending}": CARRIERS[carrier].encode()}
    assert made.NAME.encode() not in _inside(made.word(more=part))
    assert made.NAME.encode() not in _inside(made.with_parts(made.spreadsheet(), part))


def test_a_spreadsheet_with_comments_as_openpyxl_writes_it_is_refused_and_one_without_is_let_through() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Families"
    book.active["A1"].comment = Comment("Who says so?", made.NAME)
    output = io.BytesIO()
    book.save(output)
    with pytest.raises(RefusedFile, match="comments"):
        stripped(output.getvalue())
    assert b"Families" in _inside(made.spreadsheet())


def test_a_part_that_is_called_after_somebody_gets_another_name_and_is_still_found() -> None:
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        f'Target="media/photo%20of.jpeg"/><Relationship Id="rId2" Type="x/image" Target="media/{made.NAME}.jpeg"/>'
        "</Relationships>"
    )
    data = made.word(
        more={
            f"word/media/{made.NAME}.jpeg": made.photograph(),
            "word/_rels/document.xml.rels": links.encode(),
        }
    )
    clean = stripped(data)
    assert made.NAME.encode() not in made.unpacked(clean.data)
    assert "paths" in clean.taken_out
    with zipfile.ZipFile(io.BytesIO(clean.data)) as archive:
        assert b'Target="/word/part1.jpeg"' in archive.read("word/_rels/document.xml.rels")
        assert archive.read("word/part1.jpeg").startswith(b"\xff\xd8")
    assert [each.text for each in read_word(clean.data).paragraphs] == ["Land was taken."]


@pytest.mark.parametrize(
    "told",
    [
        '<w:instrText>INCLUDEPICTURE "C:\\\\Us</w:instrText><w:instrText>ers\\\\Canaryname\\\\a.png"</w:instrText>',
        '<w:fldSimple w:instr=" LINK Excel.Sheet file:///home/Canaryname/a.xlsx "/>',
    ],
)
def test_a_field_that_is_filled_from_somebodys_disk_is_refused(told: str) -> None:
    with pytest.raises(RefusedFile, match="on the computer it was made on"):
        stripped(made.word(f"<w:p><w:r>{told}</w:r></w:p>"))


def test_who_may_change_a_stretch_and_who_made_a_scenario_are_taken_out() -> None:
    word = made.word(
        f'<w:p><w:permStart w:id="1" w:ed="{made.NAME}"/><w:r><w:t>x</w:t></w:r><w:permEnd w:id="1"/></w:p>'
    )
    assert made.NAME.encode() not in _inside(word)
    assert b"Land was taken." in _inside(word)
    sheet = (
        f'<worksheet {X}><sheetData/><scenarios><scenario name="Low" user="{made.NAME}" '
        f'comment="Created by {made.NAME}"/></scenarios></worksheet>'
    )
    cleaned = _inside(made.with_parts(made.spreadsheet(), {"xl/worksheets/sheet1.xml": sheet.encode()}))
    assert b'name="Low"' in cleaned
    assert made.NAME.encode() not in cleaned
