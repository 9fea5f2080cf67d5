"""Facets, cards and badges as HTML.

Drawn in Python, not in templates, because a page of results holds hundreds of them. So are rows of links and the rows
of long tables.
"""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .charts import percent
from .escaping import escape
from .marking import marked
from .navigation import Link
from .numbers import grouped
from .parts import TONES, Badge, Card, Choice, Facet, NamedCell, NamedRow, Tab, Text


def links(several: Sequence[Tab | Link]) -> SafeString:
    """The <li> elements of a row of links: tabs, the navigation. Every page has several such rows."""
    return SafeString("".join(_link(each) for each in several))


def _link(each: Tab | Link) -> str:
    current = ' aria-current="page"' if each.current else ""
    number = f' <span class="waiting-number">{each.number}</span>' if isinstance(each, Link) and each.number else ""
    return f'<li><a href="{escape(each.url)}"{current}>{escape(each.label)}{number}</a></li>'


def rows(several: Sequence[NamedRow]) -> SafeString:
    """The <tr> elements of a table of many rows."""
    return SafeString("".join(_named_row(each) for each in several))


def _named_row(each: NamedRow) -> str:
    css = f' class="{each.css}"' if each.css else ""
    cells = "".join(_named_cell(cell) for cell in each.cells)
    return f'<tr{css}><th scope="row">{_content(each.name)}</th>{cells}</tr>'


def _named_cell(each: NamedCell) -> str:
    if not each.content:
        return "<td></td>"
    css = f' class="{each.css}"' if each.css else ""
    label = f' data-label="{escape(each.label)}"' if each.label else ""
    return f"<td{css}{label}>{_content(each.content)}</td>"


def _content(content: Text) -> str:
    return content if isinstance(content, SafeString) else escape(content)


def badge(each: Badge) -> SafeString:
    """A label in a box; with a tone its pattern stands before the word."""
    css = f"badge toned tone-{each.tone}" if each.tone in TONES else "badge"
    if each.url:
        drawn = f'<a class="{css}" href="{escape(each.url)}">{escape(each.label)}</a>'
    else:
        drawn = f'<span class="{css}">{escape(each.label)}</span>'
    return SafeString(drawn)


def badges(several: Sequence[Badge]) -> SafeString:
    """Badges in a row, as a list."""
    if not several:
        return SafeString("")
    items = "".join(f"<li>{badge(each)}</li>" for each in several)
    return SafeString(f'<ul class="badges">{items}</ul>')


def card(each: Card, level: int = 3) -> SafeString:
    """One result: "title ← origin" linked to its page, the text with marks, badges, small print."""
    origin = ""
    if each.origin:
        heard = f'<span class="visually-hidden"> {escape(each.joined_by)} </span>'
        origin = f'<span class="arrow" aria-hidden="true">←</span>{heard}{escape(each.origin)}'
    aside = f'<span class="card-aside">{escape(each.aside)}</span>' if each.aside else ""
    language = f' lang="{escape(each.language)}"' if each.language else ""
    meta = f'<p class="card-meta">{escape(each.meta)}</p>' if each.meta else ""
    reference = escape(each.reference)
    if each.reference_url:
        reference = f'<a href="{escape(each.reference_url)}" rel="noreferrer">{reference}</a>'
    reference = f'<p class="card-meta">{reference}</p>' if reference else ""
    return SafeString(
        f'<article class="card"><h{level:d} class="card-title">'
        f'<a href="{escape(each.url)}">{escape(each.title)}{origin}</a>{aside}</h{level:d}>'
        f'<p class="card-text"{language}>{marked(each.text, each.spans)}</p>'
        f"{badges(each.badges)}{reference}{meta}</article>"
    )


def cards(several: Sequence[Card], level: int = 3) -> SafeString:
    """Results one below the other; `level` is that of their headings."""
    return SafeString(f'<div class="cards">{"".join(card(each, level) for each in several)}</div>')


def choices(facet: Facet) -> SafeString:
    """The <li> elements of a facet: what `more_url` answers to htmx."""
    most = max((choice.count for choice in facet.choices), default=0)
    name = escape(facet.name)
    return SafeString("".join(_choice(choice, name, most) for choice in facet.choices))


def _choice(each: Choice, name: str, most: int) -> str:
    value = escape(each.value)
    checked = " checked" if each.chosen else ""
    also = f' data-also="{escape("; ".join(each.also))}"' if each.also else ""
    return (
        f'<li{also}><label><input type="checkbox" id="f-{name}-{value}" name="{name}" value="{value}"{checked}>'
        f'<span>{escape(each.label)}</span> <span class="number">{grouped(each.count)}</span>'
        f'<svg aria-hidden="true"><rect class="fill-track" width="{percent(each.count, most)}%" height="3"/>'
        f"</svg></label></li>"
    )


def facet(each: Facet) -> SafeString:
    """A folding list of checkboxes with counts and bars, a field to find a value, a link to all of them."""
    name, label = escape(each.name), escape(each.label)
    chosen = sum(choice.chosen for choice in each.choices)
    words = escape(_("%(number)s chosen") % {"number": chosen})
    mark = f'<span class="chosen">{words}</span>' if chosen else ""
    opened = " open" if each.unfolded or chosen else ""
    return SafeString(
        f'<details class="facet" id="facet-{name}"{opened}><summary>{label}{mark}</summary>'
        f'<fieldset><legend class="visually-hidden">{label}</legend>{_find(each)}'
        f'<ul class="facet-values" id="facet-{name}-values">{choices(each)}</ul>{_more(each)}'
        f"</fieldset></details>"
    )


def _find(each: Facet) -> str:
    if not each.more_url:
        return ""
    name, label = escape(each.name), escape(_("Find in %(list)s") % {"list": each.label})
    return (
        f'<div class="facet-find"><input type="search" id="facet-{name}-find" aria-label="{label}" '
        f'placeholder="{escape(_("Find"))}" autocomplete="off" data-list="facet-{name}-values" '
        f'data-url="{escape(each.more_url)}"><p class="facet-none" role="status" '
        f'data-said="{escape(_("Not among these values."))}"></p></div>'
    )


def _more(each: Facet) -> str:
    if not each.more_url:
        return ""
    words = _("Show all %(number)s") % {"number": grouped(each.total)} if each.total else _("Show all")
    heard = f'<span class="visually-hidden"> {escape(each.label)}</span>'
    url, name = escape(each.more_url), escape(each.name)
    return (
        f'<a class="facet-more" href="{url}" hx-get="{url}" hx-target="#facet-{name}-values" '
        f'hx-swap="innerHTML" hx-push-url="false">{escape(words)}{heard}</a>'
    )
