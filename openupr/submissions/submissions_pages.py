"""The pages of all submissions, of a new one, and of a cover."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.models import Coalition, Organisation
from openupr.coalitions.organisations import written_about_by
from openupr.conformance.rule_sets import rules_for
from openupr.upr.languages import language
from openupr.web.addresses import own_address
from openupr.web.languages import in_page_language
from openupr.web.large_numbers import number_in
from openupr.web.page_versions import VersionedForm

from .actions import BEGIN, SEE_SUBMISSION
from .addresses import SUBMISSION
from .budget import budgets_of
from .models import Submission
from .new_submission import (
    DecidedRoute,
    begin_submission,
    change_cover,
    decided_route,
    decision_behind,
    first_fields,
    groups_of_joint,
    groups_without,
    proposed_title,
    routes_of_groups,
)
from .signing import signing_of


class BeginForm(forms.Form):
    """Whose it is, its language and its title.

    The rest has defaults and can be changed in the draft. `cleaned_data` is what `begin_submission`
    takes.
    """

    whose = forms.ChoiceField(
        label=gettext_lazy("Whose it is"),
        help_text=gettext_lazy(
            "A joint one has a part for each group. Change parts and their order later, in the draft."
        ),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("This is a proposal. You can change it later, on the cover. At most 200 characters."),
    )

    def __init__(self, *args: Any, coalition: Coalition, routes: Sequence[DecidedRoute] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.coalition, self.routes = coalition, routes
        self.groups = list(coalition.groups.filter(closed=False))
        self.organisations = list(Organisation.objects.filter(memberships__coalition=coalition).distinct())
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            ("joint", gettext_lazy("the whole coalition's: a joint submission")),
            (gettext_lazy("One group's"), [(f"group-{group.pk}", str(group)) for group in self.groups]),
            (
                gettext_lazy("One organisation's"),
                [(f"organisation-{organisation.pk}", organisation.name) for organisation in self.organisations],
            ),
        ]
        codes = rules_for(coalition.review.cycle).languages
        self.fields["language"].choices = [(code, in_page_language(language(code).name)) for code in codes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        what, _dash, key = cleaned.pop("whose", "").partition("-")
        group = next((group for group in self.groups if what == "group" and str(group.pk) == key), None)
        own = next(
            (
                organisation
                for organisation in self.organisations
                if what == "organisation" and str(organisation.pk) == key
            ),
            None,
        )
        cleaned["kind"] = Submission.Kind.BY_GROUP if group else Submission.Kind.OWN if own else Submission.Kind.JOINT
        cleaned["groups"] = [group] if group else [] if own else groups_of_joint(self.groups, self.routes)
        cleaned["organisation"] = own
        if cleaned.get("title", "") in {"", self.initial.get("title")}:
            cleaned["title"] = proposed_title(self.coalition, cleaned["kind"], group)
        return cleaned


class CoverForm(VersionedForm):
    """The cover, without the organisations."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    key_words = forms.CharField(
        label=gettext_lazy("Key words"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Divided by commas; OHCHR sorts by them."),
    )
    contact = forms.CharField(
        label=gettext_lazy("Contact"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Printed on the cover of a public document. An office, not a person, where that is safer."
        ),
    )
    asks_again_from = forms.IntegerField(
        label=gettext_lazy("Share of words changed"),
        help_text=gettext_lazy("In per cent. When more has changed, organisations are asked to sign again."),
        min_value=0,
        max_value=100,
    )


@page(COALITION + "submissions/", SEE_SUBMISSION)
def submissions(request: Request[Coalition], coalition: str) -> HttpResponse:
    """All submissions with their words and state, and what follows from the decision on the
    route.
    """
    route, routes = decided_route(request.about), routes_of_groups(request.about)
    context = {
        "page_name": _("Submissions"),
        "lines": budgets_of(request.about),
        "route": route,
        "routes": routes,
        "missing": groups_without(request.about, route, routes),
        "own_groups": request.about.groups.filter(closed=False, memberships__person=request.actor),
    }
    return coalition_page(request, "submissions/list.html", context)


@page(COALITION + "submissions/begin/", BEGIN, methods="GET POST")
def begin(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Begin a submission; the form is filled from the decision."""
    route, routes = decided_route(request.about), routes_of_groups(request.about)
    kind, group = request.GET.get("kind", ""), number_in(request.GET.get("group", "")) or None
    initial = first_fields(request.about, route, kind=kind, group=group)
    form = BeginForm(request.POST or None, coalition=request.about, routes=routes, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            values = form.cleaned_data
            values["decision"] = decision_behind(route, routes, values["kind"], values["groups"])
            today, now = request.today, request.now
            submission_begun = begin_submission(
                by=request.actor, coalition=request.about, today=today, now=now, **values
            )
            messages.success(request, _("The submission has begun. Its sections are below."))
            return redirect("submissions:submission", coalition, submission_begun.pk)
    context = {"page_name": _("Begin a submission"), "form": form, "route": route, "routes": routes}
    return coalition_page(request, "submissions/begin.html", context)


@page(SUBMISSION + "cover/", BEGIN, methods="GET POST")
def cover(request: Request[Submission], coalition: str, submission: int) -> HttpResponse:
    """The cover, and the share of changes from which organisations are asked again.

    After saving it leads back to where it was opened (`?back=`).
    """
    back = own_address(request.GET.get("back", "")) or reverse("submissions:submission", args=[coalition, submission])
    if request.about.is_locked and request.method != "POST":
        return redirect("submissions:submission", coalition, submission)
    names = ("title", "key_words", "contact", "asks_again_from")
    form = CoverForm(request.POST or None, initial={name: getattr(request.about, name) for name in names})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            before = len(signing_of(request.about).again)
            change_cover(by=request.actor, submission=request.about, **form.cleaned_data)
            messages.success(request, _saved(len(signing_of(request.about).again) - before))
            return redirect(back)
    members = list(request.about.parties)
    writes = written_about_by(request.actor, members)
    context = {"page_name": _("The cover"), "form": form, "members": members, "writes_about": writes, "back": back}
    return coalition_page(request, "submissions/cover.html", context)


def _saved(again: int) -> str:
    """The message that it is saved, and how many organisations must answer `again`."""
    if again < 1:
        return _("Saved.")
    sentence = ngettext(
        "Saved. %(n)s organisation must answer again. Ask it at “Signing on”.",
        "Saved. %(n)s organisations must answer again. Ask them at “Signing on”.",
        again,
    )
    return sentence % {"n": again}
