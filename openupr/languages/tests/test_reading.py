"""Translations are machine-made until a speaker confirms them; a changed text is unreviewed
again.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from openupr.accounts.actions import NotPermitted
from openupr.accounts.models import AuditLine, Person
from openupr.languages.confirmations import (
    all_confirmed,
    confirm_text,
    how_many_unconfirmed,
    is_confirmed,
    take_back,
    word_better,
)
from openupr.languages.models import Reading
from openupr.languages.rules.refusals import NoSuchText, NothingBetter
from openupr.languages.translations import TRANSLATED_TEXTS, Texts, translation_fingerprint

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 12)
ENGLISH, KHMER = "Land is life", "ដីជាជីវិត"
THIS = {"language": "km", "fingerprint": translation_fingerprint(ENGLISH, KHMER)}


@pytest.fixture(autouse=True)
def texts() -> Iterator[list[tuple[str, str]]]:
    """Two texts are all there is."""
    given = [(ENGLISH, KHMER), ("Water", "ទឹក")]
    with TRANSLATED_TEXTS.only(Texts("poems", "Poems", lambda language: given)):
        yield given


@pytest.fixture
def sophea() -> Person:
    return Person.objects.create(username="sophea")


@pytest.fixture
def signed_in(sophea: Person) -> Client:
    browser = Client()
    browser.force_login(sophea)
    return browser


def page(client: Client, address: str = "/languages/km/") -> str:
    return client.get(address).content.decode()


def test_a_text_is_unreviewed_until_somebody_confirms_it(client: Client, sophea: Person) -> None:
    assert "machine-made, unreviewed" in page(client)
    assert (is_confirmed(ENGLISH, KHMER), how_many_unconfirmed("km")) == (False, 2)
    confirm_text(by=sophea, **THIS, named="S.", today=TODAY)
    assert (is_confirmed(ENGLISH, KHMER), how_many_unconfirmed("km")) == (True, 1)
    told = page(client)
    assert "2026-03-12, S." in told
    assert "1 of 2 texts are confirmed." in told
    assert not all_confirmed([(ENGLISH, KHMER), ("Water", "ទឹក")])


@pytest.mark.parametrize("changed", [("Land was life", KHMER), (ENGLISH, "ដី")])
def test_a_change_of_either_text_makes_it_unreviewed_again(
    sophea: Person, texts: list[tuple[str, str]], changed: tuple[str, str]
) -> None:
    confirm_text(by=sophea, **THIS, today=TODAY)
    texts[0] = changed
    assert not is_confirmed(*changed)
    with pytest.raises(NoSuchText):
        confirm_text(by=sophea, **THIS, today=TODAY)


def test_line_breaks_are_no_change() -> None:
    assert translation_fingerprint("Land is\n  life", KHMER) == THIS["fingerprint"]


def test_a_reader_confirms_on_the_page_under_the_name_they_choose(signed_in: Client) -> None:
    signed_in.post("/languages/km/name/", {"named": "A teacher in the north"})
    answer = signed_in.post("/languages/km/read/", {"fingerprint": THIS["fingerprint"], "said": "right"})
    assert answer.headers["Location"] == f"/languages/km/#{THIS['fingerprint']}"
    assert "A teacher in the north" in page(Client())
    assert "sophea" not in page(Client())


def test_another_wording_is_kept_beside_the_text_and_confirms_nothing(signed_in: Client) -> None:
    signed_in.post("/languages/km/read/", {"fingerprint": THIS["fingerprint"], "said": "better", "better": "ដីគឺជាជីវិត"})
    assert "ដីគឺជាជីវិត" in page(Client())
    assert not is_confirmed(ENGLISH, KHMER)
    signed_in.post("/languages/km/read/", {"fingerprint": THIS["fingerprint"], "said": "back"})
    assert "ដីគឺជាជីវិត" not in page(Client())


def test_what_two_accounts_say_of_a_text_stands_side_by_side(signed_in: Client, sophea: Person) -> None:
    maly = Person.objects.create(username="maly")
    confirm_text(by=sophea, **THIS, named="S.", today=TODAY)
    word_better(by=maly, **THIS, better="ដីគឺជាជីវិត", named="M.", today=TODAY)
    shown = page(signed_in)
    assert all(said in shown for said in ("2026-03-12, S.", "2026-03-12, M.", "ដីគឺជាជីវិត"))
    assert is_confirmed(ENGLISH, KHMER)
    rows = [row for row in signed_in.get("/languages/km.json").json()["texts"] if row["english"] == ENGLISH]
    assert [(row["state"], row["named"]) for row in rows] == [("confirmed", "S."), ("better", "M.")]
    take_back(by=maly, **THIS)
    assert is_confirmed(ENGLISH, KHMER)
    assert [each.named for each in Reading.objects.all()] == ["S."]


def test_a_second_word_of_the_same_account_replaces_its_first(sophea: Person) -> None:
    word_better(by=sophea, **THIS, better="ដីគឺជាជីវិត", today=TODAY)
    confirm_text(by=sophea, **THIS, today=TODAY)
    assert [(each.is_right, each.better) for each in Reading.objects.all()] == [(True, "")]


def test_who_confirmed_stands_in_the_audit_log_and_what_does_not(sophea: Person) -> None:
    confirm_text(by=sophea, **THIS, named="S.", today=TODAY)
    (line,) = AuditLine.objects.all()
    assert (line.who, line.what) == (sophea, "languages.read_over:confirm_text")
    take_back(by=sophea, **THIS)
    assert not Reading.objects.exists()
    assert AuditLine.objects.count() == 2


def test_a_phone_in_a_room_confirms_nothing() -> None:
    with pytest.raises(NotPermitted):
        confirm_text(by=None, **THIS, today=TODAY)
    answer = Client().post("/languages/km/read/", {"fingerprint": THIS["fingerprint"], "said": "right"})
    assert answer.status_code != 200
    assert not Reading.objects.exists()


@pytest.mark.parametrize("nothing", ["", "   ", "\x00", "x" * 4001])
def test_nothing_is_no_better_wording(sophea: Person, nothing: str) -> None:
    with pytest.raises(NothingBetter):
        word_better(by=sophea, **THIS, better=nothing, today=TODAY)


@pytest.mark.parametrize(
    "sent",
    [{}, {"fingerprint": "x", "said": "right"}, {"fingerprint": "0" * 32, "said": "right"},
     {"fingerprint": "0" * 32, "said": "\x00"}, {"fingerprint": "0" * 32, "said": "better", "better": "x" * 10_000}],
)  # fmt: skip
def test_nonsense_changes_nothing(signed_in: Client, sent: dict[str, str]) -> None:
    assert signed_in.post("/languages/km/read/", sent).status_code == 302
    assert not Reading.objects.exists()


def test_what_is_left_is_listed_and_the_whole_goes_out_as_a_table(signed_in: Client, sophea: Person) -> None:
    confirm_text(by=sophea, **THIS, today=TODAY)
    assert ENGLISH not in page(signed_in, "/languages/km/?left=1")
    rows = signed_in.get("/languages/km.json").json()["texts"]
    assert [(row["english"], row["state"]) for row in rows] == [(ENGLISH, "confirmed"), ("Water", "unreviewed")]
    assert "Water" in b"".join(signed_in.get("/languages/km.csv").streaming_content).decode()


def test_a_language_that_is_not_translated_is_not_there(client: Client) -> None:
    for address in ("/languages/xx/", "/languages/xx.csv", "/languages/xx.json"):
        assert client.get(address).status_code == 404


def test_the_page_asks_the_database_once_however_many_texts(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        page(client)


def test_the_strip_above_khmer_pages_goes_once_all_is_confirmed(
    client: Client, sophea: Person, texts: list[tuple[str, str]]
) -> None:
    client.get("/languages/km/?read-in=km")
    assert "Machine-made Khmer, not yet reviewed." in page(client)
    for pair in texts:
        confirm_text(by=sophea, language="km", fingerprint=translation_fingerprint(*pair), today=TODAY)
    assert "Machine-made Khmer, not yet reviewed." not in page(client)
