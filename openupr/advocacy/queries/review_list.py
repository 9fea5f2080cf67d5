"""The list of the review's recommendations for our people: one table, each recommending State with
a row of its own.
"""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from openupr.documents import word
from openupr.recommendations.demo import marked_as_demo
from openupr.upr.sources import source

from .adoption_words import listed, review_in_brackets
from .review_facts import ReviewFacts, ReviewRow, in_numbers

# Shares of a page across; the longest word of each head has room in its column.
_WIDTHS = {"number": 2.7, "theme": 7, "text": 12.8, "state": 3.9, "answer": 2.9, "ours": 4.7}


def list_document(facts: ReviewFacts, *, today: date) -> word.Document:
    """To print: whose list it is, of which day and source; then the table.

    What nothing is known of has no column.
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
    shown = [key for key in heads if key == "text" or any(row[key] for row in rows)]
    table = word.DocumentTable(
        tuple(tuple(word.plain(row[key]) for key in shown) for row in rows),
        header=tuple(word.plain(heads[key]) for key in shown),
        widths=tuple(_WIDTHS[key] for key in shown),
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
