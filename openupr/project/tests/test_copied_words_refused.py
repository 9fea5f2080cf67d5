"""Words of a testimony are refused wherever somebody with an account writes: a copy would leave a gap one day."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

import openupr
from openupr.accounts.services.rooms import enter_room
from openupr.coalitions.models import Group
from openupr.coalitions.permissions.roles import circle
from openupr.coalitions.rules.refusals import CopiesATestimony
from openupr.coalitions.services import events, groups
from openupr.coalitions.services.refusals import check_given
from openupr.coalitions.tests.examples.cast import Cast, cast
from openupr.followup import services as follow_ups
from openupr.roadmaps.models import Comment, Feedback, Proposal
from openupr.roadmaps.services import outline, plenary, proposals
from openupr.submissions.models import Claim, Paragraph, Remark, Suggestion
from openupr.submissions.services import beginning, remarks, writing
from openupr.submissions.tests.examples import Drafted, drafted
from openupr.testimonies.models import Testimony
from openupr.testimonies.services.boxes import change_box, open_box

from .test_quoting_testimonies import released

WORDS = "They came at night and took all that we had."
COPY = f"One of us told: {WORDS}"
DAY = date(2018, 3, 14)


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def draft(people: Cast) -> Drafted:
    return drafted(people)


@pytest.mark.parametrize(
    ("name", "given", "model"),
    [
        ("remark", {"text": COPY}, Remark),
        ("suggest", {"text": COPY}, Suggestion),
        ("claim-add", {"source": COPY, "kind": "un"}, Claim),
    ],
)
def test_what_is_said_on_a_paragraph_refuses_them_and_keeps_what_was_typed(
    name: str, given: dict[str, str], model: type, people: Cast, draft: Drafted
) -> None:
    released(people, public=WORDS)
    chan = Client()
    chan.force_login(people.chan)
    refused = chan.post(
        reverse(f"submissions:{name}", kwargs={**draft.at_section, "paragraph": draft.paragraph.pk}), given
    )
    assert refused.status_code == 422
    assert "These words stand in a testimony" in refused.content.decode()
    assert COPY in refused.content.decode()
    assert not model.objects.exists()


WRITTEN: dict[str, Callable[[Cast, Drafted], object]] = {
    "a comment": lambda known, draft: proposals.comment(
        by=known.rithy, proposal=a_proposal(known), text="Where?", evidence=COPY, now=now()
    ),
    "an event": lambda known, draft: events.note_event(
        by=known.sophea, coalition=known.coalition, title="An election", day=DAY, risk=COPY, today=DAY
    ),
    "a recommendation of one's own": lambda known, draft: follow_ups.write_in(
        by=known.chan, group=known.land, text=COPY
    ),
    "a point of the outline": lambda known, draft: outline.add_point(by=known.chan, group=known.land, text=COPY),
    "a heading": lambda known, draft: beginning.add_section(
        by=known.sophea, submission=draft.submission, heading=COPY, kind="other"
    ),
}


def a_proposal(known: Cast) -> Proposal:
    return proposals.propose(by=known.chan, group=known.land, text="Give the land back.", language="en", now=now())


def known_since_then() -> None:
    """As if what stands elsewhere had been written once somebody had read the testimony."""
    Testimony.objects.update(stood=[])


@pytest.mark.parametrize("what", WRITTEN)
def test_every_room_refuses_them(what: str, people: Cast, draft: Drafted) -> None:
    released(people, public=WORDS)
    with pytest.raises(CopiesATestimony):
        WRITTEN[what](people, draft)
    assert not Comment.objects.exists()


def test_the_title_of_a_box_refuses_them_and_stays_as_it_stood(people: Cast) -> None:
    given = {"questions": ["useful"], "takes_testimonies": True}
    at = {"by": people.sophea, "coalition": people.coalition, "today": DAY}
    box = open_box(title=COPY, **at, **given)
    released(people, public=WORDS)
    known_since_then()
    assert change_box(by=people.sophea, box=box, title=COPY, **given).title == COPY
    with pytest.raises(CopiesATestimony):
        change_box(by=people.sophea, box=box, title=f"{COPY} Again.", **given)
    with pytest.raises(CopiesATestimony):
        open_box(title=COPY, **at, **given)


def test_what_stands_in_one_place_is_refused_in_another(people: Cast) -> None:
    land = groups.create_group(by=people.sophea, coalition=people.coalition, name="Water", focus=COPY)
    released(people, public=WORDS)
    known_since_then()
    groups.edit_group(
        by=people.sophea, group=land, name="Rivers", focus=COPY, issues=(), populations=(), organisations=()
    )
    assert Group.objects.get(pk=land.pk).name == "Rivers"
    with pytest.raises(CopiesATestimony):
        groups.create_group(by=people.sophea, coalition=people.coalition, name=COPY, focus="")
    with pytest.raises(CopiesATestimony):
        groups.create_group(by=people.sophea, coalition=people.coalition, name="More water", focus=COPY)


def test_an_earlier_text_that_holds_them_is_not_brought_back(people: Cast, draft: Drafted) -> None:
    at = {"by": people.chan, "now": now()}
    copy = writing.add_paragraph(section=draft.section, text=COPY, **at)
    writing.write_paragraph(paragraph=copy, text="Said otherwise.", version=1, **at)
    gone = writing.add_paragraph(section=draft.section, text=f"Again: {COPY}", **at)
    writing.remove_paragraph(by=people.chan, paragraph=gone, now=now())
    claim = remarks.add_claim(paragraph=draft.paragraph, source=COPY, kind="un", **at)
    remarks.remove_claim(claim=claim, **at)
    taken_away, source = draft.section.source_history.order_by("pk")[::-1]
    released(people, public=WORDS)
    known_since_then()
    for anchor in (copy.anchor, gone.anchor):
        earlier = draft.section.history.filter(anchor=anchor).order_by("version").first()
        with pytest.raises(CopiesATestimony):
            writing.restore(section=draft.section, version=earlier, seen=2, **at)
    with pytest.raises(CopiesATestimony):
        remarks.bring_claim_back(section=draft.section, version=source, seen=taken_away.pk, **at)
    assert not Claim.objects.exists()
    assert not Paragraph.objects.filter(text__contains="took all").exists()


def test_what_stood_there_before_does_not_stop_who_changes_something_else(people: Cast, draft: Drafted) -> None:
    section = beginning.add_section(by=people.sophea, submission=draft.submission, heading=COPY, kind="other")
    released(people, public=WORDS)
    known_since_then()
    arranged = {"weight": 2, "budget": None, "group": None}
    beginning.change_section(by=people.sophea, section=section, heading=f" {COPY}", **arranged)
    section.refresh_from_db()
    assert section.weight == 2
    with pytest.raises(CopiesATestimony):
        beginning.change_section(by=people.sophea, section=section, heading=f"{COPY} Again.", **arranged)
    with pytest.raises(CopiesATestimony):
        beginning.change_cover(by=people.sophea, submission=draft.submission, title=COPY, key_words="", contact="")


def test_a_phone_in_the_room_is_not_told_what_lies_in_a_box(people: Cast) -> None:
    released(people, public=WORDS)
    opened = plenary.open_plenary(by=people.sophea, coalition=people.coalition, minutes=5, today=localdate())
    guest, _token = enter_room(code=opened.room.code, now=now())
    plenary.give_feedback(by=guest, plenary=opened, group=people.land, text=COPY)
    assert Feedback.objects.count() == 1


def test_the_frame_of_every_slice_looks_through_what_is_written() -> None:
    frames = {path.parts[-3] for path in Path(openupr.__file__).parent.glob("*/services/acting.py")}
    # People and organisations lie below coalitions; testimonies are the words themselves.
    of_none = {"accounts", "testimonies"}
    for each in frames - of_none:
        assert import_module(f"openupr.{each}.services.acting").act.check is check_given
    assert frames > of_none


def test_a_text_costs_one_query_where_nobody_has_testified_and_a_short_one_none(
    people: Cast, draft: Drafted, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    # Whoever asked for roles and circle has the coalition by then.
    circle(draft.paragraph)
    given = {"paragraph": draft.paragraph, "text": "Where was that?"}
    with django_assert_num_queries(0):
        check_given(people.chan, draft.paragraph, given)
    with django_assert_num_queries(1):
        check_given(people.chan, draft.paragraph, given | {"text": "Where was that, and who saw it?", "more": COPY})
