"""Testimonies: written by nobody who is kept, taken back by code, redacted and released by a coordinator."""

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from openupr.accounts.models import AuditLine
from openupr.coalitions.audit_log import forget_authorship
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.testimonies.boxes import close_box
from openupr.testimonies.models import Box, Slip, Testimony
from openupr.testimonies.rules.codes import Code, hashed_code
from openupr.testimonies.rules.refusals import IsGone, IsStillOpen, NotLookedAt, PhraseNotThere, TooFew
from openupr.testimonies.rules.sentences import to_confirm
from openupr.testimonies.testimonies import (
    make_slips,
    put_testimony_in,
    redact,
    release,
    released_in,
    released_testimonies,
    set_aside,
    type_in,
)
from openupr.testimonies.withdrawals import withdraw
from openupr.web.tests.reading import as_read, version_shown

from .examples import CODE, DAY, told_in

TEXT = "I have learnt it here. We must stand by each other, in Kampong Cham too."
PHRASE = "stand by  each other"
SENT = {"text": TEXT, "phrase": PHRASE, "consent": "public"}
RELEASE = {"looked_at": True, "fewer_than_five": False}


def at(box: Box, rest: str = "") -> str:
    return f"/coalitions/{box.coalition.key}/boxes/{box.pk}/{rest}"


@pytest.fixture
def testimony(box: Box, cast: Cast) -> Testimony:
    """One in a box that is closed."""
    found = told_in(box, "We have learnt from each other. Dara of Forest Watch said so.")
    found.box = close_box(by=cast.sophea, box=box, today=DAY)
    return found


def test_a_phone_writes_looks_once_more_sends_and_gets_its_code_once(box: Box, phone: Client) -> None:
    look = phone.post(at(box, "tell/"), SENT | {"do": "look"})
    page = look.content.decode()
    assert "<mark>Kampong Cham</mark>" in page
    for told in ("Could fewer than five people have written this?", "Khmer names are not written with capital letters"):
        assert told in page
    assert not Testimony.objects.exists()
    once = page.split('name="once" value="')[1].split('"')[0]
    changed = phone.post(at(box, "tell/"), SENT | {"do": "change"}).content.decode()
    assert "We must stand by each other" in changed
    sent = phone.post(at(box, "tell/"), SENT | {"do": "send", "once": once})
    code = sent.content.decode().split('<p class="secret code">')[1].split("</p>")[0]
    assert (sent.headers["Cache-Control"], len(code)) == ("no-store, private", 17)
    assert re.search(r"opens only in the network that you are in now.*was already sent", sent.content.decode(), re.S)
    (kept,) = Testimony.objects.values()
    assert set(kept) == {
        "id", "box_id", "text", "phrase", "consent", "code_hash", "state", "leaving", "leaving_phrase",
    }  # fmt: skip
    assert kept["code_hash"] == hashed_code(code) != code
    # The same page sent again, by loading it anew, puts nothing in. Where no address reaches here, it can still be
    # taken back on the phone.
    again = phone.post(at(box, "tell/"), SENT | {"do": "send", "once": once}, headers={"host": "localhost"})
    assert "With this code you can take back what you wrote, also on this phone" in again.content.decode()
    assert Testimony.objects.count() == 1
    # Another phone takes it back: nobody is asked who they are.
    assert "No testimony here" in Client().post("/withdraw/", {"code": "34679-CDFGH-JKMNP"}).content.decode()
    assert "It is gone" in Client().post("/withdraw/", {"code": f" {code.lower()} "}).content.decode()
    assert not Testimony.objects.exists()


def test_the_page_before_sending_does_not_tell_who_is_in_the_coalition(box: Box, phone: Client) -> None:
    """Whoever types names must not learn from the marks which of them belong to members."""
    text = {"text": "we met dara and forest watch", "consent": "public", "do": "look"}
    assert "<mark>" not in phone.post(at(box, "tell/"), text).content.decode()


def test_consent_is_never_chosen_for_anybody(box: Box, phone: Client) -> None:
    assert "checked" not in phone.get(at(box, "tell/")).content.decode()
    assert phone.post(at(box, "tell/"), {"text": TEXT, "do": "send"}).status_code == 422
    assert not Testimony.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        SENT | {"text": ""},
        SENT | {"text": " \n "},
        SENT | {"text": "\x00"},
        SENT | {"text": "ក" * 10_000},
        SENT | {"phrase": "words that are not there"},
        SENT | {"consent": "everybody"},
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_kept(box: Box, phone: Client, sent: dict[str, str]) -> None:
    for do in ("look", "send"):
        assert phone.post(at(box, "tell/"), sent | {"do": do}).status_code == 422
    assert not Testimony.objects.exists()


@pytest.mark.parametrize("code", ["", "\x00", "x" * 10_000, "34679-CDFGH-JKMNQ", "🜁" * 15, "1" * 15])
def test_a_code_that_is_none_takes_nothing_back(box: Box, code: str) -> None:
    told_in(box)
    assert Client().post("/withdraw/", {"code": code}).status_code == 422
    assert Testimony.objects.count() == 1


def test_guessing_codes_is_slowed_down(db: None) -> None:
    answers = [Client().post("/withdraw/", {"code": "nonsense"}).status_code for _try in range(21)]
    assert (answers[0], answers[-1]) == (422, 429)


def test_nobody_reads_in_an_open_box(box: Box, cast: Cast, browser_of: SignIn) -> None:
    found = told_in(box, "A word that nobody reads yet.")
    browser = browser_of(cast.sophea)
    for rest in ("", "testimonies/"):
        assert "A word" not in browser.get(at(box, rest)).content.decode()
    assert browser.get(at(box, f"testimonies/{found.pk}/")).status_code == 404
    with pytest.raises(IsStillOpen):
        release(by=cast.sophea, testimony=found, leaving="x", phrase="", **RELEASE)


def test_sophea_redacts_and_releases_and_the_authors_words_stay(
    testimony: Testimony, cast: Cast, browser_of: SignIn
) -> None:
    box, browser = testimony.box, browser_of(cast.sophea)
    address = at(box, f"testimonies/{testimony.pk}/")
    page = browser.get(address).content.decode()
    assert "<mark>Dara</mark>" in page
    for told in ("a name of somebody here", "Look for names yourself:", "an organisation of the coalition"):
        assert told in page
    version = {"page_version": version_shown(page)}
    redacted = {"leaving": "We have learnt from each other. A colleague said so.", "phrase": "from each other"}
    assert browser.post(address, redacted | version | {"do": "release"}).status_code == 422
    told = browser.post(address, redacted | version | {"do": "release", "looked_at": "on", "fewer_than_five": "yes"})
    assert "If fewer than five people could have written it" in told.content.decode()
    browser.post(address, redacted | version | {"do": "redact"})
    assert released_testimonies(box, use="internal") == []
    version = {"page_version": version_shown(browser.get(address).content.decode())}
    browser.post(address, redacted | version | {"do": "release", "looked_at": "on", "fewer_than_five": "no"})
    (shown,) = released_testimonies(box, use="public")
    assert shown.text == redacted["leaving"]
    assert [shown.text[start:end] for start, end in shown.spans] == ["from each other"]
    testimony.refresh_from_db()
    assert testimony.text == "We have learnt from each other. Dara of Forest Watch said so."
    page = browser_of(cast.chan).get(f"/coalitions/{cast.coalition.key}/boxes/released/").content.decode()
    assert "<mark>from each other</mark>" in page
    assert "Dara" not in page.split("<main")[1]
    version = {"page_version": version_shown(browser.get(address).content.decode())}
    browser.post(address, redacted | version | {"do": "set-aside"})
    assert released_testimonies(box, use="internal") == []


def test_an_older_page_releases_nothing_that_was_redacted_or_set_aside_meanwhile(
    testimony: Testimony, cast: Cast, browser_of: SignIn
) -> None:
    older, box = browser_of(cast.sophea), testimony.box
    address = at(box, f"testimonies/{testimony.pk}/")
    opened = older.get(address).content.decode()
    typed = {"leaving": testimony.text, "phrase": "", "page_version": version_shown(opened)}
    sent = typed | {"do": "release", "looked_at": "on", "fewer_than_five": "no"}
    redact(by=cast.sophea, testimony=testimony, leaving="A colleague said so.", phrase="")
    refused = older.post(address, sent)
    page = as_read(refused.content.decode())
    assert refused.status_code == 409
    assert "Somebody else changed this after you opened the page" in page
    # What the other kept stands in the form; what was sent is shown above it, and leaves only if somebody types it.
    form = page.split('name="leaving"')[1]
    assert "A colleague said so." in form
    assert "Dara" not in form.split("</textarea>")[0]
    assert released_testimonies(box, use="internal") == []
    set_aside(by=cast.sophea, testimony=testimony)
    assert older.post(address, sent | {"page_version": version_shown(page)}).status_code == 409
    # Nor does a page that says nothing of what it showed.
    del sent["page_version"]
    assert older.post(address, sent).status_code == 409
    testimony.refresh_from_db()
    assert (testimony.state, testimony.leaving) == (Testimony.State.SET_ASIDE, "A colleague said so.")


def test_a_testimony_goes_as_far_as_its_author_agreed_and_no_further(box: Box, cast: Cast) -> None:
    for number, consent in enumerate(Testimony.Consent.values):
        code = Code(consent, f"{number:064d}")
        put_testimony_in(box=box, code=code, text=f"For {consent} use.", phrase="", consent=consent)
    closed = close_box(by=cast.sophea, box=box, today=DAY)
    for each in closed.testimonies.select_related("box"):
        release(by=cast.sophea, testimony=each, leaving=each.text, phrase="", **RELEASE)
    found = {use: {each.consent for each in released_in(cast.coalition, use=use)} for use in Testimony.Consent.values}
    assert found == {
        "internal": {"internal", "submission", "public"},
        "submission": {"submission", "public"},
        "public": {"public"},
    }
    assert released_testimonies(None) == []


def test_what_is_withdrawn_while_somebody_reads_it_is_gone(testimony: Testimony, cast: Cast) -> None:
    with pytest.raises(NotLookedAt):
        release(by=cast.sophea, testimony=testimony, leaving="x", phrase="", looked_at=True, fewer_than_five=None)
    with pytest.raises(TooFew):
        release(by=cast.sophea, testimony=testimony, leaving="x", phrase="", looked_at=True, fewer_than_five=True)
    with pytest.raises(PhraseNotThere):
        release(by=cast.sophea, testimony=testimony, leaving="x", phrase="y", **RELEASE)
    withdraw(code=CODE.plain)
    with pytest.raises(IsGone):
        release(by=cast.sophea, testimony=testimony, leaving="x", phrase="", **RELEASE)
    with pytest.raises(IsGone):
        set_aside(by=cast.sophea, testimony=testimony)
    assert not Testimony.objects.exists()


def test_withdrawn_is_out_of_every_page_and_list(testimony: Testimony, cast: Cast, browser_of: SignIn) -> None:
    release(by=cast.sophea, testimony=testimony, leaving="A canary sang.", phrase="", **RELEASE)
    withdraw(code=CODE.plain)
    browser, box = browser_of(cast.sophea), testimony.box
    for address in (
        at(box),
        at(box, "testimonies/"),
        f"/coalitions/{cast.coalition.key}/boxes/released/",
        f"/coalitions/{cast.coalition.key}/boxes/released.json",
        "/search/?q=canary+sang",
    ):
        assert "A canary sang" not in browser.get(address).content.decode()
    assert browser.get(at(box, f"testimonies/{testimony.pk}/")).status_code == 404


def test_from_paper_the_code_that_was_torn_off_takes_it_back(box: Box, cast: Cast, browser_of: SignIn) -> None:
    lines = AuditLine.objects.count()
    ((number, code),) = make_slips(by=cast.sophea, box=box, codes=[CODE])
    assert AuditLine.objects.count() == lines + 1
    browser = browser_of(cast.sophea)
    wrong = browser.post(at(box, "type-in/"), SENT | {"slip": "000000"})
    assert "No slip of this box" in wrong.content.decode()
    assert browser.post(at(box, "type-in/"), SENT | {"slip": number.lower()}).status_code == 302
    assert AuditLine.objects.count() == lines + 1
    assert not Slip.objects.exists()
    assert Testimony.objects.get().code_hash == hashed_code(code)
    withdraw(code=code)
    assert not Testimony.objects.exists()
    ((number, _code),) = make_slips(by=cast.sophea, box=box, codes=[CODE])
    close_box(by=cast.sophea, box=box, today=DAY)
    with pytest.raises(Exception, match="No slip of this box"):
        type_in(by=cast.sophea, box=box, slip=number, text=TEXT, phrase="", consent="public")


def test_a_slip_names_no_address_that_only_this_computer_opens(box: Box, cast: Cast, browser_of: SignIn) -> None:
    browser = browser_of(cast.sophea)
    for host, named in (("localhost:8000", False), ("testserver", True)):
        printed = browser.post(at(box, "slips.pdf"), {"number": "1"}, headers={"host": host}).content
        words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed))
        assert "localhost" not in words
        assert ("/withdraw" in words) == named
        assert "typed in at the computer" in words.replace("\r\n", " ")


def test_slips_and_sheets_are_printed_in_both_languages(box: Box, cast: Cast, browser_of: SignIn) -> None:
    browser = browser_of(cast.sophea)
    for language in ("en", "km"):
        assert browser.get(at(box, f"sheet.pdf?language={language}")).content.startswith(b"%PDF")
    printed = browser.post(at(box, "slips.pdf"), {"number": "2"})
    assert printed.content.startswith(b"%PDF")
    assert Slip.objects.count() == 2
    for nonsense in ("0", "41", "x", "9" * 400, ""):
        assert browser.post(at(box, "slips.pdf"), {"number": nonsense}).status_code == 302
    assert Slip.objects.count() == 2


def test_nothing_leads_from_a_box_to_who_came() -> None:
    """No model here points beyond coalitions, no module here names the rooms of those who came, and they not this."""
    ours = {each.label for each in apps.get_app_configs()} & {"testimonies"}
    for model in apps.get_app_config("testimonies").get_models():
        pointed = {f.related_model._meta.app_label for f in model._meta.concrete_fields if f.is_relation}
        assert pointed <= ours | {"coalitions"}
    for label in ("attendance", "phones", "accounts"):
        for model in apps.get_app_config(label).get_models() if apps.is_installed(f"openupr.{label}") else ():
            pointed = {f.related_model._meta.app_label for f in model._meta.concrete_fields if f.is_relation}
            assert "testimonies" not in pointed
    here = Path(__file__).parents[1]
    words = re.compile(r"openupr\.(attendance|phones|workshops)")
    assert [path for path in here.rglob("*.py") if "tests" not in path.parts and words.search(path.read_text())] == []


def test_forgetting_finds_nobody_here(testimony: Testimony, cast: Cast) -> None:
    forget_authorship(by=cast.sophea, coalition=cast.coalition, now=timezone.now(), in_danger=True)
    assert Testimony.objects.count() == 1
    assert not AuditLine.objects.filter(what__startswith="testimonies.").exclude(who=None).exists()


def test_a_list_of_testimonies_costs_the_same_with_one_and_with_many(box: Box, cast: Cast, browser_of: SignIn) -> None:
    told_in(box)
    browser = browser_of(cast.sophea)
    Box.objects.update(closed=DAY)

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as made:
            assert browser.get(address).status_code == 200
        return len(made)

    pages = [at(box, "testimonies/"), f"/coalitions/{cast.coalition.key}/boxes/released/"]
    one = [queries(page) for page in pages]
    for number in range(5):
        Testimony.objects.create(box=box, text="x", leaving="x", state="released", code_hash=f"{number:064d}")
    Testimony.objects.update(state="released", leaving="x", consent="public")
    assert [queries(page) for page in pages] == one
    # Who does not read them does not see either when one of them is withdrawn.
    for page in (at(box), f"/coalitions/{cast.coalition.key}/boxes/"):
        assert "6 testimonies<" in browser.get(page).content.decode()
        assert "5 testimonies or more" in browser_of(cast.chan).get(page).content.decode()


def test_every_khmer_sentence_waits_to_be_confirmed_and_is_there(box: Box, phone: Client) -> None:
    texts = list(to_confirm())
    assert len(texts) > 80
    assert all(english and khmer and re.search("[\u1780-\u17ff]", khmer) for english, khmer in texts)
    page = phone.get(at(box, "tell/?read-in=km"), follow=True).content.decode()
    assert '<html lang="km"' in page
    assert "not yet reviewed" in page


def test_a_hostile_address_is_not_found(box: Box, cast: Cast, browser_of: Any) -> None:
    browser = browser_of(cast.sophea)
    for rest in (f"testimonies/{10**30}/", "testimonies/0/", "results.exe"):
        assert browser.get(at(box, rest)).status_code == 404
    assert browser.get(f"/coalitions/{cast.coalition.key}/boxes/{10**30}/").status_code == 404
