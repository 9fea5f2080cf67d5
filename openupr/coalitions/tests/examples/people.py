"""A coalition's people and organisations."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from openupr.coalitions import invitations as inviting
from openupr.coalitions import organisations, people
from openupr.coalitions.models import Participation

from .cast import Cast

INTERNAL: Mapping[str, str] = {
    "openupr.coalitions.invitations.enter_when_invited": "called by accounts when an invitation is accepted",
    "openupr.coalitions.organisations.add_organisations": "it adds each by add_organisation",
    "openupr.coalitions.organisations.add_to_organisation": "inviting and changing a part call it",
    "openupr.coalitions.people.let_go_of": "called by accounts when somebody closes their account",
    "openupr.coalitions.people.close_feeds_of": "the same, and when an account is suspended",
}


def _part(cast: Cast) -> Participation:
    return Participation.objects.get(coalition=cast.coalition, person=cast.nary)


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """The parts of each address."""
    of_all = (
        "people",
        "people-csv",
        "people-json",
        "invite",
        "invite-many",
        "invitations-csv",
        "act-for",
        "leave",
        "add-organisation",
        "organisations-csv",
        "organisations-json",
    )
    invitation, _secret = inviting.invite_person(
        by=cast.sophea, coalition=cast.coalition, role="participant", now=timezone.now()
    )
    member = cast.coalition.member_organisations.get()
    numbers = {
        "withdraw-invitation": invitation.pk,
        "person": _part(cast).pk,
        "remove-person": _part(cast).pk,
        "hand-over": _part(cast).pk,
        "renew-password": _part(cast).pk,
        "representative": member.pk,
        "organisation-about": member.pk,
        "leave-organisation": member.pk,
        "remove-organisation": member.pk,
    }
    return {f"coalitions:{page}": cast.at_coalition for page in of_all} | {
        f"coalitions:{page}": {**cast.at_coalition, "number": number} for page, number in numbers.items()
    }


def calls(cast: Cast) -> dict[Callable[..., Any], dict[str, Any]]:
    """What each service is about."""
    of_all = (
        inviting.invite_person,
        inviting.invite_people,
        inviting.withdraw_invitation,
        organisations.act_for_organisation,
        organisations.add_organisation,
        people.leave_coalition,
    )
    of_one = (people.change_part, people.give_new_password, people.remove_person, people.hand_over_coordination)
    of_member = (
        organisations.name_representative,
        organisations.change_organisation,
        organisations.leave_organisation,
        organisations.remove_organisation,
    )
    return (
        {service: {"coalition": cast.coalition} for service in of_all}
        | {service: {"part": _part(cast)} for service in of_one}
        | {service: {"member": cast.coalition.member_organisations.get()} for service in of_member}
    )
