"""What the pages of a submission share: tabs, paragraphs as they are read, the way back."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openupr.accounts.actions import is_paired
from openupr.coalitions.frame import Around, Request, with_current
from openupr.documents import word
from openupr.documents.light_markup import markup_blocks
from openupr.web.parts import Tab

from .lodging import written_since_lodging
from .models import Claim, Paragraph, Section, Submission, Suggestion
from .section_tasks import marked_in

_TABS = (
    (gettext_lazy("Draft"), "submissions:submission"),
    (gettext_lazy("Share the work"), "submissions:tasks"),
    (gettext_lazy("Annexes"), "submissions:annexes"),
    (gettext_lazy("Circulated drafts"), "submissions:rounds"),
    (gettext_lazy("Validation meeting"), "submissions:validation"),
    (gettext_lazy("Check"), "submissions:check"),
    (gettext_lazy("Signing on"), "submissions:signing"),
    (gettext_lazy("Editions"), "submissions:editions"),
)


def around_submission(request: Request[Any]) -> Around | None:
    """For pages of a submission and its sections: `submission`, `section`, whether it is `locked`.

    `may_now` is empty where the submission or section is locked.
    """
    about = request.about
    section = about if isinstance(about, Section) else None
    submission = section.submission if section else about
    if not isinstance(submission, Submission):
        return None
    parts = [submission.coalition.key, submission.pk]
    paired = is_paired(request.actor)
    tabs = [] if paired else [Tab(label, reverse(name, args=parts)) for label, name in _TABS]
    if tabs and submission.is_locked:  # a draft no more
        tabs[0] = Tab(gettext_lazy("Text"), tabs[0].url)
        tabs.append(Tab(gettext_lazy("What OHCHR took up"), reverse("submissions:ohchr-summary", args=parts)))
    # The validation of one section has an address below the section's.
    of_validation = reverse("submissions:validation", args=parts)
    locked = section.is_locked if section else submission.is_locked
    context = {
        "submission": submission,
        "section": section,
        "own_pages": with_current(tabs, of_validation if "/validation/" in request.path else request.path),
        "lodged_edition": written_since_lodging(submission),
        "locked": locked,
        "may_now": frozenset() if locked else request.may,
    }
    above = (
        Tab(gettext_lazy("Submissions"), reverse("submissions:submissions", args=parts[:1])),
        Tab(submission.shown_title, reverse("submissions:submission", args=parts)),
    )
    return Around(() if paired else above, context)


_MOST_NAMED, _LONGEST = 5, 60
_EVERYWHERE = frozenset({"tour", "back", "read-in"})


def passed_over(request: HttpRequest, takes: Mapping[str, Collection[str]]) -> list[str]:
    """A sentence for each parameter or value in the address that the page does not know.

    `takes`: the known values by their parameter. An empty value is ignored.
    """
    sentences = []
    for name, value in request.GET.items():
        if name in _EVERYWHERE or (name in takes and (not value or value in takes[name])):
            continue
        parameter = f"{name}={value}"
        parameter = parameter if len(parameter) <= _LONGEST else f"{parameter[:_LONGEST]}…"
        sentences.append(_("“%(name)s” in this address is not known and was ignored.") % {"name": parameter})
    return sentences[:_MOST_NAMED]


View = Callable[..., HttpResponse]


def asked_or_posted(view: View) -> View:
    """For a form that the section's page opens when its link is followed.

    On a locked section the link leads back to the section.
    """
    led_back = posted_or_back(view)

    @wraps(view)
    def led(request: Request[Section], *args: Any, **parts: Any) -> HttpResponse:
        is_asked = request.method in {"GET", "HEAD"} and not request.about.is_locked
        return view(request, *args, **parts) if is_asked else led_back(request, *args, **parts)

    return led


def posted_or_back(view: View) -> View:
    """For addresses that only take forms: a GET leads to the section, at the paragraph in
    question.
    """

    @wraps(view)
    def led(request: Request[Section], *args: Any, **parts: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, *args, **parts)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        about, anchor = request.about, _anchor(request, parts)
        address = reverse("submissions:section", args=[about.coalition.key, about.submission_id, about.pk])
        return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address, status=303)

    return led


def _anchor(request: Request[Section], parts: dict[str, Any]) -> str:
    key: int | None = parts.get("paragraph")
    for name, model in (("claim", Claim), ("suggestion", Suggestion)):
        if name in parts:
            rows = model.objects.filter(paragraph__section=request.about, pk=parts[name])
            key = rows.values_list("paragraph", flat=True).first()
    there = Paragraph.objects.filter(section=request.about, pk=key or 0).values_list("anchor", flat=True)
    return there.first() or ""


Cite = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Drawn:
    """HTML, and the notes that it refers to, in their order; the first has the number
    `first_note`.
    """

    html: SafeString
    notes: list[str]
    first_note: int = 1


def drawn(text: str, *, cite: Cite, language: str, first: int | None = None, first_note: int = 1) -> Drawn:
    """A paragraph's markup as HTML, with its notes apart.

    `first`, `first_note`: its number in the Word file and that of its first note. Further ones in
    the text count on.
    """
    notes = _NotesOfText(first_note)
    blocks = tuple(_without_notes(block, notes) for block in markup_blocks(text, cite=cite, numbered=first is not None))
    html = word.html_article(word.Document("", blocks, language=language), first=first or 1)
    # The writer of HTML escapes what was typed, and makes the tags itself.
    return Drawn(SafeString(html), notes.texts, first_note)


class _NotesOfText:
    """The notes met so far, and the number of the first."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.texts: list[str] = []

    def mark(self, text: str) -> str:
        """The mark in the text for a further note."""
        self.texts.append(text)
        return f" [{self.first + len(self.texts) - 1}]"


def _without_notes(block: word.Block, notes: _NotesOfText) -> word.Block:
    match block:
        case word.Paragraph() | word.Heading():
            return replace(block, runs=_runs(block.runs, notes))
        case word.Listing():
            return replace(block, items=tuple(replace(item, runs=_runs(item.runs, notes)) for item in block.items))
        case word.DocumentTable():
            rows = tuple(tuple(_runs(cell, notes) for cell in row) for row in block.rows)
            return replace(block, header=tuple(_runs(cell, notes) for cell in block.header), rows=rows)
    return block


def _runs(runs: word.Inlines, notes: _NotesOfText) -> word.Inlines:
    marked: list[word.Inline] = []
    for run in runs:
        if isinstance(run, word.Note):
            marked.append(word.Run(notes.mark("".join(inner.text for inner in run.runs))))
        else:
            marked.append(run)
    return tuple(marked)


@contextmanager
def telling_marks(request: Request[Section]) -> Iterator[None]:
    """Around a change of a section's text: afterwards show which of its marks were removed."""
    before = marked_in(request.about)
    yield
    after = marked_in(request.about) if before else []
    gone = [mark for mark in before if mark not in after]
    if gone:
        sentence = ngettext(
            "The text has changed. No longer marked: %(what)s. It can be marked again.",
            "The text has changed. No longer marked: %(what)s. They can be marked again.",
            len(gone),
        )
        messages.warning(request, sentence % {"what": "; ".join(gone)})
