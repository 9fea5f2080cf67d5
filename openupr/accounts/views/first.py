"""The first account."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from openupr.accounts.pages import page
from openupr.web.this_machine import is_this_machine

from ..actions import MAKE_FIRST_ACCOUNT
from ..forms import NewAccountForm
from ..queries.people import nobody_yet
from ..services.accounts import NotUsable, SomebodyIsHere, make_first_account


@page("account/first/", MAKE_FIRST_ACCOUNT, methods="GET POST")
@sensitive_post_parameters("password")
def first(request: HttpRequest) -> HttpResponse:
    """Whoever sits at this machine makes the first account; for all others, and afterwards, nothing is here."""
    if not is_this_machine(request) or not nobody_yet():
        raise Http404
    form = NewAccountForm(request.POST or None)
    if form.is_valid():
        try:
            person = make_first_account(chosen=form.chosen())
        except NotUsable as refusal:
            form.refuse(refusal)
        except SomebodyIsHere:
            raise Http404 from None
        else:
            login(request, person)
            return redirect("accounts:account")
    return render(request, "accounts/first.html", {"form": form})
