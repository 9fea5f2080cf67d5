"""Who tries the demo sees the whole way: what earlier recommendations led to, what the review took up, what is sent."""

import re
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pypdfium2
import pytest
from django.core.management import call_command

from openupr.advocacy import demo_after_review
from openupr.advocacy.adoption_texts import kept_texts
from openupr.advocacy.carriers import carried_states
from openupr.advocacy.review_facts import review_facts
from openupr.advocacy.sheets import sheet
from openupr.advocacy.uptake import uptake_of
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.clock import today_there
from openupr.coalitions.timeline import coalition_agenda
from openupr.documents.word import write_word
from openupr.followup.demo import rows
from openupr.followup.follow_up_list import Viewer, short_lines
from openupr.followup.mid_term import mid_term_report
from openupr.recommendations.demo import load_demo_review as load
from openupr.recommendations.edition import somebody_imports

# Its words and dates are the same on every database.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def coalition() -> Coalition:
    call_command("demo", stage="after-review", stdout=StringIO())
    return Coalition.objects.get()


def test_the_demo_goes_on_after_the_review_to_uptake_letters_and_adoption(coalition: Coalition) -> None:
    uptake = uptake_of(coalition)
    assert {"full", "part", "none", "wait"} == {line.status for line in uptake.lines}
    texts = kept_texts(coalition, review_facts(coalition))
    assert [text.saved.kind for text in texts] == ["letter", "letter", "press-note", "statement"]
    assert {text.saved.kind for text in texts if text.saved.sent_on} == {"letter", "press-note"}
    assert [text.places for text in texts if text.saved.sent_on] == [[], []]
    assert [text.name for text in texts if text.too_many] == [], "it is said in two minutes"
    days = {line.entry.key: line for line in coalition_agenda(coalition, today=today_there(), extent="all").lines}
    review, adoption = days["review"].entry.window, days["adoption"].entry.window
    assert review
    assert adoption
    assert review.last < today_there() < adoption.first
    assert [key for key, line in days.items() if line.is_overdue] == []


def test_a_server_beside_it_leaves_the_index_alone_while_the_demo_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    # Its worker builds the index again where nobody holds the turn, and does not see the rows of this transaction.
    turns = []
    monkeypatch.setattr(demo_after_review, "load_demo_review", lambda: turns.append(somebody_imports()) or load())
    call_command("demo", stage="after-review", stdout=StringIO())
    assert turns == [True]


def test_each_piece_of_the_demos_evidence_stands_on_a_recommendation_of_its_theme_and_sheets_show_it(
    coalition: Coalition,
) -> None:
    issues = {line.listed.pk: line.issues for line in short_lines(coalition, Viewer()) if line.listed.published}
    by_reason = {row["reason"]: row["issue"] for row in rows("demo_assessments")}
    assessed = [
        (assessment.reason, recommendation.pk)
        for recommendation in coalition.follow_up_list.filter(published=True)
        for assessment in recommendation.assessments.filter(reason__in=by_reason)
    ]
    assert sorted(reason for reason, _number in assessed) == sorted(by_reason)
    assert [reason for reason, number in assessed if by_reason[reason] not in issues[number]] == []
    sheets = [sheet(coalition, line.state.iso3, today=today_there()) for line in carried_states(coalition)]
    with_since = {made.state.iso3 for made in sheets if any(earlier.since for earlier in made.earlier)}
    assert {"AUT", "URY"} <= with_since
    assert all(made.is_over for made in sheets)


@pytest.mark.thorough  # LibreOffice takes ten seconds; test_mid_term has the rule that keeps rows on one page
def test_no_page_of_the_demos_mid_term_report_ends_with_a_heading_or_is_half_empty(
    coalition: Coalition, tmp_path: Path
) -> None:
    if (program := shutil.which("soffice")) is None:
        pytest.skip("There is no LibreOffice here. To install it: apt-get install libreoffice-writer-nogui")
    (tmp_path / "report.docx").write_bytes(write_word(mid_term_report(coalition, today=today_there())))
    own = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, "--headless", own, "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "report.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    printed = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    assert len(printed) > 3
    for page in list(printed)[:-1]:
        text, margin = page.get_textpage(), 60
        parts = [text.get_rect(at) for at in range(text.count_rects())]
        body = [part for part in parts if margin < part[1] < page.get_height() - margin]
        lowest = min(bottom for _left, bottom, _right, _top in body)
        assert lowest < page.get_height() / 2
        last_line = min(part for part in body if part[1] < lowest + 5)
        assert not re.match(r"[A-Z]\.", text.get_text_bounded(*last_line).strip())
    printed.close()
