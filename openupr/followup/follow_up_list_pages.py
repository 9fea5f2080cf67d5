"""Pages of the follow-up list: the list, the page to print, one theme, numbers, and files."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Coalition
from openupr.documents.charts import SmallMultiples, drawn_alone
from openupr.documents.pictures import png
from openupr.documents.printing import CannotPrint
from openupr.recommendations.coverage import sessions
from openupr.recommendations.models import Ask
from openupr.upr.issues import issue as find_issue
from openupr.web import addresses
from openupr.web.downloads import File, as_csv_or_json, as_csv_or_xlsx, attachment
from openupr.web.parts import Facet, Pages, Tab

from .actions import READ_LIST
from .counts import (
    BY_NAME,
    DIMENSIONS,
    Chosen,
    FollowUpDimension,
    chips_of,
    chosen_in,
    counted,
    counted_rows,
    facets_of,
    picture,
    state_parts,
    title_of,
)
from .counts import COLUMNS as COUNT_COLUMNS
from .evidence import best_of
from .follow_up_list import (
    COLUMNS,
    FollowUpLine,
    Numbers,
    ShortFollowUpLine,
    five_numbers,
    lines_of,
    list_rows,
    not_loaded_to_tell,
    short_lines,
    viewer_of,
)

ON_A_PAGE = 45
_COUNTED_ON_A_PAGE = 30
_KINDS: tuple[dict[str, str], ...] = ({}, {"kind": Ask.Kind.RECOMMENDATION}, {"kind": Ask.Kind.PLEDGE})
TABLES = ("csv", "xlsx", "json")
PICTURES = ("svg", "png")
# A picture stays readable with so many bars.
_MOST_BARS = 40


@dataclass(frozen=True)
class Narrowed:
    """The list as an address narrows it. `matching`: the lines kept; `query`: the filters."""

    lines: Sequence[ShortFollowUpLine]
    matching: Sequence[ShortFollowUpLine]
    chosen: Chosen
    facets: Sequence[Facet]
    chips: Sequence[Tab]
    query: str

    @property
    def given(self) -> dict[str, Any]:
        """What `followup/narrow.html` draws."""
        return {
            "any": bool(self.lines),
            "facets": self.facets,
            "chips": self.chips,
            "since": self.chosen.since,
            "only_priorities": self.chosen.priority,
            "query": self.query,
        }


def narrowed(request: Request[Coalition], *, priorities_first: bool = False, on_paper: bool = False) -> Narrowed:
    """The list with its filters. `priorities_first`: priorities only, where no filter is chosen.
    `on_paper`: priorities only, unless the address says which, because it is to fit one or two
    sheets.
    """
    lines = short_lines(request.about, viewer_of(request.actor, request.roles, request.about))
    parameters = request.GET.copy()
    for name in ("page", "by"):
        parameters.pop(name, None)
    chosen = chosen_in(parameters, person=request.actor)
    first = (priorities_first and not parameters) or (on_paper and "priority" not in parameters)
    if first and any(line.listed.priority and chosen.keeps(line) for line in lines):
        parameters["priority"] = "1"
        chosen = replace(chosen, priority=True)
    facets = facets_of(lines, chosen, person=request.actor)
    return Narrowed(
        lines=lines,
        matching=[line for line in lines if chosen.keeps(line)],
        chosen=chosen,
        facets=facets,
        chips=chips_of(parameters, facets, chosen),
        query=parameters.urlencode(),
    )


def ways(request: Request[Coalition], query: str = "") -> list[Tab]:
    """The pages that show the list, the current one marked; those with filters keep them."""
    names = {
        "list": _("List"),
        "counts": _("In numbers"),
        "changes": _("What changed"),
        "answers": _("Changed answers"),
    }
    here = request.resolver_match.url_name if request.resolver_match else ""
    tabs = []
    for name, label in names.items():
        filters = f"?{query}" if query and name != "answers" else ""
        tabs.append(Tab(label, reverse(f"followup:{name}", args=[request.about.key]) + filters, name == here))
    return tabs


@page(COALITION + "follow-up/", READ_LIST, name="list")
def follow_up_list(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The recommendations of the list that the filters keep; without a list, how to begin."""
    selection = narrowed(request, priorities_first=True)
    pages = pages_of(request.GET, len(selection.matching))
    first = (pages.number - 1) * ON_A_PAGE
    numbers = five_numbers(selection.matching)
    priorities = [line for line in selection.lines if line.listed.priority]
    missing = not_loaded_to_tell(request.about, today=request.today)
    context = selection.given | {
        "page_name": _("Follow-up"),
        "ways": ways(request, selection.query),
        "lines": selection.matching[first : first + ON_A_PAGE],
        "pages": pages,
        "numbers": figures(numbers),
        "evidence": numbers.evidence.in_words,
        "files": files(request, "list-file", selection.query) if selection.matching else [],
        "next": _next_step(request, selection.lines, priorities),
        "priorities": len(priorities),
        "open": sum(not line.spread.state for line in priorities),
        "menu": _menu(request, bool(selection.lines)),
        "mine": sum(
            any(follow_up.owner_id == request.actor.pk for follow_up in line.follow_ups) for line in selection.lines
        ),
        "missing": missing,
        "missing_in_words": sessions(tuple(missing)),
    }
    return coalition_page(request, "followup/list.html", context)


def _next_step(
    request: Request[Coalition], lines: Sequence[ShortFollowUpLine], priorities: Sequence[ShortFollowUpLine]
) -> Tab | None:
    """What a coordinator does first with a list that is not arranged yet."""
    if "followup.arrange" not in request.may:
        return None
    key = [request.about.key]
    if not lines:
        return Tab(_("Choose reviews"), reverse("followup:reviews", args=key))
    if not priorities:
        return Tab(_("Choose priorities"), reverse("followup:priorities", args=key))
    if not any(line.follow_ups for line in priorities):
        return Tab(_("Give to groups"), reverse("followup:give", args=key))
    return None


# The menu of the list, by the right that each entry needs; the second entry needs a list.
_ARRANGE = (
    ("reviews", False),
    ("priorities", True),
    ("give", True),
    ("clusters", True),
    ("government", True),
    ("public-edit", True),
)
_REPORT = (("matrices", False), ("mid-term", True))


def _menu(request: Request[Coalition], begun: bool) -> list[Tab]:
    names = {
        "reviews": _("Choose reviews"),
        "priorities": _("Choose priorities"),
        "give": _("Give to groups"),
        "clusters": _("Judge together"),
        "government": _("For the Government"),
        "public-edit": _("Publish a page"),
        "matrices": _("Fill OHCHR's list"),
        "mid-term": _("Mid-term report"),
    }
    offered = [*(_ARRANGE if "followup.arrange" in request.may else ())]
    offered += [*(_REPORT if "followup.take-matrix" in request.may else ())]
    return [
        Tab(names[name], reverse(f"followup:{name}", args=[request.about.key]))
        for name, needs_a_list in offered
        if begun or not needs_a_list
    ]


def pages_of(parameters: QueryDict, number: int, *, most: int = ON_A_PAGE) -> Pages:
    """The pages of a list of so many rows, and which of them the address asks for."""
    last = max(1, -(-number // most))
    page = parameters.get("page", "1")
    return Pages(min(int(page), last) if page.isdecimal() and 0 < len(page) < 6 and int(page) else 1, last, parameters)


def figures(numbers: Numbers, *, on_paper: bool = False) -> list[tuple[str, str]]:
    """Five numbers with their names, and the pledges where there are some. `on_paper`: how much
    evidence the paper names.
    """
    evidence = (
        (_("sources named"), str(numbers.evidence.named))
        if on_paper
        else (_("pieces of evidence"), str(numbers.evidence.pieces))
    )
    pledges = [(_("pledges"), str(numbers.pledges))] if numbers.pledges else []
    return [
        (_("recommendations"), str(numbers.listed)),
        (_("supported"), str(numbers.supported)),
        (_("assessed"), str(numbers.assessed)),
        (_("judged differently"), str(numbers.dissent)),
        evidence,
        *pledges,
    ]


def _whole(request: Request[Coalition], lines: Sequence[ShortFollowUpLine]) -> list[FollowUpLine]:
    """These lines with all that is said of them."""
    viewer = viewer_of(request.actor, request.roles, request.about)
    return lines_of(request.about, viewer, only=[line.listed.pk for line in lines])


def files(request: Request[Coalition], name: str, query: str, *, kinds: Sequence[str] = TABLES) -> list[Tab]:
    """The same as files: their kinds and addresses."""
    key = request.about.key
    return [
        Tab(kind.upper(), reverse(f"followup:{name}", args=[key, kind]) + (f"?{query}" if query else ""))
        for kind in kinds
    ]


@page(COALITION + "follow-up/list.<slug:kind>", READ_LIST)
def list_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The same as CSV, XLSX or JSON."""
    rows = list(list_rows(_whole(request, narrowed(request).matching)))
    return table(kind, "follow-up", COLUMNS, rows, what=_("The coalition's follow-up list"))


def table(kind: str, name: str, columns: Sequence[str], rows: Sequence[Any], *, what: str) -> File:
    """Rows as a file of TABLES. Raises Http404 for another kind."""
    if kind not in TABLES:
        raise Http404
    if kind != "xlsx":
        return as_csv_or_json(kind, name, columns, rows)
    cells = [[_cell(row[column]) for column in columns] for row in rows]
    about: list[tuple[str, str | int]] = [(_("What this is"), what), (_("Rows"), len(rows))]
    return as_csv_or_xlsx(kind, name, columns, cells, about=about)


def _cell(value: Any) -> Any:
    return " | ".join(map(str, value)) if isinstance(value, list) else value


@page(COALITION + "follow-up/page/", READ_LIST, name="page")
def one_page(request: Request[Coalition], coalition: str) -> HttpResponse:
    """A page to print and send: what was asked, by whom, the answer, the state now, the sources."""
    selection = narrowed(request, on_paper=True)
    lines = _whole(request, selection.matching)
    of_every_rank = replace(selection.chosen, priority=False)
    numbers = five_numbers(selection.matching)
    context = selection.given | {
        "page_name": title_of(selection.lines, selection.chosen),
        "ways": ways(request, selection.query),
        "lines": lines,
        "left_out": sum(of_every_rank.keeps(line) for line in selection.lines) - len(lines),
        "everything": addresses.changed(request.GET, priority=""),
        "best": best_of(lines),
        "evidence": numbers.evidence.named_in_words,
        "numbers": figures(numbers, on_paper=True),
        "parts": state_parts(selection.matching),
        "files": [
            *files(request, "list-file", selection.query),
            *files(request, "page-file", selection.query, kinds=PICTURES),
        ],
        "today": request.today,
    }
    return coalition_page(request, "followup/page.html", context)


@page(COALITION + "follow-up/page.<slug:kind>", READ_LIST)
def page_file(request: Request[Coalition], coalition: str, kind: str) -> HttpResponse:
    """The page's picture: all of these recommendations, and those of each answer."""
    selection = narrowed(request)
    title = title_of(selection.lines, selection.chosen)
    answers = counted(selection.matching, BY_NAME["response"])
    rows = [(_("All"), selection.matching), *((row.name, row.lines) for row in answers)]
    return drawing(
        request, kind, "follow-up", picture(f"{request.about.state.name}: {title}", rows, foot=foot(request))
    )


def drawing(request: Request[Coalition], kind: str, name: str, chart: SmallMultiples) -> HttpResponse:
    """A chart as a file of PICTURES. Raises Http404 for another kind."""
    if kind not in PICTURES:
        raise Http404
    drawn = drawn_alone(chart)
    if kind == "svg":
        return attachment(f"{name}.svg", drawn, "image/svg+xml")
    try:
        return attachment(f"{name}.png", png(drawn), "image/png")
    except CannotPrint as reason:
        return render(request, "coalitions/not_printed.html", {"reason": str(reason)}, status=503)


def foot(request: Request[Coalition]) -> list[str]:
    """The foot of a picture: how it counts, and its day.

    No address, because pictures are passed on.
    """
    return [
        _("One row for each recommending State. “Judged differently”: organisations and groups disagree."),
        _("Made with OpenUPR on %(date)s.") % {"date": request.today.isoformat()},
    ]


@page(COALITION + "follow-up/themes/<slug:issue>/", READ_LIST, methods="any")
def theme(request: Request[Coalition], coalition: str, issue: str) -> HttpResponse:
    """The former address of an issue's page leads to the list with that issue."""
    try:
        find_issue(issue)
    except KeyError:
        raise Http404 from None
    return redirect(f"{reverse('followup:page', args=[coalition])}?issue={issue}", permanent=True)


@page(COALITION + "follow-up/numbers/", READ_LIST)
def counts(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list in numbers, by whichever dimension the address names."""
    selection, by = narrowed(request), _by(request)
    filters, changed = QueryDict(selection.query, mutable=True), addresses.changed
    # A page to print that is not told keeps to priorities: it would show less than its row counts.
    filters.setdefault("priority", "")
    rows = counted(selection.matching, by)
    pages = pages_of(request.GET, len(rows), most=_COUNTED_ON_A_PAGE)
    first = (pages.number - 1) * _COUNTED_ON_A_PAGE
    numbers = five_numbers(selection.matching)
    context = selection.given | {
        "page_name": _("Follow-up in numbers"),
        "ways": ways(request, selection.query),
        "by": by,
        "dimensions": [
            Tab(dimension.label, changed(request.GET, by=dimension.name, page=None), dimension == by)
            for dimension in DIMENSIONS
        ],
        # Each row with the addresses of all its lines, of its recommendations and of its pledges.
        "rows": [
            (row, *(changed(filters, **({by.name: row.key} | kind)) for kind in _KINDS))
            for row in rows[first : first + _COUNTED_ON_A_PAGE]
        ],
        "pages": pages,
        "numbers": figures(numbers),
        "evidence": numbers.evidence.in_words,
        "pledges": numbers.pledges,
        "parts": state_parts(selection.matching),
        "files": files(request, "counts-file", _joined(f"by={by.name}", selection.query), kinds=(*TABLES, *PICTURES))
        if selection.matching
        else [],
    }
    return coalition_page(request, "followup/counts.html", context)


def _joined(*parts: str) -> str:
    return "&".join(part for part in parts if part)


def _by(request: Request[Coalition]) -> FollowUpDimension:
    """The dimension that the address names; issues where it names none. Raises Http404."""
    by_name = BY_NAME.get(request.GET.get("by") or "issue")
    if by_name is None:
        raise Http404
    return by_name


@page(COALITION + "follow-up/numbers.<slug:kind>", READ_LIST)
def counts_file(request: Request[Coalition], coalition: str, kind: str) -> File:
    """The same as a table or a picture."""
    selection, by = narrowed(request), _by(request)
    rows = counted(selection.matching, by)
    if kind in TABLES:
        return table(kind, "follow-up-in-numbers", COUNT_COLUMNS, list(counted_rows(rows)), what=str(by.label))
    largest = sorted(rows, key=lambda row: -len(row.lines))[:_MOST_BARS]
    bars = [(row.name, row.lines) for row in rows if row in largest]
    title = _("%(state)s: recommendations by “%(dimension)s”") % {
        "state": request.about.state.name,
        "dimension": by.label,
    }
    return drawing(request, kind, "follow-up-in-numbers", picture(title, bars, foot=foot(request)))
