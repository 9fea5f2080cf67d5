"""What organisations said, and what they have not answered yet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, MemberOrganisation

from ..models import Assessment
from ..rules import WEIGHTS
from .follow_up_list import FollowUpLine
from .short_lines import ShortLine


def not_seen() -> QuerySet[Assessment]:
    """Organisations' assessments with a reason that was to be printed before anybody saw the line."""
    said = Assessment.objects.filter(current=True, quoted=True, line_seen=False)
    return said.exclude(organisation=None).exclude(reason="")


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
    """In the UN's English what abbreviations stand for of organisations that files name; "" without any."""
    named = {voice.organisation for line in lines for voice in line.voices if voice.named and voice.organisation}
    short = sorted(f"{each.short_name}: {each.name}" for each in named if each.short_name not in each.name)
    return f"Short names of organisations: {'; '.join(short)}." if short else ""


def levels_of_organisations(lines: Sequence[ShortLine]) -> dict[int, Mapping[int, str]]:
    """By recommendation, as numbered on the list, the level that each organisation chose; groups and those that lack
    information are left out. What is said of the one it is judged with counts, unless somebody judges it apart.
    One query.
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
