"""The private note on a State, for our own people before a meeting: to read, to take along, to
write.
"""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openupr.accounts.pages import page
from openupr.coalitions.addresses import COALITION
from openupr.coalitions.frame import Request
from openupr.coalitions.models import Coalition
from openupr.documents import word
from openupr.documents.printing import CannotPrint
from openupr.upr.states import CODES
from openupr.web.downloads import PDF, attachment
from openupr.web.page_versions import VersionedForm

from .actions import LOG_MEETINGS, SEE_CONTACTS
from .contacts_pages import open_book_of
from .frame import advocacy_page
from .private_notes import PrivateNote, private_note, write_note


class PrivateNoteForm(VersionedForm):
    """What our own people read before they meet a State."""

    not_to_say = forms.CharField(
        label=gettext_lazy("What not to say"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    listen_for = forms.CharField(
        label=gettext_lazy("What to listen for"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


KINDS = ("docx", "pdf")


@page(COALITION + "advocacy/notes/<slug:iso3>/", SEE_CONTACTS)
def note(request: Request[Coalition], coalition: str, iso3: str) -> HttpResponse:
    """The note as it is printed."""
    state_note = _note(request, iso3)
    context = {
        "page_name": _("Private note: %(state)s") % {"state": state_note.state.name},
        "note": state_note,
        # Every word of it is escaped by the writer of documents.
        "article": mark_safe(word.html_article(replace(state_note.document(), title=""))),  # noqa: S308
        "files": [(kind.upper(), reverse("advocacy:note-file", args=[coalition, iso3, kind])) for kind in KINDS],
    }
    return advocacy_page(request, "advocacy/note.html", context)


@page(COALITION + "advocacy/notes/<slug:iso3>.<slug:kind>", SEE_CONTACTS)
def note_file(request: Request[Coalition], coalition: str, iso3: str, kind: str) -> HttpResponse:
    """The note as Word or PDF, to print.

    It holds nothing of the sheet, and the sheet nothing of it.
    """
    if kind not in KINDS:
        raise Http404
    document, name = _note(request, iso3).document(), f"note-{iso3}.{kind}"
    if kind == "docx":
        return attachment(name, word.write_word(document), word.CONTENT_TYPE)
    try:
        return attachment(name, word.write_pdf(document), PDF)
    except CannotPrint as reason:
        return render(request, "recommendations/not_printed.html", {"reason": str(reason)}, status=503)


@page(COALITION + "advocacy/notes/<slug:iso3>/write/", LOG_MEETINGS, methods="GET POST")
def note_write(request: Request[Coalition], coalition: str, iso3: str) -> HttpResponse:
    """Write what not to say, and what to listen for."""
    book, state_note = open_book_of(request), _note(request, iso3)
    written = state_note.written
    initial = {"not_to_say": written.not_to_say, "listen_for": written.listen_for} if written else {}
    form = PrivateNoteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        write_note(by=request.actor, coalition=request.about, book=book, iso3=iso3, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("advocacy:note", coalition, iso3)
    context = {"page_name": _("Write the private note"), "form": form, "note": state_note}
    return advocacy_page(request, "advocacy/note_write.html", context)


def _note(request: Request[Coalition], iso3: str) -> PrivateNote:
    if iso3 not in CODES or iso3 == request.about.review.iso3:
        raise Http404
    return private_note(open_book_of(request), iso3)
