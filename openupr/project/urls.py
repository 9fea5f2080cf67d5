"""Every address.

Each stands on its view, with who may go there; what stands in no action is not there.
"""

from django.urls import include, path

from openupr.accounts.pages import url_patterns_of

from . import home, who_can_do_what  # noqa: F401
from .backups import pages  # noqa: F401

_APPS = (
    "recommendations",
    "timeline",
    "learning",
    "languages",
    "accounts",
    "coalitions",
    "decisions",
    "followup",
    "advocacy",
    "proposals",
    "roadmaps",
    "conformance",
    "submissions",
    "testimonies",
    "workshops",
    "reports",
    "attendance",
    "phones",
)
urlpatterns = [
    *url_patterns_of("openupr.project"),
    path("account/", include("openupr.accounts.allauth_pages")),
    *(path("", include((url_patterns_of(f"openupr.{app}"), app))) for app in _APPS),
]

handler500 = "openupr.project.server_faults.server_fault"
