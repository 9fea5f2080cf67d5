"""Whether a recommendation says something word for word."""

from openupr.recommendations.queries.phrases import said_in_the_record
from openupr.recommendations.tests.exports import LoadRecord

SAID = ("guarantee", "freedom", "of", "expression", "peaceful", "assembly", "and", "association")


def test_it_does_however_it_is_written(load_record: LoadRecord) -> None:
    load_record(
        [{"Text": "Guarantee freedom of expression, peaceful assembly and association"}, {"Text": "Free the press"}]
    )
    turned = (*SAID[1:], SAID[0])
    assert said_in_the_record([SAID, SAID[2:], turned, ("free", "the", "association"), (), tuple("កខគ")]) == {
        SAID,
        SAID[2:],
    }


def test_of_a_record_that_is_not_there_nothing_is_said(home: object, db: None) -> None:
    assert said_in_the_record([SAID]) == set()
