"""What a total rests on, in one line that unfolds: the same words on every page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.upr.cycles import session_with_year

from .code_coverage import CodeCoverage
from .coverage import Coverage, coverage, sessions
from .dimension_values import UNKNOWN_STATE, Dimension, Value
from .dimensions import BY_NAME
from .question import Question
from .sentences import in_part_sentences, runs_in_words, runs_of
from .whole_reviews import SERIES, WholeReviews, of_sources, values_in_part, whole_reviews


@dataclass(frozen=True, slots=True)
class TotalBasis:
    """`line` says it in short, `counted` how and from where, `sentences` the rest; `is_lacking`:
    of the one State that is asked about not all is loaded.
    """

    line: str
    counted: str
    sentences: tuple[str, ...] = ()
    is_lacking: bool = False


def total_basis(
    question: Question,
    codes: Mapping[str, CodeCoverage],
    *,
    counted: str,
    loaded: Coverage | None = None,
    more: Iterable[str] | None = None,
) -> TotalBasis:
    """ "by issue: 35,469 of 47,737 rows; reviews after session 18 (2014) in part".

    `codes`: of how many rows each is known, the one that matters most first. `counted`: the basis.
    `loaded`: the reviews of the one State that the question asks about. `more`: what is said of
    the reviews, where a page says it in its own words. Raises RecordNotReady.
    """
    if loaded is not None:
        reviews = list(_of_state(loaded))
        sentences = [loaded.sentence()] if more is None else more
    else:
        reviews, sentences = _of_record(question)
        sentences = [*sentences, *(more or ())]
    line = "; ".join([*_rows(codes), *reviews])
    lacks = loaded is not None and not loaded.no_gap_known
    return TotalBasis(line, counted, tuple(filter(None, sentences)), lacks)


def reviews_asked_about(question: Question, *, today: date) -> Coverage | None:
    """The reviews of the State under Review, where a question names one."""
    states = question.filters.get("state", ())
    if len(states) != 1 or states[0] in (None, UNKNOWN_STATE) or question.kind == "pledge":
        return None
    return coverage(str(states[0]), today=today, question=of_sources(question))


def _rows(codes: Mapping[str, CodeCoverage]) -> Iterator[str]:
    lacking = next((code for code in codes.values() if code.lacking), None)
    if lacking:
        numbers = {"n": f"{lacking.n:,}", "of": f"{lacking.of:,}"}
        yield _("by %(dimension)s: %(n)s of %(of)s rows") % {"dimension": _inside(lacking.dimension.title), **numbers}
    elif codes:
        of = next(iter(codes.values())).of
        yield ngettext("%(n)s row", "%(n)s rows", of) % {"n": f"{of:,}"}


def _of_state(loaded: Coverage) -> Iterator[str]:
    if loaded.nothing:
        yield _("no review is loaded")
    if loaded.in_part:
        yield _("%(sessions)s in part") % {"sessions": sessions(loaded.in_part)}
    if lacking := (*loaded.missing, *loaded.undated):
        yield _("%(sessions)s not loaded") % {"sessions": sessions(lacking)}


def _of_record(question: Question) -> tuple[list[str], list[str]]:
    """(in short, in sentences) which sessions are loaded whole; nothing of the demo, which is small
    on purpose.
    """
    loaded = whole_reviews(question)
    if loaded.is_demo:
        return [], []
    chosen = {name: question.filters[name] for name in SERIES if question.filters.get(name)}
    if chosen:
        in_part = {name: sorted(values_in_part(question, name, values), key=int) for name, values in chosen.items()}
        return [_in_part(BY_NAME[name], values) for name, values in in_part.items() if values], []
    whole = loaded.whole_sessions
    told = [_("Loaded whole: %(sessions)s.") % {"sessions": runs_in_words(whole)}] if whole else []
    if loaded.sessions_in_part:
        told += in_part_sentences({"session": loaded.sessions_in_part})
    return list(_until(loaded)), told


def _in_part(dimension: Dimension, values: Sequence[Value]) -> str:
    names = {"dimension": _inside(dimension.title), "values": runs_of(int(value) for value in values)}
    return _("%(dimension)s %(values)s in part") % names


def _until(loaded: WholeReviews) -> Iterator[str]:
    """ "reviews after session 18 (2014) in part": up to it every session is loaded whole."""
    whole = set(loaded.whole_sessions)
    last = next(number for number in count(1) if number not in whole) - 1
    if last:
        is_all = max(loaded.sessions) == last
        sentence = _("reviews up to session %(session)s") if is_all else _("reviews after session %(session)s in part")
        yield sentence % {"session": session_with_year(last)}
    elif loaded.sessions:
        yield _("reviews in part")


def _inside(title: object) -> str:
    """The title of a dimension within a line: "issue", but "SDG"."""
    text = str(title)
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
