"""What waits for each person. Apps add kinds of it to the hook FOR_ME; one query reads them all.

Nothing is stored: a kind is a question that the data answer, and what is done is in no answer any
more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache, reduce
from operator import or_
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, BooleanField, Case, DateField, Field, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.models import Person
from openupr.documents.printing import one_page
from openupr.timeline.dates_in_words import days_left_words, hours_of
from openupr.web.hooks import Hook
from openupr.web.languages import in_page_language, in_parts
from openupr.web.unions import ANY_DAY, ANY_KEY, Column, Kept, as_day, fetched, is_given, united, with_columns

from .clock import day_of, zone_of
from .holders import Holders
from .models import Coalition, GroupMembership, MemberOrganisation, Participation, RapporteurTerm
from .next_steps import of_lodged


@dataclass(frozen=True)
class WaitingKind:
    """One kind of thing that an app asks of people.

    `rows` is given the day and asks for all of them in the whole database, made by `waiting_rows`:
    whose they are is filtered here. `address` is the page where it is done, `button` what its
    button says. `label` says what is asked. `private`: only the person who is asked sees it, "What
    is missing" does not. `name` says what the thing is called where no column of the database does.
    `says`: what is asked, `does`: the button, where they differ from thing to thing.
    `about_in_words` gives what it is about in the reader's language, where it is no text of the
    catalogue. `until_lodged`: once the coalition lodged a submission, it is over. `asked_now`: it
    can be answered today, however far off its last day is. `is_date`: it is a date of a calendar.
    `on_the_day`: whether it happens on that day. `finish`: the address where a person who owns it
    says that it is done.
    """

    key: str
    label: str | Promise
    button: str | Promise
    rows: Callable[[date], QuerySet[Any]]
    address: Callable[["WaitingItem"], str]
    private: bool = False
    name: Callable[["WaitingItem"], str] | None = None
    says: Callable[["WaitingItem"], str] | None = None
    does: Callable[["WaitingItem"], str] | None = None
    until_lodged: bool = False
    asked_now: bool = False
    is_date: bool = False
    on_the_day: Callable[["WaitingItem"], bool] = lambda _item: False
    finish: Callable[["WaitingItem"], str] | None = None
    about_in_words: Callable[[str], str] = in_page_language


FOR_ME = Hook[WaitingKind]("FOR_ME", key=lambda kind: kind.key)


@dataclass(frozen=True, slots=True)
class AnsweredByOther:
    """Something open in a coalition (its key) that others answer for somebody. `group`: the name of
    the group that is asked; "" for all. `is_asked`: whether the organisation that they take part for
    is.
    """

    coalition: int
    label: str
    address: str
    title: str
    group: str
    is_asked: bool


# Each entry tells what others answer for a person in these coalitions of theirs.
ANSWERED_BY_OTHERS = Hook[Callable[[Person, Iterable[Coalition]], Iterable[AnsweredByOther]]]("ANSWERED_BY_OTHERS")


class _Row(NamedTuple):
    """What the one query gives, in its order."""

    kind: int
    coalition: int
    person: int | None
    organisation: int | None
    rapporteur_of: int | None
    coordinators: bool | None
    rapporteurs: bool | None
    representatives: bool | None
    members_of: int | None
    whose: str
    group: int | None
    about: str
    number: int
    part: int | None
    title: str
    many: int
    due: date | None
    hour: str
    zone: str


SOON, _SOON_FOR_DATES = timedelta(days=30), timedelta(days=7)
# The number of a row is 1 where it is a date, and no task of the reader's own.
_SOON_ONLY = "WHERE w_due IS NULL OR (w_number = 0 AND w_due <= %s) OR (w_number = 1 AND w_due <= %s)"
_MOST_NAMES = 6
_KEY: tuple[Field[Any, Any], object] = (BigIntegerField(), None)
_TEXT: tuple[Field[Any, Any], object] = (TextField(), "")
_FIELDS: Mapping[str, tuple[Field[Any, Any], object]] = {
    **dict.fromkeys(("coalition", "person", "organisation", "rapporteur_of"), _KEY),
    **dict.fromkeys(("coordinators", "rapporteurs", "representatives"), (BooleanField(), None)),
    "members_of": _KEY,
    "whose": _TEXT,
    "group": _KEY,
    "about": _TEXT,
    **dict.fromkeys(("number", "part"), _KEY),
    "title": _TEXT,
    "many": (BigIntegerField(), 1),
    "due": (DateField(), None),
    **dict.fromkeys(("hour", "zone"), _TEXT),
}


def waiting_rows(
    rows: QuerySet[Any],
    *,
    coalition: Column,
    person: Column = None,
    organisation: Column = None,
    rapporteur_of: Column = None,
    coordinators: Column = None,
    rapporteurs: Column = None,
    representatives: Column = None,
    members_of: Column = None,
    whose: Column = None,
    group: Column = None,
    about: Column = None,
    number: Column = "pk",
    part: Column = None,
    title: Column = None,
    many: Column = None,
    due: Column = None,
    hour: Column = None,
    zone: Column = None,
) -> QuerySet[Any]:
    """Rows of a kind, one for each thing and person that it waits for.

    Who is asked: a `person`; those who take part for an `organisation`; the rapporteur of a group
    (`rapporteur_of`); the `coordinators`, all `rapporteurs` or all `representatives` of the
    coalition; the members of a group (`members_of`). `whose` is the name of an organisation or a
    role where that says more than the person. `group` is the key of the group that it is for,
    `about` the name of the group or file. `number` and `part` are keys that its address needs.
    `many` counts things that wait together. `due` is its last day; `hour`, as text, when it is on
    that day, in the time zone `zone`.
    """
    columns: dict[str, Column] = {
        "coalition": coalition, "person": person, "organisation": organisation, "rapporteur_of": rapporteur_of,
        "coordinators": coordinators, "rapporteurs": rapporteurs, "representatives": representatives,
        "members_of": members_of, "whose": whose, "group": group, "about": about, "number": number, "part": part,
        "title": title, "many": many, "due": due, "hour": hour, "zone": zone,
    }  # fmt: skip
    return with_columns(rows, columns, _FIELDS)


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """One thing that waits: what, for which group or file, until when, and of whom: `role` and
    `people`.

    `title` names the thing itself, such as a question or a heading. `today`: the day in the
    coalition's country. `role` is a role or an organisation, "" where a person is asked in their
    own name. `people` are those who hold it. `reader`: the key of the person whose list it is in.
    """

    kind: WaitingKind
    coalition: Coalition
    today: date
    row: _Row
    role: str = ""
    people: Sequence[str] = ()
    reader: int | None = None

    @property
    def whose(self) -> str:
        """Who is asked, in one line: the role or organisation with the people who hold it, or the
        person.
        """
        names = ", ".join(self.people[:_MOST_NAMES])
        if len(self.people) > _MOST_NAMES:
            names = _("%(names)s and %(n)s more") % {"names": names, "n": len(self.people) - _MOST_NAMES}
        role = in_page_language(self.role)
        role = role[:1].upper() + role[1:]
        return f"{role}: {names}" if role and names else role or names

    @property
    def what(self) -> str | Promise:
        return self.kind.says(self) if self.kind.says else self.kind.label

    @property
    def title(self) -> str:
        return self.kind.name(self) if self.kind.name else in_parts(self.row.title)

    @property
    def about(self) -> str:
        return self.kind.about_in_words(self.row.about)

    @property
    def many(self) -> int:
        return self.row.many

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def part(self) -> int | None:
        return self.row.part

    @property
    def group(self) -> int | None:
        return self.row.group

    @property
    def due(self) -> date | None:
        return self.row.due

    @property
    def hours(self) -> str:
        """When it is on its day, in the clock in which it was told and the other; "" without an
        hour.
        """
        if not self.due or not self.row.hour:
            return ""
        return hours_of(self.due, time.fromisoformat(self.row.hour), self.row.zone, str(zone_of(self.coalition)))

    @property
    def address(self) -> str:
        return self.kind.address(self)

    @property
    def button(self) -> str | Promise:
        return self.kind.does(self) if self.kind.does else self.kind.button

    @property
    def finish_at(self) -> str:
        """The address where the reader, who owns it, marks it as done; "" if that is done
        elsewhere, or by others.
        """
        return self.kind.finish(self) if self.kind.finish and self.row.person == self.reader else ""

    @property
    def is_overdue(self) -> bool:
        return self.due is not None and self.due < self.today

    @property
    def on_the_day(self) -> bool:
        return self.kind.on_the_day(self)

    @property
    def is_far_off(self) -> bool:
        """Whether it is due in more than a month, and not asked today."""
        return not self.kind.asked_now and self.due is not None and self.due - self.today > SOON

    @property
    def is_for_later(self) -> bool:
        """Whether it is far off, or a date in more than a week. A date of the reader's own is a
        task.
        """
        is_date = self.kind.is_date and self.due is not None and self.due - self.today > _SOON_FOR_DATES
        return (is_date and not self.finish_at) or self.is_far_off

    @property
    def is_to_come(self) -> bool:
        """Whether it is a date ahead: nothing to do today. A date of the reader's own is a task
        among the others.
        """
        return self.kind.is_date and self.due is not None and self.due > self.today and not self.finish_at

    @property
    def left(self) -> str:
        """How many days are left; "" without a last day."""
        return days_left_words(self.due, self.today) if self.due else ""

    @property
    def ago(self) -> str:
        """How many days ago it was due; "" where it is not overdue."""
        n = (self.today - self.due).days if self.due else 0
        return ngettext("%(n)d day ago", "%(n)d days ago", n) % {"n": n} if n > 0 else ""

    @property
    def order(self) -> tuple[date, str]:
        """What is overdue or due first comes first; what has no day comes last."""
        return self.due or date.max, str(self.coalition)

    @property
    def urgency(self) -> tuple[bool, date, str]:
        """What is overdue, today or can be done comes before dates to come. Without a day: as if
        due in a week.
        """
        return self.is_to_come, self.due or self.today + _SOON_FOR_DATES, str(self.coalition)


def waiting_for(person: Person, coalitions: Iterable[Coalition], *, now: datetime) -> list[WaitingItem]:
    """What waits for somebody in these coalitions of theirs, the most urgent first, then by kind.
    One query.
    """
    ours, kinds = {coalition.pk: coalition for coalition in coalitions}, list(FOR_ME)
    rows = _rows(_for_one, kinds, person.pk, now.date())
    mine = (_item(kinds, ours[row.coalition], row, now) for row in rows if row.coalition in ours)
    items = [replace(item, reader=person.pk) for item in mine]
    return sorted(items, key=lambda item: (item.urgency, item.row.kind))


def number_waiting_for(person: Person, *, today: date) -> int:
    """How many things wait for somebody soon (`is_for_later` tells). One query, for the header of
    every page.
    """
    kinds = tuple(kind.key for kind in FOR_ME)
    if not kinds:
        return 0
    question, until = _number_for_one(kinds), [today + SOON, today + _SOON_FOR_DATES]
    return int(fetched(question, select="COUNT(*)", where=_SOON_ONLY, key=person.pk, day=today, more=until)[0][0])


def owed_in(coalition: Coalition, *, now: datetime) -> list[WaitingItem]:
    """What waits for anybody in a coalition, overdue first; one thing once for each owner. Seven
    queries.

    Private kinds are left out.
    """
    kinds = [kind for kind in FOR_ME if not kind.private]
    rows = _rows(_for_all, kinds, coalition.pk, now.date())
    holders = Holders.of(coalition, rows)
    items: dict[tuple[object, ...], WaitingItem] = {}
    for row in rows:
        role, people = holders.of_row(row)
        if role or people:
            item = replace(_item(kinds, coalition, row, now), role=role, people=people)
            items.setdefault((row.kind, row.number, row.part, item.whose), item)
    return sorted(items.values(), key=lambda item: (item.order, item.whose))


def _item(kinds: Sequence[WaitingKind], coalition: Coalition, row: _Row, now: datetime) -> WaitingItem:
    return WaitingItem(kinds[row.kind], coalition, day_of(coalition, now), row)


def _asking(rows: QuerySet[Any], person: int) -> QuerySet[Any]:
    """Those that ask this person, in coalitions that they take part in. Observers are asked in
    their own name only.
    """
    parts = Participation.objects.filter(person=person)
    acting = parts.exclude(role=Participation.Role.OBSERVER)
    speaks = MemberOrganisation.objects.filter(representative=person)
    leads = RapporteurTerm.objects.filter(person=person, until=None)
    coordinates = parts.filter(role=Participation.Role.COORDINATOR)
    conditions = {
        "person": Q(w_person=person),
        "organisation": Q(w_organisation__in=acting.exclude(organisation=None).values("organisation"))
        | Q(w_organisation__in=speaks.values("organisation")),
        "rapporteur_of": Q(w_rapporteur_of__in=leads.values("group")),
        "members_of": Q(w_members_of__in=GroupMembership.objects.filter(person=person).values("group")),
        "coordinators": Q(w_coordinators=True, w_coalition__in=coordinates.values("coalition")),
        "rapporteurs": Q(w_rapporteurs=True, w_coalition__in=leads.values("group__coalition")),
        "representatives": Q(w_representatives=True, w_coalition__in=speaks.values("coalition")),
    }
    # Every page counts them: a kind is compared only with what it names.
    ours = reduce(or_, (wanted for name, wanted in conditions.items() if is_given(rows, name)))
    return rows.filter(ours, w_coalition__in=parts.values("coalition"))


@cache
def _for_one(keys: tuple[str, ...]) -> Kept:
    """The query for what waits for a person. It is built once, because building takes longer than
    running it.
    """
    return united((_asking(rows, ANY_KEY) for rows in _still_asked(keys)), tuple(_FIELDS))


@cache
def _number_for_one(keys: tuple[str, ...]) -> Kept:
    """The same query with the last day only (none if it is asked today), and 1 if it is a date."""
    no_day = Cast(Value(None), DateField())
    kinds_with_rows = zip((kind for kind in FOR_ME if kind.key in keys), _still_asked(keys), strict=True)
    rows = (
        (query.annotate(w_due=no_day) if kind.asked_now else query).annotate(w_number=_as_date(kind))
        for kind, query in kinds_with_rows
    )
    return united((_asking(row, ANY_KEY) for row in rows), ("due", "number"))


def _as_date(kind: WaitingKind) -> Cast:
    own = [When(w_person=ANY_KEY, then=Value(0))] if kind.finish else []
    return Cast(Case(*own, default=Value(int(kind.is_date))), BigIntegerField())


@cache
def _for_all(keys: tuple[str, ...]) -> Kept:
    """The question what waits for anybody in a coalition."""
    return united((rows.filter(w_coalition=ANY_KEY) for rows in _still_asked(keys)), tuple(_FIELDS))


def _still_asked(keys: tuple[str, ...]) -> Iterator[QuerySet[Any]]:
    for kind in FOR_ME:
        if kind.key in keys:
            rows = kind.rows(ANY_DAY)
            yield rows.exclude(of_lodged("w_coalition")) if kind.until_lodged else rows


def _rows(
    question: Callable[[tuple[str, ...]], Kept], kinds: Sequence[WaitingKind], key: int, today: date
) -> list[_Row]:
    if not kinds:
        return []
    records = fetched(question(tuple(kind.key for kind in kinds)), key=key, day=today)
    return [row._replace(due=as_day(row.due)) for row in map(_Row._make, records)]


_STYLE = Path(__file__).parent / "static" / "coalitions" / "sheet.css"
_MOST = (40, 32, 26, 20, 14)  # lines that one sheet can hold, if their texts are short


def owed_sheet(items: Sequence[WaitingItem], *, title: str, today: date) -> bytes:
    """One page as PDF, the most urgent first; it says how many lines are left out. Raises
    CannotPrint.
    """
    return one_page(_drafts(items, title, today), css=_style())


def _drafts(items: Sequence[WaitingItem], title: str, today: date) -> Iterator[str]:
    for most in _MOST:
        first = items[:most]
        context = {"items": first, "left_out": len(items) - len(first), "title": title, "today": today}
        yield render_to_string("coalitions/owed_sheet.html", context)


@cache
def _style() -> str:
    return _STYLE.read_text()
