"""A rule set that somebody makes from OHCHR's text: read, compared, confirmed, used, taken back."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openupr.accounts.models import AuditLine, Person
from openupr.conformance.models import AddedRuleSet
from openupr.conformance.rule_sets import RULES, find_rules, rules_for, rules_in_force
from openupr.conformance.rules.reading_rule_sets import WrongRuleSet, read_rule_set
from openupr.upr.tables import DATA

from .submission_text import submission

# The pattern, with another name and made-up limits: no rule of OHCHR's.
MADE_UP = (
    (DATA / "submission_rules_2017.toml")
    .read_text(encoding="utf-8")
    .replace('version = "2017"', 'version = "made-up"')
    .replace("technical guidelines for stakeholders' submissions, third cycle on", "made-up rules")
    .replace("Newer guidelines exist (January 2022)", "Made up for a test")
    .replace("from_cycle = 3", "from_cycle = 4")
    .replace("joint = 5630", "joint = 31")
)
CONFIRMED = {
    "document": "A made-up document",
    "document_date": "2022-01-31",
    "read_at": "https://example.org/made-up",
    "compared": "on",
}


def wrong_lines(text: str) -> list[tuple[int, str]]:
    with pytest.raises(WrongRuleSet) as refused:
        read_rule_set(text.encode(), rules=RULES, taken={"2017"})
    return [(each.line, each.message) for each in refused.value.problems]


def line_of(text: str, beginning: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith(beginning))


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('version = "made-up"', 'version = "2017"', "`version` is the name of a rule set that is here already."),
        ("Made up for a test", "Newer guidelines exist (January 2022)", "`remark` is another rule set's"),
        ("from_cycle = 4", "from_cycle = four", "This is not TOML"),
        ("from_cycle = 4", 'from_cycle = "4"', "`from_cycle` must be a whole number above 0."),
        ("written = 2026-11-24", 'written = "2026"', "`written` must be a date without quotation marks"),
        ("individual = 2815", "individual = 0", "`individual` must be a whole number above 0."),
        ('unit = "words"', 'unit = "letters"', "`unit` must be one of words, pages."),
        ('key = "font"', 'key = "fonts"', "`key` must be one of "),
        ("size = 12.0", "sise = 12.0", "`sise` means nothing here."),
        ('preferred = ["en", "fr", "es"]', 'preferred = ["en", "de"]', "`preferred` must be a list of some of these"),
        ('mark = "S/K"', 'mark = "X"', "`mark` must be one of "),
        ('published_at = "https:', 'published_at = "gopher:', "`published_at` must begin with https://."),
        ('title = "Font"', 'title = "Fo\\u0000nt"', "`title` holds U+0000, which no sentence contains."),
        ("from_cycle = 4", f"from_cycle = {'4' * 5000}", "This line has more than 4,000 characters."),
        ("from_cycle = 4", f"from_cycle{'.a' * 50_000} = 4", "This line has more than 4,000 characters."),
    ],
)
def test_each_wrong_line_is_named_with_what_is_wrong(right: str, wrong: str, told: str) -> None:
    text = MADE_UP.replace(right, wrong, 1)
    lines = wrong_lines(text)
    beginning = "remark =" if "remark" in told else wrong[:20]
    assert any(line == line_of(text, beginning) and told in message for line, message in lines), lines


def test_two_rules_with_one_key_are_told_at_the_second() -> None:
    text = MADE_UP.replace('key = "font"', 'key = "file"', 1)
    assert wrong_lines(text) == [(line_of(text, 'title = "Font"') - 1, 'There are two rules with the key "file".')]


def test_what_is_missing_and_what_is_no_text_is_said() -> None:
    assert (0, "The table [length] is missing.") in wrong_lines("version = '1'")
    told = [message for _line, message in wrong_lines(MADE_UP.replace('title = "Font"\n', ""))]
    assert told == ["`title` is missing in [rule]."]
    with pytest.raises(WrongRuleSet) as refused:
        read_rule_set(b"a = 1\n\xff", rules=RULES, taken=())
    assert refused.value.problems[0].line == 2


def test_nobody_confirms_rules_inside_the_file() -> None:
    text = MADE_UP.replace('key = "font"', 'key = "font"\nconfirmed_by = "Sophea"')
    assert "you confirm the rules on the page" in wrong_lines(text)[0][1]


@pytest.fixture
def operator(make: Callable[..., Person]) -> Client:
    client = Client()
    client.force_login(make("Sophea", is_operator=True))
    return client


def drop(client: Client, text: str) -> str:
    return client.post(
        "/conform/rules/add/", {"document": SimpleUploadedFile("x.toml", text.encode())}
    ).content.decode()


def confirm(client: Client) -> AddedRuleSet:
    client.post("/conform/rules/confirm/", {"text": MADE_UP, **CONFIRMED})
    return AddedRuleSet.objects.get()


@pytest.mark.django_db
def test_everybody_reads_that_the_rules_are_the_third_cycles(client: Client) -> None:
    told = client.get("/conform/").content.decode()
    assert "rules of 2017, which are the third cycle's" in told.replace("&#x27;", "'")
    rules = client.get("/conform/rules/").content.decode()
    assert "used for cycle 4" in rules
    assert "Add a rule set" not in rules


@pytest.mark.django_db
def test_only_the_operator_adds_rules(client: Client, make: Callable[..., Person]) -> None:
    client.force_login(make("Dara"))
    assert client.get("/conform/rules/add/").status_code == 404
    assert client.post("/conform/rules/confirm/", {"text": MADE_UP, **CONFIRMED}).status_code == 404
    assert not AddedRuleSet.objects.exists()


@pytest.mark.django_db
def test_a_dropped_file_shows_what_differs_and_changes_nothing(operator: Client) -> None:
    told = drop(operator, MADE_UP)
    assert "5,630 words" in told
    assert "31 words" in told
    assert "Nothing is changed yet" in told
    assert rules_for(4).version == "2017"


@pytest.mark.django_db
def test_a_confirmed_rule_set_is_used_for_its_cycle_and_can_be_chosen(operator: Client, client: Client) -> None:
    confirm(operator)
    assert (rules_for(4).version, rules_for(3).version, rules_in_force().version) == ("made-up", "2017", "made-up")
    told = client.post("/conform/", {"document": SimpleUploadedFile("a.docx", submission()), "rules": "made-up"})
    page = told.content.decode()
    assert "of <strong>31</strong> that are allowed" in page
    assert "Compared with: A made-up document, of 2022-01-31." in page
    assert "Confirmed by the operator of this server" in page
    assert "made-up" in client.get("/conform/rules/").content.decode()
    assert AuditLine.objects.get().what == "conformance.add_rules:confirm_rule_set"


@pytest.mark.django_db
def test_a_rule_set_is_not_confirmed_without_its_document(operator: Client) -> None:
    answer = operator.post("/conform/rules/confirm/", {"text": MADE_UP, **CONFIRMED, "document": ""})
    assert answer.status_code == 400
    assert not AddedRuleSet.objects.exists()


@pytest.mark.django_db
def test_taken_back_it_is_used_and_offered_no_more_but_still_known(operator: Client) -> None:
    added = confirm(operator)
    operator.post(f"/conform/rules/{added.pk}/take-back/")
    assert rules_for(4).version == "2017"
    assert "made-up" not in Client().get("/conform/").content.decode()
    assert find_rules("made-up").limits["joint"] == 31
