"""Advocacy's first page: each part of the work, how far it is, and which comes next."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.coalitions.models import Coalition

from ..models import Meeting, Partner, Uptake
from .asks import AskLine, asks_of
from .contacts import book_of, open_steps
from .pre_session import pre_sessions_of
from .review_ahead import review_ahead
from .sheets import asks_in_short, sheet_lines

_AND = " "


@dataclass(frozen=True)
class WorkLine:
    """A part of the work: `name` leads to its page, `told` says how far it is. `is_next`: it comes first now."""

    name: str
    url: str
    told: str
    is_done: bool
    is_next: bool = False


def work_of(coalition: Coalition, *, today: date, may: Collection[str]) -> Sequence[WorkLine]:
    """What the reader may open, in the order of the work. The first part that is not done comes next."""
    lines = list(_lines(coalition, today, may))
    first = next((at for at, each in enumerate(lines) if not each.is_done), None)
    return [
        WorkLine(each.name, each.url, each.told, each.is_done, is_next=at == first) for at, each in enumerate(lines)
    ]


def _lines(coalition: Coalition, today: date, may: Collection[str]) -> Iterator[WorkLine]:
    ahead = review_ahead(coalition, today=today)
    asks = asks_of(coalition)
    yield _carriers(coalition, asks)
    if "advocacy.see-sheets" in may:
        yield _sheets(coalition)
    if "advocacy.see-contacts" in may:
        yield _contacts(coalition, today)
    if "advocacy.see-pre-sessions" in may:
        yield _pre_sessions(coalition, today)
    if "advocacy.see-partners" in may:
        known = Partner.objects.filter(coalition=coalition).count()
        told = ngettext("%(n)s organisation that can help.", "%(n)s organisations that can help.", known) % {"n": known}
        told = told if known else _("None yet: who can help, for example a lawyer or an interpreter?")
        yield WorkLine(_("Know your partners"), _page("partners", coalition), told, is_done=bool(known))
    if "advocacy.see-uptake" in may:
        if ahead:
            told = _("The review: %(when)s, %(left)s.") % {"when": ahead.when, "left": ahead.left}
        else:
            said = Uptake.objects.filter(proposal__group__coalition=coalition).exclude(said=Uptake.Said.NOT)
            taken = said.values("proposal").distinct().count()
            told = _("%(taken)s of %(n)s recommendations are marked as taken up.") % {"taken": taken, "n": len(asks)}
        yield WorkLine(_("See what was taken up"), _page("uptake", coalition), told, is_done=False)


def _carriers(coalition: Coalition, asks: Sequence[AskLine]) -> WorkLine:
    carried = sum(not each.wanted for each in asks)
    if asks:
        told = _("%(carried)s of %(n)s recommendations have the States that carry them.")
        told %= {"carried": carried, "n": len(asks)}
    else:
        told = _("No recommendation is proposed yet. Groups propose them in their roadmaps.")
    url = _page("carriers", coalition)
    return WorkLine(_("Choose who carries what"), url, told, is_done=bool(asks) and carried == len(asks))


def _sheets(coalition: Coalition) -> WorkLine:
    sheets = sheet_lines(coalition, asks_in_short(coalition))
    lacking = sum(bool(each.unready) or each.lacks_questions for each in sheets)
    if sheets:
        told = ngettext("%(n)s sheet.", "%(n)s sheets.", len(sheets)) % {"n": len(sheets)}
        if lacking:
            told += _AND + ngettext(
                "%(n)s lacks a question or a short text.", "%(n)s lack a question or a short text.", lacking
            ) % {"n": lacking}
    else:
        told = _("Sheets appear once a State carries a recommendation.")
    done = bool(sheets) and not lacking
    return WorkLine(_("Prepare the embassy sheets"), _page("sheets", coalition), told, is_done=done)


def _contacts(coalition: Coalition, today: date) -> WorkLine:
    book = book_of(coalition)
    if book is None:
        told, done = _("Off. A coordinator can turn contacts and meetings on."), False
    else:
        met = Meeting.objects.filter(contact__book=book, day__lte=today).count()
        steps = len(open_steps(coalition))
        told = ngettext("%(n)s meeting is logged.", "%(n)s meetings are logged.", met) % {"n": met}
        if steps:
            told += _AND + ngettext("%(n)s step is open.", "%(n)s steps are open.", steps) % {"n": steps}
        done = bool(met) and not steps
    return WorkLine(_("Meet the embassies"), _page("contacts", coalition), told, is_done=done)


def _pre_sessions(coalition: Coalition, today: date) -> WorkLine:
    held = pre_sessions_of(coalition)
    left = sum(each.items - each.done for each in held)
    if held:
        told = ngettext("%(n)s is planned or held.", "%(n)s are planned or held.", len(held)) % {"n": len(held)}
        if left:
            told += _AND + ngettext("%(n)s thing is left to do.", "%(n)s things are left to do.", left) % {"n": left}
    else:
        told = _("None yet: invite diplomats in the country, and plan for Geneva.")
    done = bool(held) and not left
    return WorkLine(_("Hold the pre-session"), _page("pre-sessions", coalition), told, is_done=done)


def _page(name: str, coalition: Coalition) -> str:
    return reverse(f"advocacy:{name}", args=[coalition.key])
