"""What the facts say in each part of the statement, in sentences that somebody can speak."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from openupr.coalitions.models import Coalition
from openupr.upr.cycles import year_of_session
from openupr.workshops.models import Workshop

from .paper_words import PaperPart, Told, all_of, spoken_name, spoken_words, with_article
from .theme_facts import NAMED, GroupFacts, SessionFacts

TextOfPart = tuple[PaperPart, list[Told]]

_FEWEST_JUDGED = 3
"""Fewer say too little of a theme to be spoken of."""
_LONGEST_PROBLEM = 45  # words
_SENTENCE_END = re.compile(r"(?<=[.!?។])\s+")
_OPENING = PaperPart("opening", gettext_noop("Organisation"), hint=gettext_noop("Who speaks, and for whom."))
_CONSULTATIONS = PaperPart("consultations", gettext_noop("Consultations"), hint=gettext_noop("How this was prepared."))
CLOSING = PaperPart("closing", gettext_noop("Closing"))
FRAME = (_OPENING.label, _CONSULTATIONS.label, CLOSING.label, gettext_noop("We therefore ask States to recommend:"))
_NUMBERED = (
    gettext_noop("Our first theme is %(theme)s."),
    gettext_noop("Our second theme is %(theme)s."),
    gettext_noop("Our third theme is %(theme)s."),
    gettext_noop("Our fourth theme is %(theme)s."),
    gettext_noop("Our fifth theme is %(theme)s."),
    gettext_noop("Our sixth theme is %(theme)s."),
)
_ONLY, _NEXT, _LAST = (
    gettext_noop("Our theme is %(theme)s."),
    gettext_noop("Our next theme is %(theme)s."),
    gettext_noop("Our last theme is %(theme)s."),
)


def text_of_parts(
    coalition: Coalition,
    facts: Sequence[GroupFacts],
    silent: Collection[str] = (),
    *,
    asks: int,
    questions: int,
    is_over: bool,
    today: date,
) -> Iterator[TextOfPart]:
    """All parts in the active language, with at most so many asks and questions of each theme.

    `silent`: the keys of parts that people left out. `is_over`: the review is; nothing is asked of
    States any more.
    """
    yield _OPENING, [_ours(" ".join(_who_speaks(coalition)))]
    prepared = " ".join(_prepared(coalition, facts, today))
    yield _CONSULTATIONS, [_ours(prepared)] if prepared else []
    yield from _themes(facts, silent, asks, 0 if is_over else questions, is_over=is_over)
    yield CLOSING, [_ours(sentence) for sentence in _closing(coalition, is_over=is_over)]


def _ours(text: str) -> Told:
    language = translation.get_language() or "en"
    return Told(text, language if language in ("en", "km") else "en")


def _who_speaks(coalition: Coalition) -> Iterator[str]:
    opening = _("Thank you for this opportunity. I speak for %(name)s.")
    yield opening % {"name": with_article(coalition.name).rstrip(".")}
    count = coalition.member_organisations.count()
    if count > 1:
        yield ngettext("We are %(n)s organisation.", "We are %(n)s organisations.", count) % {"n": count}


def _prepared(coalition: Coalition, facts: Sequence[GroupFacts], today: date) -> Iterator[str]:
    """How it came about; what there was none of is not spoken of.

    Pre-sessions come after the submission.
    """
    groups = len(facts)
    sentence = _("Our submission was prepared in %(groups)s.")
    if not coalition.submissions.exists():
        groups = sum(bool(theme.asks) for theme in facts)
        sentence = _("Our recommendations were prepared in %(groups)s.")
    if not groups:
        return
    yield sentence % {"groups": ngettext("%(n)s thematic group", "%(n)s thematic groups", groups) % {"n": groups}}
    kinds = (Workshop.Kind.SUBMISSION, Workshop.Kind.VALIDATION)
    workshops = coalition.workshops.filter(kind__in=kinds, days__date__lte=today).distinct().count()
    consultations = coalition.consultations.filter(day__lte=today).count()
    parts = [ngettext("%(n)s workshop", "%(n)s workshops", workshops) % {"n": workshops}] if workshops else []
    if consultations:
        parts.append(ngettext("%(n)s consultation", "%(n)s consultations", consultations) % {"n": consultations})
    if parts:
        yield _("We held %(what)s.") % {"what": all_of(parts)}


def _themes(
    facts: Sequence[GroupFacts], silent: Collection[str], asks: int, questions: int, *, is_over: bool
) -> Iterator[TextOfPart]:
    """Each theme in plain sentences: the problem, what was recommended and answered, what is asked
    for now.
    """
    language = translation.get_language() or "en"
    wanted = {theme.part_key: [ask for ask in theme.asked(language) if ask.text][:asks] for theme in facts}
    spoken = [key for key, texts in wanted.items() if texts and key not in silent]
    asked_before: set[str] = set()
    at = 0
    for theme in facts:
        key = theme.part_key
        part = PaperPart(key, theme.group.name, heading=theme.group.name)
        if not wanted[key]:
            yield part, []
            continue
        begin = _begin(at, len(spoken)) % {"theme": _(theme.group.name)}
        # Two themes can lead to one question.
        new = [question for question in theme.questions if question.text not in asked_before][:questions]
        yield part, [_ours(begin), *_known(theme), *_requests(wanted[key], new, is_over=is_over)]
        if key in spoken:
            at += 1
            asked_before.update(question.text for question in new)


def _begin(at: int, themes: int) -> str:
    if themes <= 1:
        return _(_ONLY)
    if at >= themes - 1:
        return _(_LAST)
    return _(_NUMBERED[at] if at < len(_NUMBERED) else _NEXT)


def _known(theme: GroupFacts) -> Iterator[Told]:
    """The problem; what was recommended in the newest session, its answers, and what organisations
    found.
    """
    if problem := problem_of(theme):
        yield problem
    if newest := next(iter(theme.on_theme), None):
        sentences = (_received(theme, newest), _answered(newest), _judged(newest))
        yield from (_ours(sentence) for sentence in sentences if sentence)


def problem_of(theme: GroupFacts) -> Told | None:
    """As many of the first sentences of the group's section as somebody says in short; None where
    there is none.
    """
    sentences: list[str] = []
    for sentence in _SENTENCE_END.split(theme.section.text) if theme.section else ():
        if spoken_words(" ".join([*sentences, sentence])) > _LONGEST_PROBLEM:
            break
        sentences.append(sentence)
    return Told(" ".join(sentences), theme.section.language) if theme.section and sentences else None


def _received(theme: GroupFacts, newest: SessionFacts) -> str:
    year = year_of_session(newest.session)
    session = _("session %(n)s, in %(year)s") if year else _("session %(n)s")
    context = {
        "session": session % {"n": newest.session, "year": year},
        "state": spoken_name(theme.group.coalition.state),
        "n": newest.amount,
        "subject": theme.subject,
    }
    received = ngettext(
        "In %(session)s, %(state)s received %(n)s recommendation on %(subject)s.",
        "In %(session)s, %(state)s received %(n)s recommendations on %(subject)s.",
        newest.count,
    )
    return " ".join(filter(None, (received % context, _from_whom(newest))))


def _from_whom(newest: SessionFacts) -> str:
    if not newest.states:
        return ""
    names = all_of([spoken_name(state) for state in newest.states[:NAMED]])
    if (n := len(newest.states)) > NAMED:
        who = ngettext("%(n)s State", "%(n)s States", n) % {"n": n}
        names = _("%(who)s, among them %(names)s") % {"who": who, "names": names}
    return ngettext("It came from %(names)s.", "They came from %(names)s.", newest.count) % {"names": names}


def _answered(newest: SessionFacts) -> str:
    """Final answers only."""
    sentences = {"supported": _("supported %(n)s"), "partly": _("supported %(n)s in part"), "noted": _("noted %(n)s")}
    parts = [sentences[key] % {"n": n} for key, n in newest.answers if key in sentences]
    return _("The Government %(answers)s.") % {"answers": all_of(parts)} if parts else ""


def _judged(newest: SessionFacts) -> str:
    """How far these are implemented, as organisations see it; "" where they judged few."""
    if newest.assessed < _FEWEST_JUDGED:
        return ""
    count = {state: newest.judged.get(state, 0) for state in ("done", "begun", "nothing", "dissent")}
    sentences = {
        "done": ngettext("%(n)s is fully implemented", "%(n)s are fully implemented", count["done"]),
        "begun": ngettext("%(n)s is partly implemented", "%(n)s are partly implemented", count["begun"]),
        "nothing": ngettext("%(n)s is not implemented", "%(n)s are not implemented", count["nothing"]),
        "dissent": _("on %(n)s they disagree"),
    }
    who = ngettext("%(n)s organisation", "%(n)s organisations", newest.organisations) % {"n": newest.organisations}
    return _("%(who)s judged %(n)s of them: %(levels)s.") % {
        "who": who,
        "n": newest.assessed,
        "levels": all_of([sentences[state] % {"n": n} for state, n in count.items() if n]),
    }


def _requests(asks: Sequence[Told], questions: Sequence[Told], *, is_over: bool) -> Iterator[Told]:
    yield _ours(_("Our recommendations:") if is_over else _("We therefore ask States to recommend:"))
    yield from asks
    if questions:
        yield _ours(_("Before the review, States can ask:"))
        yield from questions


def _closing(coalition: Coalition, *, is_over: bool) -> Iterator[str]:
    closing = _("Please carry these recommendations to the review of %(state)s. We will follow what becomes of them.")
    if is_over:
        closing = _("We will follow how the outcome of the review of %(state)s is carried out.")
    yield closing % {"state": spoken_name(coalition.state)}
    yield _("Thank you.")
