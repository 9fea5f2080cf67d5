"""The coalition's follow-up list: which recommendations are on it, which come first, which group follows which."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.accounts.services.acting import act
from openupr.coalitions.models import Coalition, Group, RapporteurTerm
from openupr.coalitions.rules.texts import cleaned_answer
from openupr.recommendations.models import Ask, SourceRecord
from openupr.reviews.models import Review

from ..models import FollowUp, ListedRecommendation
from ..permissions import ARRANGE_LIST, WRITE_FACTS
from ..queries.giving import giving, new_of_theme
from ..rules import DEMO, ListChanged, OtherState, OtherThanShown, of_the_demo, words_of
from .due_dates import check_due, write_due


@act(ARRANGE_LIST, _("Put reviews on the follow-up list"), about="coalition")
def list_reviews(*, by: Person, coalition: Coalition, reviews: Collection[Review]) -> list[ListedRecommendation]:
    """Put every recommendation and pledge of these reviews on the list that totals count. Raises OtherState."""
    if any(each.iso3 != coalition.review.iso3 for each in reviews):
        raise OtherState
    return list_asks(coalition, counted_asks(Ask.objects.filter(review__in=reviews)))


def counted_asks(asks: QuerySet[Ask]) -> QuerySet[Ask]:
    """Those that totals count: what only another source has may be one of them in other words."""
    counted = SourceRecord.objects.filter(ask=OuterRef("pk"), preferred=True)
    return asks.filter(Exists(counted)).select_related("review")


def list_asks(coalition: Coalition, asks: Iterable[Ask]) -> list[ListedRecommendation]:
    """The list's rows for these asks, made where there are none yet. Call it inside a transaction."""
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
    """A recommendation that was written in, or that only a list brought, becomes the record's one of the same session,
    State and words: the coalition's work on it stays."""
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
        # It stays when the real record takes over, and goes out in files: it is to say itself whose words these are.
        row.text = of_the_demo(text) if record.source == DEMO else text
        row.response, row.issues, row.sdgs, row.action = record.response, record.issues, record.sdgs, record.action
    return row


@act(ARRANGE_LIST, _("Choose the priorities of the follow-up list"), about="coalition")
def choose_priorities(
    *, by: Person, coalition: Coalition, chosen: Collection[int], shown: Collection[int]
) -> Sequence[ListedRecommendation]:
    """Of the recommendations that were shown, have the chosen ones come first and the others no longer."""
    ours = coalition.follow_up_list.filter(pk__in=shown)
    ours.filter(pk__in=chosen).update(priority=True)
    ours.exclude(pk__in=chosen).update(priority=False)
    return list(coalition.follow_up_list.filter(priority=True))


@act(ARRANGE_LIST, _("Give recommendations to groups by their issues"), about="coalition")
def give_to_groups(
    *, by: Person, coalition: Coalition, only_priorities: bool, due: date | None, today: date
) -> list[FollowUp]:
    """Give each recommendation to every open group that works on one of its issues; the rapporteur owns it.

    What a group follows up already stays as it is. Returns what is new. Raises DueInThePast.
    """
    check_due(due, today=today)
    found = giving(coalition, only_priorities=only_priorities)
    new = [line_for(each, group, owner=found.owners.get(group.pk), due=due) for each, group in found.new]
    made = FollowUp.objects.bulk_create(new)
    for line in made if due else ():
        write_due(line, today=today)
    return made


@act(ARRANGE_LIST, _("Give a theme of OHCHR's list to a group"), about="coalition", names="group")
def give_theme(
    *,
    by: Person,
    coalition: Coalition,
    theme: str,
    group: Group,
    due: date | None,
    shown: Collection[int],
    today: date,
) -> list[FollowUp]:
    """Give the recommendations of one of OHCHR's themes to a group; of those judged together, the first one alone.

    `shown`: the numbers of those that the coordinator saw before. What the group follows up already stays as it is.
    Returns what is new. Raises DueInThePast, OtherThanShown.
    """
    check_due(due, today=today)
    found = new_of_theme(coalition, theme, group)
    if {each.pk for each in found} != set(shown):
        raise OtherThanShown
    term = RapporteurTerm.objects.filter(group=group, until=None).select_related("person").first()
    lead = term.person if term else None
    made = FollowUp.objects.bulk_create(line_for(each, group, owner=lead, due=due) for each in found)
    for line in made if due else ():
        write_due(line, today=today)
    return made


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


@act(WRITE_FACTS, _("Write commitments and an indicator"), about="listed")
def write_facts(
    *,
    by: Person,
    listed: ListedRecommendation,
    commitment: str,
    institution: str,
    deadline: date | None,
    indicator: str,
    version: int,
) -> ListedRecommendation:
    """Write what the State committed itself to, who is responsible, by when, and how we would know.

    Raises ListChanged, AnswerTooLong.
    """
    current = ListedRecommendation.objects.select_for_update().get(pk=listed.pk)
    given = {
        "commitment": cleaned_answer(commitment),
        "institution": " ".join(institution.split()),
        "deadline": deadline,
        "indicator": cleaned_answer(indicator),
    }
    if all(getattr(current, name) == value for name, value in given.items()):
        return current
    if version != current.version:
        raise ListChanged
    for name, value in given.items():
        setattr(current, name, value)
    current.version += 1
    current.save(update_fields=[*given, "version"])
    return current
