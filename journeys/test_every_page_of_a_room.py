"""Every page of phones in the room and of a workshop's materials: axe finds nothing, wide, on a telephone, on the
device of a group's table; a quiz question is asked, answered without scripts, and counted."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .conftest import Site, SiteAt
from .looking import first_of, looked_at, looked_at_wide_and_on_a_phone
from .signing_in import window_of
from .test_registering import planned

# What pages look like does not depend on where their things lie.
pytestmark = pytest.mark.once

Browse = Callable[..., Any]
PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}
# First those that `make test` looks at.
OF_WHO_RUNS_IT = (
    "questions/moderate/", "quiz/run/", "quiz/projector/", "tables/", "questions/projector/", "places/run/",
    "places/projector/", "materials/", "terms/",
)  # fmt: skip
ON_A_PHONE = ("quiz/", "questions/", "places/", "phone/materials/", "phone/terms/")


@pytest.fixture(scope="module")
def site(site_at: SiteAt) -> Iterator[Site]:
    with site_at("groups") as site:
        yield site


def entered(code: str, site: Site, browse: Browse, **options: Any) -> Any:
    """Somebody's telephone in the room: the language first, then the code."""
    phone = browse(f"{site.address}/room/?read-in=en", **options)
    phone.get_by_label("Code of the room").fill(code)
    phone.get_by_role("button", name="Enter").click()
    phone.get_by_role("heading", name="You are in the room").wait_for()
    return phone


@pytest.mark.thorough  # test_a_group_drafts walks the room; axe looks at these pages before an issue is resolved
def test_every_page_of_a_room(site: Site, browse: Browse) -> None:
    sophea = window_of("sophea", site, browse)
    workshop = planned(sophea)
    sophea.goto(f"{workshop}../")
    sophea.get_by_role("button", name="Open the room for today").click()
    code = sophea.locator("section strong").last.inner_text()
    sophea.goto(f"{workshop}quiz/run/")
    sophea.get_by_label("Question").fill("How often is a State reviewed?")
    sophea.get_by_label("Answers").fill("*Every four and a half years\nNever")
    sophea.get_by_role("button", name="Add").click()
    sophea.get_by_role("button", name="Open").click()
    sophea.goto(f"{workshop}terms/")
    sophea.get_by_label("Terms").fill("recommendation; អនុសាសន៍")
    sophea.get_by_role("button", name="Add").click()
    sophea.goto(f"{workshop}places/run/")
    sophea.get_by_role("button", name="Take choices").click()
    sophea.goto(f"{workshop}tables/")
    sophea.get_by_role("button", name="Give the table a code").first.click()
    table = sophea.locator(".code").first.inner_text()

    phone = entered(code, site, browse, **PHONE)
    phone.goto(f"{workshop}quiz/")
    phone.get_by_role("button", name="Every four and a half years").click()
    phone.get_by_text("Counted.").wait_for()
    looking = entered(code, site, browse, viewport={"width": 360, "height": 740})
    for part in first_of(ON_A_PHONE, 2):
        looking.goto(workshop + part)
        looked_at(looking)
    device = entered(table, site, browse, viewport={"width": 360, "height": 740})
    looked_at(device)
    device.get_by_role("link", name="Fill the roadmap").click()
    looked_at(device)
    device.get_by_role("link", name="Answer 8").click()
    looked_at(device)
    for part in first_of(OF_WHO_RUNS_IT, 3):
        sophea.goto(workshop + part)
        looked_at_wide_and_on_a_phone(sophea)
