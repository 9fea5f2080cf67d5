"""The press note on the review: its numbers, a quote to fill in, what States took up and what
not.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from openupr.documents.light_markup import markup_of
from openupr.upr.phases import REVIEW
from openupr.upr.un_numbers import UnNumber

from .models import Uptake
from .near_recommendations import made_by
from .review_facts import ReviewFacts, contact_or_place, day_in_words, in_numbers, place, texts_in_short, within
from .rules import SHORT_WORDS
from .uptake import AskUptake


def press_note(facts: ReviewFacts) -> Iterator[str]:
    """Its paragraphs, as markup, in the active language."""
    yield f"**{_headline(facts)}**"
    lead = _("In the Universal Periodic Review, the States of the UN review each other's human rights record.")
    day = _("The review of %(state)s was on %(day)s.") % {
        "state": markup_of(facts.state),
        "day": markup_of(day_in_words(facts.coalition, REVIEW)) or place(_("day of the review")),
    }
    yield f"{lead} {day} {markup_of(in_numbers(facts))}"
    yield _quote()
    yield from _taken_up(facts)
    yield from _not_taken_up(facts)
    if facts.responses["pending"]:
        yield _("We ask the Government to support what waits for its answer before the Council adopts the outcome.")
    yield _("Each recommending State counts once. Source: the report of the review, %(document)s.") % {
        "document": _document(facts)
    }
    yield _("Contact: %(contact)s") % {"contact": contact_or_place(facts.coalition)}


def _headline(facts: ReviewFacts) -> str:
    """The numbers of the review in one line: before the State answers, while it does, and after."""
    count, supported, pending = len(facts.rows), facts.responses["supported"], facts.responses["pending"]
    if not count:
        return place(_("Headline"))
    if pending == count:
        sentence = ngettext(
            "%(state)s receives %(n)s recommendation in its review at the UN",
            "%(state)s receives %(n)s recommendations in its review at the UN",
            count,
        )
    elif pending:
        sentence = _("%(state)s has supported %(supported)s of %(n)s recommendations of its review at the UN so far")
    else:
        sentence = _("%(state)s supports %(supported)s of %(n)s recommendations of its review at the UN")
    return markup_of(sentence % {"state": facts.state, "n": count, "supported": supported})


def _quote() -> str:
    """Places for a person's words, to be filled in: the program writes no quotes for people."""
    return _("“%(words)s”, says %(name)s, %(function)s of %(organisation)s.") % {
        "words": place(_("What this means for people, in two sentences of the person who is quoted")),
        "name": place(_("name of the person")),
        "function": place(_("function of the person")),
        "organisation": place(_("organisation of the person")),
    }


def _document(facts: ReviewFacts) -> str:
    document = facts.document
    return f"[{document}]({document.url})" if document.url else place(_("symbol of the report"))


def _taken_up(facts: ReviewFacts) -> Iterator[str]:
    lines = facts.uptake.looked
    if not lines:
        yield _("No recommendation of civil society is confirmed as taken up yet.")
        return
    sentence = _("Of %(n)s recommendations of civil society, States took up %(taken)s:")
    if facts.uptake.unsettled:
        # Of the others nobody has said yet that no State took them up.
        sentence = _("Of %(n)s recommendations of civil society, States took up at least %(taken)s:")
    yield sentence % {"n": len(facts.uptake.lines), "taken": _how_far(lines)}
    yield "\n".join(f"- {markup_of(_made_and_asked(line, facts.document))}" for line in lines)


def _how_far(lines: list[AskUptake]) -> str:
    """ "9 (6 in full, 3 in part)"; "9 in full"."""
    in_part = sum(is_in_part(line) for line in lines)
    in_full = len(lines) - in_part
    counts = {"n": len(lines), "full": in_full, "part": in_part}
    if not in_part:
        return _("%(full)s in full") % counts
    if not in_full:
        return _("%(part)s in part") % counts
    return _("%(n)s (%(full)s in full, %(part)s in part)") % counts


def is_in_part(line: AskUptake) -> bool:
    """Whether all that people looked at together takes it up in part only."""
    return all(row.uptake.said == Uptake.Said.PART for row in line.looked)


def _made_and_asked(line: AskUptake, document: UnNumber) -> str:
    """What States recommended, in their words, with its answer; then our ask.

    `document`: the one that every number is of, if there is one; only paragraphs are named then.
    """
    by_text: dict[tuple[str, str], list[tuple[str, UnNumber]]] = defaultdict(list)
    for row in line.looked:
        answer = str(row.answer.label).lower() if row.answer else ""
        if row.uptake.said == Uptake.Said.PART and not is_in_part(line):
            answer = ", ".join(filter(None, (answer, _("in part what we had asked"))))
        by_text[" ".join(row.uptake.text.split()).rstrip(" ;."), answer].append(
            (row.uptake.state_name or _("State not known"), within(document, row.un_number))
        )
    sentences = [
        f"{made_by(states)}: “{text}”{f' ({answer})' if answer else ''}." for (text, answer), states in by_text.items()
    ]
    ours = _("We had asked: “%(ask)s”")
    if is_in_part(line):
        ours = _("It takes up in part what we had asked: “%(ask)s”")
    return " ".join([*sentences, ours % {"ask": line.ask.text}])


def _not_taken_up(facts: ReviewFacts) -> Iterator[str]:
    if untaken := facts.uptake.untaken:
        short = texts_in_short(facts.coalition, get_language() or "en")
        yield _("As far as we see, no State took up:")
        yield "\n".join(f"- {markup_of(_in_few_words(short[line.ask.pk]))}" for line in untaken)


def _in_few_words(text: str) -> str:
    words = text.split()
    return text if len(words) <= SHORT_WORDS else f"{' '.join(words[:SHORT_WORDS])} […]"
