"""Marking what is unlike an ask asks once; texts for others name a pair only after people looked at both together."""

import re

from openupr.advocacy.adoption_texts import make_text, text_from_facts
from openupr.advocacy.models import Uptake
from openupr.advocacy.review_facts import review_facts
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.proposals.models import Proposal
from openupr.recommendations.models import Ask
from openupr.recommendations.tests.exports import LoadRecord

from .test_uptake import FAR, NEAR, ROWS, TEXT, ask, at, confirm, mark, read, words_in

__all__ = ["ask"]


def test_marking_what_is_unlike_asks_once(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    dara = browser_of(cast.dara)
    say = at(cast, "uptake-say", number=ask.pk)
    far = Ask.objects.get(from_iso3="PER").key
    answer = dara.post(say, {"key": far, "said": "full"})
    assert answer.status_code == 409
    assert f"We asked: “{TEXT}” The State recommended: “{FAR}”" in words_in(answer)
    assert not Uptake.objects.exists()
    dara.post(say, {"key": far, "said": "full", "sure": "yes"})
    assert Uptake.objects.get().said == "full"


def test_marking_what_has_one_word_in_common_asks_too(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([*ROWS, {"Session": "46", "From": "Chile", "Text": "Draw a map of the land of temples", "Issue": ""}])
    given = {"key": Ask.objects.get(from_iso3="CHL").key, "said": "part"}
    assert browser_of(cast.dara).post(at(cast, "uptake-say", number=ask.pk), given).status_code == 409
    assert not Uptake.objects.exists()


def test_marking_what_is_near_and_rejecting_ask_nothing(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    dara = browser_of(cast.dara)
    say = at(cast, "uptake-say", number=ask.pk)
    near = list(Ask.objects.filter(from_iso3__in=["FRA", "DEU"]).values_list("key", flat=True))
    far = Ask.objects.get(from_iso3="PER").key
    assert dara.post(say, {"key": near, "said": "part"}).status_code == 302
    assert dara.post(say, {"key": far, "said": "not"}).status_code == 302
    assert Uptake.objects.count() == 3
    answer = dara.post(say, {"key": [*near, far], "said": "full"})
    assert NEAR not in words_in(answer)
    assert answer.content.decode().count('name="key"') == 3, "the question keeps all that was marked"


def test_an_ask_in_khmer_alone_asks_nothing(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    ask.wordings.update(language="km", text="ផ្តល់សំណង")
    ask.issues = []
    ask.save()
    given = {"key": Ask.objects.get(from_iso3="PER").key, "said": "full"}
    assert browser_of(cast.dara).post(at(cast, "uptake-say", number=ask.pk), given).status_code == 302


def test_a_hit_of_the_search_is_marked_there_and_says_how_it_is_marked(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    dara = browser_of(cast.dara)
    search = f"{at(cast, 'uptake-ask', number=ask.pk)}?q=disappearances"
    page = words_in(dara.get(search))
    assert "Mark as taken up Mark as in part" in page
    mark(cast, ask, "PER", said="part")
    assert f"{FAR} Peru Noted taken up in part" in words_in(dara.get(search))


def test_texts_for_others_leave_out_what_was_not_looked_at_together(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    mark(cast, ask, "FRA", "DEU")
    dara = browser_of(cast.dara)
    note = make_text(by=cast.dara, coalition=cast.coalition, kind="press-note")
    assert NEAR not in note.text
    assert NEAR not in text_from_facts(review_facts(cast.coalition), "statement")
    for page in ("uptake", "adoption"):
        assert "You have not looked at 2 marked recommendations together with yours yet." in read(dara, cast, page)
    page = read(dara, cast, "adoption-text", number=note.pk)
    assert "leave them out. Look at these together" in page


def test_letters_and_the_list_leave_out_what_was_not_looked_at_together(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([row | {"Response": "Pending"} for row in ROWS])
    mark(cast, ask, "FRA", "DEU")
    ours = "2 of these take up, in full or in part, what civil society recommended."
    asked_for = f">{cast.land} {ask.number}<"
    dara = browser_of(cast.dara)
    assert ours not in text_from_facts(review_facts(cast.coalition), "letter", "right-to-land")
    listed = dara.get(at(cast, "review-list"))
    assert asked_for not in listed.content.decode()
    assert "You have not looked at 2 marked recommendations together with yours yet." in words_in(listed)
    Uptake.objects.update(looked_on=today_there())
    assert ours in text_from_facts(review_facts(cast.coalition), "letter", "right-to-land")
    assert asked_for in dara.get(at(cast, "review-list")).content.decode()


def test_only_the_pairs_that_were_ticked_were_looked_at_together(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    mark(cast, ask, "FRA", "DEU", "PER")
    dara, at_page = browser_of(cast.dara), at(cast, "uptake-together")
    together = dara.get(at_page)
    page = words_in(together)
    assert page.index(f"We asked {TEXT}") < page.index("States recommended") < page.index(NEAR)
    ticks = re.findall(r'<input type="checkbox" name="pair" value="\d+" form="together">', together.content.decode())
    assert len(ticks) == 3, "each pair has its own, and none is ticked"
    assert "Tick the pairs that you read." in words_in(dara.post(at_page, {"pair": "x"}, follow=True))
    assert not Uptake.objects.exclude(looked_on=None).exists()
    pairs = list(Uptake.objects.exclude(iso3="PER").values_list("pk", flat=True))
    assert dara.post(at_page, {"pair": [*pairs, "x", "999999"]}).status_code == 302
    as_spoken = f"France and Germany: {NEAR[0].lower()}{NEAR[1:]}."
    for kind, line in (("press-note", f"France, Germany: “{NEAR}”"), ("statement", as_spoken)):
        text = text_from_facts(review_facts(cast.coalition), kind)
        assert line in text
        assert FAR not in text, "it was left without a tick"
    assert "You looked at both together on" in read(dara, cast)
    assert browser_of(cast.chan).get(at_page).status_code == 403


def test_a_wrong_pair_is_undone_where_the_pairs_are_looked_at(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record(ROWS)
    mark(cast, ask, "FRA", "PER")
    dara = browser_of(cast.dara)
    assert words_in(dara.get(at(cast, "uptake-together"))).count("Undo") == 2
    remove = at(cast, "uptake-remove", number=Uptake.objects.get(iso3="PER").pk)
    page = words_in(dara.post(remove, {"back": "together"}, follow=True))
    assert "Look at these together" in page
    assert (NEAR in page, FAR in page) == (True, False)


def test_a_pair_that_is_marked_anew_is_looked_at_again(cast: Cast, ask: Proposal, load_record: LoadRecord) -> None:
    load_record(ROWS)
    confirm(cast, ask, "FRA")
    assert Uptake.objects.get().looked_on
    mark(cast, ask, "FRA", said="part")
    assert Uptake.objects.get().looked_on is None
