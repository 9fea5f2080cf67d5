"""Sessions that end after half an hour of silence, without a write to the database for every page.

The end is counted from the last time the session was saved, and it is saved again when that is a minute ago: so a
session ends 29 to 30 minutes after the last page.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

SAVED_EVERY = timedelta(minutes=1)


class SessionStore(db.SessionStore):
    """In the database, and knowing when it was saved last."""

    saved: datetime | None = None

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()  # type: ignore[misc]  # the stubs do not know it
        if row is not None:
            self.saved = row.expire_date - timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return row


class SessionsSavedAtTimes(SessionMiddleware):
    """Django's own middleware; a session that was looked at is saved when the last time is a minute ago."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        session = request.session
        saved = getattr(session, "saved", None)
        now: datetime = request.now  # type: ignore[attr-defined]  # openupr.web.clock has set it
        if session.accessed and not session.is_empty() and saved and now - saved > SAVED_EVERY:
            session.modified = True
        return super().process_response(request, response)
