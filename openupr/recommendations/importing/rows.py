"""What a reader hands on for each row of a source, before anything is stored.

The text and the values of the source are kept as they are written, with the normalised values
beside them. A reader yields these rows in the order of the file and raises `RefusedFile` where the
file as a whole cannot be trusted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Kind = Literal["recommendation", "pledge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """One recommendation of one State to another, or one voluntary pledge, as a source gives it.

    `row` counts as the user sees the file: line 1 of a table is its header; in JSON the first
    record is 1. One record of UHRI with several recommending States gives several rows that bear
    the same number.
    """

    row: int
    kind: Kind
    session: int | None
    cycle: int
    iso3: str
    """The State under Review."""
    from_iso3: str
    """The recommending State; "" where the source does not know it.

    A pledge bears the State that makes it.
    """
    text: str
    """The source's text, not even stripped (for UHRI: its HTML turned into plain text)."""
    response: str
    """supported, noted, partly or pending; "" for a pledge."""
    source_response: str = ""
    action: int | None = None
    """UPR Info's action category, 1 to 5."""
    issues: tuple[str, ...] = ()
    """Normalised issue keys, without repetition, in the source's order."""
    source_issues: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    """OHCHR's themes: keys of openupr.upr.ohchr_themes, or the label itself where no theme there
    has it.
    """
    sdgs: tuple[str, ...] = ()
    """Codes of goals and targets."""
    persons: tuple[str, ...] = ()
    """Keys of the groups of people it is about."""
    source_persons: tuple[str, ...] = ()
    number: str = ""
    """The paragraph in the Working Group report, as in "118.12"."""
    symbol: str = ""
    source_position: str = ""
    """Where the source has the response from, as in "A/HRC/59/15/Add.1 - Para.3"."""
    explanation: str = ""
    """What the State says of its answer, in its addendum."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The same text in other languages, by their code."""
    url: str = ""
    state_region: str = ""
    state_organisations: tuple[str, ...] = ()
    from_region: str = ""
    from_organisations: tuple[str, ...] = ()
    raw: Mapping[str, Any]
    """Every column or field as it stood, except the text; plain JSON values only."""
    warnings: tuple[str, ...] = ()
    """What was passed over or contradicts itself, a sentence each; the row enters all the same."""


class OfReview(NamedTuple):
    """The review of a row, as far as the row names it: "" and None where it does not."""

    iso3: str = ""
    session: int | None = None
    cycle: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A row that does not enter, with the value that was not understood and why."""

    row: int
    value: str
    reason: str
    review: OfReview = field(default=OfReview(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """A row that is right but not of the Universal Periodic Review; `why` names the body in UHRI,
    for example.
    """

    row: int
    why: str


Row = ReadRow | RefusedRow | SkippedRow
