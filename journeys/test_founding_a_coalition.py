"""Sophea founds a coalition, Dara and Chan come by her links in windows of their own, Dara leads a group; three people,
three windows, one of them a telephone without scripts. Maly, who was not invited, finds nothing."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from .looking import looked_at

# The journey that `make test` takes on PostgreSQL, and there alone: accounts, groups and drafts are walked on SQLite.
pytestmark = [pytest.mark.everywhere, pytest.mark.thorough("on SQLite")]

Browse = Callable[..., Any]

PASSWORD = "three green mangoes"
PHONE = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}


def open_tab(page: Any, name: str) -> None:
    """From a group's page too: the sections of the coalition stay above the group's own pages."""
    page.get_by_role("navigation", name="The coalition").get_by_role("link", name=name, exact=True).click()


def make_first_account(page: Any) -> None:
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("link", name="Make the first account").click()
    page.get_by_label("Sign-in name").fill("Sophea")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.wait_for_url("**/account/")


def found(page: Any) -> str:
    """Start a coalition for Cambodia's next review, undated as it is; return its address."""
    page.get_by_role("link", name="Coalitions", exact=True).click()
    page.get_by_role("link", name="Start a coalition").click()
    page.get_by_label("State under Review").select_option(label="Cambodia")
    page.get_by_role("button", name="Choose").click()
    page.get_by_label("Name of the coalition").fill("Our coalition")
    page.get_by_label("Second language").select_option(label="Khmer")
    page.get_by_role("button", name="Start the coalition").click()
    page.get_by_text("You coordinate it.").wait_for()
    looked_at(page)
    return str(page.url)


def set_up(page: Any) -> None:
    """The starting set of groups, one organisation."""
    page.get_by_role("link", name="Set up the thematic groups").click()
    themes = page.get_by_role("checkbox")
    assert not any(theme.is_checked() for theme in themes.all())
    for theme in themes.all():
        theme.check()
    page.get_by_role("button", name="Add these groups").click()
    page.get_by_text("8 groups were added.").wait_for()
    looked_at(page)
    open_tab(page, "People")
    page.get_by_role("link", name="Add organisations").click()
    page.get_by_label("One organisation a line").fill("River Watch")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("Added: River Watch.").wait_for()


def invite(page: Any, group: str, *, look: bool = True) -> str:
    """A link for somebody of River Watch, into a group, as the button copies it."""
    open_tab(page, "People")
    page.get_by_role("link", name="Invite one person").click()
    if look:
        looked_at(page)
    page.get_by_label("For which organisation").select_option(label="River Watch")
    page.get_by_label("Into which group").select_option(label=group)
    page.get_by_role("button", name="Make the invitation").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_role("button", name="Copied").wait_for()
    link = str(page.evaluate("navigator.clipboard.readText()"))
    assert link == page.locator("code.secret").first.inner_text()
    page.go_back()
    return link


def accept(page: Any, name: str) -> None:
    assert "Our coalition" in page.locator("main").inner_text()
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account and accept").click()
    page.get_by_text("Welcome to Our coalition").wait_for()


def test_three_people_begin_a_coalition(new_site: str, browse: Browse) -> None:
    sophea = browse(f"{new_site}/learn/")
    make_first_account(sophea)
    home = found(sophea)
    set_up(sophea)
    land = "Land and natural resources"
    dara, chan = browse(invite(sophea, land)), browse(invite(sophea, land, look=False), **PHONE)
    accept(dara, "Dara")
    accept(chan, "Chan")
    looked_at(dara)

    open_tab(sophea, "Groups")
    sophea.get_by_role("link", name=land).click()
    sophea.get_by_role("link", name="Appoint somebody").click()
    sophea.get_by_label("Rapporteur from today").select_option(label="Dara")
    sophea.get_by_role("button", name="Appoint").click()
    group = str(sophea.url)
    looked_at(sophea)

    open_tab(sophea, "Plan")
    sophea.get_by_role("button", name="Make the plan").click()
    sophea.get_by_text("The plan has").wait_for()
    looked_at(sophea)

    # Dara, the rapporteur, writes a date of the group; Chan, a member, reads it on the phone and cannot change it.
    dara.goto(f"{group}timeline/")
    dara.get_by_role("link", name="Add a date").click()
    dara.get_by_label("What").fill("Visit to the village")
    dara.get_by_label("Day", exact=True).fill("2030-01-15")
    dara.get_by_role("button", name="Write it down").click()
    looked_at(dara)
    chan.goto(f"{group}timeline/")
    assert "Visit to the village" in chan.locator("main").inner_text()
    assert chan.get_by_role("link", name=re.compile("Change")).count() == 0

    # The coordinator sees who did what; others do not; a stranger is not told that anything is there.
    sophea.goto(f"{home}trail/")
    assert "Dara" in sophea.locator("main table").inner_text()
    assert dara.request.get(f"{home}trail/").status == 403
    maly = browse(f"{new_site}/learn/")
    assert maly.request.get(home).status == 404
    a_link_into_a_telephone_says_nothing_to_a_stranger(sophea, home, maly)


def a_link_into_a_telephone_says_nothing_to_a_stranger(sophea: Any, home: str, maly: Any) -> None:
    sophea.goto(f"{home}timeline/")
    sophea.get_by_role("button", name="Make an address").click()
    address = sophea.locator("code.secret").first.inner_text()
    told = maly.request.get(address).text()
    assert told.startswith("BEGIN:VCALENDAR")
    assert "Cambodia" not in told
    sophea.get_by_role("button", name="Take back").click()
    sophea.get_by_text("The link is taken back").wait_for()
    assert maly.request.get(address).status == 404
