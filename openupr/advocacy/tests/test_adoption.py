"""Between the review and its adoption a coalition writes to others from the facts."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from openupr.advocacy.adoption_texts import kept_texts, make_text, save_text, take_new_facts, text_from_facts
from openupr.advocacy.models import AdoptionText
from openupr.advocacy.review_facts import review_facts
from openupr.advocacy.rules import words_for
from openupr.coalitions.dates import WhenGiven, enter_published_date, where_written
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.followup.arranging import choose_priorities, list_reviews
from openupr.followup.assessments import assess_for_organisation, write_claim
from openupr.followup.changes import note_report
from openupr.proposals.models import Proposal
from openupr.recommendations.tests.exports import LoadRecord
from openupr.web.tests.reading import version_shown

from .test_uptake import NEAR, ROWS, TEXT, ask, at, confirm, read, words_in

__all__ = ["ask"]
_PENDING = {"Session": "46", "From": "Norway", "Text": "Register collective land titles", "Response": "Pending"}


@pytest.fixture
def reviewed(cast: Cast, ask: Proposal, load_record: LoadRecord) -> Proposal:
    """The ask, taken up by France; one more recommendation waits for its answer."""
    load_record([*ROWS, _PENDING])
    confirm(cast, ask, "FRA")
    return ask


def words_of(client: Client, cast: Cast, number: int) -> str:
    answer = client.get(at(cast, "adoption-file", number=number))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        return file.read("word/document.xml").decode()


def edited(cast: Cast, saved: AdoptionText, text: str, **more: object) -> AdoptionText:
    given = {"text": text, "due": None, "sent_on": None, **more}
    kept: AdoptionText = save_text(by=cast.dara, coalition=cast.coalition, saved=saved, today=today_there(), **given)
    return kept


def test_the_list_has_each_recommendation_once_and_says_which_ask_it_answers(
    cast: Cast, ask: Proposal, load_record: LoadRecord, browser_of: SignIn
) -> None:
    two_themes = {"Session": "46", "From": "Chile", "Text": "Share the land", "Issue": "Right to land, Women's rights"}
    load_record([*ROWS, _PENDING, two_themes])
    confirm(cast, ask, "FRA")
    chan = browser_of(cast.chan)
    page = read(chan, cast, "review-list")
    assert f"Right to land {NEAR} France Supported Land 1" in page
    assert page.count("Share the land") == 1
    assert "Each recommending State has a row of its own." in page
    file = chan.get(at(cast, "review-list-file")).content
    with zipfile.ZipFile(io.BytesIO(file)) as document:
        words = document.read("word/document.xml").decode()
    assert words.count("Share the land") == 1
    assert words.count("<w:tbl>") == 1
    assert "Right to land; Women" in words


def test_a_press_note_is_made_from_the_facts_and_edited(cast: Cast, reviewed: Proposal, browser_of: SignIn) -> None:
    dara = browser_of(cast.dara)
    dara.post(at(cast, "adoption-make"), {"kind": "press-note"})
    saved = AdoptionText.objects.get()
    assert (
        "Cambodia received 4 recommendations from 4 States. It supported 2 and noted 1. 1 waits for an answer."
        in saved.text
    )
    assert f"- France: “{NEAR}” (supported). We had asked: “{TEXT}”" in saved.text
    assert saved.text.startswith("**Cambodia has supported 2 of 4 recommendations of its review at the UN so far**")
    assert "the States of the UN review each other's human rights record" in saved.text
    assert "no State took up" not in saved.text
    assert saved.text.endswith("Contact: [How to reach us]")
    page = read(dara, cast, "adoption-text", number=saved.pk)
    assert "Fill in what is in brackets day of the review · What this means for people" in page
    assert "organisation of the person · symbol of the report · How to reach us" in page
    assert "[name of the person]" in words_of(dara, cast, saved.pk)
    given = {"text": "We are glad.", "due": "2026-12-01"}
    assert dara.post(at(cast, "adoption-text", number=saved.pk), given).status_code == 302
    assert "We are glad." in words_of(dara, cast, saved.pk)
    milestone = cast.coalition.__class__.objects.get(pk=cast.coalition.pk).calendar.milestones.get(
        key=f"adoption-{saved.pk}"
    )
    assert (milestone.title, milestone.day) == ("Press note", date(2026, 12, 1))
    assert where_written(cast.coalition, milestone.key) == at(cast, "adoption-text", number=saved.pk)


def test_the_headline_says_what_the_state_has_answered_by_then(
    cast: Cast, ask: Proposal, load_record: LoadRecord
) -> None:
    load_record([_PENDING])
    first = text_from_facts(review_facts(cast.coalition), "press-note")
    assert first.startswith("**Cambodia receives 1 recommendation in its review at the UN**")
    load_record([*ROWS, {**_PENDING, "Response": "Noted"}])
    last = text_from_facts(review_facts(cast.coalition), "press-note")
    assert last.startswith("**Cambodia supports 2 of 4 recommendations of its review at the UN**")


def test_the_headline_is_a_heading_of_the_file(cast: Cast, reviewed: Proposal, browser_of: SignIn) -> None:
    saved = make_text(by=cast.dara, coalition=cast.coalition, kind="press-note")
    edited(cast, saved, "**Families wait for land**\n\nWe are glad.")
    words = words_of(browser_of(cast.dara), cast, saved.pk)
    assert words.count("Families wait for land") == 1
    assert words.index(cast.coalition.name) < words.index("Families wait for land") < words.index("We are glad.")
    assert "Heading1" in words


def test_a_letter_is_on_what_waits_for_an_answer_of_a_theme(cast: Cast, reviewed: Proposal, browser_of: SignIn) -> None:
    dara = browser_of(cast.dara)
    dara.post(at(cast, "adoption-make"), {"kind": "letter", "theme": "enforced-disappearances"})
    assert not AdoptionText.objects.exists()
    dara.post(at(cast, "adoption-make"), {"kind": "letter", "theme": "right-to-land"})
    saved = AdoptionText.objects.get()
    assert "received 3 recommendations on this. It supported 2. 1 waits for an answer." in saved.text
    assert "- Register collective land titles (Norway)" in saved.text
    assert NEAR not in saved.text
    assert "Dear [title and name]," in saved.text
    given = {"text": saved.text, "to": "The Ministry of Land", "due": "2026-12-01"}
    dara.post(at(cast, "adoption-text", number=saved.pk), given)
    letter = words_of(dara, cast, saved.pk)
    assert all(each in letter for each in (cast.coalition.name, "1 December 2026", "The Ministry of Land"))
    assert "Letter to a ministry" not in letter
    dara.post(at(cast, "adoption-remove", number=saved.pk))
    assert not AdoptionText.objects.exists()


def test_a_statement_has_as_many_words_as_two_minutes_take(cast: Cast, reviewed: Proposal, browser_of: SignIn) -> None:
    assert words_for(100) == 200
    saved = make_text(by=cast.dara, coalition=cast.coalition, kind="statement")
    edited(cast, saved, "word " * 270, pace=130, speakers="")
    page = read(browser_of(cast.dara), cast, "adoption-text", number=saved.pk)
    assert "270 words of 260 in two minutes" in page
    assert "Remove 10 words" in page


def test_no_text_says_of_what_is_not_settled_how_it_ended(cast: Cast, ask: Proposal, load_record: LoadRecord) -> None:
    load_record([*ROWS, _PENDING])
    note = make_text(by=cast.dara, coalition=cast.coalition, kind="press-note")
    assert "no State took up" not in note.text
    assert "compare" not in note.text
    confirm(cast, ask, "NOR")
    told = text_from_facts(review_facts(cast.coalition), "statement")
    assert "We ask it to support what waits for its answer:" in told
    assert "reconsider" not in told
    confirm(cast, ask, "PER")
    assert "reconsider" not in text_from_facts(review_facts(cast.coalition), "statement")
    confirm(cast, ask, "NOR", said="not")
    assert "reconsider" in text_from_facts(review_facts(cast.coalition), "statement")


def test_facts_that_change_are_shown_and_never_replace_what_people_wrote(
    cast: Cast, reviewed: Proposal, browser_of: SignIn
) -> None:
    saved = make_text(by=cast.dara, coalition=cast.coalition, kind="press-note")
    assert not kept_texts(cast.coalition, review_facts(cast.coalition))[0].facts_changed
    confirm(cast, reviewed, "FRA", "DEU")
    page = read(browser_of(cast.dara), cast, "adoption-text", number=saved.pk)
    assert "The facts changed" in page
    assert "Take the new text" in page
    saved = take_new_facts(by=cast.dara, coalition=cast.coalition, saved=saved)
    assert "Germany" in saved.text
    saved = edited(cast, saved, "Our own words.")
    confirm(cast, reviewed, "DEU", said="not")
    assert "so it stays" in read(browser_of(cast.dara), cast, "adoption-text", number=saved.pk)
    assert take_new_facts(by=cast.dara, coalition=cast.coalition, saved=saved).text == "Our own words."
    assert not kept_texts(cast.coalition, review_facts(cast.coalition))[0].facts_changed


def test_two_who_edit_at_once_lose_nothing(cast: Cast, reviewed: Proposal, browser_of: SignIn) -> None:
    saved = make_text(by=cast.dara, coalition=cast.coalition, kind="press-note")
    dara, address = browser_of(cast.dara), at(cast, "adoption-text", number=saved.pk)
    version = version_shown(dara.get(address).content.decode())
    edited(cast, saved, "The first text.")
    answer = dara.post(address, {"text": "The second text.", "page_version": version})
    page = words_in(answer)
    assert answer.status_code == 409
    assert "The first text." in page
    assert "The second text." in page


def test_without_a_report_the_page_says_what_to_do(cast: Cast, ask: Proposal, browser_of: SignIn, maly: object) -> None:
    assert "Import the report of the review" in read(browser_of(cast.dara), cast, "adoption")
    assert browser_of(cast.vuthy).get(at(cast, "adoption")).status_code == 403
    address = reverse("advocacy:adoption", kwargs=cast.at_coalition)
    assert browser_of(maly).get(address).status_code == 404  # type: ignore[arg-type]


def adopted_yesterday(cast: Cast) -> None:
    given = {"key": "adoption", "source": "HRC", "today": today_there()}
    when = WhenGiven(today_there() - timedelta(days=1))
    enter_published_date(by=cast.sophea, coalition=cast.coalition, when=when, **given)


def next_in(client: Client, cast: Cast) -> list[tuple[str, bool, bool]]:
    """The steps after the adoption: the first words, whether it is done, whether it is next."""
    steps = client.get(at(cast, "adoption")).context["after"]
    return [(step.text.split(" ")[0], step.is_done, step.is_next) for step in steps]


def make_and_send_letters(cast: Cast, client: Client) -> None:
    for theme in client.get(at(cast, "adoption")).context["letters"]:
        client.post(at(cast, "adoption-make"), {"kind": "letter", "theme": theme.key})
    for saved in AdoptionText.objects.filter(kind="letter"):
        edited(cast, saved, saved.text, sent_on=today_there())


def test_after_the_adoption_the_page_ticks_what_is_done_and_names_what_is_due(
    cast: Cast, reviewed: Proposal, browser_of: SignIn
) -> None:
    sophea = browser_of(cast.sophea)
    assert "Until the adoption" in read(sophea, cast, "adoption")
    adopted_yesterday(cast)
    page = read(sophea, cast, "adoption")
    assert "After the adoption" in page
    assert "Until the adoption" not in page
    assert next_in(sophea, cast) == [
        ("Put", False, True),
        ("Choose", False, False),
        ("Write", False, False),
        ("Send", False, False),
        ("Half-way", False, False),
    ]
    list_reviews(by=cast.sophea, coalition=cast.coalition, reviews=[cast.coalition.review])
    chosen = list(cast.coalition.follow_up_list.all())[:2]
    keys = [listed.pk for listed in chosen]
    choose_priorities(by=cast.sophea, coalition=cast.coalition, chosen=keys, offered=keys)
    page = read(sophea, cast, "adoption")
    assert "Assess the priorities: 2 of 2 have no assessment yet. See which" in page
    assert "Choose priorities" not in page.partition("What comes next")[2], "they are chosen"
    assert next_in(sophea, cast)[:3] == [("Put", True, False), ("Choose", True, False), ("Write", False, True)]
    said = {"reason": "Ten titles.", "today": today_there()}
    for listed in chosen:
        assess_for_organisation(by=cast.nary, listed=listed, organisation=cast.forest, level="begun", **said)
    write_claim(by=cast.sophea, listed=chosen[0], level="done", source="Letter", **said)
    note_report(by=cast.sophea, coalition=cast.coalition, day=today_there(), title="Mid-term report")
    make_and_send_letters(cast, sophea)
    assert {(step, done) for step, done, _next in next_in(sophea, cast)} == {
        ("Put", True), ("Choose", True), ("Write", True), ("Send", True), ("Assess", True), ("Half-way", True),
    }  # fmt: skip


def test_a_report_from_before_the_adoption_is_not_the_mid_term_report(
    cast: Cast, reviewed: Proposal, browser_of: SignIn
) -> None:
    adopted_yesterday(cast)
    before = today_there() - timedelta(days=30)
    note_report(by=cast.sophea, coalition=cast.coalition, day=before, title="Interim report")
    assert ("Half-way", False, False) in next_in(browser_of(cast.sophea), cast)
