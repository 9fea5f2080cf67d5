"""A draft as its words: where each stands, what stands between them, and what leads in to the first
that counts.
"""

from openupr.text.smart.tables import table_words
from openupr.text.words import cut


class DraftWords:
    """`surfaces[i]` is the i-th word, folded, at characters [starts[i], ends[i]) of `text`."""

    def __init__(self, text: str) -> None:
        self.text = text
        read = cut(text)
        self.surfaces, self.starts, self.ends = read.surfaces, read.starts, read.ends

    def __len__(self) -> int:
        return len(self.surfaces)

    def gap(self, at: int) -> str:
        """What stands between this word and the next."""
        return self.text[self.ends[at] : self.starts[at + 1]] if 0 <= at < len(self) - 1 else ""

    def word(self, at: int) -> str:
        """The word here, "" beyond the end."""
        return self.surfaces[at] if 0 <= at < len(self) else ""

    def written(self, first: int, last: int) -> str:
        """The words first to last (included) as they are written."""
        return self.text[self.starts[first] : self.ends[last]]

    def past_lead_in(self, at: int) -> int | None:
        """The first word from here on that is no "also", "please", "quickly"; None where there is
        none.
        """
        while at < len(self) and self._leads_in(at):
            at += 1
        return at if at < len(self) else None

    def _leads_in(self, at: int) -> bool:
        word = self.surfaces[at]
        if word == "step" and self.word(at + 1) == "up":
            return False
        if word in table_words("compares") and self.word(at + 1).endswith("ly"):
            return True  # "more actively enforce"
        adverb = word.endswith("ly") and word not in table_words("never_adverbs")
        return adverb or word in table_words("lead_in") or word in table_words("before_the_asking") or word.isdecimal()
