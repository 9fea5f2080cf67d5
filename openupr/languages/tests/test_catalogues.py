"""The catalogues of translated texts: read, compiled, and the same as what is shipped."""

import gettext
import io
import re
from pathlib import Path

import pytest
from django.conf import settings

from openupr.languages.rules.catalogues import NotACatalogue, compiled, read

FOLDER = Path(settings.LOCALE_PATHS[0])
CATALOGUES = sorted(FOLDER.glob("*/LC_MESSAGES/django.po"))
ROOT = Path(settings.BASE_DIR)
HELD = re.compile(r"%\((\w+)\)s")
EACH = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])


@EACH
def test_the_compiled_catalogue_is_that_of_its_source(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == compiled(path), "run: .venv/bin/openupr languages"


@EACH
def test_a_translation_keeps_what_is_filled_in(path: Path) -> None:
    for entry in read(path):
        assert entry.translated[0], entry.english
        for text in entry.translated:
            assert set(HELD.findall(text)) == set(HELD.findall(entry.plural or entry.english)), entry.english


@EACH
def test_no_text_is_translated_twice(path: Path) -> None:
    keys = [entry.key for entry in read(path)]
    assert sorted(set(keys)) == sorted(keys)


def test_pythons_own_gettext_reads_what_we_compile(tmp_path: Path) -> None:
    source = tmp_path / "a.po"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
        '#. A place\nmsgid "one"\nmsgid_plural "many"\nmsgstr[0] "ច្រើន"\n\nmsgid "a "\n"b"\nmsgstr "ក"\n'
    )
    assert [(entry.english, entry.translated) for entry in read(source)] == [("one", ["ច្រើន"]), ("a b", ["ក"])]
    found = gettext.GNUTranslations(io.BytesIO(compiled(source)))
    assert (found.ngettext("one", "many", 2), found.gettext("a b"), found.gettext("c")) == ("ច្រើន", "ក", "c")


def test_a_line_that_is_none_is_refused_with_its_number(tmp_path: Path) -> None:
    source = tmp_path / "a.po"
    source.write_text('msgid "a"\nnonsense\n')
    with pytest.raises(NotACatalogue, match="line 2"):
        read(source)
