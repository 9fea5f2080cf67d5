"""Sophea makes the first account and invites Dara; a passkey and an app guard hers; signing out leaves nothing."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable
from typing import Any

import pytest

from .looking import looked_at, looked_at_wide_and_on_a_phone
from .test_founding_a_coalition import found, invite, set_up

Browse = Callable[..., Any]

PASSWORD = "three green mangoes"
PHONE = {"viewport": {"width": 360, "height": 740}}


def code_of(secret: str, *, steps: int = 0) -> str:
    """What an app shows for a secret (RFC 6238), so many half minutes from now."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time() // 30) + steps), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def with_a_security_chip(page: Any) -> None:
    """A virtual authenticator that says yes: what a phone's fingerprint does."""
    chip = page.context.new_cdp_session(page)
    chip.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    chip.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**kind, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )


def sign_out(page: Any) -> None:
    page.locator(".who summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/account/signed-out/")


def make_first_account(page: Any) -> None:
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("link", name="Make the first account").click()
    looked_at(page)
    page.get_by_label("Sign-in name").fill("Sophea")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make the account").click()
    page.wait_for_url("**/account/")
    looked_at(page)


def guard_with_passkey_and_app(page: Any) -> str:
    """Add both; return the app's secret."""
    with_a_security_chip(page)
    page.get_by_role("link", name="Change how you sign in").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/recovery-codes/")
    assert page.locator(".codes code").count() == 10
    looked_at(page)
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("link", name="Use an app").click()
    looked_at(page)
    page.reload()  # each look at this page makes another secret
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Code that the app shows now").fill(code_of(secret))
    page.get_by_role("button", name="Ask for codes from now on").click()
    page.get_by_text("A code is asked for after your password.").wait_for()
    looked_at(page)
    return str(secret)


def test_sophea_guards_her_account_and_signing_out_leaves_nothing(new_site: str, browse: Browse) -> None:
    page = browse(f"{new_site}/learn/")
    make_first_account(page)
    secret = guard_with_passkey_and_app(page)
    page.evaluate("() => localStorage.setItem('kept', 'by this site')")
    sign_out(page)
    looked_at(page)
    assert page.context.cookies() == []
    assert page.evaluate("() => localStorage.getItem('kept')") is None

    page.goto(f"{new_site}/account/ways-in/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/account/ways-in/")
    page.locator(".who summary").click()
    page.get_by_role("link", name="Your account").last.click()
    assert "You sign in as sophea." in page.locator("main").inner_text()
    sign_out(page)

    page.goto(f"{new_site}/account/ways-in/")
    page.get_by_label("Sign-in name").fill(" SOPHEA")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/account/sign-in/code/**")
    looked_at(page)
    # The code that was used already is good for nothing; the next half minute's is accepted early.
    page.get_by_label("Code").fill(code_of(secret, steps=1))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/account/**")
    page.goto(f"{new_site}/account/ways-in/")
    assert page.get_by_role("heading", name="How you sign in").is_visible()


@pytest.mark.thorough  # accounts/tests/test_operator walks the same pages without a browser
def test_sophea_who_operates_the_server_says_so_to_everybody(new_site: str, browse: Browse) -> None:
    page = browse(f"{new_site}/learn/", viewport={"width": 1280, "height": 900})
    make_first_account(page)
    page.locator(".who summary").click()
    page.get_by_role("link", name="This server", exact=True).click()
    looked_at_wide_and_on_a_phone(page)
    page.get_by_role("link", name="Change", exact=True).click()
    page.get_by_label("Who operates this server").fill("Lotus Centre")
    looked_at_wide_and_on_a_phone(page)
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Suspend an account").click()
    looked_at_wide_and_on_a_phone(page)
    page.locator("footer").get_by_role("link", name="Where our data lies").click()
    assert page.get_by_text("Lotus Centre").is_visible()


# test_founding_a_coalition, which `make test` walks on PostgreSQL, invites Chan in the same way, whose phone runs no
# scripts either.
@pytest.mark.thorough
def test_dara_is_invited_on_a_printed_sheet_and_accepts_on_a_phone(new_site: str, browse: Browse) -> None:
    sophea = browse(f"{new_site}/learn/")
    make_first_account(sophea)
    found(sophea)
    set_up(sophea)
    link = invite(sophea, "Land and natural resources")

    # Her phone runs no scripts.
    dara = browse(link, java_script_enabled=False, **PHONE)
    assert dara.url == f"{new_site}/invitation/"
    dara.get_by_label("Sign-in name").fill("dara")
    dara.get_by_label("Password").fill("rapporteur of land")
    dara.get_by_role("button", name="Make the account and accept").click()
    dara.get_by_text("Welcome to Our coalition").wait_for()
    dara.goto(f"{new_site}/account/")
    assert "participant, River Watch" in dara.locator("main").inner_text()
    dara.locator(".who summary").click()
    assert dara.get_by_role("button", name="Sign out").is_visible()
