"""Which recommendations go to which group by their issues: what the page shows before, and what is then given."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group, RapporteurTerm
from openupr.upr.issues import issue

from ..models import ListedRecommendation
from .follow_up_list import Viewer
from .short_lines import short_lines


@dataclass(frozen=True)
class Kinds:
    """How many recommendations, and how many pledges of the State; as text "12 and 2 pledges"."""

    recommendations: int
    pledges: int

    def __bool__(self) -> bool:
        return bool(self.recommendations or self.pledges)

    def __str__(self) -> str:
        if not self.pledges:
            return str(self.recommendations)
        pledges = ngettext("and %(n)s pledge", "and %(n)s pledges", self.pledges) % {"n": self.pledges}
        return f"{self.recommendations} {pledges}"


def kinds_of(listed: Iterable[ListedRecommendation]) -> Kinds:
    """How many of these are recommendations, and how many are pledges."""
    pledges = [recommendation.is_pledge for recommendation in listed]
    return Kinds(len(pledges) - sum(pledges), sum(pledges))


@dataclass(frozen=True)
class Giving:
    """What goes to whom of the priorities, or of the whole list. Pledges of the State are counted apart."""

    new: Sequence[tuple[ListedRecommendation, Group]]
    groups: Sequence[Group]
    owners: dict[int, Person]
    # What groups have already, on an issue that they work on.
    known: Kinds
    # On whose issues no group works.
    without: Sequence[ListedRecommendation]
    listed: int

    def number_for(self, group: Group) -> Kinds:
        return kinds_of(listed for listed, to in self.new if to == group)

    @property
    def without_number(self) -> Kinds:
        """On the issues of so many no group works."""
        return kinds_of(self.without)

    @property
    def without_in_words(self) -> str:
        """By first issue, the most first: "Right to health: 5, no issue: 2"."""
        by_issue: dict[str, list[ListedRecommendation]] = defaultdict(list)
        for listed in self.without:
            by_issue[next(iter(listed.issues), "")].append(listed)
        most = sorted(by_issue.items(), key=lambda pair: -len(pair[1]))
        return ", ".join(f"{_(issue(key).label) if key else _('no issue')}: {kinds_of(rows)}" for key, rows in most)

    @property
    def why_nothing(self) -> str:
        """Why nothing is new, with numbers."""
        if not self.listed:
            return _("Nothing given: there are no priorities. Choose some, or untick “Priorities only”.")
        told = [_("Nothing new.")]
        if self.known:
            told.append(_("Groups have already: %(n)s.") % {"n": self.known})
        if self.without:
            words = {"n": self.without_number, "issues": self.without_in_words}
            told.append(_("No group works on their issues: %(n)s (%(issues)s).") % words)
        return " ".join(told)


def giving(coalition: Coalition, *, only_priorities: bool) -> Giving:
    """Each recommendation goes to every open group that works on one of its issues and has not got it. Four queries."""
    listed = coalition.follow_up_list.prefetch_related("follow_ups")
    listed = listed.filter(priority=True) if only_priorities else listed
    groups = list(coalition.groups.filter(closed=False))
    terms = RapporteurTerm.objects.filter(group__in=groups, until=None).select_related("person")
    new, known, without = [], [], []
    rows = list(listed)
    for each in rows:
        fitting = [group for group in groups if set(group.issues) & set(each.issues)]
        has = {line.group_id for line in each.follow_ups.all()}
        new += [(each, group) for group in fitting if group.pk not in has]
        if any(group.pk in has for group in fitting):
            known.append(each)
        if not fitting:
            without.append(each)
    owners = {term.group_id: term.person for term in terms}
    return Giving(new, groups, owners, kinds_of(known), without, len(rows))


@dataclass(frozen=True)
class GroupGets:
    """A row of the preview: how many priorities a group would get, and how many of all."""

    group: Group
    owner: Person | None
    priorities: Kinds
    every: Kinds


def preview(priorities: Giving, every: Giving) -> list[GroupGets]:
    """What each open group would get."""
    return [
        GroupGets(each, every.owners.get(each.pk), priorities.number_for(each), every.number_for(each))
        for each in every.groups
    ]


def themes_on_list(coalition: Coalition) -> dict[str, set[int]]:
    """By OHCHR's theme (as the record holds it) the numbers of the recommendations on the list that have it."""
    found: dict[str, set[int]] = defaultdict(set)
    for line in short_lines(coalition, Viewer()):
        for theme in line.themes:
            found[theme].add(line.listed.pk)
    return dict(found)


def new_of_theme(coalition: Coalition, theme: str, group: Group) -> list[ListedRecommendation]:
    """What a group would get of one of OHCHR's themes: of those judged together, the first one alone."""
    wanted = themes_on_list(coalition).get(theme, set())
    found = [each for each in coalition.follow_up_list.all() if each.pk in wanted]
    numbers = {each.pk for each in found}
    known = set(group.follow_ups.values_list("listed", flat=True))
    return [each for each in found if each.judged_with_id not in numbers and each.pk not in known]
