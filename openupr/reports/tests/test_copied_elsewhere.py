"""What a report prints is written in many places: none takes words of a testimony, and none keeps them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from openupr.coalitions.models import Answer, Consultation
from openupr.coalitions.rules.refusals import CopiesATestimony
from openupr.coalitions.services.consultations import record_consultation
from openupr.coalitions.services.decisions import ask_organisations
from openupr.coalitions.services.groups import create_group
from openupr.coalitions.services.roadmap import answer
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.documents.word import write_markdown
from openupr.reports.queries.document import document_of
from openupr.reports.queries.report import report_of
from openupr.testimonies.models import Testimony
from openupr.testimonies.queries.copies import copied_from_testimonies
from openupr.testimonies.rules.codes import fresh_code
from openupr.testimonies.services.testifying import make_slips, put_testimony_in, type_in
from openupr.testimonies.services.withdrawing import withdraw
from openupr.timeline.models import Milestone
from openupr.workshops.models import Achievement, Lesson, SessionNote, WayForward, Workshop
from openupr.workshops.services.box import open_its_box
from openupr.workshops.services.way_forward import agree_next_step

from .test_voices import WORDS, released

NOW = datetime(2018, 3, 14, 9, tzinfo=UTC)
TODAY = date(2018, 3, 14)
COPY = f"One said: {WORDS}"
FROM_A_PHONE = "The river took our house and both cows."
FORMS = {
    "achievement": {"text": COPY},
    "lesson": {"topic": "safety", "text": "We were in a hurry.", "next_time": COPY},
    "offer": {"partner": "Example Centre", "kind": "training", "text": COPY},
}


def of(workshop: Workshop) -> str:
    return f"/coalitions/{workshop.coalition.key}/workshops/{workshop.pk}/"


@pytest.mark.parametrize("what", FORMS)
def test_what_is_written_up_refuses_words_of_a_testimony(
    what: str, two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    released(cast, two_days, consent="public")
    refused = browser_of(cast.sophea).post(f"{of(two_days)}after/note/{what}/", FORMS[what])
    assert refused.status_code == 422
    assert "These words stand in a testimony" in refused.content.decode()
    assert not Achievement.objects.exists()
    assert not Lesson.objects.exists()


def test_a_note_of_a_session_refuses_them_at_its_field(two_days: Workshop, cast: Cast, browser_of: SignIn) -> None:
    released(cast, two_days, consent="public")
    session = two_days.days.get(date=two_days.days.first().date).sessions.first()
    refused = browser_of(cast.sophea).post(f"{of(two_days)}sessions/{session.pk}/notes/", {"text": COPY, "seen": ""})
    assert refused.status_code == 422
    assert "These words stand in a testimony" in refused.content.decode()
    assert COPY in refused.content.decode(), "what was typed is not lost"
    assert not SessionNote.objects.exists()


def test_next_steps_consultations_and_roadmaps_refuse_them(two_days: Workshop, cast: Cast) -> None:
    released(cast, two_days, consent="public")
    coalition = two_days.coalition
    with pytest.raises(CopiesATestimony):
        agree_next_step(by=cast.sophea, workshop=two_days, text=COPY, today=TODAY)
    with pytest.raises(CopiesATestimony):
        record_consultation(by=cast.sophea, coalition=coalition, day=TODAY, place="A village", said=COPY, today=TODAY)
    with pytest.raises(CopiesATestimony):
        answer(by=cast.sophea, group=coalition.groups.first(), question=1, text=COPY, version=0, now=NOW)
    with pytest.raises(CopiesATestimony):
        create_group(by=cast.sophea, coalition=coalition, name="Water", focus=COPY)
    options = [("Together", ""), ("Apart", "")]
    with pytest.raises(CopiesATestimony):
        ask_organisations(by=cast.sophea, coalition=coalition, question=COPY, options=options, today=TODAY)
    assert not WayForward.objects.exists()
    assert not Consultation.objects.exists()
    assert not Answer.objects.exclude(text="").exists()


def test_words_that_were_typed_in_are_refused_while_the_box_is_open_to_who_types_in(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    box = open_its_box(by=cast.sophea, workshop=two_days, today=TODAY)
    put_testimony_in(box=box, code=fresh_code(), text=FROM_A_PHONE, phrase="", consent="public")
    assert copied_from_testimonies([FROM_A_PHONE], two_days.coalition, cast.sophea) == {}, "nobody has read it"
    ((slip, _code),) = make_slips(by=cast.sophea, box=box, codes=[fresh_code()])
    type_in(by=cast.sophea, box=box, slip=slip, text=WORDS, phrase="", consent="public")
    refused = browser_of(cast.sophea).post(f"{of(two_days)}after/note/achievement/", FORMS["achievement"])
    assert refused.status_code == 422
    for other in (cast.chan, cast.dara, None):
        assert copied_from_testimonies([COPY], two_days.coalition, other) == {}, "nobody looks into an open box"


def test_copies_go_when_it_is_taken_back(two_days: Workshop, cast: Cast) -> None:
    group, session = two_days.coalition.groups.first(), two_days.days.first().sessions.first()
    note = SessionNote.objects.create(session=session, text=COPY)
    reached = Achievement.objects.create(workshop=two_days, text=COPY)
    step = agree_next_step(by=cast.sophea, workshop=two_days, text=COPY, day=date(2018, 5, 1), today=TODAY)
    answered = answer(by=cast.sophea, group=group, question=1, text=COPY, version=0, now=NOW)
    code = released(cast, two_days, consent="public")
    # As if all of that had been written once somebody had read it.
    Testimony.objects.update(stood=[])
    assert "left with a task" in write_markdown(document_of(report_of(two_days, now=timezone.now())))
    withdraw(code=code)
    for held in (note, reached, step, answered):
        held.refresh_from_db()
        assert held.text.startswith("One said: (words of a testimony that was taken back)")
    assert "left with a task" not in write_markdown(document_of(report_of(two_days, now=timezone.now())))
    assert Milestone.objects.get(key=step.key).title == step.text
    assert answered.version == 2, "whoever has it open does not save it back unseen"
    assert [(each.version, each.text) for each in answered.versions.all()] == [(2, answered.text), (1, answered.text)]
