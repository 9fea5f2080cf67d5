"""A coordinator imports the UN's documents as they come: the report, and months later the State's answers."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from openupr.recommendations.document_problems import waiting_document
from openupr.recommendations.file_import import FileReport, import_file, import_kept_document
from openupr.recommendations.models import ImportedFile, KeptDocument, RecordChange, SourceRecord
from openupr.recommendations.un_documents import remove_old_documents, take_over_files
from openupr.reviews.models import Review
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

SLIP = report(SUPPORTED, "7.1 Plant trees (France);", "7.1 Dig wells (Peru);", "7.3 Sing (Chad);")

# What is read enters the tables as the rows of test_importing_a_file do, on PostgreSQL too.
pytestmark = [pytest.mark.django_db, pytest.mark.thorough("on PostgreSQL")]


@pytest.fixture
def take(tmp_path: Path):
    def take(data: bytes, source: str | None = None, name: str = "document.pdf") -> FileReport:
        path = tmp_path / name
        path.write_bytes(data)
        # Recognising it would read it once more.
        usual = "addendum" if b"Addendum" in data else "working-group-report"
        return import_file(source=usual if source is None else source, path=path)

    return take


def answer(*lines: str) -> bytes:
    """An addendum with these lines."""
    return pdf([COVER, [Printed(line) for line in lines]])


def page_of(data: bytes) -> str:
    """Where a document's problems are settled."""
    return f"/import/documents/{hashlib.sha256(data).hexdigest()}/"


def named(problem: str, values: dict[str, str]) -> dict[str, str]:
    """The fields of a problem's form."""
    return {f"{problem}-{name}": value for name, value in values.items()}


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
    assert take(REPORT, "").source == "working-group-report"
    assert take(ADDENDUM, "").source == "addendum"


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
    assert "(optional)" not in told.partition("Add a recommendation by hand")[0]
    values = {"number": "7.2", "states": "Peru", "text": "Dig wells", "position": "supported"}
    client.post(address, {"problem": first.key, "action": "fix"} | named(first.key, values))
    assert "Nothing is left to settle" in client.get(address).content.decode()
    told = client.post(f"{address}import/", follow=True).content.decode()
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
    values = {"number": "7.1", "text": "Plant trees", "position": "supported"}
    for nobody in ("", "Atlantis"):
        given = {"problem": first.key, "action": "fix"} | named(first.key, values | {"states": nobody})
        assert client.post(address, given).status_code == 400
    client.post(address, {"problem": first.key, "action": "fix"} | named(first.key, values | {"states": "Chad"}))
    client.post(address, {"problem": second.key, "action": "accept"})
    client.post(address, {"problem": third.key, "action": "leave-out"})
    client.post(f"{address}import/")
    told = SourceRecord.objects.values_list("number", "ask__from_iso3")
    assert sorted(told) == [("7.1", "TCD"), ("7.2", "PER")]


def test_what_an_import_says_of_the_rows_is_kept_in_english_whoever_imports(take, client) -> None:
    Review.objects.all().delete()
    take(SLIP)
    address = page_of(SLIP)
    for problem in client.get(address).context["waiting"].document.problems:
        client.post(address, {"problem": problem.key, "action": "accept"})
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "km"
    client.post(f"{address}import/")
    [warning, *_] = ImportedFile.objects.latest("pk").warnings
    assert "no review of" in warning["message"]
    assert warning["message"].isascii(), warning


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


def test_all_others_are_those_that_the_report_left_open_and_no_answer_names(take, client) -> None:
    take(REPORT)
    said = take(answer("2. Cambodia accepts recommendation 8.1.", "3. The remaining recommendations are noted."))
    assert answers() == {"7.1": "supported", "8.1": "supported", "8.2": "noted"}
    (warning,) = said.warnings
    assert "does not name these; they are noted" in warning["message"]
    record = SourceRecord.objects.get(number="8.2")
    assert record.source_position == (
        "A/HRC/99/16/Add.1, page 2, all others: “The remaining recommendations are noted.”"
    )
    page = as_read(client.get(f"/recommendations/{record.ask.key}/").content.decode())
    assert "all others: “The remaining recommendations are noted.”" in page
    assert "To be examined became Noted" in page


def test_all_others_read_again_are_the_same(take) -> None:
    take(REPORT)
    addendum = answer("2. Cambodia accepts recommendation 8.1.", "3. The remaining recommendations are noted.")
    take(addendum)
    assert (take(addendum).updated, take(REPORT).updated) == (0, 0)
    assert answers() == {"7.1": "supported", "8.1": "supported", "8.2": "noted"}


def test_what_a_report_answered_stays_where_it_left_nothing_open(take) -> None:
    take(report(SUPPORTED, "7.1 Plant trees (France);", "7.2 Dig wells (Peru);"))
    said = take(answer("2. Cambodia accepts recommendation 7.1.", "3. All others are noted."))
    assert answers() == {"7.1": "supported", "7.2": "supported"}
    (refusal,) = said.refused
    assert refusal["value"] == "7.2"
    assert "It was left as it is" in refusal["reason"]


def test_a_count_that_does_not_fit_all_others_is_told(take) -> None:
    take(REPORT)
    said = take(answer("2. Cambodia accepts recommendation 8.1.", "3. The remaining 5 recommendations are noted."))
    assert any("speaks of 5 noted recommendations" in each["message"] for each in said.warnings)


def test_a_person_decides_what_an_unclear_sentence_about_all_others_means(take, client) -> None:
    take(REPORT)
    addendum = answer("2. It accepts recommendation 8.1.", "3. All other recommendations on rivers are noted.")
    assert "1 problem" in take(addendum).reason
    (problem,) = client.get(page_of(addendum)).context["waiting"].document.problems
    client.post(page_of(addendum), {"problem": problem.key, "action": "fix", f"{problem.key}-position": "noted"})
    client.post(f"{page_of(addendum)}import/")
    assert answers()["8.2"] == "noted"


def test_a_recommendation_is_added_by_hand_and_again_whenever_the_file_is_read(take, client) -> None:
    take(SLIP)
    address = page_of(SLIP)
    twice, missing = client.get(address).context["waiting"].document.problems
    assert f"?number={missing.number}&amp;page={missing.page}#add" in client.get(address).content.decode()
    form = client.get(f"{address}?number=7.2&page=2").context["adding"]
    assert form.initial == {"number": "7.2", "page": "2", "position": "supported"}
    given = {"add-number": "7.2", "add-text": "Swim in the lake", "add-position": "supported", "add-page": "2"}
    assert client.post(f"{address}add/", given | {"add-states": "Atlantis"}).status_code == 400
    assert client.post(f"{address}add/", given | {"add-states": ""}).status_code == 400
    client.post(f"{address}add/", given | {"add-states": "Chile; Peru"})
    shown = client.get(address)
    assert [each.kind for each in shown.context["waiting"].document.problems] == ["number twice"]
    assert "Swim in the lake" in shown.content.decode()
    client.post(address, {"problem": twice.key, "action": "leave-out"})
    client.post(f"{address}import/")
    added = SourceRecord.objects.filter(number="7.2")
    assert sorted(added.values_list("ask__from_iso3", "text", "response")) == [
        ("CHL", "Swim in the lake", "supported"),
        ("PER", "Swim in the lake", "supported"),
    ]
    assert added[0].raw == {"Page": 2, "Sentence above the list": "Added by hand"}
    assert (take(SLIP).already_there, take(SLIP).updated) == (4, 0)


def test_what_was_added_by_hand_can_be_taken_away_again(take, client) -> None:
    take(SLIP)
    given = {"add-number": "7.2", "add-text": "Swim", "add-states": "Chile", "add-position": "noted"}
    client.post(f"{page_of(SLIP)}add/", given)
    client.post(f"{page_of(SLIP)}add/", given)
    ((name, _),) = client.get(page_of(SLIP)).context["waiting"].added
    client.post(f"{page_of(SLIP)}add/", {"remove": name})
    assert client.get(page_of(SLIP)).context["waiting"].added == []


def test_an_answer_is_added_to_an_addendum_by_hand(take, client) -> None:
    take(REPORT)
    addendum = answer("2. It accepts recommendations 8.1, 8.4-3.")
    take(addendum)
    (problem,) = client.get(page_of(addendum)).context["waiting"].document.problems
    client.post(page_of(addendum), {"problem": problem.key, "action": "leave-out"})
    client.post(f"{page_of(addendum)}add/", {"add-number": "8.2", "add-text": "Too deep.", "add-position": "noted"})
    client.post(f"{page_of(addendum)}import/")
    record = SourceRecord.objects.get(number="8.2")
    assert (record.response, record.explanation) == ("noted", "Too deep.")


def test_the_position_of_a_recommendation_can_be_put_right(take, client) -> None:
    lines = report(SUPPORTED, "7.1 Plant trees (France, Marocco);")
    take(lines)
    (problem,) = client.get(page_of(lines)).context["waiting"].document.problems
    values = {"number": "7.1", "text": "Plant trees", "states": "France; Morocco", "position": "noted"}
    prefixed = {f"{problem.key}-{name}": value for name, value in values.items()}
    client.post(page_of(lines), {"problem": problem.key, "action": "fix", **prefixed})
    client.post(f"{page_of(lines)}import/")
    assert set(SourceRecord.objects.values_list("ask__from_iso3", "response")) == {("FRA", "noted"), ("MAR", "noted")}


def test_a_document_is_kept_for_90_days_after_the_last_work_on_it(take, client) -> None:
    take(SLIP)
    kept = KeptDocument.objects.get()
    page = as_read(client.get(page_of(SLIP)).content.decode())
    assert f"OpenUPR keeps this file until {kept.ends:%-d %B %Y}, 90 days after the last work on it" in page
    now = timezone.now()
    remove_old_documents(now=now + timedelta(days=89))
    assert KeptDocument.objects.exists()
    KeptDocument.objects.update(used=now - timedelta(days=91))
    # Also while it was not removed yet.
    assert client.get(page_of(SLIP)).status_code == 404
    remove_old_documents(now=now)
    assert not KeptDocument.objects.exists()


def test_a_document_that_entered_waits_no_more_and_can_be_added_to(take, client) -> None:
    take(SLIP)
    for problem in client.get(page_of(SLIP)).context["waiting"].document.problems:
        client.post(page_of(SLIP), {"problem": problem.key, "action": "accept"})
    client.post(f"{page_of(SLIP)}import/")
    assert page_of(SLIP) not in client.get("/import/").content.decode()
    assert "This document is in the record" in client.get(page_of(SLIP)).content.decode()
    given = {"add-number": "7.2", "add-text": "Swim", "add-states": "Chile", "add-position": "noted"}
    client.post(f"{page_of(SLIP)}add/", given)
    assert "1 added" in as_read(client.post(f"{page_of(SLIP)}import/", follow=True).content.decode())


def test_a_button_removes_the_file_and_what_was_decided_stays(take, client) -> None:
    take(SLIP)
    first, second = client.get(page_of(SLIP)).context["waiting"].document.problems
    client.post(page_of(SLIP), {"problem": first.key, "action": "accept"})
    client.post(f"{page_of(SLIP)}remove/")
    assert (client.get(page_of(SLIP)).status_code, KeptDocument.objects.count()) == (404, 0)
    take(SLIP)
    assert [each.key for each in client.get(page_of(SLIP)).context["waiting"].document.problems] == [second.key]


def test_a_document_that_is_removed_while_it_is_imported_enters_whole(take, client) -> None:
    take(SLIP)
    sha256 = hashlib.sha256(SLIP).hexdigest()
    for problem in client.get(page_of(SLIP)).context["waiting"].document.problems:
        client.post(page_of(SLIP), {"problem": problem.key, "action": "accept"})
    waiting = waiting_document(sha256, now=timezone.now())
    assert waiting is not None
    client.post(f"{page_of(SLIP)}remove/")
    assert import_kept_document(waiting.kept, source="working-group-report").added == 3


def test_documents_that_an_older_version_kept_in_a_folder_are_taken_over(tmp_path: Path, client, settings) -> None:
    settings.OPENUPR_HOME = tmp_path
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / hashlib.sha256(SLIP).hexdigest()).write_bytes(SLIP)
    (folder / "cut.new").write_bytes(SLIP[:100])
    take_over_files(now=timezone.now())
    assert not folder.exists()
    assert len(client.get(page_of(SLIP)).context["waiting"].document.problems) == 2
