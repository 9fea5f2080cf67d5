"""What a coalition hands over between the review and its adoption says what it means, to people who were not there."""

import io
from datetime import timedelta

import docx
import pytest
from django.test import Client
from django.utils import timezone

from openupr.advocacy.adoption_texts import kept_texts, left_out_of_statement, make_text, text_from_facts
from openupr.advocacy.models import Uptake
from openupr.advocacy.paper_words import spoken_words
from openupr.advocacy.review_facts import review_facts
from openupr.advocacy.uptake import say_untaken
from openupr.coalitions.dates import WhenGiven, enter_published_date
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.documents.light_markup import plain_words
from openupr.followup.assessments import assess_for_organisation
from openupr.followup.models import ListedRecommendation
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import propose
from openupr.recommendations.tests.exports import LoadRecord

from .test_uptake import NEAR, ROWS, TEXT, ask, at, confirm, read

__all__ = ["ask"]
_TWO_MINUTES = 260
_SUBJECTS = ("wells", "schools", "roads", "clinics", "bridges", "courts", "forests", "rivers", "markets", "prisons")


def another_ask(cast: Cast, text: str) -> Proposal:
    made: Proposal = propose(by=cast.chan, group=cast.land, text=text, language="en", now=timezone.now())
    made.state = Proposal.State.ADOPTED
    made.save()
    return made


def untaken(cast: Cast, *texts: str) -> None:
    for text in texts:
        say_untaken(by=cast.dara, coalition=cast.coalition, proposal=another_ask(cast, text), today=today_there())


def published(cast: Cast, phase: str, days: int) -> str:
    """The phase's date so many days from today, in words."""
    day = today_there() + timedelta(days=days)
    given = {"key": phase, "source": "HRC", "today": today_there()}
    enter_published_date(by=cast.sophea, coalition=cast.coalition, when=WhenGiven(day), **given)
    return f"{day:%-d %B %Y}"


def says(cast: Cast, kind: str, theme: str = "") -> str:
    cast.coalition.refresh_from_db()
    return text_from_facts(review_facts(cast.coalition), kind, theme)


def test_a_press_note_names_the_day_what_was_taken_up_how_far_and_what_was_not(
    cast: Cast, ask: Proposal, load_record: LoadRecord, browser_of: SignIn
) -> None:
    load_record(ROWS)
    confirm(cast, ask, "FRA")
    untaken(cast, "Plant a tree in every village.")
    confirm(cast, another_ask(cast, "Join the convention on disappearances, and search."), "PER", said="part")
    day = published(cast, "review", -3)
    note = says(cast, "press-note")
    assert f"The review of Cambodia was on {day}." in note
    assert "Of 3 recommendations of civil society, States took up 2 (1 in full, 1 in part):" in note
    assert "It takes up in part what we had asked: “Join the convention on disappearances, and search.”" in note
    assert f"We had asked: “{TEXT}”" in note
    assert "As far as we see, no State took up:\n\n- Plant a tree in every village." in note


def test_what_is_not_compared_yet_is_no_matter_of_the_press(
    cast: Cast, ask: Proposal, load_record: LoadRecord, browser_of: SignIn
) -> None:
    load_record(ROWS)
    confirm(cast, ask, "FRA")
    another_ask(cast, "Plant a tree in every village.")
    note = make_text(by=cast.dara, coalition=cast.coalition, kind="press-note")
    assert "States took up at least 1 in full:" in note.text
    assert "compare" not in note.text
    assert "Plant a tree" not in note.text
    page = read(browser_of(cast.dara), cast, "adoption-text", number=note.pk)
    assert "You still compare 1 of your recommendations with the report." in page


def test_a_statement_says_in_part_of_what_was_taken_up_in_part(
    cast: Cast, ask: Proposal, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    confirm(cast, ask, "FRA", "DEU", said="part")
    text = says(cast, "statement")
    words = f"{NEAR[0].lower()}{NEAR[1:]}"
    assert f"- France and Germany, in part what civil society asked for: {words}." in text
    assert "it supported what civil society asked for" not in text
    Uptake.objects.update(said="full")
    text = says(cast, "statement")
    assert "We welcome that it supported what civil society asked for:\n\n- France and Germany: " in text
    assert not {"“", "”"} & set(text)
    assert "We had asked" not in text


def test_a_statement_never_has_more_words_than_two_minutes_and_the_page_says_what_it_leaves_out(
    cast: Cast, ask: Proposal, load_record: LoadRecord, browser_of: SignIn
) -> None:
    load_record(ROWS)
    confirm(cast, ask, "FRA")
    long = " and ".join(f"every village has {subject} that are open to all who live there" for subject in _SUBJECTS[:3])
    untaken(cast, *(f"Plant {subject} in 2030, so that {long}." for subject in _SUBJECTS))
    saved = make_text(by=cast.dara, coalition=cast.coalition, kind="statement")
    assert _TWO_MINUTES - 60 < spoken_words(plain_words(saved.text)) <= _TWO_MINUTES
    [kept] = kept_texts(cast.coalition, review_facts(cast.coalition))
    left_out = left_out_of_statement(review_facts(cast.coalition))
    assert not kept.too_many
    assert len(left_out) + sum(f"Plant {subject}" in saved.text for subject in _SUBJECTS) == len(_SUBJECTS)
    assert left_out
    page = read(browser_of(cast.dara), cast, "adoption-text", number=saved.pk)
    assert f"For two minutes, the facts' text leaves out {len(left_out)} recommendations" in page
    assert all(line in page for line in left_out)


def paragraphs(client: Client, cast: Cast, page: str, **more: object) -> list[str]:
    document = docx.Document(io.BytesIO(client.get(at(cast, page, **more)).content))
    return [paragraph.text for paragraph in document.paragraphs]


def test_a_statement_in_word_begins_with_who_speaks_for_whom_on_what_and_when(
    cast: Cast, ask: Proposal, load_record: LoadRecord, browser_of: SignIn
) -> None:
    load_record(ROWS)
    day = published(cast, "adoption", 30)
    saved = make_text(by=cast.dara, coalition=cast.coalition, kind="statement")
    _title, written, first, *_spoken = paragraphs(browser_of(cast.dara), cast, "adoption-file", number=saved.pk)
    head = written.splitlines()
    assert first == "Thank you, President."
    for line in (
        cast.coalition.name,
        "Universal Periodic Review (UPR) of Cambodia (session 46, 8 May 2024)",
        f"Human Rights Council, adoption of the outcome: {day}",
        "Speaker: [name and organisation of the speaker]",
        "[Date]",
    ):
        assert line in head


def test_after_the_adoption_the_page_says_so_and_what_comes_next(
    cast: Cast, ask: Proposal, load_record: LoadRecord, browser_of: SignIn
) -> None:
    load_record(ROWS)
    day = today_there() + timedelta(days=30)
    published(cast, "adoption", 30)
    dara = browser_of(cast.dara)
    page = read(dara, cast, "adoption")
    assert f"The Council adopts the outcome in {day:%B %Y} (published). Ten NGOs can speak then" in page
    assert "Make the adoption statement" in page
    day = today_there() - timedelta(days=1)
    published(cast, "adoption", -1)
    page = read(dara, cast, "adoption")
    assert f"The Council adopted the outcome in {day:%B %Y}." in page
    assert "Ten NGOs" not in page
    assert "Make the adoption statement" not in page
    assert "Put the recommendations of this review on the follow-up list." in page
    assert "Right to land: 2 supported" in page


@pytest.fixture
def judged(cast: Cast) -> ListedRecommendation:
    """An earlier recommendation on land, assessed by an organisation."""
    given = {"from_iso3": "CAN", "session": 18, "response": "supported", "issues": ["right-to-land"]}
    row: ListedRecommendation = cast.coalition.follow_up_list.create(text="Title all land.", **given)
    ours = {"by": cast.nary, "listed": row, "organisation": cast.forest, "today": today_there()}
    assess_for_organisation(level="begun", reason="We saw it.", **ours)
    return row


def test_a_letter_names_the_review_and_those_that_its_other_numbers_are_from(
    cast: Cast, ask: Proposal, load_record: LoadRecord, judged: ListedRecommendation
) -> None:
    load_record(ROWS)
    day = published(cast, "review", -3)
    text = says(cast, "letter", "right-to-land")
    assert f"In its review (session 46, {day}), Cambodia received 2 recommendations on this. It supported 2." in text
    assert "It supported these:" in text
    assert (
        "Of 1 recommendations on this in session 18 (2014), our organisations and groups assessed 1: "
        "1 partly implemented." in text
    )
    assert "by when each is carried out" in text
    judged.assessments.create(group=cast.land, level="nothing", reason="We saw none.", said_on=today_there())
    text = says(cast, "letter", "right-to-land")
    assert "assessed 1: 1 on which they do not agree." in text
    assert "judged differently" not in text


def test_the_list_in_word_has_a_head_and_says_once_what_several_states_recommended(
    cast: Cast, ask: Proposal, load_record: LoadRecord, browser_of: SignIn
) -> None:
    load_record(ROWS)
    data = browser_of(cast.chan).get(at(cast, "review-list-file")).content
    document = docx.Document(io.BytesIO(data))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert (
        f"{cast.coalition.name}, as of {today_there():%-d %B %Y}. Review: session 46, 2024. Source: UPR Info" in words
    )
    [table] = document.tables
    heads, *rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert "Number" not in heads, "no source tells one"
    assert heads[0] == "Theme"
    assert len(rows) == len(ROWS)
    texts = [row[heads.index("Recommendation")] for row in rows]
    assert texts.count(NEAR) == 1
    assert texts.count("the same as above") == 1
