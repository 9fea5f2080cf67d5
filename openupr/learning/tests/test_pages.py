"""Newcomers read lessons, side by side if they like, and check themselves; nothing of it is
kept.
"""

import re
from io import BytesIO
from urllib.parse import urlencode

import pikepdf
import pypdfium2
import pytest
from django.test import Client

from openupr.learning.lessons import course_lessons

pytestmark = pytest.mark.django_db

FIRST = "/learn/what-the-upr-is/"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_list_leads_to_every_lesson(client: Client) -> None:
    listed = page(client, "/learn/")
    for lesson in course_lessons():
        assert f'href="/learn/{lesson.key}/"' in listed
        assert lesson.title.en in page(client, f"/learn/{lesson.key}/")


def test_a_lesson_is_read_in_english_in_khmer_or_side_by_side(client: Client) -> None:
    english, khmer = course_lessons()[0].title.en, course_lessons()[0].title.km
    assert khmer not in page(client, FIRST)
    in_khmer = page(client, FIRST + "?in=km")
    assert f'<span lang="km">{khmer}</span>' in in_khmer
    assert f'<span lang="en">{english}</span>' not in in_khmer
    both = page(client, FIRST + "?in=both")
    assert f'<span lang="km">{khmer}</span>' in both
    assert f'<span lang="en">{english}</span>' in both


def test_who_reads_the_pages_in_khmer_reads_the_lessons_in_it(client: Client) -> None:
    client.get("/learn/?read-in=km")
    assert f'<span lang="km">{course_lessons()[0].title.km}</span>' in page(client, FIRST)


def test_khmer_is_told_to_be_machine_made(client: Client) -> None:
    told = "The Khmer text is machine-made and not yet reviewed."
    assert told not in page(client, FIRST)
    assert told in page(client, FIRST + "?in=km")
    assert told in page(client, FIRST + "?in=both")


def test_a_lesson_that_is_not_there_leads_to_all(client: Client) -> None:
    missing = page(client, "/learn/nothing/", 404)
    assert "There is no such lesson." in missing
    assert FIRST in missing


def test_answers_are_told_with_the_reason_and_kept_nowhere(client: Client) -> None:
    asked = page(client, FIRST + "questions/")
    assert "1 of 4 right." not in asked
    assert course_lessons()[0].questions[0].why.en not in asked
    answer = client.get(FIRST + "questions/", {"who-reviews": "b", "how-often": "a"})
    told = answer.content.decode()
    assert "1 of 4 right." in told
    assert course_lessons()[0].questions[0].why.en in told
    assert not answer.cookies


@pytest.mark.parametrize("nonsense", ["?who-reviews=z", "?who-reviews=%00", "?who-reviews=" + "x" * 10_000, "?in=xx"])
def test_what_is_no_answer_counts_as_none(client: Client, nonsense: str) -> None:
    assert " right." not in page(client, FIRST + "questions/" + nonsense)


def test_the_word_list_has_each_word_in_both_languages(client: Client) -> None:
    words = page(client, "/learn/words/")
    assert "State under Review" in words
    assert "រដ្ឋដែលត្រូវពិនិត្យ" in words
    assert '<a class="chip" href="#quorum">Q</a>' in words
    assert 'id="quorum"' in words
    rows = client.get("/learn/words.json").json()["words"]
    assert all(row["en"] and row["km"] and row["meaning_en"] and row["meaning_km"] for row in rows)
    assert b"State under Review" in b"".join(client.get("/learn/words.csv").streaming_content)


@pytest.mark.parametrize("asked", ["noted", "what does noted mean?", "កត់សម្គាល់"])
def test_a_word_is_found_by_what_somebody_types_and_the_room_stays_near(client: Client, asked: str) -> None:
    found = page(client, f"/learn/words/?{urlencode({'from': 'room', 'q': asked})}")
    assert re.findall(r'<tr id="([^"]+)"', found)[0] == "noted"
    assert "Back to the room" in found
    assert '<input type="hidden" name="from" value="room">' in found
    assert "No word of the list fits" in page(client, "/learn/words/?q=xyzzyx")


def test_the_word_list_is_in_the_order_of_the_readers_language(client: Client) -> None:
    english = re.findall(r'<th scope="row" lang="en">([^<]+)<', page(client, "/learn/words/"))
    in_khmer = client.get("/learn/words/?read-in=km", follow=True).content.decode()
    khmer = re.findall(r'<th scope="row" lang="km">([^<]+)<', in_khmer)
    assert khmer == sorted(khmer, key=str.lower)
    assert len(khmer) == len(english) > 0
    assert english == sorted(english, key=str.lower)


def test_questions_go_out_as_tables_and_for_programs(client: Client) -> None:
    document = client.get("/learn/questions.json").json()["questions"]
    assert document[0]["key"] == "what-the-upr-is.who-reviews"
    lines = b"".join(client.get("/learn/questions.csv").streaming_content).decode().splitlines()
    assert len([line for line in lines if ",en," in line]) >= len(document)


def test_no_lesson_asks_the_database_in_english(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        client.get(FIRST)
    with django_assert_num_queries(1):
        client.get(FIRST + "?in=both")


def words_on_paper(client: Client, address: str) -> str:
    pytest.importorskip("weasyprint", reason="Pango is missing: nothing can be printed here.", exc_type=OSError)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(answer.content)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()


def test_a_lesson_is_printed_with_its_questions_answers_and_sources(client: Client) -> None:
    words = words_on_paper(client, "/learn/what-the-upr-is.pdf")
    for told in ("What the UPR is", "a) Independent experts", "Answers", "General Assembly resolution 60/251", "1. b"):
        assert told in words
    assert "machine-made" not in words


def test_on_paper_too_khmer_is_told_to_be_machine_made(client: Client) -> None:
    words = words_on_paper(client, "/learn/what-the-upr-is.pdf?in=both")
    assert "The Khmer text is machine-made and not yet reviewed." in words
    assert "What the UPR is" in words
    assert "ជាអ្វី" in words


def test_in_the_booklet_a_number_leads_to_the_sources_of_its_own_lesson(client: Client) -> None:
    pytest.importorskip("weasyprint", reason="Pango is missing: nothing can be printed here.", exc_type=OSError)
    with pikepdf.open(BytesIO(client.get("/learn/booklet.pdf").content)) as document:
        links = [link for page in document.pages for link in page.get("/Annots", [])]  # type: ignore[attr-defined]
        inside = {str(link.Dest) for link in links if "/Dest" in link}
        outside = {str(link.A.URI) for link in links if "/A" in link}
    assert {f"{each.key}-source-1" for each in course_lessons()} <= inside
    assert "http://testserver/timeline/" in outside


def test_a_reader_from_the_room_finds_back_from_every_page(client: Client) -> None:
    listed = page(client, "/learn/?from=room")
    assert f'href="{FIRST}?from=room"' in listed
    for address in ("/learn/", FIRST, f"{FIRST}questions/", "/learn/words/"):
        assert 'href="/room/"' in page(client, f"{address}?in=km&from=room")
        assert 'href="/room/"' not in page(client, address)
    assert "?in=km&amp;from=room" in page(client, FIRST + "?in=km&from=room")
