"""Every address. Who may go there stands in the tables of tables.py; what stands in none is not there."""

from django.urls import include, path

from .backups.pages import backup, take
from .home import home
from .who_can_do_what import who_can_do_what

urlpatterns = [
    path("", home, name="home"),
    path("", include("openupr.recommendations.urls")),
    path("", include("openupr.timeline.urls")),
    path("", include("openupr.learning.urls")),
    path("", include("openupr.languages.urls")),
    path("", include("openupr.accounts.urls")),
    path("account/", include("openupr.accounts.urls.sign_in")),
    path("who-can-do-what/", who_can_do_what, name="who-can-do-what"),
    path("backup/", backup, name="backup"),
    path("backup/take/", take, name="take-backup"),
    path("", include("openupr.coalitions.urls")),
    path("", include("openupr.followup.urls")),
    path("", include("openupr.advocacy.urls")),
    path("", include("openupr.roadmaps.urls")),
    path("", include("openupr.conformance.urls")),
    path("", include("openupr.submissions.urls")),
    path("", include("openupr.testimonies.urls")),
    path("", include("openupr.workshops.urls")),
    path("", include("openupr.reports.urls")),
    path("", include("openupr.attendance.urls")),
    path("", include("openupr.phones.urls")),
]

handler500 = "openupr.project.server_faults.server_fault"
