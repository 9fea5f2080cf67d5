"""Looking at a page: what axe finds on it, and whether it fits."""

import os
from typing import Any

# A wide screen and a phone. A look costs most of a second: a second run, on another database, looks at nothing.
WIDTHS = tuple(int(width) for width in os.environ.get("JOURNEY_WIDTHS", "1280 360").split())


def faults(page: Any) -> list[tuple[str, str]]:
    """Each violation's rule, and the first element that breaks it; nothing that passes is worked out. None where this
    run does not look at pages as wide as this one.
    """
    if page.viewport_size["width"] not in WIDTHS:
        return []
    from axe_playwright_python.sync_playwright import Axe  # reads its script when imported

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:300]) for each in found]


def looked_at(page: Any) -> None:
    """axe finds nothing, and nothing stands out at the side."""
    page.wait_for_load_state()
    width = page.viewport_size["width"]
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    assert (faults(page), wide) == ([], width), page.url
