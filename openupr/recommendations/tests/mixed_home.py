"""A home into which the real files of four sources were imported, and a process there that answers."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FILES = {
    "upr-info": ["upr-info-export/*.csv", "upr-info-export/voluntary.xls"],
    "dihr": ["dihr-explorer/*.xlsx"],
    "uhri": ["uhri-api/upr-six-languages.jsonl"],
    "thematic-list": ["ohchr-thematic-lists/slovenia-cycle4.docx"],
}

# Reads one question a line, an address of a page or the arguments of a command, and answers with a line.
_ANSWERS = """
import io, json, sys, traceback
from contextlib import redirect_stdout
import django
django.setup()
from django.core.management import call_command
from django.test import Client
client = Client(SERVER_NAME="localhost")
for line in sys.stdin:
    question = json.loads(line)
    try:
        with redirect_stdout(io.StringIO()) as written:
            if isinstance(question, str):
                page = client.get(question)
                answer = (b"".join(page) if page.streaming else page.content).decode("utf-8-sig")
            else:
                call_command(*question)
                answer = written.getvalue()
    except Exception:
        traceback.print_exc()
        answer = None
    print(json.dumps(answer), flush=True)
"""


class MixedHome:
    """Answers as a person gets it: pages, and what commands print."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def page(self, address: str) -> str:
        """The page, or the file, that this address leads to."""
        return self._answer(address)

    def json(self, address: str) -> Any:
        return json.loads(self._answer(address))

    def command(self, *arguments: str) -> Any:
        """The JSON document that `openupr` prints for these arguments."""
        return json.loads(self._answer([*arguments, "--json"]))

    def _answer(self, question: str | list[str]) -> str:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert answer is not None, f"No answer to {question}: see what was written to stderr."
        return str(answer)


@contextmanager
def mixed_home(shared: Path, environment: dict[str, str]) -> Iterator[MixedHome]:
    """Imports all files into the home of this environment, as a person does."""
    for source, patterns in FILES.items():
        files = [str(path) for pattern in patterns for path in sorted((shared / "data").glob(pattern))]
        command = [sys.executable, "-m", "openupr", "import", source, *files]
        subprocess.run(command, env=environment, check=True, capture_output=True)
    with subprocess.Popen(
        [sys.executable, "-c", _ANSWERS], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield MixedHome(process)
        process.kill()
