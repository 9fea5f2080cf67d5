"""Sophea plans a meeting and makes its link; somebody registers on a telephone without scripts and without an account;
at the door one tap says who came. axe looks at every page, wide and on a telephone."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from .conftest import Site, SiteAt
from .looking import first_of, looked_at, looked_at_wide_and_on_a_phone
from .signing_in import window_of

Browse = Callable[..., Any]
PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}

# First those that `make test` looks at.
PAGES = (
    "list/", "door/", "figures/", "balance/", "list/1/", "list/add/", "list/gender/", "link/", "lessons/",
    "figures/publish/", "figures/by-hand/", "forget/",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(site_at: SiteAt) -> Iterator[Site]:
    with site_at("groups") as site:
        yield site


def planned(page: Any) -> str:
    """A meeting of one day, today in Phnom Penh; its address."""
    page.get_by_role("navigation", name="The coalition").get_by_role("link", name="Workshop", exact=True).click()
    page.get_by_role("link", name="Plan a workshop").click()
    page.get_by_label("Title").fill("A meeting")
    page.get_by_label("First day").fill(f"{datetime.now(ZoneInfo('Asia/Phnom_Penh')):%Y-%m-%d}")
    page.get_by_label("How many days").fill("1")
    page.get_by_role("main").get_by_role("button").last.click()
    page.get_by_text("Planned. Next: its agenda.").wait_for()
    return str(page.url)


# attendance/tests/test_registering and test_attending do the same with Django's client, which runs no scripts either.
@pytest.mark.thorough
def test_somebody_registers_without_an_account_comes_and_is_counted(site: Site, browse: Browse) -> None:
    sophea = window_of("sophea", site, browse)
    workshop = planned(sophea)
    sophea.goto(f"{workshop}attendance/link/")
    sophea.get_by_role("button", name="Make the link").click()
    link = sophea.locator("code.secret").first.inner_text()
    looked_at(sophea)

    phone = browse(f"{link}?read-in=en", **PHONE)
    looked_at(browse(f"{link}?read-in=en", viewport={"width": 360, "height": 740}))
    phone.get_by_label("What to call you").fill("Papaya")
    phone.get_by_label("Your area").select_option(label="in the countryside")
    phone.get_by_role("button", name="Register").click()
    code = phone.locator("code.secret").first.inner_text()

    sophea.goto(f"{workshop}attendance/door/")
    sophea.get_by_text("0 of 1 are here.").wait_for()
    sophea.get_by_role("button", name="Mark as here Papaya").click()
    sophea.locator("#part").get_by_text("1 of 1 are here.").wait_for()
    for part in first_of(PAGES, 5):
        sophea.goto(f"{workshop}attendance/{part}")
        looked_at_wide_and_on_a_phone(sophea)

    # Somebody who looks on learns that figures may come, and not who.
    vuthy = window_of("vuthy", site, browse)
    assert vuthy.request.get(f"{workshop}attendance/list/").status == 403
    assert "Papaya" not in vuthy.request.get(f"{workshop}attendance/figures/").text()

    # Papaya would rather not be on it after all.
    phone.goto(link)
    phone.get_by_role("link", name="You registered before and want to take it back?").click()
    phone.get_by_label("Your code").fill(code.lower())
    phone.get_by_role("button", name="Take it back").click()
    phone.get_by_text("You are not on the list any more").wait_for()
    sophea.goto(f"{workshop}attendance/list/")
    sophea.get_by_text("The list is empty").wait_for()
