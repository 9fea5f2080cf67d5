"""Ten thousand broken documents of every kind are read or refused in a sentence, in bounded time and memory."""

import pytest

from openupr.files.own_process import call
from openupr.files.tests.fuzzing import inputs
from openupr.undocs.tests.broken import Outcome
from openupr.undocs.tests.documents import Printed, pdf, report, word
from openupr.undocs.tests.test_reading_addenda import COVER as ADDENDUM
from openupr.undocs.tests.test_stakeholder_summaries import BODY, NOTES
from openupr.undocs.tests.test_stakeholder_summaries import COVER as SUMMARY
from openupr.undocs.tests.test_thematic_lists import ROW, listed

SUPPORTED = "7. The recommendations listed below enjoy the support of Cambodia:"
LINES = ("7.1 Plant trees (France) (Peru);", "7.2 Dig wells (Chad); swim (Chile, Spain);")
SENTENCES = (
    "3. The Government accepts 119.1-3, 119.5. It notes 119.4, 119.6. All other recommendations are noted.",
    "119.4 The lake is deep.",
)
KINDS = {
    "a report": report(SUPPORTED, *LINES, "8. The following recommendations were made:", "1. Sing (Peru);"),
    "a report in Word": word(
        "A/HRC/99/16", "Report of the Working Group on the Universal Periodic Review", "Cambodia", SUPPORTED, *LINES
    ),
    "an addendum": pdf([ADDENDUM, [Printed(line) for line in SENTENCES]]),
    "a thematic list": listed(("Theme: Trees",), ROW, ("Theme: Yards",), ROW),
    "a summary": pdf([SUMMARY, [*BODY, *NOTES]]),
}
EACH = inputs(everything=200, few=40, fuzz=2_000)
AT_ONCE = 500  # in one process
SECONDS = 20.0  # for one document


@pytest.mark.fuzz
@pytest.mark.parametrize("kind", KINDS)
def test_broken_documents_are_read_or_refused_in_a_sentence(kind: str) -> None:
    for first in range(0, EACH, AT_ONCE):
        outcome: Outcome = call(
            "openupr.undocs.tests.broken:read_many",
            KINDS[kind],
            first,
            min(AT_ONCE, EACH - first),
            seconds=240,
            badly=f"the process broke at {kind}, numbers from {first}",
            needs=("pypdfium2", "pypdfium2_raw", "lxml"),
        )
        assert outcome.faults == []
        assert outcome.slowest < SECONDS
        # Both happen: what is broken is broken enough, and not always too much.
        assert outcome.read
        assert outcome.refused
