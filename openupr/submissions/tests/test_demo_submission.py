"""The demo's submission, stage by stage: what trainers show."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from openupr.coalitions.models import Coalition, Organisation
from openupr.coalitions.tests.examples.clock import today_there
from openupr.coalitions.timeline import coalition_agenda, coalition_dates
from openupr.conformance.rules.conformance import conformance
from openupr.documents.light_markup import cited
from openupr.files.word import read_word
from openupr.recommendations.tests.demo_record import demo_record
from openupr.roadmaps.demo import load_demo_coalition
from openupr.submissions.budget import budget_of, empty_parts
from openupr.submissions.citations import citations
from openupr.submissions.demo import coalition_day, load_demo_submission
from openupr.submissions.models import Paragraph, Remark, Submission, Suggestion
from openupr.submissions.next_steps import known_of, open_things
from openupr.submissions.roadmap_texts import since_taken
from openupr.submissions.signing import signing_of
from openupr.upr.days import off_the_weekend
from openupr.upr.limits import rule_set

TODAY = today_there()


@pytest.fixture
def coalition(db: None) -> Coalition:
    """The demo coalition before it writes its submission."""
    demo_record()
    return load_demo_coalition(stage="drafting", today=coalition_day(stage="lodged", today=TODAY)).coalition


def joint(coalition: Coalition) -> Submission:
    return coalition.submissions.get(kind="joint")


@pytest.mark.thorough  # journeys begin with this stage; the last one, which contains it, is loaded below
def test_a_joint_draft_is_discussed_a_task_is_overdue_and_an_objection_became_a_task(coalition: Coalition) -> None:
    load_demo_submission(coalition=coalition, stage="sections", today=TODAY)
    submission = joint(coalition)
    budget = budget_of(submission)
    assert 2_000 < budget.used < budget.limit
    assert any(each.balance.over for each in budget.sections)
    assert empty_parts(budget) == []
    found = open_things(submission, today=TODAY)
    assert (found.objections, found.rounds, len(since_taken(submission).offered)) == (1, 2, 1)
    assert found.overdue
    assert {each.state for each in Suggestion.objects.all()} == {"open", "accepted", "rejected"}
    assert {each.resolved for each in Remark.objects.all()} == {True, False}
    first = submission.circulations.get(number=1)
    assert first.read_by.count() == 13
    assert first.comments_until < TODAY
    [objection] = [s for section in submission.sections.all() for s in section.stances.filter(says="object")]
    assert (str(objection.seen_to_by), objection.settled) == ("Deaf Theatre", False)
    assert objection.due > TODAY
    texts = Paragraph.objects.values_list("text", flat=True)
    keys = {key for text in texts for key in cited(text)}
    assert len(keys) > 20
    assert set(citations(texts, submission)) == keys


@pytest.mark.thorough  # the next stage, which contains this one, is loaded below
def test_one_refuses_and_one_is_asked_again_then_it_is_lodged_and_names_who_consented(coalition: Coalition) -> None:
    load_demo_submission(coalition=coalition, stage="sign-on", today=TODAY)
    submission = joint(coalition)
    said = {each.organisation.short_name: each for each in signing_of(submission).statuses}
    assert (said["Ballot Observers"].answer.choice, said["Press Room"].answer.choice) == ("unnamed", "not")
    assert [name for name, each in said.items() if each.again] == ["Rainbow Circle"]
    assert [name for name, each in said.items() if each.answer is None] == ["School Bench"]
    assert len(signing_of(submission).named) == 8
    assert not any(each.balance.over for each in budget_of(submission).sections)


def test_it_is_lodged_and_no_file_names_anybody_who_did_not_consent(coalition: Coalition, client: Client) -> None:
    load_demo_submission(coalition=coalition, stage="lodged", today=TODAY)
    submission = joint(coalition)
    _no_file_holds_their_name_full_or_short(submission, coalition, client)
    assert (submission.is_locked, submission.lodged_on) == (True, TODAY)
    kept = read_word(bytes(submission.lodged_files.get().word))
    text = "\n".join(each.text for each in (*kept.paragraphs, *kept.notes))
    named = {each.name for each in signing_of(submission).named}
    assert len(named) == 10
    assert {each.name for each in Organisation.objects.all() if each.name in text} == named
    found = conformance(kept, kind="joint", rules=rule_set())
    assert [(each.rule.key, each.message) for each in found.findings if each.status == "fail"] == []
    assert coalition.submissions.get(kind="own").state == "drafting"
    # It was lodged in time, and is judged by what the calendar knows.
    told = coalition_dates(coalition, today=TODAY)
    due, review = told["submission-deadline"].entry, told["review"].entry
    assert due.window.first == off_the_weekend(TODAY + timedelta(days=2))
    assert due.is_invented
    assert review.is_invented
    steps = [line.entry for line in coalition_agenda(coalition, today=TODAY).lines if line.entry.kind == "step"]
    assert [(each.status, each.window.last < due.window.first) for each in steps] == [("done", True)] * 6
    assert "cycle 5, session not yet published" in text
    known = known_of(submission)
    assert (known.state.iso3, known.last_session) == ("KHM", 46)
    by_what_is_known = conformance(kept, kind="joint", rules=rule_set(), known=known).findings
    [period] = [each for each in by_what_is_known if each.rule.key == "period"]
    assert "(session 46, 2024)" in period.message()


@pytest.mark.thorough  # test_drafting_pages: what was lodged is kept byte by byte and changes no more
def test_what_was_lodged_reads_the_same_whatever_is_called_otherwise_later(
    coalition: Coalition, client: Client
) -> None:
    load_demo_submission(coalition=coalition, stage="lodged", today=TODAY)
    submission = joint(coalition)
    client.force_login(coalition.participations.get(role="coordinator").person)
    at = {"coalition": coalition.key, "submission": submission.pk}
    addresses = [reverse("submissions:file", kwargs={**at, "kind": kind}) for kind in ("docx", "pdf", "html", "md")]
    before = [client.get(address).content for address in addresses]
    assert before[1].startswith(b"%PDF")
    Organisation.objects.update(about="Renamed since.")
    type(submission).objects.filter(pk=submission.pk).update(title="Another title")
    assert before == [client.get(address).content for address in addresses]


def _no_file_holds_their_name_full_or_short(submission: Submission, coalition: Coalition, client: Client) -> None:
    client.force_login(coalition.participations.get(role="coordinator").person)
    at = {"coalition": coalition.key, "submission": submission.pk}
    html, markdown = (
        client.get(reverse("submissions:file", kwargs={**at, "kind": kind})).content.decode() for kind in ("html", "md")
    )
    kept = read_word(bytes(submission.lodged_files.get().word))
    word = "\n".join(each.text for each in (*kept.paragraphs, *kept.notes))
    named = {each.name for each in signing_of(submission).named}
    hidden = Organisation.objects.exclude(name__in=named)
    assert {each.short_name for each in hidden} == {"Ballot Observers", "Press Room"}
    for text in (word, html, markdown):
        assert "Highland Voices" in text
        assert [each.short_name for each in hidden if each.name in text or each.short_name in text] == []


def test_the_coalitions_own_stages_lie_weeks_before() -> None:
    today = date(2026, 11, 24)
    assert coalition_day(stage="sections", today=today) == today - timedelta(days=40)
