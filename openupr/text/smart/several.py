"""More than one thing at once: actions, treaties, areas of life, groups of people."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from openupr.text.smart.clauses import ClauseAction, asked_for, follows_from, goes_on, hedged, is_step
from openupr.text.smart.draft import Draft
from openupr.text.smart.hints import DraftHint
from openupr.text.smart.phrases import FoundPhrase, phrases, topics, treaties
from openupr.text.smart.tables import table_words, traits, verb_in_any_form
from openupr.text.words import cut
from openupr.upr.treaties import TREATIES

_NAMED = 4  # actions at most that a hint names
_STEM = 5  # letters in which two forms of a word agree
_TITLES = {treaty.abbreviation: treaty.title for treaty in TREATIES}
_MANY = 3  # actions that are no steps, areas or groups, from which on a list is told of
_LAST_OF_THE_ILO = 250  # more than it will have for long: 191 in 2023
_NEAR = 6  # words between a year and "Conventions"
_DESCRIBED = 25  # words between two numbers, where each convention is described


def several_hints(draft: Draft) -> Iterator[DraftHint]:
    """At most one hint on actions or treaties, and one on areas or groups."""
    yield from several_actions(draft) or several_treaties(draft)
    yield from several_topics(draft, "area", "several-issues") or several_topics(draft, "group", "several-groups")


def several_actions(draft: Draft) -> list[DraftHint]:
    """A second step of its own: "Ratify ... and adopt ...", not "take measures to prevent and
    punish"; or three things of any kind. To investigate, to prosecute and to compensate are one
    chain.
    """
    opening = draft.opening
    if opening is None:
        return []
    first, *others = asked_for(draft, opening)
    others = [action for action in others if action.verb.name != first.verb.name]
    apart = [action for action in others if not follows_from(draft, action, first)]
    anew = table_words("ends") if goes_on(opening) else ()  # nobody goes on to end what lasts: a step of its own
    steps = [
        action
        for action in apart
        if action.joined and (is_step(draft, action) or hedged(draft, opening) or action.verb.name in anew)
    ]
    if not steps and (len(others) < _MANY - 1 or not apart):
        return _beside(draft, first)
    second = (steps or apart)[0].at
    hint = _named(draft, first, apart, second)
    # Two steps can be parts of one demand.
    return [replace(hint, optional=len(apart) == 1 and not _unrelated(draft, first, apart[0]))]


def _beside(draft: Draft, first: ClauseAction) -> list[DraftHint]:
    """ "..., in addition to ratifying ...", "together with extending ...": a second act, named in
    -ing.
    """
    for phrase in phrases("adds_an_act").found_in(draft):
        second = verb_in_any_form(draft.word(phrase.last + 1))
        if second and draft.word(phrase.last + 1).endswith("ing") and phrase.first > first.at:
            return [_named(draft, first, [ClauseAction(phrase.last + 1, second)], phrase.first)]
    return []


def _unrelated(draft: Draft, first: ClauseAction, second: ClauseAction) -> bool:
    """ "Raise the minimum wage and prohibit plastic bags": nothing in the second points back at the
    first, and no word of weight stands in both, the titles of its treaties included.
    """
    if not is_step(draft, second):
        return False
    before, after = draft.surfaces[first.at + 1 : second.at - 1], draft.surfaces[second.at + 1 :]
    if table_words("refers_back") & set(after):
        return False
    titles = " ".join(_TITLES.get(treaty.name, "") for treaty in treaties().found_in(draft) if treaty.first > second.at)
    return not _weighty(before) & _weighty([*after, *cut(titles).surfaces])


def _weighty(words: Iterable[str]) -> set[str]:
    light = table_words("function") | table_words("generic") | table_words("determiner")
    return {word.rstrip("s")[:_STEM] for word in words if len(word) > 3 and word not in light}


def weak_demands(draft: Draft) -> list[DraftHint]:
    """ "End corruption and improve schools": two results of their own, where no step is named for
    either.
    """
    if draft.opening is None:
        return []
    first, *others = asked_for(draft, draft.opening)
    apart = [
        action
        for action in others
        if action.joined and action.verb.name != first.verb.name and not follows_from(draft, action, first)
    ]
    if not apart:
        return []
    return [_named(draft, first, apart, apart[0].at)]


def _named(draft: Draft, first: ClauseAction, apart: list[ClauseAction], second: int) -> DraftHint:
    """The hint that names the verbs: from the second demand on."""
    names = [draft.written(first.at, first.at).capitalize(), *(draft.written(at, at).lower() for at, *_ in apart)]
    named = ", ".join(f"“{name}”" for name in list(dict.fromkeys(names))[:_NAMED])
    return DraftHint.on(draft, "several-actions", second, len(draft) - 1, names=named)


def several_treaties(draft: Draft) -> list[DraftHint]:
    """ "Ratify A, B and C", "ILO Conventions 169 and 189": two or more treaties with nothing but
    "and" between them.
    """
    if draft.opening is None or draft.opening.decisive.name not in ("ratify", "accede", "sign", "join"):
        return []
    treaties_named: list[FoundPhrase] = []
    for treaty in named_or_numbered(draft):
        again = bool(treaties_named) and _in_brackets(draft, treaty)  # an abbreviation after its title
        treaties_named.append(treaty._replace(name=treaties_named[-1].name) if again else _protocol(draft, treaty))
    if treaties_named and table_words("others_say") & set(
        draft.surfaces[draft.opening.decisive_at + 1 : treaties_named[0].first]
    ):
        return []
    return _listed(draft, "several-treaties", treaties_named, "joins_treaties", at_least=2)


def several_topics(draft: Draft, kind: str, rule: str) -> list[DraftHint]:
    """A list of three or more areas of life, or groups; a list of grounds of discrimination, or of
    what a law is for, is one issue.
    """
    if draft.opening is None or table_words("grounds") & set(draft.surfaces):
        return []
    if "slow" in draft.opening.decisive.traits and draft.object_of(draft.opening.decisive_at) == "law":
        return []
    hidden = {at for treaty in treaties().found_in(draft) for at in range(treaty.first, treaty.last + 1)}
    topics_named = [topic for topic in topics(kind).found_in(draft) if topic.first not in hidden]
    return _listed(draft, rule, topics_named, f"joins_{kind}s", at_least=_MANY)


def _protocol(draft: Draft, treaty: FoundPhrase) -> FoundPhrase:
    """ "The Optional Protocol to CEDAW" is not CEDAW, the Kampala amendments to it are not the Rome
    Statute.
    """
    before = draft.surfaces[max(0, treaty.first - 5) : treaty.first]
    if "to" in before and {"protocol", "protocols"} & set(before):
        return treaty._replace(name=f"a protocol to {treaty.name}")
    if "to" in before and "amendments" in before:
        return treaty._replace(name=f"amendments to {treaty.name}")
    return treaty


def _in_brackets(draft: Draft, treaty: FoundPhrase) -> bool:
    after = draft.gap(treaty.last) or draft.text[draft.ends[treaty.last] :]
    return draft.gap(treaty.first - 1).strip() == "(" and after.startswith(")")


def _listed(draft: Draft, rule: str, named: list[FoundPhrase], joining: str, *, at_least: int) -> list[DraftHint]:
    """A hint on the first list among what was found: at least so many, with nothing but joining
    words between.
    """
    run: list[FoundPhrase] = []
    for name in named:
        if run and not _joined(draft, run[-1], name, joining):
            if rule == "several-treaties" or len({one.name for one in run}) >= at_least:
                break
            run = []
        run.append(name)
    names = list(dict.fromkeys(name.name for name in run))
    if len(names) < at_least:
        return []
    found_all = DraftHint.on(draft, rule, run[0].first, run[-1].last, names=", ".join(names))
    return [replace(found_all, optional=rule == "several-treaties" and len(names) == at_least)]


def _joined(draft: Draft, one: FoundPhrase, other: FoundPhrase, joining: str) -> bool:
    between = draft.surfaces[one.last + 1 : other.first]
    apart = bool({"and", "or"} & set(between)) or "," in draft.text[draft.ends[one.last] : draft.starts[other.first]]
    if both_of_the_ilo(draft, one, other):
        return True
    return (apart or one.name == other.name) and all(word in table_words(joining) for word in between)


def named_or_numbered(draft: Draft) -> list[FoundPhrase]:
    """Every treaty in order, by name or by number."""
    named = list(treaties().found_in(draft))
    taken = {at for treaty in named for at in range(treaty.first, treaty.last + 1)}
    numbered = (treaty for treaty in (*_of_the_ilo(draft), *_by_year(draft)) if treaty.first not in taken)
    return sorted((*named, *numbered), key=lambda treaty: treaty.first)


def both_of_the_ilo(draft: Draft, one: FoundPhrase, other: FoundPhrase) -> bool:
    """ "ILO Convention 138 on minimum age and 182 on the worst forms": nothing else is asked
    between.
    """
    between = draft.surfaces[one.last + 1 : other.first]
    if not (one.name.startswith("ILO ") and other.name.startswith("ILO ")) or len(between) > _DESCRIBED:
        return False
    return not any(word in table_words("others_say") or "step" in traits(word) for word in between)


def _of_the_ilo(draft: Draft) -> Iterator[FoundPhrase]:
    if "ilo" not in draft.surfaces:
        return
    after_one = False  # "29, 87 & 98"
    for at in range(draft.surfaces.index("ilo") + 1, len(draft)):
        word = draft.surfaces[at].removeprefix("c")
        is_number = after_one or word != draft.surfaces[at] or draft.surfaces[at - 1] in table_words("before_a_number")
        number = int(word) if word.isascii() and word.isdecimal() and len(word) <= 3 else 0
        after_one = is_number and 0 < number <= _LAST_OF_THE_ILO
        if after_one:
            yield FoundPhrase(f"ILO {number}", at, at)


def _by_year(draft: Draft) -> Iterator[FoundPhrase]:
    for at in range(len(draft) - 2):
        years = (draft.surfaces[at], draft.surfaces[at + 2])
        near = draft.surfaces[max(0, at - _NEAR) : at + 3 + _NEAR]
        if draft.surfaces[at + 1] == "and" and all(map(_year, years)) and "conventions" in near:
            yield FoundPhrase(f"{years[0]} Convention", at, at)
            yield FoundPhrase(f"{years[1]} Convention", at + 2, at + 2)


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word.startswith(("19", "20"))
