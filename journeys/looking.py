"""Looking at a page: what axe finds on it, and whether it fits."""

import os
from functools import cache
from typing import Any

# A wide screen and a phone. A look costs most of a second: a second run, on another database, looks at nothing.
WIDTHS = tuple(int(width) for width in os.environ.get("JOURNEY_WIDTHS", "1280 360").split())

# All of axe's rules. The style sheets need not be fetched a second time for them.
_LOOK = """(rules) => axe.run({resultTypes: ["violations"], preload: false, rules}).then(
    (found) => found.violations.map((each) => [each.id, each.nodes[0].html.slice(0, 300)]))"""


def faults(page: Any, *, contrast: bool = True) -> list[list[str]]:
    """Each violation's rule, and the first element that breaks it; nothing that passes is worked out. None where this
    run does not look at pages as wide as this one.
    """
    if page.viewport_size["width"] not in WIDTHS:
        return []
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    found: list[list[str]] = page.evaluate(_LOOK, {"color-contrast": {"enabled": contrast}})
    return found


def looked_at(page: Any, *, contrast: bool = True) -> None:
    """axe finds nothing, and nothing stands out at the side."""
    page.wait_for_load_state()
    width = page.viewport_size["width"]
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    assert (faults(page, contrast=contrast), wide) == ([], width), page.url


def looked_at_wide_and_on_a_phone(page: Any) -> None:
    """The same, at each width. A phone has the colours of a wide screen: telling them apart, which takes axe longer
    than all else, is done once.
    """
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        looked_at(page, contrast=width == WIDTHS[0])


@cache
def _axe() -> str:
    from axe_playwright_python.sync_playwright import Axe  # reads its script when imported

    return str(Axe().axe_script)
