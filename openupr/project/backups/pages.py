"""The page that says when the last backup was made, and the one to take a backup away."""

from allauth.account.decorators import reauthentication_required
from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.followup.group_lines import size_of_files
from openupr.project.sending import SentInParts
from openupr.web.clock import TimedRequest

from .actions import SEE_BACKUPS, TAKE_BACKUP
from .backup_age import backup_age
from .passphrases import LEAST_SIGNS, check_passphrase
from .refusals import BackupRefused, WeakPassphrase
from .taking import take_backup


class PassphraseForm(forms.Form):
    """A passphrase, typed twice."""

    passphrase = forms.CharField(
        label=_("Passphrase"),
        max_length=500,
        strip=False,
        help_text=_("At least %d characters; best are five or more words that do not belong together.") % LEAST_SIGNS,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same once more"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_passphrase(self) -> str:
        try:
            return check_passphrase(self.cleaned_data["passphrase"])
        except WeakPassphrase as error:
            raise forms.ValidationError(str(error)) from None

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "passphrase" in self.cleaned_data and again != self.cleaned_data["passphrase"]:
            raise forms.ValidationError(_("The two differ."))
        return again


@page("backup/", SEE_BACKUPS)
def backup(request: TimedRequest) -> HttpResponse:
    """When the last one was made, since when something is in none, how to make one."""
    now = request.now
    age = backup_age(now=now)
    context = {
        "backup_age": age,
        "days_unsaved": (now - age.unsaved_since).days if age.unsaved_since else None,
        "files_of_evidence": size_of_files(),
        "may_take": _asking(request).is_operator,
    }
    return render(request, "project/backup.html", context)


# A browser left open is not enough to carry everything away.
@page("backup/take/", TAKE_BACKUP, name="take-backup", methods="GET POST", in_english=True)
@sensitive_post_parameters()
@reauthentication_required  # type: ignore[untyped-decorator]
def take(request: TimedRequest) -> HttpResponseBase:
    """A backup of everything, encrypted with a passphrase typed twice."""
    form = PassphraseForm(request.POST or None)
    refusal = ""
    if form.is_valid():
        now = request.now
        try:
            file = take_backup(by=_asking(request), passphrase=form.cleaned_data["passphrase"], now=now)
            return SentInParts(file, name=f"openupr-{request.today.isoformat()}.age")
        except BackupRefused as error:
            refusal = str(error)
    context = {"form": form, "refusal": refusal, "files_of_evidence": size_of_files()}
    return render(request, "project/take_backup.html", context, status=409 if refusal else 200)


def _asking(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # the gate lets nobody else in
    return request.user
