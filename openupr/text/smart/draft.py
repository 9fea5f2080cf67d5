"""A draft recommendation, read once: its words, what stands between them, and what it opens with."""

from dataclasses import dataclass
from functools import cached_property

from openupr.text.smart.tables import OBJECTS, Verb, verb, verb_in_any_form, words
from openupr.text.words import cut

_LONGEST_LEAD_IN = 60  # words; a verb that comes later opens nothing
_STATE_WITHIN = 14  # words in which a draft may name the State before "should"
_OBJECT_WITHIN = 7  # words after the opening verb


@dataclass(frozen=True, slots=True)
class Opening:
    """The verb a recommendation opens with, and at which word; `second` is the other of two with one object
    ("continue and strengthen"). By UPR Info's coding rules of 2014 the second of two decides on the category.
    """

    at: int
    verb: Verb
    second_at: int | None = None
    second: Verb | None = None

    @property
    def decisive(self) -> Verb:
        return self.second or self.verb

    @property
    def decisive_at(self) -> int:
        return self.at if self.second_at is None else self.second_at


class Draft:
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

    @cached_property
    def opening(self) -> Opening | None:
        """What it opens with; None where no verb of the table stands at the beginning."""
        at = self._beginning()
        first = None if at is None else self._opens(at)
        if at is None or first is None:
            return None
        second_at = self._second(at)
        return Opening(at, first, second_at, None if second_at is None else verb(self.surfaces[second_at]))

    @cached_property
    def called_on_at(self) -> int | None:
        """The last word of "should", "must", "is urged to", where it stands near the beginning."""
        for at in range(min(len(self), _STATE_WITHIN)):
            if self.surfaces[at] in words("modal"):
                return at
            if self.surfaces[at] in words("addressed") and "to" in self.surfaces[at + 1 : at + 3]:
                return self.surfaces.index("to", at)
        return None

    def object_of(self, at: int) -> str:
        """The first telling noun after a verb and before a preposition: "law" in "adopt the new law on"; or ""."""
        for word in self.surfaces[at + 1 : at + 1 + _OBJECT_WITHIN]:
            if word in words("stops"):
                break
            if word in OBJECTS:
                return OBJECTS[word]
        return ""

    def _opens(self, at: int) -> Verb | None:
        found = verb(self.surfaces[at])
        if found is None and at and self.surfaces[at - 1] == "be":
            return verb_in_any_form(self.surfaces[at])
        if found is None and self.surfaces[at] == "re" and self.gap(at) == "-":
            return verb(self.word(at + 1))
        if found is None and self.surfaces[at].endswith("ing"):
            return verb_in_any_form(self.surfaces[at])
        return found

    def _beginning(self) -> int | None:
        at = self._past_lead_in(0)
        if self.word(0) in ("we", "that"):
            return self._first_verb(1)
        if at is not None and self._opens(at) is None:
            if self.called_on_at is not None and self.called_on_at >= at:
                return self._past_lead_in(self.called_on_at + 1 + (self.word(self.called_on_at + 1) == "be"))
            if words("recommends") & set(self.surfaces[:at]):
                return self._first_verb(at)
            if self.surfaces[at] in words("turn"):
                return self._after_comma(at)
        return at

    def _first_verb(self, at: int) -> int | None:
        """Where the addressee stands first: "(recommended that) the Government adopt", "(we) urge Chad to adopt"."""
        for there in range(at, min(len(self), at + _STATE_WITHIN)):
            found = verb(self.surfaces[there])
            after_to = self.surfaces[there - 1] == "to"
            if found and (after_to or there > at) and (after_to or "noun" not in found.traits):
                return None if self.surfaces[there] in words("recommends") else there
        return None

    def _past_lead_in(self, at: int) -> int | None:
        while at < len(self) and self._leads_in(at):
            at += 1
        return at if at < len(self) else None

    def _leads_in(self, at: int) -> bool:
        word = self.surfaces[at]
        if word == "step" and self.word(at + 1) == "up":
            return False
        adverb = word.endswith("ly") and word not in words("never_adverbs")
        return adverb or word in words("lead_in") or word.isdecimal()

    def _after_comma(self, at: int) -> int | None:
        for here in range(at, min(len(self) - 1, at + _LONGEST_LEAD_IN)):
            if "," in self.gap(here):
                there = self._past_lead_in(here + 1)
                if there is not None and verb(self.surfaces[there]):
                    return there
        return None

    def _second(self, at: int) -> int | None:
        there = at + 2 if self.word(at + 1) == "up" else at + 1
        if self.word(there) not in words("joins"):
            return None
        second = self._past_lead_in(there + 1)
        return second if second is not None and verb(self.surfaces[second]) else None
