"""OpenUPR, three ways: in process by the product's own query, its API over HTTP, the search page's fragment."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen
from sys import executable
from typing import Any

import orjson
from django.conf import settings

from bench.engines.answers import Answer
from bench.engines.servers import Client, running
from bench.questions import Drawn
from openupr.recommendations.search import facets_of, search_record


class OpenUPR:
    """`home` is the folder whose index answers."""

    name = "OpenUPR"

    def __init__(self, home: Path, dimensions: Sequence[str], name: str = "OpenUPR") -> None:
        self.name = name
        self._home, self._dimensions = home, dimensions

    def ask(self, drawn: Drawn) -> Any:
        if settings.OPENUPR_HOME is not self._home:
            settings.OPENUPR_HOME = self._home
        found = search_record(drawn.question, facets=facets_of(drawn.question))
        return found, [(result.fields, result.highlights) for result in found.results]

    def read(self, drawn: Drawn, reply: Any) -> Answer:
        found, hits = reply
        counts = {n: {value: k for value, k in found.facets[n] if value is not None} for n in self._dimensions}
        return Answer(found.total, counts, len(hits))


class OpenUPRJson:
    name = "OpenUPR, JSON over HTTP"

    def __init__(self, port: int, dimensions: Sequence[str]) -> None:
        self._client, self._dimensions = Client(port), dimensions

    def ask(self, drawn: Drawn) -> Any:
        return self._client.get(f"/api/search?{drawn.question.address()}")

    def read(self, drawn: Drawn, reply: Any) -> Answer:
        document = orjson.loads(reply)
        facets = document["facets"]
        counts = {n: {each["value"]: each["count"] for each in facets[n]} for n in self._dimensions}
        return Answer(document["total"], counts, len(document["results"]))


class OpenUPRFragment:
    """What htmx asks for when a box is ticked: facets drawn, cards drawn, marks set."""

    name = "OpenUPR, HTML fragment over HTTP"

    def __init__(self, port: int) -> None:
        self._client = Client(port)

    def ask(self, drawn: Drawn) -> Any:
        return self._client.get(f"/search/?{drawn.question.address()}", {"HX-Request": "true"})


def serving(home: Path, port: int, log: Path) -> AbstractContextManager[Popen[bytes]]:
    """`openupr serve`, as users start it."""
    command = [executable, "-m", "bench.openupr_command", "serve", "--port", str(port)]
    return running(command, port=port, env={"OPENUPR_HOME": str(home)}, log=log)
