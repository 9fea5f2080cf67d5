"""What every page has around it: slots, navigation, tour, parts for htmx, error pages, headers."""

import pytest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template import Context, Engine
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from openupr.web import addresses, navigation, tour
from openupr.web.context import page_values
from openupr.web.hooks import PANELS, Panel
from openupr.web.navigation import NAVIGATION, Entry
from openupr.web.tests.reading import as_read
from openupr.web.tour import TOUR

PAGE = """{% extends page_base %}{% block title %}T{% endblock %}{% block heading %}Whole{% endblock %}
{% block part %}<p>Part</p>{% endblock %}"""


def show(request):
    template = Engine.get_default().from_string(PAGE)
    return HttpResponse(template.render(Context({**page_values(request), "request": request})))


def missing(request):
    raise Http404("secret path")


def broken(request):
    raise ValueError("secret detail")


def refused(request):
    return render(request, "403.html", {"exception": "<b>Not from here</b>"}, status=403)


urlpatterns = [
    path("", show, name="first"),
    path("a/", show, name="a"),
    path("a/b/", show, name="b"),
    path("missing/", missing),
    path("broken/", broken),
    path("refused/", refused),
]


@pytest.fixture
def client():
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


def test_a_page_stands_in_the_frame(client):
    html = client.get("/").content.decode()
    assert "<h1>Whole</h1>" in html
    assert '<div id="part"><p>Part</p></div>' in html
    assert html.startswith('<!DOCTYPE html><html lang="en" dir="ltr">')
    assert '<a class="skip" href="#main">' in html


def test_htmx_is_given_the_part_alone(client):
    response = client.get("/", headers={"HX-Request": "true"})
    assert response.content.decode().strip() == "<p>Part</p>"
    assert "HX-Request" in response.headers["Vary"]


def test_htmx_restoring_history_is_given_the_whole_page(client):
    response = client.get("/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<h1>Whole</h1>" in response.content.decode()


def test_error_pages_say_what_to_do_and_nothing_of_the_inside(client):
    for address, status, words in (
        ("/nowhere/", 404, "This page does not exist"),
        ("/missing/", 404, "This page does not exist"),
        ("/broken/", 500, "Something went wrong on our side"),
        ("/refused/", 403, "&lt;b&gt;Not from here&lt;/b&gt;"),
    ):
        response = client.get(address)
        html = response.content.decode()
        assert (response.status_code, words in html, "secret" in html) == (status, True, False), address
        assert '<a class="button primary" href="/">' in html


@pytest.mark.filterwarnings("ignore")
def test_a_form_without_its_token_and_a_strange_host_get_a_page_too(client):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert "This form could not be accepted" in strict.post("/").content.decode()
    strange = client.get("/", headers={"host": "elsewhere.example"})
    assert strange.status_code == 400
    assert "could not be understood" in strange.content.decode()


def test_the_policy_and_the_headers_are_on_every_answer(client):
    for address in ("/", "/nowhere/", "/broken/"):
        headers = client.get(address).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "camera=()" in headers["Permissions-Policy"]


def test_the_header_marks_the_page_one_is_on():
    with override_settings(ROOT_URLCONF=__name__):
        NAVIGATION.add(Entry("Page B", "b"), order=2)
        NAVIGATION.add(Entry("Page A", "a"), order=1)
        assert [(link.label, link.current) for link in navigation.links("/a/b/c/")] == [
            ("Page A", False),
            ("Page B", True),
        ]
        assert [link.current for link in navigation.links("/a/")] == [True, False]
        assert [link.current for link in navigation.links("/")] == [False, False]


def test_a_slot_shows_its_panels_in_order_and_skips_those_with_nothing_to_say():
    PANELS.add(Panel("s", "web/parts/tabs.html", lambda given: {"label": given["word"]}), order=2)
    PANELS.add(Panel("s", "web/parts/pairs.html", lambda _given: {"pairs": [("a", "<b>")]}), order=1)
    PANELS.add(Panel("s", "web/parts/figures.html", lambda _given: None))
    drawn = (
        Engine.get_default()
        .from_string('{% load parts %}{% slot "s" %}{% slot "empty" %}')
        .render(Context({"word": "W"}))
    )
    assert as_read(drawn) == (
        '<dl class="pairs"><dt>a</dt><dd>&lt;b&gt;</dd></dl><nav aria-label="W"><ul class="tabs"></ul></nav>'
    )


def _steps():
    TOUR.add(
        tour.TourStep("One", "First", lambda: "/?q=land", "q"),
        tour.TourStep("Two", "Second", lambda: "/a/"),
        tour.TourStep("Three", "Third", lambda: "/a/b/", "x"),
    )


def test_the_tour_is_a_chain_of_links():
    _steps()
    step = tour.current(RequestFactory().get("/a/?tour=2&q=x&q=y"))
    assert step is not None
    assert (step.number, step.total, step.title) == (2, 3, "Two")
    assert (step.previous, step.next, step.leave) == ("/?q=land&tour=1#q", "/a/b/?tour=3#x", "/a/?q=x&q=y")
    assert tour.current(RequestFactory().get("/a/?tour=3")).next == ""


@pytest.mark.parametrize("asked", ["", "0", "4", "-1", "x", "٣", "1e0", "9" * 5000, "\x00"])
def test_a_strange_step_is_no_tour(asked):
    _steps()
    assert tour.current(RequestFactory().get("/", {"tour": asked})) is None


def test_addresses_change_one_thing_and_keep_the_rest():
    query = RequestFactory().get("/?q=a%26b&state=KHM&state=VNM&page=3").GET
    assert addresses.changed(query, page=None) == "?q=a%26b&state=KHM&state=VNM"
    assert addresses.changed(query, state=["LAO"], page=1) == "?q=a%26b&state=LAO&page=1"
    assert addresses.without(query, "state", "KHM") == "?q=a%26b&state=VNM"
    assert addresses.changed(RequestFactory().get("/").GET) == "."
