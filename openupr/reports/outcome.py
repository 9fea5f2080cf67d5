"""What was reached, what was learnt, and the way forward, with its timeline as a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.documents.dated_rows import DatedRow, DatedRows, rows_drawn_alone
from openupr.documents.pictures import png
from openupr.documents.printing import CannotPrint
from openupr.timeline.agenda import TimelineLine
from openupr.timeline.dates_in_words import window_words
from openupr.timeline.rules.statuses import DONE, PHASE, STEP
from openupr.timeline.timeline_pictures import inline, timeline_picture
from openupr.upr.phases import SUBMISSION_DEADLINE
from openupr.workshops.write_up import NextStep

from .facts import Happened, names
from .rules.pieces import Piece, Sentence, ended, report_text, sentence_of
from .rules.places import ReportSection, SuggestedPlace

WIDTH = 736
"""Pixels: as wide as a line of the report on a screen."""
IN_PRINT = 640
"""Pixels: on 16 cm of paper letters of 12 pixels have 8.5 points then."""
MOST_ROWS, LEAST_ROWS = 18, 3
"""Dates of one picture: more would not fit on a page, below the heading; fewer would stand there
lost.
"""


def told_dates(of: Happened) -> list[TimelineLine]:
    """Phases, steps of the plan and the way forward; other dates are the coalition's own affair."""
    return [
        line
        for line in of.dates.lines
        if line.entry.window and (line.entry.kind in (PHASE, STEP) or line.entry.key.startswith("way-forward-"))
    ]


def title_of(of: Happened, line: TimelineLine) -> str:
    """What a date is called; what is over or lodged is not due any more."""
    window = line.entry.window
    if line.entry.key == SUBMISSION_DEADLINE and ((window and window.last < of.today) or of.is_lodged):
        return _("Submissions were due")
    return line.title


def told_when(line: TimelineLine) -> str:
    """When and how surely, as the picture says it. What was done before its day has that day still
    ahead.
    """
    window = line.entry.window
    if window and line.entry.status == DONE and window.last > line.today:
        return _("done before its day, %(date)s") % {"date": window_words(window)}
    return line.row.when


def drawn_dates(of: Happened) -> list[tuple[bytes, Sequence[TimelineLine]]]:
    """As PNG, each with the dates on it: so many that their letters can be read in print. None
    where this machine draws no pictures.
    """
    lines = told_dates(of)
    if not lines:
        return []
    try:
        # Each picture but the last fills its page: of two that are equally high the second leaves
        # half a page empty.
        parts = [lines[start:end] for start, end in pairwise(starts_of_pictures(len(lines)))]
        return [(_png(of, some), some) for some in parts]
    except CannotPrint:
        return []


def starts_of_pictures(rows: int) -> list[int]:
    """Where each picture of so many dates begins, and where the last ends."""
    starts = [*range(0, rows, MOST_ROWS), rows]
    if len(starts) > 2:
        starts[-2] = min(starts[-2], rows - LEAST_ROWS)
    return starts


def _png(of: Happened, lines: Sequence[TimelineLine]) -> bytes:
    return png(rows_drawn_alone(replace(_picture(of, lines), title=""), width=IN_PRINT))


def dates_on_a_page(of: Happened) -> SafeString | None:
    """Inline, for the page."""
    lines = told_dates(of)
    return inline(_picture(of, lines), WIDTH) if lines else None


def _picture(of: Happened, lines: Sequence[TimelineLine]) -> DatedRows:
    rows: list[DatedRow] = [replace(line.row, name=title_of(of, line), when=told_when(line)) for line in lines]
    return replace(timeline_picture(lines, title=_("Timeline"), today=of.today), rows=rows)


# Phases that the way forward tells of, in their order.
_AHEAD = (SUBMISSION_DEADLINE, "in-country-pre-session", "geneva-pre-session", "review")


def achievements(of: Happened) -> ReportSection:
    """What somebody noted as reached, after what the facts say of themselves."""
    noted = tuple((Piece(ended(achievement.text)),) for achievement in of.achievements)
    places = (
        SuggestedPlace("achievements-figures", _("In figures"), (report_text(_figures(of)),)),
        SuggestedPlace("achievements-list", _("What was reached"), noted, is_list=True),
        SuggestedPlace("achievements-more", _("More about it")),
    )
    return ReportSection("achievements", _("Achievements"), 2, places)


def _figures(of: Happened) -> Iterator[Sentence]:
    led = sum(bool(group.term) for group in of.formed)  # type: ignore[attr-defined]
    number = of.fact(len(of.formed), "coalitions:groups")
    if of.formed and len(of.formed) == len(of.groups):
        formed = ngettext("%(n)s thematic group was formed, %(led)s of them with a Group Rapporteur.",
                          "%(n)s thematic groups were formed, %(led)s of them with a Group Rapporteur.",
                          len(of.formed))  # fmt: skip
        yield sentence_of(formed, n=number, led=led)
    elif of.formed:
        formed = ngettext(
            "%(n)s of %(all)s thematic groups was formed now, %(led)s of them with a Group Rapporteur.",
            "%(n)s of %(all)s thematic groups were formed now, %(led)s of them with a Group Rapporteur.",
            len(of.formed),
        )
        yield sentence_of(formed, n=number, led=led, all=len(of.groups))
    if of.proposals:
        # Of all groups: those of before wrote, too.
        count = len(of.proposals)
        if of.adopted == count:
            new = ngettext("The groups wrote and adopted %(n)s new recommendation.",
                           "The groups wrote and adopted %(n)s new recommendations.", count)  # fmt: skip
        else:
            new = ngettext("The groups wrote %(n)s new draft recommendation.",
                           "The groups wrote %(n)s new draft recommendations.", count)  # fmt: skip
        yield sentence_of(new, n=of.fact(count, "coalitions:groups"))
    handed = [roadmap for roadmap in of.roadmaps if roadmap.handed]
    if handed:
        yield sentence_of(
            _("%(n)s of %(all)s groups have handed in their roadmap."),
            n=Piece(str(len(handed)), of.of_workshop("workshops:after") + "#roadmaps"),
            all=len(of.roadmaps),
        )


def workshop_lessons(of: Happened) -> ReportSection:
    """What is to be done otherwise next time."""
    lines = []
    for lesson in of.lessons:
        line: Sentence = (Piece(ended(lesson.text)),)
        if lesson.next_time:
            line += sentence_of(_(" Next time: %(what)s"), what=ended(lesson.next_time))
        lines.append(line)
    places = (
        SuggestedPlace("lessons-list", _("What was learnt"), tuple(lines), is_list=True),
        SuggestedPlace("lessons-more", _("More about it")),
    )
    return ReportSection("lessons", _("Lessons learnt"), 2, places)


def way_forward(of: Happened) -> ReportSection:
    """What was decided, what is to be done by whom and when, and what lies ahead."""
    steps = tuple(_step(step) for step in of.steps)
    places = (
        SuggestedPlace("ahead-decisions", _("What was decided"), tuple(_decisions(of)), is_list=True),
        SuggestedPlace("ahead-roadmaps", _("The roadmaps"), (report_text(_roadmaps(of)),)),
        SuggestedPlace("ahead-steps", _("What to do"), steps, is_list=True),
        SuggestedPlace("ahead-dates", _("What lies ahead"), (report_text(_dates(of)),)),
        SuggestedPlace("ahead-support", _("Support"), (report_text(_support(of)),)),
        SuggestedPlace("ahead-more", _("More about it")),
    )
    return ReportSection("way-forward", _("Way forward"), 1, places)


def _decisions(of: Happened) -> Iterator[Sentence]:
    for tally in reversed(of.decisions):
        decision = tally.decision
        question_text = f"{decision.group.name}: {decision.question}" if decision.group else decision.question
        question = of.fact(question_text, "decisions:decision", decision.pk)
        if tally.is_superseded:
            continue
        if decision.closed_at is None:
            yield sentence_of(_("To be decided by the organisations: %(question)s"), question=question)
        elif not tally.has_quorum:
            yield sentence_of(_("Not decided, as too few organisations spoke: %(question)s"), question=question)
        else:
            yield sentence_of(
                _("Decided: %(question)s %(outcome)s"), question=question, outcome=ended(decision.outcome)
            )


def _roadmaps(of: Happened) -> Iterator[Sentence]:
    if not of.roadmaps:
        return
    waiting = [
        roadmap.group.name for roadmap in of.roadmaps if not roadmap.handed and roadmap.group.pk not in of.handed_before
    ]
    url = of.of_workshop("workshops:after") + "#roadmaps"
    earlier = sum(roadmap.group.pk in of.handed_before and not roadmap.handed for roadmap in of.roadmaps)
    if earlier:
        brought = ngettext("%(n)s group handed in its roadmap after an earlier workshop.",
                           "%(n)s groups handed in their roadmaps after an earlier workshop.", earlier)  # fmt: skip
        yield sentence_of(brought, n=Piece(str(earlier), url))
        if not waiting:
            return
    if not waiting:
        yield sentence_of(_("All %(n)s groups have handed in their roadmap."), n=Piece(str(len(of.roadmaps)), url))
    else:
        yield sentence_of(
            _("Each Group Rapporteur hands in the group's roadmap; it is still awaited from %(groups)s."),
            groups=Piece(names(waiting), url),
        )


def _step(next_step: NextStep) -> Sentence:
    step = next_step.step
    line: Sentence = (Piece(ended(step.text)),)
    if step.more:
        line += (Piece(f" {ended(step.more)}"),)
    state = [_("done")] if next_step.is_done else [date_format(step.day, "j F Y")] if step.day else []
    if state or step.owner:
        line += (Piece(f" ({', '.join([*state, *filter(None, [step.owner])])})"),)
    return line


def _dates(of: Happened) -> Iterator[Sentence]:
    for key in _AHEAD:
        line = of.dates.line(key)
        if line is None or line.entry.window is None or of.was_before(line):
            continue
        if key == SUBMISSION_DEADLINE and of.lodged_on:
            day = of.fact(date_format(of.lodged_on, "j F Y"), "coalitions:timeline")
            yield sentence_of(_("The joint submission was lodged on %(day)s."), day=day)
            continue
        when = of.fact(line.when, "coalitions:timeline")
        status = _("%(status)s, over") % {"status": line.status} if line.is_past else str(line.status)
        yield sentence_of(_("%(what)s: %(when)s (%(status)s)."), what=title_of(of, line), when=when, status=status)


def _support(of: Happened) -> Iterator[Sentence]:
    if not of.needs:
        return
    met = [need for need in of.needs if need.met]
    named = ngettext("The groups named %(n)s need for support; ", "The groups named %(n)s needs for support; ",
                     len(of.needs))  # fmt: skip
    rest = _("partners meet %(met)s of them.") if met else _("no partner's offer is matched with them yet.")
    url = of.of_workshop("workshops:after") + "#needs"
    yield sentence_of(named + rest, n=Piece(str(len(of.needs)), url), met=len(met))
