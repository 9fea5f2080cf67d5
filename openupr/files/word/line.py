"""A paragraph while it is being read: its stretches of text, and what stands between them."""

from dataclasses import dataclass, field
from typing import Any

from openupr.files.word.counting import count_words
from openupr.files.word.values import Look, ReadParagraph, ReadRun


@dataclass(slots=True)
class LineInProgress:
    """Grows run by run. `breaks` are the lengths of text after which a page ends."""

    runs: list[tuple[list[str], Look]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, look: Look) -> None:
        """More text; what looks like the text before it is one run with it."""
        self.length += len(text)
        if self.runs and self.runs[-1][1] == look:
            self.runs[-1][0].append(text)
        else:
            self.runs.append(([text], look))

    def whole(self, **properties: Any) -> ReadParagraph:
        """The paragraph that was read; `properties` is what its properties say."""
        runs = tuple(ReadRun("".join(pieces), look) for pieces, look in self.runs)
        text = "".join(run.text for run in runs)
        before = len(text) - len(text.lstrip())
        after = len(text.rstrip())
        # A page that ends in the midst of a paragraph ends before it: what is uncertain is no
        # cover.
        ends_after = bool(self.breaks) and all(at >= after for at in self.breaks)
        ends_before = any(at <= before for at in self.breaks) or (bool(self.breaks) and not ends_after)
        properties["break_before"] = properties["break_before"] or (ends_before and after > 0)
        properties["break_after"] = properties["break_after"] or ends_after
        return ReadParagraph(runs=runs, notes=tuple(self.notes), text=text, words=count_words(text), **properties)
