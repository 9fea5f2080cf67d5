"""Importing without a command: choose files, watch them enter, read the report."""

import re
import uuid
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django import forms
from django.db import OperationalError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.pages import page
from openupr.upr import sources
from openupr.upr.names import UnknownName
from openupr.upr.states import CODES, STATES, State, by_iso3, find_state
from openupr.web.clock import TimedRequest
from openupr.web.downloads import File, as_csv, named
from openupr.web.languages import by_name
from openupr.web.parts import Pages
from openupr.web.this_machine import is_this_machine

from .actions import IMPORT_FILES, may_import
from .demo import demo_rows
from .document_problems import waiting_documents
from .import_jobs import (
    batch_report,
    choose_address,
    choose_files,
    choose_state,
    imported_file,
    imported_files,
    unfinished_batches,
)
from .import_reports_pages import batch, line, sources_told
from .importing import ADDENDUM, SOURCES
from .incoming_files import fetched_file
from .incoming_files_pages import ArrivedFile, IntoIncoming
from .requests_pages import whole_number
from .state_to_import_pages import import_url, state_to_import
from .suggestions import open_codes
from .tasks import import_waiting_file

_TOKEN = re.compile(r"[0-9a-f]{32}")
_LONGEST_LIST = 100_000
_RECOGNISE = "recognise"


class ChosenFilesInput(forms.FileInput):
    """Several files, or with `webkitdirectory` a folder and all that is in it."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name))


class ChosenFilesField(forms.FileField):
    """Gives a list of files, which may be empty: what is no good in it is the reader's to
    refuse.
    """

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return list(data or [])


class _ChoiceForm(forms.Form):
    # The page says what is missing in its own words; and of files and folder one is enough.
    use_required_attribute = False
    # Made with the page: the same page sent twice is one choice.
    token = forms.CharField(widget=forms.HiddenInput, required=False)
    # Only while the record is invented: the first real recommendations take its place.
    remove_demo = forms.BooleanField(
        label=gettext_lazy("Remove the demo record"),
        # The browser asks for it before it sends the files.
        widget=forms.CheckboxInput(attrs={"required": True}),
        error_messages={
            "required": gettext_lazy("Real and invented recommendations are never mixed. Tick this, or keep the demo.")
        },
    )

    def __init__(self, *args: Any, demo: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not demo:
            del self.fields["remove_demo"]

    def clean_token(self) -> str:
        token = str(self.cleaned_data["token"])
        return token if _TOKEN.fullmatch(token) else uuid.uuid4().hex


class FilesForm(_ChoiceForm):
    """Files, a folder, or both, and which source they come from.

    `trouble` is what went wrong while the files arrived; `left` are the names that were left out on
    the way.
    """

    chosen_files = ChosenFilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "PDF, Word, XLS, XLSX, CSV or JSON, several at once. OpenUPR sees which review each is of."
        ),
        widget=ChosenFilesInput(attrs={"multiple": True}),
    )
    folder = ChosenFilesField(
        label=gettext_lazy("Or a whole folder"),
        help_text=gettext_lazy("On a USB stick, for example. Only tables, JSON, PDF and Word are imported."),
        widget=ChosenFilesInput(attrs={"multiple": True, "webkitdirectory": True}),
    )
    source = forms.ChoiceField(label=gettext_lazy("Source of the files"))
    passed_over = forms.CharField(widget=forms.HiddenInput, required=False, max_length=_LONGEST_LIST)

    def __init__(self, *args: Any, trouble: str = "", left: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trouble, self.left = trouble, left
        # A request that was cut off may lack what comes after its files.
        self.fields["source"].required = not trouble
        self.fields["source"].choices = [(_RECOGNISE, _("Recognise it from each file")), *_sources()]  # type: ignore[attr-defined]

    def clean_source(self) -> str:
        source = str(self.cleaned_data["source"])
        return "" if source == _RECOGNISE else source

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.trouble:
            raise forms.ValidationError(self.trouble)
        data["chosen"] = [*data.get("chosen_files", []), *data.get("folder", [])]
        data["left"] = [*self.left, *data.get("passed_over", "").splitlines()]
        if not data["chosen"]:
            raise forms.ValidationError(_nothing(len(data["left"])))
        return data


class StateForm(_ChoiceForm):
    """A State whose recommendations are to be fetched from UPR Info's database."""

    state = forms.CharField(
        widget=forms.HiddenInput,
        max_length=100,
        error_messages={"required": gettext_lazy("Choose a State first.")},
    )

    def clean_state(self) -> str:
        try:
            return find_state(str(self.cleaned_data["state"])).iso3
        except UnknownName as unknown:
            raise forms.ValidationError(str(unknown)) from None


class AddressForm(_ChoiceForm):
    """A search of UPR Info's database, to be fetched."""

    url = forms.CharField(
        label=gettext_lazy("Address of a search"),
        help_text=gettext_lazy("It begins with https:// and has /api/search in it. At most 10,000 rows at a time."),
        max_length=2000,
        error_messages={"required": gettext_lazy("Write or paste the address first.")},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        if not url.startswith(("https://", "http://localhost", "http://127.0.0.1")):
            raise forms.ValidationError(_("The address must begin with https://."))
        return url


def _sources() -> list[tuple[str, str | Promise]]:
    labels = {ADDENDUM: _("Addendum with the State's answers")}
    return [(key, labels.get(key) or gettext_lazy(sources.source(key).label)) for key in SOURCES]


def _nothing(left: int) -> str:
    if left:
        return _("There is no XLS, XLSX, CSV or JSON file among what you chose.")
    return _("Choose at least one file, or a folder with some.")


PER_PAGE = 20
# One page has all three forms: each of its fields has a name of its own there.
_OF_ADDRESS, _OF_STATE = "address-%s", "fetch-%s"
View = Callable[..., HttpResponse | StreamingHttpResponse]


def for_importers(view: View) -> View:
    """A person who may not import gets "not found" here."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse | StreamingHttpResponse:
        if not may_import(request):
            raise Http404(_("Files are imported on the computer that OpenUPR runs on."))
        return view(request, *args, **kwargs)

    return answered


@page("import/", IMPORT_FILES, name="import", methods="GET POST")
@csrf_exempt  # only until the way in is set: `_importing` checks, and in doing so reads the request
@never_cache
@for_importers
def importing(request: TimedRequest) -> HttpResponse | StreamingHttpResponse:
    """Choose files; what the record has of a State and what to get next; what was imported
    before.
    """
    way_in = IntoIncoming(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    request.upload_handlers = [way_in]
    return _importing(request, way_in)


@csrf_protect
def _importing(request: TimedRequest, way_in: IntoIncoming) -> HttpResponse:
    posted = [request.POST, request.FILES] if request.method == "POST" else []
    fresh = {"token": uuid.uuid4().hex}
    form = FilesForm(*posted, trouble=way_in.trouble, left=way_in.left, initial=fresh, demo=demo_rows())
    if posted and form.is_valid() and _taken(form):
        return _watch(form, _state_of_address(request))
    return _page(request, files=form, status=way_in.status if way_in.trouble else 400 if posted else 200)


@page("import/address/", IMPORT_FILES, methods="POST")
@never_cache
@for_importers
def import_address(request: TimedRequest) -> HttpResponse:
    """Fetch a search of UPR Info's database: only for this machine's own user, whose network it
    reaches.
    """
    if not is_this_machine(request):
        raise Http404
    form = AddressForm(request.POST, auto_id=_OF_ADDRESS, demo=demo_rows())
    if form.is_valid() and _taken(form):
        return _watch(form, None)
    return _page(request, address=form, status=400)


@page("import/state/", IMPORT_FILES, methods="POST")
@never_cache
@for_importers
def import_state(request: TimedRequest) -> HttpResponse:
    """Fetch all that UPR Info's database holds of a State; the address is OpenUPR's own."""
    form = StateForm(request.POST, auto_id=_OF_STATE, demo=demo_rows())
    if form.is_valid() and _taken(form):
        return _watch(form, by_iso3(form.cleaned_data["state"]))
    return _page(request, fetch=form, status=400)


@page("import/fetched/<str:iso3>.jsonl", IMPORT_FILES)
@never_cache
@for_importers
def import_fetched(request: HttpRequest, iso3: str) -> File:
    """The rows of a State as they were fetched, to be taken to a computer without internet."""
    path = fetched_file(iso3) if iso3 in CODES else None
    try:
        file = path.open("rb") if path else None
    except OSError:
        file = None
    if file is None:
        raise Http404(_("Nothing of this State was fetched in the last day. Fetch it again on the import page."))
    return named(FileResponse(file, content_type="application/x-ndjson"), f"upr-info-{iso3}.jsonl")


@page("import/<slug:token>/", IMPORT_FILES)
@never_cache
@for_importers
def import_batch(request: TimedRequest, token: str) -> HttpResponse:
    """How far the chosen files are, then what became of them."""
    report = batch_report(token, now=request.now)
    if report is None:
        raise Http404(_("Nothing was chosen under this address."))
    context = batch(report, now=request.now) | {"import_url": import_url(_code_of_address(request))}
    response = render(request, "recommendations/import_batch.html", context)
    if report.is_over and request.headers.get("HX-Request") == "true":
        # The whole page changes: its heading, and the banner over a demo that has made way.
        response.headers["HX-Refresh"] = "true"
    return response


@page("import/files/<int:number>/refused.csv", IMPORT_FILES, in_english=True)
@never_cache
@for_importers
def import_refusals(request: HttpRequest, number: int) -> File:
    """The refused rows of a file, to mend them: row, value, reason."""
    file = imported_file(number)
    if file is None or not file.refusals:
        raise Http404(_("No refused rows are kept of this file."))
    rows = ((refused["row"], refused["value"], refused["reason"]) for refused in file.refusals)
    return as_csv(f"refused-rows-{file.pk}", [_("row"), _("value"), _("reason")], rows)


def _page(
    request: TimedRequest,
    *,
    status: int,
    files: FilesForm | None = None,
    address: AddressForm | None = None,
    fetch: StateForm | None = None,
) -> HttpResponse:
    page = whole_number(request, "page", default=1, least=1, most=100_000)
    fresh = {"token": uuid.uuid4().hex}
    unknown_state = " ".join(str(error) for error in fetch.errors.get("state", ())) if fetch else ""
    try:
        state = _state_of_address(request)
    except UnknownName as unknown:
        state, unknown_state, status = None, str(unknown), 400
    code = state.iso3 if state else ""
    imported, total = imported_files(offset=(page - 1) * PER_PAGE, limit=PER_PAGE, iso3=code)
    waiting = waiting_documents(now=request.now)
    here = [document for document in waiting if not code or document.iso3 in ("", code)]
    demo = demo_rows()
    of_state = {**fresh, "state": code}
    of_address = address or AddressForm(initial=fresh, auto_id=_OF_ADDRESS, demo=demo)
    context = {
        "demo": demo,
        "form": files or FilesForm(initial=fresh, demo=demo),
        "address": of_address if is_this_machine(request) else None,
        "fetch": fetch or StateForm(initial=of_state, auto_id=_OF_STATE, demo=demo),
        "states": by_name(member for member in STATES if member.un_member),
        "unknown_state": unknown_state,
        "chosen": state_to_import(state, today=request.today, waiting=here) if state else None,
        "form_url": import_url(state.iso3 if state else ""),
        "batches": unfinished_batches(),
        "imported": [line(file, now=request.now) for file in imported],
        "waiting": here,
        "waiting_elsewhere": len(waiting) - len(here),
        "pages": Pages(page, max(1, -(-total // PER_PAGE)), request.GET),
        "suggestions_wait": open_codes().exists(),
        "sources": sources_told(),
    }
    return render(request, "recommendations/import.html", context, status=status)


def _state_of_address(request: HttpRequest) -> State | None:
    """The State in the page's address; None without one.

    Raises UnknownName for what no State is called.
    """
    named_state = request.GET.get("state", "").strip()
    return find_state(named_state) if named_state else None


def _code_of_address(request: HttpRequest) -> str:
    code = request.GET.get("state", "")
    return code if code in CODES else ""


def _watch(form: FilesForm | AddressForm | StateForm, state: State | None) -> HttpResponse:
    """To the page that shows how far it is, from which the way leads back to the State."""
    address = reverse("recommendations:import-batch", args=[form.cleaned_data["token"]])
    return redirect(address + (f"?state={state.iso3}" if state else ""))


def _taken(form: FilesForm | AddressForm | StateForm) -> bool:
    """Queue what was chosen; False, with the reason in the form, where the record is busy."""
    choice = form.cleaned_data
    try:
        if isinstance(form, StateForm):
            choose_state(token=choice["token"], iso3=choice["state"], queue=import_waiting_file.enqueue)
        elif isinstance(form, AddressForm):
            choose_address(token=choice["token"], url=choice["url"], queue=import_waiting_file.enqueue)
        else:
            _claim(choice["chosen"], token=choice["token"], source=choice["source"], left=choice["left"])
    except OperationalError:
        form.add_error(None, _("The record is busy with another import. Nothing was changed: try again in a minute."))
        return False
    return True


def _claim(chosen: list[ArrivedFile], *, token: str, source: str, left: list[str]) -> None:
    files = [file.arrived() for file in chosen]
    if choose_files(token=token, files=files, source=source, passed_over=left, queue=import_waiting_file.enqueue):
        for file in chosen:
            file.claimed = True
