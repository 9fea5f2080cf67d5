"""Signing in and out, without any e-mail address."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.models import Person
from openupr.accounts.pace import sender

from .conftest import PASSWORD

SIGN_IN = "/account/sign-in/"


def sign_in(client: Client, name: str, password: str = PASSWORD, address: str = SIGN_IN) -> str:
    """Fill in the form; return where it led, or the page that said no."""
    answer = client.post(address, {"login": name, "password": password})
    return answer.headers.get("Location", answer.content.decode())


@pytest.mark.parametrize("typed", ["sophea", "Sophea", "  SOPHEA ", "Ｓophea"])
def test_a_name_is_known_however_it_is_typed(make: Callable[..., Person], client: Client, typed: str) -> None:
    make("Sophea")
    assert sign_in(client, typed) == reverse("accounts:account")


def test_a_khmer_name_will_do(make: Callable[..., Person], client: Client) -> None:
    make("សុភា")
    assert sign_in(client, "សុភា") == reverse("accounts:account")
    assert "សុភា" in client.get("/account/").content.decode()


def test_a_wrong_password_and_an_unknown_name_are_told_alike(make: Callable[..., Person], client: Client) -> None:
    make("Sophea")
    sentence = "This name and this password do not belong together."
    assert sentence in sign_in(client, "sophea", "wrong")
    assert sentence in sign_in(client, "nobody", "wrong")


def test_one_comes_back_to_the_page_one_wanted_and_to_no_other_site(
    make: Callable[..., Person], client: Client
) -> None:
    make("Sophea")
    asked = client.get("/account/ways-in/")
    assert asked.headers["Location"] == SIGN_IN + "?next=/account/ways-in/"
    assert sign_in(client, "sophea", address=asked.headers["Location"]) == "/account/ways-in/"
    assert sign_in(Client(), "sophea", address=SIGN_IN + "?next=https://attacker.example/") == "/account/"


def test_guessing_is_slowed_down_and_keeps_nobody_out(make: Callable[..., Person]) -> None:
    make("Sophea")
    make("Dara")
    # Another address of this machine: from elsewhere nobody signs in over plain http.
    guessing = Client(REMOTE_ADDR="127.0.0.9")
    for name in ("sophea", "Sophea "):
        for _ in range(5):
            sign_in(guessing, name, "wrong")
    assert "Wait a minute" in sign_in(guessing, "sophea")
    assert sign_in(Client(REMOTE_ADDR="127.0.0.10"), "dara") == reverse("accounts:account")
    assert sign_in(Client(REMOTE_ADDR="127.0.0.11"), "sophea") == reverse("accounts:account")


def test_one_place_cannot_try_name_after_name(make: Callable[..., Person], client: Client) -> None:
    make("Sophea")
    for number in range(60):
        sign_in(client, f"name{number}", "wrong")
    assert "Wait a minute" in sign_in(client, "sophea")


def test_after_a_minute_one_may_try_again(
    make: Callable[..., Person], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("Sophea")
    for _ in range(11):
        sign_in(client, "sophea", "wrong")
    later, steadily = time.time() + 61, time.monotonic() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "monotonic", lambda: steadily)
    assert sign_in(client, "sophea") == reverse("accounts:account")


def test_a_clock_set_back_by_a_day_locks_nobody_out(
    make: Callable[..., Person], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("Sophea")
    for _ in range(11):
        sign_in(client, "sophea", "wrong")
    yesterday, steadily = time.time() - 86_400, time.monotonic() + 61
    monkeypatch.setattr(time, "time", lambda: yesterday)
    monkeypatch.setattr(time, "monotonic", lambda: steadily)
    assert sign_in(client, "sophea") == reverse("accounts:account")


def test_many_addresses_together_guess_slowly_at_one_name(make: Callable[..., Person]) -> None:
    make("Sophea")
    make("Dara")
    for number in range(30):
        sign_in(Client(REMOTE_ADDR=f"127.0.1.{number}"), "sophea", "wrong")
    assert "Wait a minute" in sign_in(Client(REMOTE_ADDR="127.0.2.1"), "sophea")
    assert sign_in(Client(REMOTE_ADDR="127.0.2.1"), "dara") == reverse("accounts:account")


@pytest.mark.parametrize(
    ("proxies", "header", "counted"),
    [
        (0, "198.51.100.7", "127.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.1, 198.51.100.7", "198.51.100.7"),
        (2, "192.0.2.9, 203.0.113.1, 198.51.100.7", "203.0.113.1"),
        (2, "198.51.100.7", "127.0.0.1"),
        (1, "2001:db8:1:2:3::7", "2001:db8:1:2::/64"),
        (1, "nonsense", ""),
    ],
)
def test_who_asks_is_read_from_as_many_proxies_as_there_are(proxies: int, header: str, counted: str) -> None:
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        assert sender(RequestFactory().get("/", headers={"x-forwarded-for": header})) == counted


def test_signing_out_takes_a_form_and_clears_the_browser(signed_in: Callable[[str], Client]) -> None:
    browser = signed_in("Sophea")
    assert browser.get("/account/sign-out/").status_code == 200
    assert browser.get("/account/").status_code == 200
    answer = browser.post("/account/sign-out/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Location"] == "/account/signed-out/"
    assert browser.get("/account/").headers["Location"] == SIGN_IN + "?next=/account/"


def test_whoever_signs_in_clears_away_the_sessions_that_have_ended(make: Callable[..., Person], client: Client) -> None:
    make("Sophea")
    sign_in(Client(), "sophea")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    sign_in(client, "sophea")
    assert [each.session_key for each in Session.objects.all()] == [client.session.session_key]


def test_a_code_is_asked_for_after_the_password_and_a_recovery_code_works_once(
    make: Callable[..., Person], client: Client
) -> None:
    sophea = make("Sophea")
    TOTP.activate(sophea, "A" * 32)
    code = RecoveryCodes.activate(sophea).get_unused_codes()[0]
    assert sign_in(client, "sophea") == "/account/sign-in/code/"
    assert client.get("/account/").headers["Location"].startswith(SIGN_IN)
    assert "This did not fit" in client.post("/account/sign-in/code/", {"code": "000000"}).content.decode()
    assert client.post("/account/sign-in/code/", {"code": code}).headers["Location"] == "/account/"
    other = Client()
    sign_in(other, "sophea")
    assert "This did not fit" in other.post("/account/sign-in/code/", {"code": code}).content.decode()


def test_a_code_from_the_app_works_once_also_when_it_would_fit_for_longer(
    make: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock may be off by one step before or after: a code fits for a minute and a half."""
    secret = "A" * 32
    TOTP.activate(make("Sophea"), secret)
    step, steadily = int(time.time() // 30), time.monotonic()
    code = format_hotp_value(hotp_value(secret, step + 1))
    for seconds, led_to in ((0, "/account/"), (45, None)):
        monkeypatch.setattr(time, "time", lambda later=30 * step + seconds: later)
        monkeypatch.setattr(time, "monotonic", lambda later=steadily + seconds: later)
        browser = Client()
        sign_in(browser, "sophea")
        assert browser.post("/account/sign-in/code/", {"code": code}).headers.get("Location") == led_to


def test_ways_in_are_changed_only_after_the_password_was_asked_for_again(signed_in: Callable[[str], Client]) -> None:
    browser = signed_in("Sophea")
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert browser.get(reverse(name)).headers["Location"].startswith("/account/again/?next=")
    browser.post("/account/again/?next=/account/ways-in/app/add/", {"password": PASSWORD})
    page = browser.get("/account/ways-in/app/add/").content.decode()
    assert '<svg class="qr"' in page
    assert "data:" not in page


def test_nobody_changes_another_persons_passkey(
    make: Callable[..., Person], signed_in: Callable[[str], Client]
) -> None:
    sophea = make("Sophea")
    key = Authenticator.objects.create(user=sophea, type="webauthn", data={"name": "phone", "credential": {}})
    browser = signed_in("Maly")
    browser.post("/account/again/", {"password": PASSWORD})
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert browser.get(reverse(name, args=[key.pk])).status_code == 404
        assert browser.post(reverse(name, args=[key.pk]), {"name": "mine"}).status_code == 404
    key.refresh_from_db()
    assert key.data["name"] == "phone"


def test_a_changed_password_ends_other_sessions_and_stands_in_ones_own_audit_log(
    signed_in: Callable[[str], Client],
) -> None:
    here, elsewhere = signed_in("Sophea"), signed_in("Sophea")
    new = "seven dry riverbeds"
    refused = here.post("/account/password/", {"oldpassword": PASSWORD, "password1": "1234567890", "password2": "1"})
    assert "too common" in refused.content.decode()
    answer = here.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.headers["Location"] == "/account/"
    assert elsewhere.get("/account/").status_code == 302
    page = here.get("/account/").content.decode()
    assert "Your password is changed." in page
    assert "Change one&#x27;s own password" in page


def test_passkeys_are_offered_only_where_browsers_allow_them(client: Client, db: None) -> None:
    assert "data-passkey" in client.get(SIGN_IN, headers={"host": "localhost:8000"}).content.decode()
    assert "data-passkey" not in client.get(SIGN_IN, headers={"host": "127.0.0.1:8000"}).content.decode()


PAGES = ["account_login", "accounts:account", "mfa_index", "account_change_password", "account_logout", "accounts:room"]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_asks_for_an_email(signed_in: Callable[[str], Client], client: Client, name: str) -> None:
    for browser in (client, signed_in("Sophea")):
        page = browser.get(reverse(name), follow=True).content.decode()
        assert "email" not in page.lower()
        assert 'type="email"' not in page


@pytest.mark.parametrize("address", ["signup/", "email/", "password/reset/", "confirm-email/", "phone/verify/"])
def test_what_makes_no_sense_without_email_is_not_there(client: Client, db: None, address: str) -> None:
    assert client.get(f"/account/{address}").status_code == 404
