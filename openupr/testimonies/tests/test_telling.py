"""What could tell who wrote it is found; a missed name can hurt, a wrong alarm costs a glance."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.testimonies.rules.codes import hashed_code, is_code, new_code, new_slip_number, tidy
from openupr.testimonies.rules.phrase import where
from openupr.testimonies.rules.telling import ORGANISATION, PERSON, KnownName, places_told, provinces, telling

NAMES = st.sampled_from(
    [KnownName("Sophea", PERSON), KnownName("Forest Watch", ORGANISATION), KnownName("FW", ORGANISATION)]
)


def kinds(text: str, known: tuple[KnownName, ...] = ()) -> list[tuple[str, str]]:
    return [(each.word, each.kind) for each in telling(text, known)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We have learnt a lot. The workshop was good.", []),
        ("I went with Sokha to Pailin.", [("Sokha", "name"), ("Pailin", "place")]),
        ("Sokha told me.", [("Sokha", "name")]),
        ("Workshops help. We like workshops.", []),
        ("The UPR and the UN in Geneva; Cambodia in March.", []),
        ("the village chief", [("village", "place"), ("chief", "office")]),
        ("I am 34, call 012 345 678", [("34", "number"), ("012 345 678", "contact")]),
        ("write to a.b@example.org", [("a.b@example.org", "contact")]),
        ("ខ្ញុំរស់នៅខេត្តកំពត", [("ខេត្ត", "place"), ("កំពត", "place")]),
        ("លោក សុខ ដារ៉ា បាននិយាយ", [("លោក", "office"), ("សុខ", "name"), ("ដារ៉ា", "name")]),
        ("អ្នកស្រីចាន់\u200bសុភា។ យើងទៅ", [("អ្នកស្រី", "office"), ("ចាន់", "name"), ("សុភា", "name")]),
        ("កញ្ញា ស្រីនាង", [("កញ្ញា", "office"), ("ស្រីនាង", "name")]),
        ("Mr. sok dara spoke", [("Mr", "office"), ("sok", "name"), ("dara", "name")]),
        ("ខ្ញុំអាយុ ៣៤ ឆ្នាំ", [("៣៤", "number")]),
        ("phnom  penh is written small", [("phnom  penh", "place")]),
    ],
)
def test_what_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert kinds(text) == found


def test_names_that_are_known_are_found_however_they_are_written() -> None:
    known = (KnownName("Forest Watch", ORGANISATION), KnownName("FW", ORGANISATION), KnownName("Dara", PERSON))
    assert kinds("we of FOREST WATCH, dara and FW; fw is no name, Daraland neither", known) == [
        ("FOREST WATCH", "organisation"),
        ("dara", "person"),
        ("FW", "organisation"),
        ("Daraland", "name"),
    ]


@given(st.text(), NAMES, st.text())
def test_a_known_name_is_found_in_any_text(before: str, name: KnownName, after: str) -> None:
    text = f"{before} {name.name} {after}"
    start = len(before) + 1
    found = telling(text, [name])
    assert any(each.start <= start and each.end >= start + len(name.name) and each.kind == name.kind for each in found)


@given(st.text(max_size=300), st.lists(NAMES, max_size=3))
def test_findings_lie_in_the_text_one_after_the_other(text: str, known: list[KnownName]) -> None:
    found = telling(text, known)
    assert all(text[each.start : each.end] == each.word != "" for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_all_provinces_are_there_in_both_languages() -> None:
    assert len(provinces()) > 50
    for province in provinces():
        assert ("place" in dict(kinds(f"we met in {province} then")).values()) or len(province) < 4


@given(st.text(min_size=1))
def test_a_key_phrase_copied_from_a_text_is_found_in_it(text: str) -> None:
    words = text.split()
    if words and any(sign.isalnum() for sign in words[0]):
        assert where("   ".join(words), f"x {text} y") is not None


@given(st.text(), st.text())
def test_a_key_phrase_lies_in_its_text_or_nowhere(phrase: str, text: str) -> None:
    found = where(phrase, text)
    assert found is None or 0 <= found[0] < found[1] <= len(text)


def test_a_code_is_read_however_it_was_copied() -> None:
    code = new_code()
    assert is_code(code)
    assert tidy(code.lower().replace("-", " ")) == tidy(code)
    assert hashed_code(code) == hashed_code(code.replace("-", ""))
    assert not is_code(new_slip_number())


@given(st.text())
def test_anything_may_be_typed_as_a_code(typed: str) -> None:
    assert is_code(typed) in (True, False)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ratify the protocol, so that every prison is visited.", []),
        ("Prison conditions are worse in each province.", []),
        ("We met in Prey Sar prison.", ["prison"]),
        ("in the village of Trapeang", ["village"]),
        ("in Prison No. 1 and elsewhere", ["Prison"]),
        ("in Kampot; write to a.b@example.org", ["Kampot", "a.b@example.org"]),
        ("នៅពន្ធនាគារ", ["ពន្ធនាគារ"]),
    ],
)
def test_a_kind_of_place_tells_where_somebody_is_only_beside_a_name(text: str, found: list[str]) -> None:
    assert [each.word for each in places_told(text)] == found
