"""The pages of one's own account, and of the first one on this server."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.password_validation import validate_password
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from openupr.web.clock import TimedRequest
from openupr.web.page_versions import Versioned, status_of
from openupr.web.this_machine import is_this_machine

from .accounts import (
    NO_SIGN_IN_NAME,
    CannotClose,
    NewAccount,
    NotUsable,
    SomebodyIsHere,
    change_account,
    close_account,
    make_first_account,
    nobody_yet,
)
from .actions import CLOSE_ACCOUNT, KEEP_ACCOUNT, MAKE_FIRST_ACCOUNT
from .audit_log import own_audit_log
from .models import Person
from .pace import too_fast
from .pages import page
from .rules import is_usable_username, tidy_username
from .signing_in import ways_in
from .signing_in_pages import CLEARED, PASSWORD_HELP


class NewAccountForm(forms.Form):
    """The form for a new account."""

    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=60,
        help_text=gettext_lazy("Need not be your real name. Letters and digits of any script, no spaces."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    called = forms.CharField(
        label=gettext_lazy("What others call you"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Shown to people you work with. Leave it empty to show the name above."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=200,
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        """Check the name here, to show its error together with that of the password."""
        username = str(self.cleaned_data["username"])
        if not is_usable_username(tidy_username(username)):
            raise forms.ValidationError(NO_SIGN_IN_NAME)
        return username

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password

    def chosen(self) -> NewAccount:
        """What a valid form holds."""
        return NewAccount(**self.cleaned_data)

    def refuse(self, refusal: NotUsable) -> None:
        """Show beside its field why a value is not accepted."""
        for sentence in refusal.sentences:
            self.add_error(refusal.field, sentence)


class AccountForm(Versioned, forms.ModelForm[Person]):
    """What can be changed about oneself. The language only where there is more than one."""

    class Meta:
        model = Person
        fields = ["called", "language"]
        help_texts = {"called": gettext_lazy("Shown to people you work with.")}

    language = forms.ChoiceField(label=gettext_lazy("Language of the pages"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]


class CloseAccountForm(forms.Form):
    """Whether it is meant, and by whom."""

    meant = forms.BooleanField(
        label=gettext_lazy("Delete my account"), help_text=gettext_lazy("It cannot be restored.")
    )
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


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
    context = {
        "form": form,
        "person": person,
        "ways_in": ways_in(person),
        "acts": own_audit_log(person),
    }
    return render(request, "accounts/account.html", context, status=status_of(form))


@page("account/close/", CLOSE_ACCOUNT, methods="GET POST")
@sensitive_post_parameters("password")
def close(request: TimedRequest) -> HttpResponse:
    """Close one's own account. The page first says what is deleted and what stays."""
    person = request.user
    assert isinstance(person, Person)  # the gate lets nobody else in
    form = CloseAccountForm(request.POST or None)
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
    """Keep the session of somebody who is typing; the answer is empty."""
    return HttpResponse(status=204)


@page("account/first/", MAKE_FIRST_ACCOUNT, methods="GET POST")
@sensitive_post_parameters("password")
def first(request: HttpRequest) -> HttpResponse:
    """The first account, for a person at this machine. For all others, and afterwards, 404."""
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
