"""The thematic groups of a coalition, as pages and as files."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.web.downloads import File, as_json, records_as_csv

from ..actions.groups import SEE_GROUPS, SET_UP_GROUPS
from ..addresses import COALITION, GROUP
from ..forms.groups import RapporteursForm
from ..frame import Request, coalition_page
from ..models import Coalition, Group
from ..queries.groups import GROUP_FIGURES, group_page, groups_of, listed
from ..queries.messages import given_message, group_message
from ..rules.clusters import missing_clusters


@page(COALITION + "groups/", SEE_GROUPS)
def groups(request: Request[Coalition], coalition: str) -> HttpResponse:
    """All groups with their sizes."""
    found = groups_of(request.about)
    given: dict[str, Any] = {"groups": found, "figures": GROUP_FIGURES}
    if SET_UP_GROUPS.open_to(request.roles):
        given["clusters"] = missing_clusters(each.name for each in found)
    vacant = [each for each in found if not each.term and not each.closed]  # type: ignore[attr-defined]
    if vacant and SET_UP_GROUPS.open_to(request.roles):
        form = RapporteursForm(coalition=request.about, groups=vacant)
        for each in vacant:
            each.to_appoint = form.shown_of(each)  # type: ignore[attr-defined]
        given["may_appoint"] = True
    return coalition_page(request, "coalitions/groups.html", given | {"page_name": _("Thematic groups")})


@page(COALITION + "groups.csv", SEE_GROUPS)
def groups_csv(request: Request[Coalition], coalition: str) -> File:
    """The list as a CSV file."""
    rows = listed(groups_of(request.about))
    told = [figure.name for figure in GROUP_FIGURES]
    header = ["group", "focus", "issues", "population_groups", "rapporteur", "people", *told, "closed"]
    return records_as_csv("groups", header, rows)


@page(COALITION + "groups.json", SEE_GROUPS)
def groups_json(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The list as JSON."""
    return as_json({"coalition": request.about.name, "groups": list(listed(groups_of(request.about)))})


@page(GROUP, SEE_GROUPS)
def group(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """One group: what it works on, who is in it, who led it."""
    found = group_page(request.about, viewer=request.actor)
    sends = found.is_mine or "coalitions.appoint_rapporteur" in request.may
    told = given_message(request, request.about.coalition, today=request.today) if sends else None
    given = {
        "found": found,
        "group": found.group,
        "given": told,
        "message": group_message(request, found.group, today=request.today) if sends and not told else None,
        "page_name": str(found.group),
    }
    return coalition_page(request, "coalitions/group.html", given)
