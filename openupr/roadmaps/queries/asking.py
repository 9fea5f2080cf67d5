"""What a group's recommendations and roadmap ask of its people, for a message to copy."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from openupr.coalitions.messages import GroupAsk
from openupr.coalitions.models import Group
from openupr.coalitions.next_steps import is_anything_lodged

from ..models import Proposal
from .proposals import proposals_of
from .roadmap import roadmap_of
from .stances import StanceTally, stance_tallies


def ask_group(group: Group, today: date) -> Iterator[GroupAsk]:
    """To answer the group's recommendations; where none waits, the questions of its roadmap. Nothing once lodged."""
    if is_anything_lodged(group.coalition):
        return
    before = [each for each in proposals_of(group) if each.may_be_adopted]
    asked = ask_to_answer(group, before, stance_tallies(before))
    if asked:
        yield asked
        return
    roadmap = roadmap_of(group, today=today)
    still_open = len(roadmap.lines) - roadmap.done
    if still_open:
        words = ngettext("A question of our roadmap is open.", "%(n)s questions of our roadmap are open.", still_open)
        path = reverse("roadmaps:roadmap", args=[group.coalition.key, group.pk])
        yield GroupAsk(words % {"n": still_open}, path)


def ask_to_answer(group: Group, before: Iterable[Proposal], tallies: Mapping[int, StanceTally]) -> GroupAsk | None:
    """To answer those of these recommendations on which a member but the rapporteur has not spoken; None without."""
    waiting = sum(tallies[each.pk].waits_for_members for each in before)
    if not waiting:
        return None
    words = ngettext("A recommendation waits for your answer.", "%(n)s recommendations wait for your answer.", waiting)
    path = reverse("roadmaps:proposals", args=[group.coalition.key, group.pk])
    return GroupAsk(words % {"n": waiting}, f"{path}?only=speak")
