"""Looking at a page: what axe finds on it, and whether it fits."""

from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

from openupr.project.tests.extent import ALL, ON_POSTGRESQL

WIDE, PHONE = 1280, 360
HEAVIEST = 62_000
HEAVIEST_IN_KHMER = 75_000  # a Khmer letter takes three bytes
"""Bytes of a page's HTML, not compressed."""
# A table of as many rows and columns as its reader asks for.
HEAVY = ("/disaggregate/?rows=issue&columns=from",)
Page = TypeVar("Page")

# All of axe's rules. The style sheets need not be fetched a second time for them. A row or an item that is built as two
# before it in the same table or list is left out, unless everything is looked at: it shows other words.
_LOOK = """([rules, everything]) => {
    const again = [];
    for (const parent of everything ? [] : document.querySelectorAll("tbody, ul, ol, dl")) {
        const built = new Map();
        for (const each of parent.children) {
            const shape = [each, ...each.querySelectorAll("*")].map((one) => `${one.tagName}.${one.className}`).join();
            built.set(shape, (built.get(shape) || 0) + 1);
            if (built.get(shape) > 2) again.push(each);
        }
    }
    const where = again.length ? {exclude: again} : document;
    return axe.run(where, {resultTypes: ["violations"], preload: false, rules}).then(
        (found) => found.violations.map((each) => [each.id, each.nodes[0].html.slice(0, 300)]));
}"""


def first_of(pages: Iterable[Page], number: int) -> list[Page]:
    """So many of the pages to look at, those that show most before the others; all with `make test-all`."""
    return list(pages)[: None if ALL else number]


def faults(page: Any, *, contrast: bool = True) -> list[list[str]]:
    """Each violation's rule, and the first element that breaks it; nothing that passes is worked out. With
    `make test-all` none on PostgreSQL: a page looks the same there. The one journey of `make test` there is looked at.
    """
    if ON_POSTGRESQL and ALL:
        return []
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    found: list[list[str]] = page.evaluate(_LOOK, [{"color-contrast": {"enabled": contrast}}, ALL])
    return found


def fits(page: Any) -> None:
    """Nothing stands out at the side, and its HTML is light."""
    page.wait_for_load_state()
    is_light(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") == page.viewport_size["width"], page.url


_WEIGHT = "() => performance.getEntriesByType('navigation')[0]?.decodedBodySize || 0"


def is_light(page: Any) -> None:
    """Its HTML is no heavier than others; with `make test-all` also in Khmer, which takes three bytes a letter."""
    if page.url.endswith(HEAVY):
        return
    weight = page.evaluate(_WEIGHT)
    assert weight <= HEAVIEST, f"{page.url}: {weight} bytes"
    if ALL and page.url.startswith("http"):
        answer = page.request.get(page.url, headers={"Accept-Language": "km"})
        weight = len(answer.body())
        assert weight <= HEAVIEST_IN_KHMER, f"{page.url} in Khmer: {weight} bytes"


def looked_at(page: Any, *, contrast: bool = True) -> None:
    """axe finds nothing, and nothing stands out at the side."""
    fits(page)
    assert faults(page, contrast=contrast) == [], page.url


def looked_at_wide_and_on_a_phone(page: Any) -> None:
    """It fits at both widths, and axe finds nothing on a phone; with `make test-all` nor on a wide screen.

    Colours are the same at both: telling them apart, which takes axe longer than all else, is done once.
    """
    page.set_viewport_size({"width": WIDE, "height": 900})
    if ALL:
        looked_at(page, contrast=False)
    else:
        fits(page)
    page.set_viewport_size({"width": PHONE, "height": 900})
    looked_at(page)


@cache
def _axe() -> str:
    from axe_playwright_python.sync_playwright import Axe  # reads its script when imported

    return str(Axe().axe_script)
