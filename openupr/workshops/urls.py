"""The app's addresses: each is declared on its view."""

from openupr.accounts.pages import url_patterns_of

app_name = "workshops"
urlpatterns = url_patterns_of("openupr.workshops")
