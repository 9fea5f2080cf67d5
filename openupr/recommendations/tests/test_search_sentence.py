"""The sentence of a search says a query as a query, and the page tells all that a query may hold."""

import pytest
from django.test import Client

from openupr.recommendations.tests.exports import LoadRecord
from openupr.recommendations.tests.test_gaps_page import page_of


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("land -rights", "for the query “land -rights”"),
        ('land -"human rights"', 'for the query land -"human rights"'),
        ("land - rights", "with the words “land rights”"),
        ("well-being", "with the words “well-being”"),
    ],
)
def test_a_hyphen_before_a_word_makes_a_query_of_it(
    client: Client, load_record: LoadRecord, query: str, told: str
) -> None:
    load_record([{}])
    assert told in client.get("/api/search", {"q": query}).json()["sentence"]


def test_the_page_says_what_a_hyphen_does(client: Client, load_record: LoadRecord) -> None:
    load_record([{}])
    assert "land -eviction" in page_of(client, "/search/")
