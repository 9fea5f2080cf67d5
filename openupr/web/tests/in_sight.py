"""What a page shows before anything is opened."""

from html.parser import HTMLParser


class _InSight(HTMLParser):
    """Counts links of `main` and keeps the text that no closed `details` holds; its summary is in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.links = 0
        self.texts: list[str] = []
        # For each details around: whether it is open, and whether we are in its summary.
        self._around: list[list[bool]] = []
        self._in_main = False

    @property
    def _is_shown(self) -> bool:
        return self._in_main and all(is_open or in_summary for is_open, in_summary in self._around)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self._in_main = True
        elif tag == "details":
            self._around.append(["open" in dict(attrs), False])
        elif tag == "summary" and self._around:
            self._around[-1][1] = True
        elif tag == "a" and self._is_shown:
            self.links += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._in_main = False
        elif tag == "details":
            self._around.pop()
        elif tag == "summary" and self._around:
            self._around[-1][1] = False

    def handle_data(self, data: str) -> None:
        if self._is_shown:
            self.texts.append(data)


def links_in_sight(page: str) -> int:
    """How many links the page's own part has outside what is folded."""
    return _look(page).links


def text_in_sight(page: str) -> str:
    """The words of the page's own part outside what is folded."""
    return " ".join(" ".join(_look(page).texts).split())


def _look(page: str) -> _InSight:
    look = _InSight()
    look.feed(page)
    return look
