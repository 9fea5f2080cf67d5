"""What the tests of States' pages share: a drawn record with pledges, and how a reader sees a page."""

import re
from html import unescape

from django.test import Client

from openupr.recommendations.tests.drawn_records import Row, drawn
from openupr.upr.states import find_state

ROWS = drawn()
PLEDGES = [
    {"From": "Cambodia", "Text": f"We shall {what}", "Response": "Voluntary Pledge", "Session": session}
    for what, session in (("ratify", "18"), ("report", "18"), ("visit", "6"))
]
CAMBODIA = find_state("Cambodia")


def to_cambodia(session: str = "") -> list[Row]:
    """The drawn rows to Cambodia, of one session or all."""
    return [row for row in ROWS if row["To"] == "Cambodia" and (not session or row["Session"] == session)]


def text_of(client: Client, address: str) -> str:
    """A page as it is sent."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def words_of(page: str) -> str:
    """What a reader sees of a page, in one line."""
    body = re.sub(r"<(svg|style|script)\b.*?</\1>", " ", page[page.index("<main") :], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())
