"""The introduction: who met, where, when, what for.

How many came is taken from the published figures: nothing is counted here.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.attendance.figures import Published, published
from openupr.attendance.rules.publishing import REST
from openupr.upr.phases import REVIEW

from .facts import Happened, days_in_words, names
from .rules.days import WorkshopTime
from .rules.pieces import Piece, Sentence, ended, report_text, sentence_of
from .rules.places import ReportSection, SuggestedPlace

# A number that stands for fewer people is told nowhere.
FEWEST = 5


def introduction(of: Happened) -> ReportSection:
    """Who met, how many, what for, and what it is part of."""
    return ReportSection(
        "introduction",
        _("Introduction"),
        1,
        (
            SuggestedPlace("introduction-who", _("Who met, where and when"), (report_text(_who(of)),)),
            SuggestedPlace("introduction-aim", _("What it was for"), (report_text(_aim(of)),)),
            SuggestedPlace("introduction-series", _("What it is part of"), (report_text(_series(of)),)),
            SuggestedPlace("introduction-more", _("More about it")),
        ),
    )


def _who(of: Happened) -> Iterator[Sentence]:
    workshop = of.workshop
    when = of.of_workshop_fact(days_in_words(of.held), "workshops:workshop")
    title = Piece(workshop.title)
    if of.held:
        sentence = _when_and_where(of.time, has_place=bool(workshop.place))
        yield sentence_of(sentence, title=title, when=when, place=workshop.place)
    if of.organisers:
        is_over = of.time == WorkshopTime.OVER
        by = _("It was organised by %(organisers)s.") if is_over else _("It is organised by %(organisers)s.")
        yield sentence_of(by, organisers=names(of.organisers))
    if of.members:
        sentence = ngettext(
            "%(n)s organisation belongs to the coalition.",
            "%(n)s organisations belong to the coalition.",
            of.members,
        )
        yield sentence_of(sentence, n=of.fact(of.members, "coalitions:people"))


def _when_and_where(time: WorkshopTime, *, has_place: bool) -> str:
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
        yield sentence_of(_("Its objective: %(objective)s"), objective=ended(of.workshop.objective))


def _series(of: Happened) -> Iterator[Sentence]:
    review = of.coalition.review
    kind = of.workshop.get_kind_display()
    before = of.span.before
    if before:
        title = of.fact(before.title, "reports:report", before.pk)
        yield sentence_of(_("The %(kind)s followed “%(before)s”, which has its own report."), kind=kind, before=title)
    else:
        yield sentence_of(_("The %(kind)s is the first step of a series of activities."), kind=kind)
    line = of.dates.line(REVIEW)
    parts: dict[str, Piece | str | int] = {"state": of.state, "cycle": review.cycle}
    if line and line.entry.window:
        day = f"{line.when}, {line.status}" if line.entry.is_invented else line.when
        parts["when"] = of.fact(day, "coalitions:timeline")
        if of.was_before(line):
            yield sentence_of(_("It follows up the review of %(state)s in cycle %(cycle)s (%(when)s)."), **parts)
        else:
            yield sentence_of(_("It prepares for the review of %(state)s in cycle %(cycle)s (%(when)s)."), **parts)
    else:
        yield sentence_of(_("It prepares for the review of %(state)s in cycle %(cycle)s."), **parts)
    people = sum(consultation.people or 0 for consultation in of.consultations)
    if of.consultations:
        number = of.fact(len(of.consultations), "decisions:consultations")
        sentence = ngettext(
            "The coalition held %(n)s consultation with %(people)s people.",
            "The coalition held %(n)s consultations with %(people)s people.",
            len(of.consultations),
        )
        few = ngettext(
            "The coalition held %(n)s consultation.", "The coalition held %(n)s consultations.", len(of.consultations)
        )
        yield sentence_of(sentence if people >= FEWEST else few, n=number, people=people)


# By question and answer, as the published figures have them.
_ANSWERS: Mapping[str, Mapping[str, str | Promise]] = {
    "area": {
        "rural": gettext_lazy("%(n)s came from the countryside"),
        "urban": gettext_lazy("%(n)s from towns and cities"),
    },
    "gender": {"women": gettext_lazy("%(n)s were women"), "men": gettext_lazy("%(n)s were men")},
    "first-time": {"yes": gettext_lazy("for %(n)s it was the first time in the UPR")},
}


def attendance(of: Happened) -> Sequence[SuggestedPlace]:
    """The published figures of a workshop; nothing where none were published."""
    figures = published(of.workshop)
    lines = (report_text(_who_took_part(of, figures)),) if figures else ()
    return [SuggestedPlace("introduction-people", _("How many took part"), lines)]


def _answers(figures: Published, question: str) -> list[str]:
    """How many gave each answer; after several, how many gave another or none: the numbers add up."""
    counts = figures.of(question)
    answers = [str(text) % {"n": counts[group]} for group, text in _ANSWERS[question].items() if group in counts]
    if len(answers) > 1 and (rest := counts.get(REST)):
        answers[-1] += _(" (%(n)s gave another answer or none)") % {"n": rest}
    return answers


def _who_took_part(of: Happened, figures: Published) -> Iterator[Sentence]:
    total = Piece(str(figures.total), of.of_workshop("attendance:figures"))
    yield sentence_of(
        _("Some %(n)s people took part.") if figures.approximate else _("%(n)s people took part."), n=total
    )
    answers = [answer for question in _ANSWERS for answer in _answers(figures, question)]
    if answers:
        yield sentence_of(_("Of them %(told)s."), told=names(answers))
    if len(figures.days) > 1:
        days = names([
            _("%(n)s on %(day)s") % {"n": count, "day": date_format(day, "j F")} for day, count in figures.days.items()
        ])  # fmt: skip
        yield sentence_of(_("There were %(days)s."), days=days)
    if figures.by_hand:
        yield sentence_of(_("The figures were counted on paper."))
