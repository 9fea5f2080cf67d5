"""A draft recommendation, read once: its words, what stands between them, and what it asks with."""

from dataclasses import dataclass
from functools import cached_property

from openupr.text.smart.tables import OBJECTS, Verb, table_words, verb, verb_in_any_form, verb_inside, verb_of_noun
from openupr.text.words import IRREGULAR, cut

_LONGEST_LEAD_IN = 60  # words; a verb that comes later opens nothing
_STATE_WITHIN = 14  # words in which a draft may name the State before "should"
_OBJECT_WITHIN = 7  # words after the opening verb
_ADDRESSEE_WITHIN = 8  # words in which who is asked may be named
_VERB_WITHIN = 40  # words in which the verb then follows
_NOUN_WITHIN = 3  # words in which the action may be named as a noun
_ADVERBS = 4  # words that may stand between "be" and what is to be done

Asking = tuple[int, Verb]


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


class Draft:
    """A draft, read for what it asks.

    `surfaces[i]` is the i-th word, folded, at characters [starts[i], ends[i]) of `text`.
    """

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

    def _leads_in(self, at: int) -> bool:
        word = self.surfaces[at]
        if word == "step" and self.word(at + 1) == "up":
            return False
        if word in table_words("compares") and self.word(at + 1).endswith("ly"):
            return True  # "more actively enforce"
        adverb = word.endswith("ly") and word not in table_words("never_adverbs")
        return adverb or word in table_words("lead_in") or word in table_words("before_the_asking") or word.isdecimal()

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


def verb_elsewhere(draft: Draft) -> Asking | None:
    """Where it asks, and by which verb; None where no verb of the table asks anything."""
    at = draft.past_lead_in(0)
    if at is None:
        return None
    plain = _in_the_third_person(draft, at) or _to_further(draft, at) or _urged(draft, at) or _by_which_it_is(draft, at)
    if plain:
        return plain
    possible = [_addressed(draft), _to_be_done(draft), _after_a_preposition(draft, at)]
    if not any(verb_of_noun(word) for word in draft.surfaces[at : at + _NOUN_WITHIN]):
        possible.append(_urged_later(draft))
    return min((asking for asking in possible if asking), key=lambda asking: asking[0], default=None)


def participle(word: str) -> Verb | None:
    """The verb of "amended", "taken", "set"."""
    if word in table_words("same_participle"):
        return verb(word)
    return verb_in_any_form(word) if word.endswith("ed") else verb(IRREGULAR.get(word, ""))


def _in_the_third_person(draft: Draft, at: int) -> Asking | None:
    """ "Continues its efforts", "Increases activities", not "Measures to", "Reports of"."""
    word, following = draft.surfaces[at], draft.word(at + 1)
    known_verb = verb_in_any_form(word) if word.endswith("s") else None
    if known_verb is None or not following:
        return None
    after_a_noun = any(
        following in table_words(list_name) for list_name in ("stops", "joins", "describes")
    ) or participle(following)
    if "noun" in known_verb.traits and after_a_noun and following not in table_words("strives_to") - {"to"}:
        return None
    return at, known_verb


def _to_further(draft: Draft, at: int) -> Asking | None:
    """ "Further its efforts", not "Further efforts"."""
    before = draft.word(at - 1)
    if (
        before not in table_words("verb_or_adverb")
        or draft.surfaces[at] not in table_words("determiner")
        or "," in draft.gap(at - 1)
    ):
        return None
    known_verb = verb(before)
    return (at - 1, known_verb) if known_verb else None


def _by_which_it_is(draft: Draft, at: int) -> Asking | None:
    """ "Be a pioneer in ratifying ...", "be accountable for prisoners and release them": the
    step.
    """
    if draft.surfaces[at] != "be":
        return None
    for there in range(at + 2, len(draft)):
        word, before = draft.surfaces[there], draft.surfaces[there - 1]
        known_verb = verb(word) if before == "and" else verb_in_any_form(word) if word.endswith("ing") else None
        if known_verb and "step" in known_verb.traits and before in table_words("by_which_it_is"):
            return there, known_verb
    return None


def _urged(draft: Draft, at: int) -> Asking | None:
    """ "Urge the Parliament to pass ...", "Have an independent body investigate ...", "Encourages
    the revision".
    """
    if draft.surfaces[at] not in table_words("asks_of"):
        return None
    plain: Asking | None = None
    for there in range(at + 1, min(len(draft), at + _VERB_WITHIN)):
        known_verb = verb(draft.surfaces[there])
        if known_verb and _after_to(draft, there):
            return there, known_verb
        plain = plain or ((there, known_verb) if known_verb and "noun" not in known_verb.traits else None)
    own = verb_in_any_form(draft.surfaces[at])
    return plain or ((at, own) if own else None)


def _urged_later(draft: Draft) -> Asking | None:
    """ "While commending ..., (it) recommended to Chad to pass ...", "Chad is encouraged to pass
    ...".
    """
    urged = False
    for at in range(min(len(draft), 2 * _VERB_WITHIN)):
        known_verb = verb(draft.surfaces[at]) if urged and _after_to(draft, at) else None
        if known_verb:
            return at, known_verb
        urged = (
            urged or draft.surfaces[at] in table_words("recommends") or draft.surfaces[at] in table_words("addressed")
        )
    return None


def _after_to(draft: Draft, at: int) -> bool:
    """ "To promptly investigate"."""
    before = draft.surfaces[max(0, at - 2) : at]
    return before[-1:] == ["to"] or (before[:1] == ["to"] and before[-1].endswith("ly"))


def _addressed(draft: Draft) -> Asking | None:
    """ "The Government of ... sign and ratify", "that Chad share its ..."; not "Government's
    efforts to ensure".
    """
    for at in range(min(len(draft), _ADDRESSEE_WITHIN)):
        if draft.surfaces[at] in table_words("addressee") and not {"'", "’"} & set(draft.gap(at)):
            return _plain_verb(draft, at + 1)
    return _plain_verb(draft, 2) if "that" in draft.surfaces[:2] else None


def _to_be_done(draft: Draft) -> Asking | None:
    """ "Polygamy be eliminated", "that all attacks are investigated"; not "which would be", "to be
    considered".
    """
    states = (
        table_words("describes_a_state")
        if draft.word(0) == "that" or draft.word(0) in table_words("recommends")
        else ()
    )
    for at in range(1, min(len(draft), 2 * _VERB_WITHIN)):
        if draft.surfaces[at] != "be" and draft.surfaces[at] not in states:
            continue
        there = at + 1
        while there < at + _ADVERBS and (
            draft.word(there).endswith("ly") or draft.word(there) in table_words("lead_in")
        ):
            there += 1
        known_verb = participle(draft.word(there))
        before = draft.word(at - 2 if draft.surfaces[at - 1] == "only" else at - 1)
        if known_verb and before not in table_words("only_possible"):
            return there, known_verb
    return None


def _after_a_preposition(draft: Draft, at: int) -> Asking | None:
    """ "In cooperation with UNESCO continue to implement ...": no comma tells where it ends."""
    if table_words("turn") & set(draft.surfaces[: at + 1]):
        return _plain_verb(draft, at + 1)
    return _plain_verb(draft, at, to_within=_VERB_WITHIN) if draft.surfaces[0] == "to" else None


def _plain_verb(draft: Draft, at: int, *, to_within: int = 3) -> Asking | None:
    """The first verb that is no noun and belongs to the asking; `to_within` so many words it may
    follow "to".
    """
    for there in range(at, min(len(draft), at + _VERB_WITHIN)):
        before, following = draft.surfaces[there - 1], draft.word(there + 1)
        after_to = before == "to" and there < at + to_within
        if before in table_words("determiner") or (before in table_words("leads_to_a_verb") and not after_to):
            continue
        known_verb = verb(draft.surfaces[there])
        has_object = following in table_words("determiner") or following in table_words("same_object")
        if known_verb and ("noun" not in known_verb.traits or after_to or ":" in draft.gap(there - 1) or has_object):
            return there, known_verb
        if known_verb is None and draft.surfaces[there].endswith("s"):
            known_verb = verb_in_any_form(draft.surfaces[there])
            if known_verb and ("noun" not in known_verb.traits or "," in draft.gap(there - 1)):
                return there, known_verb
    return None
