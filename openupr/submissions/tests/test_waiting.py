"""What submissions ask of people, until it is done."""

from datetime import timedelta

from django.utils import timezone

from openupr.accounts.models import Person
from openupr.coalitions.models import Participation
from openupr.coalitions.queries.coalition import coalitions_of
from openupr.coalitions.queries.for_me import waiting_for
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.submissions.models import SectionTask, SignOn, Stance, Submission
from openupr.submissions.services.remarks import remark
from openupr.submissions.services.together import ask_to_sign, have_read, sign_on

from .examples import Drafted


def waits_for(person: Person) -> list[str]:
    return [each.kind.key for each in waiting_for(person, coalitions_of(person), now=timezone.now())]


def test_a_draft_that_goes_round_waits_for_everybody_but_observers_until_they_read_it(
    people: Cast, draft: Drafted
) -> None:
    assert waits_for(people.rithy) == ["round"]
    assert waits_for(people.vuthy) == []
    have_read(by=people.rithy, circulation=draft.circulation, today=today_there())
    assert waits_for(people.rithy) == []


def test_a_comment_waits_for_the_rapporteur_of_its_section(people: Cast, draft: Drafted) -> None:
    remark(by=people.rithy, paragraph=draft.paragraph, text="Where?", now=timezone.now())
    assert "remarks" in waits_for(people.dara)
    assert "remarks" not in waits_for(people.chan)
    draft.paragraph.remarks.update(resolved=True)
    assert "remarks" not in waits_for(people.dara)


def test_a_task_and_an_objection_wait_for_the_people_of_their_organisation(people: Cast, draft: Drafted) -> None:
    Participation.objects.filter(person=people.chan).update(organisation=people.forest)
    due = today_there() + timedelta(days=3)
    task = SectionTask.objects.create(section=draft.section, organisation=people.forest, work="write", due=due)
    says = Stance.Says.OBJECT
    stance = Stance.objects.create(section=draft.section, organisation=people.forest, says=says)
    assert "section-task" in waits_for(people.chan)
    assert "objection" in waits_for(people.sophea)
    Stance.objects.filter(pk=stance.pk).update(seen_to_by=people.forest)
    assert {"section-task", "objection"} <= set(waits_for(people.nary))
    assert "objection" not in waits_for(people.sophea)
    SectionTask.objects.filter(pk=task.pk).update(done_on=today_there())
    Stance.objects.update(settled=True)
    assert not {"section-task", "objection"} & set(waits_for(people.nary))


def test_signing_waits_for_who_speaks_for_an_organisation_until_it_answered(people: Cast, draft: Drafted) -> None:
    edition = ask_to_sign(by=people.sophea, submission=draft.submission, now=timezone.now())
    assert "sign-on" in waits_for(people.nary)
    assert "sign-on" not in waits_for(people.chan)
    draft.submission.refresh_from_db()
    said = {"organisation": people.forest, "edition": edition, "choice": SignOn.Choice.NAMED}
    sign_on(by=people.nary, submission=draft.submission, now=timezone.now(), **said)
    assert "sign-on" not in waits_for(people.nary)


def test_nothing_of_a_lodged_submission_waits(people: Cast, draft: Drafted) -> None:
    SectionTask.objects.create(section=draft.section, organisation=people.forest, work="write")
    Submission.objects.update(state=Submission.State.LODGED)
    assert waits_for(people.nary) == []
