"""A reader chooses a language once; pages answer in it, except those that are in English for everyone."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.template import Context, Engine
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext

from openupr.web import languages
from openupr.web.context import page_values
from openupr.web.languages import by_name

PAGE = """{% extends page_base %}{% load i18n %}{% block title %}T{% endblock %}
{% block part %}<p>{% translate "Save" %}</p>{% endblock %}"""


def show(request):
    template = Engine.get_default().from_string(PAGE)
    return HttpResponse(template.render(Context({**page_values(request), "request": request, "told": gettext("Save")})))


urlpatterns = [path("", show, name="english"), path("both/", show, name="both")]


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(languages, "ENGLISH_PAGES", {"english"})
    middleware = ["django.middleware.locale.LocaleMiddleware", "openupr.web.languages.ReadersLanguage"]
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=middleware):
        yield Client()


def test_the_choice_is_kept_until_the_browser_closes_and_says_nothing_about_anybody(client):
    answer = client.get("/both/?q=land&read-in=km&page=2")
    assert answer.headers["Location"] == "/both/?q=land&page=2"
    cookie = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["max-age"], cookie["expires"], cookie["httponly"]) == ("km", "", "", True)
    assert cookie["samesite"] == "Lax"


def test_a_page_that_exists_in_the_language_is_in_it(client):
    client.get("/both/?read-in=km")
    html = client.get("/both/").content.decode()
    assert '<html lang="km"' in html
    assert "<p>រក្សាទុក</p>" in html
    assert '<header class="masthead" lang="km">' in html


def test_any_other_page_is_english_throughout_and_its_header_in_the_readers_language(client):
    client.get("/?read-in=km")
    html = client.get("/").content.decode()
    assert '<html lang="en"' in html
    assert "<p>Save</p>" in html
    assert '<header class="masthead" lang="km">' in html
    assert "រំលងទៅខ្លឹមសារ" in html


def test_the_browsers_own_language_counts_where_nothing_was_chosen(client):
    assert '<html lang="km"' in client.get("/both/", headers={"accept-language": "km-KH,km;q=0.9"}).content.decode()
    assert '<html lang="en"' in client.get("/both/", headers={"accept-language": "fr"}).content.decode()


def test_the_other_language_is_offered_by_its_own_name(client):
    html = client.get("/both/?q=land").content.decode()
    assert '<a lang="km" hreflang="km" rel="nofollow" href="?q=land&amp;read-in=km">ខ្មែរ</a>' in html
    assert ">English</a>" not in html


@pytest.mark.parametrize("nonsense", ["xx", "", "km'", "%00", "x" * 10_000])
def test_a_language_that_is_not_offered_changes_nothing(client, nonsense):
    answer = client.get(f"/both/?read-in={nonsense}")
    assert answer.headers["Location"] == "/both/"
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies


def test_choosing_leads_to_no_other_site():
    request = RequestFactory().get("/?read-in=km")
    request.path = "//elsewhere.example/"
    assert languages.ReadersLanguage(show)(request).headers["Location"] == "/%2Felsewhere.example/"


def test_a_form_that_is_sent_is_never_taken_for_a_choice(client):
    assert client.post("/both/?read-in=km").status_code == 200


def test_states_stand_in_the_order_of_the_language_that_names_them():
    states = [SimpleNamespace(name=name) for name in ("Bahamas", "Canada", "Chad", "Greece", "Panama")]
    assert by_name(states) == states
    with translation.override("km"):
        # The sign on the first letter of Panama is passed over; a consonant written below comes after all vowels.
        assert [each.name for each in by_name(states)] == ["Canada", "Greece", "Chad", "Panama", "Bahamas"]
