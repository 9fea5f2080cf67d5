"""The history of a section: any text is brought back, none of somebody else's goes unseen, any two are compared."""

import re

from django.test import Client
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.submissions.models import Paragraph, ParagraphVersion
from openupr.submissions.paragraphs import add_paragraph, remove_paragraph, write_paragraph

from .conftest import SignIn
from .examples import Drafted
from .test_drafting_pages import at


def save(people: Cast, draft: Drafted, text: str, version: int) -> None:
    write_paragraph(by=people.dara, paragraph=draft.paragraph, text=text, version=version, now=timezone.now())


def bringing_back(browser: Client, draft: Drafted, text: str) -> tuple[str, dict[str, str]]:
    """The address of the button “Bring this text back” beside a text, and what its form sends."""
    page = browser.get(at(draft, "section-history")).content.decode()
    [line] = [each for each in page.split("<li>") if f">{text}" in each and "restore/" in each]
    seen, address = re.search(r'name="seen" value="(\d+)"', line), re.search(r'action="([^"]+/restore/)"', line)
    assert seen is not None
    assert address is not None
    return address[1], {"seen": seen[1]}


def test_an_old_history_page_brings_nothing_back_over_what_somebody_saved_since(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    save(people, draft, "Land was taken by force.", 1)
    chan = browser_of(people.chan)
    address, form = bringing_back(chan, draft, "<ins>Land was taken.</ins>")
    save(people, draft, "Land was taken by force. Nobody was heard.", 2)
    answer = chan.post(address, form)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Somebody else saved this meanwhile" in page
    assert "version 3, saved by Dara" in page
    assert "Nobody was heard." in page
    assert Paragraph.objects.get(pk=draft.paragraph.pk).text == "Land was taken by force. Nobody was heard."
    assert ParagraphVersion.objects.filter(anchor=draft.paragraph.anchor).count() == 3
    # Whoever has read the history as it is now brings it back.
    assert chan.post(*bringing_back(chan, draft, "<ins>Land was taken.</ins>")).status_code == 302
    assert Paragraph.objects.get(pk=draft.paragraph.pk).text == "Land was taken."
    for nothing in ({}, {"seen": "x"}, {"seen": "9" * 30}):
        assert chan.post(address, nothing).status_code == 302  # it says so already: nothing is to be saved
    assert ParagraphVersion.objects.filter(anchor=draft.paragraph.anchor).count() == 4


def test_what_was_taken_out_since_is_not_brought_back_unseen(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    save(people, draft, "Land was taken by force.", 1)
    chan = browser_of(people.chan)
    address, form = bringing_back(chan, draft, "<ins>Land was taken.</ins>")
    remove_paragraph(by=people.dara, paragraph=draft.paragraph, now=timezone.now())
    assert "was taken out meanwhile" in chan.post(address, form, follow=True).content.decode()
    assert not Paragraph.objects.filter(pk=draft.paragraph.pk).exists()
    assert chan.post(*bringing_back(chan, draft, "<ins>Land was taken.</ins>")).status_code == 302
    assert Paragraph.objects.get(pk=draft.paragraph.pk).text == "Land was taken."


def test_any_two_versions_of_a_paragraph_are_compared(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    save(people, draft, "Land was taken by force.", 1)
    save(people, draft, "Homes were taken by force.", 2)
    chan, address, anchor = browser_of(people.chan), at(draft, "section-history"), draft.paragraph.anchor
    assert f'href="?paragraph={anchor}"' in chan.get(address).content.decode()
    assert f'history/?paragraph={anchor}"' in chan.get(at(draft, "section")).content.decode()
    alone = chan.get(address, {"paragraph": anchor}).content.decode()
    assert (alone.count("<select"), alone.count("<option")) == (2, 6)
    page = chan.get(address, {"paragraph": anchor, "from": "1", "to": "3"}).content.decode()
    compared = page.split('id="compared"')[1].split("</section>")[0]
    assert "From version 1 to version 3" in compared
    assert ("Land" in compared, "Homes" in compared, "by force" in compared) == (True, True, True)
    same = chan.get(address, {"paragraph": anchor, "from": "2", "to": "2"}).content.decode()
    assert "Both say the same." in same
    for unknown in ({"from": "9", "to": "1"}, {"from": "x", "to": "9" * 40}):
        answer = chan.get(address, {"paragraph": anchor, **unknown})
        assert (answer.status_code, answer.context["difference"]) == (200, None)
        assert "is not known and was ignored" in answer.content.decode()
    assert "was ignored" in chan.get(address, {"paragraph": "p0"}).content.decode()


def test_one_paragraph_s_history_holds_its_own_saves_alone(people: Cast, draft: Drafted, browser_of: SignIn) -> None:
    add_paragraph(by=people.chan, section=draft.section, text="Another thought.", now=timezone.now())
    page = browser_of(people.chan).get(at(draft, "section-history"), {"paragraph": draft.paragraph.anchor})
    assert "Another thought." not in page.content.decode()
    assert "has one version only" in page.content.decode()


def test_an_old_page_takes_out_nothing_that_somebody_changed_since(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    chan, address = browser_of(people.chan), at(draft, "paragraph", paragraph=draft.paragraph.pk)
    save(people, draft, "Land was taken by force.", 1)
    told = chan.post(address, {"do": "remove", "version": "1"}, follow=True).content.decode()
    assert "Somebody changed this paragraph meanwhile" in told
    assert Paragraph.objects.filter(pk=draft.paragraph.pk).exists()
    chan.post(address, {"do": "remove", "version": "2"})
    assert not Paragraph.objects.filter(pk=draft.paragraph.pk).exists()
