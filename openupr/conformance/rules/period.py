"""Since when it speaks: of the time after the State's last review."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from openupr.files.word import ReadParagraph
from openupr.upr.calendar import reviews_of
from openupr.upr.cycles import SESSIONS
from openupr.upr.limits import Kind, RuleSet

from .finding import ConformanceFinding, FindingSentence, gettext_noop, places
from .named_review import review_named
from .parts import Parts
from .subject import subject
from .vocabulary import pattern

_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)")

_SINCE = gettext_noop("Nothing speaks only of the time before the last review ({review}).")
_BEFORE = gettext_noop(
    "Paragraphs that name only years before the last review ({review}): {number}. Is that still news?"
)
_SESSION = gettext_noop("session {number}, {year}")
_FOLLOWS = gettext_noop(
    " Session {named} is not in the list of sessions yet: by its number it is taken for one of cycle {cycle}."
)
_YEARS = gettext_noop("Years named: {first} to {last}.")
_NO_REVIEW = gettext_noop(
    " Which review was the last cannot be told: name State and session, or the cycle, on the cover or in the title."
)
_NO_STATE = gettext_noop(" Which review was the last cannot be told: name the State on the cover or in the title.")
_NO_SUCH = gettext_noop(" Session {named} is not known here: which review was the last cannot be told.")
_NO_DATE = gettext_noop(" The last review was in session {session}, whose date is not known here.")
_NO_SESSION = gettext_noop(" The last review was in cycle {cycle}; its session is not known here.")
_FIRST_REVIEW = gettext_noop(" The calendar knows no review before this one.")
_SINCE_A_REVIEW = gettext_noop("No year is named. The text speaks of the time since a review.")
_NO_YEARS = gettext_noop("No year is named, so it cannot be told which period this is about.")


class _Last(NamedTuple):
    """The last review: session and start, as far as known; and a sentence on how it was found."""

    session: int | None
    start: date | None
    told: FindingSentence | None


def period(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """Paragraphs with years before the State's last review only, and nothing that has continued
    since.
    """
    rule = rules.rules["period"]
    dated = [(paragraph, [int(year) for year in _YEAR.findall(paragraph.text)]) for paragraph in parts.running]
    years = [year for _, named in dated for year in named]
    if not years:
        speaks = any(_reaches_until_now(paragraph) for paragraph in parts.running)
        yield ConformanceFinding(rule, "pass" if speaks else "look", _SINCE_A_REVIEW if speaks else _NO_YEARS)
        return
    last = _last_review(parts)
    if last.start is None:
        verdict = FindingSentence(_YEARS, {"first": min(years), "last": max(years)})
        yield ConformanceFinding(rule, "look", "{said}", {"said": [verdict, *filter(None, [last.told])]})
        return
    before = [paragraph for paragraph, named in dated if named and max(named) < last.start.year]
    old = [paragraph for paragraph in before if not _reaches_until_now(paragraph)]
    review = FindingSentence(_SESSION, {"number": last.session, "year": last.start.year})
    values = {"review": review, "number": len(old)}
    verdict = FindingSentence(_BEFORE if old else _SINCE, values)
    sentences = [verdict, *filter(None, [last.told])]
    yield ConformanceFinding(rule, "look" if old else "pass", "{said}", {"said": sentences}, places(old))


def _reaches_until_now(paragraph: ReadParagraph) -> bool:
    """Whether it tells what has gone on since a year or a review."""
    return bool(pattern("period", "until_now").search(paragraph.text))


def _last_review(parts: Parts) -> _Last:
    """As known, or the review before the one that the cover or the title names."""
    if parts.known:
        return _in(parts.known.last_session)
    state, named = subject(parts), review_named(parts)
    if named.cycle is None:
        reason = FindingSentence(_NO_SUCH, {"named": named.session}) if named.session else FindingSentence(_NO_REVIEW)
        return _Last(None, None, reason)
    if state is None:
        return _Last(None, None, FindingSentence(_NO_STATE))
    earlier = [review for review in reviews_of(state.iso3) if review.cycle < named.cycle]
    follows = None if named.is_listed else FindingSentence(_FOLLOWS, {"named": named.session, "cycle": named.cycle})
    if earlier and earlier[-1].session is None:
        return _Last(None, None, FindingSentence(_NO_SESSION, {"cycle": earlier[-1].cycle}))
    return _in(earlier[-1].session if earlier else None, follows)


def _in(session: int | None, remark: FindingSentence | None = None) -> _Last:
    if session is None:
        return _Last(None, None, FindingSentence(_FIRST_REVIEW))
    start = next((session_of_list.start for session_of_list in SESSIONS if session_of_list.number == session), None)
    return _Last(session, start, remark if start else FindingSentence(_NO_DATE, {"session": session}))
