"""What submissions ask of people, until it is done."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from openupr.accounts.models import Person
from openupr.coalitions.coalition import coalitions_of
from openupr.coalitions.dates import WhenGiven, enter_published_date
from openupr.coalitions.for_me import number_waiting_for, owed_in, waiting_for
from openupr.coalitions.models import Organisation, Participation
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.submissions.models import SectionTask, SignOn, Stance, Submission
from openupr.submissions.paragraphs import add_paragraph
from openupr.submissions.remarks import answer_remark, remark
from openupr.submissions.rounds import have_read
from openupr.submissions.signing import ask_to_sign, sign_on, signing_of
from openupr.timeline.models import Calendar, Milestone
from openupr.web.tests.reading import as_read

from .conftest import SignIn
from .examples import Drafted
from .test_drafting_pages import at, on_paragraph

WRITE = "Write your part"


def waits_for(person: Person) -> list[str]:
    return [each.kind.key for each in waiting_for(person, coalitions_of(person), now=timezone.now())]


def test_a_draft_with_text_is_to_be_circulated_though_parts_of_it_are_empty(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    overview, told = reverse("coalitions:coalition", kwargs=people.at_coalition), f"Circulate {draft.submission.title}"
    sophea = browser_of(people.sophea)
    assert told not in sophea.get(overview).content.decode()
    draft.submission.circulations.all().delete()
    page = sophea.get(overview).content.decode()
    assert ("empty part" in page, told in page) == (True, True)


def test_a_draft_that_goes_round_waits_for_everybody_but_observers_until_they_read_it(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    assert "round" in waits_for(people.rithy)
    waiting = waiting_for(people.rithy, [people.coalition], now=timezone.now())
    [to_read] = [each for each in waiting if each.kind.key == "round"]
    page = browser_of(people.rithy).get(to_read.address).content.decode()
    assert ("Land was taken." in page, "Mark as read" in page, "Comment in the draft" in page) == (True, True, True)
    assert "round" not in waits_for(people.sophea)  # who circulated it
    assert waits_for(people.vuthy) == []
    have_read(by=people.rithy, circulation=draft.circulation, today=today_there())
    assert "round" not in waits_for(people.rithy)
    # A comment on one paragraph does not say that all was read.
    browser_of(people.chan).post(on_paragraph(draft, "remark"), {"text": "Which lake?"})
    assert "round" in waits_for(people.chan)


def test_a_groups_part_waits_for_its_rapporteur_or_its_members_until_it_is_marked_or_given_away(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    when = WhenGiven(today_there() + timedelta(days=200))
    given = {"key": "submission-deadline", "when": when, "source": "A letter", "today": today_there()}
    enter_published_date(by=people.sophea, coalition=people.coalition, **given)
    browser_of(people.sophea).post(reverse("coalitions:plan", kwargs=people.at_coalition))
    people.coalition.refresh_from_db()
    parts = [
        next(each for each in waiting_for(somebody, [people.coalition], now=timezone.now()) if each.what == WRITE)
        for somebody in (people.dara, people.rithy)
    ]
    assert [each.title.partition(". ")[2] for each in parts] == [
        "When your part is ready, press “Mark part as ready”.",
        "A coordinator marks your part as ready: tell them.",
    ]
    part = parts[0]
    assert (part.about, part.due) == ("Land", people.coalition.calendar.milestones.get(key="draft").day)
    # Labour has no rapporteur: all its members are asked. Chan is in Land, which has one.
    assert ("part" in waits_for(people.rithy), "part" in waits_for(people.chan)) == (True, False)
    overview = reverse("submissions:submission", kwargs=draft.at)
    assert "Owner: Dara" in browser_of(people.vuthy).get(overview).content.decode()
    for section in draft.submission.sections.filter(group=people.land).exclude(pk=draft.section.pk):
        SectionTask.objects.create(section=section, organisation=people.forest, work="write")
    # Somebody wrote there: it still waits, until it is marked. A later recommendation is something to write again.
    assert "part" in waits_for(people.dara)
    browser_of(people.dara).post(at(draft, "part-done"))
    assert "part" not in waits_for(people.dara)
    SectionTask.objects.filter(section__kind="recommendations").delete()
    recommendations = draft.submission.sections.get(group=people.land, kind="recommendations")
    recommendations.paragraphs.create(text="Stop it.", order=1)
    assert "part" in waits_for(people.dara)
    draft.submission.sections.filter(pk=recommendations.pk).update(done_on=today_there())
    assert "part" not in waits_for(people.dara)
    people.land.proposals.create(number=7, state="adopted", changed=timezone.now())
    waiting = waiting_for(people.dara, [people.coalition], now=timezone.now())
    [part] = [each for each in waiting if each.what == WRITE]
    assert part.title == f"{draft.submission.title}. The group adopted a recommendation since: add it."
    # Once the text is to be signed, an empty part is still asked for, and nothing else.
    ask_to_sign(by=people.sophea, submission=draft.submission, now=timezone.now())
    assert ("part" in waits_for(people.rithy), "part" in waits_for(people.dara)) == (True, False)
    recommendations.paragraphs.all().delete()
    assert "part" in waits_for(people.dara)


def test_a_comment_waits_for_the_rapporteur_of_its_section_or_for_the_coordinators(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    overview, address = reverse("coalitions:coalition", kwargs=people.at_coalition), f"#{draft.paragraph.anchor}"
    remark(by=people.rithy, paragraph=draft.paragraph, text="Where?", now=timezone.now())
    waits = waiting_for(people.dara, coalitions_of(people.dara), now=timezone.now())
    [asked] = [each for each in waits if each.kind.key == "remarks"]
    first = draft.paragraph.remarks.get()
    assert (asked.address.partition("#")[2], asked.title) == (f"comment-{first.pk}", draft.section.heading)
    assert not {"remarks"} & {*waits_for(people.chan), *waits_for(people.sophea)}
    # A coordinator is told of it too: once, whose part it is in, and not as what they owe.
    assert [each for each in waits_for(people.sophea) if each.startswith("remarks")] == ["remarks-of-others"]
    told = waiting_for(people.sophea, [people.coalition], now=timezone.now())
    [of_others] = [each for each in told if each.kind.key == "remarks-of-others"]
    assert (of_others.title, of_others.many) == ("For the rapporteur of Land", 1)
    assert of_others.address == f"{at(draft, 'section')}#comment-{first.pk}"
    # Their own comment is no work for them; one of a person who was deleted is.
    type(first).objects.update(author=people.sophea)
    assert "remarks-of-others" not in waits_for(people.sophea)
    type(first).objects.update(author=None)
    assert "remarks-of-others" in waits_for(people.sophea)
    type(first).objects.update(author=people.rithy)
    assert "remarks-of-others" not in {*waits_for(people.dara), *waits_for(people.chan)}
    # The overview leads to it who may answer it.
    for person, told in ((people.sophea, True), (people.chan, True), (people.rithy, False), (people.vuthy, False)):
        page = browser_of(person).get(overview).content.decode()
        assert ("Answer 1 comment" in page, address in page) == (told, told)
    people.land.rapporteur_terms.update(until=today_there())
    assert [each for each in waits_for(people.sophea) if each.startswith("remarks")] == ["remarks"]
    # Who wrote it is told for a week that it was answered; who closes their own comment is not.
    now = timezone.now()
    answer_remark(by=people.dara, remark=draft.paragraph.remarks.get(), answer="In Kep.", now=now)
    counted = number_waiting_for(people.rithy, today=today_there())
    for by in (people.dara, people.rithy):
        said = remark(by=by, paragraph=draft.paragraph, text="More.", now=now)
        answer_remark(by=people.dara, remark=said, answer="", now=now)
    [told] = [
        each for each in waiting_for(people.rithy, [people.coalition], now=now) if each.kind.key == "comment-answered"
    ]
    assert (told.address, told.title) == (f"{at(draft, 'section')}#comment-{first.pk}", draft.section.heading)
    assert (told.many, number_waiting_for(people.rithy, today=today_there())) == (2, counted)
    assert "comment-answered" not in waits_for(people.dara)
    draft.paragraph.remarks.update(answered_at=now - timedelta(days=9))
    assert "comment-answered" not in waits_for(people.rithy)
    assert not {"remarks"} & {*waits_for(people.dara), *waits_for(people.sophea)}
    assert "Answer 1 comment" not in browser_of(people.sophea).get(overview).content.decode()


def test_a_task_and_an_objection_wait_for_the_people_of_their_organisation(people: Cast, draft: Drafted) -> None:
    Participation.objects.filter(person=people.chan).update(organisation=people.forest)
    due = today_there() + timedelta(days=3)
    task = SectionTask.objects.create(section=draft.section, organisation=people.forest, work="write", due=due)
    says = Stance.Says.OBJECT
    stance = Stance.objects.create(section=draft.section, organisation=people.forest, says=says)
    assert "section-task" in waits_for(people.chan)
    waits = waiting_for(people.chan, coalitions_of(people.chan), now=timezone.now())
    assert [each.title for each in waits if each.kind.key == "section-task"] == [
        "Your organisation must write the part “Developments since the last review: Land”. "
        "The rapporteur or a coordinator marks it as done: tell them."
    ]
    Participation.objects.filter(person=people.dara).update(organisation=people.forest)
    waits = waiting_for(people.dara, coalitions_of(people.dara), now=timezone.now())
    assert [each.title for each in waits if each.kind.key == "section-task"] == [
        "Your organisation must write the part “Developments since the last review: Land”. "
        "When you are ready, press “Mark part as ready”."
    ]
    owed = owed_in(people.coalition, now=timezone.now())
    assert "Writes: Developments since the last review: Land" in [each.title for each in owed]
    assert "objection" in waits_for(people.sophea)
    Stance.objects.filter(pk=stance.pk).update(seen_to_by=people.forest)
    assert {"section-task", "objection"} <= set(waits_for(people.nary))
    Submission.objects.update(title="Joint submission to the Universal Periodic Review of Cambodia")
    with override("km"):
        told = waiting_for(people.nary, coalitions_of(people.nary), now=timezone.now())
        kinds = [each.kind.key for each in told if each.about.startswith("របាយការណ៍រួមដាក់ជូន")]
    assert {"section-task", "objection"} <= set(kinds), "its title is read in the reader's language"
    assert "objection" not in waits_for(people.sophea)
    SectionTask.objects.filter(pk=task.pk).update(done_on=today_there())
    Stance.objects.update(settled=True)
    assert not {"section-task", "objection"} & set(waits_for(people.nary))


def test_signing_waits_for_who_speaks_for_an_organisation_until_it_answered(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    edition = ask_to_sign(by=people.sophea, submission=draft.submission, now=timezone.now())
    assert "sign-on" in waits_for(people.nary)
    assert "sign-on" not in waits_for(people.chan)
    Participation.objects.filter(person=people.chan).update(organisation=people.forest)
    page = browser_of(people.chan).get(reverse("submissions:signing", kwargs=draft.at)).content.decode()
    assert "· Your organisation" in as_read(page), "also for who does not answer for it"
    day = today_there() + timedelta(days=90)
    people.coalition.calendar = Calendar.objects.create(
        review=people.coalition.review, time_zone="Asia/Phnom_Penh", opened_on=today_there()
    )
    people.coalition.save()
    Milestone.objects.create(
        calendar=people.coalition.calendar, kind="step", key="sign-on", day=day, written_on=today_there()
    )
    [asked] = [each for each in waiting_for(people.nary, [people.coalition], now=timezone.now()) if each.due == day]
    assert not asked.is_far_off
    counted = number_waiting_for(people.nary, today=today_there())
    draft.submission.refresh_from_db()
    said = {"organisation": people.forest, "edition": edition, "choice": SignOn.Choice.NAMED}
    sign_on(by=people.nary, submission=draft.submission, now=timezone.now(), **said)
    assert "sign-on" not in waits_for(people.nary)
    assert number_waiting_for(people.nary, today=today_there()) == counted - 1
    # Much of the text changes: it waits again once a coordinator asks again, until there is an answer to that text.
    add_paragraph(by=people.chan, section=draft.section, text="It was all sold again. " * 60, now=timezone.now())
    assert "sign-on" not in waits_for(people.nary)
    edition = ask_to_sign(by=people.sophea, submission=draft.submission, now=timezone.now())
    assert "sign-on" in waits_for(people.nary)
    assert number_waiting_for(people.nary, today=today_there()) == counted
    [status] = signing_of(draft.submission).statuses
    assert (status.again, status.was_asked_again) == (True, True)
    sign_on(by=people.nary, submission=draft.submission, now=timezone.now(), **said | {"edition": edition})
    assert "sign-on" not in waits_for(people.nary)
    # A small change asks nobody; another name on the cover does at once.
    Submission.objects.update(title="A joint submission")
    draft.submission.refresh_from_db()
    edition = ask_to_sign(by=people.sophea, submission=draft.submission, now=timezone.now())
    assert "sign-on" not in waits_for(people.nary)
    Organisation.objects.filter(pk=people.forest.pk).update(name="Party Youth League")
    assert "sign-on" in waits_for(people.nary)
    people.forest.refresh_from_db()
    sign_on(by=people.nary, submission=draft.submission, now=timezone.now(), **said | {"edition": edition})
    assert "sign-on" not in waits_for(people.nary)


def test_nothing_of_a_lodged_submission_waits(people: Cast, draft: Drafted) -> None:
    SectionTask.objects.create(section=draft.section, organisation=people.forest, work="write")
    Submission.objects.update(state=Submission.State.LODGED)
    assert waits_for(people.nary) == []
