"""What stands first in the mid-term report: which review, who reports, and how to reach them.

In English, as everything in the report. What only people know is a place to fill in: "[Day of adoption]".
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.text import get_text_list

from openupr.coalitions.models import Coalition
from openupr.documents import word
from openupr.recommendations.models import Ask
from openupr.reviews.models import Review
from openupr.timeline.queries.wording import window_words
from openupr.timeline.rules.phases import DatedPhase, dated_phases
from openupr.timeline.rules.statuses import PUBLISHED
from openupr.upr.cycles import SESSIONS
from openupr.upr.phases import ADOPTION, REVIEW
from openupr.web.hooks import Hook

from .follow_up_list import FollowUpLine

CONTACTS = Hook[Callable[[Coalition], str]]("CONTACTS")
"""How to reach a coalition, in words that it printed elsewhere; "" where it printed none."""
_COUNCIL = {session.number: session.council_session for session in SESSIONS}


def front(coalition: Coalition, lines: Sequence[FollowUpLine], *, today: date) -> word.DocumentTable:
    """The review and its adoption, the coalition with its members and contact, the day of the report."""
    sessions = {line.listed.session for line in lines if line.listed.session}
    reviews = list(Review.objects.filter(iso3=coalition.review.iso3, session__in=sessions).order_by("-session"))
    rows = [
        ("Review", "\n".join(_review(review, lines) for review in reviews) or "[Session and cycle]"),
        ("Outcome adopted", "\n".join(map(_adoption, reviews)) or "[Day of adoption]"),
        ("Report by", coalition.name),
        ("Members", _members(coalition, lines)),
        ("Contact", contact_of(coalition) or "[How to reach us]"),
        ("As of", date_format(today, "j F Y")),
    ]
    return word.DocumentTable(
        tuple(((word.Run(name, bold=True),), word.plain(text)) for name, text in rows), widths=(1, 3.6), keeps_rows=True
    )


def of_which_reviews(coalition: Coalition, lines: Sequence[FollowUpLine]) -> Iterator[str]:
    """One sentence where the recommendations are of several reviews, or not all of one: how many of which."""
    sessions = Counter(line.listed.session for line in lines if not line.listed.is_pledge)
    counted = Count("asks", Q(asks__kind=Ask.Kind.RECOMMENDATION, asks__records__preferred=True), distinct=True)
    reviews = Review.objects.filter(iso3=coalition.review.iso3, session__in=[each for each in sessions if each])
    recorded = dict(reviews.annotate(recorded=counted).values_list("session", "recorded"))
    if len(sessions) > 1 or any(n < recorded.get(session, 0) for session, n in sessions.items()):
        latest_first = sorted(sessions.items(), key=lambda each: -(each[0] or 0))
        parts = [_part(session, n, recorded.get(session, 0)) for session, n in latest_first]
        yield f"Recommendations on the list: {get_text_list(parts, 'and')}."


def _part(session: int | None, n: int, recorded: int) -> str:
    if session is None:
        return f"{n} of no session that we know"
    return f"{n} of session {session}" + (f" (our record has {recorded})" if n < recorded else "")


def contact_of(coalition: Coalition) -> str:
    """How to reach the coalition, as it printed it elsewhere; "" where it did not."""
    return next(filter(None, (contact(coalition) for contact in CONTACTS)), "")


def _phase(review: Review, key: str) -> DatedPhase:
    dated = dated_phases(iso3=review.iso3, cycle=review.cycle, session=review.session)
    return next(each for each in dated if each.phase.key == key)


def _review(review: Review, lines: Sequence[FollowUpLine]) -> str:
    held = _phase(review, REVIEW)
    of_review = [line.un_number.symbol for line in lines if line.listed.session == review.session]
    told = [f"Cycle {review.cycle}, session {review.session}"]
    told += [window_words(held.window)] if held.window and held.status == PUBLISHED else []
    return ", ".join([*told, *sorted({symbol for symbol in of_review if symbol})])


def _adoption(review: Review) -> str:
    found = _phase(review, ADOPTION)
    council = _COUNCIL.get(review.session or 0)
    where = f"Human Rights Council, session {council}" if council else "Human Rights Council"
    if found.window is None or found.status != PUBLISHED:
        return f"{where} [day of adoption]"
    day = "" if found.window.is_one_day else " [day of adoption]"
    return f"{where}, {window_words(found.window)}{day}"


def _members(coalition: Coalition, lines: Sequence[FollowUpLine]) -> str:
    """How many, and the names of those that agreed to be named in files; nobody else is named."""
    agreed = {said.organisation_id for line in lines for said in line.voices if said.named and said.organisation_id}
    every = coalition.member_organisations.select_related("organisation")
    names = [member.organisation.in_full for member in every if member.organisation_id in agreed]
    return "".join(_told(names, len(every)))


def _told(names: Collection[str], number: int) -> Iterator[str]:
    yield f"{number} organisation{'' if number == 1 else 's'}"
    if names:
        yield f": {'; '.join(names)}" if len(names) == number else f", among them {'; '.join(names)}"
    else:
        yield " [names of those that agree to be named]"
