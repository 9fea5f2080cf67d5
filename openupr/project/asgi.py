"""The server's entrance."""

import os
import warnings

from asgiref.sync import sync_to_async
from django import setup
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class OneThread(ASGIHandler):
    """Answers each request in one go in one thread.

    Nothing of ours is asynchronous, and Django's own handler would hand a request to its thread and back before
    and after every middleware: a dozen times, which takes longer than searching the record.
    """

    def __init__(self) -> None:
        super(ASGIHandler, self).__init__()
        self.load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openupr.project.settings")
# WhiteNoise's files and our exports are small enough to be read whole before they are sent, as Django warns.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
setup(set_prefix=False)
application = OneThread()
