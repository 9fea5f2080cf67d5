"""Every page says when what it shows is a demo, or nothing."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.tests.choosing import choose, page, text, the_worker_works
from openupr.recommendations.tests.demo_record import demo_record
from openupr.recommendations.tests.exports import LoadRecord

LAND = {"Text": "Stop evictions"}
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}

pytestmark = pytest.mark.django_db


def test_the_demo_makes_way_and_every_page_says_what_it_shows(client: Client, home: Path, export: bytes) -> None:
    refresh_index()
    assert "The record is empty." in page(client, "/import/")
    empty = page(client, "/search/")
    assert "Nothing is loaded yet." in empty
    assert "Try fewer or other words" not in empty, "other words find nothing either"
    demo_record()
    assert "Nothing is loaded yet." not in page(client, "/search/")
    for address in ("/search/", "/import/"):
        assert "This is a demo record" in page(client, address)
    assert "Nothing yet." in page(client, "/import/")  # the demo is no import
    assert "The first real file takes the place of its" in page(client, "/import/")
    choose(client, ("notes.csv", b"What,Who\nLand,France\n"), remove_demo="on")
    the_worker_works()
    assert "This is a demo record" in page(client, "/search/"), "what is no record takes no place"
    unsaid = {"source": "recognise", "chosen_files": [SimpleUploadedFile("1-5.csv", export)]}
    assert client.post("/import/", unsaid).status_code == 400, "the tick is missing"
    address = choose(client, ("1-5.csv", export), remove_demo="on")
    the_worker_works()
    assert "remove_demo" not in client.get("/import/").content.decode()
    assert "The demo record was removed for this first real import." in page(client, address)
    assert "This is a demo record" not in page(client, "/search/")


def test_an_empty_record_tells_who_fills_it_and_no_command_to_those_who_cannot(client: Client, home: Path) -> None:
    refresh_index()
    told = text(client.get("/nothing-here/", **ELSEWHERE).content)
    assert "The record is empty. The operator of this server has not imported it yet." in told
    assert "openupr demo" not in told


def test_the_banner_asks_no_database(
    client: Client, load_record: LoadRecord, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load_record([LAND])
    client.get("/nothing-here/")
    with django_assert_num_queries(0):
        client.get("/nothing-here/")
