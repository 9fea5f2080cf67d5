"""The mid-term report: from the follow-up list, as a Word document to go on writing in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.coalitions.models import Coalition
from openupr.documents import word

from ..models import Level
from .follow_up_list import FollowUpLine, Viewer, levels_of, lines_of
from .leaving import kept_in_words


def mid_term_report(coalition: Coalition, *, today: date) -> word.Document:
    """The report as the list stands, by issue: evidence that everyone may see, organisations by consent."""
    lines = lines_of(coalition, Viewer())
    assessed = [line for line in lines if line.voices]
    blocks: list[word.Block | word.Annex] = [
        word.Heading(word.plain(_("Method"))),
        *(word.Paragraph(word.plain(text)) for text in _method(lines, assessed, today)),
        word.Heading(word.plain(_("In numbers"))),
        _numbers(lines),
    ]
    for theme in sorted({theme for line in assessed for theme in themes_of(line)}):
        blocks += _theme(theme, [line for line in lines if theme in themes_of(line)])
    if without := [line for line in assessed if not themes_of(line)]:
        blocks += [word.Heading(word.plain(_("Other recommendations"))), _table(without)]
    blocks += _not_assessed([line for line in lines if not line.voices])
    return word.Document(
        title=_("Mid-term report: %(state)s") % {"state": coalition.state.name},
        blocks=tuple(blocks),
        furniture=word.Furniture(header=coalition.state.name),
        labels=word.Labels(annex=_("Annex"), notes=_("End notes")),
    )


def themes_of(line: FollowUpLine) -> list[str]:
    """The themes under which the report has it: OHCHR's where the recommendation comes from its list, else issues."""
    return line.sorted_under


def _method(lines: Sequence[FollowUpLine], assessed: Sequence[FollowUpLine], today: date) -> Iterator[str]:
    voices = {(each.organisation_id, each.group_id) for line in assessed for each in line.voices}
    evidence = sum(len(line.evidence_outside) for line in lines)
    told = ngettext(
        "As of %(day)s, %(n)s organisation or thematic group assessed recommendations.",
        "As of %(day)s, %(n)s organisations and thematic groups assessed recommendations.",
        len(voices),
    )
    yield told % {"n": len(voices), "day": date_format(today, "j F Y")}
    yield _("Each has one voice: not, partly or fully implemented, or not enough information.")
    yield _("Different views are shown beside each other. Each row is one recommending State.")
    yield ngettext("They rest on %(n)s piece of evidence.", "They rest on %(n)s pieces of evidence.", evidence) % {
        "n": evidence
    }
    if kept := kept_in_words(lines):
        yield kept


def _numbers(lines: Sequence[FollowUpLine]) -> word.DocumentTable:
    counts = levels_of(lines)
    rows = [
        (_("Recommendations on the list"), len(lines)),
        (_("Supported by the State"), sum(line.response == "supported" for line in lines)),
        (_("Noted by the State"), sum(line.response == "noted" for line in lines)),
        (_("Assessed by at least one"), sum(bool(line.voices) for line in lines)),
        (_("Judged differently"), sum(line.spread.is_dissent for line in lines)),
        *((_("Assessments: %(level)s") % {"level": level.label}, counts[level.value]) for level in Level),
    ]
    return word.DocumentTable(
        tuple((word.plain(str(name)), word.plain(str(number))) for name, number in rows),
        header=(word.plain(_("What")), word.plain(_("Number"))),
        widths=(6, 1),
    )


def _theme(theme: str, lines: Sequence[FollowUpLine]) -> Iterator[word.Block]:
    assessed = [line for line in lines if line.voices]
    yield word.Heading(word.plain(theme))
    supported = sum(line.response == "supported" for line in lines)
    told = _(
        "On the list: %(n)s. Supported by the State: %(supported)s. Assessed: %(assessed)s. Not assessed: %(left)s."
    )
    numbers = {"n": len(lines), "supported": supported, "assessed": len(assessed), "left": len(lines) - len(assessed)}
    yield word.Paragraph(word.plain(told % numbers))
    yield _table(assessed)


def _table(lines: Sequence[FollowUpLine]) -> word.DocumentTable:
    head = (_("Asked"), _("By"), _("Answer"), _("Now"), _("Source"))
    return word.DocumentTable(
        tuple(tuple(_row(line)) for line in lines),
        header=tuple(word.plain(name) for name in head),
        widths=(10, 6, 5, 10, 6),
        keeps_rows=True,
    )


def _row(line: FollowUpLine) -> Iterator[word.Inlines]:
    named = line.un_number
    claim = [_("Government: %(level)s") % {"level": Level(line.claim.level).label}] if line.claim else []
    yield (*word.plain(line.listed.text), *([word.Run("\n"), word.Run(str(named), link=named.url)] if named else []))
    yield word.plain(line.origin)
    yield word.plain(str(line.answer.label) if line.answer else "")
    yield word.plain("\n".join([*claim, *line.told_outside]))
    yield word.plain("\n".join(line.sources_outside[:2]))


def _not_assessed(left: Sequence[FollowUpLine]) -> Iterator[word.Block]:
    yield word.Heading(word.plain(_("Not assessed")))
    told = ngettext(
        "%(n)s recommendation on the list was not assessed. That says nothing about what was done.",
        "%(n)s recommendations on the list were not assessed. That says nothing about what was done.",
        len(left),
    ) % {"n": len(left)}
    yield word.Paragraph(word.plain(told))
    counts = Counter(theme for line in left for theme in themes_of(line) or [_("Other recommendations")])
    if counts:
        yield word.DocumentTable(
            tuple((word.plain(theme), word.plain(str(number))) for theme, number in sorted(counts.items())),
            header=(word.plain(_("Theme")), word.plain(_("Not assessed"))),
            widths=(6, 1),
        )
