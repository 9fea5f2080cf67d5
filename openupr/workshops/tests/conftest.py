"""The cast of coalitions, and a workshop of theirs."""

from datetime import date

import pytest

from openupr.coalitions.tests.conftest import browser_of, home, maly, the_cast  # noqa: F401
from openupr.coalitions.tests.examples.cast import Cast
from openupr.workshops.agenda_templates import start_from
from openupr.workshops.models import Workshop
from openupr.workshops.rules.templates import AGENDAS
from openupr.workshops.workshops import plan_workshop


@pytest.fixture
def workshop(cast: Cast) -> Workshop:
    """Two days in March 2018 without an agenda."""
    return plan_workshop(
        by=cast.sophea,
        coalition=cast.coalition,
        kind="submission",
        title="Submission workshop of the test",
        place="Phnom Penh",
        languages=["en", "km"],
        organisations=[cast.forest],
        other_organisers=["A UN office"],
        first_day=date(2018, 3, 12),
        days=2,
    )


@pytest.fixture
def two_days(workshop: Workshop, cast: Cast) -> Workshop:
    """The same with the two days' agenda that comes with the product."""
    start_from(by=cast.bopha, workshop=workshop, rows=AGENDAS[0].rows)
    return workshop
