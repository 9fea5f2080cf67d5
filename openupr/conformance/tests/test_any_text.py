"""Whatever stands in a file, every check answers in whole sentences."""

import json
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.conformance.rules.conformance import CHECKS, conformance
from openupr.files.tests import word_files as w
from openupr.files.tests.fuzzing import tried_hard
from openupr.files.word import read_word
from openupr.upr.limits import KINDS, rule_set

from .submission_text import heading, numbered, submission

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60)
SAID = st.sampled_from(
    [
        "{",
        "{0}",
        "%s",
        "Submitted by: {x}",
        "Annex",
        "aged 15",
        "Mr {Sok}",
        "46th session",
        "Viet Nam",
        "(A{B}C)",
        "12.\t",
    ]
)
PARAGRAPHS = st.lists(
    st.tuples(st.sampled_from([w.paragraph, heading, numbered]), st.lists(st.one_of(TEXT, SAID), max_size=4)),
    max_size=8,
)


@pytest.mark.fuzz
@given(PARAGRAPHS, st.sampled_from([None, *KINDS]))
@tried_hard
def test_every_check_says_something_whole_about_any_text(paragraphs: list, kind: object) -> None:
    text = "".join(make(escape(" ".join(said))) for make, said in paragraphs)
    found = conformance(read_word(submission(text=text)), kind=kind, rules=rule_set())  # type: ignore[arg-type]
    assert {each.rule.key for each in found.findings} - {"kind"} == set(CHECKS)
    assert sum(found.words.values()) == found.words["counted"] + found.parts.file.words + found.parts.file.note_words
    for finding in found.findings:
        assert finding.message(str).endswith((".", "?", ")"))
        assert all(finding.where())
    assert json.dumps(found.document())
