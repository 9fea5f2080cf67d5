"""The mid-term report: from the follow-up list, as a Word document to go on writing in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.coalitions.models import Coalition
from openupr.documents import word

from ..models import Level
from ..rules import UNKNOWN, WEIGHTS
from .follow_up_list import FollowUpLine, Viewer, five_numbers, lines_of
from .leaving import kept_in_words
from .mid_term_front import front, of_which_reviews
from .mid_term_rows import ReportRow, by_theme, report_rows, table_of, themes_of
from .voices import short_names_in_words, voices_in_words

_CONTEXT = (
    "[What changed in the country since the review: laws, elections, the space for civil society. Name your sources.]"
)


def mid_term_report(coalition: Coalition, *, today: date) -> word.Document:
    """The report as the list stands, by theme: evidence that everyone may see, organisations by consent. In English."""
    with translation.override("en"):
        lines = lines_of(coalition, Viewer())
        rows = report_rows(lines)
        blocks: list[word.Block | word.Annex] = [
            front(coalition, lines, today=today),
            word.Heading(word.plain("Context")),
            word.Paragraph(word.plain(_CONTEXT)),
            word.Heading(word.plain(_("Method"))),
            *(word.Paragraph(word.plain(text)) for text in _method(lines, rows, today)),
            word.Heading(word.plain(_("In numbers"))),
            _numbers(lines),
            *(word.Paragraph(word.plain(text)) for text in of_which_reviews(coalition, lines)),
            *_sections(rows),
            *_not_assessed([line for line in lines if not line.spread.is_assessed]),
        ]
        return word.Document(
            title=_("Mid-term report: %(state)s") % {"state": coalition.state.name},
            blocks=tuple(blocks),
            language="en",
            furniture=word.Furniture(header=coalition.state.name),
            labels=word.Labels(annex=_("Annex"), notes=_("End notes")),
            points=11,
        )


def _sections(rows: Sequence[ReportRow]) -> Iterator[word.Block]:
    """What somebody answered: recommendations by theme, then those without one, then the State's own pledges."""
    answered = [row for row in rows if row.is_answered]
    asked = [row for row in answered if not row.first.listed.is_pledge]
    themes = by_theme([row for row in asked if row.themes])
    for theme in themes:
        if theme.rows:
            yield word.Heading(word.plain(theme.name))
            if theme.references:
                yield word.Paragraph(word.plain(f"See also {theme.references}."), keeps_next=True)
            yield table_of(theme.rows, rows)
    if elsewhere := [theme for theme in themes if not theme.rows]:
        yield word.Heading(word.plain("Themes of recommendations that are under another theme"))
        items = (word.Item(word.plain(f"{theme.name}: {theme.references}")) for theme in elsewhere)
        yield word.Listing(tuple(items))
    others = [row for row in asked if not row.themes]
    pledges = [row for row in answered if row.first.listed.is_pledge]
    for name, left in ((_("Other recommendations"), others), ("Voluntary pledges of the State", pledges)):
        if left:
            yield word.Heading(word.plain(name))
            yield table_of(left, rows)


def _method(lines: Sequence[FollowUpLine], rows: Sequence[ReportRow], today: date) -> Iterator[str]:
    voices = [each for line in lines for each in line.voices if each.level in WEIGHTS]
    who = f"{voices_in_words(voices)} of the coalition" if voices else "nobody"
    yield f"As of {date_format(today, 'j F Y')}, {who} assessed recommendations."
    yield (
        "Each has one voice. A recommendation is assessed if somebody says that it is not, partly or fully "
        "implemented; “not enough information” is counted apart."
    )
    yield "Different views are shown beside each other. What the Government says is marked as its own claim."
    yield (
        "States that made the same recommendation share a row; numbers count each State once. Each recommendation "
        "stands once, under its first theme. Themes are OHCHR's; where OHCHR gives none, UPR Info's issues."
    )
    assessed = [line for row in rows for line in row.lines if line.spread.is_assessed]
    sourced = {line.listed.pk for row in rows if row.is_sourced for line in row.lines}
    what = "recommendations and pledges" if any(line.listed.is_pledge for line in assessed) else "recommendations"
    n = sum(line.listed.pk in sourced for line in assessed)
    yield f"{n} of {len(assessed)} assessed {what} name a source that readers can check."
    yield from filter(None, (kept_in_words(lines), _without_number(lines), short_names_in_words(lines)))


def _without_number(lines: Sequence[FollowUpLine]) -> str:
    asked = [line for line in lines if not line.listed.is_pledge]
    n = sum(not line.un_number.number for line in asked)
    which = "these recommendations" if n == len(asked) else f"{n} of the {len(asked)} recommendations"
    return f"Our sources give no paragraph number of the UN for {which}." if n else ""


def _numbers(lines: Sequence[FollowUpLine]) -> word.DocumentTable:
    """Each recommendation is in one state; pledges are none of them."""
    numbers, asked = five_numbers(lines), [line for line in lines if not line.listed.is_pledge]
    states = Counter(line.spread.state for line in asked)
    rows = [
        ("Recommendations on the list", numbers.listed),
        ("Supported by the State", numbers.supported),
        ("Noted by the State", sum(line.response == "noted" for line in asked)),
        ("Assessed by at least one", numbers.assessed),
        *((f"Of these {Level(level).label}", states[level]) for level in WEIGHTS),
        ("Of these judged differently", numbers.dissent),
        ("Not enough information", states[UNKNOWN]),
        ("No assessment yet", states[""]),
    ]
    if numbers.pledges:
        rows += [("Pledges of the State", numbers.pledges), ("Pledges assessed", numbers.pledges_assessed)]
    return word.DocumentTable(
        tuple((word.plain(name), word.plain(str(number))) for name, number in rows),
        header=(word.plain(_("What")), word.plain(_("Number"))),
        widths=(6, 1),
    )


def _not_assessed(left: Sequence[FollowUpLine]) -> Iterator[word.Block]:
    asked = [line for line in left if not line.listed.is_pledge]
    yield word.Heading(word.plain(_("Not assessed")))
    told = ngettext(
        "%(n)s recommendation on the list was not assessed. That says nothing about what was done.",
        "%(n)s recommendations on the list were not assessed. That says nothing about what was done.",
        len(asked),
    ) % {"n": len(asked)}
    if unsure := sum(line.spread.state == UNKNOWN for line in asked):
        told += f" On {unsure} of them somebody says that there is not enough information."
    if pledges := len(left) - len(asked):
        told += f" {pledges} pledge{' was' if pledges == 1 else 's were'} not assessed either."
    yield word.Paragraph(word.plain(told), keeps_next=bool(asked))
    # Each under its first theme, as in the report: the numbers add up.
    counts = Counter(next(iter(themes_of(line)), _("Other recommendations")) for line in asked)
    if counts:
        yield word.DocumentTable(
            tuple((word.plain(theme), word.plain(str(number))) for theme, number in sorted(counts.items())),
            header=(word.plain(_("Theme")), word.plain(_("Not assessed"))),
            widths=(6, 1),
        )
