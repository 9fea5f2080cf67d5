"""Promises about every template of the product: nothing inline, all words translatable."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(path for path in ROOT.rglob("templates/**/*.html"))
# Python that draws HTML has the same duties.
DRAWING = [ROOT / "web" / name for name in ("drawing.py", "grids.py", "lists.py", "marking.py")]

INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script without a file": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "an event attribute": re.compile(r"<[^>{%]*\s(on[a-z]+|hx-on[:a-z-]*)\s*=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "another server": re.compile(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//""", re.I),
}


def _where_found(find, paths):
    """What is found in each of the files, by the file's name; only those where anything is."""
    found = {str(path.relative_to(ROOT)): find(path) for path in paths}
    return {name: faults for name, faults in found.items() if faults}


def test_a_template_holds_nothing_the_policy_forbids():
    assert _where_found(_forbidden, [*TEMPLATES, *DRAWING]) == {}


def _forbidden(path):
    text = re.sub(r"<svg xmlns=.http://www.w3.org/2000/svg.", "<svg", path.read_text())
    found = [what for what, pattern in INLINE.items() if pattern.search(text)]
    if "tests" not in path.parts and "another server" in found and _is_a_link_for_people(text):
        found.remove("another server")
    return found


def _is_a_link_for_people(text):
    # A link that a person may follow is not a request of the page.
    loads = re.compile(
        r"""<(?:script|link|img|iframe|form|source)\b[^>]*(?:src|href|action)=["']?(?:https?:)?//""", re.I
    )
    return not loads.search(text)


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        "<script>x()</script>",
        '<a onclick="x()">',
        '<a href="javascript:x">',
    ],
)
def test_the_patterns_would_find_a_fault(bad):
    assert [what for what, pattern in INLINE.items() if pattern.search(bad)] != []


PLACEHOLDERS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>|&[a-z]+;", re.S)
BLOCK_TRANSLATED = re.compile(r"\{%\s*blocktrans.*?endblocktrans\w*\s*%\}", re.S)
COMMENT = re.compile(r"\{%\s*comment.*?endcomment\s*%\}", re.S)
SITE = re.compile(r"\b[\w-]+(?:\.[\w-]+)+\b")
# Names of formats and of the product are the same in every language.
NAMES = {"OpenUPR", "CSV", "XLSX", "JSON", "SVG", "PNG", "PDF", "UPR", "UHRI", "API", "HTML", "SHA", "English"}


def test_every_word_a_reader_sees_can_be_translated():
    assert _where_found(_not_translated, [path for path in TEMPLATES if "tests" not in path.parts]) == {}


def _not_translated(path):
    text = COMMENT.sub("", BLOCK_TRANSLATED.sub("", path.read_text()))
    text = PLACEHOLDERS.sub(" ", re.sub(r"<code>.*?</code>", " ", text, flags=re.S))
    words = re.findall(r"[A-Za-z]{3,}", SITE.sub(" ", text))
    return [word for word in words if word not in NAMES]


TABLE_LINK = re.compile(r">\s*(?:CSV|JSON|XLSX)\s*(?:<span[^<]*</span>\s*)?</a>")
IN_ONE_DOWNLOAD = re.compile(r"\{%\s*download\b.*?\{%\s*enddownload\s*%\}", re.S)
# What it lists are papers to hand over, one for each ministry.
PAPERS = {"government.html"}


def test_every_link_to_a_table_is_in_one_download():
    files = [path for path in TEMPLATES if "tests" not in path.parts and path.name not in PAPERS]
    assert _where_found(lambda path: TABLE_LINK.findall(IN_ONE_DOWNLOAD.sub("", path.read_text())), files) == {}


def test_every_class_in_a_template_has_a_style():
    styles = "".join(path.read_text() for path in ROOT.glob("*/static/**/*.css"))
    styled = set(re.findall(r"\.([a-z][a-z0-9-]*)", styles))
    used = {
        (str(path.relative_to(ROOT)), name)
        for path in TEMPLATES
        for value in re.findall(r'\bclass="([^"]*)"', re.sub(r"\{[%{#].*?[%}#]\}", " ", path.read_text()))
        for name in value.split()
        if not name.endswith("-")  # the beginning of a name that a variable completes
    }
    assert sorted(pair for pair in used if pair[1] not in styled) == []


FIELD_WORDS = re.compile(
    r"\b(recommend\w*|reviews?|reviewed|supported|noted|pledges?|coalitions?|treat(?:y|ies)|diplomats?|sessions?|UPR)\b"
)


def test_no_word_of_the_field_stands_in_this_room():
    app = ROOT / "web"
    files = [path for kind in ("*.py", "*.html", "*.css", "*.js") for path in app.rglob(kind)]
    ours = [path for path in files if not {"tests", "vendor"} & set(path.parts)]
    found = {path.name: FIELD_WORDS.findall(path.read_text()) for path in ours}
    assert {name: words for name, words in found.items() if words} == {}


TO_TRANSLATE = re.compile(
    r"""\{%\ translate\ (?:"[^"]*"|'[^']*')[^%]*%\}
    |\{%\ blocktranslate\b(?:[^%]|%(?!\}))*%\}.*?\{%\ endblocktranslate\ %\}""",
    re.VERBOSE,
)
# What may stand beside such a text: the attribute that it is, an element's end, punctuation.
AROUND_A_TEXT = re.compile(r"""\s*(?:[\w-]+=)?["']?(?:</\w+>)*["'.,:;)]*""")
LONGEST_LINE = 140


def _is_too_long(line):
    text = TO_TRANSLATE.search(line)
    is_a_text = text and AROUND_A_TEXT.fullmatch(line.replace(text[0], "", 1))
    return len(line) > LONGEST_LINE and not is_a_text


def test_no_line_of_a_template_is_too_long_to_read_but_a_text_to_translate():
    lines = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if _is_too_long(line)
    ]
    assert lines == []


@pytest.mark.parametrize(
    ("line", "is_too_long"),
    [
        ("x" * 141, True),
        ('    {% translate "' + "x " * 80 + '" %}', False),
        ("    data-said=\"{% translate '" + "x " * 80 + "' %}\"", False),
        ("    {% blocktranslate with a=b %}" + "x " * 80 + "{% endblocktranslate %}</a>.", False),
        ('{% if a %}{% translate "' + "x " * 80 + '" %}{% endif %}', True),
    ],
)
def test_only_a_text_to_translate_may_be_long(line, is_too_long):
    assert bool(_is_too_long(line)) == is_too_long


# A name that is put together ("kinds/"|add:kind) is tested by the app whose template it is.
INCLUDED = re.compile(r"""\{%\s*include\s+["']([^"']+)["'](?!\|)""")


def test_every_part_that_a_template_includes_is_there():
    there = {str(path).rpartition("/templates/")[2] for path in TEMPLATES}
    missing = {
        (str(path.relative_to(ROOT)), part)
        for path in TEMPLATES
        for part in INCLUDED.findall(path.read_text())
        if part not in there
    }
    assert missing == set()
