"""The recommendations that a group proposes: a part of what the table of roadmaps is tried on."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from openupr.coalitions.tests.examples.cast import FOUNDED, Cast
from openupr.decisions.models import Consultation
from openupr.proposals.adoption import answer_objection, decide_proposal, give_stance, put_forward
from openupr.proposals.consultations import name_consulted, unname_consulted
from openupr.proposals.earlier_list import mark_earlier
from openupr.proposals.models import Comment, Proposal, Stance
from openupr.proposals.proposals import comment, confirm_facts, propose, resolve, save_wording

INTERNAL: Mapping[str, str] = {
    "openupr.proposals.proposals.write_down": "proposing and the answer of the group's table write it",
    "openupr.proposals.proposals.keep_version": "whoever words a recommendation keeps its versions",
    "openupr.proposals.adoption.keep_objections": "speaking again and adopting keep what was worked on",
    "openupr.proposals.earlier_list.mark_listed": "it marks by `mark_earlier`",
    "openupr.proposals.carry_over": "part of starting the next review's coalition",
    "openupr.proposals.forgetting": "accounts call it when authorship in a circle is forgotten",
}
_LISTS = ("proposals", "proposals-csv", "proposals-json", "proposal-new", "proposal-advice")
_ONE = ("", "-word", "-facts", "-mark", "-forward", "-settle", "-stance", "-comment", "-versions")


def _proposal(cast: Cast) -> Proposal:
    return Proposal.objects.filter(group=cast.land).first() or propose(
        by=cast.chan, group=cast.land, text="Publish the land concessions by 2027.", language="en", now=timezone.now()
    )


def _consultation(cast: Cast) -> Consultation:
    given = {"place": "A province", "said": "They want titles."}
    return Consultation.objects.get_or_create(coalition=cast.coalition, day=FOUNDED, defaults=given)[0]


def _comment(cast: Cast) -> Comment:
    proposal = _proposal(cast)
    return proposal.comments.first() or comment(
        by=cast.bopha, proposal=proposal, text="Which ones?", now=timezone.now()
    )


def _objection(cast: Cast) -> Stance:
    given = {"says": "object", "reason": "Too broad.", "version": 1, "given_at": timezone.now()}
    return Stance.objects.get_or_create(proposal=_proposal(cast), person=cast.chan, defaults=given)[0]


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """The parts of each address."""
    one = {**cast.at_land, "number": _proposal(cast).number}
    return {
        "proposals:all-proposals": cast.at_coalition,
        "proposals:all-proposals-file": {**cast.at_coalition, "kind": "csv"},
        "proposals:consulted": {**cast.at_coalition, "number": _consultation(cast).pk},
        **{f"proposals:{page}": cast.at_land for page in _LISTS},
        **{f"proposals:proposal{page}": one for page in _ONE},
        "proposals:proposal-answer": {**one, "stance": _objection(cast).pk},
        "proposals:proposal-resolve": {**one, "comment": _comment(cast).pk},
    }


def calls(cast: Cast) -> dict[Callable[..., Any], dict[str, Any]]:
    """What each service is about."""
    on = {"proposal": _proposal(cast)}
    return {
        propose: {"group": cast.land},
        save_wording: on,
        confirm_facts: on,
        mark_earlier: on,
        put_forward: on,
        decide_proposal: on,
        name_consulted: {"consultation": _consultation(cast)},
        unname_consulted: {"consultation": _consultation(cast)},
        give_stance: on,
        answer_objection: {"stance": _objection(cast)},
        comment: on,
        resolve: {"comment": _comment(cast)},
    }
