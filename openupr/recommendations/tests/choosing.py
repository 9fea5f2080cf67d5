"""Choosing files on the import page, and the worker that then imports them."""

import html
import re
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult


def choose(client: Client, *files: tuple[str, bytes], folder: bool = False, **fields: str) -> str:
    """Send the form; returns the address of the page that follows."""
    given = [SimpleUploadedFile(name, content) for name, content in files]
    answer = client.post("/import/", {"source": "recognise", "folder" if folder else "chosen_files": given, **fields})
    assert answer.status_code == 302, text(answer.content)
    return str(answer.headers["Location"])


def text(content: bytes) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", content.decode())).split())


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return text(answer.content)


def the_worker_works() -> None:
    for waiting in list(DBTaskResult.objects.ready().filter(task_path__endswith="import_waiting_file")):
        waiting.task.call(*waiting.task_result.args)
        waiting.set_successful(None)


def incoming(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "incoming").glob("*"))
