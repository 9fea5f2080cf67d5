"""Words: where they begin and end, how they are folded, which forms are one."""

import csv
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.text.folding import fold
from openupr.text.words import Token, cut, stem, tokens

_ENDINGS = ("ing", "ed", "ation", "ations", "ational", "es", "ied", "ively", "fulness", "ement")


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Ratify the Convention.", ["ratify", "the", "convention"]),
        ("Women's rights, women’s rights, States' duties", ["women", "rights", "women", "rights", "states", "duties"]),
        ("HIV/AIDS follow-up (2015-2020)", ["hiv", "aids", "follow", "up", "2015", "2020"]),
        ("Côte d’Ivoire, São Tomé, Türkiye", ["cote", "d", "ivoire", "sao", "tome", "turkiye"]),
        ("Łódź, Ærø, Straße, İstanbul", ["lodz", "aero", "strasse", "istanbul"]),
        ("e\u0301tat", ["etat"]),
        ("wo\u200bman co\u00adoperate", ["woman", "cooperate"]),
        ("ﬁnance ² Ⅷ", ["finance", "2", "viii"]),
        ("酷刑 тюрьма تعذيب", ["酷", "刑", "тюрьма", "تعذيب"]),
        ("حُقُوق", ["حقوق"]),
        ("mpower_women __x__", ["mpower", "women", "x"]),
        ("it's 's x's' 5's", ["it", "s", "x", "5"]),
        ("", []),
        ("🙂 \0 — …", []),
    ],
)
def test_a_text_is_cut_into(text, surfaces):
    assert cut(text).surfaces == surfaces


def test_a_token_knows_its_place_in_the_text():
    assert tokens("No to “État’s” ﬁnes") == [
        Token("no", 0, 2),
        Token("to", 3, 5),
        Token("etat", 7, 11),
        Token("fines", 15, 19),
    ]


@given(st.text())
def test_places_are_in_order_inside_the_text_and_fold_to_the_word(text):
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end
        if not any("\u1780" <= char <= "\u17ff" for char in token.surface):
            assert fold(text[token.start : token.end]) == token.surface


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcé'’s -/٣ក្មេងស្រី酷İﬁ\u200b\u0301"))
def test_words_put_together_again_are_the_same_words(text):
    surfaces = [surface for surface in cut(text).surfaces if not "\u1780" <= surface[0] <= "\u17ff"]
    assert cut(" . ".join(surfaces)).surfaces == surfaces


@pytest.mark.parametrize(
    "forms",
    [
        "woman women",
        "child children",
        "person persons people peoples",
        "right rights",
        "ratify ratifies ratified ratifying",
        "organisation organizations organise organized",
        "labour labor",
        "take taken took",
        "minority minorities",
        "minor minors",
        "defence defense",
        "accede accession",
        "criminalize criminalisation criminalised",
    ],
)
def test_forms_of_one_word_have_one_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("minor", "minority"),
        ("minors", "minorities"),
        ("author", "authorities"),
        ("university", "universal"),
        ("executive", "execution"),
        ("aids", "aid"),
        ("policy", "police"),
        ("import", "important"),
        ("nationality", "national"),
        ("access", "accession"),
        ("criminal", "criminalization"),
        ("respect", "respectively"),
    ],
)
def test_words_that_only_look_alike_have_different_stems(one, other):
    assert stem(one) != stem(other)


def test_words_of_other_alphabets_are_their_own_stems():
    assert [stem(word) for word in ("тюрьма", "2015", "កុមារ")] == ["тюрьма", "2015", "កុមារ"]


def test_no_word_of_the_table_of_irregular_words_stands_in_it_twice():
    table = (files("openupr.text") / "data" / "irregular.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    words = [word for row in rows for word in row["words"].split()]
    assert sorted(words) == sorted(set(words))
    assert all(row["why"] for row in rows)
    assert all(cut(row["words"]).surfaces == row["words"].split() for row in rows)


def test_threads_that_stem_at_once_do_not_mix_their_words():
    words = [f"{start}{end}" for start in ("relat", "nation", "organis", "ratif", "hop") for end in _ENDINGS]
    alone = [stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda _: [stem.__wrapped__(word) for word in words], range(40)))
    assert all(stems == alone for stems in together)
