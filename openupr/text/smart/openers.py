"""How a recommendation begins: vague, roundabout, only going on, only considering, only sharing."""

from collections.abc import Iterator
from dataclasses import replace

from openupr.text.smart.clauses import approximate_object, asked_for, empty_object, ends_an_evil, follows_from, is_step
from openupr.text.smart.coding import has_example
from openupr.text.smart.deadline import of_time
from openupr.text.smart.draft import Draft, Opening
from openupr.text.smart.hints import DraftHint
from openupr.text.smart.measuring import says_how, target
from openupr.text.smart.phrases import phrases
from openupr.text.smart.tables import Verb, as_spelt, table_words, traits, verb_in_any_form, verb_inside, verb_of_noun

_NEAR = 6  # words in which an opening verb meets its object


def opening_hints(draft: Draft) -> Iterator[DraftHint]:
    """At most one hint on the opening: the first of the rules that fits."""
    if draft.opening is None:
        return
    for rule in (hopes, considers, continues, vague, minimal, open_change):
        hint = rule(draft, draft.opening)
        if hint:
            yield hint
            if hint.rule in ("considers", "continues"):
                yield from vague_after(draft, draft.opening.decisive_at + 1)
            return


def hopes(draft: Draft, _opening: Opening) -> DraftHint | None:
    """ "We hope that ...": nobody is asked."""
    hoping = draft.word(1) in table_words("hopes") and draft.surfaces[0] in ("we", "i")
    return DraftHint.on(draft, "vague-opener", 0, 1) if hoping else None


def vague_after(draft: Draft, at: int) -> Iterator[DraftHint]:
    """ "Continue to take measures ...", "consider taking steps ...": what follows, read as if it
    stood alone.
    """
    at += draft.word(at) == "to"
    if at >= len(draft):
        return
    start = draft.starts[at]
    alone = Draft(draft.text[start:])
    hint = vague(alone, alone.opening) if alone.opening and alone.opening.at == 0 else None
    if hint and hint.rule == "vague-opener":
        yield replace(hint, start=hint.start + start, end=hint.end + start)


def vague(draft: Draft, opening: Opening) -> DraftHint | None:
    """ "Take measures to combat ...": unless a step is named for it; one asked for beside it is
    none.
    """
    end = empty_object(draft, opening)
    if end is None:
        return _soft(draft, opening)
    step = _leads_to_step(draft, end)
    if step:
        return _roundabout(draft, opening.at, step)
    as_much = opening.decisive.name == "do"  # "do more for those who are cheated by ..."
    named = not as_much and _names_a_step(draft, end + 1, _beside(draft, opening))
    if named or _written_down(draft, end):
        return None
    return DraftHint.on(draft, "vague-opener", opening.at, end)


def _soft(draft: Draft, opening: Opening) -> DraftHint | None:
    """ "Encourage the media ...", "raise awareness among ...": no act that can be called done."""
    at, name = opening.decisive_at, opening.decisive.name
    open_law = next(phrases("vague_law").found_in(draft), None)
    if open_law and not _names_a_step(draft, open_law.last + 1, len(draft)):
        return DraftHint.on(draft, "vague-opener", opening.at, open_law.last)
    awareness = _awareness(draft, opening)
    keeps = name in table_words("keeping_verb") and _near(draft, at, "kept_in_general") is not None
    if name not in table_words("soft_verb") and awareness is None and not keeps:
        return None
    if target(draft) or says_how(draft, at) or (name == "develop" and draft.object_of(at)):
        return None
    return DraftHint.on(draft, "vague-opener", opening.at, awareness or at)


def _awareness(draft: Draft, opening: Opening) -> int | None:
    """ "Raise awareness", "change the mentality of men"; not "train the police to change its
    attitude".
    """
    at = opening.decisive_at
    there = _near(draft, at, "awareness")
    if there is None or table_words("stops") & set(draft.surfaces[at + 1 : there]):
        return None
    if draft.word(there + 1) in table_words("awareness_by"):
        return None
    return there if opening.decisive.name == "raise" or "step" not in opening.decisive.traits else None


def continues(draft: Draft, opening: Opening) -> DraftHint | None:
    """ "Continue to ...", "Pursue its efforts ...": unless something new is named, or a moratorium
    is to be kept.
    """
    name = opening.decisive.name
    if name not in table_words("continuing_verb") or has_example(draft, opening) or _moratorium(draft, opening):
        return None
    end = approximate_object(draft, opening.decisive_at)
    step = None if end is None else _leads_to_step(draft, end)
    if step:
        return _roundabout(draft, opening.at, step)
    if name != "continue" and not _near(draft, opening.decisive_at, "goes_on_with"):
        return None
    return DraftHint.on(draft, "continues", opening.at, opening.decisive_at if end is None else end)


def only_continues(text: str) -> bool:
    """Whether a recommendation asks to go on with what is done, and for no step beside it."""
    draft = Draft(text)
    if draft.opening is None or not (continues(draft, draft.opening) or _goes_on_with_more(draft, draft.opening)):
        return False
    _first, *further = asked_for(draft, draft.opening)
    return not any(action.joined and is_step(draft, action) for action in further)


def asks_for_step(text: str) -> bool:
    """Whether a recommendation asks for a step of which one can say later whether it was taken."""
    draft = Draft(text)
    return draft.opening is not None and any(is_step(draft, action) for action in asked_for(draft, draft.opening))


def _goes_on_with_more(draft: Draft, opening: Opening) -> bool:
    """ "Continue and strengthen its efforts ...": more of the same, and no step."""
    if opening.verb.name not in table_words("continuing_verb") or opening.second is None:
        return False
    return "step" not in opening.second.traits and not has_example(draft, opening) and not _moratorium(draft, opening)


def considers(draft: Draft, opening: Opening) -> DraftHint | None:
    """ "Consider ratifying ...", "Study the possibility of ..."."""
    at, name = opening.decisive_at, opening.decisive.name
    if name in table_words("looks_verb"):
        at = _near(draft, at, "looks_at") or -1
    elif name not in table_words("hedge_verb"):
        return None
    if at < 0:
        return None
    for there in range(at + 1, min(len(draft), at + _NEAR)):
        word = draft.surfaces[there]
        step = verb_in_any_form(word) if word.endswith("ing") else verb_of_noun(word)
        if step and "step" in step.traits:
            return DraftHint.on(
                draft, "considers-step", opening.at, there, better=as_spelt(step, word, draft.word(there + 1))
            )
        if not any(
            word in table_words(list_name)
            for list_name in ("determiner", "stops", "looks_at", "empty_adjective", "lead_in")
        ):
            break
    return DraftHint.on(draft, "considers", opening.at, at)


def minimal(draft: Draft, opening: Opening) -> DraftHint | None:
    """ "Share its experience ...", "Seek technical assistance ...", where nothing else is asked."""
    for does, what in (("share_verb", "share_what"), ("seek_verb", "seek_what")):
        end = _near(draft, opening.decisive_at, what) if opening.decisive.name in table_words(does) else None
        if end and not _another_verb(draft, end):
            return DraftHint.on(draft, "minimal", opening.at, end)
    return None


def open_change(draft: Draft, opening: Opening) -> DraftHint | None:
    """ "Amend the law on associations": what is to change in it is not said."""
    at = opening.decisive_at
    after = draft.surfaces[at + 1 :]
    if opening.decisive.name not in table_words("changes_a_text"):
        return None
    called = draft.called_on_at
    if called and draft.surfaces[called - 1] in ("this", "that", "it"):  # "..., this must change"
        return DraftHint.on(draft, "open-change", called - 1, at)
    if table_words("says_what_changes") & set(after):
        return None
    if says_how(draft, at) or any(word.isdecimal() for word in _besides_time(draft, at)):
        return None
    return DraftHint.on(draft, "open-change", opening.at, at)


def _besides_time(draft: Draft, after: int) -> list[str]:
    return [draft.surfaces[at] for at in range(after + 1, len(draft)) if not of_time(draft, at)]


def _leads_to_step(draft: Draft, at: int) -> tuple[int, Verb] | None:
    """The step right after "steps to", "measures aimed at": its word and verb."""
    there = at + 1
    while draft.word(there) in table_words("leads_to") or draft.word(there).endswith("ly"):
        there += 1
    word = draft.word(there)
    step = verb_inside(word) if draft.word(there - 1) == "to" else None
    step = step or (verb_in_any_form(word) if word.endswith("ing") else verb_of_noun(word))
    if step is None or "step" not in step.traits or there == at + 1 or ends_an_evil(draft, there):
        return None
    return there, step


def _beside(draft: Draft, opening: Opening) -> int:
    """Where a step is asked for beside what the opening leads to, and not for it ("in particular,
    adopt ...").
    """
    first, *others = asked_for(draft, opening)
    for_it = table_words("names_steps") | table_words("in_particular")
    for action in others:
        if is_step(draft, action) and not follows_from(draft, action, first):
            return len(draft) if for_it & set(draft.surfaces[action.at - 2 : action.at]) else action.at
    return len(draft)


def _names_a_step(draft: Draft, first: int, end: int) -> bool:
    for at, word in enumerate(draft.surfaces[first:end], first):
        step = None if word in table_words("no_step_alone") else verb_in_any_form(word)
        noun = None if word in table_words("wide_noun") else verb_of_noun(word)
        way = word in ("by", "through", "via") and not of_time(draft, at)
        if way or (step and "step" in step.traits) or (noun and "slow" in noun.traits):
            return True
    return False


def _written_down(draft: Draft, at: int) -> bool:
    """ "Implement the measures agreed in ...", "take these steps: ..."."""
    return ":" in draft.gap(at) or draft.word(at + 1) in table_words("written_down")


def _another_verb(draft: Draft, after: int) -> bool:
    return any(
        draft.surfaces[at] == "and" and verb_inside(draft.word(at + 1)) and "noun" not in traits(draft.word(at + 1))
        for at in range(after, len(draft))
    )


def _near(draft: Draft, at: int, listed: str) -> int | None:
    there = range(at + 1, min(len(draft), at + 1 + _NEAR))
    return next((place for place in there if draft.surfaces[place] in table_words(listed)), None)


def _moratorium(draft: Draft, opening: Opening) -> bool:
    return "moratorium" in draft.surfaces[opening.at : opening.decisive_at + 2 + _NEAR]


def _roundabout(draft: Draft, first: int, step: tuple[int, Verb]) -> DraftHint:
    at, step_verb = step
    return DraftHint.on(
        draft, "roundabout", first, at, better=as_spelt(step_verb, draft.surfaces[at], draft.word(at + 1))
    )
