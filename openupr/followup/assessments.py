"""What organisations, groups and the Government say of a recommendation, and what is printed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group, MemberOrganisation, Organisation
from openupr.coalitions.rules.texts import cleaned_answer

from .actions import SPEAK_FOR_ORGANISATION, TAKE_ANSWERS, WRITE_FACTS
from .follow_up_list import FollowUpLine, ShortFollowUpLine
from .models import Assessment, Level, ListedRecommendation
from .rules import WEIGHTS, NoClaim, NoReasonForRejection, NotYourOrganisationToAssess, QuotedWithoutName


def not_seen() -> QuerySet[Assessment]:
    """Assessments whose reason was marked for printing before anybody saw the printed line."""
    assessments = Assessment.objects.filter(current=True, quoted=True, line_seen=False)
    return assessments.exclude(organisation=None).exclude(reason="")


def unanswered(coalition: Coalition, person: Person) -> QuerySet[Assessment]:
    """Those of the organisations for which somebody speaks in a coalition."""
    speaks = MemberOrganisation.objects.filter(coalition=coalition, representative=person)
    return not_seen().filter(listed__coalition=coalition, organisation__in=speaks.values("organisation"))


def voices_in_words(voices: Iterable[Assessment]) -> str:
    """Whose voices these are, each organisation and group once: "2 organisations and 1 group"."""
    who = {(voice.organisation_id, voice.group_id) for voice in voices}
    groups = sum(organisation is None for organisation, _group in who)
    n = len(who) - groups
    organisations = ngettext("%(n)s organisation", "%(n)s organisations", n) % {"n": n}
    if not groups:
        return organisations
    in_groups = ngettext("%(n)s group", "%(n)s groups", groups) % {"n": groups}
    both = {"organisations": organisations, "groups": in_groups}
    return _("%(organisations)s and %(groups)s") % both if n else in_groups


def short_names_in_words(lines: Iterable[FollowUpLine]) -> str:
    """Full names for the abbreviations of organisations in files, in the UN's English; "" without
    any.
    """
    named = {voice.organisation for line in lines for voice in line.voices if voice.named and voice.organisation}
    short = sorted(
        f"{organisation.short_name}: {organisation.name}"
        for organisation in named
        if organisation.short_name not in organisation.name
    )
    return f"Short names of organisations: {'; '.join(short)}." if short else ""


def levels_of_organisations(lines: Sequence[ShortFollowUpLine]) -> dict[int, Mapping[int, str]]:
    """{number on the list: {organisation: the level it chose}}; without groups and lack of
    information.

    If two are judged together, the assessment of the first counts for both, unless an organisation
    judges the second separately. One query.
    """
    along = {line.listed.pk: line.listed.judged_with_id for line in lines}
    concerned = {number for pair in along.items() for number in pair if number}
    rows = Assessment.objects.filter(listed__in=concerned, current=True).exclude(organisation=None).order_by()
    own: dict[int, dict[int, str]] = defaultdict(dict)
    for listed, organisation, level in rows.values_list("listed", "organisation", "level"):
        own[listed][organisation] = level
    heard = {number: {**own.get(lead or 0, {}), **own.get(number, {})} for number, lead in along.items()}
    return {
        number: {organisation: level for organisation, level in levels.items() if level in WEIGHTS}
        for number, levels in heard.items()
    }


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
    """Write down what somebody says now; the same again changes nothing.

    Call it in a transaction.
    """
    ListedRecommendation.objects.select_for_update().get(pk=listed.pk)
    before = listed.assessments.filter(organisation=organisation, group=group, current=True).first()
    values = {"level": Level(level), "reason": reason, "source": source, "named": named}
    values |= {"quoted": quoted, "line_seen": quoted}
    if before and all(getattr(before, name) == value for name, value in values.items()):
        return before
    if before:
        before.current = False
        before.save(update_fields=["current"])
    return Assessment.objects.create(
        listed=listed,
        organisation=organisation,
        group=group,
        **values,
        said_by=by,
        said_on=today,
    )


@act(
    SPEAK_FOR_ORGANISATION,
    gettext_lazy("Assess a recommendation for an organisation"),
    about="listed",
    names="organisation",
)
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

    `named`: files that leave the coalition may name the organisation. `quoted`: they may print its
    reason, as the representative saw it. Raises NotYourOrganisationToAssess, NoReasonForRejection,
    QuotedWithoutName, AnswerTooLong.
    """
    speaks = listed.coalition.member_organisations.filter(organisation=organisation, representative=by)
    if not speaks.exists():
        raise NotYourOrganisationToAssess
    reason = cleaned_answer(reason)
    if not reason and level != Level.UNKNOWN:
        raise NoReasonForRejection
    if quoted and not named:
        raise QuotedWithoutName
    quoted = quoted and bool(reason)
    values: dict[str, Any] = {"level": level, "reason": reason, "named": named, "quoted": quoted}
    return say(listed=listed, organisation=organisation, by=by, today=today, **values)


@dataclass(frozen=True)
class GovernmentClaim:
    """What the Government says of recommendations that were made in the same words."""

    listed: Sequence[ListedRecommendation]
    level: str
    reason: str
    source: str


@act(TAKE_ANSWERS, gettext_lazy("Take the Government's answers from a file"), about="coalition")
def take_claims(*, by: Person, coalition: Coalition, claims: Sequence[GovernmentClaim], today: date) -> int:
    """Write the Government's answers from a file as its claims, all or none. Returns how many.

    No other assessment changes. Raises NoClaim, AnswerTooLong.
    """
    for claim in claims:
        for listed in claim.listed:
            _claim(listed, claim.level, claim.reason, claim.source, by=by, today=today)
    return len(claims)


@act(SPEAK_FOR_ORGANISATION, gettext_lazy("Choose which of an organisation's reasons are printed"), about="coalition")
def choose_printed(*, by: Person, coalition: Coalition, chosen: Collection[int], shown: Collection[int]) -> int:
    """Print the chosen lines of those shown, with the organisation's name; of the others no reason.

    Both are keys of assessments. A newer assessment stays unanswered. Returns how many are printed.
    """
    lines = unanswered(coalition, by).filter(pk__in=shown)
    printed = lines.filter(pk__in=chosen).update(named=True, line_seen=True)
    lines.update(quoted=False)
    return printed


@act(WRITE_FACTS, gettext_lazy("Write what the Government says it did"), about="listed")
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
