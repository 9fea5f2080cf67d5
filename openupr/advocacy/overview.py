"""Advocacy's first page: each part of the work, how far it is, and which comes next."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template import Context
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.actions import is_paired
from openupr.coalitions.coalition import Overview
from openupr.coalitions.models import Coalition
from openupr.coalitions.next_steps import Situation, WhatNext
from openupr.coalitions.rules.phases import CoalitionPhase
from openupr.learning.rules.practices import current_step, suggested_practice
from openupr.timeline.dates_in_words import days_left_words

from .asks import AskLine, asks_of
from .contact_book import book_of
from .contacts import open_steps
from .dates import hand_in_of, review_ahead
from .models import Meeting, Partner
from .pre_sessions import pre_sessions_of
from .sheets import sheet_lines
from .short_asks import asks_in_short
from .uptake import compared_and_taken


@dataclass(frozen=True)
class WorkLine:
    """A part of the work: `name` leads to its page, `told` says how far it is.

    `is_next`: it is the next thing to do.
    """

    name: str
    url: str
    told: str
    is_done: bool
    is_next: bool = False


def work_of(coalition: Coalition, *, today: date, may: Collection[str]) -> Sequence[WorkLine]:
    """What the reader may open, in the order of the work.

    The first part that is not done comes next.
    """
    lines = list(_lines(coalition, today, may))
    first = next((at for at, line in enumerate(lines) if not line.is_done), None)
    return [
        WorkLine(line.name, line.url, line.told, line.is_done, is_next=at == first) for at, line in enumerate(lines)
    ]


def _lines(coalition: Coalition, today: date, may: Collection[str]) -> Iterator[WorkLine]:
    ahead = review_ahead(coalition, today=today)
    asks = asks_of(coalition)
    yield _carriers(coalition, asks)
    if "advocacy.see-sheets" in may:
        yield _sheets(coalition)
    if "advocacy.see-contacts" in may:
        yield _contacts(coalition, today)
    if "advocacy.see-statement" in may:
        yield from _statement(coalition, today, is_ahead=ahead is not None)
    if "advocacy.see-pre-sessions" in may:
        yield _pre_sessions(coalition, today)
    if "advocacy.see-partners" in may:
        known = Partner.objects.filter(coalition=coalition).count()
        sentence = ngettext("%(n)s organisation that can help.", "%(n)s organisations that can help.", known) % {
            "n": known
        }
        sentence = sentence if known else _("None yet: who can help, for example a lawyer or an interpreter?")
        yield _line(coalition, "partners", _("Know your partners"), sentence, begun=bool(known))
    if "advocacy.see-uptake" in may:
        if ahead:
            sentence = _("The review: %(when)s, %(left)s.") % {"when": ahead.when, "left": ahead.left}
            yield _line(coalition, "uptake", _("See what was taken up"), sentence, begun=False)
        else:
            yield _uptake(coalition, asks)


def _carriers(coalition: Coalition, asks: Sequence[AskLine]) -> WorkLine:
    adopted = [ask for ask in asks if ask.is_adopted]
    carried = sum(not ask.wanted for ask in adopted)
    done = bool(adopted) and carried == len(adopted)
    if adopted:
        sentence = _("At least two States are chosen for %(carried)s of %(n)s adopted recommendations.")
        sentence %= {"carried": carried, "n": len(adopted)}
    elif asks:
        sentence = _("No recommendation is adopted yet. Groups adopt them in their roadmaps.")
    else:
        sentence = _("No recommendation is proposed yet. Groups propose them in their roadmaps.")
    return _line(coalition, "carriers", _("Choose who carries what"), sentence, begun=done)


def _sheets(coalition: Coalition) -> WorkLine:
    sheets = sheet_lines(coalition, asks_in_short(coalition))
    lacking = sum(bool(sheet.unready) or sheet.lacks_questions for sheet in sheets)
    sentence = ngettext("%(n)s sheet.", "%(n)s sheets.", len(sheets)) % {"n": len(sheets)}
    sentence = sentence if sheets else _("Sheets appear once a State carries a recommendation.")
    left = ngettext("%(n)s lacks a question or a short text.", "%(n)s lack a question or a short text.", lacking)
    left = left % {"n": lacking} if lacking else ""
    return _line(coalition, "sheets", _("Prepare the embassy sheets"), sentence, left, begun=bool(sheets))


def _contacts(coalition: Coalition, today: date) -> WorkLine:
    name, book = _("Meet the embassies"), book_of(coalition)
    if book is None:
        sentence = _("Off. A coordinator can turn contacts and meetings on.")
        return _line(coalition, "contacts", name, sentence, begun=False)
    met = Meeting.objects.filter(contact__book=book, day__lte=today).count()
    steps = len(open_steps(coalition))
    sentence = ngettext("%(n)s meeting is logged.", "%(n)s meetings are logged.", met) % {"n": met}
    left = ngettext("%(n)s step is open.", "%(n)s steps are open.", steps) % {"n": steps} if steps else ""
    return _line(coalition, "contacts", name, sentence, left, begun=bool(met))


def _statement(coalition: Coalition, today: date, *, is_ahead: bool) -> Iterator[WorkLine]:
    """One line; none where it has no day and no review is ahead, and none once its time is past."""
    dates, name = hand_in_of(coalition, today=today), _("Hand in the statement")
    if dates.is_done:
        yield _line(coalition, "statement", name, _("It is handed in."), begun=True)
    elif dates.day and not dates.is_over:
        day = {"day": date_format(dates.day, "j F Y"), "left": days_left_words(dates.day, today)}
        yield _line(coalition, "statement", name, _("By %(day)s: %(left)s.") % day, begun=False)
    elif is_ahead and not dates.day:
        no_date = _("No date yet. Write it on the statement’s page.")
        yield _line(coalition, "statement", name, no_date, begun=False)


def _pre_sessions(coalition: Coalition, today: date) -> WorkLine:
    pre_sessions = pre_sessions_of(coalition)
    to_do = sum(session.items - session.done for session in pre_sessions)
    sentence = ngettext("%(n)s is planned or held.", "%(n)s are planned or held.", len(pre_sessions)) % {
        "n": len(pre_sessions)
    }
    sentence = sentence if pre_sessions else _("None yet: invite diplomats in the country, and plan for Geneva.")
    left = ngettext("%(n)s thing is left to do.", "%(n)s things are left to do.", to_do) % {"n": to_do} if to_do else ""
    return _line(coalition, "pre-sessions", _("Hold the pre-session"), sentence, left, begun=bool(pre_sessions))


def _line(coalition: Coalition, page: str, name: str, sentence: str, left: str = "", *, begun: bool) -> WorkLine:
    """Done is what has begun and has nothing left."""
    url = reverse(f"advocacy:{page}", args=[coalition.key])
    return WorkLine(name, url, " ".join(filter(None, (sentence, left))), is_done=begun and not left)


def _uptake(coalition: Coalition, asks: Sequence[AskLine]) -> WorkLine:
    """What is not compared comes first: nobody knows what became of it."""
    compared, taken = compared_and_taken(coalition, asks)
    sentences = [_not_compared(len(asks) - compared, len(asks))] if compared < len(asks) else []
    if compared:
        sentence = _("Compared: %(n)s. Taken up, at least in part: %(taken)s.")
        sentences.append(sentence % {"taken": taken, "n": compared})
    if not asks:
        sentences.append(_("No recommendation is proposed yet. Groups propose them in their roadmaps."))
    is_done = 0 < compared == len(asks)
    return _line(coalition, "uptake", _("See what was taken up"), " ".join(sentences), begun=is_done)


def _not_compared(left: int, n: int) -> str:
    sentence = ngettext(
        "%(left)s of %(n)s recommendation is not compared with the report yet.",
        "%(left)s of %(n)s recommendations are not compared with the report yet.",
        n,
    )
    return sentence % {"left": left, "n": n}


def advocate_next(now: Situation) -> Iterator[WhatNext]:
    """To the pre-session, its statement, carriers and embassies' sheets, between lodging and the
    review; after it to what was taken up.
    """
    if now.phase is CoalitionPhase.AFTER_REVIEW and "advocacy.see-uptake" in now.may:
        yield from _compare_with_report(now)
    if now.phase not in (CoalitionPhase.LODGED, CoalitionPhase.BEFORE_REVIEW):
        return
    key = [now.coalition.key]
    if now.phase == CoalitionPhase.BEFORE_REVIEW and "advocacy.see-pre-sessions" in now.may:
        yield WhatNext(_("Prepare the pre-session"), reverse("advocacy:pre-sessions", args=key))
    if "advocacy.write-statement" in now.may:
        hand_in = hand_in_of(now.coalition, today=now.today)
        if hand_in.day and not hand_in.is_over:
            text = _("Hand in the statement: %(day)s") % {"day": date_format(hand_in.day, "j F Y")}
            yield WhatNext(text, reverse("advocacy:statement", args=key))
    if "advocacy.choose-carriers" in now.may:
        yield from _choose_states(now.coalition)
    if "advocacy.see-sheets" in now.may:
        yield WhatNext(_("Prepare the sheets for embassies"), reverse("advocacy:sheets", args=key))


def _compare_with_report(now: Situation) -> Iterator[WhatNext]:
    """To uptake, as long as it is not said of each recommendation what became of it."""
    asks, address = asks_of(now.coalition), reverse("advocacy:uptake", args=[now.coalition.key])
    left = len(asks) - compared_and_taken(now.coalition, asks)[0]
    if left and "advocacy.confirm-uptake" in now.may:
        text = ngettext(
            "Compare %(n)s recommendation with the report", "Compare %(n)s recommendations with the report", left
        )
        yield WhatNext(text % {"n": left}, address)
    elif left:
        yield WhatNext(_("See which recommendations were taken up"), address)


def _choose_states(coalition: Coalition) -> Iterator[WhatNext]:
    """To the States to ask; once some are chosen, to the recommendations that need more."""
    asks, key = asks_of(coalition), [coalition.key]
    lacking = sum(1 for ask in asks if ask.wanted)
    if lacking and any(ask.carriers for ask in asks):
        text = ngettext(
            "Choose States for %(n)s more recommendation", "Choose States for %(n)s more recommendations", lacking
        )
        yield WhatNext(text % {"n": lacking}, reverse("advocacy:carriers", args=key))
    elif lacking or not asks:
        yield WhatNext(_("Find States to ask"), reverse("advocacy:states", args=key))
        yield WhatNext(_("Decide who carries what"), reverse("advocacy:carriers", args=key))


def of_this_step(context: Context) -> Mapping[str, Any] | None:
    """On the coalition's first page: one practice for the step that its calendar says it is at.

    No query.
    """
    request, calendar = context["request"], context["coalition"].calendar_id
    if is_paired(request.actor):
        return None
    page: Overview = context["found"]
    own = (line.entry for line in page.agenda.lines if line.entry.of == calendar)
    step = current_step({entry.key: entry.window.last for entry in own if entry.window}, today=request.today)
    issues = {key for group in page.groups for key in group.issues}
    practice = suggested_practice(step=step, issues=issues, today=request.today)
    return {"practice": practice} if practice else None
