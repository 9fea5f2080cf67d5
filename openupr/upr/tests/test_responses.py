import csv
from pathlib import Path

import pytest

from openupr.upr.names import UnknownName
from openupr.upr.responses import RESPONSES, label, normalise
from openupr.upr.sources import SOURCES


def test_there_are_four_responses_each_with_a_label() -> None:
    assert RESPONSES == ("supported", "noted", "partly", "pending")
    assert [label(response) for response in RESPONSES] == ["Supported", "Noted", "Partly supported", "Pending"]


@pytest.mark.parametrize(
    ("source", "value", "response"),
    [
        ("upr-info", "Accepted", "supported"),
        ("upr-info", "Noted", "noted"),
        ("upr-info", "Rejected", "noted"),
        ("upr-info", "No clear position", "noted"),
        ("upr-info", "No response", "noted"),
        ("upr-info", "General response", "noted"),
        ("upr-info-api", "Supported", "supported"),
        ("upr-info-api", "Noted", "noted"),
        ("upr-info-api", "Not Supported", "noted"),
        ("uhri", "Supported", "supported"),
        ("uhri", "Supported/Noted", "partly"),
        ("uhri", "Under consideration", "pending"),
        ("thematic-list", "Noted", "noted"),
        ("thematic-list", "Partially supported", "partly"),
        ("working-group-report", "Not supported", "noted"),
        ("working-group-report", "Will be examined", "pending"),
        ("demo", "Supported", "supported"),
    ],
)
def test_a_sources_value_becomes_one_of_the_four(source: str, value: str, response: str) -> None:
    assert normalise(source, value) == response
    assert normalise(source, f" {value.upper()} ") == response


@pytest.mark.parametrize("source", [source.key for source in SOURCES])
def test_a_value_that_a_source_does_not_use_is_refused(source: str) -> None:
    for value in ("Maybe", "", "Supported, Noted and Rejected"):
        with pytest.raises(UnknownName, match="No response is called"):
            normalise(source, value)


def test_a_source_without_a_list_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        normalise("gossip", "Supported")


def test_every_position_of_the_real_lists_is_known(shared: Path) -> None:
    with (shared / "data/ohchr-thematic-lists/expected.csv").open(encoding="utf-8", newline="") as file:
        positions = {normalise("thematic-list", row["position"]) for row in csv.DictReader(file)}
    assert positions == {"supported", "noted"}
