"""A coalition writes what it says at the pre-session, within its minutes, and rehearses it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from openupr.advocacy.models import ChecklistItem, SheetContact, ShortAsk, Statement, StatementText
from openupr.advocacy.overview import advocate_next
from openupr.advocacy.paper_words import spoken_words
from openupr.advocacy.pre_sessions import finish_entry, save_entry
from openupr.advocacy.statement import clock, drafted_statement, statement_of
from openupr.advocacy.statement_files import terms_in
from openupr.coalitions.next_steps import Situation
from openupr.coalitions.rules.phases import CoalitionPhase
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.coalitions.timeline import coalition_agenda
from openupr.files.word import read_word
from openupr.proposals.models import Proposal
from openupr.proposals.proposals import propose as propose_text
from openupr.recommendations.tests.exports import LoadRecord
from openupr.testimonies.models import Box
from openupr.timeline.models import Milestone
from openupr.web.tests.reading import as_read
from openupr.workshops.models import Term

from .examples import a_pre_session

ASK = "Adopt a law by 2027 that gives evicted families fair compensation."
GIVEN = {"minutes": "6", "words_a_minute": "100", "language": "en"}


@pytest.fixture
def ask(cast: Cast, load_record: LoadRecord) -> Proposal:
    load_record([{"Text": "Return land to evicted families"}])
    made: Proposal = propose_text(by=cast.chan, group=cast.land, text=ASK, language="en", now=timezone.now())
    made.issues, made.state = ["right-to-land"], Proposal.State.ADOPTED
    made.save()
    return made


def at(cast: Cast, page: str) -> str:
    return reverse(f"advocacy:{page}", kwargs=cast.at_coalition)


def test_khmer_words_are_counted_though_no_blank_divides_them() -> None:
    assert spoken_words("Two words") == 2
    assert spoken_words("សូមអរគុណ។ Thank you") > 3
    assert clock(125) == "2:05"


def test_a_statement_says_who_asked_before_and_what_is_asked_now(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    page = as_read(browser_of(cast.chan).get(at(cast, "statement")).content.decode())
    assert "I speak for the Coalition of the test." in page
    received = "In session 18, in 2014, Cambodia received 1 recommendation on the right to land. It came from France."
    assert f"Our theme is Land. {received} The Government supported 1. We therefore ask States" in page
    assert ASK in page
    assert not Statement.objects.exists()


def test_a_statement_counts_nothing_that_there_was_none_of_and_no_pre_session(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    a_pre_session(cast)
    page = as_read(browser_of(cast.chan).get(at(cast, "statement")).content.decode())
    assert "Our recommendations were prepared in 1 thematic group." in page
    assert "Our submission" not in page, "there is none"
    assert "0 workshops" not in page
    assert "0 consultations" not in page
    assert "promised to act" not in page


def test_no_question_is_spoken_twice(cast: Cast, ask: Proposal) -> None:
    text = "Publish the list of the families who lost land."
    more = propose_text(by=cast.chan, group=cast.land, text=text, language="en", now=timezone.now())
    Proposal.objects.filter(pk=more.pk).update(state=Proposal.State.ADOPTED)
    for proposal in (ask, more):
        ShortAsk.objects.create(proposal=proposal, question="How many families were paid?")
    found = drafted_statement(statement_of(cast.coalition), today=today_there())
    assert found.text.count("How many families were paid?") == 1


def test_the_file_of_a_statement_has_its_review_its_day_and_a_contact(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    SheetContact.objects.create(coalition=cast.coalition, text="The secretariat, asks@example.org")
    address = reverse("advocacy:statement-file", kwargs={**cast.at_coalition, "kind": "docx"})
    file = str(read_word(browser_of(cast.chan).get(address).content))
    assert "Universal Periodic Review (UPR) of Cambodia" in file
    assert f"{date_format(today_there(), 'j F Y')} · Contact: The secretariat, asks@example.org" in file


def test_the_budget_says_how_many_words_are_too_many(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    dara = browser_of(cast.dara)
    long = {**GIVEN, "en-consultations": "word " * 700}
    fast = as_read(dara.post(at(cast, "statement-count"), {**GIVEN, "words_a_minute": "200"}).content.decode())
    assert "It is shorter than 5 minutes." in fast
    assert "Interpreters cannot follow 200 words a minute." in fast
    assert "words away." in as_read(dara.post(at(cast, "statement-count"), long).content.decode())
    assert not Statement.objects.exists()
    assert dara.post(at(cast, "statement-save"), {**GIVEN, "en-closing": "We thank you."}).status_code == 302
    assert [each.text for each in StatementText.objects.all()] == ["We thank you."]
    assert "of 600 words" in as_read(dara.get(at(cast, "statement")).content.decode())
    assert dara.post(at(cast, "statement-save"), {**GIVEN, "minutes": "90"}).status_code == 422


def test_another_length_keeps_what_was_written_and_takes_what_fits(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    for n in (2, 3):
        text = f"Publish list number {n} of the families who lost land."
        more = propose_text(by=cast.chan, group=cast.land, text=text, language="en", now=timezone.now())
        Proposal.objects.filter(pk=more.pk).update(state=Proposal.State.ADOPTED)
    dara = browser_of(cast.dara)
    drafted = drafted_statement(statement_of(cast.coalition), today=today_there())
    parts = {each.written.name: each.written for each in drafted.parts}
    theme = f"en-theme-{cast.land.pk}"
    assert "list number 3" in parts[theme].text
    form = {name: each.text for name, each in parts.items()} | {each.seen_name: each.seen for each in parts.values()}
    short = {"minutes": "1", "words_a_minute": "80", "language": "en", "en-closing": "We thank you."}
    dara.post(at(cast, "statement-save"), {**form, **short})
    assert [each.part for each in StatementText.objects.all()] == ["closing"]
    found = drafted_statement(statement_of(cast.coalition), today=today_there())
    assert "list number 3" not in found.text
    assert found.words <= found.budget


def test_a_part_that_was_left_out_says_so_and_is_left_out_in_the_other_language(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    dara = browser_of(cast.dara)
    dara.post(at(cast, "statement-save"), {**GIVEN, "en-closing": ""})
    assert "You left this part out." in as_read(dara.get(at(cast, "statement")).content.decode())
    dara.post(at(cast, "statement-save"), {**GIVEN, "language": "km"})
    closing = drafted_statement(statement_of(cast.coalition), today=today_there()).parts[-1]
    assert (closing.written.language, closing.written.text) == ("km", "")


def test_interpreters_get_the_words_of_the_field_in_both_languages(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    address = reverse("advocacy:statement-file", kwargs={**cast.at_coalition, "kind": "docx"})
    plain = read_word(browser_of(cast.chan).get(address).content)
    with_terms = read_word(browser_of(cast.chan).get(f"{address}?for=interpreters").content)
    assert "អនុសាសន៍" not in str(plain)
    assert "អនុសាសន៍" in str(with_terms)
    a_workshop = a_pre_session(cast)
    Term.objects.create(workshop=a_workshop, english="Fair trial", khmer="យុត្តិធម៌")
    found = terms_in("Fair trials in Chile were recommended and implemented; Uruguay noted it.", cast.coalition)
    words = ["Fair trial", "Implementation", "Noted", "Recommendation"]
    assert [each.english for each in found] == [*words, "Chile", "Uruguay"]


def test_a_rehearsal_sets_the_speed(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    dara = browser_of(cast.dara)
    page = as_read(dara.get(at(cast, "rehearsal")).content.decode())
    assert "At your speed it takes" in page
    assert "0:00" in page
    assert "Check the time" in as_read(
        dara.post(at(cast, "speed"), {"minutes": "60", "seconds": "0"}, follow=True).content.decode()
    )
    dara.post(at(cast, "speed"), {"minutes": "0", "seconds": "30"})
    assert 60 <= Statement.objects.get().words_a_minute <= 220


def test_phones_say_what_they_think_of_a_rehearsal(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    assert browser_of(cast.dara).post(at(cast, "feedback")).status_code == 403
    sophea = browser_of(cast.sophea)
    for _twice in range(2):
        assert sophea.post(at(cast, "feedback")).status_code == 302
    box = Box.objects.get()
    assert not box.takes_testimonies
    page = browser_of(cast.chan).get(at(cast, "rehearsal")).content.decode()
    assert reverse("testimonies:evaluate", args=[cast.coalition.key, box.pk]) in page


def test_its_dates_are_in_the_timeline(cast: Cast, ask: Proposal, browser_of: SignIn) -> None:
    dara, day = browser_of(cast.dara), today_there() + timedelta(days=40)
    dara.post(at(cast, "statement-dates"), {"application": day.isoformat(), "hand_in": ""})
    [written] = Milestone.objects.filter(key="statement-application")
    assert (written.title, written.day) == ("Apply for the Geneva pre-session", day)
    timeline = dara.get(reverse("coalitions:timeline", kwargs=cast.at_coalition))
    assert "Apply for the Geneva pre-session" in as_read(timeline.content.decode())
    dara.post(at(cast, "statement-dates"), {"application": "", "hand_in": ""})
    assert not Milestone.objects.filter(key="statement-application").exists()


def test_handing_it_in_is_a_step_with_its_day_until_the_checklist_says_that_it_is_done(
    cast: Cast, browser_of: SignIn
) -> None:
    today = today_there()
    workshop = a_pre_session(cast)
    item = ChecklistItem(text="Hand in the statement", days_before=24)
    save_entry(by=cast.sophea, workshop=workshop, entry=item)
    now = Situation(
        coalition=cast.coalition,
        phase=CoalitionPhase.BEFORE_REVIEW,
        today=today,
        may={"advocacy.write-statement"},
        groups=(),
        organisations=0,
        people=0,
        agenda=coalition_agenda(cast.coalition, today=today),
    )
    day = date_format(item.due, "j F Y")
    assert [each.text for each in advocate_next(now)] == [f"Hand in the statement: {day}"]
    dara = browser_of(cast.dara)
    assert f"By {day}: 6 days left." in as_read(dara.get(at(cast, "start")).content.decode())
    finish_entry(by=cast.dara, workshop=workshop, entry=item, done=True, today=today)
    assert not list(advocate_next(now))
    assert "It is handed in." in as_read(dara.get(at(cast, "start")).content.decode())
