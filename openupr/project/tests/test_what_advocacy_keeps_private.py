"""No contact, meeting, private note or unpublished fact is in any page, export or file but its own.

Invented words are put into each of these; then every address of every app is asked, each file in each of its kinds, and
unpacked.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.http.response import HttpResponseBase
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from openupr.accounts.actions import EVERYBODY, Table
from openupr.accounts.models import Person
from openupr.accounts.tests.examples import Player
from openupr.advocacy.actions import SEE_CONTACTS
from openupr.advocacy.models import PRIVATE as PRIVATE_TABLES
from openupr.advocacy.models import (
    AdoptionText,
    Factsheet,
    FactsheetText,
    NotApproached,
    PublishedFactsheet,
    SheetContact,
    ShortAsk,
    Statement,
    StatementText,
    WhyNow,
)
from openupr.coalitions.models import Coalition
from openupr.followup.models import PublicPage
from openupr.project.tables import TABLES
from openupr.recommendations.file_import import import_file
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.tests.exports import write_export

from .extent import ALL
from .private_words import own_routes, plant_private
from .test_names_in_files import files_of, inside
from .test_permissions import examples_of

# What is shown does not depend on the database.
pytestmark = pytest.mark.once

# Texts that are made to leave: on a sheet, a factsheet, in a statement, a press note or a letter.
MADE_TO_LEAVE = (
    *(NotApproached, ShortAsk, SheetContact, WhyNow, Factsheet, FactsheetText, PublishedFactsheet),
    *(Statement, StatementText, AdoptionText),
)
# Made to leave the coalition: what is not published is not in them either.
LEAVES = frozenset(
    {
        *("advocacy:sheet", "advocacy:sheet-file", "advocacy:review-list-file", "advocacy:adoption-file"),
        *("advocacy:factsheet", "advocacy:factsheet-file", "advocacy:public-factsheet", "advocacy:statement-file"),
    }
)
# Words that stand nowhere by chance, in Latin and in Khmer letters; none of the one kind is within one of the other.
_LETTERS = st.text("abcdefghijklmnopqrstuvwxyកខគ", min_size=6, max_size=14)
PRIVATE = st.builds("{}{}".format, st.sampled_from(("zyzzq", "ខ្ញុំឋឡ")), _LETTERS)
UNPUBLISHED = st.builds("{}{}".format, st.sampled_from(("quetzq", "ឋឡហ្វ")), _LETTERS)


def plant_unpublished(word: str) -> None:
    """The word in every text of follow-up and advocacy that is not made to leave the coalition. Follow-up's public page
    is off; a factsheet that is published shows what it was then.
    """
    PublicPage.objects.update(on=False)
    for app in ("followup", "advocacy"):
        for model in apps.get_app_config(app).get_models():
            if model in (*PRIVATE_TABLES, *MADE_TO_LEAVE):
                continue
            told_apart = {name for each in model._meta.total_unique_constraints for name in each.fields}
            for field in model._meta.concrete_fields:
                if field.name not in told_apart and _holds_words(field):
                    model._default_manager.update(**{field.name: word})


def _holds_words(field: Any) -> bool:
    textual = isinstance(field, models.CharField | models.TextField)
    return textual and not field.choices and not field.unique and (field.max_length or 999) >= 60


def told(answer: HttpResponseBase) -> str:
    """All that an answer holds, unpacked."""
    data = b"".join(answer) if answer.streaming else answer.content
    return inside(data).decode("utf-8", "ignore") + str(answer.headers)


def holding(word: str, player: Player, routes: list[str], addresses: dict[str, Any]) -> Iterator[str]:
    """The addresses whose answer holds the word."""
    for address, answer in files_of(player, routes, addresses):
        if word in told(answer):
            yield address


def tables() -> Iterator[Any]:
    """`make test` looks through advocacy itself, where what is made to leave is made; of all other pages and files
    test_names_in_files asks whether a private word is in them. `make test-all` looks through all.
    """
    for table in TABLES:
        marks = () if table.app == "advocacy" else (pytest.mark.thorough,)
        yield pytest.param(table, id=table.app, marks=marks)


@pytest.mark.django_db
@pytest.mark.parametrize("table", list(tables()))
# An example may be the first to load a module that has property tests of its own.
# Any word tells the fault: no shorter one is looked for.
@settings(max_examples=10 if ALL else 1, suppress_health_check=[HealthCheck.nested_given], phases=(Phase.generate,))
@given(private=PRIVATE, unpublished=UNPUBLISHED)
def test_private_and_unpublished_words_are_in_no_page_and_no_file_of_others(
    table: Table, tmp_path_factory: pytest.TempPathFactory, private: str, unpublished: str
) -> None:
    home = tmp_path_factory.mktemp("home")
    with override_settings(OPENUPR_HOME=home), transaction.atomic():
        import_file(source="upr-info", path=write_export(home / "export.csv", [{"Text": "Stop evictions"}]))
        refresh_index()
        example = examples_of(table.app).example()
        for coalition in Coalition.objects.all():
            plant_private(coalition, private)
        plant_unpublished(unpublished)
        addresses = dict(example.addresses)
        mightiest = max(example.players, key=lambda each: len(each.roles) * isinstance(each.actor, Person))
        routes = [route for action in table.actions if not action.changes for route in action.routes]
        assert list(holding(private, mightiest, [each for each in routes if each not in own_routes()], addresses)) == []
        public = [route for action in table.actions if action.who == EVERYBODY for route in action.routes]
        leaves = [each for each in routes if each in public or each in LEAVES]
        nobody = next(each for each in example.players if each.actor is None)
        for player in (mightiest, nobody):
            assert list(holding(unpublished, player, leaves, addresses)) == []
        assert list(holding(private, nobody, routes, addresses)) == []
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_planted_word_is_found_where_it_belongs() -> None:
    """Else the test above would find nothing anywhere."""
    example = examples_of("advocacy").example()
    plant_private(Coalition.objects.get(), "zyzzqword")
    sophea = next(each for each in example.players if each.name.startswith("Sophea"))
    found = list(holding("zyzzqword", sophea, list(SEE_CONTACTS.routes), dict(example.addresses)))
    assert {each.rpartition(".")[2] for each in found if "." in each} == {"docx", "pdf"}
    assert any(each.endswith("/contacts/") for each in found)
