"""The page that checks a file: for anyone, nothing kept, every trouble in a sentence."""

import contextlib
import json
import os
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from openupr.conformance.actions import MOST_BYTES
from openupr.conformance.check import IntoMemory
from openupr.conformance.check_pages import MOST_A_MINUTE
from openupr.files import own_process
from openupr.files.tests.ready_readers import started_anew
from openupr.files.tests.word_files import word_file

from .submission_text import submission

pytestmark = pytest.mark.django_db


def sent(client: Client, data: bytes | None, name: str = "ours.docx", query: str = "", **fields: str) -> Any:
    files = {} if data is None else {"document": SimpleUploadedFile(name, data)}
    return client.post(reverse("conformance:conform") + query, {**fields, **files})


def test_an_outsider_finds_the_page_in_the_header_and_needs_no_account(client: Client) -> None:
    page = client.get(reverse("conformance:conform"))
    assert page.status_code == 200
    assert b'aria-current="page">Check a Word file' in page.content
    assert "no-store" in page.headers["Cache-Control"]


def test_a_file_is_answered_with_every_rule_and_without_a_verdict(client: Client) -> None:
    page = sent(client, submission(), kind="joint", rules="2017")
    told = page.content.decode()
    assert page.status_code == 200
    assert "<strong>32</strong> words are counted, of <strong>5,630</strong>" in told
    assert "no result for the whole file" in told
    assert told.count('<article class="finding">') == 24
    assert "no-store" in page.headers["Cache-Control"]


def test_one_organisation_has_the_smaller_limit(client: Client) -> None:
    assert b"<strong>2,815</strong>" in sent(client, submission(), kind="individual", rules="2017").content


def test_the_old_rules_are_said_to_hold_no_longer(client: Client) -> None:
    assert b"these rules no longer hold" in sent(client, submission(), kind="joint", rules="2008").content


def test_the_answer_is_json_where_that_is_asked_for(client: Client) -> None:
    told = sent(client, submission(), query="?format=json")
    assert (told.headers["Content-Type"], json.loads(told.content)["words"]["counted"]) == ("application/json", 32)
    refused = sent(client, b"%PDF-", query="?format=json")
    assert (refused.status_code, "a PDF document" in json.loads(refused.content)["error"]) == (400, True)


def test_without_a_kind_it_is_judged_as_joint_and_says_so(client: Client) -> None:
    assert b"No kind was given" in sent(client, submission()).content


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (None, "Choose a Word file first."),
        (b"", "This file is empty."),
        (b"%PDF-1.7", "This is a PDF document, not a Word document."),
        (b"PK\x03\x04 nonsense", "damaged or cut off"),
    ],
)
def test_what_cannot_be_checked_is_said_beside_the_field(client: Client, data: bytes | None, what: str) -> None:
    page = sent(client, data, kind="joint", rules="2017")
    assert (page.status_code, what in page.content.decode()) == (400, True)


def test_a_kind_or_rules_that_do_not_exist_are_refused(client: Client) -> None:
    for fields in ({"kind": "royal", "rules": "2017"}, {"kind": "joint", "rules": "1999"}):
        page = sent(client, submission(), **fields)
        assert (page.status_code, b"Choose one of those offered here" in page.content) == (400, True)


def test_a_file_that_is_too_large_is_refused_by_its_size(client: Client) -> None:
    page = sent(client, b"PK\x03\x04" + b"x" * MOST_BYTES)
    assert (page.status_code, b"smaller, or check it by command" in page.content) == (413, True)


def test_a_name_with_markup_in_it_stays_a_name(client: Client) -> None:
    told = sent(client, submission(), name="<b>x</b> & “y”.docx").content.decode()
    assert "<b>x" not in told


def test_a_text_with_markup_in_it_stays_a_text(client: Client) -> None:
    told = sent(client, submission(cover=("UPR &lt;script&gt;alert(1)&lt;/script&gt;", "x"))).content.decode()
    assert "<script>alert" not in told
    assert "&lt;script&gt;alert(1)" in told


def test_another_site_cannot_have_a_file_checked(client: Client) -> None:
    page = sent(Client(enforce_csrf_checks=True), submission())
    assert page.status_code == 403


def test_only_the_first_of_several_files_is_held(client: Client) -> None:
    files = [SimpleUploadedFile("a.docx", submission()), SimpleUploadedFile("b.docx", b"x" * 5000)]
    page = client.post(reverse("conformance:conform"), {"document": files})
    assert (page.status_code, b"a.docx" in page.content) == (200, True)


def test_who_sends_file_after_file_is_slowed_down_and_others_are_not(client: Client) -> None:
    for _file in range(MOST_A_MINUTE):
        assert sent(client, b"%PDF-").status_code == 400
    page = sent(client, submission())
    assert (page.status_code, b"try again in a minute" in page.content) == (429, True)
    assert client.get(reverse("conformance:conform")).status_code == 200
    elsewhere = client.post(
        reverse("conformance:conform"), {"document": SimpleUploadedFile("a.docx", b"%PDF-")}, REMOTE_ADDR="192.0.2.7"
    )
    assert elsewhere.status_code == 400


def test_while_four_files_are_checked_a_fifth_is_told_at_once_to_come_again(client: Client) -> None:
    with contextlib.ExitStack() as others:
        for _sender in range(4):
            others.enter_context(own_process._PLACES)
        page = sent(client, submission())
    assert (page.status_code, b"Many files are being read" in page.content) == (503, True)


def test_five_kilobytes_that_unpack_to_a_book_are_refused_soon(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_process, "_called", started_anew)
    data = word_file("<w:p><w:r><w:t>Sok San.</w:t></w:r></w:p>" * 60_000)
    assert len(data) < 10_000
    begun = os.times().children_user
    page = sent(client, data)
    assert (page.status_code, b"far more text" in page.content) == (400, True)
    assert os.times().children_user - begun < 2


@pytest.mark.parametrize(("cut", "status"), [("busy", 503), ("too big", 413)])
def test_a_request_that_was_cut_on_its_way_says_why(rf: Any, cut: str, status: int) -> None:
    way_in = IntoMemory(rf.get("/"), cut=cut)
    assert (way_in.status, way_in.trouble[-1]) == (status, ".")
