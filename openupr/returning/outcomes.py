"""What a returned file can say of a draft, as values."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["unchanged", "changed", "split", "joined", "added", "removed"]


@dataclass(frozen=True, slots=True)
class ParagraphOutcome:
    """What became of one paragraph (`owner`: its position among those sent), or one that was added
    after it.

    `owner` is None where it was added before all others. `first`: it was added before all others of
    `owner`'s section; `under`: below this heading of a section that had no paragraph. `base` is the
    text that went out, `text` the one that is suggested. `moved_after`: the paragraph of the
    section it stands in that it follows now (-1: none), None where it did not move; `moved_to` that
    section's heading where it is another one ("": above all headings). `joined_to`: the paragraph
    that took its words in. `sources_gone`: its sources that the file has no more;
    `sources_changed`: (source, what it reads as now). `names`: who changed it, as the file says;
    `tracked` is False where something was changed without saying by whom.
    """

    kind: Kind
    owner: int | None
    base: str = ""
    text: str = ""
    names: tuple[str, ...] = ()
    when: str = ""
    moved_after: int | None = None
    moved_to: str | None = None
    first: bool = False
    under: str = ""
    joined_to: int | None = None
    sources_gone: tuple[str, ...] = ()
    sources_changed: tuple[tuple[str, str], ...] = ()
    tracked: bool = True

    @property
    def says_something(self) -> bool:
        """Whether anything of the paragraph is not as it was sent."""
        differs = self.kind != "unchanged" or self.moved_after is not None
        return differs or bool(self.sources_gone or self.sources_changed)


@dataclass(frozen=True, slots=True)
class HeadingSaid:
    """A heading or title that is not as it was sent: `before` "" where it is new, `after` "" where
    it is gone.

    `owner` is the paragraph it stands over. `moved_after`: the heading of the section that its own
    follows now ("": none), None where it did not move.
    """

    before: str
    after: str
    owner: int | None
    names: tuple[str, ...] = ()
    moved_after: str | None = None


@dataclass(frozen=True, slots=True)
class Unsure:
    """A returned unit that only a person can place; `candidates`: (sent unit, its text), most
    likely first.
    """

    unit: int
    text: str
    candidates: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The whole.

    `places`: the paragraph that each returned unit belongs to or stands by, for comments.
    """

    outcomes: tuple[ParagraphOutcome, ...]
    headings: tuple[HeadingSaid, ...]
    unsure: tuple[Unsure, ...]
    places: tuple[int | None, ...]

    def counts(self) -> dict[str, int]:
        """How many there are of each kind; one that was moved and changed counts in both, and so
        does one of which a source is not as it was sent (`sources`).
        """
        kinds = ("unchanged", "changed", "moved", "split", "joined", "added", "removed", "sources", "unsure")
        numbers = dict.fromkeys(kinds, 0)
        for outcome in self.outcomes:
            numbers["moved"] += outcome.moved_after is not None
            numbers["sources"] += bool(outcome.sources_gone or outcome.sources_changed)
            numbers[outcome.kind] += outcome.kind != "unchanged" or not outcome.says_something
        return numbers | {"unsure": len(self.unsure)}
