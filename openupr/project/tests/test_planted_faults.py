"""Each rule of the architecture fails where a fault is planted, and holds where it is not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import models
from django.test.utils import isolate_apps

from .architecture.file_kinds import contracts_that_forget, other_kinds_of_files
from .architecture.layers import Layers, layers_of
from .architecture.model_keys import upward_keys
from .architecture.public_names import names_that_stand_twice
from .architecture.python_links import upward_links_in_python
from .architecture.sizes_and_names import named_by_a_participle, outgrown
from .architecture.template_links import upward_links_in_templates

PYPROJECT = """
[[tool.importlinter.contracts]]
id = "layers"
layers = ["project", "recommendations | (timeline)", "reviews", "web"]
"""
SOUND = {
    "pyproject.toml": PYPROJECT,
    "openupr/reviews/__init__.py": '"""The calendar."""',
    "openupr/reviews/apps.py": "",
    "openupr/recommendations/__init__.py": '"""The record."""',
    "openupr/recommendations/apps.py": "",
    "openupr/recommendations/models.py": 'review = models.ForeignKey("reviews.Review", on_delete=models.PROTECT)',
    "openupr/recommendations/views.py": 'x = redirect("reviews:calendar")\ny = "reviews/calendar.html"\nz = "12:30"',
    "openupr/recommendations/templates/recommendations/search.html": (
        '{% extends "web/base.html" %}{% load i18n parts %}<a href="{% url \'reviews:calendar\' %}">'
        '{% static "web/style.css" %}{% include panel.template %}<a href="//elsewhere">'
    ),
    "openupr/recommendations/templatetags/record_tags.py": "",
    "openupr/web/templatetags/parts.py": "",
    "openupr/web/agenda.py": "class Agenda: ...\ndef agenda(): ...",
    "openupr/timeline/queries.py": "from openupr.web.agenda import Agenda, agenda",
}


def grown(root: Path, files: dict[str, str]) -> Layers:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return layers_of(root)


IN_PYTHON, IN_TEMPLATES = upward_links_in_python, upward_links_in_templates
PLANTED = [
    (IN_PYTHON, "reviews/models.py", 'ask = models.ForeignKey("recommendations.Ask", models.CASCADE)'),
    (IN_PYTHON, "reviews/models.py", 'ask = ForeignKey(on_delete=CASCADE, to="recommendations.Ask")'),
    (IN_PYTHON, "reviews/services.py", 'Ask = apps.get_model("recommendations", "Ask")'),
    (IN_PYTHON, "reviews/services.py", 'read = import_string("openupr.recommendations.queries.read")'),
    (IN_PYTHON, "reviews/views.py", 'answer = redirect("recommendations:search")'),
    (IN_PYTHON, "reviews/views.py", 'answer = reverse("home")'),
    (IN_PYTHON, "reviews/views.py", 'answer = render(request, "recommendations/search.html")'),
    (IN_PYTHON, "reviews/migrations/0002_x.py", 'dependencies = [("recommendations", "0001_initial")]'),
    (IN_PYTHON, "timeline/models.py", 'ask = models.OneToOneField("recommendations.Ask", models.CASCADE)'),
    (IN_TEMPLATES, "web/templates/web/base.html", '<a href="{% url "recommendations:search" %}">'),
    (IN_TEMPLATES, "web/templates/web/base.html", "<a href=\"{% url 'home' %}\">"),
    (IN_TEMPLATES, "web/templates/web/base.html", '{% include "reviews/row.html" with a=b only %}'),
    (IN_TEMPLATES, "reviews/templates/reviews/a.html", '{% extends "recommendations/base.html" %}'),
    (IN_TEMPLATES, "reviews/templates/reviews/a.html", "{% static 'recommendations/table.css' %}"),
    (IN_TEMPLATES, "reviews/templates/reviews/a.html", "{% load i18n record_tags %}"),
    (IN_TEMPLATES, "reviews/templates/reviews/a.html", "{% load share from record_tags %}"),
    (IN_TEMPLATES, "reviews/templates/reviews/a.html", '<form action="/search/">'),
    (other_kinds_of_files, "reviews/notes.txt", ""),
    (other_kinds_of_files, "reviews/templatetags/tags.py", ""),
    (other_kinds_of_files, "reviews/__init__.py", ""),
    (other_kinds_of_files, "reviews/templates/calendar.html", ""),
    (other_kinds_of_files, "reviews/services/writing.py", ""),
    (outgrown, "reviews/models.py", "x = 1\n" * 601),
    (outgrown, "reviews/models.py", "def f():\n" + "    x = 1\n" * 50),
    (outgrown, "reviews/services/utils.py", ""),
    (names_that_stand_twice, "reviews/models.py", "class Agenda: ..."),
    (names_that_stand_twice, "timeline/rules.py", "def agenda(): ..."),
    (named_by_a_participle, "reviews/queries/asked.py", ""),
    (named_by_a_participle, "reviews/queries/looked_through.py", ""),
    (named_by_a_participle, "reviews/queries/only_sent.py", ""),
    (named_by_a_participle, "reviews/queries/returned/__init__.py", ""),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "file", "text"), PLANTED)
def test_a_planted_fault_is_found(
    rule: Callable[[Layers], Iterator[str]], file: str, text: str, tmp_path: Path
) -> None:
    sound = {**SOUND}
    # The record's tag library stands in the wrong place for an app; it is here only for {% load %}.
    if rule is other_kinds_of_files:
        del sound["openupr/recommendations/templatetags/record_tags.py"]
    assert list(rule(grown(tmp_path, sound))) == []
    faults = list(rule(grown(tmp_path, {f"openupr/{file}": text})))
    assert len(faults) == 1
    assert faults[0].startswith(f"openupr/{file.rpartition('/')[0]}")


@isolate_apps("openupr.reviews", "openupr.recommendations")
def test_a_planted_foreign_key_is_found_as_django_resolves_it(tmp_path: Path) -> None:
    class Upper(models.Model):  # noqa: DJ008 - lives for this test
        __module__ = "openupr.recommendations.models"

        class Meta:
            app_label = "recommendations"

    class Lower(models.Model):  # noqa: DJ008 - lives for this test
        __module__ = "openupr.reviews.models"
        upper = models.ForeignKey(Upper, models.CASCADE)

        class Meta:
            app_label = "reviews"

    class Sound(models.Model):  # noqa: DJ008 - lives for this test
        __module__ = "openupr.recommendations.models"
        lower = models.ForeignKey(Lower, models.CASCADE)

        class Meta:
            app_label = "recommendations"

    found = list(upward_keys([Upper, Lower, Sound], grown(tmp_path, SOUND)))
    assert found == ["Lower.upper: reviews may not use recommendations"]


def test_an_app_that_the_contracts_forget_is_found(tmp_path: Path) -> None:
    tree = grown(tmp_path, SOUND)
    (tmp_path / "openupr/index").mkdir()
    contracts: list[dict[str, object]] = [
        {"id": "features", "type": "features", "apps": ["recommendations"]},
        {"id": "plain", "type": "forbidden", "source_modules": []},
    ]
    assert list(contracts_that_forget(tree, contracts)) == [
        "openupr.reviews is an app, but not in the contract “features”",
        "openupr.index is plain Python, but not in the contract “plain”",
    ]
