"""The pages of rule sets."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from openupr.accounts.accounts import is_operator
from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.upr.limits import RuleSet
from openupr.web.clock import TimedRequest
from openupr.web.days import DayField
from openupr.web.file_forms import FileForm, WordFileForm
from openupr.web.parts import Tab

from .actions import ADD_RULES, SEE_RULES
from .models import AddedRuleSet
from .rule_sets import (
    RULES,
    confirm_rule_set,
    differences,
    listed_rules,
    rule_sets,
    rules_for,
    take_back_rule_set,
    versions_taken,
)
from .rules.reading_rule_sets import MOST_BYTES, WrongRuleSet, read_rule_set


class FileToCheckForm(WordFileForm):
    """One Word file, its kind and the rules."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            ("joint", gettext_lazy("Joint: several organisations")),
            ("individual", gettext_lazy("One organisation")),
        ],
    )
    rules = forms.ChoiceField(label=gettext_lazy("Rules"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rules"].choices = [  # type: ignore[attr-defined]
            (
                set_.version,
                set_.version if not set_.superseded else gettext_lazy("%s, no longer in force") % set_.version,
            )
            for set_ in rule_sets()
        ]
        # A program may leave these out; then the file is judged as joint, by the newest rules.
        for name in ("kind", "rules"):
            self.fields[name].required = not self.is_bound or name in self.data


class RuleSetFileForm(FileForm):
    """A rule set as a TOML file."""

    document = forms.FileField(
        label=gettext_lazy("Rule set (TOML file)"),
        error_messages={"required": gettext_lazy("Choose the file first.")},
        widget=forms.FileInput(attrs={"accept": ".toml,text/plain"}),
    )


class ConfirmRulesForm(forms.Form):
    """The document that the rules were compared with; the rule set comes along, as it was read."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=MOST_BYTES)
    document = forms.CharField(label=gettext_lazy("Name of the document"), max_length=200)
    document_date = DayField(label=gettext_lazy("Its date"))
    read_at = forms.URLField(
        label=gettext_lazy("Its address"),
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Where OHCHR publishes it."),
    )
    compared = forms.BooleanField(
        label=gettext_lazy("Compared with this document"), help_text=gettext_lazy("I compared every rule marked S.")
    )


@page("conform/rules/", SEE_RULES)
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule set, for which reviews it is used, and how sure its rules are."""
    listed = listed_rules()
    context = {
        "listed": listed,
        "is_added": any(rule_set.added and rule_set.in_use_for for rule_set in listed),
        "may_add": is_operator(request.user),
        "crumbs": [_to_check()],
    }
    return render(request, "conformance/rules.html", context)


@page("conform/rules/add/", ADD_RULES, methods="GET POST", in_english=True)
@never_cache
def add_rules(request: HttpRequest) -> HttpResponse:
    """Read a file and show what differs from the rules in use. Nothing is kept yet."""
    if request.method != "POST":
        return _add_page(request, RuleSetFileForm())
    form = RuleSetFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _add_page(request, form, status=400)
    try:
        text, rule_set = read_rule_set(form.data_of_file, rules=RULES, taken=versions_taken())
    except WrongRuleSet as wrong:
        return _add_page(request, RuleSetFileForm(), status=400, problems=wrong.problems, name=form.name_of_file)
    return _compared(request, rule_set, ConfirmRulesForm(initial={"text": text}))


@page("conform/rules/confirm/", ADD_RULES, methods="POST", in_english=True)
@never_cache
def confirm_rules(request: TimedRequest) -> HttpResponse:
    """Use the rule set from now on."""
    form = ConfirmRulesForm(request.POST)
    text = request.POST.get("text", "")
    try:
        _text, rule_set = read_rule_set(text.encode("utf-8", "replace"), rules=RULES, taken=versions_taken())
        if not form.is_valid():
            return _compared(request, rule_set, form, status=400)
        fields = {name: form.cleaned_data[name] for name in ("text", "document", "document_date", "read_at")}
        confirm_rule_set(by=_operator(request), now=request.now, **fields)
    except WrongRuleSet as wrong:
        return _add_page(request, RuleSetFileForm(), status=400, problems=wrong.problems, name="")
    messages.success(request, _("The rule set “%(version)s” can be chosen now.") % {"version": rule_set.version})
    return redirect("conformance:rules")


@page("conform/rules/<int:number>/take-back/", ADD_RULES, methods="POST", in_english=True)
@never_cache
def take_back_rules(request: TimedRequest, number: int) -> HttpResponse:
    """Withdraw it."""
    added = get_object_or_404(AddedRuleSet, pk=number, taken_back=None)
    take_back_rule_set(by=_operator(request), added=added, now=request.now)
    messages.success(request, _("The rule set “%(version)s” is taken back.") % {"version": added.version})
    return redirect("conformance:rules")


def _add_page(request: HttpRequest, form: RuleSetFileForm, *, status: int = 200, **context: object) -> HttpResponse:
    values = {"form": form, "crumbs": [_to_check(), _to_rules()], **context}
    return render(request, "conformance/add_rules.html", values, status=status)


def _compared(request: HttpRequest, rule_set: RuleSet, form: ConfirmRulesForm, *, status: int = 200) -> HttpResponse:
    in_use = rules_for(rule_set.from_cycle)
    context = {
        "found": rule_set,
        "in_use": in_use,
        "differences": differences(in_use, rule_set),
        "form": form,
        "seen": sum(rule.mark == "S" for rule in rule_set.rules.values()),
        "crumbs": [_to_check(), _to_rules()],
    }
    return render(request, "conformance/compare_rules.html", context, status=status)


def _to_check() -> Tab:
    return Tab(_("Check a Word file"), reverse("conformance:conform"))


def _to_rules() -> Tab:
    return Tab(_("The rules"), reverse("conformance:rules"))


def _operator(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # the gate lets nobody else in
    return request.user
