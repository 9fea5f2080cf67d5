"""Interface texts are plain: short labels, buttons that say what they do, short explanations."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from django.forms import BaseForm
from django.utils import translation

# Texts are the same on any database.
pytestmark = pytest.mark.once

APPS = Path(__file__).parents[2]
MOST_WORDS_OF_A_LABEL = 4
# Two lines at the width of a page.
MOST_WORDS_OF_AN_EXPLANATION = 40
BANNED = re.compile(
    r"\b(whoever|nobody|so that|of which|that which|lay out|take apart|stands?|has it)\b", re.IGNORECASE
)
QUOTED = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
MARKED = re.compile(rf"\{{%\s*translate\s+{QUOTED}|[\s(=:,]_\(\s*{QUOTED}\s*\)", re.DOTALL)
BLOCK = re.compile(r"\{%\s*blocktranslate\b.*?%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.DOTALL)
PLURAL = re.compile(r"\{%\s*plural\s*%\}")
NAME = re.compile(r"\{\{.*?\}\}|%\(\w+\)[sd]|%[sd]|\{\w*\}")
FOLDED = re.compile(r"<details\b.*?</details>|\{#.*?#\}", re.DOTALL)
TRANSLATED = ("_", "_now", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy")


@cache
def modules() -> tuple[tuple[str, tuple[ast.Call, ...]], ...]:
    """Every module of the product with what it calls."""
    paths = [path for path in sorted(APPS.rglob("*.py")) if not {"tests", "migrations"} & set(path.parts)]
    trees = ((str(path.relative_to(APPS)), ast.walk(ast.parse(path.read_text(encoding="utf-8")))) for path in paths)
    return tuple((name, tuple(node for node in tree if isinstance(node, ast.Call))) for name, tree in trees)


def calls() -> Iterator[tuple[str, ast.Call]]:
    yield from ((f"{name}:{call.lineno}", call) for name, found in modules() for call in found)


def texts() -> Iterator[tuple[str, str]]:
    """(place, text) of everything that may be translated, and of every refusal."""
    for path in sorted(APPS.rglob("*.html")):
        if "tests" not in path.parts:
            page = path.read_text(encoding="utf-8")
            found = [(quoted[0] or quoted[1])[1:-1] for quoted in MARKED.findall(page)]
            found += [part for block in BLOCK.findall(page) for part in PLURAL.split(block)]
            yield from ((str(path.relative_to(APPS)), " ".join(text.split())) for text in found)
    for place, call in calls():
        if is_told(call.func):
            for given in call.args[:2]:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield place, given.value


def is_told(called: ast.expr) -> bool:
    """A text to translate, or what a refusal says."""
    if isinstance(called, ast.Attribute) and called.attr == "__init__":
        return True
    name = called.id if isinstance(called, ast.Name) else ""
    return name in TRANSLATED or name.endswith(("Refused", "RefusedFile"))


def test_no_text_of_the_interface_uses_words_that_readers_stumble_over() -> None:
    assert [(place, text) for place, text in texts() if BANNED.search(NAME.sub("X", text))] == []


# What counts as a label: what stands beside a field, above a column or a group of fields, on a tab, in navigation.
LABELS = re.compile(
    r"<(label|legend|th|nav)\b(?:[^>\"]|\"[^\"]*\")*>(.*?)</\1>|data-(label)=\"(.*?)\"[\s>]", re.DOTALL | re.IGNORECASE
)
TABS = {"Tab", "TabTo"}


def called_in(page: str) -> Iterator[str]:
    """The texts to translate in a part of a template; of a plural, the last."""
    yield from ((quoted[0] or quoted[1])[1:-1] for quoted in MARKED.findall(page))
    yield from (" ".join(PLURAL.split(block)[-1].split()) for block in BLOCK.findall(page))


def templates() -> Iterator[tuple[str, str]]:
    for path in sorted(APPS.rglob("*.html")):
        if "tests" not in path.parts:
            yield str(path.relative_to(APPS)), path.read_text(encoding="utf-8")


def words(text: str) -> int:
    return len(NAME.sub("X", re.sub(r"<.*?>", "", text)).split())


def text_in(given: ast.expr) -> str:
    """The text of `_("…")`, or nothing."""
    if isinstance(given, ast.Call) and is_told(given.func) and given.args and isinstance(given.args[0], ast.Constant):
        return str(given.args[0].value)
    return ""


def forms(of: type[BaseForm] = BaseForm) -> Iterator[type[BaseForm]]:
    for each in of.__subclasses__():
        yield each
        yield from forms(each)


def fields() -> Iterator[tuple[str, str, str]]:
    """(place, label, help) of every field of every form."""
    import_module("openupr.project.urls")
    with translation.override("en"):
        for form in forms():
            if form.__module__.startswith("openupr.") and ".tests." not in form.__module__:
                for name, field in getattr(form, "base_fields", {}).items():
                    yield f"{form.__module__}.{form.__name__}.{name}", str(field.label or ""), str(field.help_text)


def labels() -> Iterator[tuple[str, str]]:
    for place, page in templates():
        for _tag, inside, _in_cell, of_cell in LABELS.findall(page):
            yield from ((place, text) for text in called_in(inside or of_cell))
    for place, call in calls():
        yield from ((place, text_in(each.value)) for each in call.keywords if each.arg == "label")
        if isinstance(call.func, ast.Name) and call.func.id in TABS:
            yield from ((place, text_in(each)) for each in call.args[:1])
    yield from ((place, label) for place, label, _ in fields())


def test_no_label_has_more_than_four_words() -> None:
    assert {(place, text) for place, text in labels() if words(text) > MOST_WORDS_OF_A_LABEL} == set()


# What looks like a button. A choice that stays pressed (`aria-pressed`) is named by what it says.
BUTTONS = re.compile(
    r"<button\b((?:[^>\"]|\"[^\"]*\")*)>(.*?)</button>"
    r"|<a\b((?:[^>\"]|\"[^\"]*\")*\bclass=\"[^\"]*\bbutton\b[^\"]*\"(?:[^>\"]|\"[^\"]*\")*)>(.*?)</a>",
    re.DOTALL,
)
HIDDEN = re.compile(r"<span[^>]*visually-hidden[^>]*>.*?</span>", re.DOTALL)
SENT = re.compile(rf"\{{%\s*translate\s+{QUOTED}\s+as (?:send|save)\b|send=_\({QUOTED}\)")
VERBS = set(
    re.findall(
        r"\w+",
        """
    Accept Add Adopt Agree Amend Annex Answer Apply Appoint Approve Ask Assess Begin Bring Cancel Change Check Choose
    Circulate Cite Close Collect Comment Compare Confirm Copy Count Decide Delete Divide Do Download Drop End Enter
    Explain Fetch Fill Find Finish Follow Forget Give Go Hand Hide Import Insert Invite Join Judge Keep Learn Leave
    Load Lock Lodge Log Look Looked Make Mark Move Note Number Object Open Pair Place Plan Print Propose Publish Put
    Rank Read Record Register Rehearse Reject Release Remove Reopen Replace Reply Reset Restore Review Revoke Save
    Search See Send Set Settle Show Sign Start Stop Suggest Suspend Swap Take Tick Try Turn Type Undo Update Upload
    Use Verify Withdraw Write
    """,
    )
)


def buttons() -> Iterator[tuple[str, str]]:
    for place, page in templates():
        for of_button, in_button, of_link, in_link in BUTTONS.findall(page):
            if "aria-pressed" not in of_button + of_link:
                yield from ((place, text) for text in called_in(HIDDEN.sub("", in_button or in_link)))
        yield from ((place, next(filter(None, found))[1:-1]) for found in SENT.findall(page))
    for place, call in calls():
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        yield from ((place, text_in(each.value)) for each in call.keywords if each.arg in ("send", "button"))
        if name == "WaitingKind":
            yield from ((place, text_in(each)) for each in call.args[2:3])


def test_buttons_begin_with_a_verb() -> None:
    # “I agree”: beside “Adopt”, who speaks for oneself says so. “We looked at these together”: that is what they say.
    begun = ((place, text, re.sub("^(I|We) ", "", text).capitalize()) for place, text in buttons() if text)
    found = {(place, text) for place, text, words in begun if re.split(r"[\s,:.]", words)[0] not in VERBS}
    assert found == set(), "say what the button does, or add its verb to VERBS"


# Where a State's answers are on the page, what people say has another name.
OTHER_ANSWERS = {
    "proposals/templates/proposals/": r"^Answer\b|\banswered$",
    "followup/templates/followup/list": r"no answer|have an answer",
    "advocacy/templates/advocacy/pre_session/invited": r"^Answer",
}


def test_an_answer_is_one_thing_on_a_page() -> None:
    found = {
        (place, text)
        for place, text in texts()
        for page, words_for_others in OTHER_ANSWERS.items()
        if place.startswith(page) and re.search(words_for_others, text)
    }
    assert found == set(), "an objection has a reply, a recommendation an assessment, an invitation a reply"
    assert any(place.startswith(page) for page in OTHER_ANSWERS for place, _text in texts())


PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
BRANCH = re.compile(r"\{%\s*(?:if|elif|else|endif|for|empty|endfor)\b.*?%\}")


def explanations() -> Iterator[tuple[str, int]]:
    """(place, words) of every explanation: paragraphs that follow each other, without what is folded.

    Of a paragraph with branches, the longest branch.
    """
    for place, page in templates():
        page = FOLDED.sub("<x>", page)
        found = list(PARAGRAPH.finditer(page))
        lengths = [max(sum(map(words, called_in(part))) for part in BRANCH.split(each[1])) for each in found]
        here = 0
        for length, (before, each) in zip(lengths, pairwise([None, *found]), strict=True):
            follows = before is not None and not page[before.end() : each.start()].strip()
            here = here + length if follows else length
            yield place, here
    yield from ((place, words(help_text)) for place, _, help_text in fields())


def test_an_explanation_has_at_most_two_lines() -> None:
    long = {place: length for place, length in explanations() if length > MOST_WORDS_OF_AN_EXPLANATION}
    assert long == {}, "say what to do; put the rest behind “More about this”"
