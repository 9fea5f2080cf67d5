"""A draft recommendation, read once: its words, what stands between them, and what it opens
with.
"""

from dataclasses import dataclass
from functools import cached_property

from openupr.text.smart.elsewhere import participle, verb_elsewhere
from openupr.text.smart.read import DraftWords
from openupr.text.smart.tables import OBJECTS, Verb, table_words, verb, verb_in_any_form, verb_inside

_LONGEST_LEAD_IN = 60  # words; a verb that comes later opens nothing
_STATE_WITHIN = 14  # words in which a draft may name the State before "should"
_OBJECT_WITHIN = 7  # words after the opening verb


@dataclass(frozen=True, slots=True)
class Opening:
    """The verb a recommendation opens with, and at which word; `second` is the other of two with
    one object ("continue and strengthen"). By UPR Info's coding rules of 2014 the second of two
    decides on the category.
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


class Draft(DraftWords):
    """A draft, read for what it asks."""

    @cached_property
    def opening(self) -> Opening | None:
        """What it opens with; None where no verb of the table stands at the beginning."""
        at = self._beginning()
        first = None if at is None else self._opens(at)
        if at is None or first is None:
            elsewhere = None if self.text.rstrip().endswith("?") else verb_elsewhere(self)
            if elsewhere is None:
                return None
            at, first = elsewhere
        second_at = self._second(at)
        return Opening(at, first, second_at, None if second_at is None else verb(self.surfaces[second_at]))

    @cached_property
    def called_on_at(self) -> int | None:
        """The last word of "should", "must", "is urged to", where it stands near the beginning."""
        for at in range(min(len(self), _STATE_WITHIN)):
            if self.surfaces[at] in table_words("modal"):
                return at
            if self.surfaces[at] in table_words("addressed") and "to" in self.surfaces[at + 1 : at + 3]:
                return self.surfaces.index("to", at)
        return None

    def object_of(self, at: int) -> str:
        """The first telling noun after a verb and before a preposition: "law" in "adopt the new law
        on"; or "".
        """
        for word in self.surfaces[at + 1 : at + 1 + _OBJECT_WITHIN]:
            if word in table_words("stops"):
                break
            if word in OBJECTS:
                return OBJECTS[word]
        return ""

    def _opens(self, at: int) -> Verb | None:
        known_verb = verb(self.surfaces[at])
        if known_verb and "opens" in known_verb.traits and self.word(at + 1) == "of":
            return None  # "control of prisons"
        if known_verb is None and at and self.surfaces[at - 1] == "be":
            return participle(self.surfaces[at])
        if known_verb is None and self.surfaces[at] == "re" and self.gap(at) == "-":
            return verb(self.word(at + 1)) or verb("re" + self.word(at + 1))
        if known_verb is None and self.surfaces[at] == "de" and self.gap(at) == "-":
            return verb("de" + self.word(at + 1))
        if (
            known_verb is None
            and self.surfaces[at].endswith("ing")
            and self.surfaces[at] not in table_words("never_opens")
        ):
            return verb_in_any_form(self.surfaces[at])
        return known_verb

    def _beginning(self) -> int | None:
        at = self.past_lead_in(0)
        if self.word(0) in ("we", "that"):
            return self._first_verb(1)
        if at is not None and self._opens(at) is None:
            if self.called_on_at is not None and self.called_on_at >= at:
                return self.past_lead_in(self.called_on_at + 1 + (self.word(self.called_on_at + 1) == "be"))
            if table_words("recommends") & set(self.surfaces[:at]):
                return self._first_verb(at)
            if self.surfaces[at] in table_words("turn"):
                return self._after_comma(at)
        return at

    def _first_verb(self, at: int) -> int | None:
        """Where the addressee stands first: "(recommended that) the Government adopt", "(we) urge
        Chad to adopt".
        """
        for there in range(at, min(len(self), at + _STATE_WITHIN)):
            known_verb = verb(self.surfaces[there])
            after_to = self.surfaces[there - 1] == "to"
            if self.surfaces[there] in table_words("verb_or_adverb"):
                continue
            if known_verb and (after_to or there > at) and (after_to or "noun" not in known_verb.traits):
                return None if self.surfaces[there] in table_words("recommends") else there
        return None

    def _after_comma(self, at: int) -> int | None:
        for here in range(at, min(len(self) - 1, at + _LONGEST_LEAD_IN)):
            if "," in self.gap(here):
                there = self.past_lead_in(here + 1)
                if there is not None and verb(self.surfaces[there]):
                    return there
        return None

    def _second(self, at: int) -> int | None:
        there = at + 2 if self.word(at + 1) == "up" else at + 1
        if self.word(there) not in table_words("joins"):
            return None
        second = self.past_lead_in(there + 1)
        return second if second is not None and verb_inside(self.surfaces[second]) else None
