"""Which rules are used; and a rule set that the operator made from OHCHR's text: see what differs, confirm it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.accounts.queries.people import is_operator
from openupr.upr.limits import RuleSet
from openupr.web.clock import TimedRequest
from openupr.web.parts import Tab

from ..forms import ConfirmRulesForm, RuleSetFileForm
from ..models import AddedRuleSet
from ..permissions import ADD_RULES, SEE_RULES
from ..queries.rule_sets import RULES, differences, listed_rules, rules_for, versions_taken
from ..rules.reading_rule_sets import WrongRuleSet, read_rule_set
from ..services.adding_rules import confirm_rule_set, take_back_rule_set


@page("conform/rules/", SEE_RULES)
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule set, for which reviews it is used, and how sure its rules are."""
    listed = listed_rules()
    context = {
        "listed": listed,
        "is_added": any(each.added and each.in_use_for for each in listed),
        "may_add": is_operator(request.user),
        "crumbs": [_to_check()],
    }
    return render(request, "conformance/rules.html", context)


@page("conform/rules/add/", ADD_RULES, methods="GET POST")
@never_cache
def add_rules(request: HttpRequest) -> HttpResponse:
    """Read a file and show what differs from the rules in use. Nothing is kept yet."""
    if request.method != "POST":
        return _add_page(request, RuleSetFileForm())
    form = RuleSetFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _add_page(request, form, status=400)
    try:
        text, found = read_rule_set(form.data_of_file, rules=RULES, taken=versions_taken())
    except WrongRuleSet as wrong:
        return _add_page(request, RuleSetFileForm(), status=400, problems=wrong.problems, name=form.name_of_file)
    return _compared(request, found, ConfirmRulesForm(initial={"text": text}))


@page("conform/rules/confirm/", ADD_RULES, methods="POST")
@never_cache
def confirm_rules(request: TimedRequest) -> HttpResponse:
    """Use the rule set from now on."""
    form = ConfirmRulesForm(request.POST)
    text = request.POST.get("text", "")
    try:
        _text, found = read_rule_set(text.encode("utf-8", "replace"), rules=RULES, taken=versions_taken())
        if not form.is_valid():
            return _compared(request, found, form, status=400)
        given = {name: form.cleaned_data[name] for name in ("text", "document", "document_date", "read_at")}
        confirm_rule_set(by=_operator(request), now=request.now, **given)
    except WrongRuleSet as wrong:
        return _add_page(request, RuleSetFileForm(), status=400, problems=wrong.problems, name="")
    messages.success(request, _("The rule set “%(version)s” can be chosen now.") % {"version": found.version})
    return redirect("conformance:rules")


@page("conform/rules/<int:number>/take-back/", ADD_RULES, methods="POST")
@never_cache
def take_back_rules(request: TimedRequest, number: int) -> HttpResponse:
    """Use it no more."""
    added = get_object_or_404(AddedRuleSet, pk=number, taken_back=None)
    take_back_rule_set(by=_operator(request), added=added, now=request.now)
    messages.success(request, _("The rule set “%(version)s” is taken back.") % {"version": added.version})
    return redirect("conformance:rules")


def _add_page(request: HttpRequest, form: RuleSetFileForm, *, status: int = 200, **context: object) -> HttpResponse:
    given = {"form": form, "crumbs": [_to_check(), _to_rules()], **context}
    return render(request, "conformance/add_rules.html", given, status=status)


def _compared(request: HttpRequest, found: RuleSet, form: ConfirmRulesForm, *, status: int = 200) -> HttpResponse:
    in_use = rules_for(found.from_cycle)
    context = {
        "found": found,
        "in_use": in_use,
        "differences": differences(in_use, found),
        "form": form,
        "seen": sum(rule.mark == "S" for rule in found.rules.values()),
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
