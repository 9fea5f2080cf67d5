"""Saying which earlier recommendations are about the same as a draft."""

from collections.abc import Sequence

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.recommendations.models import Ask

from ..models import LookedAt, Proposal
from ..permissions import MARK_EARLIER
from ..rules.looking import NoSuchVersion, NotInTheRecord, check_said


@act(MARK_EARLIER, about="proposal")
def mark_earlier(
    *, by: Person, proposal: Proposal, asks: Sequence[str], said: str, language: str, version: int
) -> Proposal:
    """Say of earlier recommendations to this State (keys; those of one wording together) that they are about the
    `same` or about something `other`, or ("") take that back. `language` and `version`: the draft's text that was read.

    Raises NothingSaidOfIt, NotInTheRecord, NoSuchVersion; then nothing is changed.
    """
    keys = list(dict.fromkeys(asks))
    check_said(said, keys)
    if not said:
        # Also of what is no longer in the record: nobody is to be left with a mark that cannot be taken back.
        proposal.looked_at.filter(ask_key__in=keys).delete()
        return proposal
    to_this_state = Ask.objects.filter(key__in=keys, review__iso3=proposal.group.coalition.review.iso3)
    if to_this_state.count() < len(keys):
        raise NotInTheRecord
    if version < 1 or not proposal.wordings.filter(language=language, version__gte=version).exists():
        raise NoSuchVersion
    for key in keys:
        told = {"said": LookedAt.Said(said), "language": language, "version": version}
        LookedAt.objects.update_or_create(proposal=proposal, ask_key=key, defaults=told)
    return proposal
