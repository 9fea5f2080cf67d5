import pytest

from openupr.upr.issues import ISSUE_LISTS, ISSUES, find_issue, from_source, issue, labels_of
from openupr.upr.names import UnknownName

SOURCES = ["upr-info", "upr-info-api"]


def keys(source: str, label: str) -> list[str]:
    return [each.key for each in from_source(source, label)]


def test_there_are_54_issues_with_slugs_of_the_exports_labels_as_keys() -> None:
    assert len(ISSUES) == len({each.key for each in ISSUES}) == 54
    assert issue("sexual-orientation-and-gender-identity").label == "Sexual Orientation and Gender Identity"
    assert issue("womens-rights").label == "Women's rights"
    assert issue("hiv-aids").label == "HIV - Aids"
    assert issue("detention").document_label == "Detention conditions"


@pytest.mark.parametrize("name", ["detention", "Detention", "DETENTION CONDITIONS", "detention-conditions"])
def test_an_issue_is_found_by_key_and_by_either_label(name: str) -> None:
    assert find_issue(name).key == "detention"


def test_a_typographic_apostrophe_is_no_other_issue() -> None:
    assert find_issue("Women’s rights") is find_issue("Women&#39;s Rights") is issue("womens-rights")


def test_an_unknown_issue_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as refused:
        find_issue("Right to heath")
    assert refused.value.suggestions[0] == "Right to health"


def test_every_label_of_the_export_and_of_its_guide_is_one_issue() -> None:
    for each in ISSUES:
        for label in (each.label, each.document_label):
            assert from_source("upr-info", label) == (each,)


@pytest.mark.parametrize("source", SOURCES)
def test_every_label_of_a_list_maps_to_known_issues_in_their_order(source: str) -> None:
    order = [each.key for each in ISSUES]
    for label in labels_of(source):
        assert keys(source, label.label) == sorted(label.issues, key=order.index)
        assert label.status in {"sourced", "secondary", "unsourced"}
        assert label.source
        assert label.lists


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Right to water and sanitation", ["right-to-water"]),
        ("National Human Rights Institution", ["nhri"]),
        ("Statelessness and the right to nationality", ["other"]),
        ("Women's rights", ["womens-rights"]),
    ],
)
def test_upr_infos_present_labels_map_to_the_list_of_2014(label: str, expected: list[str]) -> None:
    assert keys("upr-info-api", label) == expected


@pytest.mark.parametrize("source", SOURCES)
def test_a_label_outside_a_sources_list_is_refused(source: str) -> None:
    with pytest.raises(UnknownName, match="Quidditch"):
        from_source(source, "Quidditch")


def test_a_present_label_is_unknown_to_the_list_of_2014() -> None:
    with pytest.raises(UnknownName, match="No issue of UPR Info's list of 2014"):
        from_source("upr-info", "Business and human rights")


def test_a_source_without_a_list_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        from_source("gossip", "Detention")


def test_lists_that_are_known_only_in_part_say_so() -> None:
    complete = {each.source_key: each.complete for each in ISSUE_LISTS}
    assert complete == {"upr-info": True, "upr-info-api": False, "demo": True}
