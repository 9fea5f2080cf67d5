"""The coalition's follow-up list, as pages and files."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Coalition
from openupr.reviews.models import Review
from openupr.upr.issues import issue as find_issue
from openupr.web.charts import Part
from openupr.web.downloads import File, as_csv_or_json, as_csv_or_xlsx
from openupr.web.parts import Pages

from ..forms.follow_up_list import GiveForm, GiveThemeForm
from ..models import Level
from ..queries.follow_up_list import (
    COLUMNS,
    Line,
    Numbers,
    five_numbers,
    levels_of,
    lines_of,
    list_rows,
    proposed_priorities,
    reviews_to_list,
    viewer_of,
)
from ..queries.list_filters import Chosen, options_of
from ..queries.short_lines import ShortLine, short_lines
from ..rules import FEWEST_PRIORITIES, MOST_PRIORITIES
from ..services.listing import choose_priorities, give_theme, give_to_groups, list_reviews

_FILTERS = ("issue", "theme", "population", "sdg", "response", "group", "institution", "session", "level", "priority")
ON_A_PAGE = 50
_KINDS = ("csv", "xlsx", "json")


@require_safe
def follow_up_list(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The recommendations of the list that the filters keep; without a list, how to begin."""
    lines = _short(request)
    filters = request.GET.copy()
    filters.pop("page", None)
    chosen = _chosen(filters, priorities=any(line.listed.priority for line in lines))
    kept = [line for line in lines if chosen.keeps(line)]
    pages = _pages(request.GET, len(kept))
    first = (pages.number - 1) * ON_A_PAGE
    given = {
        "page_name": _("Follow-up"),
        "any": bool(lines),
        "lines": kept[first : first + ON_A_PAGE],
        "pages": pages,
        "numbers": _figures(five_numbers(kept)),
        "chosen": chosen,
        "options": options_of(lines),
        "levels": Level,
        "kinds": _KINDS,
        # The files hold what the page shows: without a filter, the priorities.
        "query": filters.urlencode() or ("priority=1" if chosen.priority else ""),
        "priorities": sum(line.listed.priority for line in lines),
    }
    return coalition_page(request, "followup/list.html", given)


def _lines(request: Request[Coalition], *, only: list[int] | None = None) -> list[Line]:
    return lines_of(request.about, viewer_of(request.actor, request.roles, request.about), only=only)


def _short(request: Request[Coalition]) -> list[ShortLine]:
    return short_lines(request.about, viewer_of(request.actor, request.roles, request.about))


def _pages(asked: QueryDict, number: int) -> Pages:
    last = max(1, -(-number // ON_A_PAGE))
    page = asked.get("page", "1")
    return Pages(min(int(page), last) if page.isdecimal() and 0 < len(page) < 6 and int(page) else 1, last, asked)


def _chosen(asked: QueryDict, *, priorities: bool) -> Chosen:
    """The filters of an address. Without any, the priorities, if there are some."""
    given = {name: asked.get(name, "")[:200] for name in _FILTERS}
    if not asked and priorities:
        given["priority"] = "1"
    return Chosen(**given, since=_day(asked.get("since", "")))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _figures(numbers: Numbers) -> list[tuple[str, str]]:
    return [
        (_("recommendations"), str(numbers.listed)),
        (_("supported"), str(numbers.supported)),
        (_("assessed"), str(numbers.assessed)),
        (_("judged differently"), str(numbers.dissent)),
        (_("pieces of evidence"), str(numbers.evidence)),
    ]


@require_safe
def list_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The same as CSV, XLSX or JSON."""
    if kind not in _KINDS:
        raise Http404
    lines = _lines(request)
    chosen = _chosen(request.GET, priorities=False)
    rows = list(list_rows(line for line in lines if chosen.keeps(line)))
    if kind != "xlsx":
        return as_csv_or_json(kind, "follow-up", COLUMNS, rows)
    cells = [[_cell(row[name]) for name in COLUMNS] for row in rows]
    about: list[tuple[str, str | int]] = [
        (_("What this is"), _("The coalition's follow-up list")),
        (_("Rows"), len(rows)),
    ]
    return as_csv_or_xlsx(kind, "follow-up", COLUMNS, cells, about=about)


def _cell(value: Any) -> Any:
    return " | ".join(map(str, value)) if isinstance(value, list) else value


@require_http_methods(["GET", "HEAD", "POST"])
def reviews(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Choose reviews whose recommendations are put on the list."""
    if request.method == "POST":
        numbers = [int(each) for each in request.POST.getlist("review") if each.isdecimal() and len(each) < 10]
        chosen = list(Review.objects.filter(pk__in=numbers, iso3=request.about.review.iso3))
        before = request.about.follow_up_list.count()
        list_reviews(by=request.actor, coalition=request.about, reviews=chosen)
        new = request.about.follow_up_list.count() - before
        told = ngettext("%(n)s recommendation added.", "%(n)s recommendations added.", new)
        messages.success(request, told % {"n": new})
        return redirect("followup:priorities" if new else "followup:list", coalition)
    given = {"page_name": _("Choose reviews"), "reviews": reviews_to_list(request.about)}
    return coalition_page(request, "followup/reviews.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
def priorities(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Choose what comes first; proposals with their reasons."""
    if request.method == "POST":
        chosen, shown = (_numbers(request.POST.getlist(name)) for name in ("chosen", "shown"))
        kept = choose_priorities(by=request.actor, coalition=request.about, chosen=chosen, shown=shown)
        told = ngettext("%(n)s priority chosen.", "%(n)s priorities chosen.", len(kept))
        messages.success(request, told % {"n": len(kept)})
        return redirect("followup:list", coalition)
    proposed = proposed_priorities(request.about, _short(request), most=MOST_PRIORITIES)
    given = {
        "page_name": _("Choose priorities"),
        "proposed": proposed,
        "already": sum(each.line.listed.priority for each in proposed),
        "fewest": FEWEST_PRIORITIES,
        "most": MOST_PRIORITIES,
    }
    return coalition_page(request, "followup/priorities.html", given)


def _numbers(texts: list[str]) -> list[int]:
    return [int(each) for each in texts[:2000] if each.isdecimal() and len(each) < 19]


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Give recommendations to groups by their issues, in one step."""
    by_issue = GiveForm(initial={"only_priorities": True})
    by_theme = GiveThemeForm(coalition=request.about, prefix="theme")
    if request.method == "POST":
        of_theme = "by_theme" in request.POST
        if of_theme:
            by_theme = GiveThemeForm(request.POST, coalition=request.about, prefix="theme")
        else:
            by_issue = GiveForm(request.POST)
        form = by_theme if of_theme else by_issue
        if form.is_valid():
            with refusals_in(form):
                service = give_theme if of_theme else give_to_groups
                made = service(by=request.actor, coalition=request.about, today=request.today, **form.cleaned_data)
                told = ngettext("%(n)s given to a group.", "%(n)s given to groups.", len(made)) % {"n": len(made)}
                messages.success(
                    request,
                    told if made else _("Nothing new: groups have them already, or none works on these issues."),
                )
                return redirect("followup:list", coalition)
    given = {
        "page_name": _("Give to groups"),
        "form": by_issue,
        "by_theme": by_theme,
        "has_groups": request.about.groups.exists(),
    }
    wrong = by_issue.errors or by_theme.errors
    return coalition_page(request, "followup/give.html", given, status=422 if wrong else 200)


@require_safe
def theme(request: Request[Coalition], coalition: str, issue: str) -> HttpResponse:
    """What was asked about one issue, by whom, the answer, how it is now, and the sources: one or two printed pages."""
    try:
        about = find_issue(issue)
    except KeyError:
        raise Http404 from None
    lines = _lines(request, only=[line.listed.pk for line in _short(request) if issue in line.issues])
    shown, left_out = _that_fit(lines)
    given: Mapping[str, Any] = {
        "page_name": about.label,
        "issue": about,
        "lines": shown,
        "left_out": left_out,
        "numbers": _figures(five_numbers(lines)),
        "parts": [
            Part(str(level.label), count, level.tone) for level in Level if (count := levels_of(lines)[level.value])
        ],
        "today": request.today,
    }
    return coalition_page(request, "followup/theme.html", given)


def _that_fit(lines: list[Line]) -> tuple[list[Line], int]:
    """The priorities, where there are some, else everything; and how many are left out."""
    first = [line for line in lines if line.listed.priority]
    return (first, len(lines) - len(first)) if first else (lines, 0)
