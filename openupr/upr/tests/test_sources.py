from openupr.upr.issues import ISSUE_LISTS
from openupr.upr.sources import SOURCES, source


def test_sources_stand_in_the_order_of_preference_and_the_demo_is_last() -> None:
    assert [each.key for each in SOURCES] == [
        "upr-info-api",
        "upr-info",
        "uhri",
        "thematic-list",
        "working-group-report",
        "dihr",
        "demo",
    ]
    assert [each.rank for each in SOURCES] == [1, 2, 3, 4, 5, 6, 7]


def test_sources_of_one_family_count_alike() -> None:
    counting = {each.family: each.counting for each in SOURCES}
    assert all(each.counting == counting[each.family] for each in SOURCES)
    assert source("upr-info").family == source("upr-info-api").family == "upr-info"
    assert source("uhri").family == source("working-group-report").family == "ohchr"


def test_every_source_says_how_it_counts_and_on_what_terms() -> None:
    assert all(each.counting.startswith("one row for each ") and each.terms for each in SOURCES)


def test_every_issue_list_belongs_to_a_source() -> None:
    assert {each.source_key for each in ISSUE_LISTS} < {each.key for each in SOURCES}
