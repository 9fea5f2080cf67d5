"""A small site that shows the gallery and moves like the product; the browser tests look at it."""

from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from openupr.web import context as page_context
from openupr.web.parts import Choice, Facet
from openupr.web.tests import gallery

_ALL = ("Cambodia", "Côte d'Ivoire", "France", "Türkiye", "Viet Nam")
_ALSO = {"Türkiye": ("TUR", "Turkey")}
_LIST = """{% extends page_base %}{% load parts %}
{% block title %}List{% endblock %}{% block heading %}List{% endblock %}
{% block part %}<div class="columns"><aside aria-label="Filters">
<details class="filters" id="filters"><summary>Filters</summary>
<form action="/list/" autocomplete="off" hx-get="/list/" hx-trigger="change" hx-target="#part" hx-push-url="true"
 hx-disinherit="*">{% facet facet %}{% facet other %}<button class="button">Apply</button></form></details></aside>
<section><p class="sentence" data-announce>Chosen: {{ chosen }}</p>
<p><a href="/fail/" hx-get="/fail/" hx-target="#part">Fail</a>
<a href="/gone/" hx-get="/gone/" hx-target="#part">Gone</a> <a href="/gallery/search/">Elsewhere</a></p></section>
</div>{% endblock %}"""


def _facet(request: HttpRequest, names: tuple[str, ...]) -> Facet:
    asked = request.GET.getlist("state")
    shown = [name for name in _ALL if name in names or name[:2] in asked]
    choices = [Choice(name[:2], name, 10 * len(name), name[:2] in asked, _ALSO.get(name, ())) for name in shown]
    return Facet("state", "State", choices, len(_ALL), "/values/")


def _list(request: HttpRequest) -> HttpResponse:
    given = {
        **page_context.page_values(request),
        "request": request,
        "facet": _facet(request, _ALL[:2]),
        "other": Facet("response", "Response", [Choice("yes", "Yes", 3)], unfolded=False),
        "chosen": ", ".join(request.GET.getlist("state")) or "nothing",
    }
    return HttpResponse(Engine.get_default().from_string(_LIST).render(Context(given)))


def _values(request: HttpRequest) -> HttpResponse:
    source = "{% load parts %}{% facet_choices facet %}"
    facet = _facet(request, _ALL)
    return HttpResponse(Engine.get_default().from_string(source).render(Context({"facet": facet})))


def _gallery(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(gallery.pages()[name])


def _progress(request: HttpRequest) -> HttpResponse:
    # Asked for every second: a slow machine looks at the form for longer than that.
    source = '{% load parts %}{% progress "1-5.xls: 3,120 of 6,094 rows" 3120 6094 url="/progress" %}'
    return HttpResponse(Engine.get_default().from_string(source).render(Context()))


def _gone(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=401, headers={"X-Signed-Out": "yes"})


def _fail(request: HttpRequest) -> HttpResponse:
    raise ValueError


_SAVED = """{% extends page_base %}{% block title %}Saved{% endblock %}{% block heading %}Saved{% endblock %}
{% block part %}<ol>{% for each in names %}<li id="{{ each }}"><h2>{{ each }}</h2><button class="button">Change</button>
{% for line in names %}<p>Line</p>{% endfor %}</li>{% endfor %}</ol>{% endblock %}"""


def _saved(request: HttpRequest) -> HttpResponse:
    said = [Message(25, "Answer saved.")]
    given = {**page_context.page_values(request), "request": request, "names": _ALL, "messages": said}
    return HttpResponse(Engine.get_default().from_string(_SAVED).render(Context(given)))


urlpatterns = [
    path("saved/", _saved),
    path("list/", _list),
    path("values/", _values),
    path("fail/", _fail),
    path("gone/", _gone),
    path("progress", _progress),
    path("gallery/<str:name>/", _gallery),
]
