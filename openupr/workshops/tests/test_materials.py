"""Materials: without a word on their makers, in several versions, some on phones."""

from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from openupr.accounts.rooms import COOKIE, enter_room
from openupr.coalitions.models import ChosenFile
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.conformance.rules.conformance import conformance
from openupr.files.word import read_word
from openupr.testimonies.models import Box
from openupr.upr.limits import rule_set
from openupr.workshops.box import open_its_box
from openupr.workshops.models import Material, Term, Workshop
from openupr.workshops.standard_handouts import READY_MADE, blank_submission, hand_out
from openupr.workshops.workshops import open_the_room

CANARY = "zyzzyva"


def picture(colour: str = "red") -> SimpleUploadedFile:
    """A picture that says who made it."""
    said = PngInfo()
    said.add_text("Author", CANARY)
    data = BytesIO()
    Image.new("RGB", (4, 4), colour).save(data, "PNG", pnginfo=said)
    return SimpleUploadedFile(f"{CANARY}.png", data.getvalue())


@pytest.fixture
def one(workshop: Workshop, cast: Cast) -> str:
    return f"/coalitions/{cast.coalition.key}/workshops/{workshop.pk}/"


@pytest.fixture
def bopha(cast: Cast, browser_of: SignIn) -> Client:
    return browser_of(cast.bopha)


@pytest.fixture
def phone(cast: Cast) -> Client:
    room = open_the_room(by=cast.bopha, coalition=cast.coalition, today=today_there())
    _guest, token = enter_room(code=room.code, now=timezone.now())
    browser = Client()
    browser.cookies[COOKIE] = token
    return browser


def add(browser: Client, one: str, title: str, language: str, colour: str = "red", **more: object) -> Material:
    assert browser.post(f"{one}materials/add/", {"document": picture(colour)}).status_code == 302
    assert "The picture" in browser.get(f"{one}materials/look/").content.decode()
    given = {"title": title, "kind": "handout", "language": language, **more}
    assert browser.post(f"{one}materials/look/", given).status_code == 302
    return Material.objects.get(title=title)


def test_what_is_kept_says_nothing_of_its_makers_and_leaves_under_its_title(one: str, bopha: Client) -> None:
    made = add(bopha, one, "What the UPR is", "en")
    assert CANARY.encode() not in bytes(made.data)
    taken = bopha.get(f"{one}materials/{made.pk}/")
    assert taken.headers["Content-Disposition"] == 'attachment; filename="what-the-upr-is-en.png"'
    assert taken.content == bytes(made.data)


def test_translations_stand_beside_their_original(one: str, bopha: Client, cast: Cast, browser_of: SignIn) -> None:
    english = add(bopha, one, "What the UPR is", "en")
    add(bopha, one, "អ្វីទៅជា UPR", "km", "blue", translates=english.pk)
    page = browser_of(cast.vuthy).get(f"{one}materials/").content.decode()
    assert page.count("<article>") == 1
    for word in ("English", "Khmer", "original", "translation"):
        assert word in page
    rows = browser_of(cast.vuthy).get(f"{one}materials.json").json()["materials"]
    assert {row["translation_of"] for row in rows} == {"", "What the UPR is"}
    bopha.post(f"{one}materials/{english.pk}/change/", {"do": "remove"})
    assert Material.objects.get().translates is None


def test_of_all_languages_those_of_the_workshop_are_offered_first(one: str, bopha: Client) -> None:
    bopha.post(f"{one}materials/add/", {"document": picture()})
    form = bopha.get(f"{one}materials/look/").content.decode()
    likely = form.split('<optgroup label="Likely here">')[1].split("</optgroup>")[0]
    assert ('value="km"' in likely, 'value="en" selected' in likely, likely.count("<option") < 6) == (True, True, True)


def test_the_roadmap_and_a_blank_submission_are_handed_out_without_bringing_them(
    one: str, bopha: Client, phone: Client, workshop: Workshop
) -> None:
    assert "Hand out “Blank submission”" in bopha.get(f"{one}materials/").content.decode()
    for key in ("roadmap", "submission"):
        assert bopha.post(f"{one}materials/ready/", {"ready": key}).status_code == 302
    assert bopha.post(f"{one}materials/ready/", {"ready": "roadmap"}).status_code == 404
    assert "Hand out “" not in bopha.get(f"{one}materials/").content.decode()
    assert "ផែនទីបង្ហាញផ្លូវ" in phone.get(f"{one}phone/materials/").content.decode()
    blank = workshop.materials.get(title="Blank submission")
    assert blank.kind == Material.Kind.TEMPLATE
    words = " ".join(each.text for each in read_word(bytes(blank.data)).paragraphs)
    for told in ("Universal Periodic Review of Cambodia", "2,815", "5,630", "Introduction and methodology"):
        assert told in words


def test_a_blank_submission_has_the_form_that_is_asked_for(workshop: Workshop) -> None:
    found = conformance(read_word(blank_submission(workshop)), kind="joint", rules=rule_set())
    statuses = {each.rule.key: each.status for each in found.findings}
    assert "fail" not in statuses.values(), statuses
    assert [statuses[key] for key in ("font", "size", "spacing", "paragraph-numbers", "page-numbers")] == ["pass"] * 5


def test_a_phone_reads_titles_of_materials_and_of_the_box_in_its_language(
    one: str, bopha: Client, phone: Client, workshop: Workshop, cast: Cast
) -> None:
    original = add(bopha, one, "Roadmap", "en", in_room="on")
    add(bopha, one, "ផែនទី", "km", colour="blue", translates=original.pk, in_room="on")
    Workshop.objects.update(translations={"km": {"title": "សិក្ខាសាលា"}})
    box = open_its_box(by=cast.sophea, workshop=workshop, today=today_there())
    base = f"/coalitions/{cast.coalition.key}/boxes/{box.pk}"
    for language, title, material in (("en", box.title, "Roadmap"), ("km", "សិក្ខាសាលា", "ផែនទី")):
        phone.cookies["django_language"] = language
        assert f"<h2>{material}</h2>" in phone.get(f"{one}phone/materials/").content.decode()
        assert f"<h2>{title}</h2>" in phone.get("/room/").content.decode()
        for page in ("evaluate", "tell"):
            assert f'<p class="lead">{title}</p>' in phone.get(f"{base}/{page}/").content.decode()
    # A box that its coalition called otherwise keeps that name.
    Box.objects.update(title="What we heard")
    assert "<h2>What we heard</h2>" in phone.get("/room/").content.decode()


def test_what_comes_ready_made_is_called_in_khmer_also_without_a_khmer_version(
    one: str, bopha: Client, phone: Client, workshop: Workshop, cast: Cast
) -> None:
    for each in READY_MADE:
        hand_out(by=cast.bopha, workshop=workshop, ready=each)
    for language, titles in (("en", ("The roadmap", "Blank submission")), ("km", ("ផែនទីបង្ហាញផ្លូវ", "គំរូរបាយការណ៍ទទេ"))):
        for reader, page in ((phone, "phone/materials/"), (bopha, "materials/")):
            reader.cookies["django_language"] = language
            shown = reader.get(f"{one}{page}").content.decode()
            assert all(f"<h2>{title}</h2>" in shown for title in titles)
            assert ("ភាសាអង់គ្លេស" in shown) is (language == "km")


def test_a_phone_in_the_room_gets_what_is_meant_for_it_and_nothing_else(
    one: str, bopha: Client, phone: Client, cast: Cast
) -> None:
    made = add(bopha, one, "For facilitators", "en")
    assert "For facilitators" not in phone.get(f"{one}phone/materials/").content.decode()
    assert phone.get(f"{one}materials/{made.pk}/").status_code == 404
    bopha.post(f"{one}materials/{made.pk}/change/", {"do": "give"})
    shown = phone.get(f"{one}phone/materials/").content.decode()
    assert "For facilitators" in shown
    assert cast.coalition.name not in shown
    assert phone.get(f"{one}materials/{made.pk}/").status_code == 200
    assert phone.get(f"{one}materials/").status_code == 404
    assert Client().get(f"{one}materials/{made.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"MZ\x00\x01 a program", "Choose a PDF"),
        (b"PK\x03\x04[Content_Types].xml", "Save it as PDF"),
        (b"\x89PNG\r\n\x1a\n broken", ""),
        (b"%PDF-1.7 broken", ""),
        (b"\x00" * (10_000_001), "larger than"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_changes(
    one: str, bopha: Client, content: bytes, sentence: str
) -> None:
    refused = bopha.post(f"{one}materials/add/", {"document": SimpleUploadedFile("x.pdf", content)})
    assert refused.status_code in {413, 422}
    assert (Material.objects.count(), ChosenFile.objects.count()) == (0, 0)
    assert sentence in refused.content.decode()


def test_a_member_takes_along_and_changes_nothing(one: str, bopha: Client, cast: Cast, browser_of: SignIn) -> None:
    made = add(bopha, one, "Slides", "en")
    chan = browser_of(cast.chan)
    assert chan.get(f"{one}materials/{made.pk}/").status_code == 200
    assert chan.post(f"{one}materials/{made.pk}/change/", {"do": "remove"}).status_code == 403
    assert chan.post(f"{one}terms/write/", {"text": "a; b"}).status_code == 403
    assert "Add a file" not in chan.get(f"{one}materials/").content.decode()


def test_a_page_of_many_materials_asks_no_more_than_one_of_one(
    one: str, bopha: Client, django_assert_num_queries: object
) -> None:
    add(bopha, one, "One", "en")
    bopha.get(f"{one}materials/")
    with django_assert_num_queries(7):  # type: ignore[operator]
        bopha.get(f"{one}materials/")
    for number, colour in enumerate(("blue", "green", "white")):
        add(bopha, one, f"More {number}", "km", colour)
    with django_assert_num_queries(7):  # type: ignore[operator]
        bopha.get(f"{one}materials/")


def test_terms_are_pasted_in_pairs_and_read_on_phones(one: str, bopha: Client, phone: Client) -> None:
    pasted = "review; ការពិនិត្យ; of a State\nshadow report\tរបាយការណ៍\n\n"
    assert bopha.post(f"{one}terms/write/", {"text": pasted}).status_code == 302
    bopha.post(f"{one}terms/write/", {"text": "review; ពិនិត្យឡើងវិញ"})
    assert bopha.get(f"{one}terms.json").json()["terms"] == [
        {"english": "review", "khmer": "ពិនិត្យឡើងវិញ", "note": ""},
        {"english": "shadow report", "khmer": "របាយការណ៍", "note": ""},
    ]
    pairs, room = phone.get(f"{one}phone/terms/").content.decode(), phone.get("/room/").content.decode()
    assert "របាយការណ៍" in pairs
    # The way to what a word means comes first: the list gives pairs only.
    assert 0 < pairs.find("What UPR words mean") < pairs.find("<dl")
    assert 0 < room.find("See what words mean") < room.find("See words in Khmer")
    csv = b"".join(phone.get(f"{one}terms.csv").streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    assert csv.splitlines()[0] == "english,khmer,note"
    term = Term.objects.get(english="review")
    bopha.post(f"{one}terms/write/", {"do": "remove", "term": term.pk})
    assert Term.objects.count() == 1


def test_a_term_list_begins_with_the_word_list_of_the_lessons(one: str, bopha: Client) -> None:
    bopha.post(f"{one}terms/write/", {"text": "Roadmap; ផែនទី"})
    page = bopha.get(f"{one}terms/?from=words").content.decode()
    typed = unescape(page[page.index("<textarea") : page.index("</textarea>")].partition(">")[2])
    assert "Troika; ក្រុមអ្នករាយការណ៍បីរដ្ឋ (troika); Khmer not reviewed" in typed
    assert "Roadmap;" not in typed
    assert bopha.post(f"{one}terms/write/", {"text": typed}).status_code == 302
    assert len(bopha.get(f"{one}terms.json").json()["terms"]) > 25


@pytest.mark.parametrize("text", ["", "review", "; ការ", "a" * 200 + ";b", "\x00", "ok; ok\nbroken"])
def test_a_line_that_is_no_pair_is_told_and_nothing_changes(one: str, bopha: Client, text: str) -> None:
    assert bopha.post(f"{one}terms/write/", {"text": text}).status_code == 422
    assert Term.objects.count() == 0
    assert bopha.post(f"{one}terms/write/", {"do": "remove", "term": "9" * 30}).status_code == 404
