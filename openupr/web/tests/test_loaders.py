"""Templates are read without their indentation."""

from pathlib import Path

from django.template.loader import get_template, render_to_string


def test_a_page_is_sent_without_the_indentation_of_its_template() -> None:
    assert "\n " not in render_to_string("web/parts/fields.html", {"form": None})


def test_a_line_of_a_template_keeps_its_number() -> None:
    template = get_template("web/base.html")
    source = Path(template.origin.name).read_text(encoding="utf-8")
    assert template.template.source.count("\n") == source.count("\n")
