"""What a person can do about a document's problems."""

import contextlib
import hashlib
from collections.abc import Callable, Sequence

import pytest
from django.test import Client
from django.utils import timezone

from openupr.files import own_process
from openupr.recommendations import document_problems as document_review
from openupr.recommendations.document_problems import waiting_document
from openupr.recommendations.file_import import FileReport
from openupr.recommendations.models import SourceRecord
from openupr.recommendations.tests.choosing import choose, page, the_worker_works
from openupr.recommendations.tests.test_importing_documents import (  # noqa: F401
    REPORT,
    SLIP,
    SUPPORTED,
    answer,
    answers,
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


DIALOGUE = [
    Printed("2. France spoke of the forests. It (a) recommended that Cambodia plant trees along all roads; and"),
    Printed("(b) recommended that it abolish the tax on umbrellas."),
    Printed("II. Conclusions and/or recommendations", 85, 14),
]
LIST = [Printed("7. In the course of the dialogue the following recommendations were made:")]
ANSWER = [
    Printed("8. Cambodia has noted these recommendations for consideration and response in due time."),
    Printed("9. The recommendations noted in paragraphs 2 (a) and 2 (b) above did not enjoy its support."),
    Printed("10. All conclusions and/or recommendations contained in the present report reflect the"),
]
OPEN = pdf(
    [
        COVER,
        [*INTRODUCTION[:-1], *DIALOGUE, *LIST],
        [Printed(f"7.{number} Plant tree {number} (Peru);", 142) for number in range(1, 11)],
        ANSWER,
    ]
)


def test_a_question_on_positions_shows_the_paragraph_that_answers_it(take: Take, client: Client) -> None:  # noqa: F811
    take(OPEN)
    assert f"{page_of(OPEN)}4.png" in client.get(page_of(OPEN)).content.decode()
    told = page(client, page_of(OPEN))
    assert "What the report says further on" in told
    assert "8 Cambodia has noted these recommendations for consideration and response in due time." in told
    assert told.index("in due time") < told.index("7.1 Plant tree 1")
    assert "10 recommendations" in told, "a long list is folded"


def test_refusals_of_the_dialogue_are_entered_by_hand_with_what_was_said_there(take: Take, client: Client) -> None:  # noqa: F811
    take(OPEN)
    address = page_of(OPEN)
    told = page(client, address)
    assert "2 (b) recommended that it abolish the tax on umbrellas. (France)" in told
    assert "?number=2%20%28b%29&amp;page=2#add" in client.get(address).content.decode()
    assert "Go on without them" in told
    for number in ("2 (a)", "2 (b)"):
        first = client.get(address, {"number": number, "page": "2"}).context["adding"].initial
        assert (first["states"], first["position"]) == ("France", "noted")
        client.post(f"{address}add/", {f"add-{name}": value for name, value in first.items()})
    (problem,) = waits_with(OPEN)
    assert problem.kind == "no position"
    client.post(address, {"problem": problem.key, "action": "fix"} | named(problem.key, {"position": "pending"}))
    client.post(f"{address}import/")
    refused = SourceRecord.objects.filter(response="noted").values_list("number", "ask__from_iso3", "text")
    assert sorted(refused) == [
        ("2 (a)", "FRA", "recommended that Cambodia plant trees along all roads"),
        ("2 (b)", "FRA", "recommended that it abolish the tax on umbrellas."),
    ]
    assert SourceRecord.objects.filter(response="pending").count() == 10


def test_a_problem_of_an_addendum_shows_the_recommendation_and_the_states_sentence(take: Take, client: Client) -> None:  # noqa: F811
    data = answer(
        "2. Cambodia accepts recommendations 7.1, 8.1 and 8.2.", "3. It notes recommendation 8.2. It is deep."
    )
    take(data)
    assert "Import A/HRC/99/16 to read the recommendation here." in page(client, page_of(data))
    take(REPORT)
    told = page(client, page_of(data))
    assert "8.2 Teach every child to swim (Chile)" in told
    assert "Cambodia accepts recommendations 7.1, 8.1 and 8.2." in told
    assert "It notes recommendation 8.2." in told


def test_a_range_that_goes_beyond_the_report_is_a_problem(take: Take, client: Client) -> None:  # noqa: F811
    take(REPORT)
    data = answer("2. Cambodia accepts recommendations 8.1-8.200 and 7.1.")
    said = take(data)
    assert "The addendum answers 8.3 to 8.200. The report has no such numbers" in said.reason
    (problem,) = waits_with(data)
    client.post(page_of(data), {"problem": problem.key, "action": "accept"})
    client.post(f"{page_of(data)}import/")
    assert answers() == {"7.1": "supported", "8.1": "supported", "8.2": "supported"}


def settled(take: Take, client: Client) -> str:  # noqa: F811
    """The address under which a document without problems left is imported."""
    data = report(SUPPORTED, "7.1 Plant trees (France);", "7.1 Dig wells (Peru);")
    take(data)
    for problem in waits_with(data):
        client.post(page_of(data), {"problem": problem.key, "action": "accept"})
    return f"{page_of(data)}import/"


def test_a_settled_document_waits_while_many_files_are_read(take: Take, client: Client) -> None:  # noqa: F811
    address = settled(take, client)
    with contextlib.ExitStack() as others:
        for _sender in range(4):
            others.enter_context(own_process._PLACES)
        told = client.post(address, follow=True)
    assert "Waiting for its turn." in as_read(told.content.decode())
    assert not SourceRecord.objects.exists()
    the_worker_works()
    assert "1 file is in the record." in page(client, told.redirect_chain[-1][0])
    assert SourceRecord.objects.count() == 2


def test_a_settled_document_waits_while_another_import_is_under_way(take: Take, client: Client) -> None:  # noqa: F811
    address = settled(take, client)
    other = choose(client, ("other.pdf", REPORT.replace(b"A/HRC/99/16", b"A/HRC/98/16")))
    told = client.post(address, follow=True)
    assert "Waiting for its turn." in as_read(told.content.decode())
    the_worker_works()
    assert "1 file is in the record." in page(client, other)
    assert "1 file is in the record." in page(client, told.redirect_chain[-1][0])


def test_who_settles_while_many_files_are_read_is_told_that_it_is_busy(
    take: Take,  # noqa: F811
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take(SLIP)
    document_review._read.cache_clear()
    monkeypatch.setattr(document_review, "_PATIENCE", 0.05)
    client.raise_request_exception = False
    with contextlib.ExitStack() as others:
        for _sender in range(4):
            others.enter_context(own_process._PLACES)
        busy = client.get(page_of(SLIP))
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    assert client.get(page_of(SLIP)).status_code == 200
