"""A report in the order of its places: sections, and paragraphs that are suggested and may be
written anew.
"""

from dataclasses import dataclass, field

from openupr.web.fingerprints import fingerprint

from .pieces import Piece, Sentence, text_of

LONGEST = 8000


@dataclass(frozen=True, slots=True)
class SuggestedPlace:
    """What facts suggest for a place: one paragraph, or the lines of a list. Without any, a person
    may still write.
    """

    key: str
    name: str
    lines: tuple[Sentence, ...] = ()
    is_list: bool = False
    # What a person is asked to write there.
    hint: str = ""

    @property
    def text(self) -> str:
        """The words alone, a line each."""
        return "\n".join(text_of(line) for line in self.lines if line)

    @property
    def fingerprint(self) -> str:
        """Short words for what facts suggest, by which a form tells what stood beside it."""
        return fingerprint(self.text)


@dataclass(frozen=True, slots=True)
class FilledPlace:
    """A place as it is now: suggested, or in somebody's words."""

    suggested: SuggestedPlace
    written: str | None = None
    seen: str = ""
    version: int = 0

    @property
    def is_written(self) -> bool:
        return self.written is not None

    @property
    def has_changed(self) -> bool:
        """Whether facts say something else than when somebody wrote this."""
        return self.is_written and self.seen != self.suggested.text

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it enters the document."""
        return not any(self.lines)

    @property
    def is_shown(self) -> bool:
        """Whether readers see it: it has lines, or somebody wrote in it."""
        return bool(self.lines) or self.is_written

    @property
    def shows_hint(self) -> bool:
        """Whether a hint helps those who write: there is one, and no text yet."""
        return bool(self.suggested.hint) and not self.is_written

    @property
    def lines(self) -> tuple[Sentence, ...]:
        """What enters the document."""
        if self.written is None:
            return tuple(line for line in self.suggested.lines if line)
        return tuple((Piece(line.strip()),) for line in self.written.splitlines() if line.strip())

    @property
    def text(self) -> str:
        """What a person finds in the form."""
        return self.suggested.text if self.written is None else self.written


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A heading of a level (1 to 3) with its places."""

    key: str
    title: str
    level: int
    suggested: tuple[SuggestedPlace, ...] = field(default=())
