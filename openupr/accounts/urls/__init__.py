"""The app's addresses: each is declared on its view; allauth's own names are in sign_in.py."""

from ..pages import url_patterns_of

app_name = "accounts"
urlpatterns = url_patterns_of("openupr.accounts")
