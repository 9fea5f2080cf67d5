"""The app's addresses: each stands on its view."""

from openupr.accounts.pages import url_patterns_of

app_name = "proposals"
urlpatterns = url_patterns_of("openupr.proposals")
