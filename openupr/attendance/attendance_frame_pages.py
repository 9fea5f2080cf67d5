"""The frame of this app's pages, and what it shows on a workshop's own page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.coalitions.frame import Around, Request, app_of, with_current
from openupr.web.parts import Tab
from openupr.workshops.models import Session, Workshop

from .balance import balance_of
from .forgetting import delete_overdue
from .lessons import checks_of
from .rules.balance import LessonKept

_TABS = (
    (_("List"), "attendance:people", "attendance.keep-list"),
    (_("At the door"), "attendance:today", "attendance.tick"),
    (_("Link"), "attendance:link", "attendance.keep-link"),
    (_("Balance"), "attendance:balance", "attendance.keep-balance"),
    (_("Earlier lessons"), "attendance:checks", "attendance.see-checks"),
    (_("Figures"), "attendance:figures", "attendance.see-figures"),
)

View = Callable[..., HttpResponse]


def around_attendance(request: Request[Any]) -> Around | None:
    """On the pages of this app: its pages that are open to the reader."""
    if app_of(request) != "attendance":
        return None
    workshop: Workshop = request.about.workshop if isinstance(request.about, Session) else request.about
    tabs = with_current(_tabs(workshop, request.may), request.path)
    return Around(given={"own_pages": tabs} if len(tabs) > 1 else {})


def _tabs(workshop: Workshop, may: frozenset[str]) -> list[Tab]:
    parts = [workshop.coalition.key, workshop.pk]
    return [Tab(label, reverse(name, args=parts)) for label, name, action in _TABS if action in may]


def beside_workshop(context: Context) -> dict[str, Any] | None:
    """The ways into these pages; for those who plan, the balance so far and the lessons that are
    not kept yet.
    """
    workshop, request = context.get("workshop"), context.get("request")
    may = getattr(request, "may", None)
    if not isinstance(workshop, Workshop) or may is None:
        return None
    panel: dict[str, Any] = {"attendance_tabs": _tabs(workshop, may), "workshop": workshop, "may": may}
    if "attendance.keep-balance" in may:
        balance = balance_of(workshop)
        open_checks = [check for check in checks_of(workshop, balance) if check.status is not LessonKept.KEPT]
        panel |= {"balance": balance, "open_checks": open_checks}
    return panel


def of_a_list(view: View) -> View:
    """Delete what is overdue before a page of the list is drawn or changed: the worker may have
    been off for weeks.
    """

    @wraps(view)
    def drawn(request: Request[Workshop], *args: Any, **parts: Any) -> HttpResponse:
        delete_overdue(workshop=request.about, today=request.today)
        return view(request, *args, **parts)

    return drawn
