"""Word opens what is written: the order of children is the schema's, and whatever is named is there."""

import io
from collections.abc import Callable
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest
from hypothesis import given, settings
from lxml import etree

from openupr.documents.word import Document, write_word

from .word_documents import documents, submission
from .word_order import ORDER, W, faults


@given(documents())
@settings(max_examples=40)
def test_word_would_open_any_document(document: Document) -> None:
    data = write_word(document)
    assert faults(data) == []
    assert data == write_word(document)


def test_word_would_open_a_large_submission_and_another_library_does() -> None:
    data = write_word(submission())
    assert faults(data) == []
    assert len(docx.Document(io.BytesIO(data)).tables[0].rows) == 61


@pytest.mark.parametrize("parent", ["pPr", "rPr", "sectPr", "tblPr", "tcPr", "settings", "style", "lvl"])
def test_two_children_in_the_wrong_order_are_found(parent: str) -> None:
    def swap(tree: etree._Element) -> bool:
        for element in tree.iter(W + parent):
            for left, right in pairwise(element):
                if left.tag != right.tag:
                    element.insert(element.index(left), right)
                    return True
        return False

    assert any(f"{parent} holds" in fault for fault in faults(changed(swap)))


@pytest.mark.parametrize(("name", "attribute"), [("pStyle", "val"), ("endnoteReference", "id"), ("bookmarkEnd", "id")])
def test_what_is_named_and_not_there_is_found(name: str, attribute: str) -> None:
    def misnamed(tree: etree._Element) -> bool:
        found = next(tree.iter(W + name), None)
        if found is not None:
            found.set(W + attribute, "999")
        return found is not None

    assert faults(changed(misnamed))


def test_the_lists_of_the_schema_name_nothing_twice() -> None:
    assert [name for name, children in ORDER.items() if len(children) != len(set(children))] == []


def changed(change: Callable[[etree._Element], bool]) -> bytes:
    """The large submission after a change to the first part in which there was something to change."""
    output = io.BytesIO()
    done = False
    with ZipFile(io.BytesIO(write_word(submission()))) as source, ZipFile(output, "w") as target:
        for name in sorted(source.namelist(), reverse=True):
            tree = etree.fromstring(source.read(name))
            done = done or change(tree)
            target.writestr(name, etree.tostring(tree))
    assert done
    return output.getvalue()
