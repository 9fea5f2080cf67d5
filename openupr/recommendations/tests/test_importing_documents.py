"""A coordinator imports the UN's documents as they come: the report, and months later the State's answers."""

import hashlib
from pathlib import Path

import pytest

from openupr.recommendations.models import RecordChange, SourceRecord
from openupr.recommendations.services.import_file import FileReport, import_file
from openupr.undocs.tests.documents import Printed, pdf, report
from openupr.web.tests.reading import as_read

SUPPORTED = "7. The recommendations listed below enjoy the support of Cambodia:"
PENDING = "8. The following recommendations will be examined by Cambodia, which will provide responses:"
REPORT = report(
    SUPPORTED,
    "7.1 Plant trees along the roads (France) (Peru);",
    PENDING,
    "8.1 Open the archives of the ministry (Chad);",
    "8.2 Teach every child to swim (Chile);",
)
COVER = [
    Printed("Report of the Working Group on the Universal Periodic Review"),
    Printed("Cambodia"),
    Printed("Addendum"),
    Printed("Views on conclusions and/or recommendations presented by the State under review"),
    Printed("United Nations A/HRC/99/16/Add.1"),
]
ADDENDUM = pdf(
    [
        COVER,
        [
            Printed("2. Cambodia accepts recommendations 7.1, 8.1. It takes note of recommendation 8.2."),
            Printed("8.2 The rivers are deep."),
        ],
    ]
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(tmp_path: Path):
    def take(data: bytes, source: str = "", name: str = "document.pdf") -> FileReport:
        path = tmp_path / name
        path.write_bytes(data)
        return import_file(source=source, path=path)

    return take


def answers() -> dict[str, str]:
    return dict(SourceRecord.objects.values_list("number", "response"))


def test_a_report_enters_with_number_symbol_page_and_provisional_positions(take) -> None:
    assert take(REPORT).added == 4
    record = SourceRecord.objects.filter(number="7.1").first()
    assert record is not None
    assert (record.symbol, record.response, record.source_response, record.raw["Page"]) == (
        "A/HRC/99/16",
        "supported",
        "Supported (provisional)",
        2,
    )
    assert (record.ask.review.session, record.ask.review.iso3) == (18, "KHM")
    assert answers() == {"7.1": "supported", "8.1": "pending", "8.2": "pending"}


def test_a_document_is_recognised_by_what_is_in_it(take) -> None:
    assert take(REPORT).source == "working-group-report"
    assert take(ADDENDUM).source == "addendum"


def test_an_addendum_changes_the_positions_and_what_changed_is_kept(take) -> None:
    take(REPORT)
    said = take(ADDENDUM, "addendum")
    assert (said.added, said.updated, said.refused) == (0, 4, [])
    assert answers() == {"7.1": "supported", "8.1": "supported", "8.2": "noted"}
    assert SourceRecord.objects.get(number="8.2").explanation == "The rivers are deep."
    changed = RecordChange.objects.filter(record__number="8.1", field="source_response")
    assert [(change.before, change.after) for change in changed] == [("To be examined", "Supported")]


def test_the_report_read_again_does_not_undo_the_answers(take) -> None:
    take(REPORT)
    take(ADDENDUM)
    assert (take(REPORT).updated, answers()["8.2"]) == (0, "noted")


def test_an_addendum_without_its_report_says_what_to_do_first(take) -> None:
    assert "Import the Working Group's report first" in take(ADDENDUM).reason


def test_an_answer_to_a_number_that_the_report_does_not_have_is_refused_alone(take) -> None:
    take(report(SUPPORTED, "7.1 Plant trees (France);", "7.2 Dig wells (Peru);"))
    said = take(pdf([COVER, [Printed("2. Cambodia accepts 7.1, 7.2 and 7.9.")]]))
    assert said.updated == 2
    assert [refusal["value"] for refusal in said.refused] == ["7.9"]


def test_a_report_with_problems_enters_nothing(take) -> None:
    said = take(report(SUPPORTED, "7.1 Plant trees (France);", "7.1 Dig wells (Peru);"))
    assert "1 problem that a person has to settle" in said.reason
    assert "Page 2: The number 7.1 is printed twice." in said.reason
    assert not SourceRecord.objects.exists()


def test_a_report_named_as_an_addendum_is_refused(take) -> None:
    assert take(REPORT, "addendum").reason.startswith("This is a Working Group's report")


def test_the_page_of_a_recommendation_tells_what_changed_and_why(take, client) -> None:
    take(REPORT)
    take(ADDENDUM)
    key = SourceRecord.objects.get(number="8.2").ask.key
    page = client.get(f"/recommendations/{key}/").content.decode()
    assert "To be examined became Noted" in page
    assert "The rivers are deep." in page
    assert "What the State says:" in page


def test_cambodias_kind_of_slip_is_settled_on_the_page_and_the_report_enters(take, client) -> None:
    slip = report(SUPPORTED, "7.1 Plant trees (France);", "7.1 Dig wells (Peru);", "7.3 Sing (Chad);")
    assert take(slip).reason
    address = f"/import/documents/{hashlib.sha256(slip).hexdigest()}/"
    shown = client.get(address)
    (first, second) = shown.context["waiting"].document.problems
    assert (first.kind, second.kind) == ("number twice", "missing number")
    told = as_read(shown.content.decode())
    assert "The other 7.1 is on page 2: Plant trees" in told
    assert "Go on without it" in told
    assert address in client.get("/import/").content.decode()
    client.post(address, {"problem": first.key, "action": "fix", f"{first.key}-number": "7.2"})
    assert "Nothing is left to settle" in client.get(address).content.decode()
    told = client.post(f"{address}import/").content.decode()
    assert "The document is in the record" in told
    assert "Search session" in told
    assert address not in client.get("/import/").content.decode()
    assert sorted(answers()) == ["7.1", "7.2", "7.3"]
    # Corrections are data: the same file read again needs nobody.
    assert take(slip).already_there == 3


def test_a_paragraph_can_be_left_out_or_given_its_state(take, client) -> None:
    lines = report(SUPPORTED, "7.1 Plant trees;", "7.2 Dig wells (Marocco, Peru);", "7.3 Nothing more;")
    take(lines)
    address = f"/import/documents/{hashlib.sha256(lines).hexdigest()}/"
    first, second, third = client.get(address).context["waiting"].document.problems
    values = {f"{first.key}-number": "7.1", f"{first.key}-text": "Plant trees", f"{first.key}-states": "Atlantis"}
    assert client.post(address, {"problem": first.key, "action": "fix", **values}).status_code == 400
    values[f"{first.key}-states"] = "Chad"
    client.post(address, {"problem": first.key, "action": "fix", **values})
    client.post(address, {"problem": second.key, "action": "accept"})
    client.post(address, {"problem": third.key, "action": "leave-out"})
    client.post(f"{address}import/")
    told = SourceRecord.objects.values_list("number", "ask__from_iso3")
    assert sorted(told) == [("7.1", "TCD"), ("7.2", "PER")]


def test_the_page_of_a_problem_is_shown_as_a_picture(take, client) -> None:
    slip = report(SUPPORTED, "7.1 Plant trees (France);", "7.1 Dig wells (Peru);")
    take(slip)
    address = f"/import/documents/{hashlib.sha256(slip).hexdigest()}/"
    assert client.get(f"{address}2.png").content.startswith(b"\x89PNG")
    assert client.get(f"{address}99.png").status_code == 404


def test_decisions_can_be_undone(take, client) -> None:
    slip = report(SUPPORTED, "7.1 Plant trees (France);", "7.1 Dig wells (Peru);")
    take(slip)
    address = f"/import/documents/{hashlib.sha256(slip).hexdigest()}/"
    (problem,) = client.get(address).context["waiting"].document.problems
    client.post(address, {"problem": problem.key, "action": "accept"})
    client.post(f"{address}undo/")
    assert len(client.get(address).context["waiting"].document.problems) == 1


def test_a_document_that_does_not_wait_is_not_found(client) -> None:
    for name in ("0" * 64, "secret-key", "A" * 5000):
        assert client.get(f"/import/documents/{name}/").status_code == 404
        assert client.get(f"/import/documents/{name}/1.png").status_code == 404


def test_a_provisional_answer_is_said_once(take, client) -> None:
    take(REPORT)
    key = SourceRecord.objects.filter(number="7.1").first().ask.key
    page = as_read(client.get(f"/recommendations/{key}/").content.decode())
    assert "Supported (provisional)" in page
    assert "Supported (Supported" not in page
