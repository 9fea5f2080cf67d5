"""Which reviews of a State the record holds, and which it lacks: every "not found" is said with both."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.reviews.models import Review
from openupr.upr.cycles import SESSIONS

from .question import Question
from .the_index import the_index

_LAST_DAY = {session.number: session.end or session.start for session in SESSIONS}


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sessions in which a State was reviewed, in order.

    `loaded`: recommendations of it are in the record (a cycle's number where the source told no session);
    `missing`: it was held and nothing is loaded; `undated`: nothing is loaded, and whether it was held is not known.
    """

    loaded: tuple[int, ...] = ()
    loaded_cycles: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    undated: tuple[int, ...] = ()

    @property
    def complete(self) -> bool:
        """Nothing was held that is not loaded: only then may a page say "never"."""
        return bool(self.loaded or self.loaded_cycles) and not (self.missing or self.undated)

    @property
    def nothing(self) -> bool:
        return not (self.loaded or self.loaded_cycles)

    def sentence(self) -> str:
        """ "Loaded: sessions 6 and 18. Not loaded: sessions 32 and 46." """
        parts = [_("Loaded: %(reviews)s.") % {"reviews": self.loaded_in_words()}]
        if self.missing:
            parts.append(_("Not loaded: %(sessions)s.") % {"sessions": sessions(self.missing)})
        if self.undated:
            parts.append(_("Not loaded, date not known here: %(sessions)s.") % {"sessions": sessions(self.undated)})
        return " ".join(parts)

    def not_found(self) -> str:
        """What a count of nothing means: "not found in sessions 6 and 18; sessions 32 and 46 not loaded"."""
        if self.nothing:
            return _("no review is loaded")
        found = _("not found in %(reviews)s") % {"reviews": self.loaded_in_words()}
        lacking = (*self.missing, *self.undated)
        if not lacking:
            return found
        return _("%(found)s; %(sessions)s not loaded") % {"found": found, "sessions": sessions(lacking)}

    def loaded_in_words(self) -> str:
        """ "sessions 6 and 18", "no review"."""
        if self.nothing:
            return _("no review")
        cycles = [_("cycle %(number)s") % {"number": number} for number in self.loaded_cycles]
        return _listed([*([sessions(self.loaded)] if self.loaded else []), *cycles])


def coverage(iso3: str, *, today: date, question: Question | None = None) -> Coverage:
    """The reviews of a State as of today, loaded and missing; `question` gives the sources that are counted.

    Source of what was held: the calendar (`reviews.Review`) and the sessions' last days. The next review, which
    has no session yet, is neither loaded nor missing.
    """
    asked = (question or Question()).narrowed("state", iso3)
    table = the_index().cross(filters=asked.index_filters(), by=["session", "cycle"])
    loaded = {session for (session, _cycle), _n in table if session is not None}
    cycles = {int(cycle) for (session, cycle), _n in table if session is None and cycle is not None}
    reviews = Review.objects.filter(iso3=iso3, session__isnull=False).exclude(session__in=loaded)
    lacking = [review.session for review in reviews if review.session and review.cycle not in cycles]
    return Coverage(
        loaded=tuple(sorted(int(session) for session in loaded)),
        loaded_cycles=tuple(sorted(cycles)),
        missing=tuple(sorted(session for session in lacking if _was_held(session, today) is True)),
        undated=tuple(sorted(session for session in lacking if _was_held(session, today) is None)),
    )


def sessions(numbers: tuple[int, ...]) -> str:
    """ "session 6", "sessions 6, 18 and 32"."""
    words = ngettext("session %(numbers)s", "sessions %(numbers)s", len(numbers))
    return words % {"numbers": _listed([str(number) for number in numbers])}


def _listed(these: list[str]) -> str:
    if len(these) < 2:
        return "".join(these)
    return _("%(these)s and %(last)s") % {"these": ", ".join(these[:-1]), "last": these[-1]}


def _was_held(session: int, today: date) -> bool | None:
    """Whether a session is over; None where its dates are not known and no later session shows it."""
    later = [day for number, day in _LAST_DAY.items() if number >= session and day]
    if any(day <= today for day in later):
        return True
    return None if _LAST_DAY.get(session) is None else False
