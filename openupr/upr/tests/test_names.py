import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.upr.names import Names, UnknownName, fold_name

FRUIT = ["Apple", "Grapefruit", "Grape", "Pear", "Pineapple"]
NAMES = Names("fruit", ((each, (each,)) for each in FRUIT), label=str)


@given(st.text())
def test_a_folded_name_stays_as_it_is_when_folded_again(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)


@pytest.mark.parametrize(
    "spelling",
    [
        "Côte d'Ivoire",
        "COTE D’IVOIRE",
        "côte  d&#39;ivoire",
        "Co\u0302te d'Ivoire",
        "\ufeffCôte\u00a0d'Ivoire\u200b",
        "*Côte d'Ivoire*",
    ],
)
def test_spellings_of_one_name_fold_to_one_text(spelling: str) -> None:
    assert fold_name(spelling) == "cote divoire"


def test_an_ampersand_is_the_word_and_also_as_an_entity() -> None:
    assert (
        fold_name("Antigua & Barbuda")
        == fold_name("Antigua &amp; Barbuda")
        == fold_name("Antigua &amp;amp; Barbuda")
        == "antigua and barbuda"
    )


def test_initials_stand_together() -> None:
    assert fold_name("U.S.A.") == fold_name("U. S. A.") == "usa"


def test_one_name_for_two_entries_is_refused_where_the_names_are_gathered() -> None:
    with pytest.raises(ValueError, match='Two fruit entries are called "APPLE"'):
        Names("fruit", [("a", ["Apple"]), ("b", ["APPLE"])], label=str)


def test_an_unknown_name_says_what_it_was_and_what_is_nearest() -> None:
    with pytest.raises(UnknownName) as refused:
        NAMES.find("Grapfruit")
    assert refused.value.kind == "fruit"
    assert refused.value.value == "Grapfruit"
    assert refused.value.suggestions == ("Grapefruit", "Grape")
    assert str(refused.value) == 'No fruit is called "Grapfruit". Nearest: Grapefruit, Grape.'


def test_an_unknown_name_of_several_lines_is_told_in_one() -> None:
    with pytest.raises(UnknownName) as refused:
        NAMES.find("Grap\nfruits of\n the tree")
    assert str(refused.value).startswith('No fruit is called "Grap fruits of the tree".')


def test_an_unknown_name_like_no_other_is_told_all_of_a_short_list() -> None:
    with pytest.raises(UnknownName) as refused:
        NAMES.find("ខ្មែរ")
    assert refused.value.suggestions == tuple(FRUIT)


def test_a_vocabulary_may_suggest_nothing_that_is_not_plausible_and_no_code_for_a_long_name() -> None:
    numbered = [f"Fruit number {number}" for number in range(20)]
    names = Names("fruit", [("Kiwi", ["Kiwi", "KSV"]), *((each, [each]) for each in numbered)], label=str)
    careful = Names(
        "fruit",
        [("Kiwi", ["Kiwi", "KSV"]), *((each, [each]) for each in numbered)],
        label=str,
        plausible=0.5,
        codes=3,
    )
    assert (names.nearest("Ksvesv"), careful.nearest("Ksvesv")) == (("Kiwi",), ())
    assert careful.nearest("KVV") == careful.nearest("Kivi") == ("Kiwi",)


def test_a_text_too_long_for_a_name_is_shown_shortened() -> None:
    with pytest.raises(UnknownName) as refused:
        NAMES.find("apple " * 2000)
    assert refused.value.suggestions == ()
    assert len(str(refused.value)) < 100


@given(st.text(alphabet="aelprng", min_size=1, max_size=12))
def test_suggestions_come_nearest_first(text: str) -> None:
    def likeness(name: str) -> float:
        one, other = (
            {f" {fold_name(each)} "[i : i + 2] for i in range(len(fold_name(each)) + 1)} for each in (text, name)
        )
        return 2 * len(one & other) / (len(one) + len(other))

    nearest = NAMES.nearest(text)
    assert [likeness(name) for name in nearest] == sorted(map(likeness, nearest), reverse=True)
    assert len(nearest) <= 3 or set(nearest) == set(FRUIT)
    left_out = [likeness(name) for name in FRUIT if name not in nearest]
    assert all(likeness(name) >= max(left_out, default=0) for name in nearest) or not nearest
