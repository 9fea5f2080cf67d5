"""The annex tells what each roadmap answers, typed or known; it names nobody."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from openupr.coalitions.tests.examples.cast import Cast
from openupr.documents.word import write_markdown
from openupr.proposals.adoption import decide_proposal, put_forward
from openupr.proposals.proposals import propose, save_wording
from openupr.recommendations.coverage import Coverage
from openupr.recommendations.question import Question
from openupr.reports.activity_report import report_of
from openupr.reports.document import document_of
from openupr.reports.roadmaps import followed_up, responses_so_far, said_before
from openupr.roadmaps.answers import answer_at_the_table
from openupr.roadmaps.handouts import roadmap_document
from openupr.roadmaps.record_answer import Counts, FromState, RecordAnswer
from openupr.workshops.models import Workshop
from openupr.workshops.support import hand_in_roadmap

# What a report says is written in Python; test_names has one made there.
pytestmark = pytest.mark.thorough("on PostgreSQL")

NOON = datetime(2018, 3, 13, 12, tzinfo=UTC)


def test_what_nobody_typed_is_told_from_the_facts_and_what_nothing_answers_is_not_answered(
    two_days: Workshop, cast: Cast
) -> None:
    hand_in_roadmap(by=cast.dara, group=cast.land, workshop=two_days, today=date(2018, 3, 14))
    annex = write_markdown(document_of(report_of(two_days, now=timezone.now()))).partition("handed in on")[2]
    cast.land.organisations.add(cast.forest)
    with_one = write_markdown(document_of(report_of(two_days, now=timezone.now()))).partition("handed in on")[2]
    assert "whose name the report leaves out for their safety" in annex
    assert all(f"{number}. " in annex.replace("\\", "") for number in range(1, 11))
    assert annex.count("Not answered.") == with_one.count("Not answered.") + 1 > 5
    assert "1 organisation takes part." in with_one
    assert cast.forest.name not in with_one


def test_the_record_answers_with_numbers_shares_and_what_it_lacks() -> None:
    counts = Counts(Question(), 4, Counter({"supported": 3, "": 1}))
    from_one = FromState("THA", "Thailand", counts)
    record = RecordAnswer(counts, [from_one], [], Coverage(loaded=(6, 18), missing=(32,)), "", {})
    told = said_before(record)
    assert "4 recommendations on the group’s issues, from 1 State: Thailand 4." in told
    assert "Not loaded: session 32." in told
    many = replace(record, states=[FromState(f"S{n:02}", f"State {n}", counts) for n in range(12)])
    assert said_before(many).count("State ") == 10
    assert "State 9 4 and 2 more States." in said_before(many)
    assert responses_so_far(record) == "Of these 4: Supported 3 (75%), no response recorded 1 (25%)."
    assert said_before(None) == responses_so_far(None) == followed_up(0) == ""


def test_where_no_roadmap_was_handed_in_the_annex_does_not_say_that_groups_answered(two_days: Workshop) -> None:
    text = write_markdown(document_of(report_of(two_days, now=timezone.now())))
    assert "Each group answers these questions:" in text
    assert "No roadmap was handed in after this workshop so far." in text


def test_the_annex_says_which_recommendations_that_the_report_counts_it_does_not_print(
    two_days: Workshop, cast: Cast
) -> None:
    for group, who in ((cast.land, cast.dara), (cast.labour, cast.sophea)):
        made = propose(by=who, group=group, text=f"Do what {group.name} asks.", language="en", now=NOON)
        put_forward(by=who, proposal=made, now=NOON)
    hand_in_roadmap(by=cast.dara, group=cast.land, workshop=two_days, today=date(2018, 3, 14))
    annex = (
        write_markdown(document_of(report_of(two_days, now=timezone.now())))
        .partition("Group roadmaps")[2]
        .replace("\\", "")
    )
    assert "1 draft recommendation that this report counts is not here" in annex
    assert "(Labour)" in annex
    hand_in_roadmap(by=cast.sophea, group=cast.labour, workshop=two_days, today=date(2018, 3, 14))
    assert "not here:" not in write_markdown(document_of(report_of(two_days, now=timezone.now())))


FOUR = ["Release all land defenders.", "Map communal land by 2028.", "Pay for lawyers.", "Ratify ILO Convention 169."]


def test_what_a_table_answered_to_question_4_stands_in_the_annex_once(two_days: Workshop, cast: Cast) -> None:
    numbered = "\n".join(f"{n}. {each}" for n, each in enumerate(FOUR, start=1))
    answer_at_the_table(group=cast.land, question=4, text=numbered, version=0, day=None, now=NOON)
    hand_in_roadmap(by=cast.dara, group=cast.land, workshop=two_days, today=date(2018, 3, 14))

    def printed() -> tuple[str, str]:
        annex = write_markdown(document_of(report_of(two_days, now=timezone.now()))).partition("handed in on")[2]
        return annex, write_markdown(roadmap_document(cast.land, partner="A partner", today=date(2018, 3, 14)))

    for text in printed():
        assert [text.count(each.rstrip(".")) for each in FOUR] == [1, 1, 1, 1]
    # What somebody words anew does not bring the table's wording back beside it.
    first = cast.land.proposals.get(number=1).wordings.get()
    given = {"language": first.language, "text": "Free them all.", "version": first.version}
    save_wording(by=cast.dara, proposal=first.proposal, **given, now=NOON)
    for text in printed():
        assert (text.count("Free them all"), text.count("Release all land defenders")) == (1, 0)
    # What the table said besides, and what was dropped since, is its answer still.
    answer_at_the_table(
        group=cast.land, question=4, text=f"{numbered}\n5. We talk about water next.", version=1, day=None, now=NOON
    )
    decide_proposal(
        by=cast.dara, proposal=cast.land.proposals.get(number=5), state="dropped", reason="No ask", now=NOON
    )
    for text in printed():
        assert text.count("We talk about water next") == 1
