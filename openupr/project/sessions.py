"""Sessions that end after half an hour of silence, without a write to the database for every page.

The end is counted from the last time the session was saved, and it is saved again when that is a
minute ago: so a session ends 29 to 30 minutes after the last page.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from openupr.web.clock import now_in
from openupr.web.waiting import waiting_at_most

SAVED_EVERY = timedelta(minutes=1)
LONGEST_WAIT = 100  # milliseconds


class SessionStore(db.SessionStore):
    """In the database, and knowing when it was saved last."""

    saved: datetime | None = None

    def load(self) -> dict[str, Any]:
        row = Session.objects.filter(session_key=self.session_key, expire_date__gt=now_in()).first()
        if row is None:
            self._session_key = None
            return {}
        self.saved = row.expire_date - timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return self.decode(row.session_data)

    def save(self, must_create: bool = False) -> None:
        try:
            super().save(must_create)
        except UpdateError as error:
            # Django takes a locked database for a session that was ended.
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise


class SessionsSavedAtTimes(SessionMiddleware):
    """Django's own middleware; a session that was looked at is saved when the last time is a minute
    ago.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        session = request.session
        saved = getattr(session, "saved", None)
        now: datetime = request.now  # type: ignore[attr-defined]  # openupr.web.clock has set it
        due = session.accessed and not session.modified and not session.is_empty()
        if due and saved and now - saved > SAVED_EVERY:
            self._save_soon(session)
        return super().process_response(request, response)

    def _save_soon(self, session: SessionBase) -> None:
        """A page does not wait for whoever is writing: the next one saves the session as well."""
        try:
            with waiting_at_most(LONGEST_WAIT):
                session.save()
        except OperationalError:
            return
        except UpdateError:
            raise SessionInterrupted("The session was ended in another window.") from None
