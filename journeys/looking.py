"""Looking at a page: what axe finds on it."""

from typing import Any


def faults(page: Any) -> list[tuple[str, str]]:
    """Each violation's rule, and the first element that breaks it; nothing that passes is worked out."""
    from axe_playwright_python.sync_playwright import Axe  # reads its script when imported

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:300]) for each in found]
