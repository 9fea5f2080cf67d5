"""Texts and addresses that are kept while a process runs."""

from django.template import Context, Template
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext

ROW = "row"
urlpatterns = [path("rows/<int:number>/", lambda _request: None, name=ROW)]
SKIP = Template("{% load i18n %}{% translate 'Skip to content' %}")
SKIP_NAMED = Template("{% load i18n %}{% translate 'Skip to content' as words %}{{ words }}")


def test_readers_of_two_languages_get_each_their_own_text_from_one_page():
    for _each in range(2):
        with translation.override("km"):
            khmer = SKIP.render(Context())
            assert SKIP_NAMED.render(Context()) == khmer
        with translation.override("en"):
            english = SKIP.render(Context())
            assert SKIP_NAMED.render(Context()) == english
        assert english == "Skip to content"
        assert khmer != english
    with translation.override("km"):
        assert gettext("Skip to content") == khmer


def test_a_text_that_somebody_wrote_is_drawn_as_it_is_now():
    given = Template("{% load i18n %}{% translate word %}")
    assert [given.render(Context({"word": word})) for word in ("first", "second")] == ["first", "second"]


def test_each_thing_has_its_own_address():
    found = [reverse(ROW, urlconf=__name__, args=[each]) for each in (1, 2, 1, "1")]
    assert found == ["/rows/1/", "/rows/2/", "/rows/1/", "/rows/1/"]
