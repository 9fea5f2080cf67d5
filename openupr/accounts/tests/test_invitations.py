"""Inviting somebody: one person, once, for a while, by a link that nothing keeps."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override
from hypothesis import given
from hypothesis import strategies as st

from openupr.accounts.accounts import NewAccount, NotUsable
from openupr.accounts.invitations import ON_ACCEPTANCE, NotInvited, accept, invitation_of, invite, withdraw
from openupr.accounts.models import AuditLine, Invitation, Person
from openupr.accounts.rules import hashed_link

NEW = {"username": "dara", "called": "Dara", "password": "rapporteur of land"}
DARA = NewAccount(**NEW)

pytestmark = pytest.mark.django_db


def link(**given: object) -> tuple[Invitation, str]:
    return invite(**{"by": None, "circle": "land", "now": timezone.now(), **given})  # type: ignore[arg-type]


@pytest.fixture
def acceptances() -> Iterator[list[tuple[str, str]]]:
    """(circle, name) of every acceptance that a higher app is told of."""
    told: list[tuple[str, str]] = []
    with ON_ACCEPTANCE.only(lambda invitation, person, now: told.append((invitation.circle, person.username))):
        yield told


def test_dara_makes_an_account_with_a_link_and_is_in(client: Client, acceptances: list[tuple[str, str]]) -> None:
    invitation, secret = link(note="the tall one")
    opened = client.get(f"/invitation/{secret}/")
    assert (opened.status_code, opened.headers["Location"]) == (302, "/invitation/")
    page = client.get("/invitation/").content.decode()
    assert "Make your account" in page
    assert "the tall one" not in page
    assert client.post("/invitation/", NEW).headers["Location"] == "/account/"
    assert acceptances == [("land", "dara")]
    invitation.refresh_from_db()
    assert invitation.used_by == Person.objects.get(username="dara")
    assert client.get("/account/").status_code == 200


def test_whoever_has_an_account_signs_in_comes_back_and_accepts(
    make: Callable[..., Person], client: Client, acceptances: list[tuple[str, str]]
) -> None:
    make("Chan")
    _invitation, secret = link()
    client.get(f"/invitation/{secret}/")
    answer = client.post("/account/sign-in/?next=/invitation/", {"login": "chan", "password": "three green mangoes"})
    assert answer.headers["Location"] == "/invitation/"
    assert "Accept as Chan" in client.get("/invitation/").content.decode()
    client.post("/invitation/")
    assert acceptances == [("land", "chan")]
    assert Person.objects.count() == 1


def test_a_used_withdrawn_expired_or_invented_link_is_told_in_the_same_words(client: Client) -> None:
    now = timezone.now()
    used, of_used = link()
    accept(token_hash=used.token_hash, who=DARA, now=now)
    withdrawn, of_withdrawn = link()
    withdraw(invitation=withdrawn, now=now)
    _expired, of_expired = link(now=now - timedelta(days=15))
    pages = []
    for secret in (of_used, of_withdrawn, of_expired, "invented"):
        answer = client.get(f"/invitation/{secret}/")
        assert answer.status_code == 404
        assert client.get(f"/invitation/{secret}/sheet/").status_code == 404
        pages.append(answer.content.decode().replace(secret, ""))
    assert len(set(pages)) == 1
    assert "This invitation is not valid, or no longer valid." in pages[0]


def test_of_two_windows_with_one_link_the_second_is_refused(acceptances: list[tuple[str, str]]) -> None:
    _invitation, secret = link()
    first, second = Client(), Client()
    for window in (first, second):
        window.get(f"/invitation/{secret}/")
    first.post("/invitation/", NEW)
    assert second.post("/invitation/", {**NEW, "username": "maly"}).status_code == 404
    assert [person.username for person in Person.objects.all()] == ["dara"]
    assert len(acceptances) == 1


def test_a_refused_name_leaves_the_link_as_it_was(make: Callable[..., Person], client: Client) -> None:
    make("Dara")
    _invitation, secret = link()
    client.get(f"/invitation/{secret}/")
    assert "Somebody here has this name already." in client.post("/invitation/", NEW).content.decode()
    assert invitation_of(secret, now=timezone.now())


def test_what_a_higher_slice_cannot_do_undoes_the_acceptance() -> None:
    def refuse(invitation: Invitation, person: Person, now: datetime) -> None:
        raise NotUsable("username", "The coalition is closed.")

    invitation, secret = link()
    with ON_ACCEPTANCE.only(refuse), pytest.raises(NotUsable):
        accept(token_hash=invitation.token_hash, who=DARA, now=timezone.now())
    assert not Person.objects.exists()
    assert invitation_of(secret, now=timezone.now())


@pytest.mark.parametrize(("days", "valid"), [(1, 1), (14, 14), (0, 1), (400, 90)])
def test_an_invitation_lasts_as_long_as_it_says(days: int, valid: int) -> None:
    now = timezone.now()
    invitation, secret = link(days=days, now=now)
    assert invitation.expires_at == now + timedelta(days=valid)
    moment = timedelta(seconds=1)
    assert invitation_of(secret, now=invitation.expires_at - moment)
    assert invitation_of(secret, now=invitation.expires_at) is None
    with pytest.raises(NotInvited):
        accept(token_hash=hashed_link(secret), who=DARA, now=invitation.expires_at)


@given(st.lists(st.sampled_from(["accept", "withdraw", "wait"]), max_size=6))
def test_whatever_happens_an_invitation_is_accepted_once_at_most(happening: list[str]) -> None:
    now, let_in = timezone.now(), 0
    invitation, secret = link(now=now, days=3)
    for number, what in enumerate(happening):
        valid = invitation_of(secret, now=now) is not None
        if what == "wait":
            now += timedelta(days=1)
        elif what == "withdraw":
            withdraw(invitation=invitation, now=now)
            assert invitation_of(secret, now=now) is None
        else:
            who = Person.objects.create(username=f"person{invitation.pk}-{number}")
            try:
                accept(token_hash=invitation.token_hash, who=who, now=now)
                let_in += 1
                assert valid
            except NotInvited:
                assert not valid
    assert let_in <= 1
    assert Invitation.objects.filter(pk=invitation.pk, used_by=None).exists() == (let_in == 0)


def test_the_secret_is_kept_nowhere(client: Client) -> None:
    invitation, secret = link()
    client.get(f"/invitation/{secret}/")
    kept = [str(value) for value in Invitation.objects.values_list().get()] + [str(dict(client.session.items()))]
    assert not [value for value in kept if secret in value]
    assert invitation.token_hash == hashed_link(secret)


def test_a_page_with_a_secret_address_is_kept_by_nothing_and_tells_no_other_page(client: Client) -> None:
    _invitation, secret = link()
    for address in (f"/invitation/{secret}/", f"/invitation/{secret}/sheet/", "/invitation/invented/"):
        headers = client.get(address).headers
        assert (headers["Referrer-Policy"], headers["Cache-Control"]) == ("no-referrer", "no-store, private")
    page = client.get("/invitation/")
    # Without a referrer browsers would not tell us either where the form was sent from.
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]
    assert secret not in page.content.decode()


def test_a_link_may_be_typed_from_paper_in_capitals_and_without_strokes(client: Client) -> None:
    _invitation, secret = link()
    assert client.get(f"/invitation/{secret.upper().replace('-', '')}/").status_code == 302
    assert not set(secret) & set("01ilo")


def test_the_sheet_has_the_link_in_words_and_as_a_picture(client: Client) -> None:
    _invitation, secret = link(note="the tall one")
    # No other device opens it over plain http: then the sheet has the words alone.
    for scheme, has_picture in (("https", True), ("http", False)):
        page = client.get(f"/invitation/{secret}/sheet/", secure=has_picture).content.decode()
        assert f"{scheme}://testserver/invitation/{secret}/" in page
        assert ('<svg class="qr"' in page) is has_picture
    assert invitation_of(secret, now=timezone.now())


@pytest.mark.parametrize("reads", ["en", "km"])
def test_the_sheet_is_in_both_languages_whatever_its_printer_reads(client: Client, reads: str) -> None:
    _invitation, secret = link()
    client.cookies["django_language"] = reads
    page = client.get(f"/invitation/{secret}/sheet/", secure=True).content.decode()
    for text in ("Choose a password of at least 10 characters. Do not share it.", "Afterwards destroy this sheet."):
        assert page.count(text) == 1
    with override("km"):
        assert page.count(gettext("Choose a password of at least 10 characters. Do not share it.")) == 1
    assert page.count('id="link"') == 1


def test_accepting_is_a_line_in_the_circles_audit_log() -> None:
    invitation, _secret = link()
    person = accept(token_hash=invitation.token_hash, who=DARA, now=timezone.now())
    line = AuditLine.objects.get()
    assert (line.who, line.what, line.circle, line.about) == (
        person,
        "accounts.accept_invitation",
        "land",
        f"invitation {invitation.pk}",
    )


def test_the_operator_invites_by_command(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("invite", "--address", "https://upr.example/", "--days", "3")
    printed = capsys.readouterr()
    assert printed.out.startswith("https://upr.example/invitation/")
    assert "Good for one person until" in printed.err
    client.get(printed.out.strip().removeprefix("https://upr.example"))
    assert client.post("/invitation/", NEW).headers["Location"] == "/account/"


@pytest.mark.parametrize("days", ["0", "-1", "91", "soon", "٣x"])
def test_the_command_refuses_strange_days(days: str) -> None:
    with pytest.raises(CommandError, match="from 1 to 90 days"):
        call_command("invite", f"--days={days}")
    assert not Invitation.objects.exists()
