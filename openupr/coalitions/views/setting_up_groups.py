"""Groups are set up, changed, ordered, closed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ..forms.groups import GroupForm, order_sent
from ..frame import Request, coalition_page, refusals_in
from ..models import Coalition, Group
from ..queries.groups import described
from ..services.groups import WrongOrder, close_group, create_group, edit_group, order_groups, start_with_clusters


@require_http_methods(["GET", "HEAD", "POST"])
def new_group(request: Request[Coalition], coalition: str) -> HttpResponse:
    """A group of one's own making."""
    form = GroupForm(request.POST or None, coalition=request.about)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = create_group(by=request.actor, coalition=request.about, **form.cleaned_data)
            messages.success(request, _("The group is there."))
            return redirect("coalitions:group", request.about.key, made.pk)
    return coalition_page(request, "coalitions/group_form.html", {"form": form, "page_name": _("New group")})


@require_POST
def start(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The starting set in one click."""
    made = len(start_with_clusters(by=request.actor, coalition=request.about))
    words = ngettext("%(n)s group was added.", "%(n)s groups were added.", made) % {"n": made}
    messages.success(request, words if made else _("All groups of the starting set are there already."))
    return redirect("coalitions:groups", request.about.key)


@require_POST
def order(request: Request[Coalition], coalition: str) -> HttpResponse:
    """One group moves up or down in the list that was shown."""
    try:
        order_groups(by=request.actor, coalition=request.about, order=order_sent(request.POST))
    except WrongOrder as refusal:
        messages.error(request, str(refusal))
    return redirect("coalitions:groups", request.about.key)


@require_http_methods(["GET", "HEAD", "POST"])
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


@require_POST
def close(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Close a group, or open it again."""
    closed = request.POST.get("closed") == "yes"
    close_group(by=request.actor, group=request.about, closed=closed)
    messages.success(request, _("The group is closed.") if closed else _("The group is open again."))
    return redirect("coalitions:group", coalition, group)
