"""What waits for each person in the demo: all apps' kinds, on the pages where they are done."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from openupr.accounts.models import Person
from openupr.advocacy.contact_book import keeping
from openupr.advocacy.models import ContactBook
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.coalition import coalitions_of
from openupr.coalitions.for_me import FOR_ME, WaitingItem, number_waiting_for, owed_in, waiting_for
from openupr.coalitions.models import Coalition, Participation, RapporteurTerm
from openupr.coalitions.tests.examples.cast import cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.followup.models import Assessment, Evidence, FollowUp, ListedRecommendation
from openupr.proposals.models import Comment, Proposal
from openupr.roadmaps.models import Answer
from openupr.submissions.models import Submission
from openupr.testimonies.models import Testimony
from openupr.upr.phases import ADOPTION
from openupr.web.clock import now_in
from openupr.workshops.models import Session, SessionRole, Workshop

from .extent import ALL

NOW = now_in("Asia/Phnom_Penh")
TODAY = today_there()
pytestmark = pytest.mark.django_db


def kinds_of(person: Person) -> set[str]:
    return {each.kind.key for each in waiting_for(person, coalitions_of(person), now=NOW)}


def test_no_kind_of_one_app_takes_the_place_of_anothers() -> None:
    apps = (
        *("advocacy", "coalitions", "decisions", "followup", "proposals"),
        *("roadmaps", "submissions", "testimonies", "workshops"),
    )
    modules = (f"openupr.{app}.waiting" for app in apps)
    kinds = [kind for module in modules for kind in import_module(module).KINDS]
    assert [each.key for each in kinds if FOR_ME.get(each.key) is not each] == []
    assert len(FOR_ME) == len(kinds)


def test_the_roadmap_asks_the_owner_of_a_question_and_the_rapporteur() -> None:
    people = cast()
    of_chan = Answer.objects.create(group=people.land, question=9, owner=people.chan)
    Answer.objects.create(group=people.land, question=10, due=TODAY)
    proposal = Proposal.objects.create(group=people.land, number=1, state=Proposal.State.PROPOSED, changed=NOW)
    Comment.objects.create(proposal=proposal, text="Which one?", made_at=NOW)
    assert kinds_of(people.chan) == {"question", "stance"}
    assert kinds_of(people.dara) == {"unowned-question", "roadmap", "adopt", "comments", "stance"}
    Answer.objects.filter(pk=of_chan.pk).update(state=Answer.State.DONE)
    Proposal.objects.update(state=Proposal.State.ADOPTED)
    Comment.objects.update(resolved=True)
    assert kinds_of(people.chan) == set()
    assert kinds_of(people.dara) == {"unowned-question", "roadmap"}


def test_open_questions_of_a_roadmap_are_one_row_for_the_rapporteur() -> None:
    people = cast()
    Answer.objects.create(group=people.land, question=1, state=Answer.State.DONE)
    Answer.objects.create(group=people.land, question=2, text="Begun")
    [item] = waiting_for(people.dara, [people.coalition], now=NOW)
    assert (item.title, item.about, item.many) == ("", "Land", 8), "each is said once"
    RapporteurTerm.objects.create(group=people.labour, person=people.rithy, since=TODAY)
    people.labour.organisations.add(people.forest)
    for many in (10, 8):
        [item] = waiting_for(people.rithy, [people.coalition], now=NOW)
        assert (item.about, item.many) == ("Labour", many), "once it is begun, the group's page answers two"
        Answer.objects.get_or_create(group=people.labour, question=1, text="Begun")
    for number in range(2, 11):
        Answer.objects.update_or_create(group=people.land, question=number, defaults={"owner": people.chan})
    assert kinds_of(people.dara) == set()


@pytest.mark.parametrize(("days", "is_told"), [(-1, False), (0, True)])
def test_coordinators_are_told_of_contacts_a_month_before_they_are_deleted(days: int, is_told: bool) -> None:
    people = cast()
    with transaction.atomic():
        calendar = calendar_of(people.coalition, today=TODAY)
    adopted = TODAY - timedelta(days=days)
    made = {"kind": "phase", "title": "Adoption", "day": adopted, "written_on": TODAY}
    calendar.milestones.update_or_create(key=ADOPTION, defaults=made | {"until": None})
    book = ContactBook.objects.create(coalition=people.coalition, opened_on=TODAY - timedelta(days=100))
    found = [each for each in waiting_for(people.sophea, [people.coalition], now=NOW) if each.kind.key == "contacts"]
    assert [each.due for each in found] == ([keeping(book, today=TODAY).day] if is_told else [])
    assert "contacts" not in kinds_of(people.dara)


def test_a_date_leads_to_the_page_where_its_work_is_done() -> None:
    people = cast()
    with transaction.atomic():
        calendar = calendar_of(people.coalition, today=TODAY)
    key, land = people.coalition.key, [people.coalition.key, people.land.pk]
    made = Submission.objects.create(
        coalition=people.coalition, kind=Submission.Kind.JOINT, title="Ours", rules="2017", begun=TODAY
    )
    one = [key, made.pk]
    timeline = reverse("coalitions:timeline", args=[key])
    for step, title, person, page in (
        ("way-forward-1", "Hand in the roadmaps", people.dara, reverse("roadmaps:roadmap", args=land)),
        ("way-forward-1", "Hand in the roadmaps", people.sophea, timeline),
        ("outline", "Outline agreed", people.chan, reverse("roadmaps:outline", args=land)),
        ("outline", "Outline agreed", people.nary, reverse("coalitions:groups", args=[key])),
        ("draft", "Draft circulated", people.sophea, reverse("submissions:rounds", args=one)),
        ("comments", "Comments close", people.chan, reverse("submissions:rounds", args=one)),
        ("validation", "Validation meeting", people.nary, reverse("submissions:validation", args=one)),
        ("sign-on", "Sign-on closes", people.nary, reverse("submissions:signing", args=one)),
        ("lodge", "Submission lodged", people.sophea, reverse("submissions:lodge", args=one)),
        ("lodge", "Submission lodged", people.chan, reverse("submissions:submission", args=one)),
        ("visit", "Visit the village", people.chan, timeline),
    ):
        given = {"title": title, "day": TODAY, "kind": "task", "status": "planned", "written_on": TODAY}
        date, _new = calendar.milestones.update_or_create(key=step, defaults=given)
        client = Client()
        client.force_login(person)
        answer = client.get(reverse("coalitions:date-work", args=[key, date.pk]))
        assert answer.headers["Location"].partition("#")[0] == page, (step, str(person))


def test_what_prepares_a_submission_is_not_asked_once_one_was_lodged() -> None:
    people = cast()
    Answer.objects.create(group=people.land, question=9, owner=people.chan, due=TODAY)
    kind = Submission.Kind.JOINT
    made = Submission.objects.create(coalition=people.coalition, kind=kind, title="Ours", rules="2017", begun=TODAY)
    assert kinds_of(people.chan) == {"question"}
    Submission.objects.filter(pk=made.pk).update(state=Submission.State.LODGED)
    assert kinds_of(people.chan) == set()


def test_the_follow_up_asks_for_assessments_and_evidence() -> None:
    people = cast()
    listed = ListedRecommendation.objects.create(coalition=people.coalition, text="Give titles", priority=True)
    line = FollowUp.objects.create(group=people.land, listed=listed, text="Give titles", owner=people.chan)
    Evidence.objects.create(
        listed=listed, follow_up=line, what="A law", kind="law", source="The gazette", added_by=people.chan
    )
    assert kinds_of(people.chan) == {"assess"}
    assert kinds_of(people.dara) == {"roadmap", "verify"}
    assert kinds_of(people.nary) == {"priorities"}
    FollowUp.objects.update(done="begun")
    Evidence.objects.update(state=Evidence.State.VERIFIED)
    Assessment.objects.create(listed=listed, organisation=people.forest, level="begun")
    assert kinds_of(people.chan) | kinds_of(people.dara) | kinds_of(people.nary) == {"roadmap"}


def test_a_workshop_asks_whom_its_agenda_names_until_the_day_is_over() -> None:
    people = cast()
    workshop = Workshop.objects.create(coalition=people.coalition, title="Workshop")
    day = workshop.days.create(date=TODAY)
    session = Session.objects.create(day=day, start="09:00", end="10:00", title="Plenary", each_group=True)
    SessionRole.objects.create(session=session, role="moderator", name="Bopha")
    assert kinds_of(people.bopha) == {"session"}
    assert kinds_of(people.dara) == {"presentation", "roadmap"}
    workshop.days.update(date=TODAY - timedelta(days=1))
    assert kinds_of(people.bopha) | kinds_of(people.dara) == {"roadmap"}


def everything() -> Iterator[tuple[Person, WaitingItem]]:
    for person in Person.objects.all():
        for item in waiting_for(person, coalitions_of(person), now=NOW):
            yield person, item


def test_everybody_may_open_what_waits_for_them_and_reads_no_testimony_there() -> None:
    call_command("demo", stage="sign-on", stdout=StringIO())
    Testimony.objects.update(state=Testimony.State.WAITING)
    texts = [each.text for each in Testimony.objects.all()]
    seen: dict[tuple[int, str], WaitingItem] = {}
    for person, item in everything():
        assert Participation.objects.filter(person=person, coalition=item.coalition).exists()
        assert not any(text in f"{item.title} {item.about} {item.what}" for text in texts)
        seen.setdefault((person.pk, item.kind.key), item)
    # `make test` opens one page of each kind, for the first who is asked; `make test-all` everybody's.
    opened = set()
    for (number, key), item in seen.items():
        if key in opened and not ALL:
            continue
        opened.add(key)
        client = Client()
        client.force_login(Person.objects.get(pk=number))
        assert client.get(item.address.partition("#")[0], follow=True).status_code == 200, item.address
    assert not [item.title for item in seen.values() if item.kind.key in ("date", "step") and item.is_overdue]
    coordinator = Person.objects.get(username="sophea")
    found = waiting_for(coordinator, coalitions_of(coordinator), now=NOW)
    assert number_waiting_for(coordinator, today=NOW.date()) == sum(not each.is_for_later for each in found)
    kinds = {key for _person, key in seen}
    assert {"question", "adopt", "comments", "section-task", "sign-on", "testimonies"} <= kinds
    owed = {each.kind.key for each in owed_in(Coalition.objects.get(), now=NOW)}
    assert not owed & {kind.key for kind in FOR_ME if kind.private}
