"""The device on a group's table, and the codes that let such devices in."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.pages import page
from openupr.accounts.qr_codes import qr_picture
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Group
from openupr.coalitions.rules.texts import LONGEST, AnswerTooLong
from openupr.coalitions.rules.versions import SavedMeanwhile
from openupr.proposals.rules.proposals import ProposalTooLong
from openupr.roadmaps.answers import answer_of
from openupr.roadmaps.models import Answer
from openupr.roadmaps.plenary import released_to
from openupr.roadmaps.roadmap import advice, question_text, roadmap_of
from openupr.roadmaps.rules.paper import TooManyLines
from openupr.roadmaps.rules.roadmap import Kind, NoSuchQuestion, RoadmapQuestion, roadmap_question
from openupr.roadmaps.table_drafts import FromTheTable
from openupr.web.addresses import own_address
from openupr.web.days import DayField
from openupr.web.refusing import in_words
from openupr.web.this_machine import address_to_type
from openupr.workshops.addresses import WORKSHOP
from openupr.workshops.models import Workshop

from .actions import ANSWER_AT_TABLE, OPEN_TABLE, OPEN_TABLES, SEE_TABLES, SIT_AT_TABLE
from .tables import (
    answer_for_the_table,
    answered,
    close_table,
    known_at_table,
    open_all_tables,
    open_table,
    table_room,
    tables_of,
)


class TableAnswerForm(forms.Form):
    """The text, and the day where a question names one; `version` is the one that was open."""

    text = forms.CharField(
        label=gettext_lazy("The group's answer"),
        required=False,
        max_length=LONGEST * 2,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    day = DayField(label=gettext_lazy("The day"), required=False, since=2008)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31, initial=0)

    def __init__(self, *args: Any, question: RoadmapQuestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not question.names_day:
            del self.fields["day"]

    @staticmethod
    def initial_of(answer: Answer | None) -> dict[str, Any]:
        """What the fields hold for an answer that was given."""
        return {name: getattr(answer, name) for name in ("text", "day", "version")} if answer else {"version": 0}


@page(GROUP + "table/", SIT_AT_TABLE)
def table(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """The questions with what the group has answered; for who may open the table, its code."""
    about, allowed = request.about, request.may
    roadmap = roadmap_of(about, today=request.today)
    known = known_at_table(about, today=request.today)
    context = {
        "coalition": about.coalition,
        "group": about,
        "may": allowed,
        "roadmap": roadmap,
        "known": known,
        "lines": [(line, known.part_of(line.question.kind)) for line in roadmap.lines],
        "answered": answered(roadmap, known),
        "in_own_words": {
            line.question.number
            for line in roadmap.lines
            if line.answer and line.answer.text and not (line.question.kind == Kind.RECOMMENDATIONS and known.proposals)
        },
        "from_the_room": released_to(about),
        "room": table_room(about, request.today) if "phones.open-table" in allowed else None,
        "room_address": _room_address(request),
    }
    return render(request, "phones/table/roadmap.html", context)


@page(GROUP + "table/<int:number>/", ANSWER_AT_TABLE, name="table-answer", methods="GET POST")
def answer(request: Request[Group], coalition: str, group: int, number: int) -> HttpResponse:
    """Answer one question; where somebody saved meanwhile, both texts are shown."""
    try:
        question = roadmap_question(number)
    except NoSuchQuestion as missing:
        raise Http404 from missing
    initial = TableAnswerForm.initial_of(answer_of(request.about, number))
    form = TableAnswerForm(request.POST or None, initial=initial, question=question)
    if request.method == "POST" and form.is_valid():
        try:
            done = answer_for_the_table(
                by=request.actor, group=request.about, question=number, now=request.now, **form.cleaned_data
            )
            _tell(request, done)
            return redirect(f"{reverse('phones:table', args=[coalition, group])}#question-{number}")
        except (AnswerTooLong, ProposalTooLong, TooManyLines) as refusal:
            form.add_error("text", in_words(refusal))
        except SavedMeanwhile as meanwhile:
            theirs = TableAnswerForm.initial_of(answer_of(request.about, number))
            fresh = TableAnswerForm(initial=theirs | {"text": meanwhile.yours}, question=question)
            return _question_page(request, question, fresh, meanwhile=meanwhile, status=409)
    return _question_page(request, question, form, status=422 if form.errors else 200)


def _question_page(
    request: Request[Group],
    question: RoadmapQuestion,
    form: TableAnswerForm,
    *,
    meanwhile: SavedMeanwhile | None = None,
    status: int = 200,
) -> HttpResponse:
    about = request.about
    context = {"coalition": about.coalition, "group": about, "question": question, "form": form, "meanwhile": meanwhile}
    context |= {"asked": question_text(question), "advice": advice(question)}
    known = known_at_table(about, today=request.today, each_proposal=question.from_the_record)
    context |= {"known": known, "part": known.part_of(question.kind)}
    return render(request, "phones/table/answer.html", context, status=status)


def _tell(request: Request[Group], done: FromTheTable) -> None:
    """That it is saved, and what became of the group's recommendations where it names some."""
    messages.success(request, _("Saved."))
    if count := len(done.drafted):
        new = ngettext(
            "%(n)s recommendation of the group was made from it: the plenary shows it when the group's turn comes.",
            "%(n)s recommendations of the group were made from it: the plenary shows them when the group's turn comes.",
            count,
        )
        messages.success(request, new % {"n": count})
    if done.left:
        sentence = _("Somebody has worked on these recommendations since; they stay as they are: %(numbers)s.")
        messages.warning(request, sentence % {"numbers": _numbers(done.left)})
    if done.waiting:
        sentence = _("These are somebody's drafts; the plenary shows them once they are put forward: %(numbers)s.")
        messages.warning(request, sentence % {"numbers": _numbers(done.waiting)})


def _numbers(several: tuple[int, ...]) -> str:
    return ", ".join(str(number) for number in several)


@page(GROUP + "table/open/", OPEN_TABLE, name="table-open", methods="POST")
def switch(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Give the table a code for today, or take it back: the button says which."""
    if request.POST.get("do") == "close":
        close_table(by=request.actor, group=request.about)
    else:
        open_table(by=request.actor, group=request.about, today=request.today)
    if back := own_address(request.POST.get("back", "")):
        return redirect(back)
    return redirect("phones:table", coalition, group)


@page(WORKSHOP + "tables/", SEE_TABLES)
def tables(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """The codes of all tables, to be read out or printed."""
    address = _room_address(request)
    group_tables = tables_of(request.about.coalition, request.today)
    context: dict[str, Any] = {
        "page_name": _("Tables"),
        "tables": group_tables,
        "without_code": sum(room is None for _group, room in group_tables),
        "room_address": address,
        "picture": qr_picture(_link(request, address), _("The address as a picture")) if address else "",
    }
    return coalition_page(request, "phones/table/tables.html", context)


@page(WORKSHOP + "tables/open/", OPEN_TABLES, name="tables-open", methods="POST")
def open_tables(request: Request[Workshop], coalition: str, workshop: int) -> HttpResponse:
    """Give every table that has none a code for today."""
    open_all_tables(by=request.actor, workshop=request.about, today=request.today)
    return redirect("phones:tables", coalition, workshop)


def _link(request: Request[Workshop], address: str) -> str:
    return address if "://" in address else f"{request.scheme}://{address}"


def _room_address(request: Request[Group] | Request[Workshop]) -> str:
    """What phones open: who sits at the machine itself sees another address than they do. Empty
    where they cannot.
    """
    host = address_to_type(request)
    return host + reverse("accounts:room") if host else ""
