"""Saying which earlier recommendations are about the same as a draft."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.recommendations.models import Ask

from ..actions import MARK_EARLIER
from ..models import LookedAt, Proposal
from ..queries.earlier_list import Listed
from ..rules.looking import MOST_AT_ONCE, NoSuchVersion, NotInTheRecord, check_said


@act(
    MARK_EARLIER,
    {
        "same": _("Say that an earlier recommendation is about the same"),
        "other": _("Say that an earlier recommendation is not about it"),
        "": _("Take back what was said of an earlier recommendation"),
    },
    about="proposal",
    varies_by="said",
)
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


def mark_listed(
    *,
    by: Person,
    proposal: Proposal,
    listed: Sequence[Listed],
    ticked: Collection[str],
    read: Sequence[Listed],
    language: str,
    version: int,
) -> None:
    """Say at once of a whole list what is about the same: the wordings of which the first key is `ticked`. Of
    the others, those that were `read` are not about it; of the rest nothing is said. Only what changes is marked.

    Raises as `mark_earlier` does; the marks made before the refusal stay.
    """
    keys: dict[str, list[str]] = {"same": [], "other": [], "": []}
    for each in listed:
        before = each.said_today
        unticked = "other" if each in read else "" if before == "same" else before
        now = "same" if each.keys[0] in ticked else unticked
        if now != before:
            keys[now] += each.keys
    for said, asks in keys.items():
        for first in range(0, len(asks), MOST_AT_ONCE):
            some = asks[first : first + MOST_AT_ONCE]
            mark_earlier(by=by, proposal=proposal, asks=some, said=said, language=language, version=version)
