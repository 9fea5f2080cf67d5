"""The app's addresses: each stands on its view."""

from openupr.accounts.pages import url_patterns_of

app_name = "decisions"
urlpatterns = url_patterns_of("openupr.decisions")
