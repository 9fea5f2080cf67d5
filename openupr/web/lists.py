"""Facets, cards and badges as HTML.

Drawn in Python, not in templates, because a page of results holds hundreds of them. So are rows of
links and the rows of long tables.
"""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .charts import percent
from .escaping import escape
from .marking import marked
from .navigation import NavigationLink
from .numbers import grouped
from .parts import TONES, Badge, Card, Choice, Facet, NamedCell, NamedRow, Tab, Text


def links(several: Sequence[Tab | NavigationLink]) -> SafeString:
    """The <li> elements of a row of links: tabs, the navigation.

    Every page has several such rows.
    """
    return SafeString("".join(_link(link) for link in several))


def _link(link: Tab | NavigationLink) -> str:
    current = ' aria-current="page"' if link.current else ""
    number = (
        f' <span class="waiting-number">{link.number}</span>'
        if isinstance(link, NavigationLink) and link.number
        else ""
    )
    return f'<li><a href="{escape(link.url)}"{current}>{escape(link.label)}{number}</a></li>'


def rows(several: Sequence[NamedRow]) -> SafeString:
    """The <tr> elements of a table of many rows."""
    return SafeString("".join(_named_row(row) for row in several))


def _named_row(row: NamedRow) -> str:
    css = f' class="{row.css}"' if row.css else ""
    cells = "".join(_named_cell(cell) for cell in row.cells)
    return f'<tr{css}><th scope="row">{_content(row.name)}</th>{cells}</tr>'


def _named_cell(cell: NamedCell) -> str:
    if not cell.content:
        return "<td></td>"
    css = f' class="{cell.css}"' if cell.css else ""
    label = f' data-label="{escape(cell.label)}"' if cell.label else ""
    return f"<td{css}{label}>{_content(cell.content)}</td>"


def _content(content: Text) -> str:
    return content if isinstance(content, SafeString) else escape(content)


def badge(label_box: Badge) -> SafeString:
    """A label in a box; with a tone its pattern stands before the word."""
    css = f"badge toned tone-{label_box.tone}" if label_box.tone in TONES else "badge"
    if label_box.url:
        drawn = f'<a class="{css}" href="{escape(label_box.url)}">{escape(label_box.label)}</a>'
    else:
        drawn = f'<span class="{css}">{escape(label_box.label)}</span>'
    return SafeString(drawn)


def badges(several: Sequence[Badge]) -> SafeString:
    """Badges in a row, as a list."""
    if not several:
        return SafeString("")
    items = "".join(f"<li>{badge(item)}</li>" for item in several)
    return SafeString(f'<ul class="badges">{items}</ul>')


def card(result: Card, level: int = 3) -> SafeString:
    """One result: "title ← origin" linked to its page, the text with marks, badges, small print."""
    origin = ""
    if result.origin:
        heard = f'<span class="visually-hidden"> {escape(result.joined_by)} </span>'
        origin = f'<span class="arrow" aria-hidden="true">←</span>{heard}{escape(result.origin)}'
    aside = f'<span class="card-aside">{escape(result.aside)}</span>' if result.aside else ""
    language = f' lang="{escape(result.language)}"' if result.language else ""
    meta = f'<p class="card-meta">{escape(result.meta)}</p>' if result.meta else ""
    reference = escape(result.reference)
    if result.reference_url:
        reference = f'<a href="{escape(result.reference_url)}" rel="noreferrer">{reference}</a>'
    reference = f'<p class="card-meta">{reference}</p>' if reference else ""
    return SafeString(
        f'<article class="card"><h{level:d} class="card-title">'
        f'<a href="{escape(result.url)}">{escape(result.title)}{origin}</a>{aside}</h{level:d}>'
        f'<p class="card-text"{language}>{marked(result.text, result.spans)}</p>'
        f"{badges(result.badges)}{reference}{meta}</article>"
    )


def cards(several: Sequence[Card], level: int = 3) -> SafeString:
    """Results one below the other; `level` is that of their headings."""
    return SafeString(f'<div class="cards">{"".join(card(result, level) for result in several)}</div>')


def choices(facet: Facet) -> SafeString:
    """The <li> elements of a facet: what `more_url` answers to htmx."""
    most = max((choice.count for choice in facet.choices), default=0)
    name = escape(facet.name)
    return SafeString("".join(_choice(choice, name, most) for choice in facet.choices))


def _choice(option: Choice, name: str, most: int) -> str:
    value = escape(option.value)
    checked = " checked" if option.chosen else ""
    also = f' data-also="{escape("; ".join(option.also))}"' if option.also else ""
    return (
        f'<li{also}><label><input type="checkbox" id="f-{name}-{value}" name="{name}" value="{value}"{checked}>'
        f'<span>{escape(option.label)}</span> <span class="number">{grouped(option.count)}</span>'
        f'<svg aria-hidden="true"><rect class="fill-track" width="{percent(option.count, most)}%" height="3"/>'
        f"</svg></label></li>"
    )


def facet(list_facet: Facet) -> SafeString:
    """A folding list of checkboxes with counts and bars, a field to find a value, a link to all of
    them.
    """
    name, label = escape(list_facet.name), escape(list_facet.label)
    chosen = sum(choice.chosen for choice in list_facet.choices)
    words = escape(_("%(number)s chosen") % {"number": chosen})
    mark = f'<span class="chosen">{words}</span>' if chosen else ""
    opened = " open" if list_facet.unfolded or chosen else ""
    return SafeString(
        f'<details class="facet" id="facet-{name}"{opened}><summary>{label}{mark}</summary>'
        f'<fieldset><legend class="visually-hidden">{label}</legend>{_find(list_facet)}'
        f'<ul class="facet-values" id="facet-{name}-values">{choices(list_facet)}</ul>{_more(list_facet)}'
        f"</fieldset></details>"
    )


def _find(list_facet: Facet) -> str:
    if not list_facet.more_url:
        return ""
    name, label = escape(list_facet.name), escape(_("Find in %(list)s") % {"list": list_facet.label})
    return (
        f'<div class="facet-find"><input type="search" id="facet-{name}-find" aria-label="{label}" '
        f'placeholder="{escape(_("Find"))}" autocomplete="off" data-list="facet-{name}-values" '
        f'data-url="{escape(list_facet.more_url)}"><p class="facet-none" role="status" '
        f'data-said="{escape(_("Not among these values."))}"></p></div>'
    )


def _more(list_facet: Facet) -> str:
    if not list_facet.more_url:
        return ""
    words = _("Show all %(number)s") % {"number": grouped(list_facet.total)} if list_facet.total else _("Show all")
    heard = f'<span class="visually-hidden"> {escape(list_facet.label)}</span>'
    url, name = escape(list_facet.more_url), escape(list_facet.name)
    return (
        f'<a class="facet-more" href="{url}" hx-get="{url}" hx-target="#facet-{name}-values" '
        f'hx-swap="innerHTML" hx-push-url="false">{escape(words)}{heard}</a>'
    )
