"""What moved since a day, and which answers of the State changed from one review to the next."""

import json
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.answers import AnsweredRecommendation, changed_answers
from openupr.followup.answers import _pairs as pairs_of
from openupr.followup.assessments import assess_for_organisation
from openupr.followup.changes import note_report
from openupr.followup.evidence import add_evidence, verify_evidence
from openupr.followup.models import Evidence, NotTheSame, Report
from openupr.followup.tests.examples import follow_up
from openupr.recommendations.models import Ask, SourceRecord
from openupr.recommendations.tests.demo_record import demo_record
from openupr.recommendations.tests.exports import LoadRecord
from openupr.reviews.models import Review
from openupr.web.tests.reading import as_read

from .conftest import SignIn

BEFORE, REPORT, AFTER = date(2026, 1, 10), date(2026, 6, 1), date(2026, 9, 1)


@pytest.fixture
def moved(cast: Cast) -> Evidence:
    """Forest Watch changed its mind after the report; a group added evidence, and it was
    verified.
    """
    line = follow_up(cast)
    given = {"by": cast.nary, "listed": line.listed, "organisation": cast.forest}
    assess_for_organisation(level="nothing", reason="No title was given.", today=BEFORE, **given)
    assess_for_organisation(level="begun", reason="Three titles were given.", today=AFTER, **given)
    about = {"kind": "figure", "source": "Land office", "reliability": "likely", "day": None, "today": AFTER}
    add_evidence(by=cast.chan, follow_up=line, what="What a widow saw", seen_by="own", **about)
    source: Evidence = add_evidence(by=cast.chan, follow_up=line, what="The register", **about)
    return verify_evidence(by=cast.dara, evidence=source, today=AFTER)


def test_what_moved_since_the_last_report_says_from_what_to_what_and_why(
    moved: Evidence, cast: Cast, browser_of: SignIn
) -> None:
    at, vuthy = reverse("followup:changes", kwargs=cast.at_coalition), browser_of(cast.vuthy)
    assert "Since when?" in as_read(vuthy.get(at).content.decode())
    note_report(by=cast.sophea, coalition=cast.coalition, day=REPORT, title="Mid-term report")
    shown = as_read(vuthy.get(at).content.decode())
    for words in (
        "Since 1 June 2026",
        "Forest Watch",
        "not implemented",
        "partly implemented",
        "Three titles were given.",
    ):
        assert words in shown
    assert "No title was given." not in shown
    assert "What a widow saw" not in shown
    table = reverse("followup:changes-file", kwargs={**cast.at_coalition, "kind": "json"})
    rows = json.loads(vuthy.get(table).content)["what-moved"]
    assert {(row["who"], row["before"], row["now"]) for row in rows} == {
        (str(cast.forest), "not implemented", "partly implemented"),
        ("Land", "", "evidence added"),
        ("Land", "evidence not verified", "evidence verified"),
    }
    assert "Nothing moved since then" in as_read(vuthy.get(f"{at}?since=2026-09-02").content.decode())
    # The list's filters hold here too.
    assert "Three titles" in as_read(vuthy.get(f"{at}?group={cast.land.pk}&since=2026-06-01").content.decode())
    assert "Nothing moved since then" in as_read(vuthy.get(f"{at}?group=none&since=2026-06-01").content.decode())
    drawn = vuthy.get(reverse("followup:changes-file", kwargs={**cast.at_coalition, "kind": "svg"})).content.decode()
    assert "Before 1 June 2026" in drawn


def test_a_coordinator_notes_a_report_and_removes_the_note_once_asked(cast: Cast, browser_of: SignIn) -> None:
    sophea, at = browser_of(cast.sophea), reverse("followup:report-add", kwargs=cast.at_coalition)
    assert sophea.post(at, {"title": " ", "day": "2026-06-01"}).status_code == 422
    sophea.post(at, {"title": "Mid-term report", "day": "2026-06-01"})
    report = Report.objects.get()
    remove = reverse("followup:report-remove", kwargs={**cast.at_coalition, "number": report.pk})
    assert "Remove this note?" in as_read(sophea.post(remove).content.decode())
    assert Report.objects.exists()
    sophea.post(remove, {"sure": "yes"})
    assert not Report.objects.exists()


def test_the_same_request_with_another_answer_is_shown_until_a_person_says_it_is_not_the_same(
    cast: Cast, browser_of: SignIn
) -> None:
    demo_record()
    pair = changed_answers(cast.coalition)[0]
    assert {pair.earlier.response, pair.later.response} == {"supported", "noted"}
    assert pair.earlier.session < pair.later.session
    at, vuthy, chan = (
        reverse("followup:answers", kwargs=cast.at_coalition),
        browser_of(cast.vuthy),
        browser_of(cast.chan),
    )
    shown = as_read(vuthy.get(at).content.decode())
    assert "Not the same request" not in shown
    keys = {"earlier": pair.earlier.key, "later": pair.later.key}
    say = reverse("followup:not-the-same", kwargs=cast.at_coalition)
    assert vuthy.post(say, keys).status_code == 403
    chan.post(say, keys)
    assert "Not the same request" in as_read(vuthy.get(at).content.decode())
    assert not next(each for each in changed_answers(cast.coalition) if each.later.key == pair.later.key).same
    chan.post(say, keys | {"do": "same"})
    assert not NotTheSame.objects.exists()
    # Nothing is kept of recommendations to another State, or of what is none.
    chan.post(say, {"earlier": "no such", "later": pair.later.key})
    chan.post(say, dict.fromkeys(keys, Ask.objects.exclude(review__iso3="KHM").values_list("key", flat=True)[0]))
    assert not NotTheSame.objects.exists()


def test_the_surest_pairs_come_first_and_those_less_alike_are_behind_a_fold(
    cast: Cast, browser_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo_record()
    pairs = changed_answers(cast.coalition)
    # Those of the demo are all sure: the limit is set between them.
    monkeypatch.setattr("openupr.followup.answers._SURE", pairs[len(pairs) // 2].alike)
    assert [each.alike for each in pairs] == sorted((each.alike for each in pairs), reverse=True)
    unsure = [each for each in pairs if not each.is_sure]
    assert 0 < len(unsure) < len(pairs)
    page = browser_of(cast.vuthy).get(reverse("followup:answers", kwargs=cast.at_coalition)).content.decode()
    shown = unescape(as_read(page))
    for each in pairs:
        assert (shown.index(each.later.text) > shown.index("Less alike")) is (each in unsure)


def test_one_answer_for_one_request_is_no_change(cast: Cast) -> None:
    demo_record()
    SourceRecord.objects.filter(ask__review__iso3="KHM").update(response="supported")
    assert changed_answers(cast.coalition) == []


def test_a_changed_answer_shows_what_its_source_writes_and_that_upr_info_notes_what_is_accepted_in_part(
    cast: Cast, browser_of: SignIn
) -> None:
    demo_record()
    of_state = SourceRecord.objects.filter(ask__review__iso3="KHM")
    of_state.filter(response="supported").update(source_response="Accepted", source="upr-info")
    of_state.filter(response="noted").update(source_response="No clear position", source="upr-info")
    vuthy, at = browser_of(cast.vuthy), reverse("followup:answers", kwargs=cast.at_coalition)
    page = as_read(vuthy.get(at).content.decode())
    pairs = len(changed_answers(cast.coalition))
    assert page.count("UPR Info: Accepted") == page.count("UPR Info: No clear position") == pairs > 0
    assert page.count("Since session 17 UPR Info writes as “Noted” what a State accepts in part.") == 1
    table = reverse("followup:answers-file", kwargs={**cast.at_coalition, "kind": "json"})
    rows = json.loads(vuthy.get(table).content)["changed-answers"]
    assert {row["earlier_source_response"] for row in rows} <= {"Accepted", "No clear position"}
    # Where another source tells both answers, nothing is said of UPR Info.
    of_state.update(source="working-group-report")
    assert "Since session 17" not in as_read(vuthy.get(at).content.decode())


DENMARK = (
    "Build on progress towards the establishment of an independent national preventive mechanism with the necessary "
    "mandate to fulfil its obligations under OPCAT"
)


@pytest.mark.parametrize(
    "later",
    [
        "Establish an independent national preventive mechanism under the Optional Protocol to the Convention against "
        "Torture",
        "Appoint the national preventive mechanism under OPCAT",
        "Build on what is in place and set up an NPM in accordance with OPCAT",
        "Rapidly create a national preventive mechanism against torture",
    ],
)
def test_a_body_that_was_to_be_established_and_is_refused_later_is_a_changed_answer(later: str) -> None:
    rows = [
        AnsweredRecommendation("2", later, "PRT", 18, "noted"),
        AnsweredRecommendation("1", DENMARK, "DNK", 6, "supported"),
    ]
    others = [
        AnsweredRecommendation(f"w{n}", f"Dig {n} wells in dry villages", "PER", 6, "supported") for n in range(9)
    ]
    [(earlier, _later, alike)] = pairs_of([*rows, *others])
    assert (earlier.key, alike > 0) == ("1", True)


def test_a_review_without_a_session_is_left_out_of_changed_answers(cast: Cast, browser_of: SignIn) -> None:
    demo_record()
    pair = changed_answers(cast.coalition)[0]
    given = {"iso3": "KHM", "cycle": 5, "session": None}
    undated, _new = Review.objects.get_or_create(**given, defaults={"status": Review.Status.EXPECTED})
    Ask.objects.filter(key=pair.later.key).update(review=undated)
    vuthy = browser_of(cast.vuthy)
    page = vuthy.get(reverse("followup:answers", kwargs=cast.at_coalition))
    assert (page.status_code, pair.later.text in unescape(as_read(page.content.decode()))) == (200, False)
    for kind in ("csv", "xlsx"):
        file = vuthy.get(reverse("followup:answers-file", kwargs={**cast.at_coalition, "kind": kind}))
        assert file.status_code == 200


def test_the_pair_in_nearly_the_same_words_comes_first(cast: Cast, load_record: LoadRecord) -> None:
    minorities = (
        "Ensure comprehensive legislation to protect minorities",
        "Continue to strengthen how it protects minorities",
    )
    treaty = ("Consider ratifying ILO Convention 189", "Consider the ratification of ILO Convention No. 189")
    wells = [{"Session": "6", "Text": f"Dig {n} wells in dry villages", "Response": "Accepted"} for n in range(9)]
    asked = [
        row
        for earlier, later in (minorities, treaty)
        for row in (
            {"Session": "6", "Text": earlier, "Response": "Accepted"},
            {"Session": "18", "Text": later, "Response": "Noted"},
        )
    ]
    load_record([*asked, *wells])
    assert [pair.later.text for pair in changed_answers(cast.coalition)] == [treaty[1], minorities[1]]
