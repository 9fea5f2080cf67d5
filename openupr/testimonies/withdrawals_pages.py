"""Taking a testimony back."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from openupr.accounts.pace import sender, too_fast
from openupr.accounts.pages import page
from openupr.web.clock import TimedRequest

from .actions import WITHDRAW
from .box_frame_pages import language_of, refusals_said, sent_in, show_on_phone
from .rules.refusals import IsGone
from .rules.sentences import sentences
from .withdrawals import withdraw as withdraw_testimony


class WithdrawalCodeForm(forms.Form):
    """The code that only its author holds."""

    code = forms.CharField(
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = sentences(language)["code"]


# Codes a minute from one place: enough for a room, each costs the server a little, guessing one
# would take for ever.
_A_MINUTE = 20


@page("withdraw/", WITHDRAW, methods="GET POST")
@sensitive_post_parameters()
def withdraw(request: TimedRequest) -> HttpResponse:
    """Type the code; it is gone."""
    form = WithdrawalCodeForm(sent_in(request), language=language_of(request))
    if request.method == "POST" and too_fast("withdraw", sender(request), most=_A_MINUTE, seconds=60):
        return render(request, "429.html", status=429)
    if form.is_valid():
        with refusals_said(form, language_of(request)):
            try:
                withdraw_testimony(code=form.cleaned_data["code"])
            except IsGone:
                return show_on_phone(request, "testimonies/withdrawn.html", {"was_gone": True})
            return show_on_phone(request, "testimonies/withdrawn.html")
    return show_on_phone(request, "testimonies/withdraw.html", {"form": form}, status=422 if form.errors else 200)
