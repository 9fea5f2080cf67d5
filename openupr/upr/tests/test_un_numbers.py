"""Everybody calls a recommendation by its document and its paragraph."""

import pytest

from openupr.upr.names import UnknownName
from openupr.upr.un_numbers import NO_NUMBER, UnNumber, find_number, in_series, plain_number, read_un_number

WHOLE = UnNumber("A/HRC/44/12", "122.51")


def test_it_is_said_with_its_document_or_by_the_one_that_is_known() -> None:
    assert str(WHOLE) == "A/HRC/44/12, 122.51"
    assert str(UnNumber(number="23 (b)")) == "23 (b)"
    assert str(UnNumber(symbol="A/HRC/44/12")) == "A/HRC/44/12"
    assert str(NO_NUMBER) == ""
    assert not NO_NUMBER


def test_it_leads_to_the_document_where_its_symbol_is_one_of_a_review() -> None:
    assert WHOLE.url == "https://docs.un.org/en/A/HRC/44/12"
    assert UnNumber(number="122.51").url == ""
    assert UnNumber("javascript:alert(1)", "122.51").url == ""


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("122.51", UnNumber(number="122.51")),
        (" 122.51. ", UnNumber(number="122.51")),
        ("para. 122.51", UnNumber(number="122.51")),
        ("paragraph 86", UnNumber(number="86")),
        ("23 (b)", UnNumber(number="23 (b)")),
        ("23(B)", UnNumber(number="23 (b)")),
        ("118.3(a)", UnNumber(number="118.3 (a)")),
        ("A/HRC/44/12, 122.51", WHOLE),
        ("A/HRC/44/12 122.51", WHOLE),
        ("a/hrc/44/12, para. 122.51.", WHOLE),
        ("A/HRC/44/12", UnNumber("A/HRC/44/12")),
        ("A/HRC/44/12, 86", UnNumber("A/HRC/44/12", "86")),
    ],
)
def test_words_that_are_nothing_else_name_it(words: str, named: UnNumber) -> None:
    assert read_un_number(words) == named


@pytest.mark.parametrize(
    "words",
    ["", "169", "2030", "0.7", "land", "article 22.4", "122.51 land", '"122.51"', "1,5", "A/HRC/x, 122.51", "9" * 99],
)
def test_other_words_stay_words(words: str) -> None:
    assert read_un_number(words) is None


def test_a_letter_is_written_as_the_un_prints_it() -> None:
    assert plain_number("23(b)") == "23 (b)"
    assert plain_number("110.12 and 13") == "110.12 and 13"
    assert find_number("23b") == "23 (b)"
    with pytest.raises(UnknownName):
        find_number("land")


def test_several_are_said_in_their_order_each_document_once() -> None:
    several = [UnNumber("A/HRC/26/16", "118.12"), WHOLE, NO_NUMBER, UnNumber("A/HRC/26/16", "118.9"), WHOLE]
    assert in_series(several) == "A/HRC/26/16, 118.9, 118.12; A/HRC/44/12, 122.51"


def test_a_number_alone_is_said_of_each_document() -> None:
    assert UnNumber(number="122.51").is_said_of(WHOLE)
    assert WHOLE.is_said_of(WHOLE)
    assert not UnNumber("A/HRC/26/16", "122.51").is_said_of(WHOLE)
    assert not UnNumber(number="122.5").is_said_of(WHOLE)
