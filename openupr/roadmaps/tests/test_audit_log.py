"""The audit log says one thing a line and names what it was done with, never what was written."""

import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.accounts.actions import words_for
from openupr.accounts.audit_log import audit_log
from openupr.coalitions.audit_log import forget_authorship
from openupr.coalitions.group_members import join_group, leave_group
from openupr.coalitions.groups import close_group, create_group
from openupr.coalitions.models import Group, Participation
from openupr.coalitions.people import change_part
from openupr.coalitions.tests.examples.cast import Cast
from openupr.decisions.tests.examples import TODAY
from openupr.proposals.proposals import propose, save_wording
from openupr.roadmaps.answers import answer
from openupr.roadmaps.outline import add_point, remove_point
from openupr.roadmaps.plenary import call_group

from .conftest import SignIn
from .examples.plenary import plenary

CANARY = "Chanthy was taken at night"
NOW = timezone.now()


def told(cast: Cast) -> list[str]:
    lines = reversed(audit_log(cast.coalition.key))
    return [f"{line.what}: {line.thing}" if line.thing else str(line.what) for line in lines]


def test_two_things_that_one_role_may_do_are_two_sentences_and_name_the_group(cast: Cast) -> None:
    close_group(by=cast.sophea, group=cast.labour, closed=True)
    close_group(by=cast.sophea, group=cast.labour, closed=False)
    create_group(by=cast.sophea, coalition=cast.coalition, name="Elders")
    join_group(by=cast.nary, group=cast.land, today=TODAY)
    leave_group(by=cast.nary, group=cast.land)
    assert told(cast) == [
        "Close a group: Labour",
        "Open a group again: Labour",
        "Create a group: Elders",
        "Join a group: Land",
        "Leave a group: Land",
    ]


def test_what_was_written_with_is_named_and_never_what_was_written(cast: Cast, browser_of: SignIn) -> None:
    proposal = propose(by=cast.chan, group=cast.land, text=CANARY, language="en", now=NOW)
    save_wording(by=cast.dara, proposal=proposal, language="en", text=f"{CANARY} again", version=1, now=NOW)
    answer(by=cast.chan, group=cast.land, question=8, text=CANARY, version=0, now=NOW)
    point = add_point(by=cast.chan, group=cast.land, text=CANARY)
    remove_point(by=cast.chan, point=point)
    call_group(by=cast.bopha, plenary=plenary(cast), group=cast.land, now=NOW)
    assert [line for line in told(cast) if not line.startswith("Open a plenary")] == [
        "Draft a recommendation: Land, 1",
        "Change the wording of a recommendation: Land, 1",
        "Answer a question of the roadmap: Land, question 8",
        "Add a line to the outline: Land",
        "Take a line out of the outline: Land",
        "Call a group to present: Land",
    ]
    shown = browser_of(cast.sophea).get(reverse("coalitions:audit-log", kwargs=cast.at_coalition)).content.decode()
    assert "Draft a recommendation: <span" in shown
    assert "Chanthy" not in shown


def test_whom_somebody_gave_another_role_is_named_until_it_is_forgotten(cast: Cast) -> None:
    part = Participation.objects.get(person=cast.nary)
    given = {"role": "observer", "organisation": None, "groups": [], "now": timezone.now()}
    change_part(by=cast.sophea, part=part, **given)
    assert told(cast) == ["Change somebody's role, organisation or groups: Nary"]
    forget_authorship(by=cast.sophea, coalition=cast.coalition, now=timezone.now(), in_danger=True)
    assert "Nary" not in str(told(cast))


@pytest.mark.parametrize(
    ("kept", "told_today"),
    [
        ("roadmaps.word-proposal:word", "Change the wording of a recommendation"),
        ("roadmaps.settle-proposal:settle=adopted", "Record that the group adopted a recommendation"),
        ("roadmaps.settle-proposal:settle=dropped", "Drop a recommendation"),
    ],
)
def test_lines_of_older_versions_read_as_they_did(kept: str, told_today: str) -> None:
    assert str(words_for(kept)) == told_today


def test_what_is_no_longer_there_says_so(cast: Cast) -> None:
    made = create_group(by=cast.sophea, coalition=cast.coalition, name="Elders")
    Group.objects.filter(pk=made.pk).delete()
    assert told(cast) == ["Create a group: (no longer there)"]


def test_a_long_audit_log_is_read_page_by_page(cast: Cast, browser_of: SignIn) -> None:
    for number in range(61):
        create_group(by=cast.sophea, coalition=cast.coalition, name=f"Group {number}")
    client, address = browser_of(cast.sophea), reverse("coalitions:audit-log", kwargs=cast.at_coalition)
    first, second = client.get(address).content.decode(), client.get(address, {"page": 2}).content.decode()
    assert ("Group 60<" in first, "Group 0<" in first) == (True, False)
    assert ("Group 60<" in second, "Group 0<" in second) == (False, True)
    for strange in ("-1", "0x2", "9" * 30, "two", "\x00"):
        assert client.get(address, {"page": strange}).status_code == 200
