"""What participants and members read exists in Khmer, whole."""

import csv
import re
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from openupr.attendance.rules import refusals as registering
from openupr.coalitions.rules.clusters import CLUSTERS
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.rules.texts import AnswerTooLong
from openupr.followup import rules as following
from openupr.followup.mid_term_advice import mid_term_advice
from openupr.followup.models import Evidence, FollowUp
from openupr.languages.translations import MOST, catalogue, most_seen, other_texts, texts_of
from openupr.learning.rules.practices import PRACTICES, STEPS, THEMES
from openupr.phones.models import SpeakerQuestion
from openupr.phones.rules import places, quiz
from openupr.proposals.models import Proposal
from openupr.roadmaps.rules import plenary
from openupr.roadmaps.rules.roadmap import questions
from openupr.upr.limits import rule_set, versions
from openupr.upr.tables import rows
from openupr.web.refusing import in_words

# Texts are the same on any database.
pytestmark = pytest.mark.once

APPS = Path(__file__).parents[2]
# What is in English, by its path: what an operator reads, a report of a workshop, a State's brief, files for others,
# and what the program writes down in the language of a text.
IN_ENGLISH = re.compile(
    r"reports/|project/(backups/|upgrading|templates/project/(backup|take_backup|coalitions_here))|accounts/(.*/server|server_pages)"
    r"|recommendations/(coding_learning|file_import|file_rows|import_jobs\.py|un_documents\.py|api_pages|templates/recommendations/brief)|submissions/returned_files\.py"
    r"|followup/mid_term\.py|advocacy/uptake_workbook\.py|coalitions/carry_over"
    r"|conformance/(rule_sets_pages|templates/conformance/(add|compare)_rules)"
)
SOURCES = [
    path
    for path in (*APPS.rglob("*.html"), *APPS.rglob("*.py"))
    if not {"tests", "migrations"} & set(path.parts) and not IN_ENGLISH.search(str(path.relative_to(APPS)))
]


def translated() -> dict[str, str]:
    return {entry.english: entry.translated[0] for entry in catalogue("km")}


def test_every_text_of_ours_is_in_khmer() -> None:
    known = translated()
    missing = {str(path.relative_to(APPS)): [text for text in texts_of(path) if text not in known] for path in SOURCES}
    assert {page: texts for page, texts in missing.items() if texts} == {}, (
        "write them into openupr/locale/km/LC_MESSAGES/django.po, then run `openupr languages`"
    )


# A term of the glossary, and its one word in Khmer.
TERMS = {
    "addend(um|a)": "ឯកសារបន្ថែម",
    "agendas?": "របៀបវារៈ",
    "coalitions?": "សម្ព័ន្ធ",
    "coordinators?": "អ្នកសម្របសម្រួលសម្ព័ន្ធ",
    "cycles?": "ជុំ",
    "decisions?": "សេចក្តីសម្រេច",
    "drafts?": "ព្រាង",
    "evidence": "ភស្តុតាង",
    "editions?": "កំណែរបាយការណ៍",
    "facilitators?": "អ្នកដឹកនាំសិក្ខាសាលា",
    "(tele)?phones?": "ទូរស័ព្ទ",
    "pre-sessions?": "បុរេសម័យប្រជុំ",
    "rapporteurs?": "អ្នករាយការណ៍",
    "rounds": "ផ្តល់មតិ",
    "sections?": "ផ្នែក",
    "sign-on": "ការចុះហត្ថលេខា",
    "similar": "ស្រដៀង",
    "submissions?": "របាយការណ៍",
    "testimon(y|ies)": "សក្ខីកម្ម",
    "voices?": "សំឡេង",
    "workshops?": "សិក្ខាសាលា",
}
IN_ENGLISH_ON_PURPOSE = "Roles: participant (if you write no role)"


def test_a_term_has_one_word_in_khmer() -> None:
    other = [
        (term, english)
        for english, khmer in translated().items()
        for term, word in TERMS.items()
        if re.search(rf"(?<![\w-]){term}(?![\w-])", re.sub(r"%\(\w+\)s", "", english), re.IGNORECASE)
        if not re.search(word, khmer) and not english.startswith(IN_ENGLISH_ON_PURPOSE)
    ]
    assert other == []


FACILITATORS = {
    *(places.NotSoMany, places.EnoughSlips, places.SlipIsNoted, places.SlipIsNotNoted),
    *(quiz.ShownBefore, quiz.NotAQuestion, quiz.NotAPoll, quiz.EnoughQuestions),
}


def test_what_our_lists_say_is_in_khmer() -> None:
    known = translated()
    assert [text for each in CLUSTERS for text in (each.name, each.focus) if text not in known] == []
    advice = [text for each in mid_term_advice() for text in (each.title, each.says)]
    of_others = [text for each in PRACTICES for text in (each.title, each.says)]
    sets = [rule_set(version) for version in versions()]
    of_rules = [text for each in sets for rule in each.rules.values() for text in (rule.title, rule.says)]
    of_rules += [text for each in sets for text in (each.title, each.remark) if text]
    assert {*advice, *of_others, *of_rules, *(each.label for each in (*STEPS, *THEMES))} - set(known) == set()
    with translation.override("en"):
        of_evidence = [*FollowUp.Done.labels, *Evidence.Kind.labels, *Evidence.Reliability.labels]
        of_evidence += [*Evidence.SeenBy.labels, *Evidence.State.labels]
        labels = [*SpeakerQuestion.State.labels, *Proposal.State.labels, *of_evidence]
        assert [label for label in labels if str(label) not in known] == []


ON_A_PHONE = [each for each in Refused.__subclasses__() if each.__module__.startswith("openupr.phones.")]
# What a phone, the device of a table or a link to register may be refused. A facilitator is answered in English.
REFUSED = [
    *(each for each in ON_A_PHONE if each not in FACILITATORS),
    *(
        following.NoAssessment,
        following.NoReasonForRejection,
        following.OwnEvidence,
        following.NoEndDate,
        following.ListChanged,
    ),
    *(following.NotYourOrganisationToAssess, following.NotAPicture, following.NoRoom),
    *(plenary.NoFeedbackText, plenary.TooMuchSaid, plenary.TooManyMessagesWait, plenary.PlenaryClosed),
    partial(AnswerTooLong, 30_000),
    *(registering.NoSuchRegistrationCode, partial(registering.ListIsFull, 300)),
]


def test_what_is_refused_in_the_room_is_said_in_khmer() -> None:
    with translation.override("km"):
        said = [in_words(refused()) for refused in REFUSED]
    assert [each for each in said if not re.search("[\u1780-\u17ff]", each) or "%(" in each] == []


def test_the_advice_beside_a_draft_its_reasons_and_the_practices_of_others_are_in_khmer() -> None:
    known = translated()
    with (APPS / "text/data/smart_hints.csv").open(encoding="utf-8", newline="") as file:
        said = [row[part] for row in csv.DictReader(file) for part in ("message", "reason", "source")]
    with (APPS / "learning/data/practices.csv").open(encoding="utf-8", newline="") as file:
        said += [row[part] for row in csv.DictReader(file) for part in ("title", "says")]
    assert [text for text in said if text not in known] == []


def test_the_roadmaps_questions_are_in_khmer_in_their_own_table() -> None:
    in_khmer = re.compile("[\u1780-\u17ff]")
    assert [each.number for each in questions() if not in_khmer.search(each.km)] == []
    assert [each.number for each in questions() if not in_khmer.search(each.help_km)] == []


def test_every_text_in_the_catalogue_is_still_a_text_of_the_product() -> None:
    kinds = (
        path for kind in ("*.py", "*.html", "*.csv", "*.toml") for path in APPS.rglob(kind) if "tests" not in path.parts
    )
    everything = " ".join(" ".join(path.read_text().split()) for path in kinds)
    written = re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", everything)
    written += written.replace('" "', "")  # what stands on two lines of a module
    # Most are found at once among what is quoted, between tags or in a cell; the others are looked for everywhere.
    at_once = {part for mark in '",' for part in everything.split(mark)}
    at_once |= {part.strip() for part in re.split(r"%\}|\{%", written)}
    others = (entry.english for entry in catalogue("km") if entry.english not in at_once)
    lost = [english for english in others if not _stands(english, written)]
    assert lost == []


def _stands(text: str, written: str) -> bool:
    forms = (text, text.replace('"', '\\"'), text.replace('"', '""'), text.replace("%%", "%"))
    return any(form in written for form in forms)


def test_the_review_page_puts_the_texts_that_most_people_see_first() -> None:
    first, other = most_seen("km"), other_texts("km")
    assert (len(first), len(set(first) & set(other))) == (MOST, 0)
    assert {pair[0] for pair in first + other} == {entry.plural or entry.english for entry in catalogue("km")}
    assert "Skip to content" in [english for english, _ in first[:5]]
    assert {"For me", "Overview"} <= {english for english, _ in first}


def test_khmer_is_offered_because_enough_of_it_is_there() -> None:
    assert settings.LANGUAGES == [("en", "English"), ("km", "ខ្មែរ")]


@pytest.mark.parametrize(
    ("table", "column"),
    [
        *(("states", "name"), ("regions", "name"), ("issues", "label"), ("populations", "label")),
        ("ohchr_themes", "label"),
        *(("phases", "label"), ("phases", "meaning"), ("actions", "label"), ("actions", "meaning")),
        *(("responses", "label"), ("sources", "label")),
        *(("sdg_goals", "title"), ("sdg_goals", "wording"), ("sdg_targets", "wording")),
    ],
)
def test_the_names_of_the_record_are_in_khmer(table: str, column: str) -> None:
    known = translated()
    assert [row[column] for row in rows(table) if row[column] not in known] == []


def test_the_steps_of_the_plan_are_in_khmer() -> None:
    known = translated()
    with (APPS / "timeline/data/plan_steps.csv").open(encoding="utf-8", newline="") as file:
        said = [row[part] for row in csv.DictReader(file) for part in ("title", "whose")]
    said += [question.date_title for question in questions() if question.date_title]
    assert [text for text in said if text not in known] == []
