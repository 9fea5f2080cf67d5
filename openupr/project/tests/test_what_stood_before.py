"""Whoever gives a coalition's own texts as a testimony, and takes it back, takes nothing out of them."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import now

from openupr.accounts.models import AuditLine
from openupr.coalitions.models import Comment, Group
from openupr.coalitions.services import groups, proposals
from openupr.coalitions.tests.examples.cast import Cast, cast
from openupr.submissions.models import Paragraph, ParagraphVersion
from openupr.submissions.services import writing
from openupr.submissions.tests.examples import Drafted, drafted
from openupr.testimonies.models import Box, Testimony
from openupr.testimonies.rules.codes import fresh_code
from openupr.testimonies.services.boxes import close_box
from openupr.testimonies.services.testifying import make_slips, put_testimony_in, type_in
from openupr.testimonies.services.withdrawing import withdraw
from openupr.testimonies.tests.examples import DAY, a_box

OURS = "Since 2018 the ministry has closed nine schools of our province without asking anybody who lives there."
THEIRS = "They came before the harvest and burned nine houses beside the old pagoda."


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def draft(people: Cast) -> Drafted:
    made = drafted(people)
    writing.add_paragraph(by=people.chan, section=made.section, text=OURS, now=now())
    return made


def given(box: Box, text: str) -> str:
    """From a phone; the code that takes it back."""
    code = fresh_code()
    put_testimony_in(box=box, code=code, text=text, phrase="", consent="public")
    return str(code.plain)


def typed(people: Cast, box: Box, text: str) -> str:
    """From paper; the code that takes it back."""
    ((slip, code),) = make_slips(by=people.sophea, box=box, codes=[fresh_code()])
    type_in(by=people.sophea, box=box, slip=slip, text=text, phrase="", consent="public")
    return code


def stands() -> Iterator[str]:
    for model in (Paragraph, ParagraphVersion):
        yield from model.objects.order_by("pk").values_list("text", flat=True)


def test_while_the_box_is_open_nothing_is_looked_for(people: Cast, draft: Drafted) -> None:
    before = list(stands())
    withdraw(code=given(a_box(people), " ".join(dict.fromkeys(before))))
    assert not Testimony.objects.exists()
    assert list(stands()) == before
    assert not AuditLine.objects.filter(what__contains="words_cut").exists()


def test_once_it_is_closed_what_stood_there_is_neither_refused_nor_cut(people: Cast, draft: Drafted) -> None:
    before, box = list(stands()), a_box(people)
    code = given(box, f"{OURS} {THEIRS}")
    close_box(by=people.sophea, box=box, today=DAY)
    assert "schools" not in str(Testimony.objects.get().stood), "its words are kept in no second place"
    again = writing.add_paragraph(by=people.sophea, section=draft.section, text=f"Again: {OURS}", now=now())
    water = groups.create_group(by=people.sophea, coalition=people.coalition, name="Water", focus=OURS)
    withdraw(code=code)
    assert [each for each in stands() if "Again" not in each] == before
    assert Paragraph.objects.get(pk=again.pk).text == f"Again: {OURS}"
    assert Group.objects.get(pk=water.pk).focus == OURS


def test_what_is_copied_afterwards_goes_and_the_trail_says_in_how_many_places(people: Cast) -> None:
    box = a_box(people)
    code = given(box, THEIRS)
    close_box(by=people.sophea, box=box, today=DAY)
    proposal = proposals.propose(by=people.chan, group=people.land, text="Build the houses.", language="en", now=now())
    proposals.comment(by=people.rithy, proposal=proposal, text=f"Like: {THEIRS}", evidence="", now=now())
    withdraw(code=code)
    assert Comment.objects.get().text == "Like: (words of a testimony that was taken back)."
    line = AuditLine.objects.get(what__contains="words_cut")
    assert (line.who, line.about) == (None, "places 1")
    assert timezone.localtime(line.when).strftime("%H:%M:%S.%f") == "00:00:00.000000", "at which hour is told nowhere"
    sophea = Client()
    sophea.force_login(people.sophea)
    page = sophea.get(f"/coalitions/{people.coalition.key}/trail/").content.decode()
    assert "Words of a testimony that was taken back were cut out of texts: <span>in 1 place</span>" in page


def test_from_paper_what_was_written_since_it_was_typed_in_goes_also_while_the_box_is_open(
    people: Cast, draft: Drafted
) -> None:
    code = typed(people, a_box(people), f"{THEIRS} {OURS}")
    later = Group.objects.create(coalition=people.coalition, name="Water", focus=THEIRS, order=9)
    withdraw(code=code)
    later.refresh_from_db()
    assert later.focus == "(words of a testimony that was taken back)."
    assert Paragraph.objects.filter(text=OURS).exists()


def test_what_was_copied_from_paper_does_not_count_as_standing_before_once_the_box_is_closed(people: Cast) -> None:
    box = a_box(people)
    code = typed(people, box, THEIRS)
    later = Group.objects.create(coalition=people.coalition, name="Water", focus=THEIRS, order=9)
    close_box(by=people.sophea, box=box, today=DAY)
    assert Testimony.objects.values_list("typed_in", "stood").get() == (False, [])
    withdraw(code=code)
    later.refresh_from_db()
    assert THEIRS.rstrip(".") not in later.focus
