"""The pages on which people are invited, one or many at once."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.invitations import link_to_invitation
from openupr.accounts.pages import page
from openupr.accounts.qr_codes import qr_picture, ways_to
from openupr.web.downloads import File, as_csv
from openupr.web.large_numbers import number_in
from openupr.web.this_machine import address_to_sign_in

from .actions.people import INVITE
from .addresses import COALITION
from .frame import Request, coalition_page, refusals_in
from .invitations import MOST_LINES, invite_people, invite_person, read_lines, withdraw_invitation
from .models import Coalition, Group, Place
from .people import names_in_lines
from .people_pages import _PartForm


class InvitePersonForm(_PartForm):
    """What somebody is invited to be."""

    group = forms.ModelChoiceField(
        label=gettext_lazy("Into which group"),
        queryset=Group.objects.none(),
        required=False,
        empty_label=gettext_lazy("none yet"),
    )
    leads = forms.BooleanField(label=gettext_lazy("Rapporteur of this group"), required=False)
    speaks = forms.BooleanField(label=gettext_lazy("Speaks for this organisation"), required=False)
    note = forms.CharField(
        label=gettext_lazy("For whom"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("A reminder that only you see. A hint is better than a name."),
    )
    days = forms.IntegerField(label=gettext_lazy("Days valid"), min_value=1, max_value=90, initial=14)

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, coalition=coalition, **kwargs)
        groups = coalition.groups.filter(closed=False)
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        if not groups:
            del self.fields["group"], self.fields["leads"]


class InviteManyForm(forms.Form):
    """A line for each person, out of a spreadsheet or typed."""

    lines = forms.CharField(
        label=gettext_lazy("One person a line"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Name; organisation; group; role. Only the name is needed. You can paste from a spreadsheet."
        ),
    )
    adds_organisations = forms.BooleanField(
        label=gettext_lazy("Add missing organisations"),
        required=False,
        help_text=gettext_lazy("Lines may then name organisations that are not in the coalition yet. They join it."),
    )
    days = forms.IntegerField(label=gettext_lazy("Days valid"), min_value=1, max_value=90, initial=14)

    def __init__(self, *args: Any, coalition: Coalition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = names_in_lines(coalition)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        adds = cleaned.pop("adds_organisations", False)
        if "lines" not in cleaned:
            return cleaned
        lines = read_lines(cleaned["lines"], self._known, adds_organisations=adds)
        if lines.wrong:
            self.add_error("lines", forms.ValidationError(lines.wrong[:20]))
        elif not lines.invited:
            self.add_error("lines", gettext_lazy("There is no name in it."))
        return cleaned | {"lines": lines.invited}


@page(COALITION + "people/invite/", INVITE, methods="GET POST")
def invite(request: Request[Coalition], coalition: str) -> HttpResponse:
    """A link for somebody, to be shown once, sent or printed; for a voice of the `organisation` in
    the address.
    """
    initial: dict[str, object] = {"role": "participant"}
    if organisation := number_in(request.GET.get("organisation", "")):
        initial |= {"organisation": organisation, "speaks": True}
    form = InvitePersonForm(request.POST or None, coalition=request.about, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            _invitation, secret = invite_person(
                by=request.actor, coalition=request.about, now=request.now, **form.cleaned_data
            )
            return redirect("accounts:invitation-sheet", secret)
    context = {"form": form, "page_name": _("Invite one person"), "opens_elsewhere": bool(address_to_sign_in(request))}
    return coalition_page(request, "coalitions/invite.html", context)


@page(COALITION + "people/invite-many/", INVITE, methods="GET POST")
def invite_many(request: Request[Coalition], coalition: str) -> HttpResponse:
    """A link for each of many, on one page that is shown once: to copy, to save as a table, to
    print as sheets.
    """
    form = InviteManyForm(request.POST or None, coalition=request.about)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            invitations = invite_people(
                by=request.actor,
                coalition=request.about,
                invited=form.cleaned_data["lines"],
                days=form.cleaned_data["days"],
                now=request.now,
            )
            return _sheets(request, invitations)
    context = {
        "form": form,
        "page_name": _("Invite people"),
        "example_group": request.about.groups.filter(closed=False).first(),
        "opens_elsewhere": bool(address_to_sign_in(request)),
    }
    return coalition_page(request, "coalitions/invite_many.html", context)


def _sheets(request: Request[Coalition], invitations: Sequence[tuple[Place, str]]) -> HttpResponse:
    label = _("The same address, to be scanned with a phone")
    links = [(place, link_to_invitation(secret, request)) for place, secret in invitations]
    context = {
        "sheets": [(place, link, qr_picture(link, label), ways_to(link, request, label)) for place, link in links],
        "table": json.dumps([[place.invitation.note, place.in_words, link] for place, link in links]),
        "until": invitations[0][0].invitation.expires_at,
        "opens_elsewhere": bool(address_to_sign_in(request)),
        "page_name": ngettext("%(n)s invitation", "%(n)s invitations", len(invitations)) % {"n": len(invitations)},
    }
    return coalition_page(request, "coalitions/invited_many.html", context)


@page(COALITION + "people/invite-many/links.csv", INVITE, methods="POST")
def invitations_csv(request: Request[Coalition], coalition: str) -> File:
    """The table of that page as a file. It comes back from the page, since no link is kept here."""
    try:
        rows = [[str(cell) for cell in row][:3] for row in json.loads(request.POST.get("table", ""))]
    except (ValueError, TypeError):
        raise Http404 from None
    return as_csv("invitations", [_("name"), _("takes part as"), _("link")], rows[:MOST_LINES])


@page(COALITION + "people/invitations/<int:number>/withdraw/", INVITE, name="withdraw-invitation", methods="POST")
def withdraw(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """Withdraw an invitation."""
    withdraw_invitation(by=request.actor, coalition=request.about, number=number, now=request.now)
    messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
    return redirect("coalitions:people", coalition)
