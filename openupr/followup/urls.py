"""The app's addresses; each is declared at its view."""

from openupr.accounts.pages import url_patterns_of

app_name = "followup"
urlpatterns = url_patterns_of("openupr.followup")
