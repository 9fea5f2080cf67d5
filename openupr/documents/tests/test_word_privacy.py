"""A Word file says nothing but what is in the document: not who wrote it, where, when, or with what."""

import functools
import getpass
import io
import os
import platform
import re
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openupr.documents.word import (
    Annex,
    Cover,
    CoverOrganisation,
    Document,
    DocumentTable,
    Furniture,
    Heading,
    Item,
    Labels,
    Listing,
    Note,
    PageBreak,
    Paragraph,
    Run,
    WordComment,
    plain,
    write_word,
)
from openupr.documents.word.letters import clean
from openupr.documents.word.links import link_address

from .word_documents import documents, submission
from .word_order import Opened, opened

_WORD = re.compile(r"[^\W\d_]{3,}")


def strings(value: Any) -> list[str]:
    """Every text anywhere in a value."""
    if isinstance(value, str):
        return [clean(value), link_address(value)]
    if is_dataclass(value):
        return [text for each in fields(value) for text in strings(getattr(value, each.name))]
    return [text for each in value for text in strings(each)] if isinstance(value, tuple) else []


def words_of(file: Opened) -> set[str]:
    """Every word of a file: tags, attributes, their values, texts, names of parts."""
    found = list(file.parts)
    for tree in file.trees.values():
        for element in tree.iter():
            found += [element.tag, element.text or "", element.tail or "", *element.attrib, *element.attrib.values()]
    return {word for text in found for word in _WORD.findall(text)}


def blank(language: str) -> Document:
    """A document with everything that documents can have, and no word."""
    # The digits after the first are Khmer and Arabic ones.
    digits = (Run("1", True, True), Run("១"), Run("١", language="ar"), Run("1", language="fr"))
    runs = (*digits, Run("1", link="https://1"), Run("1", link="#_"), Note((Run("1", link="https://1"),)))
    comment = WordComment("", "1", datetime(2026, 5, 4, tzinfo=UTC))
    lists = [
        Listing(tuple(Item(runs, level) for level in range(3)), kind) for kind in ("bullets", "letters", "numbers")
    ]
    headings = [Heading(runs, level, numbered) for level in (1, 2, 3) for numbered in (True, False)]
    across = DocumentTable((((*runs, *plain("\n\t")),),), (runs,), caption=runs, landscape=True)
    text = (*headings, *lists, PageBreak(), across, Paragraph(runs, True, anchor="_", comments=(comment,)))
    annexes = (Annex(runs, text[:-1]), Annex(runs, (across,), landscape=True))
    cover = Cover(("1", "1"), "1", "1", "1", "1", (CoverOrganisation("1", runs),), ("1",), ("1",))
    none = Labels("", "", "", "", "", "", "")
    return Document("1", (*text, PageBreak(), *lists, *annexes), cover, language, Furniture("1"), none)


@functools.cache
def of_the_format() -> set[str]:
    """The words that any file has: those of the format, and our own names of styles."""
    found: set[str] = set()
    for language in ("en", "fr", "km", "ar", "zh"):
        document = blank(language)
        for each in (document, replace(document, cover=None), replace(document, for_comments=True)):
            found |= words_of(opened(write_word(each)))
    return found


@given(documents())
@settings(max_examples=30)
def test_every_word_of_a_file_stands_in_the_document_or_is_the_formats(document: Document) -> None:
    told = "\n".join(strings(document))
    found = words_of(opened(write_word(document)))
    assert {word for word in found - of_the_format() if word not in told} == set()


_NAMES = st.text(alphabet="bcdfghjklmnpqrstvwxz", min_size=9, max_size=12)


@given(_NAMES)
@settings(max_examples=20)
def test_a_name_in_the_environment_is_in_no_byte_of_the_file(name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("USER", "LOGNAME", "USERNAME", "HOME", "HOSTNAME", "GIT_AUTHOR_NAME", "EMAIL", "OPENUPR_HOME"):
            patch.setenv(variable, name)
        patch.setattr(getpass, "getuser", lambda: name)
        patch.setattr(platform, "node", lambda: name)
        patch.setattr(os, "getcwd", lambda: f"/home/{name}")
        patch.setattr(Path, "home", lambda: Path(f"/home/{name}"))
        data = write_word(Document("Homes", (Paragraph(plain("Text")),), Cover(("Homes",))))
    assert name.encode() not in opened(data).everything().lower()


@given(st.lists(_NAMES, min_size=2, max_size=8, unique=True), st.data())
@settings(max_examples=20)
def test_only_the_organisations_that_are_given_are_in_the_file(names: list[str], data: st.DataObject) -> None:
    named = data.draw(st.sets(st.sampled_from(names)))
    organisations = tuple(CoverOrganisation(name) for name in names if name in named)
    blocks = (Paragraph(plain("Text")), Annex(plain("Table")))
    file = opened(write_word(Document("Homes", blocks, Cover(organisations=organisations), furniture=Furniture("D"))))
    everything = file.everything()
    assert {name for name in names if name.encode() in everything} == named


def test_nothing_of_a_program_a_person_or_a_session_is_in_the_file() -> None:
    file = opened(write_word(submission()))
    for trace in (b"rsid", b"paraid", b"thumbnail", b"python", b"lxml", b"openupr", b"creator", b"lastmodifiedby"):
        assert trace not in file.everything().lower(), trace
    assert b"author" not in file.everything()
    assert sorted(file.parts) == [
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels",
        "word/_rels/endnotes.xml.rels", "word/document.xml", "word/endnotes.xml", "word/fontTable.xml",
        "word/footer1.xml", "word/footer2.xml", "word/header1.xml", "word/header2.xml", "word/numbering.xml",
        "word/settings.xml", "word/styles.xml",
    ]  # fmt: skip
    assert [element.text for element in file.trees["docProps/core.xml"]] == [
        "Homes and land", "en-GB", "2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z",
    ]  # fmt: skip


def test_the_archive_tells_no_time_and_no_machine() -> None:
    with ZipFile(io.BytesIO(write_word(submission()))) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(entry.create_system, entry.extra, entry.comment) for entry in archive.infolist()} == {(0, b"", b"")}
        assert archive.comment == b""
