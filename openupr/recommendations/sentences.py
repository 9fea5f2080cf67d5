"""A question and its counting basis in words, and which of its words the record cannot hold."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from openupr.index.hints import SENTENCES, Hint
from openupr.index.language import searched_for
from openupr.index.nearest import WORDS
from openupr.text.smart.draft import Draft
from openupr.text.smart.language import ENGLISH, draft_language
from openupr.text.words import cut
from openupr.upr import sources, states
from openupr.web.languages import as_sentence

from .code_coverage import code_sentences, coverage_of_codes_in
from .dimension_values import FOUND_NONE, Dimension, Value, state_in_a_sentence
from .dimensions import IN_A_SENTENCE
from .memberships import of_our_lists
from .question import NEAREST, Kind, Question, Sought
from .the_index import has_suggestions, the_index

MOST_NAMED = 8
"""Values of a filter that a sentence names, and that a page offers to take away one by one."""


_QUOTES = set('"“”«»')
_LONGEST_WORDS, _LONGEST_WORD = 160, 60
# What makes of words a query: “NOT torture” is not two words that are found.
_OPERATORS = re.compile(r"\b(?:AND|OR|NOT)\b|[()]|(?<!\S)-+[^\s-]")


def shortened(words: str) -> str:
    """A person's words as a sentence can hold them: a long text by its beginning."""
    return words if len(words) <= _LONGEST_WORDS else words[:_LONGEST_WORDS].rstrip() + " …"


def one_of(labels: Iterable[str]) -> str:
    """ "Chad, Mali or Niger"; of a long list the first few and how many others."""
    names = list(labels)
    if len(names) < 2:
        return "".join(names)
    if len(names) > MOST_NAMED:
        names[MOST_NAMED - 2 :] = [_("%(n)s others") % {"n": len(names) - MOST_NAMED + 2}]
    return _("%(these)s or %(last)s") % {"these": ", ".join(names[:-1]), "last": names[-1]}


def sentence(question: Question, total: int) -> str:
    """What was found, and for which question, as one sentence."""
    question = question.searched()
    parts = [_counted(question, total)]
    for dimension in IN_A_SENTENCE:
        values = question.filters.get(dimension.name, ())
        if values == (None,):
            parts.append(_("without “%(dimension)s”") % {"dimension": dimension.title})
        elif values == (FOUND_NONE,):
            parts.append(_("where a source found no “%(dimension)s”") % {"dimension": dimension.title})
        elif values:
            parts.append(_phrase(dimension, values, question.kind))
    if question.words:
        words = shortened(searched_for(question.words))
        quoted = words if _QUOTES & set(words) and words.strip("".join(_QUOTES)) else f"“{words}”"
        parts.append(_for_words(words) % {"words": quoted})
    return as_sentence(", ".join([" ".join(parts), *_kept_out(question)]))


def _for_words(words: str) -> str:
    if _OPERATORS.search(words):
        return _("for the query %(words)s")
    return _("with the word %(words)s") if words.isalpha() else _("with the words %(words)s")


def _phrase(dimension: Dimension, values: Iterable[Value | None], kind: Kind) -> str:
    phrase = dimension.phrase_for(pledge=kind == "pledge")
    return _(phrase) % {"value": one_of(_in_a_sentence(dimension, value) for value in values)}


def _kept_out(question: Question) -> Iterator[str]:
    for dimension in IN_A_SENTENCE:
        values = question.excluded.get(dimension.name, ())
        if None in values:
            yield _("only with “%(dimension)s”") % {"dimension": dimension.title}
        if known := [value for value in values if value is not None]:
            yield _("not %(phrase)s") % {"phrase": _phrase(dimension, known, question.kind)}


def _counted(question: Question, total: int) -> str:
    number = f"{total:,}"
    if not total:
        none = {"pledge": _("No voluntary pledge"), "all": _("No recommendation or pledge")}
        return none.get(question.kind, _("No recommendation"))
    if question.kind == "pledge":
        return ngettext("%(n)s voluntary pledge", "%(n)s voluntary pledges", total) % {"n": number}
    if question.kind == "all":
        return ngettext("%(n)s recommendation or pledge", "%(n)s recommendations and pledges", total) % {"n": number}
    return ngettext("%(n)s recommendation", "%(n)s recommendations", total) % {"n": number}


def _in_a_sentence(dimension: Dimension, value: Value | None) -> str:
    if dimension.name in {"state", "from"} and value in states.CODES:
        return state_in_a_sentence(states.by_iso3(str(value)))
    return dimension.label(value)


def hint_sentences(hints: Sequence[Hint]) -> list[str]:
    """How the query was understood, where that may surprise."""
    return [
        _(SENTENCES[hint.code]).format(**{name: _shortened_value(name, value) for name, value in hint.args.items()})
        for hint in hints
    ]


def _shortened_value(name: str, value: str | int) -> str | int:
    """A value of a hint as a sentence can hold it; a script by the name that readers know."""
    if not isinstance(value, str):
        return value
    if name == "script":
        return _("Chinese") if value == "Cjk" else _(value)
    return f"{value[:57]}…" if len(value) > _LONGEST_WORD else value


def runs_in_words(sessions: Sequence[int]) -> str:
    """ "session 18", "sessions 1–5, 7"; the numbers are in order."""
    phrase = ngettext("session %(numbers)s", "sessions %(numbers)s", len(sessions))
    return phrase % {"numbers": runs_of(sessions)}


def runs_of(numbers: Iterable[int]) -> str:
    """ "1–5, 7" of numbers in order."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def in_part_sentences(in_part: Mapping[str, Sequence[Value | None]]) -> list[str]:
    """ "Loaded in part: Session 27–36, 48.", by dimension; none where all is loaded whole."""
    titles = {dimension.name: dimension.title for dimension in IN_A_SENTENCE}
    return [
        _("Loaded in part: %(dimension)s %(values)s.")
        % {"dimension": titles[name], "values": runs_of(int(value) for value in values if value)}
        for name, values in in_part.items()
    ]


def not_coded_sentences(not_coded: Mapping[str, Sequence[Value | None]]) -> list[str]:
    """ "Not coded: Session 21–24.", by dimension; none where each has codes."""
    titles = {dimension.name: dimension.title for dimension in IN_A_SENTENCE}
    return [
        _("Not coded: %(dimension)s %(values)s.")
        % {"dimension": titles[name], "values": runs_of(int(value) for value in values if value)}
        for name, values in not_coded.items()
    ]


def basis(question: Question, loaded: Iterable[str], *, by: Iterable[str] = ()) -> str:
    """How the numbers count, from where and of how many rows their codes are known; `loaded` are
    the keys of the sources that the record holds, `by` the dimensions that the numbers are divided
    by.
    """
    by = tuple(by)
    coded = code_sentences(coverage_of_codes_in(question, by))
    sentences = [_basis(question, loaded), *coded, *filter(None, [of_our_lists(question, by)])]
    if question.suggested:
        sentences.append(_("Suggested issues and action categories count, too."))
    elif has_suggestions():
        sentences.append(_("Suggested issues and action categories do not count."))
    return " ".join(sentences)


def _basis(question: Question, loaded: Iterable[str]) -> str:
    chosen = [str(value) for value in question.filters.get("source", ())]
    kept_out = set(question.excluded.get("source", ()))
    counted = [source for source in sources.SOURCES if source.key in set(chosen or loaded) - kept_out]
    if question.kind == "all":
        recommendations = _basis(replace(question, kind="recommendation"), [source.key for source in counted])
        return " ".join(
            [recommendations, *([_("Voluntary pledges are counted, too: one for each.")] if counted else [])]
        )
    if not counted:
        return _("No source is left to count from.") if kept_out else _("Nothing is loaded yet.")
    names = ", ".join(_(source.label) for source in counted)
    if question.kind == "pledge":
        return _("Counted: one for each pledge. Source: %(sources)s.") % {"sources": names}
    if chosen:
        # Whatever a source's own rows stand for, each of its recommending States is counted here.
        return _("Counted: one for each recommending State and recommendation, as recorded by %(sources)s.") % {
            "sources": names
        }
    if len(counted) == 1:
        return _("Counted: one for each recommending State and recommendation. Source: %(sources)s.") % {
            "sources": names
        }
    return _(
        "Counted: one for each recommending State and recommendation, from one preferred source per review. "
        "Sources loaded: %(sources)s."
    ) % {"sources": names}


# With one of these no search can find a row, of any State.
_UNFINDABLE = {"nothing-to-search", "word-absent", "word-misspelt", "script-absent"}
_SCRIPT = "script-absent"


@dataclass(frozen=True, slots=True)
class WordCheck:
    """How words were understood.

    `notes` are sentences; `findable`: their count says something of what was raised.
    """

    notes: tuple[str, ...] = ()
    findable: bool = True


def check_words(meant: Sought, question: Question) -> WordCheck:
    """What a search says of these words, and what a comparison says of such a draft."""
    if not meant.is_draft:
        hints = _hints(meant.query, question)
        return WordCheck(tuple(hint_sentences(hints)), not _UNFINDABLE & {hint.code for hint in hints})
    if not meant.query:
        return WordCheck(_why_nothing_is_sought(meant.text, question), findable=False)
    near = the_index().nearest(meant.text, filters=question.index_filters(), limit=NEAREST, method=WORDS)
    if is_foreign(meant.text, [the_index().text(group[0].id) or "" for group in near.groups]):
        return WordCheck((_another_language(),), findable=False)
    return WordCheck()


def other_language(text: str) -> str:
    """The code of the language that a text of the record seems to be in, where the page is in
    another; else "".
    """
    code = draft_language(Draft(text)).code
    return "" if code == get_language() else code


def is_foreign(draft: str, nearest: Sequence[str]) -> bool:
    """Whether a draft that is not in English finds mostly what is in another language than its
    own.
    """
    spoken = draft_language(Draft(draft))
    if spoken == ENGLISH:
        return False
    same = sum(draft_language(Draft(text)) == spoken for text in nearest)
    return 2 * same <= len(nearest)


def _another_language() -> str:
    return _(
        "This draft seems to be in another language than the record. Only its words were looked for: they find little, "
        "and what they find may be about something else."
    )


def _why_nothing_is_sought(draft: str, question: Question) -> tuple[str, ...]:
    if not cut(draft).surfaces:
        return (_("There is no word in this draft to look for."),)
    scripts = [hint for hint in _hints(draft, question) if hint.code == _SCRIPT]
    if scripts:
        return tuple(hint_sentences(scripts))
    if is_foreign(draft, []):
        return (_another_language(),)
    return (
        _("This draft could not be compared by its words: the record has none of them, or has each in very many rows."),
    )


def _hints(query: str, question: Question) -> Sequence[Hint]:
    answer = the_index().search(query, filters=question.index_filters(), limit=0, facets=[])
    return tuple(answer.hints)
