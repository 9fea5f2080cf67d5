"""A workshop's box in real windows: phones evaluate and confide, in English and in Khmer, with and without scripts;
nobody looks in; Sophea closes, reads, redacts, releases; who holds the code takes it back, and no file of the running
server holds it any more."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from openupr.project.tests.extent import ON_POSTGRESQL

from .conftest import Site, SiteAt
from .looking import first_of, looked_at
from .signing_in import window_of
from .test_registering import planned

Browse = Callable[..., Any]
PHONE = {"viewport": {"width": 360, "height": 740}}
CANARY = "zyzzyva"
TOLD = f"We have seen it near Kratie, {CANARY} and I. We stand by each other."


@pytest.fixture
def site(site_at: SiteAt) -> Iterator[Site]:
    with site_at("groups") as site:
        yield site


def holding(home: Path, text: str) -> list[str]:
    """The files of the folder that hold a text."""
    return [path.name for path in home.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


def told_on(phone: Any) -> str:
    """Write a testimony, look at it once more, send it; the code."""
    phone.locator("[name=text]").fill(TOLD)
    phone.locator("[name=phrase]").fill("stand by each other")
    phone.locator("[value=public]").check()
    looked_at(phone)
    phone.locator("button[value=look]").click()
    phone.locator("mark").first.wait_for()
    looked_at(phone)
    phone.locator("button[value=send]").click()
    code = str(phone.locator(".code").inner_text())
    looked_at(phone)
    return code


# test_testimonies and test_evaluation ask each page with Django's client; test_boxes_on_disk looks into every file.
@pytest.mark.thorough
def test_what_is_put_into_a_box_is_read_once_closed_and_taken_back(site: Site, browse: Browse) -> None:
    home = site.home
    sophea = window_of("sophea", site, browse)
    planned(sophea)
    box, link = opened(sophea)
    for number in range(6):
        say_how_it_was(browse(f"{link}?read-in=en", **PHONE, java_script_enabled=number % 2 == 0))
    for language in ("en", "km"):
        phone = browse(f"{site.address}/withdraw/?read-in={language}", **PHONE)
        looked_at(phone)
        look_into_the_box(phone, link)
    phone.goto(f"{site.address}/box/tell/")
    code = told_on(phone)
    # PostgreSQL keeps it elsewhere; no other file may hold it in either case.
    assert holding(home, CANARY) == ([] if ON_POSTGRESQL else ["openupr.sqlite3"])

    close_and_read(sophea, box)
    release(sophea, box)
    phone.goto(f"{site.address}/withdraw/")
    phone.locator("[name=code]").fill(code.lower())
    phone.locator("main form button").first.click()
    phone.locator("[name=code]").wait_for(state="detached")
    looked_at(phone)
    assert holding(home, CANARY) == []
    assert holding(home, "stand by each other") == []
    sophea.reload()
    sophea.get_by_text("No testimony is released").wait_for()


def opened(sophea: Any) -> tuple[str, str]:
    """The address of a new box, for who runs it, and the link to it for everybody else."""
    sophea.get_by_role("button", name="Collect evaluations").click()
    sophea.get_by_text("You cannot look in while it is open").wait_for()
    box = str(sophea.url)
    for page in first_of(("", "type-in/", "close/", "change/", "results/", "testimonies/", "../", "../open/"), 3):
        sophea.goto(box + page)
        looked_at(sophea)
    sophea.goto(box)
    sophea.get_by_role("button", name="Make a link").click()
    link = sophea.locator(".secret").inner_text()
    looked_at(sophea)
    return box, link


def say_how_it_was(phone: Any) -> None:
    phone.get_by_role("link", name="Say how it was").click()
    phone.locator("[name=useful][value='5']").check()
    phone.get_by_role("button", name="Send").click()
    phone.get_by_text("Sent. Thank you.").wait_for()


def look_into_the_box(phone: Any, link: str) -> None:
    phone.goto(link)
    looked_at(phone)
    phone.locator("a[href$='/evaluate/']").click()
    phone.locator("textarea").first.wait_for()
    looked_at(phone)


def close_and_read(sophea: Any, box: str) -> None:
    sophea.goto(f"{box}close/")
    sophea.get_by_role("button", name="Close it for good").click()
    sophea.get_by_role("link", name="See what evaluations say").click()
    sophea.get_by_text("Too few answers to show (fewer than 5)").first.wait_for()
    looked_at(sophea)


def release(sophea: Any, box: str) -> None:
    """What may leave is another text than what was told."""
    sophea.goto(f"{box}testimonies/")
    sophea.get_by_role("main").get_by_role("link", name="We have seen it").click()
    looked_at(sophea)
    sophea.locator("[name=leaving]").fill("We have seen it. We stand by each other.")
    sophea.get_by_label("No: many could have").check()
    sophea.get_by_label("I checked the text").check()
    sophea.get_by_role("button", name="Release", exact=True).click()
    sophea.get_by_text("Released, as far as its author agreed.").wait_for()
    sophea.goto(f"{box}../released/")
    sophea.locator("mark", has_text="stand by each other").wait_for()
    looked_at(sophea)
