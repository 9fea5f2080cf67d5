"""The server's entrance."""

import os
import tempfile
import warnings
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openupr.project.settings")
# WhiteNoise's files and our exports are small enough to be read whole before they are sent, as Django warns.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
_django = get_asgi_application()

# All of these need Django to be set up.
from django.conf import settings  # noqa: E402

from openupr.recommendations.permissions import may_send_files  # noqa: E402
from openupr.recommendations.queries.incoming import incoming_folder  # noqa: E402
from openupr.recommendations.services.incoming import MOST_BYTES  # noqa: E402

from .bodies import LimitedBodies  # noqa: E402

# What arrives never leaves the user's folder, and /tmp may be memory.
tempfile.tempdir = str(incoming_folder())


def _most(scope: dict[str, Any]) -> int:
    """How many bytes of a request are taken: files only where they are imported, from whoever may."""
    return MOST_BYTES if may_send_files(scope) else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


application = LimitedBodies(_django, folder=incoming_folder(), usual=settings.DATA_UPLOAD_MAX_MEMORY_SIZE, most=_most)
