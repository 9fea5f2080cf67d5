"""What a group follows up: its lines, what was done, who owns them and until when."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.models import Coalition, Group
from openupr.coalitions.rules.texts import cleaned_answer
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.recommendations.models import Ask
from openupr.recommendations.question import Question
from openupr.recommendations.recommendation import un_number_among
from openupr.recommendations.search import Result, search_record
from openupr.recommendations.the_index import RecordNotReady
from openupr.upr import responses
from openupr.web.kept_queries import kept_rows
from openupr.web.languages import as_sentence

from .actions import FOLLOW_UP
from .arranging import check_due, line_for, list_asks, write_due
from .assessments import say
from .evidence_counts import EvidenceCount, count_of, count_of_all
from .models import LEAVES, Evidence, EvidenceFile, FollowUp, Level, ListedRecommendation
from .rules import WEIGHTS, NoAssessment

MOST = 60


def follow_ups_of(group: Group) -> list[FollowUp]:
    """What the group follows up, with evidence and the earlier recommendation's record; a few
    queries.
    """
    lines = group.follow_ups.select_related("ask__review", "owner")
    sources = Prefetch(
        "evidence", Evidence.objects.select_related("added_by", "checked_by", "file").defer("file__data")
    )
    return list(lines.prefetch_related(sources, "ask__records"))


def quotable_sources(follow_ups: Collection[int]) -> list[tuple[int, str]]:
    """Evidence on these lines that may be quoted without asking: pairs of line and source."""
    return kept_rows(_quotable, follow_ups)


def _quotable(follow_ups: Collection[int]) -> QuerySet[Evidence, Any]:
    evidence = Evidence.objects.filter(LEAVES, follow_up__in=follow_ups, state=Evidence.State.VERIFIED)
    return evidence.values_list("follow_up", "source")


def asks_of(keys: list[str]) -> list[Ask]:
    """The asks of these keys that the record holds. PostgreSQL takes no NUL in a text."""
    return list(Ask.objects.filter(key__in=[key for key in keys if "\x00" not in key]).select_related("review"))


def earlier_on_our_issues(group: Group) -> list[Result]:
    """The latest recommendations on the group's issues, at most MOST; none without issues or
    record.
    """
    if not group.issues:
        return []
    question = Question(filters={"state": (group.coalition.review.iso3,), "issue": tuple(group.issues)})
    try:
        return search_record(question, limit=MOST, sort="-session").results
    except RecordNotReady:
        return []


def earlier_to_take_up(group: Group, known: Collection[str], key: str = "") -> list[Result]:
    """The same without `known`; the one with this key first, even if it is older or on another
    issue.
    """
    results = [issue for issue in earlier_on_our_issues(group) if issue.fields["id"] not in known]
    if key in known or not key:
        return results
    wanted = [result for result in results if result.fields["id"] == key] or [_as_result(ask) for ask in asks_of([key])]
    return wanted + [result for result in results if result.fields["id"] != key]


def _as_result(ask: Ask) -> Result:
    records = list(ask.records.all())
    record, named = min(records, key=lambda r: not r.preferred), un_number_among(records)
    fields = {
        "symbol": named.symbol,
        "number": named.number,
        "id": ask.key,
        "text": record.text,
        "from": ask.from_name,
        "session": ask.review.session,
    }
    return Result(fields | {"response": record.response}, ())


def follow_up_rows(group: Group) -> Iterator[Mapping[str, str]]:
    """The lines as rows of a table, the evidence that the coalition shares in one cell."""
    for follow_up in follow_ups_of(group):
        records = follow_up.ask.records.all() if follow_up.ask else ()
        record, named = min(records, key=lambda r: not r.preferred, default=None), un_number_among(records)
        yield {
            "symbol": named.symbol,
            "number": named.number,
            "recommendation": follow_up.text,
            "from": follow_up.from_name,
            "session": str(follow_up.session or ""),
            "response": str(responses.label(record.response)) if record and record.response else "",
            "done": follow_up.done_in_words,
            "note": follow_up.note,
            "evidence": " | ".join(
                f"{source.what} ({source.get_kind_display()}: {source.source})"
                for source in follow_up.evidence.all()
                if source.is_shared
            ),
        }


def where_followed_up(group: Group, number: str) -> str:
    """The address of a line among those of its group."""
    return f"{reverse('followup:follow-ups', args=[group.coalition.key, group.pk])}#line-{number}"


def expired_in(coalition: Coalition, today: date) -> Iterator[str]:
    """In one line: which evidence of a coalition would be deleted on this day."""
    number = Evidence.objects.filter(listed__coalition=coalition, personal_until__lte=today).count()
    if number:
        sentence = ngettext(
            "%(n)s piece of evidence with personal data", "%(n)s pieces of evidence with personal data", number
        )
        yield sentence % {"n": number}


def size_of_files() -> int:
    """How many bytes all files of evidence on this server add to a backup."""
    return EvidenceFile.objects.aggregate(size=Sum("size"))["size"] or 0


@dataclass(frozen=True)
class FollowedSoFar:
    """What a group has said of the recommendations that it follows up, in numbers."""

    followed: int
    levels: Mapping[str, int]
    evidence: EvidenceCount

    @property
    def in_words(self) -> str:
        """One or two sentences; "" where the group follows nothing up."""
        if not self.followed:
            return ""
        assessed = sum(n for level, n in self.levels.items() if level in WEIGHTS)
        sentence = ngettext(
            "The group follows up %(n)s recommendation and has assessed %(assessed)s.",
            "The group follows up %(n)s recommendations and has assessed %(assessed)s.",
            self.followed,
        ) % {"n": self.followed, "assessed": assessed}
        if not any(self.levels.values()):
            return sentence
        counts = [
            _("%(level)s: %(n)s") % {"level": level.label, "n": n} for level in Level if (n := self.levels.get(level))
        ]
        listed = "; ".join([*counts, self.evidence.in_words])
        return f"{sentence} {as_sentence(listed[0].upper() + listed[1:])}"


def followed_so_far(lines: Sequence[FollowUp]) -> FollowedSoFar:
    """Of the lines of `follow_ups_of`."""
    return FollowedSoFar(
        followed=len(lines),
        levels=Counter(line.done for line in lines if line.is_assessed),
        evidence=count_of_all(count_of(line.evidence.all()) for line in lines),
    )


@act(FOLLOW_UP, gettext_lazy("Take up earlier recommendations to follow"), about="group")
def take_up(*, by: Person, group: Group, asks: Iterable[Ask]) -> list[FollowUp]:
    """Follow earlier recommendations up; those that the group follows up already stay as they are.

    They are on the coalition's list from now on, with their text, State and session.
    """
    known = set(group.follow_ups.values_list("ask_key", flat=True))
    new = [ask for ask in asks if ask.key not in known]
    listed = {row.ask_key: row for row in list_asks(group.coalition, new)}
    return FollowUp.objects.bulk_create(line_for(listed[ask.key], group) for ask in new)


@act(FOLLOW_UP, gettext_lazy("Write in an earlier recommendation to follow"), about="group")
def write_in(*, by: Person, group: Group, text: str) -> FollowUp:
    """Follow up a recommendation that the record does not hold, in your own words.

    The same words again return the existing line: a button pressed twice. Raises NoAssessment.
    """
    return line_in_own_words(group, text)


def line_in_own_words(group: Group, text: str) -> FollowUp:
    """The same inside another service's transaction. Raises NoAssessment, AnswerTooLong."""
    if not (text := cleaned_answer(text)):
        raise NoAssessment
    Group.objects.select_for_update().get(pk=group.pk)
    if there := group.follow_ups.filter(ask_key="", text=text).first():
        return there
    listed = ListedRecommendation.objects.create(coalition=group.coalition, text=text)
    line = line_for(listed, group)
    line.save()
    return line


@act(FOLLOW_UP, gettext_lazy("Say what was done about an earlier recommendation"), about="follow_up")
def assess(
    *, by: Person, follow_up: FollowUp, done: str, note: str, version: int, today: date | None = None
) -> FollowUp:
    """Say how far a recommendation was carried out. Raises SavedMeanwhile, AnswerTooLong."""
    return write_assessment(by=by, follow_up=follow_up, done=done, note=note, version=version, today=today)


def write_assessment(
    *, by: Person, follow_up: FollowUp, done: str, note: str, version: int, today: date | None
) -> FollowUp:
    """The same inside the transaction of a service that says more than one thing."""
    note = cleaned_answer(note)
    current = FollowUp.objects.select_for_update().select_related("listed", "group").get(pk=follow_up.pk)
    if version != current.version and (current.done, current.note) != (done, note):
        raise SavedMeanwhile(theirs=current.note, yours=note, version=current.version)
    if (current.done, current.note) != (done, note):
        current.done, current.note, current.version = Level(done), note, current.version + 1
        current.save(update_fields=["done", "note", "version"])
        say(listed=current.listed, group=current.group, level=done, reason=note, by=by, today=today)
        if current.due and today:
            write_due(current, today=today)
    return current


@act(FOLLOW_UP, gettext_lazy("Say who follows a recommendation up, and by when"), about="follow_up")
def give_owner(*, by: Person, follow_up: FollowUp, owner: Person | None, due: date | None, today: date) -> FollowUp:
    """Say who in the group owns a recommendation, and by when; the day is in the group's calendar.

    A day that was saved earlier may be over. Raises DueInThePast.
    """
    if due != follow_up.due:
        check_due(due, today=today)
    follow_up.owner, follow_up.due = owner, due
    follow_up.save(update_fields=["owner", "due"])
    write_due(follow_up, today=today)
    return follow_up


@act(FOLLOW_UP, gettext_lazy("Follow an earlier recommendation no longer"), about="follow_up")
def let_go(*, by: Person, follow_up: FollowUp, today: date | None = None) -> None:
    """Stop following a recommendation up; the group's words go, too.

    It stays on the coalition's list.
    """
    follow_up.listed.assessments.filter(group=follow_up.group).delete()
    if follow_up.due:
        follow_up.due = None
        write_due(follow_up, today=today or date.min)
    follow_up.delete()
