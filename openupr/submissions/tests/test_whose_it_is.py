"""Whose a submission is: of the coalition, of a group, of one organisation. Who is asked, heard, named, and writes."""

import pytest
from django.utils import timezone

from openupr.accounts.actions import NotPermitted
from openupr.coalitions.models import Affiliation, MemberOrganisation, Organisation, Participation
from openupr.coalitions.tests.examples.cast import FOUNDED, Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.submissions.budget import budget_of
from openupr.submissions.document import document_of
from openupr.submissions.models import Section, Submission
from openupr.submissions.new_submission import begin_submission
from openupr.submissions.paragraphs import add_paragraph
from openupr.submissions.rules.refusals import NotAskedToSign
from openupr.submissions.section_tasks import give_task, grid_of
from openupr.submissions.section_tasks_pages import TaskForm
from openupr.submissions.signing import ask_to_sign, sign_on, signing_of
from openupr.submissions.validation import answers_by_section

from .conftest import SignIn

NOW = timezone.now()


@pytest.fixture
def river(people: Cast) -> Organisation:
    """Another organisation of the coalition, in the group Labour; Rithy speaks for it."""
    river = Organisation.objects.create(coalition=people.coalition, name="River Network of the Test")
    given = {"coalition": people.coalition, "since": FOUNDED}
    MemberOrganisation.objects.create(organisation=river, representative=people.rithy, **given)
    people.labour.organisations.add(river)
    people.land.organisations.add(people.forest)
    return river


def begun(people: Cast, **given: object) -> Submission:
    today = today_there()
    return begin_submission(
        by=people.sophea, coalition=people.coalition, title="A submission", today=today, now=NOW, **given
    )


def first_section(submission: Submission) -> Section:
    """The introduction, which is no group's."""
    section = submission.sections.get(kind="introduction")
    section.submission = submission
    return section


@pytest.mark.parametrize("kind", ["own", "by-group"])
def test_only_the_organisations_whose_it_is_are_asked_heard_given_tasks_and_named(
    kind: str, people: Cast, river: Organisation
) -> None:
    whose = {"own": {"groups": [], "organisation": people.forest}, "by-group": {"groups": [people.land]}}
    submission = begun(people, kind=kind, **whose[kind])
    edition = ask_to_sign(by=people.sophea, submission=submission, now=NOW)
    given = {"submission": submission, "edition": edition, "choice": "named", "now": NOW}
    with pytest.raises((NotAskedToSign, NotPermitted)):
        sign_on(by=people.rithy, organisation=river, **given)
    assert signing_of(submission).unheard == [people.forest]
    sign_on(by=people.nary, organisation=people.forest, **given)
    assert [each.name for each in document_of(submission).cover.organisations] == [people.forest.name]
    assert signing_of(submission).unheard == []
    assert [each.organisation for each in answers_by_section(submission)[0].voices] == [people.forest]
    assert grid_of(submission, today=today_there()).organisations == [people.forest]
    assert list(TaskForm(submission=submission).fields["organisation"].queryset) == [people.forest]
    assert budget_of(submission).limit == {"own": 2815, "by-group": 5630}[kind]
    # What another does already is not hidden.
    give_task(by=people.sophea, section=first_section(submission), organisation=river, work="translate", due=None)
    assert grid_of(submission, today=today_there()).organisations == [people.forest, river]


def test_the_submission_of_an_organisation_is_written_by_its_people_and_the_coordinator(
    people: Cast, river: Organisation, browser_of: SignIn
) -> None:
    submission = begun(people, kind="own", groups=[people.land], organisation=people.forest)
    sections = [first_section(submission), submission.sections.filter(group=people.land)[0]]
    Affiliation.objects.create(person=people.rithy, organisation=people.forest, since=FOUNDED)
    for section in sections:
        section.submission = submission
        for somebody in (people.dara, people.chan, people.bopha, people.vuthy):
            with pytest.raises(NotPermitted):
                add_paragraph(by=somebody, section=section, text="x", now=NOW)
        for somebody in (people.sophea, people.nary, people.rithy):
            add_paragraph(by=somebody, section=section, text="x", now=NOW)
    Participation.objects.filter(person=people.chan).update(organisation=people.forest)
    add_paragraph(by=people.chan, section=sections[0], text="x", now=NOW)
    at = [people.coalition.key, submission.pk]
    page = f"/coalitions/{at[0]}/submissions/{at[1]}/signing/"
    assert "River Network" not in browser_of(people.rithy).get(page).content.decode()


def test_what_is_no_groups_in_a_groups_submission_is_written_by_that_group(people: Cast, river: Organisation) -> None:
    section = first_section(begun(people, kind="by-group", groups=[people.land]))
    with pytest.raises(NotPermitted):
        add_paragraph(by=people.rithy, section=section, text="x", now=NOW)
    add_paragraph(by=people.chan, section=section, text="x", now=NOW)


def test_an_observer_is_told_whom_the_cover_names_and_of_nobody_how_they_answered(
    people: Cast, river: Organisation, browser_of: SignIn
) -> None:
    submission = begun(people, kind="joint", groups=[people.land])
    add_paragraph(by=people.sophea, section=first_section(submission), text="River Network of the Test saw.", now=NOW)
    edition = ask_to_sign(by=people.sophea, submission=submission, now=NOW)
    given = {"submission": submission, "edition": edition, "now": NOW}
    sign_on(by=people.nary, organisation=people.forest, choice="named", **given)
    sign_on(by=people.rithy, organisation=river, choice="unnamed", **given)
    whole = f"/coalitions/{people.coalition.key}/submissions/{submission.pk}/"
    for address in (f"{whole}signing/", whole):
        seen = browser_of(people.vuthy).get(address).content.decode()
        assert "The text names organisations that the cover does not" in seen
        assert ("River Network" in seen, "supports, unnamed" in seen) == (False, False)
        assert "River Network" in browser_of(people.chan).get(address).content.decode()
    named = browser_of(people.vuthy).get(f"{whole}signing/").content.decode()
    assert "<strong>Forest Watch of the Test</strong>" in named
