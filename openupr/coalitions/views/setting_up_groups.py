"""Groups are set up, changed, ordered, closed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openupr.accounts.pages import page

from ..actions.groups import EDIT_GROUP, SET_UP_GROUPS
from ..addresses import COALITION, GROUP
from ..forms.groups import GroupForm, NewGroupForm, RapporteursForm, order_sent
from ..frame import Request, coalition_page, refusals_in, refusals_on
from ..models import Coalition, Group
from ..queries.groups import described, groups_without_rapporteur
from ..services.groups import WrongOrder, close_group, create_group, edit_group, order_groups, start_with_clusters
from ..services.rapporteurs import appoint_rapporteur


@page(COALITION + "groups/new/", SET_UP_GROUPS, methods="GET POST")
def new_group(request: Request[Coalition], coalition: str) -> HttpResponse:
    """A group of one's own making; then the next one, where that is asked for, else the list."""
    form = NewGroupForm(request.POST or None, coalition=request.about)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            rapporteur = form.cleaned_data.pop("rapporteur")
            made = create_group(by=request.actor, coalition=request.about, **form.cleaned_data)
            if rapporteur:
                appoint_rapporteur(by=request.actor, group=made, person=rapporteur, today=request.today)
            messages.success(request, _("The group “%(name)s” is added.") % {"name": made})
            return redirect("coalitions:new-group" if "another" in request.POST else "coalitions:groups", coalition)
    return coalition_page(request, "coalitions/group_form.html", {"form": form, "page_name": _("New group")})


@page(COALITION + "groups/start/", SET_UP_GROUPS, name="start-with-clusters", methods="POST")
def start(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The ticked themes of the starting set in one click."""
    themes = request.POST.getlist("theme")
    if not themes:
        messages.error(request, _("Tick at least one theme."))
        return redirect("coalitions:groups", request.about.key)
    made = len(start_with_clusters(by=request.actor, coalition=request.about, themes=themes))
    words = ngettext("%(n)s group was added.", "%(n)s groups were added.", made) % {"n": made}
    messages.success(request, words if made else _("All groups of the starting set are there already."))
    return redirect("coalitions:groups", request.about.key)


@page(COALITION + "groups/order/", SET_UP_GROUPS, name="order-groups", methods="POST")
def order(request: Request[Coalition], coalition: str) -> HttpResponse:
    """One group moves up or down in the list that was shown."""
    try:
        order_groups(by=request.actor, coalition=request.about, order=order_sent(request.POST))
    except WrongOrder as refusal:
        messages.error(request, str(refusal))
    return redirect("coalitions:groups", request.about.key)


@page(COALITION + "groups/rapporteurs/", SET_UP_GROUPS, name="appoint-rapporteurs", methods="POST")
def appoint(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Rapporteurs for groups that have none, as the list of groups was filled in."""
    form = RapporteursForm(request.POST, coalition=request.about, groups=groups_without_rapporteur(request.about))
    chosen = form.chosen() if form.is_valid() else []
    with refusals_on(request):
        for group, person in chosen:
            appoint_rapporteur(by=request.actor, group=group, person=person, today=request.today)
        if chosen:
            words = ngettext("%(n)s rapporteur is appointed.", "%(n)s rapporteurs are appointed.", len(chosen))
            messages.success(request, words % {"n": len(chosen)})
        else:
            messages.error(request, _("Choose a rapporteur for a group first."))
    return redirect("coalitions:groups", request.about.key)


@page(GROUP + "change/", EDIT_GROUP, name="edit-group", methods="GET POST")
def edit(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """What a group is called, works on, and who belongs to it."""
    about = request.about
    form = GroupForm(request.POST or None, coalition=about.coalition, initial=described(about))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            edit_group(by=request.actor, group=about, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("coalitions:group", coalition, about.pk)
    return coalition_page(request, "coalitions/group_form.html", {"form": form, "page_name": _("Change the group")})


@page(GROUP + "close/", SET_UP_GROUPS, name="close-group", methods="POST")
def close(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Close a group, or open it again."""
    closed = request.POST.get("closed") == "yes"
    close_group(by=request.actor, group=request.about, closed=closed)
    messages.success(request, _("The group is closed.") if closed else _("The group is open again."))
    return redirect("coalitions:group", coalition, group)
