"""One's own account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from openupr.accounts.pages import page
from openupr.web.clock import TimedRequest

from ..actions import CLOSE_ACCOUNT, KEEP_ACCOUNT
from ..forms import AccountForm, CloseForm
from ..models import Person
from ..queries.audit import own_audit_log
from ..queries.ways_in import ways_in
from ..services.accounts import change_account
from ..services.closing import CannotClose, close_account
from ..services.pace import too_fast
from .signing import CLEARED

_PASSWORDS_TRIED = 5  # a minute


@page("account/", KEEP_ACCOUNT, methods="GET POST")
def account(request: HttpRequest) -> HttpResponse:
    """What one is called, belongs to, signs in with; what is kept."""
    person = request.user
    assert isinstance(person, Person)  # the gate lets nobody else in
    # Who followed the browser keeps reading in that language when they change their name.
    form = AccountForm(request.POST or None, instance=person, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data.get("language", person.language)
        change_account(by=person, called=form.cleaned_data["called"], language=language)
        with override(language):
            messages.success(request, _("Saved."))
        response = redirect("accounts:account")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=request.is_secure())
        return response
    if form.errors:
        # The form has put what was typed into the person; the header shows what is true.
        person.refresh_from_db()
    given = {
        "form": form,
        "person": person,
        "ways_in": ways_in(person),
        "acts": own_audit_log(person),
    }
    return render(request, "accounts/account.html", given)


@page("account/close/", CLOSE_ACCOUNT, methods="GET POST")
@sensitive_post_parameters("password")
def close(request: TimedRequest) -> HttpResponse:
    """Close one's own account: what goes and what stays is said first."""
    person = request.user
    assert isinstance(person, Person)  # the gate lets nobody else in
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if too_fast("close", str(person.pk), most=_PASSWORDS_TRIED, seconds=60):
            return render(request, "429.html", status=429)
        try:
            close_account(by=person, password=form.cleaned_data["password"], now=request.now)
        except CannotClose as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            response = redirect("accounts:signed-out")
            response.headers["Clear-Site-Data"] = CLEARED
            return response
    return render(request, "accounts/close.html", {"form": form})


@page("account/here/", KEEP_ACCOUNT)
def here(request: HttpRequest) -> HttpResponse:
    """Somebody is typing: being asked for keeps the session going, and there is nothing to say."""
    return HttpResponse(status=204)
