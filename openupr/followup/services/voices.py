"""What organisations, groups and the Government say of a recommendation; what was said before is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Coalition, Group, Organisation
from openupr.coalitions.rules.texts import cleaned_answer

from ..models import Assessment, Level, ListedRecommendation
from ..permissions import SPEAK_FOR_ORGANISATION, TAKE_ANSWERS, WRITE_FACTS
from ..queries.voices import unanswered
from ..rules import NoClaim, NoReason, NotYourOrganisation, QuotedWithoutName


def say(
    *,
    listed: ListedRecommendation,
    level: str,
    reason: str,
    by: Person,
    today: date | None,
    organisation: Organisation | None = None,
    group: Group | None = None,
    source: str = "",
    named: bool = False,
    quoted: bool = False,
) -> Assessment:
    """Write down what somebody says now; the same again changes nothing. Call it inside a transaction."""
    ListedRecommendation.objects.select_for_update().get(pk=listed.pk)
    before = listed.assessments.filter(organisation=organisation, group=group, current=True).first()
    given = {"level": Level(level), "reason": reason, "source": source, "named": named}
    given |= {"quoted": quoted, "line_seen": quoted}
    if before and all(getattr(before, name) == value for name, value in given.items()):
        return before
    if before:
        before.current = False
        before.save(update_fields=["current"])
    return Assessment.objects.create(
        listed=listed,
        organisation=organisation,
        group=group,
        **given,
        said_by=by,
        said_on=today,
    )


@act(SPEAK_FOR_ORGANISATION, _("Assess a recommendation for an organisation"), about="listed", names="organisation")
def assess_for_organisation(
    *,
    by: Person,
    listed: ListedRecommendation,
    organisation: Organisation,
    level: str,
    reason: str,
    today: date,
    named: bool = False,
    quoted: bool = False,
) -> Assessment:
    """An organisation's own assessment, through its representative; the last one counts.

    `named`: files that leave the coalition may say whose it is; `quoted`: they may print its reason, which it saw as it
    is printed. Raises NotYourOrganisation, NoReason, QuotedWithoutName, AnswerTooLong.
    """
    speaks = listed.coalition.member_organisations.filter(organisation=organisation, representative=by)
    if not speaks.exists():
        raise NotYourOrganisation
    reason = cleaned_answer(reason)
    if not reason and level != Level.UNKNOWN:
        raise NoReason
    if quoted and not named:
        raise QuotedWithoutName
    quoted = quoted and bool(reason)
    given: dict[str, Any] = {"level": level, "reason": reason, "named": named, "quoted": quoted}
    return say(listed=listed, organisation=organisation, by=by, today=today, **given)


@dataclass(frozen=True)
class Claim:
    """What the Government says of recommendations that were made in the same words."""

    listed: Sequence[ListedRecommendation]
    level: str
    reason: str
    source: str


@act(TAKE_ANSWERS, _("Take the Government's answers from a file"), about="coalition")
def take_claims(*, by: Person, coalition: Coalition, claims: Sequence[Claim], today: date) -> int:
    """Write what the Government answered in a file as its claims, all or none; how many. Raises NoClaim, AnswerTooLong.

    Nobody's assessment changes.
    """
    for claim in claims:
        for listed in claim.listed:
            _claim(listed, claim.level, claim.reason, claim.source, by=by, today=today)
    return len(claims)


@act(SPEAK_FOR_ORGANISATION, _("Choose which of an organisation's reasons are printed"), about="coalition")
def choose_printed(*, by: Person, coalition: Coalition, chosen: Collection[int], shown: Collection[int]) -> int:
    """Of the lines that an organisation was shown, print those that it chose, with its name, and no reason of the
    others. Both are keys of assessments; what was judged anew meanwhile stays unanswered. Returns how many are printed.
    """
    lines = unanswered(coalition, by).filter(pk__in=shown)
    printed = lines.filter(pk__in=chosen).update(named=True, line_seen=True)
    lines.update(quoted=False)
    return printed


@act(WRITE_FACTS, _("Write what the Government says it did"), about="listed")
def write_claim(
    *, by: Person, listed: ListedRecommendation, level: str, reason: str, source: str, today: date
) -> Assessment:
    """What the Government says it did, and where it said so. Raises NoClaim, AnswerTooLong."""
    return _claim(listed, level, reason, source, by=by, today=today)


def _claim(
    listed: ListedRecommendation, level: str, reason: str, source: str, *, by: Person, today: date
) -> Assessment:
    reason, source = cleaned_answer(reason), cleaned_answer(source)
    if not (reason and source):
        raise NoClaim
    return say(listed=listed, level=level, reason=reason, source=source, by=by, today=today)
