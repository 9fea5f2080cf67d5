"""Whoever gives a coalition's own texts as a testimony, and takes it back, takes nothing out of them."""

from collections.abc import Iterator
from datetime import time
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.timezone import now

from openupr.accounts.models import AuditLine
from openupr.coalitions.models import Group
from openupr.coalitions.rules.refusals import CopiesATestimony
from openupr.coalitions.services import groups
from openupr.coalitions.tests.examples.cast import Cast, cast
from openupr.roadmaps.models import Comment
from openupr.roadmaps.services import proposals
from openupr.submissions.models import Paragraph, ParagraphVersion
from openupr.submissions.services import writing
from openupr.submissions.tests.examples import Drafted, drafted
from openupr.testimonies.models import Box, Testimony
from openupr.testimonies.models import Remark as EvaluationRemark
from openupr.testimonies.rules.codes import fresh_code
from openupr.testimonies.services.answering import put_in
from openupr.testimonies.services.boxes import close_box
from openupr.testimonies.services.reviewing import redact, release
from openupr.testimonies.services.testifying import make_slips, put_testimony_in, type_in
from openupr.testimonies.services.withdrawing import withdraw
from openupr.testimonies.tests.examples import DAY, a_box, let_go

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
    let_go(people.sophea)
    assert "schools" not in str(Testimony.objects.get().stood), "its words are kept in no second place"
    again = writing.add_paragraph(by=people.sophea, section=draft.section, text=f"Again: {OURS}", now=now())
    water = groups.create_group(by=people.sophea, coalition=people.coalition, name="Water", focus=OURS)
    withdraw(code=code)
    assert [each for each in stands() if "Again" not in each] == before
    assert Paragraph.objects.get(pk=again.pk).text == f"Again: {OURS}"
    assert Group.objects.get(pk=water.pk).focus == OURS


def test_what_nobody_released_is_looked_for_nowhere(people: Cast, draft: Drafted) -> None:
    box = a_box(people)
    code = given(box, THEIRS)
    close_box(by=people.sophea, box=box, today=DAY)
    mine = writing.add_paragraph(by=people.chan, section=draft.section, text=THEIRS, now=now())
    withdraw(code=code)
    assert Paragraph.objects.get(pk=mine.pk).text == THEIRS


def test_what_was_written_between_closing_and_release_frees_no_copy(people: Cast, draft: Drafted) -> None:
    box = a_box(people)
    code = given(box, THEIRS)
    close_box(by=people.sophea, box=box, today=DAY)
    writing.add_paragraph(by=people.chan, section=draft.section, text=THEIRS, now=now())
    let_go(people.sophea)
    with pytest.raises(CopiesATestimony):
        writing.add_paragraph(by=people.sophea, section=draft.section, text=f"One said: {THEIRS}", now=now())
    withdraw(code=code)
    assert not [each for each in stands() if "nine houses" in each]


def test_two_of_ones_own_texts_may_be_joined_though_a_testimony_has_them_side_by_side(
    people: Cast, draft: Drafted
) -> None:
    writing.add_paragraph(by=people.chan, section=draft.section, text=THEIRS, now=now())
    box = a_box(people)
    code = given(box, f"{OURS} {THEIRS}")
    close_box(by=people.sophea, box=box, today=DAY)
    let_go(people.sophea)
    joined = writing.add_paragraph(by=people.sophea, section=draft.section, text=f"{OURS}\n\n{THEIRS}", now=now())
    withdraw(code=code)
    assert Paragraph.objects.get(pk=joined.pk).text == f"{OURS}\n\n{THEIRS}"


def test_the_title_of_a_treaty_is_nobodys(people: Cast, draft: Drafted) -> None:
    treaty = "the Optional Protocol to the Convention on the Elimination of All Forms of Discrimination against Women"
    box = a_box(people)
    code = given(box, f"I beg the ministers to ratify {treaty} for my daughters.")
    close_box(by=people.sophea, box=box, today=DAY)
    let_go(people.sophea)
    text = f"Ratify {treaty} by 2028."
    ours = writing.add_paragraph(by=people.sophea, section=draft.section, text=text, now=now())
    withdraw(code=code)
    assert Paragraph.objects.get(pk=ours.pk).text == text


def test_what_a_sheet_said_beside_it_makes_its_words_nobodys_nowhere(people: Cast, draft: Drafted) -> None:
    box, sheet = a_box(people), {"best": THEIRS}
    for _ in range(6):
        put_in(box=box, answers=sheet)
    code = given(box, THEIRS)
    close_box(by=people.sophea, box=box, today=DAY)
    let_go(people.sophea)
    assert EvaluationRemark.objects.filter(text=THEIRS).exists()
    with pytest.raises(CopiesATestimony):
        writing.add_paragraph(by=people.chan, section=draft.section, text=f"One said: {THEIRS}", now=now())
    withdraw(code=code)
    assert not EvaluationRemark.objects.filter(text__contains="nine houses").exists()


def test_of_what_was_not_released_no_guess_is_confirmed(people: Cast) -> None:
    """Whoever may not read it types what they guess; what goes when it is taken back would be what is right."""
    box = a_box(people)
    code = given(box, THEIRS)
    close_box(by=people.sophea, box=box, today=DAY)
    testimony = Testimony.objects.select_related("box__coalition").get()
    leaving = THEIRS.replace("burned nine houses", "[did harm]")
    release(by=people.sophea, testimony=testimony, leaving=leaving, phrase="", looked_at=True, fewer_than_five=False)
    proposal = proposals.propose(by=people.chan, group=people.land, text="Build the houses.", language="en", now=now())
    guesses = [f"harvest and burned {number} houses beside the old pagoda" for number in ("eight", "nine", "ten")]
    for guess in guesses:
        proposals.comment(by=people.rithy, proposal=proposal, text=guess, evidence="", now=now())
    withdraw(code=code)
    assert sorted(Comment.objects.values_list("text", flat=True)) == sorted(guesses)


@pytest.mark.parametrize("again", [False, True])
def test_copies_of_what_is_released_no_more_go_at_once_and_no_later_guess_is_confirmed(
    people: Cast, again: bool
) -> None:
    box = a_box(people)
    code = given(box, THEIRS)
    close_box(by=people.sophea, box=box, today=DAY)
    let_go(people.sophea)
    copy = Group.objects.create(coalition=people.coalition, name="Water", focus=THEIRS, order=9)
    testimony = Testimony.objects.select_related("box__coalition").get()
    leaving = {"leaving": THEIRS.replace("burned nine houses", "[did harm]"), "phrase": ""}
    if again:
        release(by=people.sophea, testimony=testimony, **leaving, looked_at=True, fewer_than_five=False)
    else:
        redact(by=people.sophea, testimony=testimony, **leaving)
    copy.refresh_from_db()
    assert "nine houses" not in copy.focus
    guesses = [f"harvest and burned {number} houses beside the old pagoda" for number in ("eight", "nine", "ten")]
    proposal = proposals.propose(by=people.chan, group=people.land, text="Build the houses.", language="en", now=now())
    for guess in guesses:
        proposals.comment(by=people.rithy, proposal=proposal, text=guess, evidence="", now=now())
    withdraw(code=code)
    assert sorted(Comment.objects.values_list("text", flat=True)) == sorted(guesses)


def test_what_nobody_sees_between_letters_hides_no_copy(people: Cast, draft: Drafted) -> None:
    box = a_box(people)
    code = given(box, THEIRS)
    close_box(by=people.sophea, box=box, today=DAY)
    let_go(people.sophea)
    unseen = THEIRS.replace("har", "har\u00ad").replace("hou", "h\u200bou").replace("nine", "nine[^1]")
    with pytest.raises(CopiesATestimony):
        writing.add_paragraph(by=people.chan, section=draft.section, text=unseen, now=now())
    copy = Group.objects.create(coalition=people.coalition, name="Water", focus=unseen, order=9)
    withdraw(code=code)
    copy.refresh_from_db()
    assert copy.focus == "(words of a testimony that was taken back)."


def test_what_is_copied_afterwards_goes_and_the_trail_says_in_how_many_places(people: Cast) -> None:
    box = a_box(people)
    code = given(box, THEIRS)
    close_box(by=people.sophea, box=box, today=DAY)
    let_go(people.sophea)
    proposal = proposals.propose(by=people.chan, group=people.land, text="Build the houses.", language="en", now=now())
    Comment.objects.create(proposal=proposal, text=f"Like: {THEIRS}", made_at=now())
    withdraw(code=code)
    assert Comment.objects.get().text == "Like: (words of a testimony that was taken back)."
    line = AuditLine.objects.get(what__contains="words_cut")
    assert (line.who, line.about) == (None, "places 1")
    assert line.pk < 0, "nor by which lines it came between"
    there = ZoneInfo("Asia/Phnom_Penh")
    assert line.when.astimezone(there).time() == time.min, "at which hour is told nowhere"
    sophea = Client()
    sophea.force_login(people.sophea)
    page = sophea.get(f"/coalitions/{people.coalition.key}/trail/").content.decode()
    assert "Words of a testimony that was taken back were cut out of texts: <span>in 1 place</span>" in page
    today = timezone.localdate(timezone=there)
    assert f'<time datetime="{today:%Y-%m-%d}">{today.day} {today:%b %Y}</time>' in page


def test_from_paper_nothing_counts_as_standing_before_that_was_written_since_it_was_typed_in(
    people: Cast, draft: Drafted
) -> None:
    box = a_box(people)
    typed(people, box, f"{THEIRS} {OURS}")
    for text in (THEIRS, f"She said: {THEIRS}"):
        with pytest.raises(CopiesATestimony):
            writing.add_paragraph(by=people.sophea, section=draft.section, text=text, now=now())
    Group.objects.create(coalition=people.coalition, name="Water", focus=THEIRS, order=9)
    close_box(by=people.sophea, box=box, today=DAY)
    assert not Testimony.objects.get().typed_in
    with pytest.raises(CopiesATestimony):
        writing.add_paragraph(by=people.sophea, section=draft.section, text=THEIRS, now=now())
    writing.add_paragraph(by=people.sophea, section=draft.section, text=f"Again: {OURS}", now=now())
