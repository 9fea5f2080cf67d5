"""What a State recommended, as lines of its sheet: in earlier reviews, and in the coalition's
own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openupr.coalitions.models import Coalition
from openupr.followup.public_follow_up import PublicLine
from openupr.followup.rules import WEIGHTS
from openupr.recommendations.recommendation import un_number_of_row
from openupr.recommendations.search import search_record
from openupr.upr import responses
from openupr.upr.cycles import year_of_session
from openupr.upr.un_numbers import NO_NUMBER, UnNumber, number_order

from ..models import Uptake
from ..rules import EARLIER_LETTERS, shortened
from .near import Row
from .report import question_of

_MOST = 100


@dataclass(frozen=True)
class Earlier:
    """What the State recommended before, how it was answered, and what happened since, as far as
    that is public.
    """

    text: str
    session: int | None
    answer: str
    since: str
    un_number: UnNumber = NO_NUMBER

    @property
    def told(self) -> str:
        """ "2014, session 18, noted"."""
        year = year_of_session(self.session)
        session = _("session %(n)s") % {"n": self.session} if self.session else ""
        return ", ".join(part for part in (str(year or ""), session, self.answer) if part)


@dataclass(frozen=True)
class MadeInReview:
    """Lines in the order of the report, as many as a sheet has room for.

    `left`: how many more the State made; `room`: so many letters are left on the sheet.
    """

    lines: Sequence[Earlier] = ()
    left: int = 0
    room: int = EARLIER_LETTERS


def made_in_review(coalition: Coalition, iso3: str) -> MadeInReview:
    """What the State recommended to the coalition's in its review: first what takes up an ask, then
    the rest in the order of the report. Raises RecordNotReady.
    """
    found = search_record(question_of(coalition).narrowed("from", iso3), limit=_MOST)
    taken = list(_taken_up_by(coalition, iso3))
    first = {each.ask_key for each in taken}
    rows = sorted((hit.fields for hit in found.results), key=lambda row: (row["id"] not in first, _in_report(row)))
    by_hand = list(dict.fromkeys(_by_hand(each) for each in taken if each.text and not each.ask_key))
    lines: list[Earlier] = []
    room = EARLIER_LETTERS
    for line in [*by_hand, *(replace(told_of(row, {}), session=None) for row in rows)]:
        if lines and len(line.text) > room:
            break
        room -= len(line.text)
        lines.append(line)
    return MadeInReview(lines, found.total + len(by_hand) - len(lines), room)


def taken_up_by(coalition: Coalition, iso3: str) -> Mapping[int, list[Uptake]]:
    """By ask, what the State recommended that takes it up, of the pairs that people looked at
    together.
    """
    found: dict[int, list[Uptake]] = {}
    for each in _taken_up_by(coalition, iso3):
        found.setdefault(each.proposal_id, []).append(each)
    return found


def _taken_up_by(coalition: Coalition, iso3: str) -> QuerySet[Uptake]:
    marked = Uptake.objects.filter(proposal__group__coalition=coalition, iso3=iso3, looked_on__isnull=False)
    return marked.exclude(said=Uptake.Said.NOT)


def taken_in_words(uptakes: Iterable[Uptake]) -> str:
    """ "Taken up in part by your State: 140.12"; "" without any."""
    several = list(uptakes)
    if not several:
        return ""
    is_full = any(each.said == Uptake.Said.FULL for each in several)
    told = _("Taken up by your State") if is_full else _("Taken up in part by your State")
    numbers = ", ".join(dict.fromkeys(each.number for each in several if each.number))
    return f"{told}: {numbers}" if numbers else told


def _by_hand(uptake: Uptake) -> Earlier:
    """What a person wrote in that the record does not hold."""
    text = shortened(" ".join(uptake.text.split()), EARLIER_LETTERS)
    return Earlier(text, None, "", "", UnNumber("", uptake.number))


def _in_report(row: Row) -> tuple[bool, tuple[int, ...]]:
    number = str(row.get("number", ""))
    return not number, number_order(number)


def told_of(row: Row, public: Mapping[str, PublicLine]) -> Earlier:
    """A row as a line of a sheet. `public`: by key, what the public follow-up page shows."""
    text = shortened(" ".join(row["text"].split()), EARLIER_LETTERS)
    answer = str(_(responses.label(row["response"]))).lower() if row["response"] else ""
    return Earlier(text, row["session"], answer, _since(public.get(row["id"])), un_number_of_row(row))


def _since(line: PublicLine | None) -> str:
    """What its public page says happened since, with the source."""
    if line is None:
        return ""
    parts = [_("the Government says: %(claim)s") % {"claim": line.claim.lower()}] if line.claim else []
    parts += [
        _("civil society (%(n)s): %(level)s") % {"n": who, "level": str(level.label).lower()}
        for level, who in line.levels
        if level in WEIGHTS
    ]
    told = _("Since then: %(what)s.") % {"what": "; ".join(parts)} if parts else ""
    source = _("Source: %(source)s") % {"source": line.evidence[0]} if line.evidence else ""
    return " ".join(part for part in (told, source) if part)
