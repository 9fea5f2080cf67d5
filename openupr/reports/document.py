"""The report as a document to send out, with a workshop in a few numbers on its cover."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.attendance.figures import published
from openupr.coalitions.reviews import prepared_review_in_words
from openupr.documents import word
from openupr.testimonies.testimonies import CANNOT_BE_RECALLED
from openupr.upr.phases import REVIEW
from openupr.workshops.agenda import AgendaLine

from .activity_report import ActivityReport, ReportPart, emphasised
from .facts import Happened, days_in_words
from .names import LeftOut, left_out_of, without_names
from .outcome import drawn_dates, title_of, told_dates, told_when
from .roadmaps import roadmap_blocks
from .rules.pieces import Sentence, headed, text_of
from .rules.places import FilledPlace


def at_a_glance(of: Happened) -> tuple[str, ...]:
    """People as published, organisations, groups, recommendations, roadmaps; a line each, without
    those of nothing.
    """
    lines = []
    if figures := published(of.workshop):
        people = _("Some %(n)s people took part") if figures.approximate else _("%(n)s people took part")
        lines.append(people % {"n": figures.total})
    if count := len(of.groups):
        groups = ngettext("%(n)s thematic group", "%(n)s thematic groups", count) % {"n": count}
        lines.append(groups if len(of.formed) in (0, count) else f"{groups}, {_new(len(of.formed))}")
    if count := len(of.proposals):
        lines.append(_recommendations(count, adopted=of.adopted == count, others=len(of.written) > count))
    if handed := sum(bool(roadmap.handed) for roadmap in of.roadmaps):
        lines.append(_("%(n)s of %(all)s roadmaps handed in") % {"n": handed, "all": len(of.roadmaps)})
    if count := len(of.lessons):
        lines.append(ngettext("%(n)s lesson learnt", "%(n)s lessons learnt", count) % {"n": count})
    if count := len(of.steps):
        lines.append(ngettext("%(n)s next step agreed", "%(n)s next steps agreed", count) % {"n": count})
    return tuple(lines)


def _recommendations(count: int, *, adopted: bool, others: bool) -> str:
    """`adopted`: whether all are; `others`: whether the groups hold drafts of before, too."""
    if adopted:
        text = ngettext("%(n)s recommendation adopted", "%(n)s recommendations adopted", count)
    elif others:
        text = ngettext("%(n)s new draft recommendation", "%(n)s new draft recommendations", count)
    else:
        text = ngettext("%(n)s draft recommendation", "%(n)s draft recommendations", count)
    return text % {"n": count}


def _new(count: int) -> str:
    return ngettext("%(n)s of them new", "%(n)s of them new", count) % {"n": count}


def document_of(report: ActivityReport, *, with_organisations: bool = False) -> word.Document:
    """The whole, with its annexes: the agenda, the groups' roadmaps.

    `with_organisations`: whether texts name organisations as somebody typed them.
    """
    # Looked for before names are left out: what somebody saw holds them.
    changed = _changed(report)
    left_out = left_out_of(report, with_organisations=with_organisations)
    report = without_names(report, left_out)
    of = report.of
    workshop = of.workshop
    return word.Document(
        title=_("Activity report: %(workshop)s") % {"workshop": workshop.title},
        cover=word.Cover(
            kind=_("Activity report"),
            titles=tuple(filter(None, [workshop.title, _days_and_place(of), _draft(of), changed])),
            state=of.state,
            session=prepared_review_in_words(of.coalition.review, of.dates.line(REVIEW)),
            above=(word.OnCover(_("At a glance"), at_a_glance(of)),),
            organisations=tuple(word.CoverOrganisation(headed(name)) for name in of.organisers),
            below=(word.OnCover(_("In this report"), _contents(report)),),
        ),
        blocks=(*_dates(report), *_parts(report), _agenda(report, left_out), _roadmaps(report, left_out)),
        furniture=word.Furniture(header=f"{of.state} · {workshop.title}"),
        labels=word.Labels(
            state=_("State under Review"), session=_("Review"), organisations=_("Organised by"), annex=_("Annex"),
            notes=_("End notes"), contact=_("Contact"), key_words=_("Key words"),
        ),
    )  # fmt: skip


def _contents(report: ActivityReport) -> tuple[str, ...]:
    """The parts that follow, in their order, by the letters that the headings have."""
    parts = [part.section for part in report.parts if part.section.level == 1 and _is_printed(part, report)]
    letters = [f"{chr(ord('A') + place)}. {section.title}" for place, section in enumerate(parts)]
    annexes = _("Annexes: the agenda; the roadmaps of the groups")
    return (*letters, annexes)


def _days_and_place(of: Happened) -> str:
    return ", ".join(filter(None, [days_in_words(of.held), of.workshop.place]))


def _draft(of: Happened) -> str:
    """What marks a report of a workshop that goes on."""
    if not of.is_draft:
        return ""
    return _("Draft: what has happened until %(day)s") % {"day": date_format(of.today, "j F Y")}


def _changed(report: ActivityReport) -> str:
    """What marks a file whose prose still tells what was so when it was written, beside numbers of
    today.
    """
    places = [place.suggested.name for part in report.parts for place in part.changed]
    if not places:
        return ""
    sentence = _("To be looked at: facts have changed since these places were written: %(places)s")
    return sentence % {"places": "; ".join(places)}


def _dates(report: ActivityReport) -> Iterator[word.Block]:
    """The timeline as pictures; where this machine draws none, as a table."""
    lines = told_dates(report.of)
    if not lines:
        return
    yield word.Heading(word.plain(_("Timeline")), numbered=False)
    drawn = drawn_dates(report.of)
    for picture, some in drawn:
        heard = "; ".join(f"{title_of(report.of, line)}, {told_when(line)}" for line in some)
        yield word.Picture(picture, _("Timeline: %(dates)s") % {"dates": heard})
    if drawn:
        return
    header = (word.plain(_("What")), word.plain(_("When")))
    rows = tuple((word.plain(title_of(report.of, line)), word.plain(told_when(line))) for line in lines)
    yield word.DocumentTable(rows, header=header, widths=(3, 2))


def _parts(report: ActivityReport) -> Iterator[word.Block]:
    for part in report.parts:
        if _is_printed(part, report):
            yield word.Heading(word.plain(part.section.title), level=part.section.level)
            yield from _below(part, report)


def _is_printed(part: ReportPart, report: ActivityReport) -> bool:
    return part.section.key in ("activity", "overview") or any(_below(part, report))


def _below(part: ReportPart, report: ActivityReport) -> Iterator[word.Block]:
    for place in part.places:
        yield from _placed(place)
    match part.section.key:
        case "testimonies":
            yield from _testimonies(report)
        case "evaluation":
            sheets, *results = report.voices.told
            yield word.Paragraph(word.plain(sheets))
            if results:
                yield word.Listing(tuple(word.Item(word.plain(result)) for result in results))


def _placed(place: FilledPlace) -> Iterator[word.Block]:
    if not place.lines:
        return
    if place.suggested.is_list:
        yield word.Listing(tuple(word.Item(_runs(line)) for line in place.lines))
    else:
        for line in place.lines:
            yield word.Paragraph(_runs(line))


def _runs(sentence: Sentence) -> word.Inlines:
    # Addresses lead to this machine: in a file that leaves they lead nowhere.
    return word.plain(text_of(sentence))


def _testimonies(report: ActivityReport) -> Iterator[word.Block]:
    if not report.voices.testimonies:
        return
    yield word.Paragraph(word.plain(_("The people who speak here were promised to stay anonymous.")))
    for testimony in report.voices.testimonies:
        # One may have several paragraphs: the marks tell where the next person speaks.
        yield word.Paragraph((word.Run("“"), *emphasised(testimony), word.Run("”")))
    yield word.Paragraph((word.Run(str(CANNOT_BE_RECALLED), italic=True),))


def _agenda(report: ActivityReport, left_out: LeftOut) -> word.Annex:
    blocks: list[word.Block] = []
    for day_lines in report.of.days:
        day = _("Day %(n)s – %(date)s") % {"n": day_lines.number, "date": date_format(day_lines.day.date, "l, j F Y")}
        rows = tuple((word.plain(_hours(line)), tuple(_in_agenda(line, left_out))) for line in day_lines.lines)
        if rows:
            caption = (word.Run(day, bold=True),)
            # A day is on one page, and never with its last row alone on the next.
            blocks += [word.DocumentTable(rows, widths=(1, 5), caption=caption, keeps_rows=True, keeps_together=True)]
    return word.Annex(word.plain(_("Agenda")), tuple(blocks))


def _hours(line: AgendaLine) -> str:
    return f"{line.session.start:%H:%M} – {line.session.end:%H:%M}"


def _in_agenda(line: AgendaLine, left_out: LeftOut) -> Iterator[word.Run]:
    session = line.session
    yield word.Run(line.heading, bold=session.kind not in ("break", "registration"))
    if session.requested:
        yield word.Run(" ({})".format(_("at the participants' request")))
    if line.objective and not line.is_continued:
        yield word.Run(f"\n{left_out.told(line.objective)}", italic=True)
    for label, people in line.roles:
        yield word.Run(f"\n{label}: {', '.join(people)}")
    if line.times or session.note:
        yield word.Run("\n" + " · ".join(filter(None, [*line.times, left_out.told(session.note)])))


def _roadmaps(report: ActivityReport, left_out: LeftOut) -> word.Annex:
    return word.Annex(word.plain(_("Group roadmaps")), tuple(roadmap_blocks(report.of, left_out)))
