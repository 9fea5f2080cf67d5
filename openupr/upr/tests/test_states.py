import csv
import html
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.upr.names import UnknownName
from openupr.upr.states import STATES, State, by_iso3, find_state, is_unknown_state_label

DISPLAYED = {
    "BOL": "Bolivia (Plurinational State of)",
    "CIV": "Côte d'Ivoire",
    "COD": "Democratic Republic of the Congo",
    "COG": "Congo",
    "CPV": "Cabo Verde",
    "CZE": "Czechia",
    "FSM": "Micronesia (Federated States of)",
    "GBR": "United Kingdom of Great Britain and Northern Ireland",
    "IRN": "Iran (Islamic Republic of)",
    "KHM": "Cambodia",
    "KOR": "Republic of Korea",
    "LAO": "Lao People's Democratic Republic",
    "MDA": "Republic of Moldova",
    "MKD": "North Macedonia",
    "NLD": "Netherlands (Kingdom of the)",
    "PRK": "Democratic People's Republic of Korea",
    "PSE": "State of Palestine",
    "SWZ": "Eswatini",
    "SYR": "Syrian Arab Republic",
    "TUR": "Türkiye",
    "TZA": "United Republic of Tanzania",
    "USA": "United States of America",
    "VAT": "Holy See",
    "VEN": "Venezuela (Bolivarian Republic of)",
    "VNM": "Viet Nam",
}
CALLED = [
    ("Swaziland", "SWZ"),
    ("Macedonia FYR", "MKD"),
    ("the former Yugoslav Republic of Macedonia", "MKD"),
    ("The former Yugoslav Republic of Macedonia", "MKD"),
    ("Cape Verde", "CPV"),
    ("Turkey", "TUR"),
    ("Turkiye", "TUR"),
    ("TÜRKİYE", "TUR"),
    ("Rep. of Moldova", "MDA"),
    ("United Rep. of Tanzania", "TZA"),
    ("Dem. Rep. of the Congo", "COD"),
    ("Central African Rep.", "CAF"),
    ("Marshall Is.", "MHL"),
    ("Burma", "MMR"),
    ("Persia", "IRN"),
    ("កម្ពុជា", "KHM"),
    ("ព្រះរាជាណាចក្រកម្ពុជា", "KHM"),
    ("Zaire", "COD"),
    ("Czech Republic", "CZE"),
    ("Libyan Arab Jamahiriya", "LBY"),
    ("DPR Korea", "PRK"),
    ("Korea, Democratic People's Republic of", "PRK"),
    ("Korea, Republic of", "KOR"),
    ("REPUBLIC OF KOREA", "KOR"),
    ("Bolivarian Republic of Venezuela", "VEN"),
    ("Venezuela (Bolivarian Republic of)", "VEN"),
    ("Lao People’s Democratic Republic", "LAO"),
    ("COTE D’IVOIRE", "CIV"),
    ("Ivory Coast", "CIV"),
    ("Micronesia, Federated States of", "FSM"),
    ("Moldova, Republic of", "MDA"),
    ("Moldova", "MDA"),
    ("Tanzania", "TZA"),
    ("USA", "USA"),
    ("U.S.A.", "USA"),
    ("us", "USA"),
    ("UK", "GBR"),
    ("United Kingdom", "GBR"),
    ("The Netherlands", "NLD"),
    ("Kingdom of the Netherlands", "NLD"),
    ("Antigua &amp; Barbuda", "ATG"),
    ("St. Vincent & the Grenadines", "VCT"),
    ("State of Palestine*", "PSE"),
    ("Guinea Bissau", "GNB"),
    ("Republic of Congo", "COG"),
    ("Democratic Republic of Congo", "COD"),
    ("  viet   nam ", "VNM"),
    ("Vietnam", "VNM"),
    ("khm", "KHM"),
    ("KH", "KHM"),
    ("AND", "AND"),
    ("Cambodge", "KHM"),
    ("Camboya", "KHM"),
    ("Royaume-Uni", "GBR"),
]


def test_there_are_193_members_and_two_observers() -> None:
    assert sum(state.un_member for state in STATES) == 193
    assert [state.name for state in STATES if not state.un_member] == ["Holy See", "State of Palestine"]
    assert {state.region for state in STATES if not state.un_member} == {"Observer"}


def test_each_state_is_shown_by_its_short_name_at_the_un() -> None:
    assert {iso3: by_iso3(iso3).name for iso3 in DISPLAYED} == DISPLAYED


def test_each_state_is_found_by_what_the_sources_call_it() -> None:
    assert [(name, find_state(name).iso3) for name, _iso3 in CALLED] == CALLED


def test_every_name_and_code_leads_to_its_own_state_in_any_case() -> None:
    for state in STATES:
        for name in (state.name, state.formal, state.iso2, state.iso3, *state.names):
            for spelling in (name, name.upper(), name.lower(), f" {name} ", html.escape(name)):
                assert find_state(spelling) is state


def test_codes_are_those_of_iso_3166_and_each_belongs_to_one_state() -> None:
    for codes, length in (([state.iso2 for state in STATES], 2), ([state.iso3 for state in STATES], 3)):
        assert len(set(codes)) == len(STATES)
        assert all(len(code) == length and code.isascii() and code.isupper() for code in codes)


@pytest.mark.parametrize(
    "name", ["Korea", "the", "of the", "and of", "", "Saint", "Congo-Paris", "(Unknown)", "Guinea, Papua"]
)
def test_half_a_name_is_never_guessed_at(name: str) -> None:
    with pytest.raises(UnknownName):
        find_state(name)


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as refused:
        find_state("Camboda")
    assert str(refused.value) == 'No State is called "Camboda". Nearest: Cambodia.'


def test_a_misspelt_name_is_answered_with_several_only_where_they_are_nearly_as_like() -> None:
    told = {}
    for name in ("Columbia", "Burkina", "United Kingdoom", "Congo (DRC)", "Dominican Rp"):
        with pytest.raises(UnknownName) as refused:
            find_state(name)
        told[name] = refused.value.suggestions
    assert told == {
        "Columbia": ("Colombia",),
        "Burkina": ("Burkina Faso",),
        "United Kingdoom": ("United Kingdom of Great Britain and Northern Ireland",),
        "Congo (DRC)": ("Democratic Republic of the Congo", "Congo"),
        "Dominican Rp": ("Dominica", "Dominican Republic"),
    }


@pytest.mark.parametrize("name", ["Kosovo", "Taiwan", "USSR", "Atlantis", "European Union", "England", "Hong Kong"])
def test_a_name_that_is_like_no_states_has_no_suggestion(name: str) -> None:
    with pytest.raises(UnknownName) as refused:
        find_state(name)
    assert str(refused.value) == f'No State is called "{name}".'


def state_or_refusal(text: str) -> State | UnknownName:
    try:
        return find_state(text)
    except UnknownName as refused:
        return refused


@given(st.text() | st.text(alphabet="abcdeimnoruvyz &'(),.-\u200b", max_size=20))
def test_any_text_is_a_state_or_refused_with_the_names_of_states(text: str) -> None:
    answer = state_or_refusal(text)
    if isinstance(answer, State):
        assert answer in STATES
    else:
        assert answer.value == text
        assert {state.name for state in STATES}.issuperset(answer.suggestions)
        assert str(answer).startswith("No State is called ")


@given(st.sampled_from([state for state in STATES if len(state.name) > 5]), st.data())
def test_one_wrong_letter_still_suggests_the_state(state: State, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(state.name) - 1))
    answer = state_or_refusal(state.name[:place] + "q" + state.name[place + 1 :])
    assert isinstance(answer, State) or state.name in answer.suggestions


@pytest.mark.parametrize("label", ["(Unknown)", "&#40;Unknown&#41;", " (unknown) ", "&amp;#40;Unknown&amp;#41;"])
def test_the_exports_label_for_an_unknown_state_is_known(label: str) -> None:
    assert is_unknown_state_label(label)


@pytest.mark.parametrize("label", ["", "Unknown State", "Cambodia", "(Unkown)"])
def test_no_other_label_means_an_unknown_state(label: str) -> None:
    assert not is_unknown_state_label(label)


def test_every_name_of_the_reference_list_is_known(shared: Path) -> None:
    with (shared / "reference/states.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for column in ("iso2", "iso3", "iso_name", "upr_info_name_2014"):
                assert find_state(row[column]).iso3 == row["iso3"]


def test_importing_the_vocabulary_reads_no_table() -> None:
    program = "import sys, openupr.upr; print(*sorted(m for m in sys.modules if m.startswith('openupr')))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["openupr", "openupr.upr"]


def test_within_a_sentence_a_state_has_the_article_that_english_gives_it() -> None:
    said = [by_iso3(code).in_a_sentence for code in ("USA", "KHM", "PHL", "NLD")]
    assert said == ["the United States of America", "Cambodia", "the Philippines", "Netherlands (Kingdom of the)"]
