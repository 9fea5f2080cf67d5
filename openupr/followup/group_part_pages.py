"""The pages on which a group's part goes out and comes back."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from openupr.accounts.pages import page
from openupr.coalitions.addresses import GROUP
from openupr.coalitions.frame import Request, coalition_page
from openupr.coalitions.models import Group
from openupr.conformance.check import IntoMemory
from openupr.web.downloads import FILE_TYPES, attachment
from openupr.web.parts import Tab

from .actions import SEE_FOLLOW_UP, TAKE_PART
from .filled_elsewhere_pages import Decided, FileBack, PartBackForm, take, upload
from .group_lines import follow_ups_of
from .group_part import TakenRow, part_as_word, part_as_workbook, part_compared, read_part, take_part_back
from .models import Level

_WRITERS = {"docx": part_as_word, "xlsx": part_as_workbook}


@page(GROUP + "done-since/part.<slug:kind>", SEE_FOLLOW_UP)
def part_file(request: Request[Group], coalition: str, group: int, kind: str) -> HttpResponse:
    """The part as a file to be filled in elsewhere."""
    if kind not in _WRITERS:
        raise Http404
    name = f"part-{slugify(request.about.name) or request.about.pk}.{kind}"
    return attachment(name, _WRITERS[kind](request.about), FILE_TYPES[kind])


@page(GROUP + "done-since/part/", TAKE_PART, methods="GET POST")
@csrf_exempt  # only until the way in is set: `_part` checks, and in doing so reads the request
@never_cache
def part(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Download the file, bring it back; the answer shows its content, as nothing is stored yet."""
    way_in = IntoMemory(request, cut=getattr(request, "scope", {}).get("openupr.cut", ""))
    if request.method == "POST":
        request.upload_handlers = [way_in]
    return _part(request, way_in)


@csrf_protect
def _part(request: Request[Group], way_in: IntoMemory) -> HttpResponse:
    if request.method != "POST":
        return _ask(request, PartBackForm())
    form = PartBackForm(request.POST, request.FILES, trouble=way_in.trouble)
    return upload(request, _file_back(request), form, way_in, _ask)


def _ask(request: Request[Group], form: PartBackForm, *, status: int = 200) -> HttpResponse:
    context = {"page_name": _("Fill in elsewhere"), "form": form, "number": request.about.follow_ups.count()}
    return coalition_page(request, "followup/part.html", context, status=status)


@page(GROUP + "done-since/part/take/", TAKE_PART, methods="POST")
@never_cache
def part_take(request: Request[Group], coalition: str, group: int) -> HttpResponse:
    """Take over what was shown, as it was decided."""
    return take(request, _file_back(request))


def _file_back(request: Request[Group]) -> FileBack:
    group = request.about
    at = [group.coalition.key, group.pk]
    # Before what is shown is compared: a line that changes after this is refused by its version.
    lines = {str(line.pk): line for line in follow_ups_of(group)} if request.method == "POST" else {}

    def write(decided: Sequence[Decided]) -> int:
        rows = [
            TakenRow(lines.get(key), text, level=cells[0] or Level.UNKNOWN, note=cells[1])
            for key, text, cells in decided
        ]
        number: int = take_part_back(by=request.actor, group=group, rows=rows, today=request.today)
        return number

    return FileBack(
        owner=f"group {group.pk}",
        read=lambda form: read_part(group, form.data_of_file),
        compare=lambda back: part_compared(group, back),
        take=write,
        page=reverse("followup:part", args=at),
        take_page=reverse("followup:part-take", args=at),
        after=Tab(_("To the group's list"), reverse("followup:follow-ups", args=at)),
        stays=_("What the group said of these stays."),
        gone=(
            _("No longer followed up"),
            _("These rows are left out. Follow them up again first, then bring the file back again."),
        ),
    )
