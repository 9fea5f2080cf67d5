"""A group writes one page on its theme, and a coordinator shows it to everybody."""

import io
import re
import zipfile

import pikepdf
import pypdfium2
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from PIL import Image

from openupr.accounts.backups import STAYS_WITHDRAWN
from openupr.advocacy.factsheets import keep_taken_back
from openupr.advocacy.models import Factsheet, FactsheetText, Logo, PublishedFactsheet, SheetContact
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.files.word import read_word
from openupr.proposals.models import Proposal, Wording
from openupr.proposals.proposals import propose as propose_text
from openupr.recommendations.edition import remove_demo
from openupr.recommendations.tests.demo_record import demo_record
from openupr.recommendations.tests.exports import LoadRecord
from openupr.web.tests.reading import as_read, version_shown

ASK = "Adopt a law by 2027 that gives evicted families fair compensation."
KHMER = "អនុម័តច្បាប់"
ROWS = [
    {"Text": "Return land to evicted families", "Response": "Noted"},
    {"Text": "Register land", "From": "Norway", "Session": "6"},
    {"Issue": "Justice"},
]


@pytest.fixture
def ask(cast: Cast, load_record: LoadRecord) -> Proposal:
    load_record(ROWS)
    made: Proposal = propose_text(by=cast.chan, group=cast.land, text=ASK, language="en", now=timezone.now())
    made.issues, made.state = ["right-to-land"], Proposal.State.ADOPTED
    made.save()
    return made


def page_of(cast: Cast, browser_of: SignIn, somebody: object, query: str = "") -> str:
    answer = browser_of(somebody).get(reverse("advocacy:factsheet", kwargs=cast.at_land) + query)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return as_read(answer.content.decode())


def save(cast: Cast, browser_of: SignIn, **texts: str) -> None:
    given = {"first": "en", **{name.replace("_", "-"): text for name, text in texts.items()}}
    answer = browser_of(cast.chan).post(reverse("advocacy:factsheet-save", kwargs=cast.at_land), given)
    assert answer.status_code == 302


def file_of(cast: Cast, browser_of: SignIn, kind: str) -> bytes:
    answer = browser_of(cast.chan).get(reverse("advocacy:factsheet-file", kwargs={**cast.at_land, "kind": kind}))
    assert answer.status_code == 200
    return bytes(answer.content)


def publish(cast: Cast, browser_of: SignIn, do: str = "") -> None:
    address = reverse("advocacy:factsheet-publish", kwargs=cast.at_land)
    sent = {"do": do, "page_version": version_shown(page_of(cast, browser_of, cast.sophea))}
    assert browser_of(cast.sophea).post(address, sent).status_code == 302


@pytest.mark.once
def test_every_paper_made_from_the_demo_record_says_so(cast: Cast, load_record: LoadRecord, browser_of: SignIn) -> None:
    chan, coalition = browser_of(cast.chan), {"coalition": cast.coalition.key}
    places = [
        reverse("advocacy:sheet-file", kwargs={**coalition, "iso3": "FRA", "kind": "docx"}),
        reverse("advocacy:factsheet-file", kwargs={**cast.at_land, "kind": "docx"}),
        reverse("advocacy:factsheet-file", kwargs={**cast.at_land, "kind": "html"}),
        reverse("advocacy:statement-file", kwargs={**coalition, "kind": "docx"}),
        reverse("advocacy:review-list-file", kwargs=coalition),
    ]

    def told() -> list[bool]:
        return ["For practice only: made from a demo record" in words_of_file(chan.get(each)) for each in places]

    demo_record()
    assert told() == [True] * 5
    remove_demo()
    load_record(ROWS)
    assert told() == [False] * 5


def words_of_file(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    if "html" in answer["Content-Type"]:
        return answer.content.decode()
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return packed.read("word/document.xml").decode()


def test_a_factsheet_is_made_of_what_the_coalition_knows(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    page = page_of(cast, browser_of, cast.chan)
    assert "It fits on one page." in page
    assert "Session 18 (2014): 1 recommendation from France." in page
    assert "1 noted" in page
    assert "“Return land to evicted families” (France, session 18 (2014), noted)" in page
    assert "On the right to land:" in page
    assert ASK in page
    assert "Left out" not in page
    assert not Factsheet.objects.exists()


def test_a_factsheet_has_its_day_and_a_contact_but_everybody_reads_no_contact(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    SheetContact.objects.create(coalition=cast.coalition, text="The secretariat, asks@example.org")
    foot = f"{date_format(today_there(), 'j F Y')} · Contact: The secretariat, asks@example.org"
    assert foot in page_of(cast, browser_of, cast.chan)
    assert foot in file_of(cast, browser_of, "html").decode()
    assert foot in str(read_word(file_of(cast, browser_of, "docx")))
    publish(cast, browser_of)
    shown = reverse("advocacy:public-factsheet", args=[PublishedFactsheet.objects.get().key])
    assert "asks@example.org" not in Client().get(shown).content.decode()
    assert "Publish again to show this one" not in page_of(cast, browser_of, cast.chan)


def test_in_word_each_bar_of_answers_is_below_its_own_label(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    with zipfile.ZipFile(io.BytesIO(file_of(cast, browser_of, "docx"))) as packed:
        told = packed.read("word/document.xml").decode()
    # As words of the picture each label is there once more.
    order = [told.index(f"{text}</w:t>") for text in ("1 noted", "1 supported")]
    drawn = [found.start() for found in re.finditer("<w:drawing", told)]
    assert order[0] < drawn[0] < order[1] < drawn[1]


def test_letters_in_word_are_as_large_as_one_page_permits(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    def points() -> int:
        with zipfile.ZipFile(io.BytesIO(file_of(cast, browser_of, "docx"))) as packed:
            styles = packed.read("word/styles.xml").decode()
        return int(re.findall(r'<w:sz w:val="(\d+)"', styles)[0]) // 2

    assert points() == 13
    save(cast, browser_of, en_challenges="\n".join(["Families wait for land that was promised to them."] * 30))
    assert 8 <= points() < 12


def test_a_part_in_own_words_stays_and_others_follow_the_facts(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    save(cast, browser_of, en_challenges="Families wait.", en_recommendations=ASK)
    [kept] = FactsheetText.objects.all()
    assert (kept.part, kept.text) == ("challenges", "Families wait.")
    assert "Families wait." in page_of(cast, browser_of, cast.chan)
    save(cast, browser_of, en_challenges="Families wait.", facts="en-challenges")
    assert not FactsheetText.objects.exists()


def test_who_wrote_in_own_words_is_told_when_the_facts_change(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    save(cast, browser_of, en_earlier="One State asked.")
    assert "The facts changed" not in page_of(cast, browser_of, cast.chan)
    load_record([*ROWS, {"From": "Germany", "Text": "Give back forests"}])
    assert "The facts changed since you wrote this" in page_of(cast, browser_of, cast.chan)


def test_two_who_save_one_part_lose_nothing(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    save(cast, browser_of, en_challenges="Families wait.", en_framework="A law of 2001.")
    seen = {"seen_en_challenges": "Families wait.", "seen_en_framework": "A law of 2001."}
    save(cast, browser_of, en_challenges="Families wait for years.", en_framework="A law of 2001.", **seen)
    save(cast, browser_of, en_challenges="Many families wait.", en_framework="A law of 2001 and a decree.", **seen)
    save(cast, browser_of, en_challenges="Families wait.", en_framework="A law of 2001.", **seen)
    texts = dict(FactsheetText.objects.values_list("part", "text"))
    assert texts == {"challenges": "Many families wait for years.", "framework": "A law of 2001 and a decree."}


def test_the_preview_shows_what_is_not_saved_and_says_what_is_too_much(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    address = reverse("advocacy:factsheet-preview", kwargs=cast.at_land)
    given = {"first": "en", "en-challenges": "Families wait for years. " * 300}
    shown = as_read(browser_of(cast.chan).post(address, given).content.decode())
    assert "It does not fit on one page" in shown
    assert "Remove about" in shown
    assert not FactsheetText.objects.exists()


def test_a_pdf_has_exactly_one_page_is_tagged_and_brings_its_fonts(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    data = file_of(cast, browser_of, "pdf")
    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        assert len(pdf) == 1
        assert pdf.is_tagged()
    with pikepdf.open(io.BytesIO(data)) as opened:
        found = [each for each in opened.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = [each for each in found if each.get("/Type") == "/FontDescriptor"]
        assert fonts
        assert all("/FontFile2" in each or "/FontFile3" in each for each in fonts)


def test_two_languages_are_beside_each_other_and_each_text_says_which_it_is(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    Wording.objects.create(proposal=ask, language="km", text=KHMER)
    answer = browser_of(cast.chan).get(reverse("advocacy:factsheet", kwargs=cast.at_land) + "?first=en&beside=km")
    found = answer.content.decode()
    assert f'<li lang="km">{KHMER}</li>' in as_read(found)
    assert '(France, session 18 (2014), noted) <span class="which" lang="en">(English)</span>' in as_read(found)
    assert f'<li lang="en">{ASK}</li>' in as_read(found)
    assert '<h2 lang="km">អនុសាសន៍មុនៗ</h2>' in as_read(found)
    assert "Not written in Khmer: Title" in as_read(found)
    assert "ចំណងជើងជាភាសាខ្មែរត្រូវបានបកប្រែដោយម៉ាស៊ីន" in found
    save(cast, browser_of, beside="km")
    assert file_of(cast, browser_of, "docx").startswith(b"PK")


def test_everybody_reads_what_was_published_and_nothing_later_until_it_is_taken_back(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    assert "<svg" not in file_of(cast, browser_of, "html").decode().partition("texts")[0]
    publish(cast, browser_of)
    save(cast, browser_of, en_challenges="Not for everybody yet.")
    public = reverse("advocacy:public-factsheet", args=[PublishedFactsheet.objects.get().key])
    shown = as_read(Client().get(public).content.decode())
    assert ASK in shown
    assert "Not for everybody yet" not in shown
    assert "Publish again to show this one" in page_of(cast, browser_of, cast.sophea)
    assert 'class="qr"' in file_of(cast, browser_of, "html").decode()
    publish(cast, browser_of, "take-back")
    assert Client().get(public).status_code == 404
    assert PublishedFactsheet.objects.get().page == {}


def test_what_is_too_long_is_not_published_and_its_pdf_holds_what_fits(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    publish(cast, browser_of)
    save(cast, browser_of, beside="km", en_challenges="Families wait for years. " * 150)
    address = reverse("advocacy:factsheet-publish", kwargs=cast.at_land)
    sent = {"page_version": version_shown(page_of(cast, browser_of, cast.sophea))}
    told = as_read(browser_of(cast.sophea).post(address, sent, follow=True).content.decode())
    remove = re.search(r"It is not published: [^.]*\. (Remove about \d+ words in English\.)", told)
    assert remove
    assert remove[1] in told.partition("It does not fit on one page")[2]
    shown = PublishedFactsheet.objects.get()
    assert "wait for years" not in str(shown.page)
    # As an earlier version published it.
    shown.page["columns"][0]["parts"][0]["texts"] = [{"text": "They wait. " * 1000, "language": "en"}]
    shown.save()
    public = reverse("advocacy:public-factsheet-file", args=[shown.key, "pdf"])
    for data in (file_of(cast, browser_of, "pdf"), Client().get(public).content):
        with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
            assert len(pdf) == 1
            assert "This page does not hold all" in pdf[0].get_textpage().get_text_range()


def test_an_older_backup_does_not_publish_again_what_was_taken_back(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    publish(cast, browser_of)
    publish(cast, browser_of, "take-back")
    after = keep_taken_back()
    PublishedFactsheet.objects.update(on=True, page={"columns": []})
    after()
    assert not PublishedFactsheet.objects.filter(on=True).exists()
    assert keep_taken_back in STAYS_WITHDRAWN


def test_the_public_reads_nothing_that_no_coordinator_saw(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    opened = {"page_version": version_shown(page_of(cast, browser_of, cast.sophea))}
    save(cast, browser_of, en_challenges="The family of a widow in one village.")
    address = reverse("advocacy:factsheet-publish", kwargs=cast.at_land)
    refused = browser_of(cast.sophea).post(address, opened)
    assert refused.status_code == 409
    assert "Read it as it is now" in as_read(refused.content.decode())
    assert not PublishedFactsheet.objects.exists()
    publish(cast, browser_of)
    assert "one village" in str(PublishedFactsheet.objects.get().page)


def test_only_a_coordinator_publishes(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    address = reverse("advocacy:factsheet-publish", kwargs=cast.at_land)
    assert browser_of(cast.dara).post(address).status_code == 403
    assert not PublishedFactsheet.objects.exists()


def test_a_logo_is_made_small_and_is_on_every_factsheet(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (1200, 900), "green").save(drawn, "PNG")
    drawn.name = "logo.png"
    drawn.seek(0)
    address = reverse("advocacy:logo-choose", kwargs=cast.at_coalition)
    assert browser_of(cast.sophea).post(address, {"document": drawn}).status_code == 302
    with Image.open(io.BytesIO(Logo.objects.get().data)) as kept:
        assert kept.size[0] <= 480
    assert "data:image/png;base64," in file_of(cast, browser_of, "html").decode()
    browser_of(cast.sophea).post(address, {"do": "remove"})
    assert not Logo.objects.exists()


def test_targets_are_suggested_by_the_record_and_shown_once_a_person_confirms_them(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    address = reverse("advocacy:targets", kwargs=cast.at_land)
    chan = browser_of(cast.chan)
    assert "its words: evicted" in as_read(chan.get(address).content.decode())
    assert "Sustainable Development Goals" not in page_of(cast, browser_of, cast.chan)
    chan.post(address, {"more": "16.3", f"ask-{ask.pk}": ["1.4"]})
    assert Factsheet.objects.get().sdg_targets == ["16.3"]
    ask.refresh_from_db()
    assert ask.sdg_targets == ["1.4"]
    assert "16.3" in page_of(cast, browser_of, cast.chan)
    assert chan.post(address, {"more": "99.9"}, follow=True).status_code == 200
    assert Factsheet.objects.get().sdg_targets == ["16.3"]
