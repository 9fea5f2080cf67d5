"""SMART advice on real recommendations: it codes most as UPR Info's coders did, and leaves half of them alone."""

import os
from pathlib import Path

from openupr.recommendations.importing import read
from openupr.recommendations.importing.rows import ReadRow
from openupr.text.smart import advise


def test_on_a_real_session_the_coding_agrees_and_half_of_the_demands_get_no_hint(shared: Path) -> None:
    """The counts shipped hold this session too: that they generalise is measured by bench.verbs.

    `make test` takes each fifth row.
    """
    export = read("upr-info", shared / "data" / "upr-info-export" / "18.csv")
    real = [row for row in export if isinstance(row, ReadRow)]
    assert len(real) == 2387
    if os.environ.get("TESTS") != "all":
        real = real[::5]
    told = [advise(row.text) for row in real]
    agreed = [row for row, each in zip(real, told, strict=True) if each.coding and each.coding.category == row.action]
    of_the_demand = [[hint for hint in each.hints if hint.letter == "S" and not hint.optional] for each in told]
    hinted = [each for each in of_the_demand if each]
    assert len(agreed) / len(real) > 0.865
    assert 0.35 < len(hinted) / len(real) < 0.6
    unknown = [each for each in told if any(hint.rule == "unknown-action" for hint in each.hints)]
    assert len(unknown) / len(real) < 0.005
