"""What Sophea types into any field is shown as she typed it: no browser takes it for markup, a script or an address."""

import re
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Error

from openupr.project.tests.extent import ALL

from .conftest import SiteAt
from .signing_in import window_of

# Where the texts lie changes nothing of how they are shown.
pytestmark = pytest.mark.once

Browse = Callable[..., Any]

PLANTED = (
    """'"><img class="planted" src="x" onerror="document.title = 'run'"><i class="planted" hx-get="/account/" """
    """hx-trigger="load"></i><script class="planted">document.title = "run"</script>{{ 7 }} [a](javascript:run(1))"""
)
SHORT = """'"><b class=planted>"""
SIGN = "class=planted"
# What would be there if one of them had become more than text.
TAKEN = """() => [...document.querySelectorAll(
    ".planted, [onerror], [onload], [onclick], [href^='javascript:' i], [src^='javascript:' i], script:not([src])"
)].map((each) => each.outerHTML)"""
LINKS = "() => [...document.querySelectorAll('main a[href], nav a[href]')].map((each) => each.href)"
# Each form that sends texts, with a choice made wherever one has to be.
FORMS = """() => [...document.querySelectorAll("main form[method=post]")]
    .filter((form) => !form.querySelector("[type=file], [type=password]"))
    .map((form) => {
        for (const each of form.querySelectorAll("select"))
            if (!each.value) each.selectedIndex = Math.min(1, each.options.length - 1);
        for (const each of form.querySelectorAll("[type=radio]"))
            if (!form.querySelector(`[name="${each.name}"]:checked`)) each.checked = true;
        const texts = [...form.querySelectorAll("[type=text], [type=search], textarea")]
            .filter((each) => each.name && !each.list && each.inputMode !== "numeric")
            .map((each) => [each.name, each.maxLength]);
        const days = [...form.querySelectorAll("[type=date]")].filter((each) => !each.value).map((each) => each.name);
        const pressed = [...form.querySelectorAll("button[name]")].slice(0, 1).map((each) => [each.name, each.value]);
        return {action: form.action, given: [...new FormData(form), ...pressed], texts, days};
    })
    .filter((form) => form.texts.length)"""
# What ends something, or closes what other texts are to be typed into.
NOT_SENT = re.compile("/(close|delete|leave|remove|drop|forget|hand-over|take-out|withdraw|end|lodge|clock|move|plan)/")


def shape(address: str) -> str:
    """A question's names belong to it: many a form is drawn only where one asks for it."""
    asked = parse_qs(urlsplit(address).query, keep_blank_values=True)
    return " ".join([re.sub(r"\d+", "N", urlsplit(address).path), *sorted(asked)])


def pages_from(page: Any, home: str, *, most: int) -> list[str]:
    """Addresses of a coalition's pages, one of each kind, those with the simplest forms first."""
    first = ("groups/new/", "timeline/events/new/", "people/organisations/add/", "decisions/new/?from=issues")
    found = deque(f"{home}{each}" for each in (*first, "people/invite/", "groups/", "timeline/", ""))
    seen = {shape(each) for each in found}
    visited: list[str] = []
    while found and len(visited) < most:
        address = found.popleft()
        try:
            page.goto(address)
        except Error:  # it leads to a file
            continue
        visited.append(address)
        for link in page.evaluate(LINKS):
            is_page = link.startswith(home) and urlsplit(link).path.endswith("/") and "read-in" not in link
            if is_page and shape(link) not in seen:
                seen.add(shape(link))
                found.append(link)
    return visited


def plant(page: Any) -> int:
    """Send every form of the page with planted texts, short ones where long ones are refused; how many were taken."""
    forms = [form for form in page.evaluate(FORMS) if not NOT_SENT.search(form["action"])]
    return sum(any(is_taken(page, form, planted) for planted in (PLANTED, SHORT)) for form in forms)


def is_taken(page: Any, form: dict[str, Any], planted: str) -> bool:
    texts = {name: planted if most < 0 or most >= len(planted) else SHORT[:most] for name, most in form["texts"]}
    day = str(timezone.localdate() + timedelta(days=20))
    given = [(name, texts.get(name, value)) for name, value in form["given"]]
    body = urlencode([*given, *((name, day) for name in form["days"])])
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Referer": page.url}
    answer = page.request.post(form["action"], data=body, headers=headers, max_redirects=0)
    assert answer.status < 500, form["action"]
    return bool(answer.status in (302, 303))


def test_what_is_planted_in_any_field_stays_text_on_every_page(site_at: SiteAt, browse: Browse) -> None:
    with site_at("sections") as site:
        sophea = window_of("sophea", site, browse)
        pages = pages_from(sophea, sophea.url, most=150 if ALL else 8)
        taken = 0
        for address in pages:
            sophea.goto(address)
            taken += plant(sophea)
        assert taken >= (60 if ALL else 5)
        shown = 0
        for address in pages:
            sophea.goto(address)
            assert sophea.evaluate(TAKEN) == [], address
            assert sophea.title() != "run", address
            shown += SIGN in sophea.locator("body").inner_text()
        assert shown
