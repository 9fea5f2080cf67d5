"""A thumb taps twice, a page is loaded again: it counts once, and nobody loses the code of their testimony."""

import threading
import time

import pytest
from django.test import Client

from openupr.accounts.pace import take_once
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.testimonies.boxes import close_box, make_link
from openupr.testimonies.models import Box, Remark, Tally, Testimony

from .examples import DAY, SHEET, at

SENT = {"text": "We stand by each other.", "phrase": "", "consent": "public"}


def once_in(page: str) -> str:
    return page.split('name="once" value="')[1].split('"')[0]


def code_in(page: str) -> str:
    return page.split('<p class="secret code">')[1].split("</p>")[0]


def looked_at(phone: Client, address: str) -> dict[str, str]:
    """The form that is sent after looking at it once more."""
    page = phone.post(address, SENT | {"do": "look"}).content.decode()
    return SENT | {"do": "send", "once": once_in(page)}


def test_whoever_taps_send_twice_sees_the_code_of_their_testimony(box: Box, phone: Client) -> None:
    form = looked_at(phone, at(box, "tell/"))
    first, second = (phone.post(at(box, "tell/"), form) for _tap in range(2))
    assert code_in(first.content.decode()) == code_in(second.content.decode())
    assert second.headers["Cache-Control"] == "no-store, private"
    (kept,) = Testimony.objects.values()
    assert form["once"] not in repr(kept)
    assert code_in(second.content.decode()) not in repr(kept)
    assert "It is gone" in Client().post("/withdraw/", {"code": code_in(second.content.decode())}).content.decode()


def test_two_forms_have_two_codes(box: Box, phone: Client) -> None:
    pages = [phone.post(at(box, "tell/"), looked_at(phone, at(box, "tell/"))).content.decode() for _form in range(2)]
    assert len({code_in(page) for page in pages}) == Testimony.objects.count() == 2


def test_the_second_tap_shows_the_code_also_where_the_box_was_closed_in_between(
    box: Box, phone: Client, cast: Cast
) -> None:
    form, late = looked_at(phone, at(box, "tell/")), looked_at(phone, at(box, "tell/"))
    first = phone.post(at(box, "tell/"), form).content.decode()
    close_box(by=cast.sophea, box=box, today=DAY)
    assert code_in(phone.post(at(box, "tell/"), form).content.decode()) == code_in(first)
    assert phone.post(at(box, "tell/"), late).status_code == 404
    assert Testimony.objects.count() == 1


def test_a_page_that_is_loaded_again_does_not_bring_back_what_was_taken_back(box: Box, phone: Client) -> None:
    form = looked_at(phone, at(box, "tell/"))
    code = code_in(phone.post(at(box, "tell/"), form).content.decode())
    Client().post("/withdraw/", {"code": code})
    assert "It is gone" in phone.post(at(box, "tell/"), form).content.decode()
    assert not Testimony.objects.exists()


def test_whoever_takes_it_back_twice_is_told_that_it_is_gone(box: Box, phone: Client) -> None:
    code = code_in(phone.post(at(box, "tell/"), looked_at(phone, at(box, "tell/"))).content.decode())
    for told in ("Taking it back deletes your text here", "It had been taken back already"):
        page = Client().post("/withdraw/", {"code": code})
        assert (page.status_code, told in page.content.decode()) == (200, True)
    assert "No testimony here" in Client().post("/withdraw/", {"code": "34679-CDFGH-JKMNP"}).content.decode()


def test_an_evaluation_that_is_sent_twice_counts_once(box: Box, phone: Client) -> None:
    form = SHEET | {"once": once_in(phone.get(at(box, "evaluate/")).content.decode())}
    for _tap in range(2):
        sent = phone.post(at(box, "evaluate/"), form)
        assert "Thank you" in phone.get(sent.headers["Location"]).content.decode()
    assert (Box.objects.get().sheets, Remark.objects.count()) == (1, 1)
    assert sum(Tally.objects.values_list("number", flat=True)) == 2


def test_an_evaluation_by_link_counts_once_too(box: Box, cast: Cast) -> None:
    phone = Client()
    phone.get(f"/box/{make_link(by=cast.sophea, box=box)}/")
    form = SHEET | {"once": once_in(phone.get("/box/evaluate/").content.decode())}
    for _tap in range(2):
        assert phone.post("/box/evaluate/", form).status_code == 302
    assert Box.objects.get().sheets == 1


def test_a_sheet_that_is_typed_in_counts_once_and_the_next_one_with_it(
    box: Box, cast: Cast, browser_of: SignIn
) -> None:
    sophea = browser_of(cast.sophea)
    for _sheet in range(2):
        form = SHEET | {"once": once_in(sophea.get(at(box, "evaluate/")).content.decode())}
        for _tap in range(2):
            sophea.post(at(box, "evaluate/"), form)
    assert Box.objects.get().typed_in == 2


def test_what_was_refused_may_be_sent_again_and_other_answers_are_another_sheet(box: Box, phone: Client) -> None:
    once = once_in(phone.get(at(box, "evaluate/")).content.decode())
    assert phone.post(at(box, "evaluate/"), {"once": once}).status_code == 422
    for useful in ("5", "4", "4"):
        phone.post(at(box, "evaluate/"), {"once": once, "useful": useful})
    assert Box.objects.get().sheets == 2


def test_the_second_tap_waits_until_the_first_is_taken() -> None:
    taken: list[bool] = []

    def slow() -> None:
        time.sleep(0.1)
        taken.append(True)

    taps = [threading.Thread(target=lambda: take_once(slow, sent="the same form")) for _tap in range(3)]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join()
    assert taken == [True]


def test_a_form_that_failed_is_not_remembered() -> None:
    def fails() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        take_once(fails, sent="a form that fails")
    assert take_once(lambda: None, sent="a form that fails")
    assert not take_once(lambda: None, sent="a form that fails")
