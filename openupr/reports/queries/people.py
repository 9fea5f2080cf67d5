"""How many came, as it was published: nothing is counted here."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.attendance.queries.publications import Published, published

from ..rules.pieces import Piece, Sentence, report_text, said
from ..rules.places import Suggested
from .facts import Happened, names

# By question and answer, as the published figures have them.
_ANSWERS: Mapping[tuple[str, str], str | Promise] = {
    ("area", "rural"): gettext_lazy("%(n)s came from the countryside"),
    ("area", "urban"): gettext_lazy("%(n)s from towns and cities"),
    ("gender", "women"): gettext_lazy("%(n)s were women"),
    ("gender", "men"): gettext_lazy("%(n)s were men"),
    ("first-time", "yes"): gettext_lazy("for %(n)s it was the first time in the UPR"),
}


def attendance(of: Happened) -> Sequence[Suggested]:
    """The published figures of a workshop; nothing where none were published."""
    found = published(of.workshop)
    lines = (report_text(_told(of, found)),) if found else ()
    return [Suggested("introduction-people", _("How many took part"), lines)]


def _told(of: Happened, found: Published) -> Iterator[Sentence]:
    total = Piece(str(found.total), of.of_workshop("attendance:figures"))
    yield said(_("Some %(n)s people took part.") if found.approximate else _("%(n)s people took part."), n=total)
    shares = [
        (answer, found.share(*question)) for question, answer in _ANSWERS.items() if found.share(*question) is not None
    ]
    if shares:
        told = names([str(answer) % {"n": share[0]} for answer, share in shares if share])
        yield said(_("Of them %(told)s."), told=told)
    if len(found.days) > 1:
        days = names([
            _("%(n)s on %(day)s") % {"n": count, "day": date_format(day, "j F")} for day, count in found.days.items()
        ])  # fmt: skip
        yield said(_("There were %(days)s."), days=days)
    if found.by_hand:
        yield said(_("The figures were counted on paper."))
