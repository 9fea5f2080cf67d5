from types import ModuleType

from django.apps import AppConfig

from .field_refusals import speak_plainly
from .large_numbers import are_no_rows
from .line_ends import store_plain_line_ends


class WebConfig(AppConfig):
    name = "openupr.web"
    label = "web"

    def __init__(self, app_name: str, app_module: ModuleType | None) -> None:
        super().__init__(app_name, app_module)
        # Not in `ready`: other apps make their forms while they get ready.
        speak_plainly()
        store_plain_line_ends()
        are_no_rows()
