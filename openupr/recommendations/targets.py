"""Which States to ask: who raised a theme lately, each with the rows behind it; and groups of
persons named.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.text.words import cut
from openupr.upr.issues import Issue, find_issue
from openupr.upr.populations import POPULATIONS, Population
from openupr.upr.responses import RESPONSES
from openupr.upr.states import State, by_iso3
from openupr.web.hooks import Hook

from .code_coverage import code_coverage, code_document, coverage_of_codes_in
from .dimension_values import About
from .dimensions import names_about
from .question import OPERATORS, Question, Sought, sought, telling_words
from .search import FoundRecommendations, Result, search_record, without_theme, words_of_issues
from .sentences import WordCheck, basis, check_words, one_of
from .similar import NothingToCompare, similar
from .target_ranking import Ranking
from .target_reasons import Reason, Reasons
from .the_index import loaded_sources, the_index
from .total_basis import TotalBasis, total_basis

FEW_STATES = 20
"""With fewer a ranking of States says little."""
NEAREST_READ, FEWEST_ON_ISSUE = 10, 3
"""So many of the wordings nearest to some words are read for their issue, and so many must have the
same one.
"""

_THEMES = names_about(About.THEME)


@dataclass(frozen=True)
class TargetState:
    """A State to ask.

    `rank` counts from 1; None: it has no recommendation on this in the record.
    """

    state: State
    rank: int | None
    score: float
    reasons: Sequence[Reason]

    def document(self) -> dict[str, Any]:
        reasons = [reason.document() for reason in self.reasons]
        return {
            "iso3": self.state.iso3,
            "state": self.state.name,
            "score": round(self.score, 4),
            "reasons": reasons,
        }


@dataclass(frozen=True)
class Targets:
    """States in order, the best first: as many as were asked for, of `total`.

    `theme` finds all rows counted.

    `not_counted`: which of the last sessions do not count, and why. `without_theme`: how many
    recommendations to the State have no issue yet, where an issue was asked for.
    """

    state: State
    theme: Question
    sought: Sought | None
    check: WordCheck
    basis: str
    method: str
    total: int
    ranked: Sequence[TargetState]
    why: TargetState | None
    without_theme: int = 0
    not_counted: Sequence[str] = ()

    def document(self) -> dict[str, Any]:
        """What the command and the JSON say (docs/command-line.md)."""
        listed = [self.why] if self.why else self.ranked
        return {
            "state": self.state.name,
            "basis": self.basis,
            "coded": code_document(coverage_of_codes_in(self.theme)),
            "method": " ".join([self.method, *self.check.notes]),
            "results": [target.document() for target in listed],
        }


def targets(
    state: State,
    question: Question | None = None,
    *,
    before: int | None = None,
    limit: int = 20,
    why: str = "",
    also: Collection[str] = (),
) -> Targets:
    """The States to ask about the question's theme, its words or a draft. Raises RecordNotReady.

    `before`: only what was said before this session. `why`: the code of a State to explain,
    wherever it is. `also`: codes of States that are in the list, wherever they are.
    """
    question = question or Question()
    words, check, theme = _asked(question, before)
    untold = without_theme(state.iso3) if question.filters.get("issue") else 0
    counting_basis = basis(theme, loaded_sources())
    if words and not words.query:
        return Targets(state, theme, words, check, counting_basis, _("No State can be ranked."), 0, (), None, untold)
    ranking = Ranking(state, theme)
    if not ranking.recent:
        return Targets(state, theme, words, check, counting_basis, ranking.method(words), 0, (), None, untold)
    check = replace(check, notes=(*check.notes, *ranking.notes))
    order = [ranking.code_of(code) for code in ranking.order()]
    explained = _state(ranking, why, order, explain=True) if why else None
    ranked = tuple(
        _state(ranking, code, order) for code in [*order[:limit], *(iso3 for iso3 in order[limit:] if iso3 in also)]
    )
    unranked = tuple(_state(ranking, code, order, explain=True) for code in also if code not in order)
    listed = (*ranked, *unranked)
    return Targets(
        state,
        theme,
        words,
        check,
        counting_basis,
        ranking.method(words),
        len(order),
        listed,
        explained,
        untold,
        ranking.not_counted,
    )


def what_it_rests_on(found: Targets) -> TotalBasis:
    """In short: of how many rows its codes are known, and which reviews count. Raises
    RecordNotReady.
    """
    codes = coverage_of_codes_in(found.theme) or code_coverage(found.theme, ["issue"])
    return total_basis(found.theme, codes, counted=found.basis, more=found.not_counted)


def order_of(state: State, question: Question) -> list[str]:
    """The codes of the States to ask, the best first, without reasons. Raises RecordNotReady."""
    words, _check, theme = _asked(question, None)
    if words and not words.query:
        return []
    ranking = Ranking(state, theme)
    return [ranking.code_of(code) for code in ranking.order()] if ranking.recent else []


def _asked(question: Question, before: int | None) -> tuple[Sought | None, WordCheck, Question]:
    """What is looked for in the words, what there is to say of them, and the question that finds
    all rows counted.
    """
    question = question.searched()
    question = replace(question, filters={name: values for name, values in question.filters.items() if name != "state"})
    question = _before(question, before)
    words = _sought(question.words) if question.words.strip() else None
    check = check_words(words, Question()) if words else WordCheck()
    theme = replace(question, words=words.query if words else "")
    if words and check.findable and _are_plain(words) and not how_many_givers(theme):
        return _widened(words, theme)
    if not words and theme.filters.get("issue") and not how_many_givers(theme):
        return _by_words(theme)
    if not words and not (theme.filters.keys() & _THEMES):
        check = WordCheck((_("No theme is chosen: States are ranked by all that they recommended."),))
    return words, check, theme


def _by_words(theme: Question) -> tuple[Sought | None, WordCheck, Question]:
    """Where no recommendation has the issue: those that have a word of its name, whatever their
    issue.
    """
    chosen = [str(key) for key in theme.filters["issue"] if key]
    words = [word for key in chosen for word in words_of_issues().get(key, {}).values()]
    filters = {name: values for name, values in theme.filters.items() if name != "issue"}
    worded = replace(theme, words=" OR ".join(words), filters=filters)
    if not words or not how_many_givers(worded):
        return None, WordCheck(), theme
    sentence = _("No recommendation has this theme yet. States are ranked by the words “%(words)s”.")
    return None, WordCheck((sentence % {"words": ", ".join(words)},)), worded


def _sought(text: str) -> Sought:
    """As in gaps; but where very few States used all words of a draft, any of them is enough."""
    meant = sought(text)
    if not meant.is_draft or " " not in meant.query:
        return meant
    return meant if how_many_givers(Question(words=meant.query)) >= FEW_STATES else _any_of(meant)


def _any_of(words: Sought) -> Sought:
    return replace(words, query=" OR ".join(telling_words(words.query.split())))


def how_many_givers(question: Question) -> int:
    """How many States said this."""
    return len(the_index().cross(question.words, filters=question.index_filters(), by=["from"]))


def _are_plain(words: Sought) -> bool:
    """Several words that are no draft, with nothing of the query language among them."""
    query = words.query
    return not words.is_draft and " " in query and not OPERATORS & set(query.split()) and not set('"*()') & set(query)


def _widened(words: Sought, theme: Question) -> tuple[Sought | None, WordCheck, Question]:
    """Where no State said all these words: the issue of what comes nearest to them, else any of the
    words.
    """
    issue = None if theme.filters.get("issue") else _nearest_issue(theme)
    if issue:
        sentence = _(
            "No recommendation has all these words. The nearest ones are mostly about “%(issue)s”: States are ranked "
            "for that issue."
        )
        on_issue = replace(theme, words="", filters={**theme.filters, "issue": (issue.key,)})
        return None, WordCheck((sentence % {"issue": _(issue.label)},)), on_issue
    any_of = _any_of(words)
    sentence = _("No recommendation has all these words, so one of them is enough: %(words)s.")
    sentence %= {"words": one_of(f"“{word}”" for word in any_of.query.split(" OR "))}
    return any_of, WordCheck((sentence,)), replace(theme, words=any_of.query)


def _nearest_issue(theme: Question) -> Issue | None:
    """The issue that most of the wordings nearest to the words have; None where it is hardly
    one.
    """
    try:
        near = similar(theme, limit=NEAREST_READ)
    except NothingToCompare:
        return None
    counted = Counter(label for group in near.groups for label in group.nearest.fields.get("issues", ()))
    label, times = counted.most_common(1)[0] if counted else ("", 0)
    return find_issue(label) if times >= FEWEST_ON_ISSUE else None


def _before(question: Question, session: int | None) -> Question:
    """The question of earlier sessions only."""
    if session is None:
        return question
    known = [int(value) for value, _n in the_index().facet_values("session") if value is not None]
    wanted = question.filters.get("session") or known
    earlier = tuple(sorted(int(number) for number in wanted if number is not None and int(number) < session))
    # Where there is none: session 0, which has no rows.
    return replace(question, filters={**question.filters, "session": earlier or (0,)})


def _state(ranking: Ranking, iso3: str, order: Sequence[str], *, explain: bool = False) -> TargetState:
    """`explain`: with what it has not, too."""
    code = ranking.number_of(iso3)
    reasons = Reasons(ranking, by_iso3(iso3), code).all()
    kept = reasons if explain else [reason for reason in reasons if reason.count or reason.kind == "silent"]
    rank = order.index(iso3) + 1 if iso3 in order else None
    return TargetState(by_iso3(iso3), rank, ranking.score_of(code), kept)


# Given the request and the State under Review: where diplomats are, by the code of a State.
DIPLOMATS = Hook[Callable[[HttpRequest, State], Mapping[str, str]]]("DIPLOMATS")


def known_diplomats(request: HttpRequest, state: State) -> dict[str, str]:
    """For a State under Review: in words, by the code of each State that is known."""
    return {iso3: words for known in DIPLOMATS for iso3, words in known(request, state).items()}


def persons_named(text: str) -> list[Population]:
    """The groups of persons that a text names by a word of the vocabulary
    (`openupr/upr/data/populations.csv`).
    """
    words = set(cut(text).surfaces)
    return [population for population in POPULATIONS if not words.isdisjoint(population.words)]


def is_about_persons(row: Mapping[str, Any], persons: list[Population]) -> bool:
    """Whether a row of the record names one of these groups, or its source says that it is about
    one.
    """
    labels = {person.label for person in persons}
    return not labels.isdisjoint([*(row.get("groups") or ()), *(group.label for group in persons_named(row["text"]))])


def narrowed_to_persons(theme: Question, text: str) -> Question:
    """A theme, only with what names the persons that a text names, where enough States raised that;
    else the theme.

    Raises RecordNotReady.
    """
    words = [word for group in persons_named(text) for word in group.words]
    narrowed = replace(theme, words=" OR ".join(words))
    return narrowed if words and how_many_givers(narrowed) >= FEW_STATES else theme


MOST_LISTED = 100


@dataclass(frozen=True)
class Answers:
    """The answers to recommendations on a theme; `found` lists them, newest first.

    `state` None: to all States.
    """

    state: State | None
    theme: Question
    found: FoundRecommendations

    @property
    def total(self) -> int:
        return self.found.total

    @property
    def results(self) -> list[Result]:
        return self.found.results

    @property
    def counts(self) -> Mapping[str, int]:
        """How many were supported, noted ..., in this order."""
        by_response = dict(self.found.facets["response"])
        return {response: by_response[response] for response in RESPONSES if by_response.get(response)}

    @property
    def sentence(self) -> str:
        """ "31 of 44 comparable recommendations were supported." """
        if not self.total:
            return _("No comparable recommendation was found.")
        supported = self.counts.get("supported", 0)
        return ngettext(
            "%(supported)s of %(total)s comparable recommendation was supported.",
            "%(supported)s of %(total)s comparable recommendations were supported.",
            self.total,
        ) % {"supported": f"{supported:,}", "total": f"{self.total:,}"}


def answers(state: State | None, theme: Question, *, limit: int = MOST_LISTED) -> Answers:
    """Raises RecordNotReady. `theme` as `targets` found it."""
    comparable = theme.narrowed("state", state.iso3) if state else theme
    result = search_record(comparable, limit=limit, sort="-session", facets=("response",))
    return Answers(state, comparable, result)
