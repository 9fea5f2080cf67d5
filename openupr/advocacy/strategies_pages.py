"""A group's strategy: the page, the file, its activities and risks."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION, GROUP
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Coalition, Group
from openupr.documents import word
from openupr.documents.printing import CannotPrint
from openupr.learning.rules.practices import suggested_practice
from openupr.roadmaps.roadmap import possible_owners
from openupr.web.days import DayField
from openupr.web.downloads import PDF, attachment
from openupr.web.page_versions import VersionedForm

from .actions import SEE_STRATEGY, WRITE_STRATEGY
from .frame import advocacy_page
from .models import Strategy, StrategyActivity, StrategyRisk
from .pre_sessions_pages import OwnedForm, text_area
from .strategies import (
    drop_activity,
    drop_risk,
    finish_activity,
    save_activity,
    save_risk,
    strategies_of,
    strategy_document,
    strategy_of,
    write_strategy,
)


class StrategyForm(VersionedForm):
    """What the group wants, and with whom."""

    goal = text_area(
        gettext_lazy("Goal"), most=600, required=False, help_text=gettext_lazy("What is different after mid-term?")
    )
    at_home = text_area(
        gettext_lazy("Targets at home"),
        most=1000,
        rows=4,
        required=False,
        help_text=gettext_lazy("Such as a ministry, the parliament, a newspaper. One a line."),
    )
    abroad = text_area(
        gettext_lazy("Targets abroad"),
        most=1000,
        rows=4,
        required=False,
        help_text=gettext_lazy("Such as an embassy, a mission in Geneva, a UN office. One a line."),
    )


class ActivityForm(OwnedForm):
    """Something that the group does."""

    due = DayField(label=gettext_lazy("Due"))

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, coalition=group.coalition, **kwargs)
        field: Any = self.fields["owner"]
        owner = self.initial.get("owner")
        theirs = possible_owners(group).order_by().values("pk")
        field.queryset = Person.objects.filter(Q(pk__in=theirs) | Q(pk=owner.pk if owner else None))
        field.empty_label = gettext_lazy("no owner yet")


class RiskForm(VersionedForm):
    """What may go wrong, and what is done about it."""

    text = forms.CharField(label=gettext_lazy("Risk"), max_length=300)
    response = forms.CharField(label=gettext_lazy("Our response"), max_length=300, required=False)


KINDS = ("docx", "pdf")
_ENTRIES: Mapping[str, Any] = {
    "activities": (StrategyActivity, ActivityForm, gettext_lazy("Activity")),
    "risks": (StrategyRisk, RiskForm, gettext_lazy("Risk")),
}


@page(COALITION + "advocacy/strategy/", SEE_STRATEGY)
def strategies(request: Request[Coalition], coalition: str) -> HttpResponse:
    """Each group's strategy in a line."""
    context = {"page_name": _("Strategy"), "lines": strategies_of(request.about, today=request.today)}
    return advocacy_page(request, "advocacy/strategies.html", context)


@page(GROUP + "strategy/", SEE_STRATEGY)
def strategy(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The group's strategy on one page."""
    context = {
        "page_name": _("Strategy"),
        "plan": strategy_of(request.about, today=request.today),
        "kinds": KINDS,
        "practice": suggested_practice(theme="small", today=request.today),
    }
    return coalition_page(request, "advocacy/strategy.html", context)


@page(GROUP + "strategy/strategy.<slug:kind>", SEE_STRATEGY)
def strategy_file(request: Request[Group], coalition: str, group: int, kind: str) -> HttpResponse:
    """The page as Word or PDF. Its name says nothing of the group."""
    if kind not in KINDS:
        raise Http404
    document = strategy_document(strategy_of(request.about, today=request.today))
    try:
        if kind == "docx":
            return attachment("strategy.docx", word.write_word(document), word.CONTENT_TYPE)
        return attachment("strategy.pdf", word.write_pdf(document), PDF)
    except CannotPrint as reason:
        return render(request, "recommendations/not_printed.html", {"reason": str(reason)}, status=503)


@page(GROUP + "strategy/write/", WRITE_STRATEGY, methods="GET POST")
def strategy_write(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Write goal and targets."""
    kept = Strategy.objects.filter(group=request.about).first() or Strategy(group=request.about)
    initial = {name: getattr(kept, name) for name in StrategyForm.base_fields}
    form = StrategyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        write_strategy(by=request.actor, group=request.about, **form.cleaned_data)
        return _saved(request)
    context = {"page_name": _("Goal and targets"), "form": form}
    return coalition_page(request, "advocacy/strategy_entry.html", context)


@page(GROUP + "strategy/<slug:what>/add/", WRITE_STRATEGY, methods="GET POST")
def strategy_add(request: Request[Group], coalition: str, group: int, what: str) -> HttpResponse:
    """A further activity or risk."""
    model, _form_of, title = _entry(what)
    form = _form(request, what)
    if request.method == "POST" and form.is_valid():
        return _save(request, model(), form)
    return _entry_page(request, form, title)


@page(GROUP + "strategy/<slug:what>/<int:row>/", WRITE_STRATEGY, methods="GET POST")
def strategy_change(request: Request[Group], coalition: str, group: int, what: str, row: int) -> HttpResponse:
    """Change an activity or a risk, or take it out: the button says which."""
    model, form_of, title = _entry(what)
    entry = _kept_entry(request, model, row)
    if request.POST.get("do") == "drop":
        if isinstance(entry, StrategyActivity):
            drop_activity(by=request.actor, group=request.about, activity=entry)
        else:
            drop_risk(by=request.actor, group=request.about, risk=entry)
        messages.success(request, _("Removed."))
        return _back(request)
    form = _form(request, what, initial={name: getattr(entry, name) for name in form_of.base_fields})
    if request.method == "POST" and form.is_valid():
        return _save(request, entry, form)
    return _entry_page(request, form, title, entry=entry)


@page(GROUP + "strategy/activities/<int:row>/done/", WRITE_STRATEGY, methods="POST")
def strategy_tick(request: Request[Group], coalition: str, group: int, row: int) -> HttpResponse:
    """An activity is done, or not after all."""
    activity, done = _kept_entry(request, StrategyActivity, row), request.POST.get("done") == "yes"
    finish_activity(by=request.actor, group=request.about, activity=activity, done=done, today=request.today)
    messages.success(request, _("Done.") if done else _("Taken back: this is to be done."))
    return _back(request)


def _entry(what: str) -> Any:
    if what not in _ENTRIES:
        raise Http404
    return _ENTRIES[what]


def _kept_entry(request: Request[Group], model: Any, row: int) -> Any:
    entry = model.objects.filter(group=request.about, pk=row).first()
    if entry is None:
        raise Http404
    entry.group = request.about
    return entry


def _form(request: Request[Group], what: str, **values: Any) -> forms.Form:
    form_of: Any = _ENTRIES[what][1]
    if what == "activities":
        values["group"] = request.about
    form: forms.Form = form_of(request.POST or None, **values)
    return form


def _save(request: Request[Group], entry: Any, form: forms.Form) -> HttpResponse:
    for name, value in form.cleaned_data.items():
        setattr(entry, name, value)
    if isinstance(entry, StrategyActivity):
        save_activity(by=request.actor, group=request.about, activity=entry)
    else:
        save_risk(by=request.actor, group=request.about, risk=entry)
    return _saved(request)


def _entry_page(request: Request[Group], form: forms.Form, title: object, *, entry: Any = None) -> HttpResponse:
    context = {"page_name": str(title), "form": form, "entry": entry}
    return coalition_page(request, "advocacy/strategy_entry.html", context)


def _saved(request: Request[Group]) -> HttpResponse:
    messages.success(request, _("Saved."))
    return _back(request)


def _back(request: Request[Group]) -> HttpResponse:
    return redirect("advocacy:strategy", request.about.coalition.key, request.about.pk)
