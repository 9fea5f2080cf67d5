"""`{% load parts %}`: what stands on a page, each with its usage."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openupr.web import hooks, languages, lists, marking, numbers, parts

register = template.Library()

register.simple_tag(lists.badge, name="badge_of")
register.simple_tag(lists.badges, name="badges")
register.simple_tag(lists.links, name="links")
register.simple_tag(lists.rows, name="rows")
register.simple_tag(lists.card, name="card")
register.simple_tag(lists.cards, name="cards")
register.simple_tag(lists.facet, name="facet")
register.simple_tag(lists.choices, name="facet_choices")
register.filter("grouped", numbers.grouped)
register.filter("in_words", languages.in_page_language)
register.filter("in_parts", languages.in_parts)
register.filter("as_sentence", languages.as_sentence, is_safe=True)


@register.filter
def marked(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """`{{ text|marked:spans }}`: the text with every (start, end) inside <mark>."""
    return marking.marked(text, spans)


@register.filter
def is_past(day: date | None, today: date) -> bool:
    """`{% if task.due|is_past:today %}`: whether there is such a day, and it is over."""
    return day is not None and day < today


@register.filter
def as_changes(stretches: Iterable[marking.Stretch]) -> SafeString:
    """`{{ changes|as_changes }}`: a text with what was added and what was removed."""
    return marking.as_changes(stretches)


@register.simple_tag
def badge(label: str, tone: str = "", url: str = "") -> SafeString:
    """`{% badge "Open" tone="yes" %}`."""
    return lists.badge(parts.Badge(label, tone, url))


@register.simple_block_tag
def notice(content: str, kind: str = "", title: str = "") -> SafeString:
    """`{% notice "warning" title=_("...") %}<p>...</p>{% endnotice %}`; kind: "" warning error
    success.
    """
    heading = format_html('<p class="notice-title">{}</p>', title) if title else ""
    role = SafeString(' role="alert"') if kind == "error" else ""
    return format_html('<div class="notice {}"{}>{}{}</div>', kind, role, heading, content)


@register.simple_block_tag
def strip(content: str, label: str) -> SafeString:
    """`{% strip label=_("About these data") %}<p>...</p>{% endstrip %}`: a line under the header,
    in the banner.
    """
    return format_html('<aside class="strip" aria-label="{}"><div class="wide">{}</div></aside>', label, content)


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """`{% empty _("Nothing found") %}<p>What to do next.</p>{% endempty %}`."""
    return format_html('<div class="empty"><h2>{}</h2>{}</div>', title, content)


@register.simple_block_tag
def download(content: str, label: str = "") -> SafeString:
    """`{% download label=_("...") %}<li><a>...{% enddownload %}`: one *Download* that opens the
    list's files. Nothing without a file, and not on phones; the addresses stay.
    """
    if not content.strip():
        return SafeString("")
    named = format_html(' aria-label="{}"', label) if label else ""
    return format_html(
        '<details class="menu download no-print"><summary class="button slim"{}>{}</summary><ul>{}</ul></details>',
        named,
        gettext("Download"),
        content,
    )


@register.inclusion_tag("web/parts/pagination.html")
def pagination(pages: parts.Pages) -> dict[str, Any]:
    """`{% pagination pages %}`: nothing when there is one page."""
    links = [(number, pages.url(number) if number else "") for number in pages.around()]
    return {
        "pages": pages,
        "shown": links,
        "previous": pages.url(pages.number - 1) if pages.number > 1 else "",
        "next": pages.url(pages.number + 1) if pages.number < pages.last else "",
    }


@register.inclusion_tag("web/parts/tabs.html")
def tabs(tabs: Sequence[parts.Tab], label: str) -> dict[str, Any]:
    """`{% tabs tabs label=_("Views of this search") %}`: a row of links."""
    return {"tabs": tabs, "label": label}


@register.inclusion_tag("web/parts/breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[parts.Tab]) -> dict[str, Any]:
    """`{% breadcrumbs crumbs %}`: the pages above this one; this page itself is its heading."""
    return {"crumbs": crumbs}


@register.inclusion_tag("web/parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """`{% field form.draft %}`: label, help, errors, widget, all tied together for screen readers.

    The cursor is in the first one that was refused, where it takes text or a choice.
    """
    errors = bound.errors
    # Several ticks are one question and stand in a fieldset; a single one stands before its own
    # words.
    is_set = bound.use_fieldset
    if errors and [bound.name] == [wrong_field.name for wrong_field in _wrong(bound.form)[:1]] and not is_set:
        bound.field.widget.attrs["autofocus"] = True
    kind = getattr(bound.field.widget, "input_type", "")
    return {
        "field": bound,
        "errors": errors,
        "has_notes": errors or bound.help_text,
        "is_file": kind == "file",
        "is_optional": not bound.field.required and not getattr(bound.field, "is_sometimes_needed", False),
        "is_set": is_set,
        "is_tick": kind == "checkbox" and not is_set,
    }


@register.inclusion_tag("web/parts/refused.html")
def refused(form: BaseForm | None, title: str = "") -> dict[str, Any]:
    """`{% refused form title=_("Nothing was changed") %}`: why the form as a whole was refused, if
    it was, and links to the fields that were.
    """
    wrong = _wrong(form) if form else []
    places = (
        (wrong_field.id_for_label or f"{wrong_field.auto_id}_error", wrong_field.label)
        for wrong_field in wrong
        if wrong_field.label
    )
    return {
        "form": form,
        "title": title,
        "wrong": format_html_join(", ", '<a href="#{}">{}</a>', places),
    }


def _wrong(form: BaseForm) -> list[BoundField]:
    """The fields on the page that were refused, in their order."""
    return [bound for bound in form.visible_fields() if bound.errors]


@register.inclusion_tag("web/parts/fields.html")
def fields(form: BaseForm, title: str = "") -> dict[str, Any]:
    """`{% fields form title=_("Nothing was changed") %}`: why it was refused, and every field."""
    return {"form": form, "title": title}


@register.inclusion_tag("web/parts/pairs.html")
def pairs(pairs: Iterable[tuple[str, object]]) -> dict[str, Any]:
    """`{% pairs pairs %}`: (name, value) as a definition list. Values are escaped unless safe."""
    return {"pairs": pairs}


@register.inclusion_tag("web/parts/figures.html")
def figures(figures: Iterable[tuple[str, object]]) -> dict[str, Any]:
    """`{% figures figures %}`: (name, number) as a row of large numbers."""
    return {"figures": figures}


@register.inclusion_tag("web/parts/progress.html")
def progress(label: str, done: int, total: int | None, url: str = "", key: str = "progress") -> dict[str, Any]:
    """`{% progress label done total url=... %}`: asks `url` every second; without `url` it is
    finished. A total of None draws a bar that moves and says nothing of how far it is.
    """
    return {"label": label, "done": done, "total": total, "url": url, "key": key}


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str) -> SafeString:
    """`{% slot "beside-a-row" %}`: whatever apps higher up show here (`hooks.PANELS`)."""
    drawn = []
    assert context.template is not None  # the tag is being drawn by one
    engine = context.template.engine
    for panel in hooks.panels(name):
        values = panel.context(context) if panel.context else {}
        if values is not None:
            with context.push(**values):
                drawn.append(engine.get_template(panel.template).render(context))
    return SafeString("".join(drawn))


@register.simple_tag(takes_context=True)
def tour_mark(context: Context, target: str) -> str:
    """`class="... {% tour_mark "filters" %}"`: outlines this element while the tour's step points
    at it.
    """
    step = context.get("tour")
    return "tour-here" if step and step.target == target else ""


@register.simple_tag
def sortable(label: str, url: str, direction: str = "") -> SafeString:
    """A whole `<th>` of a sortable column:
    `{% sortable _("Count") url direction="descending" %}`.
    """
    order = format_html(' aria-sort="{}"', direction) if direction in ("ascending", "descending") else ""
    return format_html('<th scope="col" class="number"{}><a class="sort" href="{}">{}</a></th>', order, url, label)
