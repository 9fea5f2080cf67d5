"""What the next review's coalition takes along of the follow-up."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from openupr.coalitions.carry_over import NeedsAlso, start_next_coalition
from openupr.coalitions.models import Coalition
from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.assessments import assess_for_organisation, write_claim
from openupr.followup.group_lines import assess, give_owner
from openupr.followup.models import Assessment, Evidence
from openupr.followup.tests.examples import evidence_file, follow_up

TODAY = date(2026, 11, 28)
ALL = ["organisations", "groups", "recommendations", "evidence"]


def start(cast: Cast, *take: str) -> Coalition:
    whole: dict[str, Any] = {"coalition": cast.coalition, "name": "Next", "languages": ["en"], "take": take or ALL}
    made: Coalition = start_next_coalition(by=cast.sophea, now=timezone.now(), **whole)
    return made


@pytest.fixture
def said(cast: Cast) -> Cast:
    """Land follows one recommendation up; Land, Forest Watch and the Government say how far it is;
    evidence, a file.
    """
    line, listed = follow_up(cast), follow_up(cast).listed
    evidence_file(cast)
    give_owner(by=cast.chan, follow_up=line, owner=cast.chan, due=date(2027, 1, 1), today=TODAY)
    assess(by=cast.chan, follow_up=line, done="begun", note="Some.", version=0, today=TODAY)
    given = {"organisation": cast.forest, "reason": "Seen.", "today": TODAY, "named": True}
    assess_for_organisation(by=cast.nary, listed=listed, level="nothing", **given)
    assess_for_organisation(by=cast.nary, listed=listed, level="begun", **given)
    claim = {"level": "done", "reason": "A law.", "source": "Report", "today": TODAY}
    write_claim(by=cast.sophea, listed=listed, **claim)
    return cast


def test_recommendations_go_along_with_all_that_was_said_and_its_history_but_no_names(said: Cast) -> None:
    new = start(said)
    [listed] = new.follow_up_list.all()
    voices = {(each.whose, each.level, each.current) for each in listed.assessments.all()}
    assert voices == {
        ("Land", "begun", True),
        ("Forest Watch", "nothing", False),
        ("Forest Watch", "begun", True),
        ("Government", "done", True),
    }
    assert not listed.assessments.exclude(said_by=None).exists()
    assert not listed.assessments.filter(named=True).exists()
    [line] = listed.follow_ups.all()
    assert (line.group.coalition, line.done, line.note, line.owner, line.due) == (new, "begun", "Some.", None, None)
    assert said.coalition.follow_up_list.get().assessments.count() == 4


def test_evidence_goes_along_with_its_file_and_without_names(said: Cast) -> None:
    [made] = Evidence.objects.filter(listed__coalition=start(said))
    assert (made.what, made.source, made.added_by, made.checked_by) == (
        "Three titles",
        "The ministry's site",
        None,
        None,
    )
    assert bytes(made.file.data) == b"\x89PNG"
    assert made.group is not None
    assert made.group.coalition == made.coalition


@pytest.mark.parametrize("change", [{"seen_by": "own"}, {"personal_until": date(2030, 1, 1)}])
def test_evidence_for_its_group_alone_or_with_personal_data_stays_behind(change: dict[str, Any], said: Cast) -> None:
    Evidence.objects.update(**change)
    assert not Evidence.objects.filter(listed__coalition=start(said)).exists()


def test_recommendations_do_not_go_without_those_who_judge_them(said: Cast) -> None:
    with pytest.raises(NeedsAlso):
        start(said, "recommendations", "groups")
    assert Coalition.objects.count() == 1
    assert Assessment.objects.count() == 4
