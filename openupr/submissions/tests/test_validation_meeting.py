"""The validation meeting: what the room sees, what each organisation says, what becomes of objections."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from openupr.accounts.tests.examples import person
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.submissions.models import Stance
from openupr.submissions.paragraphs import add_paragraph

from .conftest import SignIn
from .examples import Drafted
from .test_drafting_pages import at


def _object(sophea: object, people: Cast, draft: Drafted) -> Stance:
    given = {"organisation": people.forest.pk, "says": "object", "words": "Too harsh."}
    sophea.post(at(draft, "stance"), given)  # type: ignore[attr-defined]
    return draft.section.stances.get()


def test_the_projector_shows_the_section_that_is_open_and_each_word_as_it_is_recorded(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea, room = browser_of(people.sophea), browser_of(people.vuthy)
    projector, stage = at(draft, "validation-projector"), at(draft, "validation-stage")
    assert "No section is open yet" in room.get(projector).content.decode()
    sophea.post(at(draft, "validation-show"))
    whole = room.get(projector).content.decode()
    assert draft.section.heading in whole
    assert f'hx-get="{stage}"' in whole
    assert "Land was taken." in whole
    sophea.post(at(draft, "stance"), {"organisation": people.forest.pk, "says": "amend", "words": "Say how much."})
    live = room.get(stage).content.decode()
    assert "<html" not in live
    assert "Say how much." in live
    assert live.count("not heard yet") <= 1  # all who are silent stand in one line
    assert "agrees with an amendment" in live


def test_the_projector_follows_to_the_next_section_and_is_empty_after_the_meeting(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea = browser_of(people.sophea)
    sophea.post(at(draft, "validation-show"))
    other = draft.submission.sections.exclude(pk=draft.section.pk)[0]
    sophea.post(at(draft, "validation-show", section=other.pk))
    assert [each.pk for each in draft.submission.sections.filter(on_projector=True)] == [other.pk]
    assert other.heading in sophea.get(at(draft, "validation-stage")).content.decode()
    sophea.post(at(draft, "validation-end"))
    assert "No section is open yet" in sophea.get(at(draft, "validation-stage")).content.decode()


def test_an_organisation_agrees_by_one_button_and_an_objection_is_asked_for_its_words(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea = browser_of(people.sophea)
    address = at(draft, "validation-section")
    assert f"?organisation={people.forest.pk}&amp;says=object#say" in sophea.get(address).content.decode()
    form = sophea.get(address, {"organisation": people.forest.pk, "says": "object"}).context["form"]
    assert (form["organisation"].value(), form["says"].value()) == (str(people.forest.pk), "object")
    sophea.post(at(draft, "stance"), {"organisation": people.forest.pk, "says": "agree"})
    assert draft.section.stances.get().says == "agree"
    assert f"Recorded: {people.forest.name} agrees." in sophea.get(address).content.decode()
    assert sophea.get(address, {"organisation": "x" * 200, "says": "\x00"}).status_code == 200


def test_an_objection_is_a_task_of_its_owner_until_it_is_settled(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea = browser_of(people.sophea)
    stance = _object(sophea, people, draft)
    assert "Too harsh." in sophea.get(at(draft, "tasks")).content.decode()
    past = today_there() - datetime.timedelta(days=2)
    sophea.post(at(draft, "stance-see-to", stance=stance.pk), {"organisation": people.forest.pk, "due": past})
    assert "objection of" in sophea.get(at(draft, "tasks")).content.decode()
    assert "1 is overdue" in sophea.get(at(draft, "submission")).content.decode()
    sophea.post(at(draft, "stance-settle", stance=stance.pk), {"answer": "Reworded by both."})
    told = sophea.get(at(draft, "validation")).content.decode()
    assert "Reworded by both." in told
    assert "Objections that are not settled" not in told
    assert "Too harsh." not in sophea.get(at(draft, "tasks")).content.decode()
    assert "objection" not in sophea.get(at(draft, "submission")).content.decode()


def test_a_day_that_is_none_is_refused_and_what_was_typed_stands_there(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    sophea = browser_of(people.sophea)
    stance = _object(sophea, people, draft)
    answer = sophea.post(at(draft, "stance-see-to", stance=stance.pk), {"due": "the day after"})
    assert answer.status_code == 422
    assert "the day after" in answer.content.decode()
    long = sophea.post(at(draft, "stance-settle", stance=stance.pk), {"answer": "x" * 9000}, follow=True)
    assert "2,000 characters" in long.content.decode()
    assert Stance.objects.get().settled is False


def test_only_members_see_the_projector_and_only_who_leads_the_meeting_changes_it(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    assert browser_of(person("Maly")).get(at(draft, "validation-projector")).status_code == 404
    assert browser_of(people.vuthy).post(at(draft, "validation-show")).status_code == 403
    assert not draft.submission.sections.filter(on_projector=True).exists()


def test_paragraphs_show_the_numbers_that_the_word_file_gives_them(
    people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    first = draft.submission.sections.all()[0]
    for text in ("One.\n\n- a list\n\nTwo.", "| a |\n|---|\n| table |", "Three."):
        add_paragraph(by=people.sophea, section=first, text=text, now=timezone.now())
    add_paragraph(by=people.sophea, section=draft.section, text="Five.", now=timezone.now())
    vuthy = browser_of(people.vuthy)
    marked = re.compile(r'class="number">(\d+)\.</span> (\w+)')
    expected = [("4", "Land"), ("5", "Five")]
    assert marked.findall(vuthy.get(at(draft, "section")).content.decode()) == expected
    assert marked.findall(vuthy.get(at(draft, "validation-section")).content.decode()) == expected
    assert marked.findall(vuthy.get(at(draft, "file", kind="html")).content.decode())[-5:] == [
        ("1", "One"),
        ("2", "Two"),
        ("3", "Three"),
        *expected,
    ]


def test_the_projector_asks_the_database_as_often_for_many_paragraphs_and_words_as_for_one(
    people: Cast, draft: Drafted, browser_of: SignIn, django_assert_num_queries: Any
) -> None:
    sophea, address = browser_of(people.sophea), at(draft, "validation-stage")
    sophea.post(at(draft, "validation-show"))
    sophea.get(address)
    with CaptureQueriesContext(connection) as few:
        sophea.get(address)
    asked = len(few)  # counted now: the next request begins the count anew
    for number in range(5):
        add_paragraph(by=people.sophea, section=draft.section, text=f"Number {number}.", now=timezone.now())
    sophea.post(at(draft, "stance"), {"organisation": people.forest.pk, "says": "amend", "words": "Say how much."})
    with django_assert_num_queries(asked):
        sophea.get(address)


@pytest.mark.parametrize("says", ["object", "amend"])
def test_an_objection_without_words_is_asked_for_some_and_not_recorded(
    says: str, people: Cast, draft: Drafted, browser_of: SignIn
) -> None:
    given = {"organisation": people.forest.pk, "says": says, "words": "  "}
    answer = browser_of(people.sophea).post(at(draft, "stance"), given)
    assert (answer.status_code, draft.section.stances.count()) == (422, 0)
    page = answer.content.decode()
    assert "Say in a few words what has to change" in page
    assert answer.context["form"]["says"].value() == says
