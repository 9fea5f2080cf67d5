"""What is on the follow-up list: reviews, what goes to which group, commitments and days."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.calendars import group_calendar
from openupr.coalitions.models import Coalition, Group, RapporteurTerm
from openupr.coalitions.rules.texts import cleaned_answer
from openupr.recommendations.models import Ask, SourceRecord
from openupr.reviews.models import Review
from openupr.timeline.milestones import drop_date, mark_done, take_back_done, write_date
from openupr.upr.issues import issue

from .actions import ARRANGE_LIST, WRITE_FACTS
from .follow_up_list import Viewer, short_lines
from .models import FollowUp, Level, ListedRecommendation
from .rules import DEMO, DueInThePast, OtherState, OtherThanShown, of_the_demo, words_of


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
    """Which priorities, or which of the whole list, go to which group.

    Pledges are counted apart.
    """

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
        """How many recommendations are on issues that no group works on."""
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
        sentences = [_("Nothing new.")]
        if self.known:
            sentences.append(_("Groups have already: %(n)s.") % {"n": self.known})
        if self.without:
            words = {"n": self.without_number, "issues": self.without_in_words}
            sentences.append(_("No group works on their issues: %(n)s (%(issues)s).") % words)
        return " ".join(sentences)


def giving(coalition: Coalition, *, only_priorities: bool) -> Giving:
    """What each open group gets: recommendations on its issues that it does not have yet.

    Four queries.
    """
    listed = coalition.follow_up_list.prefetch_related("follow_ups")
    listed = listed.filter(priority=True) if only_priorities else listed
    groups = list(coalition.groups.filter(closed=False))
    terms = RapporteurTerm.objects.filter(group__in=groups, until=None).select_related("person")
    new, known, without = [], [], []
    rows = list(listed)
    for row in rows:
        fitting = [group for group in groups if set(group.issues) & set(row.issues)]
        has = {line.group_id for line in row.follow_ups.all()}
        new += [(row, group) for group in fitting if group.pk not in has]
        if any(group.pk in has for group in fitting):
            known.append(row)
        if not fitting:
            without.append(row)
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
        GroupGets(group, every.owners.get(group.pk), priorities.number_for(group), every.number_for(group))
        for group in every.groups
    ]


def themes_on_list(coalition: Coalition) -> dict[str, set[int]]:
    """{OHCHR's theme, as the record holds it: numbers of the recommendations on the list with
    it}.
    """
    numbers_of_theme: dict[str, set[int]] = defaultdict(set)
    for line in short_lines(coalition, Viewer()):
        for theme in line.themes:
            numbers_of_theme[theme].add(line.listed.pk)
    return dict(numbers_of_theme)


def new_of_theme(coalition: Coalition, theme: str, group: Group) -> list[ListedRecommendation]:
    """What a group would get of one of OHCHR's themes; of those judged together, only the first."""
    wanted = themes_on_list(coalition).get(theme, set())
    candidates = [listed for listed in coalition.follow_up_list.all() if listed.pk in wanted]
    numbers = {listed.pk for listed in candidates}
    known = set(group.follow_ups.values_list("listed", flat=True))
    return [listed for listed in candidates if listed.judged_with_id not in numbers and listed.pk not in known]


KIND = "followup"
DUE_TITLE = gettext_noop("Follow-up: %(what)s")


def check_due(due: date | None, *, today: date) -> None:
    """Raises DueInThePast."""
    if due and due < today:
        raise DueInThePast


def write_due(line: FollowUp, *, today: date) -> None:
    """Write the day with its owner into the group's calendar, or remove it.

    Call it in a transaction.

    The entry is done once the group has assessed the recommendation.
    """
    key = f"{KIND}-{line.pk}"
    if line.due:
        calendar = group_calendar(line.group, today=today)
        # May be seen on a telephone: it says nothing of substance.
        title = DUE_TITLE % {"what": line.from_name or gettext_noop("the State")}
        milestone = write_date(calendar=calendar, key=key, title=title, day=line.due, person=line.owner, today=today)
        finish = take_back_done if line.done == Level.UNKNOWN else mark_done
        finish(milestone=milestone, today=today)
    elif line.group.calendar:
        drop_date(calendar=line.group.calendar, key=key)


@act(ARRANGE_LIST, gettext_lazy("Put reviews on the follow-up list"), about="coalition")
def list_reviews(*, by: Person, coalition: Coalition, reviews: Collection[Review]) -> list[ListedRecommendation]:
    """Put all recommendations and pledges of these reviews that totals count on the list.

    Raises OtherState.
    """
    if any(review.iso3 != coalition.review.iso3 for review in reviews):
        raise OtherState
    return list_asks(coalition, counted_asks(Ask.objects.filter(review__in=reviews)))


def counted_asks(asks: QuerySet[Ask]) -> QuerySet[Ask]:
    """Those that totals count: what only another source has may be one of them in other words."""
    counted = SourceRecord.objects.filter(ask=OuterRef("pk"), preferred=True)
    return asks.filter(Exists(counted)).select_related("review")


def list_asks(coalition: Coalition, asks: Iterable[Ask]) -> list[ListedRecommendation]:
    """The list's rows for these asks; missing rows are created. Call it in a transaction."""
    wanted = list(asks)
    Coalition.objects.select_for_update().get(pk=coalition.pk)
    keys = [ask.key for ask in wanted]
    _take_over_written(coalition, wanted)
    known = set(coalition.follow_up_list.filter(ask_key__in=keys).values_list("ask_key", flat=True))
    new = [ask for ask in wanted if ask.key not in known]
    records: dict[int, SourceRecord] = {}
    for record in SourceRecord.objects.filter(ask__in=new).order_by("preferred", "-pk"):
        records[record.ask_id] = record
    ListedRecommendation.objects.bulk_create(_row(coalition, ask, records.get(ask.pk)) for ask in new)
    return list(coalition.follow_up_list.filter(ask_key__in=keys))


def _take_over_written(coalition: Coalition, asks: Sequence[Ask]) -> None:
    """Connect rows that people or lists wrote in with the record.

    A row becomes the record's recommendation with the same session, State and words. The
    coalition's work on it stays.
    """
    written = coalition.follow_up_list.filter(ask=None, ask_key="").order_by("pk")
    by_words = {(row.session, row.from_iso3, words_of(row.text)): row for row in reversed(written)}
    if not by_words:
        return
    listed = set(coalition.follow_up_list.exclude(ask_key="").values_list("ask_key", flat=True))
    of_session = {ask.pk: ask for ask in asks if ask.key not in listed}
    records = SourceRecord.objects.filter(ask__in=of_session).order_by("-preferred", "pk")
    for ask_id, text in records.values_list("ask", "text"):
        ask = of_session.get(ask_id)
        row = by_words.pop((ask.review.session, ask.from_iso3, words_of(text)), None) if ask else None
        if ask and row:
            del of_session[ask_id]
            row.ask, row.ask_key = ask, ask.key
            row.save(update_fields=["ask", "ask_key"])


def _row(coalition: Coalition, ask: Ask, record: SourceRecord | None) -> ListedRecommendation:
    row = ListedRecommendation(
        coalition=coalition,
        ask=ask,
        ask_key=ask.key,
        from_iso3=ask.from_iso3,
        session=ask.review.session,
        kind=ask.kind,
    )
    if record:
        text = record.text.strip()
        # This text stays when the real record replaces the demo, and it goes out in files. So it
        # says itself that its words are invented.
        row.text = of_the_demo(text) if record.source == DEMO else text
        row.response, row.issues, row.sdgs, row.action = record.response, record.issues, record.sdgs, record.action
    return row


@act(ARRANGE_LIST, gettext_lazy("Choose the priorities of the follow-up list"), about="coalition")
def choose_priorities(
    *, by: Person, coalition: Coalition, chosen: Collection[int], offered: Collection[int]
) -> Sequence[ListedRecommendation]:
    """Make the chosen ones priorities, and the other offered ones no longer."""
    ours = coalition.follow_up_list.filter(pk__in=offered)
    ours.filter(pk__in=chosen).update(priority=True)
    ours.exclude(pk__in=chosen).update(priority=False)
    return list(coalition.follow_up_list.filter(priority=True))


@act(ARRANGE_LIST, gettext_lazy("Give recommendations to groups by their issues"), about="coalition")
def give_to_groups(
    *, by: Person, coalition: Coalition, only_priorities: bool, due: date | None, today: date
) -> list[FollowUp]:
    """Give each recommendation to every open group on one of its issues; the rapporteur owns it.

    Existing lines stay as they are. Returns the new ones. Raises DueInThePast.
    """
    check_due(due, today=today)
    gift = giving(coalition, only_priorities=only_priorities)
    new = [line_for(listed, group, owner=gift.owners.get(group.pk), due=due) for listed, group in gift.new]
    follow_ups = FollowUp.objects.bulk_create(new)
    for line in follow_ups if due else ():
        write_due(line, today=today)
    return follow_ups


@act(ARRANGE_LIST, gettext_lazy("Give a theme of OHCHR's list to a group"), about="coalition", names="group")
def give_theme(
    *,
    by: Person,
    coalition: Coalition,
    theme: str,
    group: Group,
    due: date | None,
    seen: Collection[int],
    today: date,
) -> list[FollowUp]:
    """Give the recommendations of one of OHCHR's themes to a group; of those judged together, the
    first.

    `seen`: the numbers that the coordinator saw. Existing lines stay as they are. Returns the new
    ones. Raises DueInThePast, OtherThanShown.
    """
    check_due(due, today=today)
    recommendations = new_of_theme(coalition, theme, group)
    if {listed.pk for listed in recommendations} != set(seen):
        raise OtherThanShown
    term = RapporteurTerm.objects.filter(group=group, until=None).select_related("person").first()
    lead = term.person if term else None
    follow_ups = FollowUp.objects.bulk_create(
        line_for(listed, group, owner=lead, due=due) for listed in recommendations
    )
    for line in follow_ups if due else ():
        write_due(line, today=today)
    return follow_ups


def line_for(
    listed: ListedRecommendation, group: Group, *, owner: Person | None = None, due: date | None = None
) -> FollowUp:
    """A group's line about a recommendation of the list, not saved yet."""
    return FollowUp(
        group=group,
        listed=listed,
        ask_id=listed.ask_id,
        ask_key=listed.ask_key,
        from_iso3=listed.from_iso3,
        session=listed.session,
        text=listed.text,
        owner=owner,
        due=due,
    )


@act(WRITE_FACTS, gettext_lazy("Write commitments and an indicator"), about="listed")
def write_facts(
    *, by: Person, listed: ListedRecommendation, facts: Mapping[str, str | date | None]
) -> ListedRecommendation:
    """Write what the State committed itself to, who is responsible, by when, and how we would know:
    any of ListedRecommendation.FACTS.

    Raises AnswerTooLong.
    """
    current = ListedRecommendation.objects.select_for_update().get(pk=listed.pk)
    values = {
        name: cleaned_answer(value) if isinstance(value, str) else value
        for name, value in facts.items()
        if name in ListedRecommendation.FACTS
    }
    if all(getattr(current, name) == value for name, value in values.items()):
        return current
    for name, value in values.items():
        setattr(current, name, value)
    current.version += 1
    current.save(update_fields=[*values, "version"])
    return current
