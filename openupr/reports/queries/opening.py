"""The introduction: who met, where, when, and what for."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.upr.phases import REVIEW

from ..rules.days import WorkshopTime
from ..rules.pieces import Piece, Sentence, ended, report_text, said
from ..rules.places import Section, Suggested
from .facts import Happened, days_in_words, names

# A number that stands for fewer people is told nowhere.
FEWEST = 5


def introduction(of: Happened) -> Section:
    """Who met, how many, what for, and what it is part of."""
    return Section(
        "introduction",
        _("Introduction"),
        1,
        (
            Suggested("introduction-who", _("Who met, where and when"), (report_text(_who(of)),)),
            Suggested("introduction-aim", _("What it was for"), (report_text(_aim(of)),)),
            Suggested("introduction-series", _("What it is part of"), (report_text(_series(of)),)),
            Suggested("introduction-more", _("More about it")),
        ),
    )


def _who(of: Happened) -> Iterator[Sentence]:
    workshop = of.workshop
    when = of.of_workshop_fact(days_in_words(of.held), "workshops:workshop")
    title = Piece(workshop.title)
    if of.held:
        told = _told_of(of.time, has_place=bool(workshop.place))
        yield said(told, title=title, when=when, place=workshop.place)
    if of.organisers:
        is_over = of.time == WorkshopTime.OVER
        by = _("It was organised by %(organisers)s.") if is_over else _("It is organised by %(organisers)s.")
        yield said(by, organisers=names(of.organisers))
    if of.members:
        told = ngettext(
            "%(n)s organisation belongs to the coalition.",
            "%(n)s organisations belong to the coalition.",
            of.members,
        )
        yield said(told, n=of.fact(of.members, "coalitions:people"))


def _told_of(time: WorkshopTime, *, has_place: bool) -> str:
    match time:
        case WorkshopTime.AHEAD if has_place:
            return _("“%(title)s” is planned for %(when)s in %(place)s.")
        case WorkshopTime.AHEAD:
            return _("“%(title)s” is planned for %(when)s.")
        case WorkshopTime.UNDER_WAY if has_place:
            return _("“%(title)s” is taking place on %(when)s in %(place)s.")
        case WorkshopTime.UNDER_WAY:
            return _("“%(title)s” is taking place on %(when)s.")
    return (
        _("“%(title)s” took place on %(when)s in %(place)s.") if has_place else _("“%(title)s” took place on %(when)s.")
    )


def _aim(of: Happened) -> Iterator[Sentence]:
    if of.workshop.objective:
        yield said(_("Its objective: %(objective)s"), objective=ended(of.workshop.objective))


def _series(of: Happened) -> Iterator[Sentence]:
    review = of.coalition.review
    kind = of.workshop.get_kind_display()
    before = of.span.before
    if before:
        title = of.fact(before.title, "reports:report", before.pk)
        yield said(_("The %(kind)s followed “%(before)s”, which has its own report."), kind=kind, before=title)
    else:
        yield said(_("The %(kind)s is the first step of a series of activities."), kind=kind)
    line = of.dates.line(REVIEW)
    given: dict[str, Piece | str | int] = {"state": of.state, "cycle": review.cycle}
    if line and line.entry.window:
        day = f"{line.when}, {line.status}" if line.entry.is_invented else line.when
        given["when"] = of.fact(day, "coalitions:timeline")
        if of.was_before(line):
            yield said(_("It follows up the review of %(state)s in cycle %(cycle)s (%(when)s)."), **given)
        else:
            yield said(_("It prepares for the review of %(state)s in cycle %(cycle)s (%(when)s)."), **given)
    else:
        yield said(_("It prepares for the review of %(state)s in cycle %(cycle)s."), **given)
    asked = sum(each.people or 0 for each in of.consultations)
    if of.consultations:
        held = of.fact(len(of.consultations), "coalitions:consultations")
        told = ngettext(
            "The coalition held %(n)s consultation with %(people)s people.",
            "The coalition held %(n)s consultations with %(people)s people.",
            len(of.consultations),
        )
        few = ngettext(
            "The coalition held %(n)s consultation.", "The coalition held %(n)s consultations.", len(of.consultations)
        )
        yield said(told if asked >= FEWEST else few, n=held, people=asked)
