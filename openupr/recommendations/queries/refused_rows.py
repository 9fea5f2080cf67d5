"""Rows of a State's reviews that an import refused and no later one brought."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from openupr.reviews.models import Review
from openupr.web.kept_queries import kept_rows

from ..models import ImportedFile, ReviewInFile

# By source, State ("" where untold) and session.
_Standing = dict[tuple[str, str, int | None], list[ReviewInFile]]
RefusedReviews = Mapping[tuple[str, int | None], tuple[str, ...]]
"""Sources, by State ("" where a row names none) and session."""


@dataclass(frozen=True, slots=True)
class RefusedRows:
    """Refused rows by session and source; `unread`, by source, those of the State or of none that can be told."""

    by_session: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    unread: Mapping[str, int] = field(default_factory=dict)

    def of_sessions(self, counted: Mapping[int, set[str]]) -> dict[int, int]:
        """By session, of the sources that are counted of it; of any source where nothing of it is counted."""
        return {
            session: n
            for session, of_source in self.by_session.items()
            if (n := sum(m for source, m in of_source.items() if source in counted.get(session, {source})))
        }

    def of_sources(self, counted: set[str]) -> int:
        """Those of which no session can be told, of these sources."""
        return sum(n for source, n in self.unread.items() if source in counted)


def refused_rows(iso3: str, reviews: Iterable[Review]) -> RefusedRows:
    """Those of a State; `reviews` are its own, to know the session of a row that tells only its cycle.

    A later file of the same source settles an earlier one's refusals of a review where it holds again what entered
    then, and as many rows as there were. A row that names no State counts in its session, or where it names none
    either, for every State.
    """
    session_of = {(name, review.cycle): review.session for name in (iso3, "") for review in reviews if review.session}
    sessions = set(session_of.values())
    standing = {
        (source, named, session): files
        for (source, named, session), files in _standing(kept_rows(_held_of, iso3), session_of).items()
        if named or not session or session in sessions
    }
    return _summed(_without_settled(standing))


def refused_reviews() -> RefusedReviews:
    """The sources of which an import refused rows of a review, by its State ("" where a row names none) and session.

    One query where nothing was refused of any review that can be told.
    """
    states = sorted(set(kept_rows(_with_refused)))
    if not states:
        return {}
    held = _with_files(ReviewInFile.objects.filter(iso3__in=states))
    reviews = Review.objects.filter(iso3__in=states, session__isnull=False).order_by()
    session_of = {(iso3, cycle): session for iso3, cycle, session in reviews.values_list("iso3", "cycle", "session")}
    found: dict[tuple[str, int | None], set[str]] = defaultdict(set)
    for (source, iso3, session), files in _without_settled(_standing(held, session_of)).items():
        if any(each.refused for each in files):
            found[iso3, session].add(source)
    return {review: tuple(sorted(sources)) for review, sources in sorted(found.items(), key=str)}


def _with_refused() -> QuerySet[ReviewInFile, str]:
    """The State of each review of which a file was refused a row, where its State or session is told."""
    some = ReviewInFile.objects.filter(refused__gt=0).exclude(iso3="", session=None).order_by()
    return some.values_list("iso3", flat=True)


def _held_of(iso3: str) -> QuerySet[ReviewInFile]:
    """What files held of a State, or of none that they name, the first file first."""
    return _with_files(ReviewInFile.objects.filter(iso3__in=[iso3, ""]))


def _with_files(held: QuerySet[ReviewInFile]) -> QuerySet[ReviewInFile]:
    ordered = held.select_related("file").order_by("file_id", "pk")
    return ordered.defer("file__refusals", "file__warnings", "file__skipped_as", "file__reason")


def _standing(held: Iterable[ReviewInFile], session_of: Mapping[tuple[str, int], int | None]) -> _Standing:
    """Less what a later file of the same source settles."""
    standing: _Standing = defaultdict(list)
    for each in held:
        session = each.session or session_of.get((each.iso3, each.cycle or 0))
        place = standing[each.file.source, each.iso3, session]
        place[:] = [before for before in place if not _settles(each, before)]
        place.append(each)
    return standing


def _settles(later: ReviewInFile, before: ReviewInFile) -> bool:
    if not before.iso3:
        return _settles_whole(later.file, before.file)
    return later.again >= before.entered and later.entered + later.refused >= before.entered + before.refused


def _settles_whole(later: ImportedFile, before: ImportedFile) -> bool:
    # Of files of different names and lengths, one that happens to hold many known rows is no correction of the other.
    alike = later.pk > before.pk and (later.name == before.name or later.read == before.read)
    again = later.already_there + later.updated
    return alike and again >= before.read - before.refused and later.read >= before.read


def _without_settled(standing: _Standing) -> _Standing:
    """Less rows without a State of a file that a later one holds again: in that one they may be of any review."""
    if not any(not iso3 for _source, iso3, _session in standing):
        return standing
    entered = ImportedFile.objects.filter(outcome=ImportedFile.Outcome.ENTERED)
    later = list(entered.only("pk", "name", "source", "read", "refused", "already_there", "updated"))
    return {
        (source, iso3, session): [
            each
            for each in files
            if iso3 or not any(file.source == source and _settles_whole(file, each.file) for file in later)
        ]
        for (source, iso3, session), files in standing.items()
    }


def _summed(standing: _Standing) -> RefusedRows:
    by_session: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    unread: dict[str, int] = defaultdict(int)
    for (source, _iso3, session), files in standing.items():
        if refused := sum(each.refused for each in files):
            (by_session[session] if session else unread)[source] += refused
    return RefusedRows(by_session, unread)
