"""What somebody chose, for their eyes alone: pictures of its pages, and the rebuilt file itself."""

from django.http import Http404, HttpResponse
from django.views.decorators.cache import never_cache

from openupr.accounts.pages import page
from openupr.web.downloads import FILE_TYPES, attachment

from ..actions.coalition import CHOOSE_FILE
from ..addresses import COALITION
from ..frame import Request
from ..models import ChosenFile, Coalition
from ..queries.chosen_file import chosen_file_of


@page(COALITION + "chosen-file/", CHOOSE_FILE)
@never_cache
def chosen_file(request: Request[Coalition], coalition: str) -> HttpResponse:
    """The rebuilt file."""
    file = _chosen(request)
    is_picture = file.kind in {"png", "jpg"}
    return attachment(str(file), bytes(file.data), FILE_TYPES[file.kind], inline=is_picture)


@page(COALITION + "chosen-file/<int:number>.png", CHOOSE_FILE)
@never_cache
def chosen_page(request: Request[Coalition], coalition: str, number: int) -> HttpResponse:
    """One of its pages."""
    page = _chosen(request).pictures.filter(number=number).first()
    if page is None:
        raise Http404
    return attachment(f"page-{number}.png", bytes(page.data), FILE_TYPES["png"], inline=True)


def _chosen(request: Request[Coalition]) -> ChosenFile:
    found = chosen_file_of(request.actor, request.about)
    if found is None:
        raise Http404
    return found
