"""The symbols of the United Nations' documents on a review.

What is written before a review carries the Working Group's session and the State's ISO code
(A/HRC/WG.6/32/KHM/1); its report and what follows carry the Council's session and a running number
(A/HRC/41/17, A/HRC/41/17/Add.1), from which no State can be told.
"""

import re
from dataclasses import dataclass

from openupr.upr.names import UnknownName

_ENDING = r"(?:/(Add|Corr|Rev)\.\d+)?"
_BEFORE = re.compile(r"A/HRC/WG\.6/(\d{1,3})/([A-Z]{3})/([123])" + _ENDING)
_AFTER = re.compile(r"A/HRC/(DEC/)?(\d{1,3})/\d{1,4}" + _ENDING)
_KINDS = {"1": "national report", "2": "UN compilation", "3": "summary of stakeholders' information"}


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a symbol says.

    `kind` is "national report", "UN compilation", "summary of stakeholders' information", "Council
    document" (the Working Group's report, or an addendum with the State's answers) or "Council
    decision"; `part` is "Add", "Corr" or "Rev" where the symbol ends so, else "". `session` is the
    Working Group's and `iso3` the State's, known only before the review (else None and "");
    `council_session` only after it.
    """

    text: str
    kind: str
    part: str
    session: int | None
    iso3: str
    council_session: int | None


def parse_symbol(text: str) -> Symbol:
    """Reads a symbol; UnknownName when it is none of a review's documents."""
    symbol = text.strip()
    if before := _BEFORE.fullmatch(symbol):
        session, iso3, number, part = before.groups(default="")
        return Symbol(symbol, _KINDS[number], part, int(session), iso3, None)
    if after := _AFTER.fullmatch(symbol):
        decision, session, part = after.groups(default="")
        kind = "Council decision" if decision else "Council document"
        return Symbol(symbol, kind, part, None, "", int(session))
    raise UnknownName("document symbol", text)
