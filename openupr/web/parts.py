"""What the components of `{% load parts %}` are given: small, frozen, without any rule of the
field.

Labels are plain text (escaped when drawn) and may be lazy translations; `url` empty means no link.
A tone is one of TONES: a colour, a pattern and a place in every legend; the app decides what it
means.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import Promise

from . import addresses

Text = str | Promise

TONES = ("yes", "no", "part", "wait", "plain", "grey")


@dataclass(frozen=True, slots=True)
class Badge:
    """A short label; with a tone it carries that tone's colour and pattern."""

    label: Text
    tone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One row of a list of results.

    `title` and `origin` stand as "title ← origin"; a screen reader hears `joined_by` for the arrow.
    `spans` are the (start, end) found in `text`. `aside` is a short word at the end of the title
    line. `reference`: where its text is published, linked where that has an address.
    """

    url: str
    title: Text
    text: str
    origin: Text = ""
    joined_by: Text = ""
    spans: Sequence[tuple[int, int]] = ()
    badges: Sequence[Badge] = ()
    meta: Text = ""
    aside: Text = ""
    language: str = ""
    reference: Text = ""
    reference_url: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: what is sent, what is read, how many rows.

    `also`: what else it is found by when a name is typed into the list.
    """

    value: str
    label: Text
    count: int
    chosen: bool = False
    also: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """A list of choices for one parameter `name` (which also stands in every id).

    `total`: how many values there are in all; `more_url` gives all of them, as a page and, to htmx,
    as the list's <li> elements (`{% facet_choices facet %}`).
    """

    name: str
    label: Text
    choices: Sequence[Choice]
    total: int = 0
    more_url: str = ""
    unfolded: bool = True


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A cell of a table that names its column on a phone.

    `content` is escaped unless safe; "" leaves it empty.
    """

    label: Text
    content: Text
    css: str = "number"


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row of a table: its name, which is escaped unless safe, and its cells."""

    name: Text
    cells: Sequence[NamedCell]
    css: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A link in a row of tabs, pages or breadcrumbs."""

    label: Text
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page of a list this is. Numbers start at 1."""

    number: int
    last: int
    query: QueryDict = field(default_factory=QueryDict)
    parameter: str = "page"

    def url(self, number: int) -> str:
        """The address of another page of the same list."""
        return addresses.changed(self.query, **{self.parameter: None if number == 1 else number})

    def around(self) -> list[int | None]:
        """The first, the last and the pages near this one; None where some are left out."""
        near = {1, self.last, *range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)}
        numbers: list[int | None] = []
        for number in sorted(near):
            if numbers and number - (numbers[-1] or 0) > 1:
                numbers.append(None)
            numbers.append(number)
        return numbers
