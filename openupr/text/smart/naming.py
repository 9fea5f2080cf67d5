"""What a recommendation is about: no law, body, right or group named; groups, treaties, standards
left open.
"""

from collections.abc import Iterator
from functools import cache

from openupr.text.smart.clauses import asked_for, empty_object, ends_an_evil
from openupr.text.smart.coding import has_example
from openupr.text.smart.deadline import of_time
from openupr.text.smart.draft import Draft, Opening, participle
from openupr.text.smart.hints import DraftHint
from openupr.text.smart.measuring import done_by, target
from openupr.text.smart.phrases import phrases
from openupr.text.smart.tables import table_words, verb_in_any_form, verb_of_noun
from openupr.text.words import cut
from openupr.upr.states import STATES

_NEAR = 5  # words in which an opening verb meets its object
_MANY = 3  # aims behind an empty opening from which on they are told of
_LEFT_OPEN = (
    # rule, list of phrases, words of which one names it
    ("unnamed-group", "vague_group", "named_group"),
    ("unnamed-treaty", "vague_treaty", "named_instrument"),
    ("unnamed-standard", "vague_standard", "named_instrument"),
)


def naming_hints(draft: Draft) -> Iterator[DraftHint]:
    """Nothing named at all; else what is left open, and a result without an action."""
    if draft.opening is None:
        return
    nothing = unnamed_subject(draft)
    if nothing:
        yield nothing
    else:
        yield from left_open(draft)
    others = state_of_being(draft)
    yield from [others] if others else result(draft)


def unnamed_subject(draft: Draft) -> DraftHint | None:
    """Every word after the opening is one that any State could be told ("human rights", "efforts",
    "progress").
    """
    opening = draft.opening
    if opening is None:
        return None
    others = (at for at in range(len(draft)) if at not in (opening.at, opening.decisive_at))
    empty = all(_says_nothing(draft.surfaces[at]) or _says_little(draft, at) for at in others)
    if not empty or _names_rights(draft):
        return None
    return DraftHint.on(draft, "unnamed-subject", opening.at, len(draft) - 1)


def _says_little(draft: Draft, at: int) -> bool:
    """ "(Make an action) plan by 2027": a plan for what? A time or a number tells nothing of it."""
    word = draft.surfaces[at]
    return word in table_words("says_little") or word.isdecimal() or of_time(draft, at)


def left_open(draft: Draft) -> Iterator[DraftHint]:
    """ "Vulnerable groups", "international instruments": where none is named anywhere in the
    text.
    """
    present = set(draft.surfaces)
    for rule, listed, names in _LEFT_OPEN:
        phrase = next(phrases(listed).found_in(draft), None)
        if phrase is None or present & table_words(names):
            continue
        if rule == "unnamed-treaty" and (not present & table_words("treaty_verb") or _numbered(draft, phrase.first)):
            continue
        if draft.word(phrase.last + 1) in table_words("tells_which") or draft.word(phrase.first - 1) in table_words(
            "points_back"
        ):
            continue
        yield DraftHint.on(draft, rule, phrase.first, phrase.last)


def _numbered(draft: Draft, at: int) -> bool:
    """ "The two international covenants", "all core treaties" are known."""
    before = set(draft.surfaces[max(0, at - 4) : at + 1])
    return bool({"two", "both", "nine", "eight"} & before) or {"all", "core"} <= before


def result(draft: Draft) -> Iterator[DraftHint]:
    """ "Improve women's access to land": a result, and neither a step nor anything concrete is
    named.
    """
    opening = draft.opening
    if opening is None or opening.verb.category == 2:
        return
    first, last = opening.at, opening.decisive_at
    if empty_object(draft, opening) is not None:  # "strengthen efforts": what its opening is told already
        purposes = asked_for(draft, opening)
        if len(purposes) < _MANY:
            return
        first = last = purposes[0].at
    elif not _is_result(draft, opening) or table_words("approximate") & set(
        draft.surfaces[last + 1 : last + 1 + _NEAR]
    ):
        return
    passive = draft.word(opening.at - 1) == "be"
    words_left = [at for at in range(0 if passive else last + 1, len(draft)) if not first <= at <= last]
    sure = opening.decisive.name == "make" and draft.word(last + 1) == "sure"
    improves = opening.decisive.name in table_words("improving_verb") or sure or _makes_others(draft, opening)
    if ends_an_evil(draft, opening.decisive_at):
        if "until" in draft.surfaces:  # "stop evictions until the courts have decided" can be done
            return
        improves = True
    concrete = _says_how if improves else _means
    # A day to reach it by makes a result no more concrete.
    if (
        not words_left
        or has_example(draft, opening)
        or any(concrete(draft, at) for at in words_left if not of_time(draft, at))
    ):
        return
    if target(draft):
        return
    if opening.decisive.name in table_words("leaves_open_how") and first == opening.at:
        yield DraftHint.on(draft, "vague-opener", first, last)
    else:
        yield DraftHint.on(draft, "result", first, _made(draft, opening) or last)


def _made(draft: Draft, opening: Opening) -> int | None:
    """The last word of what is made in "make the police respect ...": "make" alone names
    nothing.
    """
    at = opening.decisive_at
    if opening.decisive.name != "make":
        return None
    here = range(at + 1, min(len(draft), at + 1 + _NEAR))
    makes = table_words("people") | table_words("who_acts") | table_words("made_to_be") | {"sure"}
    return next((there for there in here if draft.surfaces[there] in makes), None)


def state_of_being(draft: Draft) -> DraftHint | None:
    """ "Women should have access to land", "Children should go to school", "Be more transparent":
    how things are to be, of others than the State or of itself, and not what it is to do for it.
    """
    called = draft.called_on_at
    if called is None or draft.surfaces[called] not in table_words("modal"):
        return _to_be(draft, draft.past_lead_in(0))
    attitude = _attitude(draft, called + 1)
    if attitude is not None:
        return DraftHint.on(draft, "result", called, attitude)
    if draft.opening is None:
        has = draft.word(called + 1) in table_words("describes")
        has = has or bool(
            set(draft.surfaces[:called]) & table_words("who_is_to_live") and draft.word(called + 1) != "be"
        )
        last = min(called + 1, len(draft) - 1)
        return DraftHint.on(draft, "result", called, last) if has else _to_be(draft, called + 1, called)
    if draft.opening.at < called:
        return None
    subject = set(draft.surfaces[:called])
    done_to_them = "be" in draft.surfaces[called + 1 : draft.opening.at]
    carried_out = draft.opening.decisive.name in table_words("carries_out")
    if done_to_them and not carried_out and _only_how_well(draft, draft.opening.at):
        return DraftHint.on(draft, "result", called, draft.opening.at)
    asked_themselves = subject & (table_words("who_acts") | table_words("addressee") | _state_words())
    if done_to_them or asked_themselves or not subject & table_words("who_is_to_live"):
        return None
    return DraftHint.on(draft, "result", called, draft.opening.at)


def _only_how_well(draft: Draft, at: int) -> bool:
    """ "(Teachers should be) paid well": no more is said, but a time."""
    rest = [draft.surfaces[there] for there in range(at + 1, len(draft)) if not of_time(draft, there)]
    return bool(rest) and all(word in table_words("how_well") or word.endswith("ly") for word in rest)


def _attitude(draft: Draft, at: int) -> int | None:
    """ "(Judges must) become more sensitive", "(guards should) treat them better", "(elections
    should) be free".
    """
    word, following = draft.word(at), draft.word(at + 1)
    if word in table_words("attitude_verb"):
        becomes_party = table_words("party_to") & set(draft.surfaces[at + 1 : at + 4])
        return None if becomes_party else at
    done = participle(following) if following not in ("free", "open") else None
    if word != "be" or at + 1 >= len(draft) or (done and done.name not in table_words("attitude_verb")):
        return None
    rest = (there for there in range(at + 2, len(draft)) if not of_time(draft, there))
    return None if any(_concrete(draft, there) for there in rest) else at + 1


def _to_be(draft: Draft, at: int | None, first: int | None = None) -> DraftHint | None:
    """ "Be more transparent", "should be able to read", nothing concrete beside it."""
    if draft.opening or at is None or draft.word(at) != "be" or at + 1 >= len(draft):
        return None
    last = _quality(draft, at + 1)
    rest = (there for there in range(at + 1, len(draft)) if not of_time(draft, there))
    if draft.surfaces[last].endswith("ed") or any(_concrete(draft, there) for there in rest):
        return None
    return DraftHint.on(draft, "result", at if first is None else first, last)


def _quality(draft: Draft, at: int) -> int:
    """The last word of "more transparent", "be able to"."""
    while at < len(draft) - 1 and draft.surfaces[at] in table_words("before_a_quality"):
        at += 1
    return at


def _is_result(draft: Draft, opening: Opening) -> bool:
    """ "Improve", "ensure" and their like; "make sure", "end torture", "put an end to child
    marriage".
    """
    at, name = opening.decisive_at, opening.decisive.name
    if "result" in opening.decisive.traits or ends_an_evil(draft, at) or _makes_others(draft, opening):
        return True
    after = draft.surfaces[at + 1 : at + 4]
    if name in ("put", "bring") and "end" in after:
        return ends_an_evil(draft, draft.surfaces.index("end", at))
    if draft.word(at - 1) == "be" and name in table_words("ends"):
        return bool(table_words("evil") & set(draft.surfaces[:at]))
    return (name == "make" and after[:1] == ["sure"]) or (name == "see" and after[:2] == ["to", "it"])


def _names_rights(draft: Draft) -> bool:
    """ "Economic, social and cultural rights", "national human rights institutions": wide, but
    named.
    """
    present = set(draft.surfaces)
    families = ({"economic", "cultural", "rights"}, {"civil", "political", "rights"}, {"civil", "society"})
    if next(phrases("names_a_subject").found_in(draft), None):
        return True
    return any(family <= present for family in families) or bool(present & table_words("named_by_themselves"))


def _makes_others(draft: Draft, opening: Opening) -> bool:
    """ "Make all husbands share the work": what others are to do; not "make abortion free for
    women".
    """
    if opening.decisive.name != "make":
        return False
    object_of_it = []
    for word in draft.surfaces[opening.decisive_at + 1 : opening.decisive_at + 1 + _NEAR]:
        if word in table_words("stops"):
            break
        object_of_it.append(word)
    others = table_words("people") | table_words("who_acts") | table_words("made_to_be")
    return bool(set(object_of_it) & others - {"law", "laws"})


def _says_how(draft: Draft, at: int) -> bool:
    """ "By", "through", or the verb of a step: how it gets better.

    A law or a court that is to get better is none.
    """
    word = draft.surfaces[at]
    if word in ("by", "through", "via") or ":" in draft.gap(at):
        return draft.word(at + 1) not in table_words("by_whom") and not done_by(draft, at)
    step = None if word in table_words("no_step_alone") else verb_in_any_form(word)
    return step is not None and "step" in step.traits and word not in table_words("determiner")


def _means(draft: Draft, at: int) -> bool:
    """A law, a plan, a step: what a result is reached with; not the courts that are to be
    independent.
    """
    return draft.surfaces[at] not in table_words("matter") and _concrete(draft, at)


def _concrete(draft: Draft, at: int) -> bool:
    word = draft.surfaces[at]
    if word in table_words("no_step_alone") or (word in ("law", "laws") and _only_before_the_law(draft, at)):
        return False
    if done_by(draft, at):
        return False
    if word in table_words("concrete") or word in table_words("names_steps") or word.isdecimal():
        return True
    step = verb_in_any_form(word) or verb_of_noun(word)
    return step is not None and "step" in step.traits


def _only_before_the_law(draft: Draft, at: int) -> bool:
    """ "Equality before the law", "the rule of law" name no law."""
    return draft.surfaces[max(0, at - 2) : at] in (["rule", "of"], ["before", "the"])


def _says_nothing(word: str) -> bool:
    lists = ("generic", "function", "empty_adjective", "approximate", "lead_in")
    return (
        (word.endswith("ly") and word not in table_words("never_adverbs"))
        or any(word in table_words(list_name) for list_name in lists)
        or word in _state_words()
    )


@cache
def _state_words() -> frozenset[str]:
    return frozenset(word for state in STATES for name in state.names for word in cut(name).surfaces)
