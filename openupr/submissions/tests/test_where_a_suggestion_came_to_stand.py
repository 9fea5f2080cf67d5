"""A new first paragraph stands first once it is taken over, and is told of there, with whoever suggested it."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from openupr.submissions.history import Saved, history
from openupr.submissions.models import Paragraph, Remark, Suggestion
from openupr.submissions.paragraphs import add_paragraph, remove_paragraph
from openupr.submissions.remarks import accept, suggest
from openupr.submissions.tests.drafts import TEXTS, Draft, circulated_draft, sent, with_body
from openupr.submissions.writing import suggestions_in, written

NEW = ("Nobody asked the fisherfolk.", "No map was ever shown.")


@pytest.fixture(name="draft")
def the_draft(db: None) -> Draft:
    """A draft that came back from Maly with two new paragraphs before all others of the section, and one after them."""
    draft = circulated_draft()

    draft.take_back(with_body(sent(draft), lambda text: _with_new(text, draft, *NEW)))
    return draft


def _with_new(document: str, draft: Draft, *before: str) -> str:
    first = next(each for each in re.findall(r"<w:p>.*?</w:p>", document) if draft.paragraphs[0].anchor in each)
    told = [f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in (*before, "Fish are gone.")]
    return document.replace(first, "".join([*told[:-1], first, told[-1]]))


def _texts(draft: Draft) -> list[str]:
    return list(draft.section.paragraphs.values_list("text", flat=True))


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_new_first_paragraphs_come_before_all_others_in_their_order(draft: Draft, order: tuple[int, ...]) -> None:
    suggested = list(Suggestion.objects.order_by("pk"))
    assert [(each.text, each.first) for each in suggested] == [
        (NEW[0], True),
        (NEW[1], True),
        ("Fish are gone.", False),
    ]
    for at in order:
        accept(by=draft.cast.dara, suggestion=suggested[at], now=timezone.now())
    assert _texts(draft)[:4] == [*NEW, TEXTS[0], "Fish are gone."]
    assert Remark.objects.count() == 0


def test_where_its_section_is_empty_by_now_it_does_not_come_first_in_another(draft: Draft) -> None:
    other = draft.section.submission.sections.exclude(pk=draft.section.pk)[0]
    add_paragraph(by=draft.cast.sophea, section=other, text="Elsewhere.", now=timezone.now())
    for paragraph in draft.section.paragraphs.all():
        remove_paragraph(by=draft.cast.chan, paragraph=paragraph, now=timezone.now())
    draft.take_back(with_body(sent(draft), lambda text: _with_new(text, draft, "By itself.")))
    suggestion = Suggestion.objects.get(text="By itself.")
    assert (suggestion.paragraph.section, suggestion.first) == (other, False)


def test_it_is_told_of_where_it_stands_and_its_history_names_who_suggested_it(draft: Draft) -> None:
    accept(by=draft.cast.dara, suggestion=Suggestion.objects.get(text=NEW[0]), now=timezone.now())
    first, second = written([draft.section], suggestions_in([draft.section]), cite=str)[draft.section.pk][:2]
    assert ([each.text for each in first.settled], second.settled) == ([NEW[0]], [])
    save = _last_save(draft)
    assert save.version.saved_by == draft.cast.dara
    assert [each.from_name for each in save.suggestions] == ["Maly"]
    page = _history(draft)
    assert page.count("as Maly suggested") == 1


def test_the_history_of_a_wording_that_was_taken_over_names_who_suggested_it(draft: Draft) -> None:
    paragraph = Paragraph.objects.get(pk=draft.paragraphs[1].pk)
    made = suggest(by=draft.cast.chan, paragraph=paragraph, text="No title was given.", now=timezone.now())
    accept(by=draft.cast.dara, suggestion=made, now=timezone.now())
    assert [each.author for each in _last_save(draft).suggestions] == [draft.cast.chan]
    assert f"as {draft.cast.chan} suggested" in _history(draft)


def _last_save(draft: Draft) -> Saved:
    last = history(draft.section)[0]
    assert isinstance(last, Saved)
    return last


def _history(draft: Draft) -> str:
    client = Client()
    client.force_login(draft.cast.dara)
    submission = draft.section.submission
    address = f"/coalitions/{submission.coalition.key}/submissions/{submission.pk}/sections/{draft.section.pk}/history/"
    return client.get(address).content.decode()
