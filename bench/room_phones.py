"""Phones as asynchronous clients: one kept connection each, cookies, gzip, as a browser has them."""

import asyncio
import random
import re
import time
import zlib
from collections import Counter
from dataclasses import dataclass, field
from statistics import median, quantiles
from urllib.parse import urlencode

_SEEN = re.compile(r"\?seen=(\d+)")
_VOTE = re.compile(r"questions/(\d+)/vote/")
_WAITS = re.compile(r"questions/(\d+)/moderate/\"(?:(?!</form>).)*?value=\"release\"", re.DOTALL)
_CHOICE = re.compile(r"quiz/(\d+)/answer/.*?name=\"choice\"\s+value=\"(\d+)\"", re.DOTALL)
_QUIZ = re.compile(r"quiz/(\d+)/\"")
PATIENCE = 30.0  # seconds


def ninety_fifth(each: list[float]) -> float:
    """The 95th percentile; 0 of nothing."""
    return quantiles(each, n=20)[-1] if len(each) > 1 else max(each, default=0.0)


@dataclass
class Told:
    """What the phones were told: milliseconds of each request, errors, and what was acknowledged."""

    each: list[float] = field(default_factory=list)
    by_kind: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    refused: Counter = field(default_factory=Counter)
    questions: set[str] = field(default_factory=set)
    votes: Counter = field(default_factory=Counter)
    answers: int = 0
    released: int = 0

    def took(self, milliseconds: float, kind: str) -> None:
        """One request of a kind: "poll" that found nothing new, "page" or a part of one, "post"."""
        self.each.append(milliseconds)
        self.by_kind.setdefault(kind, []).append(milliseconds)

    @property
    def posts(self) -> int:
        return len(self.questions) + self.votes.total() + self.answers + self.released

    @property
    def median(self) -> float:
        return median(self.each) if self.each else 0.0

    @property
    def slow(self) -> float:
        """The 95th percentile."""
        return ninety_fifth(self.each)

    def lost_in(self, there: dict) -> list[str]:
        """What was acknowledged and is not in the database, or is there and was not sent."""
        lost = [f"lost: {text}" for text in self.questions - set(there["questions"])]
        for number, votes in there["votes"].items():
            if votes != self.votes[int(number)]:
                lost.append(f"question {number}: {votes} votes instead of {self.votes[int(number)]}")
        if there["answers"] != self.answers:
            lost.append(f"{there['answers']} quiz answers instead of {self.answers}")
        return lost


class Browser:
    """One connection with its cookies."""

    def __init__(self, port: int, told: Told) -> None:
        self._port, self._told, self._streams = port, told, None
        self.cookies: dict[str, str] = {}

    async def get(self, address: str) -> tuple[int, str]:
        return await self._timed("GET", address, b"")

    async def post(self, address: str, **fields: str) -> tuple[int, str]:
        sent = {"csrfmiddlewaretoken": self.cookies["csrftoken"], **fields}
        return await self._timed("POST", address, urlencode(sent).encode())

    async def _timed(self, method: str, address: str, body: bytes) -> tuple[int, str]:
        began = time.perf_counter()
        try:
            status, text = await asyncio.wait_for(self._ask(method, address, body), PATIENCE)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError) as error:
            self._streams = None
            self._told.errors.append(f"{method} {address}: {error!r}")
            return 0, ""
        self._told.took((time.perf_counter() - began) * 1000, "post" if body else "poll" if status == 204 else "page")
        if status >= 500 or status in (400, 403, 404, 408):
            self._told.errors.append(f"{method} {address}: {status}")
        return status, text

    async def _ask(self, method: str, address: str, body: bytes) -> tuple[int, str]:
        fresh = self._streams is None
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            return await self._exchange(method, address, body)
        except (ConnectionError, asyncio.IncompleteReadError):
            # The server ends a connection that was silent for five seconds, as with a browser.
            self._streams = None
            if fresh:
                raise
        return await self._ask(method, address, body)

    async def _exchange(self, method: str, address: str, body: bytes) -> tuple[int, str]:
        reader, writer = self._streams  # type: ignore[misc]
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [
            f"{method} {address} HTTP/1.1",
            f"Host: 127.0.0.1:{self._port}",
            "Accept-Encoding: gzip",
            "HX-Request: true",
        ]
        lines += [f"Cookie: {cookies}"] if cookies else []
        if body:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        length, packed = 0, False
        for line in head[1:]:
            name, _, value = line.partition(":")
            match name.lower():
                case "content-length":
                    length = int(value)
                case "content-encoding":
                    packed = "gzip" in value
                case "set-cookie":
                    cookie, _, content = value.strip().partition(";")[0].partition("=")
                    self.cookies[cookie] = content
                case "transfer-encoding":
                    length = -1
        if length < 0:
            # In chunks: a redirect that knows no length.
            while size := int((await reader.readline()).strip() or b"0", 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        content = await reader.readexactly(length) if length > 0 else b""
        return int(head[0].split()[1]), (zlib.decompress(content, 31) if packed else content).decode()


async def play(port: int, room: dict, *, phones: int, seconds: float) -> Told:
    """Everybody enters, then everybody plays for so many seconds; entering is not counted."""
    told = Told()
    browsers = [Browser(port, told) for _ in range(phones)]
    for browser in browsers:
        browser.cookies["django_language"] = "en"
        # The language is chosen first.
        await browser.get("/room/?read-in=en")
        await browser.get("/room/")
        status, _ = await browser.post("/room/", code=room["code"])
        if status != 302 or "guest" not in browser.cookies:
            told.errors.append(f"a phone could not enter: {status}")
    told.each.clear()
    told.by_kind.clear()
    until = time.monotonic() + seconds
    parts = [_phone(browser, room["at"], number, until) for number, browser in enumerate(browsers)]
    facilitator, projector = Browser(port, told), Browser(port, told)
    facilitator.cookies["sessionid"] = projector.cookies["sessionid"] = room["session"]
    await asyncio.gather(*parts, _facilitator(facilitator, room["at"], until), _projector(projector, room["at"], until))
    return told


async def _phone(browser: Browser, at: str, number: int, until: float) -> None:
    """A page stays open: questions, or the quiz; now and then its owner does something."""
    chance, told = random.Random(number), browser._told
    pages = {"questions": ("questions/", "questions/list/"), "quiz": ("quiz/", "quiz/now/")}
    page, seen, sent, voted = "questions", "", 0, set()
    await asyncio.sleep(chance.uniform(0, 4))
    while time.monotonic() < until:
        whole, part = pages[page]
        status, text = await browser.get(f"{at}{part}?seen={seen}" if seen else f"{at}{whole}")
        if status == 200 and (found := _SEEN.search(text)):
            seen = found[1]
        if status == 200 and page == "quiz" and (open_now := _CHOICE.search(text)):
            status, text = await browser.post(f"{at}quiz/{open_now[1]}/answer/", choice=open_now[2])
            told.answers += _counted(told, "quiz", status, "Counted." in text)
        elif status == 200 and page == "questions" and chance.random() < 0.25:
            free = [each for each in set(_VOTE.findall(text)) if each not in voted]
            if free:
                wanted = chance.choice(sorted(free))
                voted.add(wanted)
                status, text = await browser.post(f"{at}questions/{wanted}/vote/", do="vote")
                taken = re.search(rf'id="vote-{wanted}"\s+name="do"\s+value="take-back"', text)
                told.votes[int(wanted)] += _counted(told, "vote", status, taken is not None)
                seen = found[1] if (found := _SEEN.search(text)) else seen
        elif page == "questions" and chance.random() < 0.02 and sent < 3:
            sent += 1
            asked = f"Question {sent} of phone {number}: what happens to the villages on the river?"
            status, _ = await browser.post(f"{at}questions/ask/", text=asked)
            if _counted(told, "question", status):
                told.questions.add(asked)
        elif chance.random() < 0.05:
            await browser.get(chance.choice([f"{at}phone/", "/room/"]))
        if chance.random() < 0.08:
            page, seen = ("quiz" if page == "questions" else "questions"), ""
        await asyncio.sleep(chance.uniform(3, 5))


def _counted(told: Told, kind: str, status: int, says_so: bool = True) -> bool:
    """Whether the answer acknowledges a post; one that was too late is told so in a sentence."""
    counted = status in (200, 302) and says_so
    if not counted:
        told.refused[f"{kind}, {status}"] += 1
    return counted


async def _facilitator(browser: Browser, at: str, until: float) -> None:
    """Releases what is asked, opens one quiz question after the other."""
    await browser.get(f"{at}quiz/run/")
    _, text = await browser.get(f"{at}quiz/run/")
    questions = list(dict.fromkeys(_QUIZ.findall(text)))
    turn = 0
    while time.monotonic() < until:
        _, text = await browser.get(f"{at}questions/moderate/")
        for waiting in _WAITS.findall(text)[:20]:
            status, _ = await browser.post(f"{at}questions/{waiting}/moderate/", do="release")
            browser._told.released += status == 302
        if questions and turn % 3 == 0:
            await browser.post(f"{at}quiz/{questions[0]}/", do="open")
        elif questions and turn % 3 == 2:
            await browser.post(f"{at}quiz/{questions.pop(0)}/", do="show")
        turn += 1
        await asyncio.sleep(3)


async def _projector(browser: Browser, at: str, until: float) -> None:
    while time.monotonic() < until:
        await browser.get(f"{at}questions/projector/stage/")
        await browser.get(f"{at}quiz/projector/stage/")
        await asyncio.sleep(4)
