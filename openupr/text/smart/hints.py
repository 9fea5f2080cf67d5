"""A hint: what was noticed, where in the text, why it matters, how it could be said, and where the
rule is from.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from openupr.text.smart.draft import Draft
from openupr.text.smart.tables import rows

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class HintSentence:
    """A row of data/smart_hints.csv: `letter` is what of S-M-A-R-T is missing, `message` has places
    in braces for what a text gives.
    """

    rule: str
    letter: str
    message: str
    reason: str
    example: str
    status: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftHint:
    """One piece of advice on the characters [start, end) of a text. It never blocks anything.

    `rule` is the key of its sentence, `given` fills the places in the message. `optional`: worth a
    thought only; good recommendations show it, too.
    """

    rule: str
    start: int
    end: int
    given: dict[str, str] = field(default_factory=dict)
    severity: str = "none"
    optional: bool = False

    @classmethod
    def on(cls, draft: Draft, rule: str, first: int, last: int, /, **values: str) -> "DraftHint":
        """A hint on the words first to last (included); they are `phrase` in its message."""
        phrase = draft.written(first, last)
        return cls(rule=rule, start=draft.starts[first], end=draft.ends[last], given={"phrase": phrase, **values})

    @property
    def letter(self) -> str:
        """What of S-M-A-R-T is missing."""
        return self.sentence.letter

    @property
    def sentence(self) -> HintSentence:
        return sentences()[self.rule]

    def message(self, translate: Translate = str) -> str:
        """The advice in words; `translate` (gettext) is handed the English sentence with its places
        in braces.
        """
        return translate(self.sentence.message).format(**self.given)

    def reason(self, translate: Translate = str) -> str:
        """Why it matters."""
        return translate(self.sentence.reason)

    def example(self, translate: Translate = str) -> str:
        """How it could be said better, in our own words."""
        return translate(self.sentence.example)

    @property
    def source(self) -> str:
        """Where the rule is from."""
        return self.sentence.source

    def document(self) -> dict[str, object]:
        """The hint as JSON, in English."""
        return {
            "rule": self.rule,
            "letter": self.letter,
            "message": self.message(),
            "source": self.source,
            "reason": self.reason(),
            "example": self.example(),
            "optional": self.optional,
            "severity": self.severity,
            "start": self.start,
            "end": self.end,
        }


@cache
def sentences() -> dict[str, HintSentence]:
    """Every rule with its sentence."""
    return {
        row["rule"]: HintSentence(
            row["rule"],
            row["letter"],
            row["message"],
            row["reason"],
            row["example"],
            row["status"],
            row["source"],
        )
        for row in rows("hints")
    }
