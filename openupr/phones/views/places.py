"""Finding one's group, on a phone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, refusals_in
from openupr.coalitions.group_members import groups_of_person
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from ..actions import SEE_PLACES, WISH
from ..forms.places import WishForm
from ..queries.places import are_taken, edition_of, open_groups, wishes_of
from ..services import places as services
from .phone import on_phone, phone_of, speaking, unchanged


@page(WORKSHOP + "places/", SEE_PLACES)
def places(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Say where one would like to work; see where one is."""
    return _page(request, "phones/places/phone.html")


@page(WORKSHOP + "places/now/", SEE_PLACES)
def places_now(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The part of the page that changes without its owner's doing: which group the phone is in. Where wishes are
    taken again, or no more, the page is opened anew, with its form or without. `taken`: what the page says of it.
    """
    same = unchanged(request, edition_of(request.about))
    if same:
        return same
    answer = _page(request, "phones/places/now.html")
    if request.GET.get("taken") == ("0" if are_taken(request.about) else "1"):
        # Not HX-Refresh: a page that answers a refused wish would send it again.
        answer.headers["HX-Redirect"] = reverse("phones:places", args=[coalition, workshop])
    return answer


def _page(
    request: Request[Workshop], template: str, form: WishForm | None = None, *, status: int = 200
) -> HttpResponse:
    about, phone = request.about, phone_of(request)
    said, floor = wishes_of(about, phone), getattr(about, "floor", None)
    if form is None and template.endswith("phone.html"):
        form = WishForm(groups=open_groups(about), ranked=said.ranked if said else ())
    is_open = are_taken(about)
    reader = request.user if request.user.is_authenticated else None
    given = {
        "form": form,
        "phone": phone,
        # Those of the account, for who has one: nothing that the room does.
        "groups": groups_of_person(reader, about.coalition) if reader and not is_open else (),
        "said": said,
        "wishes_open": is_open,
        # A wish that was refused stays on the page, to be corrected.
        "may_wish": bool(phone and is_open) or bool(form and form.errors),
        "shown": bool(floor and floor.places_shown),
        "edition": edition_of(about),
    }
    return on_phone(request, template, given, status=status)


@page(WORKSHOP + "places/wish/", WISH, methods="POST")
def wish(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Up to three groups, the first wish first."""
    form = WishForm(request.POST, groups=open_groups(request.about))
    if form.is_valid():
        with refusals_in(form):
            services.wish(by=speaking(request), workshop=request.about, groups=form.ranked())
            messages.success(request, _("Your choices are noted. You may change them while choices are taken."))
            return redirect("phones:places", coalition, workshop)
    return _page(request, "phones/places/phone.html", form, status=422)
