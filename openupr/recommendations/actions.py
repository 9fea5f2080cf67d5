"""Who may do what with the record: everybody reads it; this machine's own user and the operator
import.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from openupr.accounts.accounts import is_operator, owner_of_session
from openupr.accounts.actions import EVERYBODY, SERVER_CIRCLE, Action, Table
from openupr.web.this_machine import comes_from_here, is_this_machine


def may_import(request: HttpRequest) -> bool:
    """Whether this request may import files: it comes from this machine, or from the operator over
    https.
    """
    if settings.OPENUPR_IMPORT_FROM_ANYWHERE or is_this_machine(request):
        return True
    # Without a session's cookie the person is not looked up.
    known = settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "user")
    return known and request.is_secure() and is_operator(request.user)


def may_send_files(scope: Mapping[str, Any]) -> bool:
    """The same before Django has read the request: whether this ASGI scope is one that may bring
    files.

    Asks the database where a session's cookie comes along.
    """
    if scope["path"] != reverse("recommendations:import"):
        return False
    address = (scope.get("client") or ("",))[0]
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    if settings.OPENUPR_IMPORT_FROM_ANYWHERE or comes_from_here(address, headers):
        return True
    session = parse_cookie(headers.get("cookie", "")).get(settings.SESSION_COOKIE_NAME)
    return session is not None and is_operator(owner_of_session(session))


READ_THE_RECORD = Action(
    "recommendations.read",
    _("Search the record, take it apart, find gaps, States to ask and similar recommendations"),
    EVERYBODY,
    changes=False,
)
IMPORT_FILES = Action(
    "recommendations.import",
    _("Import files into the record: on the machine that OpenUPR runs on, and the operator from anywhere"),
    EVERYBODY,
)
DECIDE_SUGGESTIONS = Action(
    "recommendations.decide_suggestions",
    _("Confirm or reject suggested issues and action categories: who may import"),
    EVERYBODY,
)

TABLE = Table(
    "recommendations",
    _("The record"),
    actions=(READ_THE_RECORD, IMPORT_FILES, DECIDE_SUGGESTIONS),
    circle=lambda about: SERVER_CIRCLE,
)
