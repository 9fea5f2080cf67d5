"""What a person can do about a document's problems."""

import hashlib
from collections.abc import Callable, Sequence

import pytest
from django.test import Client
from django.utils import timezone

from openupr.recommendations.models import SourceRecord
from openupr.recommendations.queries.document_review import waiting_document
from openupr.recommendations.services.import_file import FileReport
from openupr.recommendations.tests.test_importing_documents import (  # noqa: F401
    SUPPORTED,
    named,
    page_of,
    take,
)
from openupr.undocs import Problem
from openupr.undocs.tests.documents import COVER, INTRODUCTION, Printed, pdf, report
from openupr.web.tests.reading import as_read

pytestmark = pytest.mark.django_db
Take = Callable[..., FileReport]


def waits_with(data: bytes) -> Sequence[Problem]:
    """The problems of a kept document."""
    waiting = waiting_document(hashlib.sha256(data).hexdigest(), now=timezone.now())
    assert waiting is not None
    return waiting.document.problems


def test_a_person_chooses_the_position_of_a_whole_list(take: Take, client: Client) -> None:  # noqa: F811
    data = report(SUPPORTED, "7.1 Plant trees (France);", "8.1 Sing (Peru);", "8.2 Dance (Chile);")
    take(data)
    page = client.get(page_of(data)).content.decode()
    (problem,) = (each.key for each in waits_with(data) if each.kind == "no position")
    field = page.partition(f'name="{problem}-position"')[2].partition("</select>")[0]
    assert "Choose a position" in field
    assert 'value="supported" selected' not in field
    refused = client.post(page_of(data), {"problem": problem, "action": "fix", f"{problem}-position": ""})
    assert refused.status_code == 400


def test_the_last_text_of_a_cut_report_is_written_whole_or_left_out(take: Take, client: Client) -> None:  # noqa: F811
    lines = [Printed(SUPPORTED), Printed("7.1 Plant trees (France);", 142), Printed("7.2 Dig wells (Peru);", 142)]
    data = pdf([COVER, [*INTRODUCTION, *lines]])
    take(data)
    told = as_read(client.get(page_of(data)).content.decode())
    assert "Write its whole text, or leave it out." in told
    assert "Leave out" in told
    (problem,) = (each.key for each in waits_with(data))
    values = {"number": "7.2", "text": "Dig wells in every village", "states": "Peru", "position": "supported"}
    client.post(page_of(data), {"problem": problem, "action": "fix"} | named(problem, values))
    client.post(f"{page_of(data)}import/")
    assert set(SourceRecord.objects.values_list("text", flat=True)) == {"Plant trees", "Dig wells in every village"}
