"""The app's addresses: each stands on its view."""

from openupr.accounts.pages import pages_of

app_name = "timeline"
urlpatterns = pages_of("openupr.timeline")
