"""The pages on which a circulated draft goes out as Word, comes back and is compared."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.models import Person
from openupr.accounts.pages import page
from openupr.coalitions.frame import Request, coalition_page, refusals_in
from openupr.coalitions.rules.refusals import Refused
from openupr.conformance.check import IntoMemory
from openupr.documents import word
from openupr.documents.light_markup import Cite, plain_words
from openupr.files.refusal import RefusedFile
from openupr.files.word.with_changes import read_returned_apart
from openupr.returning.outcomes import Compared, HeadingSaid, ParagraphOutcome, Unsure
from openupr.returning.sent_draft import Sent
from openupr.returning.units import MOST_UNITS, Returned, returned_of
from openupr.web.downloads import attachment
from openupr.web.file_forms import WordFileForm
from openupr.web.parts import Badge

from .actions import BRING_BACK, CIRCULATE, TAKE_FILE
from .addresses import SUBMISSION
from .models import Circulation, Submission
from .returned_files import (
    Choices,
    bring_back,
    check_is_of,
    compared_with,
    elsewhere,
    for_comments,
    members_named,
    take_back,
    taken_back,
)
from .rules.reading import ReadPiece, read_changes
from .rules.refusals import TakenBackAlready, TooMuchReturned

_NEW = "new"
_LONGEST_TEXT = 160


class ReturnedFileForm(WordFileForm):
    """The Word file and its sender; where it `is_own`, the sender is known."""

    sender = forms.CharField(
        label=gettext_lazy("From whom it is"),
        help_text=gettext_lazy("Needed: the file does not always say who made the changes. Only members see it."),
        max_length=60,
        error_messages={"required": gettext_lazy("Say from whom it is.")},
    )

    def __init__(self, *args: Any, is_own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            del self.fields["sender"]
        self.fields["document"].label = gettext_lazy("Changed Word file")
        self.fields["document"].help_text = gettext_lazy(
            "A .docx of at most 10 MB. It is read in memory; the file itself is not kept."
        )


class TakeReturnedFileForm(forms.Form):
    """Where unsure paragraphs belong, and which members the names in the file mean.

    `plan` is what was read of the file, signed.
    """

    use_required_attribute = False
    plan = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, unsure: tuple[Unsure, ...], members: dict[str, Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unsure, self._members = unsure, list(members.items())
        for question in unsure:
            self.fields[f"place_{question.unit}"] = forms.ChoiceField(
                label=gettext_lazy("“%(text)s”") % {"text": _short(question.text)},
                choices=[
                    *(
                        (str(number), gettext_lazy("It is: “%(text)s”") % {"text": _short(text)})
                        for number, text in question.candidates
                    ),
                    (_NEW, gettext_lazy("It is a new paragraph")),
                ],
                widget=forms.RadioSelect(attrs={"class": "one-of"}),
                error_messages={"required": gettext_lazy("Say which it is.")},
            )
        for at, (name, person) in enumerate(self._members):
            self.fields[f"member_{at}"] = forms.BooleanField(
                label=gettext_lazy("“%(name)s” in the file is %(person)s of this coalition")
                % {"name": name, "person": person},
                required=False,
            )

    def choices(self, sender: str) -> Choices:
        """The decisions of a valid form."""
        placed = {question.unit: self.cleaned_data[f"place_{question.unit}"] for question in self._unsure}
        return Choices(
            sender=sender,
            placed={unit: None if to == _NEW else int(to) for unit, to in placed.items()},
            people={
                name: person for at, (name, person) in enumerate(self._members) if self.cleaned_data[f"member_{at}"]
            },
        )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TEXT else line[:_LONGEST_TEXT].rsplit(" ", 1)[0] + "…"


_KINDS = {
    "changed": gettext_lazy("changed"),
    "split": gettext_lazy("split"),
    "joined": gettext_lazy("joined"),
    "added": gettext_lazy("added"),
    "removed": gettext_lazy("removed"),
}
_FIGURES = {
    "unchanged": gettext_lazy("Unchanged"),
    **_KINDS,
    "moved": gettext_lazy("moved"),
    "sources": gettext_lazy("other sources"),
    "unsure": gettext_lazy("to be decided"),
}
_LONGEST_BEGINNING = 80


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A paragraph with changes in the file: heading, kind of change, authors, and the
    difference.
    """

    heading: str
    badges: tuple[Badge, ...]
    names: tuple[str, ...]
    where: str
    changes: list[ReadPiece]
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures, lines in the order of the draft, comments as (name, quoted, words), headings as
    sentences.
    """

    figures: tuple[tuple[str, str], ...]
    lines: list[ReturnedLine]
    comments: list[tuple[str, str, str]]
    headings: list[str]
    left_out: int


def comparison(sent: Sent, compared: Compared, returned: Returned) -> Comparison:
    """What the file changes; the questions are in the form."""
    counts = compared.counts()
    figures = [(str(label).capitalize(), str(counts[kind])) for kind, label in _FIGURES.items() if counts[kind]]
    if returned.comments:
        figures.append((_("Comments"), str(len(returned.comments))))
    order = sorted(
        (outcome for outcome in compared.outcomes if outcome.says_something),
        key=lambda outcome: (
            -1 if outcome.owner is None else outcome.owner,
            outcome.kind == "added" and not outcome.first,
        ),
    )
    return Comparison(
        figures=tuple(figures),
        lines=[_line(sent, outcome) for outcome in order],
        comments=[(comment.name, comment.quoted, comment.text) for comment in returned.comments],
        headings=[_heading(heading) for heading in compared.headings],
        left_out=returned.left_out,
    )


def _line(sent: Sent, outcome: ParagraphOutcome) -> ReturnedLine:
    badges = [Badge(str(_KINDS[outcome.kind]))] if outcome.kind in _KINDS else []
    where = ""
    if outcome.moved_after is not None:
        badges.append(Badge(_("moved")))
        where = _moved(sent, outcome, outcome.moved_after)
    elif outcome.kind == "added":
        where = _place_of_added(sent, outcome)
    elif outcome.joined_to is not None:
        where = _("Joined to “%(text)s”") % {"text": _begun(sent.paragraphs[outcome.joined_to].text, sent.cite.get)}
    if outcome.sources_gone or outcome.sources_changed:
        badges.append(Badge(_("other sources")))
    notes = [_("Its source “%(source)s” is gone.") % {"source": source} for source in outcome.sources_gone]
    reads = _("Its source “%(source)s” reads “%(reads)s”.")
    notes += [reads % {"source": source, "reads": now} for source, now in outcome.sources_changed]
    text = outcome.base if outcome.kind == "unchanged" else outcome.text
    changes = read_changes(outcome.base, text, sent.cite.get)
    heading = outcome.under or sent.paragraphs[outcome.owner or 0].heading
    return ReturnedLine(heading, tuple(badges), outcome.names, where, changes, notes)


def _place_of_added(sent: Sent, outcome: ParagraphOutcome) -> str:
    if outcome.owner is None:
        return _("Before all others")
    if outcome.first:
        return _("Before all others of this section")
    return _("Below this heading") if outcome.under else _after(sent, outcome.owner)


def _moved(sent: Sent, outcome: ParagraphOutcome, after: int) -> str:
    if outcome.moved_to == "":
        return _("It is above all headings now")
    if outcome.moved_to is None:
        return _after(sent, after) if after >= 0 else _("It is first in its section now")
    if after < 0:
        return _("It is first in the section “%(heading)s” now") % {"heading": outcome.moved_to}
    sentence = _("It is in the section “%(heading)s” now, after “%(text)s”")
    return sentence % {"heading": outcome.moved_to, "text": _begun(sent.paragraphs[after].text, sent.cite.get)}


def _after(sent: Sent, owner: int) -> str:
    return _("After “%(text)s”") % {"text": _begun(sent.paragraphs[owner].text, sent.cite.get)}


def _heading(heading: HeadingSaid) -> str:
    if heading.moved_after:
        sentence = _("The section “%(before)s” follows the section “%(follows)s” now.")
    elif heading.moved_after is not None:
        sentence = _("The section “%(before)s” comes before all others now.")
    elif not heading.before:
        sentence = _("A new heading: “%(after)s”.")
    elif not heading.after:
        sentence = _("The heading “%(before)s” is gone.")
    else:
        sentence = _("The heading “%(before)s” reads “%(after)s”.")
    return sentence % {"before": heading.before, "after": heading.after, "follows": heading.moved_after}


def _begun(text: str, cite: Cite) -> str:
    line = " ".join(plain_words(text, cite=cite).split())
    return line if len(line) <= _LONGEST_BEGINNING else line[:_LONGEST_BEGINNING].rsplit(" ", 1)[0] + "…"


_SALT = "submissions.returned"
_HOURS = 24
_LONGEST_PLAN = 2_000_000  # characters; what a form may bring is limited


@page(SUBMISSION + "rounds/<int:number>/word/", TAKE_FILE)
def comments_file(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """The circulated draft as a Word file for comments."""
    circulation = _round(request, number)
    state = slugify(request.about.coalition.state.name)
    name = f"draft-{number}-{state}-{submission}-for-comments.docx"
    data = word.write_word(for_comments(circulation))
    return attachment(name, data, word.CONTENT_TYPE)


@page(SUBMISSION + "rounds/<int:number>/returned/", BRING_BACK, methods="GET POST")
@csrf_exempt  # only until the way in is set: `_returned` checks, and in doing so reads the request
@never_cache
def returned(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """The form; its answer shows what was recognised in the file, as nothing is stored yet."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    request.upload_handlers = [way_in]
    return _returned(request, _round(request, number), way_in)


@csrf_protect
def _returned(request: Request[Submission], circulation: Circulation, way_in: IntoMemory) -> HttpResponse:
    if request.method != "POST" and circulation.submission.is_locked:
        return redirect("submissions:rounds", circulation.coalition.key, circulation.submission_id)
    if request.method != "POST":
        return _ask(request, circulation, ReturnedFileForm(is_own=_is_own(request)), status=200)
    posted = request.POST, request.FILES
    form = ReturnedFileForm(*posted, trouble=way_in.trouble, is_own=_is_own(request))
    if form.is_valid():
        try:
            plan = _plan(request, form, circulation)
            return _preview(request, circulation, plan, None, status=200)
        except (RefusedFile, Refused) as refusal:
            form.add_error("document", str(refusal))
    return _ask(request, circulation, form, status=way_in.status if way_in.trouble else 422)


@page(SUBMISSION + "rounds/<int:number>/returned/take/", BRING_BACK, methods="POST", in_english=True)
@never_cache
def returned_take(request: Request[Submission], coalition: str, submission: int, number: int) -> HttpResponse:
    """Add the suggestions and comments of the preview, as the reader decided."""
    circulation = _round(request, number)
    try:
        plan = signing.loads(request.POST.get("plan", ""), salt=_SALT, max_age=_HOURS * 3600)
    except signing.BadSignature:
        plan = {}
    if plan.get("round") != circulation.pk:
        messages.error(
            request, _("What was read of the file is no longer at hand. Choose it again; nothing was added.")
        )
        return redirect("submissions:returned", coalition, submission, number)
    back = Returned.from_data(plan["returned"])
    draft, compared = compared_with(circulation, back)
    form = TakeReturnedFileForm(request.POST, unsure=compared.unsure, members=_members(request, circulation, back))
    if form.is_valid():
        choices = form.choices(plan["sender"])
        file = {"circulation": circulation, "returned": back, "sha256": plan["sha256"], "now": request.now}
        with refusals_in(form):
            if _is_own(request):
                copy = bring_back(by=request.actor, placed=choices.placed, **file)
            else:
                copy = take_back(by=request.actor, choices=choices, **file)
            messages.success(request, _sentence_added(copy.counts))
            return redirect("submissions:rounds", coalition, submission)
    return _preview(request, circulation, plan, form, status=422, known=(draft, compared, back))


def _sentence_added(counts: Mapping[str, int]) -> str:
    n, m = counts["suggestions"], counts["comments"]
    suggestions = ngettext("%(n)s suggestion", "%(n)s suggestions", n) % {"n": n}
    comments = ngettext("%(n)s comment", "%(n)s comments", m) % {"n": m}
    sentence = _("Added from the file: %(suggestions)s, %(comments)s.")
    return sentence % {"suggestions": suggestions, "comments": comments}


def _is_own(request: Request[Submission]) -> bool:
    """Whether the reader brings only their own file; coordinators also bring those of others."""
    return not CIRCULATE.open_to(request.roles)


def _members(request: Request[Submission], circulation: Circulation, back: Returned) -> dict[str, Person]:
    """Members whom names in the file may mean, for coordinators to confirm."""
    return {} if _is_own(request) else members_named(circulation, back.names)


def _plan(request: Request[Submission], form: ReturnedFileForm, circulation: Circulation) -> dict[str, Any]:
    """What the preview hands on to the decision.

    Raises RefusedFile, TakenBackAlready, TooMuchReturned.
    """
    data = form.data_of_file
    sha256 = hashlib.sha256(data).hexdigest()
    if taken_back(circulation, sha256):
        raise TakenBackAlready
    back = returned_of(read_returned_apart(data))
    if len(back.units) > MOST_UNITS:
        raise TooMuchReturned
    return {
        "round": circulation.pk, "sha256": sha256, "returned": back.as_data(),
        "sender": str(request.actor) if _is_own(request) else form.cleaned_data["sender"],
    }  # fmt: skip


def _preview(
    request: Request[Submission],
    circulation: Circulation,
    plan: dict[str, Any],
    form: TakeReturnedFileForm | None,
    *,
    status: int,
    known: tuple[Sent, Compared, Returned] | None = None,
) -> HttpResponse:
    """What was recognised, and the questions. Raises NotThatDraft, TooMuchReturned."""
    back = known[2] if known else Returned.from_data(plan["returned"])
    draft, compared = known[:2] if known else compared_with(circulation, back)
    check_is_of(compared)
    if form is None:
        signed = signing.dumps(plan, salt=_SALT, compress=True)
        if len(signed) > _LONGEST_PLAN:
            raise TooMuchReturned
        members = _members(request, circulation, back)
        form = TakeReturnedFileForm(initial={"plan": signed}, unsure=compared.unsure, members=members)
    context = {
        "page_name": _("What came back of edition %(number)s") % {"number": circulation.edition.number},
        "round": circulation,
        "form": form,
        "sender": plan["sender"],
        "is_own": _is_own(request),
        "shown": comparison(draft, compared, back),
        "elsewhere": elsewhere(circulation, back, plan["sha256"]),
    }
    return coalition_page(request, "submissions/returning_preview.html", context, status=status)


def _ask(
    request: Request[Submission], circulation: Circulation, form: ReturnedFileForm, *, status: int
) -> HttpResponse:
    context = {
        "page_name": _("Upload changed edition %(number)s") % {"number": circulation.edition.number},
        "round": circulation,
        "form": form,
        "copies": list(circulation.returned_copies.select_related("brought_by")),
    }
    return coalition_page(request, "submissions/returning.html", context, status=status)


def _round(request: Request[Submission], number: int) -> Circulation:
    circulation = request.about.circulations.select_related("edition").filter(number=number).first()
    if circulation is None:
        raise Http404
    circulation.submission = request.about
    return circulation
