"""A group fills its roadmap; the record answers two of its questions."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.forms import Form
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.actions import NotPermitted
from openupr.accounts.models import AuditLine
from openupr.coalitions.calendars import calendar_of
from openupr.coalitions.for_me import owed_in
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_of
from openupr.followup.tests.examples import evidence
from openupr.proposals.adoption import decide_proposal
from openupr.proposals.models import WordingVersion
from openupr.proposals.proposals import propose
from openupr.roadmaps.answers import SheetMeanwhile, Typed, answer, type_in
from openupr.roadmaps.handouts import roadmap_document
from openupr.roadmaps.models import Answer, AnswerVersion, OutlinePoint
from openupr.roadmaps.outline import add_point, move_point, start_outline
from openupr.roadmaps.roadmap import roadmap_of
from openupr.roadmaps.rules.outline import EmptyPoint, moved
from openupr.roadmaps.rules.roadmap import Kind, NoSuchQuestion, is_overdue, questions
from openupr.timeline.milestones import write_date
from openupr.timeline.models import Milestone

from .conftest import SignIn
from .examples.roadmap import handout


def at(cast: Cast, page: str, **parts: object) -> str:
    return reverse(page, kwargs={**cast.at_land, **parts})


def test_question_2_tells_where_the_groups_people_come_from_until_it_is_entered(cast: Cast, browser_of: SignIn) -> None:
    cast.coalition.participations.filter(person__in=[cast.chan, cast.rithy]).update(organisation=cast.forest)
    come_from = "people of the group come from: Forest Watch of the Test."
    led_to = f'href="{at(cast, "coalitions:edit-group")}"'
    for somebody, is_led in ((cast.dara, True), (cast.vuthy, False)):
        page = browser_of(somebody).get(at(cast, "roadmaps:roadmap")).content.decode()
        assert come_from in page
        assert (led_to in page) is is_led
    labour = browser_of(cast.vuthy).get(reverse("roadmaps:roadmap", args=[cast.coalition.key, cast.labour.pk]))
    assert come_from in labour.content.decode()
    cast.land.organisations.add(cast.forest)
    assert come_from not in browser_of(cast.dara).get(at(cast, "roadmaps:roadmap")).content.decode()


def test_the_sheet_has_the_ten_questions_of_the_workshop_each_with_its_source() -> None:
    of_the_workshop = questions()[:10]
    assert [question.number for question in of_the_workshop] == list(range(1, 11))
    assert all("Annex 2" in question.source for question in of_the_workshop)
    assert not any(question.km_reviewed for question in of_the_workshop)


def test_a_member_answers_and_every_text_is_kept(cast: Cast, browser_of: SignIn) -> None:
    client, address = browser_of(cast.chan), at(cast, "roadmaps:roadmap-answer", number=7)
    finish = 'name="state" value="done">Save as done'
    assert finish in " ".join(client.get(address).content.decode().split())
    client.post(address, {"text": "A decree of 2025.", "state": "open", "version": 0, "owner": cast.dara.pk})
    assert Answer.objects.get().state == "in-work"
    waits = browser_of(cast.dara).get(reverse("coalitions:for-me")).content.decode()
    assert "Finish the answer" in waits
    assert f'href="{address}"' in waits
    assert finish in " ".join(client.get(address).content.decode().split())
    # As a browser sends it: the status of the field, then that of the button.
    client.post(address, {"text": "Two decrees.", "state": ["in-work", "done"], "version": 1})
    assert "Save as done" not in client.get(address).content.decode()
    given = Answer.objects.get()
    assert (given.text, given.state, given.owner) == ("Two decrees.", "done", None)
    assert [each.text for each in AnswerVersion.objects.all()] == ["Two decrees.", "A decree of 2025."]
    page = client.get(at(cast, "roadmaps:roadmap-history", number=7)).content
    assert page.index(b"Two decrees.") < page.index(b"A decree of 2025.")


def test_a_form_saved_unchanged_changes_nothing_and_the_audit_log_says_nothing(cast: Cast, browser_of: SignIn) -> None:
    # Files and our own services store "\\n", forms stored "\\r\\n" once; a browser sends "\\r\\n".
    by: dict[str, Any] = {"by": cast.chan, "group": cast.land}
    answer(**by, question=7, text="A decree.\n\nA law.", version=0, now=timezone.now())
    answer(**by, question=6, text="A land title.\n\nA map.", version=0, now=timezone.now())
    Answer.objects.filter(question=6).update(text="A land title.\r\n\r\nA map.")
    point = add_point(**by, text="Evictions", evidence_wanted="Photos.\n\nTitles.")
    proposal = propose(**by, text="Return the land.\n\nPublish it.", language="en", now=timezone.now())
    client = browser_of(cast.chan)
    said = AuditLine.objects.count(), AnswerVersion.objects.count(), WordingVersion.objects.count()
    for page in (at(cast, "roadmaps:roadmap-answer", number=number) for number in (6, 7)):
        assert client.post(page, _as_a_browser_sends(client.get(page).context["form"])).status_code == 302
    sheet = at(cast, "roadmaps:roadmap-type-in")
    assert client.post(sheet, _as_a_browser_sends(client.get(sheet).context["form"])).status_code == 302
    [(_point, form)] = client.get(at(cast, "roadmaps:outline")).context["points"]
    client.post(at(cast, "roadmaps:outline-point", number=point.pk), _as_a_browser_sends(form))
    text = {"text": "Return the land.\r\n\r\nPublish it.", "language": "en", "version": 1}
    client.post(at(cast, "proposals:proposal-word", number=proposal.number), text)
    assert (AuditLine.objects.count(), AnswerVersion.objects.count(), WordingVersion.objects.count()) == said
    client.post(at(cast, "proposals:proposal-word", number=proposal.number), text | {"text": "Return\r\nit."})
    assert proposal.wordings.get().text == "Return\nit."
    assert AuditLine.objects.count() == said[0] + 1


def _as_a_browser_sends(form: Form) -> dict[str, str]:
    values = {each.html_name: each.value() for each in form}
    return {name: str(value).replace("\n", "\r\n") for name, value in values.items() if value is not None}


def test_two_people_saving_the_same_answer_see_both_texts(cast: Cast, browser_of: SignIn) -> None:
    address, state = at(cast, "roadmaps:roadmap-answer", number=1), {"state": "in-work", "version": 0}
    browser_of(cast.dara).post(address, state | {"text": "Dara wrote this"})
    page = browser_of(cast.chan).post(address, state | {"text": "Chan wrote that"})
    assert page.status_code == 409
    assert b"Dara wrote this" in page.content
    assert b"Chan wrote that" in page.content
    assert Answer.objects.get().text == "Dara wrote this"


def test_what_another_chose_meanwhile_is_not_lost_without_a_word(cast: Cast, browser_of: SignIn) -> None:
    address = at(cast, "roadmaps:roadmap-answer", number=6)
    chosen = {"text": "Same", "state": "done", "owner": cast.dara.pk, "due": "2026-12-20", "version": 0}
    browser_of(cast.dara).post(address, chosen)
    page = browser_of(cast.chan).post(address, {"text": "Same", "state": "open", "version": 0})
    assert page.status_code == 409
    assert b'value="2026-12-20"' in page.content
    given = Answer.objects.get()
    assert (given.state, given.owner, given.due) == ("done", cast.dara, date(2026, 12, 20))


def test_the_days_of_questions_eight_to_ten_stand_in_the_groups_timeline(cast: Cast) -> None:
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    answer(by=cast.chan, group=cast.land, question=9, text="By mail", version=0, day=date(2026, 6, 20), now=now)
    cast.land.refresh_from_db()
    assert cast.land.calendar is not None
    told = Milestone.objects.get(calendar=cast.land.calendar, key="roadmap-9")
    assert (told.day, told.title, told.whose) == (date(2026, 6, 20), "Draft to the group", "the rapporteur")
    given = {"question": 9, "text": "By mail", "owner": cast.chan, "day": date(2026, 6, 20)}
    answer(by=cast.chan, group=cast.land, version=1, now=now, **given)
    on_the_day = [item for item in owed_in(cast.coalition, now=now) if item.kind.key == "roadmap-day"]
    assert [(item.whose, item.title, item.due) for item in on_the_day] == [("Chan", told.title, told.day)]
    answer(by=cast.chan, group=cast.land, question=9, text="By mail", version=2, day=None, now=now)
    assert not Milestone.objects.filter(key="roadmap-9").exists()


def test_question_four_is_done_once_four_recommendations_are_written(cast: Cast) -> None:
    def done() -> int:
        return roadmap_of(cast.land, today=date(2026, 5, 2)).done

    assert done() == 0, "no one has begun it"
    answer(by=cast.dara, group=cast.land, question=1, text="Land.", version=0, now=timezone.now())
    written = [
        propose(by=cast.dara, group=cast.land, text=f"Publish list {n}.", language="en", now=timezone.now())
        for n in range(4)
    ]
    with_four = done()
    decide_proposal(by=cast.dara, proposal=written[0], state="dropped", reason="Twice.", now=timezone.now())
    assert done() == with_four - 1


def test_the_outline_is_asked_of_a_groups_rapporteur_until_its_day_is_over(cast: Cast) -> None:
    now = timezone.now()
    calendar = calendar_of(cast.coalition, today=now.date())
    step = {"key": "outline", "kind": "step", "title": "Outline agreed", "whose": "the groups' rapporteurs"}
    write_date(calendar=calendar, day=now.date() + timedelta(days=9), today=now.date(), **step)

    def asked() -> list[str]:
        found = owed_in(cast.coalition, now=now)
        return sorted(f"{item.what}: {item.whose}" for item in found if "utline" in f"{item.what}{item.title}")

    write = [f"Write the group's outline: Rapporteur of {name}" for name in ("Labour", "Land: Dara")]
    assert asked() == write
    OutlinePoint.objects.create(group=cast.land, text="Evictions", order=1)
    assert asked() == ["Agree on the outline with your group: Rapporteur of Land: Dara", write[0]]
    Milestone.objects.filter(key="outline").update(day=now.date() - timedelta(days=1))
    assert asked() == ["A step of the plan: The groups' rapporteurs: Dara", write[0]]


def test_a_question_that_asks_when_is_done_once_its_day_is_given(cast: Cast, browser_of: SignIn) -> None:
    client = browser_of(cast.chan)
    left_open = {"text": "", "day": "2026-12-20", "state": "open", "version": 0}
    for number, becomes in ((8, "open"), (9, "done"), (10, "done")):
        client.post(at(cast, "roadmaps:roadmap-answer", number=number), left_open)
        assert Answer.objects.get(question=number).state == becomes
    client.post(at(cast, "roadmaps:roadmap-answer", number=9), left_open | {"state": "in-work", "version": 1})
    assert Answer.objects.get(question=9).state == "in-work"
    page = client.get(at(cast, "roadmaps:roadmap")).content.decode()
    above = page[page.index("questions are done") : page.index('<ol class="roadmap">')]
    assert 'href="#question-9"' in above, "what is not done is one press away"
    assert 'href="#question-10"' not in above


@pytest.mark.parametrize("day", ["1900-01-01", "9999-12-31", "12/08/2026", "soon"])
def test_a_day_that_is_a_slip_of_the_hand_is_refused(day: str, cast: Cast, browser_of: SignIn) -> None:
    given = {"text": "By mail", "state": "in-work", "version": 0, "day": day}
    page = browser_of(cast.chan).post(at(cast, "roadmaps:roadmap-answer", number=9), given)
    assert b"errorlist" in page.content
    assert not Answer.objects.exists()


@pytest.mark.parametrize("number", [0, len(questions()) + 1, 99])
def test_there_is_no_question_that_the_table_does_not_have(number: int, cast: Cast, browser_of: SignIn) -> None:
    with pytest.raises(NoSuchQuestion):
        answer(by=cast.chan, group=cast.land, question=number, text="x", version=0, now=timezone.now())
    assert browser_of(cast.chan).get(at(cast, "roadmaps:roadmap-answer", number=number)).status_code == 404


def test_somebody_of_another_group_reads_and_does_not_write(cast: Cast, browser_of: SignIn) -> None:
    client = browser_of(cast.rithy)
    assert client.get(at(cast, "roadmaps:roadmap")).status_code == 200
    assert client.post(at(cast, "roadmaps:roadmap-answer", number=1), {"text": "x", "version": 0}).status_code == 403
    with pytest.raises(NotPermitted):
        answer(by=cast.bopha, group=cast.land, question=1, text="x", version=0, now=timezone.now())


def test_a_paper_sheet_is_typed_in_whole_or_not_at_all(cast: Cast, browser_of: SignIn) -> None:
    numbers = [question.number for question in questions()]
    sheet = {f"text-{n}": f"Answer {n}" for n in numbers} | {f"version-{n}": 0 for n in numbers}
    answer(by=cast.dara, group=cast.land, question=3, text="Dara was first", version=0, now=timezone.now())
    page = browser_of(cast.chan).post(at(cast, "roadmaps:roadmap-type-in"), sheet)
    assert (page.status_code, Answer.objects.count()) == (409, 1)
    assert b"Dara was first" in page.content
    assert b'name="version-3" value="1"' in page.content
    browser_of(cast.chan).post(at(cast, "roadmaps:roadmap-type-in"), sheet | {"version-3": 1, "day-9": "2026-06-20"})
    assert [each.text for each in Answer.objects.all()] == [f"Answer {n}" for n in numbers]
    with pytest.raises(SheetMeanwhile):
        type_in(by=cast.chan, group=cast.land, sheet=[Typed(3, "again", 0)], now=timezone.now())


def test_typing_in_keeps_owner_and_due_date(cast: Cast) -> None:
    due, now = date(2026, 5, 1), timezone.now()
    answer(by=cast.dara, group=cast.land, question=2, text="", version=0, owner=cast.chan, due=due, now=now)
    type_in(by=cast.dara, group=cast.land, sheet=[Typed(2, "Four organisations", 0)], now=now)
    given = Answer.objects.get()
    assert (given.owner, given.due, given.state) == (cast.chan, due, "done")


def test_the_blank_sheet_is_one_page_front_and_back_in_two_languages(cast: Cast, browser_of: SignIn) -> None:
    import pypdfium2

    client = browser_of(cast.vuthy)
    assert "តើ".encode() in client.get(at(cast, "roadmaps:roadmap-blank")).content
    assert b"has reviewed the Khmer" in client.get(at(cast, "roadmaps:roadmap-blank")).content
    document = pypdfium2.PdfDocument(client.get(at(cast, "roadmaps:roadmap-blank-pdf")).content)
    assert len(document) == 2
    front, back = (page.get_textpage().get_text_range() for page in document)
    # Question 4, the last on the front, has a numbered place for each of four recommendations.
    assert [line.strip() for line in front.splitlines()][-5:] == ["1.", "2.", "3.", "4.", "1 / 2"]
    assert back.startswith("5. ")


def test_the_outline_begins_with_the_groups_issues_and_is_moved_about(cast: Cast) -> None:
    first, *_rest = start_outline(by=cast.chan, group=cast.land)
    assert (first.text, first.is_heading) == ("Right to land", True)
    assert start_outline(by=cast.chan, group=cast.land) == []
    point = add_point(by=cast.chan, group=cast.land, text="Evictions", evidence_wanted="Court rulings")
    move_point(by=cast.chan, point=point, steps=-3)
    assert [each.text for each in OutlinePoint.objects.all()].index("Evictions") == 1
    with pytest.raises(EmptyPoint):
        add_point(by=cast.chan, group=cast.land, text="  ")


def test_the_outline_page_changes_moves_and_removes(cast: Cast, browser_of: SignIn) -> None:
    client, point = browser_of(cast.chan), add_point(by=cast.chan, group=cast.land, text="Evictions")
    address = at(cast, "roadmaps:outline-point", number=point.pk)
    client.post(address, {"text": "Evictions since 2019", "finder": cast.dara.pk})
    point.refresh_from_db()
    assert (point.text, point.finder) == ("Evictions since 2019", cast.dara)
    client.post(address, {"do": "up"})
    client.post(address, {"do": "remove"})
    assert not OutlinePoint.objects.exists()
    assert client.post(address, {"do": "remove"}).status_code == 404


def test_the_outline_page_asks_the_same_number_of_queries_for_one_point_and_for_thirty(
    cast: Cast, browser_of: SignIn, django_assert_num_queries: Callable[..., object]
) -> None:
    client, address = browser_of(cast.chan), at(cast, "roadmaps:outline")
    add_point(by=cast.chan, group=cast.land, text="Forced evictions")
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(29):
        add_point(by=cast.chan, group=cast.land, text=f"Point {number}")
    with django_assert_num_queries(len(few)):
        page = client.get(address)
    assert page.content.decode().count(f">{cast.dara}</option>") == 31


def test_the_outline_goes_out_as_a_table_and_as_json(cast: Cast, browser_of: SignIn) -> None:
    add_point(by=cast.chan, group=cast.land, text="Evictions", evidence_wanted="Rulings", finder=cast.dara)
    client, row = browser_of(cast.vuthy), "FALSE,Evictions,Rulings,Dara"
    assert row in client.get(at(cast, "roadmaps:outline-csv")).getvalue().decode("utf-8-sig")
    told = client.get(at(cast, "roadmaps:outline-json")).json()["outline"]
    assert told == [{"heading": False, "text": "Evictions", "evidence_wanted": "Rulings", "who_finds_it": "Dara"}]


def test_the_roadmap_goes_out_as_word_and_names_nobody_but_the_rapporteur(cast: Cast, browser_of: SignIn) -> None:
    answer(by=cast.chan, group=cast.land, question=8, text="We meet in May.", version=0, now=timezone.now())
    propose(by=cast.chan, group=cast.land, text="Compensate families.", language="en", now=timezone.now())
    found = evidence(cast)
    found.seen_by = "public"
    found.save()
    cast.coalition.participations.filter(person=cast.chan).update(organisation=cast.forest)
    client = browser_of(cast.dara)
    client.post(at(cast, "roadmaps:roadmap-hand-out"), {"partner": "A friendly organisation"})
    out = cast.land.handouts.get()
    file = client.get(at(cast, "roadmaps:roadmap-word", handout=out.pk)).content
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        whole = b"".join(packed.read(name) for name in packed.namelist()).decode("utf-8", "replace")
    for told in ("A friendly organisation", "We meet in May.", "Compensate families.", "Dara", "Three titles"):
        assert told in whole
    assert "Chan" not in whole
    assert "Forest Watch" not in whole
    assert "Sophea" not in whole
    client.post(at(cast, "roadmaps:roadmap-received", handout=out.pk))
    out.refresh_from_db()
    assert out.received_on == today_of(cast.coalition)


def test_a_handout_of_another_group_is_not_there(cast: Cast, browser_of: SignIn) -> None:
    parts = {**cast.at_coalition, "group": cast.labour.pk, "handout": handout(cast).pk}
    assert browser_of(cast.sophea).get(reverse("roadmaps:roadmap-word", kwargs=parts)).status_code == 404


def test_the_roadmap_takes_the_same_number_of_queries_however_much_is_in_it(
    cast: Cast, browser_of: SignIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client, now = browser_of(cast.vuthy), timezone.now()
    for number in range(1, 11):
        answer(by=cast.chan, group=cast.land, question=number, text="x", version=0, owner=cast.dara, now=now)
    for number in range(20):
        propose(by=cast.chan, group=cast.land, text=f"Text {number}.", language="en", now=now)
    with django_assert_max_num_queries(24):
        client.get(at(cast, "roadmaps:roadmap"))


def test_an_outsider_finds_no_roadmap(cast: Cast) -> None:
    for page in ("roadmaps:roadmap", "roadmaps:roadmap-csv", "roadmaps:outline", "roadmaps:roadmap-blank-pdf"):
        assert Client().get(at(cast, page)).status_code == 404


def test_late_is_what_was_due_before_today_and_is_not_done() -> None:
    today = date(2026, 5, 2)
    assert is_overdue(date(2026, 5, 1), done=False, today=today)
    assert not is_overdue(date(2026, 5, 2), done=False, today=today)
    assert not is_overdue(date(2026, 5, 1), done=True, today=today)
    assert not is_overdue(None, done=False, today=today)


def test_a_line_moves_as_far_as_it_can() -> None:
    assert moved([1, 2, 3], 3, -1) == [1, 3, 2]
    assert moved([1, 2, 3], 1, -5) == [1, 2, 3]
    assert moved([1, 2, 3], 1, 9) == [2, 3, 1]


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_of_question_has_a_part_that_shows_what_is_known(kind: Kind) -> None:
    assert get_template(f"roadmaps/kinds/{kind}.html")


def test_the_question_on_what_was_done_answers_itself(cast: Cast, browser_of: SignIn) -> None:
    evidence(cast)
    page = browser_of(cast.dara).get(at(cast, "roadmaps:roadmap")).content.decode()
    assert "The group follows up 1 recommendation and has assessed 0." in page


def test_a_partner_reads_only_evidence_that_everyone_may_see(cast: Cast) -> None:
    found = evidence(cast)
    told = []
    for seen_by in ("coalition", "public"):
        found.seen_by = seen_by
        found.save()
        on = today_of(cast.coalition)
        told += [str(roadmap_document(cast.land, partner=each, today=on)) for each in ("", "A partner")]
    assert [found.what in each for each in told] == [True, False, True, True]
    assert " · not verified)" in told[-1]
