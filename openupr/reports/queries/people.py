"""How many came, as it was published: nothing is counted here."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.attendance.queries.publications import Published, published
from openupr.attendance.rules.publishing import REST

from ..rules.pieces import Piece, Sentence, report_text, said
from ..rules.places import Suggested
from .facts import Happened, names

# By question and answer, as the published figures have them.
_ANSWERS: Mapping[str, Mapping[str, str | Promise]] = {
    "area": {
        "rural": gettext_lazy("%(n)s came from the countryside"),
        "urban": gettext_lazy("%(n)s from towns and cities"),
    },
    "gender": {"women": gettext_lazy("%(n)s were women"), "men": gettext_lazy("%(n)s were men")},
    "first-time": {"yes": gettext_lazy("for %(n)s it was the first time in the UPR")},
}


def attendance(of: Happened) -> Sequence[Suggested]:
    """The published figures of a workshop; nothing where none were published."""
    found = published(of.workshop)
    lines = (report_text(_told(of, found)),) if found else ()
    return [Suggested("introduction-people", _("How many took part"), lines)]


def _answers(found: Published, question: str) -> list[str]:
    """How many gave each answer; after several, how many gave another or none, so that the numbers add up."""
    counts = found.of(question)
    answers = [str(text) % {"n": counts[group]} for group, text in _ANSWERS[question].items() if group in counts]
    if len(answers) > 1 and (rest := counts.get(REST)):
        answers[-1] += _(" (%(n)s gave another answer or none)") % {"n": rest}
    return answers


def _told(of: Happened, found: Published) -> Iterator[Sentence]:
    total = Piece(str(found.total), of.of_workshop("attendance:figures"))
    yield said(_("Some %(n)s people took part.") if found.approximate else _("%(n)s people took part."), n=total)
    answers = [answer for question in _ANSWERS for answer in _answers(found, question)]
    if answers:
        yield said(_("Of them %(told)s."), told=names(answers))
    if len(found.days) > 1:
        days = names([
            _("%(n)s on %(day)s") % {"n": count, "day": date_format(day, "j F")} for day, count in found.days.items()
        ])  # fmt: skip
        yield said(_("There were %(days)s."), days=days)
    if found.by_hand:
        yield said(_("The figures were counted on paper."))
