"""Assessments are written into the very same thematic list: nothing but its column for them differs."""

import io
import zipfile
from dataclasses import replace
from xml.sax.saxutils import escape

import pytest

from openupr.files.refusal import RefusedFile
from openupr.files.tests.word_files import paragraph, word_file
from openupr.undocs.list_assessments import HEADING, add_column, fill_list
from openupr.undocs.reading import read_here
from openupr.undocs.tables import read_tables
from openupr.undocs.values import CellPlace, ThematicList

from .test_thematic_lists import HEAD, ROW, TITLE, listed

OTHER = ("122.2 Water it (Slovakia);\nSource of Position: A/HRC/43/15/Add.1 - Para.4", "Noted", "- Trees", "")


def items(data: bytes) -> ThematicList:
    document = read_here(data)
    assert isinstance(document, ThematicList)
    return document


def words(data: bytes, place: CellPlace) -> str:
    row = read_tables(data).tables[place.table][place.row]
    return "\n".join(row.cells[place.cell].lines)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_only_the_cells_of_its_column_differ_and_every_other_part_is_the_same() -> None:
    data = listed(("Theme: Trees & yards",), ROW, OTHER)
    first, second = items(data).items
    told = ["Partly implemented – Forest Watch: 3 < 5 & “more”.", "Not implemented – ព្រៃឈើ"]
    filled = fill_list(data, {first.assessments[0]: told})
    assert filled.left == ()
    assert words(filled.data, first.assessments[0]) == "\n".join(told)
    assert words(filled.data, second.assessments[0]) == ""
    before, after = parts(data), parts(filled.data)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["word/document.xml"]
    # What was put in taken out again is the file to the byte.
    xml, was = after["word/document.xml"], before["word/document.xml"]
    start = next(at for at in range(len(was)) if was[at] != xml[at])
    assert was == xml[:start] + xml[start + len(xml) - len(was) :]
    assert [replace(item, assessed=False) for item in items(filled.data).items] == list(items(data).items)
    assert items(filled.data).has_notes


def test_a_cell_with_words_stays_as_it_is_and_is_told() -> None:
    data = listed((*ROW[:3], "Written before"), OTHER)
    first, second = items(data).items
    filled = fill_list(data, {first.assessments[0]: ["New"], second.assessments[0]: ["New"]})
    assert filled.left == first.assessments
    assert words(filled.data, first.assessments[0]) == "Written before"
    assert words(filled.data, second.assessments[0]) == "New"


def test_a_recommendation_under_two_themes_is_filled_twice() -> None:
    data = listed(("Theme: Trees",), ROW, ("Theme: Yards",), ROW)
    [item] = items(data).items
    filled = fill_list(data, {place: ["Fully implemented"] for place in item.assessments}).data
    assert [words(filled, place) for place in item.assessments] == ["Fully implemented"] * 2


def test_a_list_without_such_a_column_gets_one_in_a_copy() -> None:
    grid = "<w:tblGrid>" + '<w:gridCol w:w="4000"/>' * 3 + "</w:tblGrid>"
    cells = "".join(
        "<w:tr>"
        + "".join(f"<w:tc>{''.join(paragraph(escape(line)) for line in text.split(chr(10)))}</w:tc>" for text in row)
        + "</w:tr>"
        for row in (HEAD[:3], ROW[:3])
    )
    data = word_file(f"<w:tbl>{grid}{cells}</w:tbl>", header1=paragraph(TITLE))
    before = items(data)
    assert "assessment" not in before.columns
    copy = add_column(data, {before.items[0].rows[0]: ["Partly implemented"]})
    after = items(copy)
    assert after.columns == (*before.columns, "assessment")
    assert words(copy, CellPlace(0, 0, 3)) == HEADING
    assert words(copy, after.items[0].assessments[0]) == "Partly implemented"
    assert (after.items[0].text, after.items[0].states) == (before.items[0].text, before.items[0].states)
    assert parts(copy)["word/document.xml"].count(b"<w:gridCol") == 4


def test_a_place_that_is_not_there_and_a_strange_file_are_refused() -> None:
    data = listed(ROW)
    with pytest.raises(RefusedFile):
        fill_list(data, {CellPlace(0, 99, 0): ["New"]})
    with pytest.raises(RefusedFile):
        fill_list(word_file(paragraph("No table")), {})
