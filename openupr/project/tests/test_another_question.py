"""A question more of the roadmap is a row more of its table: everywhere it is asked, answered, counted and printed."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from openupr.coalitions.tests.conftest import SignIn, browser_of, home, maly, the_cast  # noqa: F401
from openupr.coalitions.tests.examples.cast import Cast
from openupr.documents.word import write_markdown
from openupr.languages.translations import TRANSLATED_TEXTS
from openupr.phones.tests.conftest import device, land  # noqa: F401
from openupr.reports.activity_report import report_of
from openupr.reports.document import document_of
from openupr.roadmaps.models import Answer
from openupr.roadmaps.rules import roadmap
from openupr.timeline.models import Milestone
from openupr.workshops.models import Workshop
from openupr.workshops.standard_handouts import READY_MADE
from openupr.workshops.support import hand_in_roadmap, roadmaps_of
from openupr.workshops.tests.conftest import two_days, workshop  # noqa: F401

NEXT = max(question.number for question in roadmap.questions()) + 1
ASKED, IN_KHMER = "Who tells the villages, and when?", "តើនរណាជួបស្ថានទូត?"
ROW = (
    f'{NEXT},embassies,text,Meeting with the embassies,the group,,back,2,"{ASKED}",Two of you.,'
    f"{IN_KHMER},ពីរនាក់។,unreviewed,Ours\n"
)


@pytest.fixture(autouse=True)
def one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The table with one line more, and nothing else changed."""
    table = tmp_path / "roadmap_questions.csv"
    table.write_text(roadmap.TABLE.read_text(encoding="utf-8") + ROW, encoding="utf-8")
    monkeypatch.setattr(roadmap, "TABLE", table)
    roadmap.questions.cache_clear()
    yield
    roadmap.questions.cache_clear()


def at(cast: Cast, page: str, **parts: object) -> str:
    return reverse(f"roadmaps:{page}", kwargs={**cast.at_land, **parts})


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def words_of(packed: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        return file.read("word/document.xml").decode()


def test_the_group_answers_it_and_its_day_stands_in_the_timeline(cast: Cast, browser_of: SignIn) -> None:  # noqa: F811
    client = browser_of(cast.chan)
    assert f"Question {NEXT} of {NEXT}." in shown(client, at(cast, "roadmap-answer", number=NEXT))
    given = {"text": "Chan and Dara.", "day": "2026-06-20", "due": "2026-06-19", "state": "done", "version": 0}
    assert client.post(at(cast, "roadmap-answer", number=NEXT), given).status_code == 302
    page = shown(client, at(cast, "roadmap"))
    assert ASKED in page
    assert "Chan and Dara." in page
    assert f"of {NEXT} questions are done" in page
    assert "Chan and Dara." in shown(client, at(cast, "roadmap-history", number=NEXT))
    milestone = Milestone.objects.get(key=f"roadmap-{NEXT}")
    assert (milestone.title, milestone.day) == ("Meeting with the embassies", date(2026, 6, 20))
    assert Milestone.objects.get(key=f"question-{NEXT}").title == f"Answer question {NEXT}"
    assert f"of {NEXT} done" in shown(client, reverse("coalitions:groups", args=[cast.coalition.key]))


def test_who_reads_khmer_is_asked_in_khmer_and_may_review_it(cast: Cast, browser_of: SignIn) -> None:  # noqa: F811
    client = browser_of(cast.chan)
    client.cookies["django_language"] = "km"
    assert IN_KHMER in shown(client, at(cast, "roadmap"))
    page = shown(client, at(cast, "roadmap-answer", number=NEXT))
    assert IN_KHMER in page
    assert "ពីរនាក់។" in page
    part = next(part for part in TRANSLATED_TEXTS if part.key == "roadmap")
    assert IN_KHMER in {text.translated for text in part.texts("km")}


def test_the_device_on_the_table_answers_it(device: Client, land: str) -> None:  # noqa: F811
    assert f"of {NEXT} questions have an answer" in shown(device, f"{land}table/")
    assert ASKED in shown(device, f"{land}table/{NEXT}/")
    assert device.post(f"{land}table/{NEXT}/", {"text": "Two of us.", "version": "0"}).status_code == 302
    assert Answer.objects.get(question=NEXT).text == "Two of us."
    assert "Two of us." in shown(device, f"{land}table/")


def test_it_is_on_the_paper_sheet_and_typed_in_from_it(cast: Cast, browser_of: SignIn) -> None:  # noqa: F811
    client = browser_of(cast.chan)
    assert ASKED in shown(client, at(cast, "roadmap-blank"))
    document = pypdfium2.PdfDocument(client.get(at(cast, "roadmap-blank-pdf")).content)
    _front, *backs = (page.get_textpage().get_text_range() for page in document)
    assert f"{NEXT}. {ASKED}" in "".join(backs)
    sheet = {f"version-{n}": 0 for n in range(1, NEXT + 1)} | {
        f"text-{NEXT}": "From paper.",
        f"day-{NEXT}": "2026-06-20",
    }
    assert client.post(at(cast, "roadmap-type-in"), sheet).status_code == 302
    given = Answer.objects.get(question=NEXT)
    assert (given.text, given.day) == ("From paper.", date(2026, 6, 20))


def test_it_goes_out_as_word_as_a_table_and_as_json(cast: Cast, browser_of: SignIn) -> None:  # noqa: F811
    client = browser_of(cast.dara)
    client.post(at(cast, "roadmap-answer", number=NEXT), {"text": "Chan and Dara.", "state": "done", "version": 0})
    client.post(at(cast, "roadmap-hand-out"), {"partner": "A friendly organisation"})
    word = words_of(client.get(at(cast, "roadmap-word", handout=cast.land.handouts.get().pk)).content)
    assert ASKED in word
    assert "Chan and Dara." in word
    table = list(csv.DictReader(io.StringIO(client.get(at(cast, "roadmap-csv")).getvalue().decode("utf-8-sig"))))
    told = client.get(at(cast, "roadmap-json")).json()["answers"]
    assert [(row["question"], row["answer"]) for row in (table[-1], told[-1])] == [(ASKED, "Chan and Dara.")] * 2
    assert len(table) == len(told) == NEXT


def test_the_workshop_misses_it_hands_it_out_and_reports_it(cast: Cast, two_days: Workshop) -> None:  # noqa: F811
    assert NEXT in roadmaps_of(two_days)[0].missing
    handout = next(each for each in READY_MADE if each.key == "roadmap")
    assert [language for language, _title, write in handout.versions if ASKED in words_of(write(two_days))] == ["en"]
    hand_in_roadmap(by=cast.dara, group=cast.land, workshop=two_days, today=date(2018, 3, 14))
    annex = write_markdown(document_of(report_of(two_days, now=timezone.now())))
    assert annex.count(ASKED) == 2  # in the list of questions, and in the roadmap that was handed in


def test_two_questions_of_one_number_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "twice.csv"
    table.write_text(roadmap.TABLE.read_text(encoding="utf-8") + ROW, encoding="utf-8")
    monkeypatch.setattr(roadmap, "TABLE", table)
    roadmap.questions.cache_clear()
    with pytest.raises(ValueError, match="two questions have the same number"):
        roadmap.questions()
