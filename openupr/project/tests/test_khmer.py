"""What people read on a phone in the room, on the roadmap and in lessons exists in Khmer, whole."""

import ast
import csv
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation.template import templatize

from openupr.attendance.rules import refusals as registering
from openupr.coalitions.rules.clusters import CLUSTERS
from openupr.coalitions.rules.refusals import Refused
from openupr.coalitions.rules.texts import AnswerTooLong
from openupr.followup import rules as following
from openupr.followup.models import Evidence, FollowUp
from openupr.languages.queries.interface import catalogue
from openupr.phones.models import SpeakerQuestion
from openupr.phones.rules import places, quiz
from openupr.roadmaps.models import Proposal
from openupr.roadmaps.rules import plenary
from openupr.roadmaps.rules.roadmap import questions
from openupr.web.refusing import in_words

# Texts are the same on any database.
pytestmark = pytest.mark.once

APPS = Path(__file__).parents[2]
# Of follow-up: what coordinators arrange and send out.
ARRANGED_BY_COORDINATORS = re.compile(r"reviews|priorities|give|clusters|matri|mid_term|public")
PLENARY = APPS / "roadmaps/templates/roadmaps/plenary"
# Facilitators, coordinators and projectors read these in English.
NOT_ON_PHONES = re.compile(r"run|projector|stage|moderat|beside|tables\.html")
TEMPLATES = [
    *(APPS / "accounts/templates/accounts").glob("*room.html"),
    *(APPS / "workshops/templates/workshops").glob("in_the_room.html"),
    *(APPS / "workshops/templates/workshops").glob("phone*.html"),
    *(APPS / "attendance/templates/attendance").glob("regist*.html"),
    *(APPS / "attendance/templates/attendance").glob("take*_back.html"),
    *(path for path in (APPS / "phones/templates").rglob("*.html") if not NOT_ON_PHONES.search(path.name)),
    *(PLENARY / f"{page}.html" for page in ("in_the_room", "plenary", "stage", "door", "not_sent")),
    *(APPS / "roadmaps/templates/roadmaps/proposals").glob("*.html"),
    *(APPS / "coalitions/templates/coalitions/decisions").glob("*.html"),
    *(
        APPS / f"coalitions/templates/coalitions/pairing/{page}.html"
        for page in ("listened_to", "masthead", "no_code", "not_here", "not_paired", "pair", "paired")
    ),
    *(
        APPS / f"coalitions/templates/coalitions/{page}.html"
        for page in ("for_me", "message", "owed", "waiting_items", "welcome")
    ),
    *(APPS / f"coalitions/queries/{page}.py" for page in ("for_me", "messages", "welcome")),
    *APPS.glob("*/queries/waiting.py"),
    APPS / "roadmaps/forms/proposals.py",
    APPS / "coalitions/forms/decisions.py",
    APPS / "coalitions/views/decisions.py",
    *(
        APPS / f"coalitions/templates/coalitions/{page}.html"
        for page in ("groups", "groups_table", "group", "group_figures", "preferences", "starting_set")
    ),
    *(APPS / f"roadmaps/views/{page}.py" for page in ("advice", "proposal", "record_parts")),
    APPS / "roadmaps/templates/roadmaps/outline.html",
    APPS / "roadmaps/queries/figures.py",
    *(
        path
        for path in (APPS / "followup/templates/followup").glob("*.html")
        if not ARRANGED_BY_COORDINATORS.match(path.name)
    ),
    *(APPS / f"followup/forms/{page}.py" for page in ("lines", "evidence", "group_part")),
    *(APPS / f"followup/queries/{page}.py" for page in ("changes", "counts", "dimensions", "group_part", "narrowing")),
    *(APPS / f"followup/views/{page}.py" for page in ("answers", "changes", "evidence_files", "group_part", "listing")),
    APPS / "coalitions/templates/coalitions/ask_first.html",
    APPS / "coalitions/templates/coalitions/chosen_file.html",
    APPS / "phones/queries/tables.py",
    *(APPS / "advocacy/templates/advocacy").glob("factsheet/*.html"),
    *(APPS / "advocacy/templates/advocacy").glob("statement/*.html"),
    APPS / "advocacy/templates/advocacy/part.html",
    *(APPS / f"advocacy/views/{page}.py" for page in ("factsheets", "statement")),
    *(APPS / f"advocacy/queries/{page}.py" for page in ("factsheets", "factsheet_files", "frame_texts")),
    *(APPS / f"advocacy/queries/{page}.py" for page in ("sdg_targets", "statement", "theme_facts")),
    APPS / "coalitions/templates/coalitions/coalition_base.html",
    APPS / "coalitions/templates/coalitions/navigation.html",
    APPS / "coalitions/frame.py",
    APPS / "coalitions/queries/reviews.py",
    APPS / "coalitions/templates/coalitions/form.html",
    *(APPS / f"phones/views/{page}.py" for page in ("questions", "quiz", "places")),
    *(APPS / f"phones/forms/{page}.py" for page in ("questions", "table")),
    APPS / "roadmaps/forms/plenary.py",
    *(APPS / "roadmaps/templates/roadmaps").glob("roadmap.html"),
    *(APPS / "roadmaps/templates/roadmaps/kinds").glob("*.html"),
    *(APPS / "roadmaps/templates/roadmaps").glob("sheet*.html"),
    *(APPS / "learning/templates").rglob("*.html"),
    *(APPS / "languages/templates").rglob("*.html"),
    *(APPS / f"project/templates/project/{page}.html" for page in ("home", "glance")),
    APPS / "web/templates/web/base.html",
    APPS / "web/templates/web/bare.html",
]
_TEXT = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(rf"(?<![\w.])(?:n?p?gettext(?:_lazy)?|_)\(\s*{_TEXT}", re.DOTALL)


def texts_of(path: Path) -> Iterator[str]:
    """Every text that a template or a module has translated."""
    source = path.read_text()
    for match in _CALL.finditer(templatize(source) if path.suffix == ".html" else source):
        yield ast.literal_eval(match[1])


def translated() -> dict[str, str]:
    return {entry.english: entry.translated[0] for entry in catalogue("km")}


def test_every_text_of_these_pages_is_in_khmer() -> None:
    known = translated()
    missing = {
        str(path.relative_to(APPS)): [text for text in texts_of(path) if text not in known] for path in TEMPLATES
    }
    assert {page: texts for page, texts in missing.items() if texts} == {}, (
        "write them into openupr/locale/km/LC_MESSAGES/django.po, then run `openupr languages`"
    )


FACILITATORS = {
    *(places.NotSoMany, places.EnoughSlips, places.SlipIsNoted, places.SlipIsNotNoted),
    *(quiz.ShownBefore, quiz.NotAQuestion, quiz.EnoughQuestions),
}


def test_the_groups_to_start_from_and_the_state_of_a_question_are_called_in_khmer() -> None:
    known = translated()
    assert [each.name for each in CLUSTERS if each.name not in known] == []
    with translation.override("en"):
        of_evidence = [*FollowUp.Done.labels, *Evidence.Kind.labels, *Evidence.Reliability.labels]
        of_evidence += [*Evidence.SeenBy.labels, *Evidence.State.labels]
        labels = [*SpeakerQuestion.State.labels, *Proposal.State.labels, *of_evidence]
        assert [label for label in labels if str(label) not in known] == []


ON_A_PHONE = [each for each in Refused.__subclasses__() if each.__module__.startswith("openupr.phones.")]
# What a phone, the device of a table or a link to register may be refused. A facilitator is answered in English.
REFUSED = [
    *(each for each in ON_A_PHONE if each not in FACILITATORS),
    *(following.NothingSaid, following.NoReason, following.OwnEvidence, following.NoEndDate, following.ListChanged),
    *(following.NotYourOrganisation, following.NotAPicture, following.NoRoom),
    *(plenary.NothingSaid, plenary.TooMuchSaid, plenary.TooManyWait, plenary.PlenaryClosed),
    partial(AnswerTooLong, 30_000),
    *(registering.NoSuchCode, partial(registering.ListIsFull, 300)),
]


def test_what_is_refused_in_the_room_is_said_in_khmer() -> None:
    with translation.override("km"):
        said = [in_words(refused()) for refused in REFUSED]
    assert [each for each in said if not re.search("[\u1780-\u17ff]", each) or "%(" in each] == []


def test_the_advice_beside_a_draft_and_its_reasons_are_in_khmer() -> None:
    known = translated()
    with (APPS / "text/data/smart_hints.csv").open(encoding="utf-8", newline="") as file:
        said = [row[part] for row in csv.DictReader(file) for part in ("message", "reason")]
    assert [text for text in said if text not in known] == []


def test_the_roadmaps_questions_are_in_khmer_in_their_own_table() -> None:
    in_khmer = re.compile("[\u1780-\u17ff]")
    assert [each.number for each in questions() if not in_khmer.search(each.km)] == []
    assert [each.number for each in questions() if not in_khmer.search(each.help_km)] == []


def test_every_text_in_the_catalogue_is_still_a_text_of_the_product() -> None:
    kinds = (path for kind in ("*.py", "*.html", "*.csv") for path in APPS.rglob(kind) if "tests" not in path.parts)
    everything = " ".join(" ".join(path.read_text().split()) for path in kinds)
    written = re.sub(r"\{\{\s*(\w+)\s*\}\}", r"%(\1)s", everything)
    written += written.replace('" "', "")  # what stands on two lines of a module
    lost = [entry.english for entry in catalogue("km") if not _stands(entry.english, written)]
    assert lost == []


def _stands(text: str, written: str) -> bool:
    forms = (text, text.replace('"', '\\"'), text.replace('"', '""'))
    return any(form in written for form in forms)


def test_khmer_is_offered_because_enough_of_it_is_there() -> None:
    assert settings.LANGUAGES == [("en", "English"), ("km", "ខ្មែរ")]
