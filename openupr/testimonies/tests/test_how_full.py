"""How full a box is, as it is told to those who do not read what is in it, and what closing says."""

import pytest
from django.test import Client

from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.testimonies.boxes import change_box, close_box
from openupr.testimonies.evaluations import put_in
from openupr.testimonies.models import Box
from openupr.testimonies.rules.codes import Code, hashed_code
from openupr.testimonies.testimonies import put_testimony_in
from openupr.testimonies.withdrawals import withdraw

from .examples import CODE, DAY, SHEET, at, told_in


@pytest.fixture
def five(box: Box) -> Box:
    """A box with exactly five testimonies."""
    told_in(box)
    for number in range(4):
        put_testimony_in(
            box=box, code=Code("", hashed_code(f"another {number}")), text=f"Number {number}", consent="public"
        )
    return box


def pages(browser: Client, box: Box) -> list[str]:
    return [browser.get(each).content.decode() for each in (at(box), f"/coalitions/{box.coalition.key}/boxes/")]


@pytest.mark.parametrize("closed_first", [True, False])
def test_nobody_who_does_not_read_them_sees_that_one_of_five_was_withdrawn(
    five: Box, cast: Cast, browser_of: SignIn, closed_first: bool
) -> None:
    chan, sophea = browser_of(cast.chan), browser_of(cast.sophea)
    assert all("5 testimonies or more were put in" in page for page in pages(chan, five))
    if closed_first:
        close_box(by=cast.sophea, box=five, today=DAY)
        before = pages(chan, five)
    withdraw(code=CODE.plain)
    if not closed_first:
        assert all("5 testimonies or more were put in" in page for page in pages(chan, five))
        close_box(by=cast.sophea, box=five, today=DAY)
        before = [page for page in pages(chan, five) if "5 testimonies or more were put in" in page]
    now = pages(chan, five)
    assert len(before) == 2
    assert all("5 testimonies or more were put in" in page for page in now)
    assert all("4 testimonies" in page for page in pages(sophea, five))


def test_of_few_testimonies_no_number_is_told(box: Box, cast: Cast, browser_of: SignIn) -> None:
    told_in(box)
    listed = f"/coalitions/{box.coalition.key}/boxes/"
    assert "No box is open now" not in browser_of(cast.chan).get(listed).content.decode()
    assert "The evaluation is open:" in browser_of(cast.chan).get("/for-me/").content.decode()
    close_box(by=cast.sophea, box=box, today=DAY)
    assert "The evaluation is open:" not in browser_of(cast.chan).get("/for-me/").content.decode()
    assert "No box is open now. Ask your coordinator" in browser_of(cast.chan).get(listed).content.decode()
    assert "No box is open now" not in browser_of(cast.sophea).get(listed).content.decode()
    assert all("fewer than five testimonies" in page for page in pages(browser_of(cast.chan), box))


@pytest.mark.parametrize(
    ("questions", "takes_testimonies", "sheets", "said", "unsaid"),
    [
        ([], True, 0, "Closed. What is in it can be read now.", "evaluation"),
        (["useful"], True, 3, "Testimonies are kept; coordinators can read them now.", "can be read now"),
        (["useful"], False, 3, "so the evaluations are deleted.", "Testimonies are kept"),
        (["useful"], True, 5, "Closed. What is in it can be read now.", "deleted"),
    ],
)
def test_closing_says_of_evaluations_and_of_testimonies_what_became_of_each(
    box: Box,
    cast: Cast,
    browser_of: SignIn,
    questions: list[str],
    takes_testimonies: bool,
    sheets: int,
    said: str,
    unsaid: str,
) -> None:
    change_box(by=cast.sophea, box=box, title="Box", questions=questions, takes_testimonies=takes_testimonies)
    for _sheet in range(sheets):
        put_in(box=Box.objects.get(), answers={"useful": SHEET["useful"]})
    sophea = browser_of(cast.sophea)
    asked = sophea.get(at(box, "close/")).content.decode()
    assert ("Evaluations are shown if five" in asked, "All testimonies are kept" in asked) == (
        bool(questions),
        takes_testimonies,
    )
    page = sophea.post(at(box, "close/"), follow=True).content.decode()
    assert said in page
    told = page[page.index("Closed. ") :].partition("</")[0]
    assert unsaid not in told
    assert ("no evaluation: fewer than five people gave one" in page) == (bool(questions) and sheets < 5)
