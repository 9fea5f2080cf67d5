"""The query language: what is understood, what is skipped and said, and that nothing makes it stumble."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.index.hints import SENTENCES, Hint, sentence
from openupr.index.language import DEEPEST, LONGEST, MOST_TERMS, parse_question
from openupr.index.tests.some_rows import trees
from openupr.index.tree import And, Everything, Not, Nothing, Or, Phrase, Prefix, SearchWord, canonical


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ("land", SearchWord("land")),
        ("Land Rights", And((SearchWord("land"), SearchWord("rights")))),
        ("land AND rights", And((SearchWord("land"), SearchWord("rights")))),
        ("land OR women", Or((SearchWord("land"), SearchWord("women")))),
        ("land women OR torture", Or((And((SearchWord("land"), SearchWord("women"))), SearchWord("torture")))),
        ("land (women OR torture)", And((SearchWord("land"), Or((SearchWord("women"), SearchWord("torture")))))),
        ("land NOT women", And((SearchWord("land"), Not(SearchWord("women"))))),
        ("land -women", And((SearchWord("land"), Not(SearchWord("women"))))),
        ('-"land rights"', Not(Phrase(("land", "rights")))),
        ("-(land women)", Not(And((SearchWord("land"), SearchWord("women"))))),
        ("NOT NOT land", SearchWord("land")),
        ("NOT -land", SearchWord("land")),
        ('"Land Rights"', Phrase(("land", "rights"))),
        ("“land rights”", Phrase(("land", "rights"))),
        ("«droits fonciers»", Phrase(("droits", "fonciers"))),
        ("discrim*", Prefix("discrim")),
        ("HIV/AIDS", And((SearchWord("hiv"), SearchWord("aids")))),
        ("HIV/AID*", And((SearchWord("hiv"), Prefix("aid")))),
        ("-follow-up", Not(And((SearchWord("follow"), SearchWord("up"))))),
        ("women's", SearchWord("women")),
        ("État", SearchWord("etat")),
        ("land land", SearchWord("land")),
        ("((((land))))", SearchWord("land")),
    ],
)
def test_a_query_means(query, meaning):
    assert parse_question(query).tree == meaning


@pytest.mark.parametrize("blank", ["", " ", "\t\n ", "\u00a0", "\u3000"])
def test_a_blank_query_browses_everything(blank):
    assert parse_question(blank).tree == Everything()
    assert parse_question(blank).hints == ()


@pytest.mark.parametrize(
    "junk",
    [
        *[
            "AND",
            "OR",
            "NOT",
            "*",
            "-",
            "--",
            '"',
            '""',
            "(",
            ")",
            "()",
            ")(",
            "***",
            "🙂",
            "\0",
            "\u200b",
            "?!",
            "\ud800",
        ],
        *["AND OR NOT", "NOT *", "-*", "NOT ()", 'NOT ""', "(((((", "(" * 5000 + ")" * 5000, "- - -", "NOT AND NOT"],
    ],
)
def test_a_query_of_nothing_but_signs_finds_nothing_and_says_so(junk):
    query = parse_question(junk)
    assert query.tree == Nothing()
    assert query.hints == (Hint("nothing-to-search"),)


@pytest.mark.parametrize(
    ("query", "meaning", "hint"),
    [
        ("AND land", SearchWord("land"), Hint("operator-ignored", {"operator": "AND"})),
        ("land OR", SearchWord("land"), Hint("operator-ignored", {"operator": "OR"})),
        ("land NOT", SearchWord("land"), Hint("operator-ignored", {"operator": "NOT"})),
        (
            "land AND OR women",
            And((SearchWord("land"), SearchWord("women"))),
            Hint("operator-ignored", {"operator": "OR"}),
        ),
        (
            "land NOT ? women",
            And((SearchWord("land"), SearchWord("women"))),
            Hint("operator-ignored", {"operator": "NOT"}),
        ),
        ('"land rights', Phrase(("land", "rights")), Hint("unbalanced-quote")),
        ("(land", SearchWord("land"), Hint("unbalanced-parenthesis")),
        ("land)", SearchWord("land"), Hint("unbalanced-parenthesis")),
        ("la*nd", And((SearchWord("la"), SearchWord("nd"))), Hint("star-ignored")),
        (
            "land or women",
            And((SearchWord("land"), SearchWord("or"), SearchWord("women"))),
            Hint("lowercase-operator", {"word": "or"}),
        ),
        ("a\x01b", And((SearchWord("a"), SearchWord("b"))), Hint("control-ignored")),
        ("a 😀", SearchWord("a"), Hint("signs-ignored", {"signs": "😀"})),
        ("NOT land", Not(SearchWord("land")), Hint("only-not")),
        ("-land -women", And((Not(SearchWord("land")), Not(SearchWord("women")))), Hint("only-not")),
    ],
)
def test_what_is_skipped_is_said(query, meaning, hint):
    assert parse_question(query).tree == meaning
    assert parse_question(query).hints == (hint,)


def test_ten_thousand_characters_are_cut_at_a_word_and_it_is_said():
    query = parse_question("land rights " * 1000)
    assert query.tree == And((SearchWord("land"), SearchWord("rights")))
    assert [hint.code for hint in query.hints] == ["too-long"]
    assert parse_question("x" * 10_000).tree == SearchWord("x" * LONGEST)


def test_no_more_terms_are_read_than_can_be_answered_quickly():
    query = parse_question(" ".join(f"w{number}" for number in range(MOST_TERMS + 5)))
    assert query.tree == And(tuple(SearchWord(f"w{number}") for number in range(MOST_TERMS)))
    assert [hint.code for hint in query.hints] == ["too-long"]


def test_deep_nesting_is_flattened_and_said():
    deep = "".join(f"(a{level} OR (b{level} " for level in range(DEEPEST)) + ")" * 2 * DEEPEST
    assert [hint.code for hint in parse_question(deep).hints] == ["too-deep"]


@given(st.text())
def test_no_text_raises_and_none_but_a_blank_one_means_everything(text):
    assert (parse_question(text).tree == Everything()) == (not text.strip())


@given(st.lists(st.sampled_from(["a", "b*", '"', "(", ")", "AND", "OR", "NOT", "-", "*", " ", '"c d"', "\0", "é"])))
def test_no_heap_of_signs_raises_and_all_hints_can_be_said(pieces):
    query = parse_question("".join(pieces))
    assert all(sentence(hint) for hint in query.hints)
    assert {hint.code for hint in query.hints} <= SENTENCES.keys()


@given(st.lists(st.sampled_from(["a", "b*", '"', "(", ")", "AND", "OR", "NOT", "-", "*", '"c d"', "HIV/AIDS"])))
def test_the_canonical_text_is_read_as_the_same_query_without_any_hint_but_only_not(pieces):
    query = parse_question(" ".join(pieces))
    again = parse_question(query.canonical)
    assert query.tree == Nothing() or again.tree == query.tree
    assert {hint.code for hint in again.hints} <= {"only-not"}


@given(trees())
def test_any_tree_has_a_text_that_parses_to_the_same_matches(tree):
    once = parse_question(canonical(tree))
    assert parse_question(once.canonical) == once
