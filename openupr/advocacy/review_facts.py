"""What States recommended in the review: the list for our people, and the facts for texts."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.coalitions.models import Coalition
from openupr.documents import word
from openupr.documents.light_markup import markup_of
from openupr.recommendations.demo import marked_as_demo
from openupr.recommendations.recommendation import response_badge, un_number_of_row
from openupr.recommendations.search import search_record, sorted_under
from openupr.recommendations.the_index import RecordNotReady
from openupr.timeline.dates_in_words import INVENTED, window_words
from openupr.timeline.rules.statuses import DONE, PUBLISHED
from openupr.upr.cycles import year_of_session
from openupr.upr.issues import ISSUES
from openupr.upr.ohchr_themes import THEMES
from openupr.upr.phases import REVIEW
from openupr.upr.sources import source
from openupr.upr.un_numbers import NO_NUMBER, UnNumber, number_order
from openupr.web.parts import Badge

from .dates import milestone_of
from .near_recommendations import Fields, question_of
from .paper_words import contact_of
from .short_asks import asks_in_short
from .uptake import AskUptake, UptakePage, uptake_of


def place(words: str) -> str:
    """A place that a person fills in: "[Date]"."""
    return f"[{words}]"


def listed(words: Sequence[str]) -> str:
    """ "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(many)s and %(last)s") % {"many": ", ".join(words[:-1]), "last": words[-1]}


def contact_or_place(coalition: Coalition) -> str:
    """How to reach the coalition, as its embassy sheets say it; else a place to fill in.

    As markup.
    """
    return markup_of(contact_of(coalition)) or place(_("How to reach us"))


def texts_in_short(coalition: Coalition, language: str) -> Mapping[int, str]:
    """The coalition's recommendations by their keys, as short as its embassy sheets have them."""
    return {short.ask.pk: short.told(language).text for short in asks_in_short(coalition)}


def day_in_words(coalition: Coalition, phase: str) -> str:
    """When the review or the adoption was, as the coalition's calendar knows it; "" while that is
    an estimate.
    """
    known = milestone_of(coalition, phase)
    if known is None or known.status not in (PUBLISHED, DONE):
        return ""
    words = window_words(known.window)
    return f"{words}, {INVENTED}" if known.is_invented else words


def review_in_brackets(coalition: Coalition, document: UnNumber = NO_NUMBER) -> str:
    """Which review it was, without a bracket of its own: "session 48, A/HRC/59/15, 28 January
    2025".
    """
    review = coalition.review
    named = {"number": review.session or review.cycle}
    words = _("session %(number)s") % named if review.session else _("cycle %(number)s") % named
    year = year_of_session(review.session) if review.session else None
    day = day_in_words(coalition, REVIEW) or (str(year) if year else "")
    return ", ".join(filter(None, [words, str(document), day]))


_MOST = 1000
NO_THEME = "other"
_LONGEST_KEY = 80


@dataclass(frozen=True)
class ReviewRow:
    """A recommendation of the review with the States that made it in these words, and the asks that
    it takes up: those that people looked at together with it.
    """

    fields: Fields
    states: Sequence[str]
    asks: Sequence[AskUptake]

    @property
    def number(self) -> str:
        return str(self.fields.get("number", ""))

    @property
    def un_number(self) -> UnNumber:
        return un_number_of_row(self.fields)

    @property
    def state(self) -> str:
        """All its States."""
        return ", ".join(self.states)

    @property
    def text(self) -> str:
        return str(self.fields["text"])

    @property
    def response(self) -> str:
        return self.fields["response"] or "pending"

    @property
    def answer(self) -> Badge | None:
        return response_badge(self.response)

    @property
    def answers(self) -> str:
        """The asks that it takes up: "Land 1, Labour 2"."""
        return ", ".join(f"{ask.ask.proposal.group} {ask.ask.proposal.number}" for ask in self.asks)

    @property
    def themes(self) -> list[str]:
        """Labels of OHCHR's themes in its own lists; else of issues: the source's, confirmed or
        suggested ones.
        """
        return sorted_under(self.fields)


@dataclass(frozen=True)
class ReviewTheme:
    """The recommendations on one issue, or one of OHCHR's themes; `key` is "other" of those without
    one.
    """

    key: str
    label: str
    rows: Sequence[ReviewRow]

    @property
    def subject(self) -> str:
        """What a letter on it is about."""
        return subject_of(self.key, self.label)

    @property
    def pending(self) -> list[ReviewRow]:
        return [row for row in self.rows if row.response == "pending"]

    @property
    def in_letter(self) -> list[ReviewRow]:
        """What a letter on it is about: what waits for an answer; if nothing does, what was
        supported.
        """
        return self.pending or [row for row in self.rows if row.response == "supported"]

    @property
    def number_in_letter(self) -> int:
        return counted(self.in_letter)


def counted(rows: Sequence[ReviewRow]) -> int:
    """Each recommending State counts once."""
    return sum(max(1, len(row.states)) for row in rows)


def within(document: UnNumber, named: UnNumber) -> UnNumber:
    """The name of a recommendation where the document is named already: its paragraph alone, if it
    is of that one.
    """
    return UnNumber("", named.number) if named.symbol == document.symbol else named


def subject_of(key: str, label: str) -> str:
    return _("no theme given yet") if key == NO_THEME else label


@dataclass(frozen=True)
class ReviewFacts:
    """All that the texts are made from."""

    coalition: Coalition
    rows: Sequence[ReviewRow]
    uptake: UptakePage

    @property
    def state(self) -> str:
        return self.coalition.state.name

    @property
    def states(self) -> int:
        return len({state for row in self.rows for state in row.states})

    @cached_property
    def responses(self) -> Counter[str]:
        return Counter(row.response for row in self.rows)

    @cached_property
    def themes(self) -> list[ReviewTheme]:
        """By label; a recommendation is under each of its themes."""
        by_label: dict[str, list[ReviewRow]] = defaultdict(list)
        for row in self.rows:
            for label in row.themes or [""]:
                by_label[label].append(row)
        keys = {theme.label: theme.key for theme in THEMES} | {issue.label: issue.key for issue in ISSUES}
        return [
            ReviewTheme(
                keys.get(label, label[:_LONGEST_KEY] or NO_THEME), label or _("No theme given yet"), _joined(rows)
            )
            for label, rows in sorted(by_label.items(), key=lambda pair: (not pair[0], pair[0]))
        ]

    @cached_property
    def listed(self) -> list[ReviewRow]:
        """Each recommendation once, in the order of the report; what has no number there comes
        last.
        """
        return sorted(self.rows, key=_in_report)

    @cached_property
    def document(self) -> UnNumber:
        """The document that numbers them; none where there is none or several."""
        symbols = {row.un_number.symbol for row in self.rows}
        return UnNumber(symbols.pop()) if len(symbols) == 1 else NO_NUMBER

    @property
    def without_theme(self) -> int:
        """How many have none, not even a suggested one."""
        return sum(not row.themes for row in self.rows)

    def theme(self, key: str) -> ReviewTheme | None:
        return next((theme for theme in self.themes if theme.key == key), None)


def _joined(rows: Sequence[ReviewRow]) -> list[ReviewRow]:
    """One row for the same words and answer, in the order of the report."""
    same: dict[tuple[str, str], list[ReviewRow]] = defaultdict(list)
    for row in rows:
        same[" ".join(row.text.casefold().split()), row.response].append(row)
    joined = [
        ReviewRow(
            fields=alike[0].fields,
            states=sorted({state for row in alike for state in row.states}),
            asks=list({line.ask.pk: line for row in alike for line in row.asks}.values()),
        )
        for alike in same.values()
    ]
    return sorted(joined, key=_in_report)


def _in_report(row: ReviewRow) -> tuple[bool, tuple[int, ...], str]:
    return not row.number, number_order(row.number), row.state


def review_facts(coalition: Coalition) -> ReviewFacts:
    """What the record, the uptake and the follow-up hold of the review. Raises RecordNotReady."""
    # Compared: what is near an ask and not confirmed by a person is not called untaken.
    uptake = uptake_of(coalition)
    by_key: dict[str, list[AskUptake]] = defaultdict(list)
    for line in uptake.lines:
        for row in line.looked:
            by_key[row.uptake.ask_key].append(line)
    results = search_record(question_of(coalition), limit=_MOST).results
    rows = [
        ReviewRow(result.fields, [result.fields["from"]] if result.fields["from"] else [], by_key[result.fields["id"]])
        for result in results
    ]
    return ReviewFacts(coalition, rows, uptake)


def in_numbers(facts: ReviewFacts) -> str:
    """How many recommendations from how many States, and how they were answered."""
    sentence = ngettext(
        "%(state)s received %(n)s recommendation from %(states)s States.",
        "%(state)s received %(n)s recommendations from %(states)s States.",
        len(facts.rows),
    ) % {"state": facts.state, "n": len(facts.rows), "states": facts.states}
    return f"{sentence} {answers_told(facts.responses)}".strip()


def answers_told(responses: Counter[str]) -> str:
    parts = [
        (_("supported %(n)s"), responses["supported"]),
        (_("supported %(n)s in part"), responses["partly"]),
        (_("noted %(n)s"), responses["noted"]),
    ]
    answered = [text % {"n": n} for text, n in parts if n]
    sentences = [_("It %(answers)s.") % {"answers": listed(answered)}] if answered else []
    if pending := responses["pending"]:
        waits = ngettext("%(n)s waits for an answer.", "%(n)s wait for an answer.", pending)
        sentences.append(waits % {"n": pending})
    return " ".join(sentences)


def facts_or_none(coalition: Coalition) -> ReviewFacts | None:
    """The facts; None while the record cannot be read."""
    try:
        return review_facts(coalition)
    except RecordNotReady:
        return None


# Shares of a page across; the longest word of each head has room in its column.
_WIDTHS = {"number": 2.7, "theme": 7, "text": 12.8, "state": 3.9, "answer": 2.9, "ours": 4.7}


def list_document(facts: ReviewFacts, *, today: date) -> word.Document:
    """A list to print: whose list it is, its day and source; then the table.

    A column without any value is left out.
    """
    heads = {
        "number": _("Number"),
        "theme": _("Theme"),
        "text": _("Recommendation"),
        "state": _("State"),
        "answer": _("Answer"),
        "ours": _("Our recommendation"),
    }
    rows = list(_rows(facts))
    columns = [key for key in heads if key == "text" or any(row[key] for row in rows)]
    table = word.DocumentTable(
        tuple(tuple(word.plain(row[key]) for key in columns) for row in rows),
        header=tuple(word.plain(heads[key]) for key in columns),
        widths=tuple(_WIDTHS[key] for key in columns),
        keeps_rows=True,
    )
    head = _("%(coalition)s, as of %(day)s. Review: %(review)s. Source: %(sources)s.") % {
        "coalition": facts.coalition.name,
        "day": date_format(today, "j F Y"),
        "review": review_in_brackets(facts.coalition, facts.document),
        "sources": list_sources(facts),
    }
    document = word.Document(
        title=_("Recommendations to %(state)s") % {"state": facts.state},
        blocks=(
            word.Paragraph(word.plain(head)),
            word.Paragraph(word.plain(f"{in_numbers(facts)} {list_basis(facts)}")),
            table,
        ),
        furniture=word.Furniture(header=facts.state),
        landscape=True,
        points=10,
    )
    return marked_as_demo(document)


def _rows(facts: ReviewFacts) -> Iterator[dict[str, str]]:
    """A text that several States used in one paragraph is there once: below it "the same" is
    enough.
    """
    before: ReviewRow | None = None
    for row in facts.listed:
        is_same = before is not None and _is_same(before, row)
        before = row
        yield {
            "number": row.number if facts.document else str(row.un_number),
            "theme": "" if is_same else "; ".join(row.themes),
            "text": _("the same as above") if is_same else row.text,
            "state": row.state,
            "answer": str(row.answer.label) if row.answer else "",
            "ours": row.answers,
        }


def _is_same(one: ReviewRow, other: ReviewRow) -> bool:
    return (one.number, one.text.split(), one.themes) == (other.number, other.text.split(), other.themes)


def list_sources(facts: ReviewFacts) -> str:
    """The sources of the record that these rows are from."""
    return listed(sorted({str(source(row.fields["source"]).label) for row in facts.rows}))


def list_basis(facts: ReviewFacts) -> str:
    """How the list counts, where its numbers are from, and whose its themes are."""
    sentences = [_("Each recommending State has a row of its own.")]
    if facts.document:
        sentences.append(_("The numbers are the paragraphs of %(document)s.") % {"document": facts.document})
    of_ohchr = all(row.themes == list(row.fields.get("themes") or []) for row in facts.rows)
    sentences.append(_("The themes are OHCHR's.") if of_ohchr else _("Themes may be suggested by OpenUPR."))
    return " ".join(sentences)
