"""An organisation, and who belongs to it: Nary."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from openupr.accounts.models import Invitation
from openupr.coalitions.models import Affiliation
from openupr.coalitions.services import affiliations

from .cast import FOUNDED, Cast

INTERNAL: Mapping[str, str] = {
    "openupr.coalitions.services.affiliations.add_to_organisation": "founding, accepting and inviting call it",
    "openupr.coalitions.services.affiliations.join_when_invited": "accepting an invitation calls it",
}


def _belongs(cast: Cast) -> None:
    Affiliation.objects.get_or_create(person=cast.nary, organisation=cast.forest, defaults={"since": FOUNDED})


def _invitation(cast: Cast) -> Invitation:
    _belongs(cast)
    made, _secret = affiliations.invite_to_organisation(
        by=cast.nary, organisation=cast.forest, note="", now=timezone.now()
    )
    return made


def addresses(cast: Cast) -> dict[str, dict[str, object]]:
    """The parts of each address."""
    of_it: dict[str, object] = {"organisation": cast.forest.pk}
    return {
        "coalitions:organisation": of_it,
        "coalitions:edit-organisation": of_it,
        "coalitions:invite-to-organisation": of_it,
        "coalitions:withdraw-from-organisation": {**of_it, "number": _invitation(cast).pk},
        "coalitions:leave-organisation": of_it,
    }


def calls(cast: Cast) -> dict[Callable[..., Any], dict[str, Any]]:
    """What each service is about."""
    _belongs(cast)
    return {
        key: {"organisation": cast.forest}
        for key in (
            affiliations.change_organisation,
            affiliations.invite_to_organisation,
            affiliations.withdraw_from_organisation,
            affiliations.leave_organisation,
        )
    }
