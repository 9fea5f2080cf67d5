"""What was done about earlier recommendations, line by line."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.followup.group_lines import assess, follow_ups_of, followed_so_far, give_owner, let_go, write_in
from openupr.followup.models import FollowUp
from openupr.followup.tests.examples import evidence, follow_up
from openupr.recommendations.models import Ask
from openupr.recommendations.tests.demo_record import demo_record
from openupr.web.tests.reading import as_read

from .conftest import SignIn


def at(cast: Cast, page: str, **parts: object) -> str:
    return reverse(page, kwargs={**cast.at_land, **parts})


def test_what_was_done_since_is_recorded_line_by_line_with_evidence(cast: Cast, browser_of: SignIn) -> None:
    demo_record()
    client = browser_of(cast.chan)
    page = client.get(at(cast, "followup:follow-ups")).content.decode()
    asks = list(Ask.objects.filter(review__iso3="KHM")[:2])
    assert 'name="ask"' in page
    ticked = client.get(at(cast, "followup:follow-ups"), {"take": asks[0].key}).content.decode()
    assert ticked.count("Follow these up") == 2, "a button beside what is ticked, too"
    first = client.post(at(cast, "followup:follow-up-take-up"), {"ask": [each.key for each in asks]})
    client.post(at(cast, "followup:follow-up-take-up"), {"ask": [each.key for each in asks]})
    assert FollowUp.objects.count() == 2
    line = FollowUp.objects.first()
    assert line is not None
    assert first.headers["Location"].endswith(f"#line-{line.pk}")
    prefix = f"line-{line.pk}"
    client.post(
        at(cast, "followup:follow-up", number=line.pk),
        {f"{prefix}-done": "begun", f"{prefix}-note": "A draft law", f"{prefix}-version": 0},
    )
    where = f"evidence-{line.pk}"
    given = {"what": "The draft", "kind": "official", "source": "Ministry", "reliability": "likely"}
    sent = {f"{where}-{name}": value for name, value in given.items()}
    added = client.post(at(cast, "followup:evidence-add", number=line.pk), sent)
    assert added.headers["Location"].endswith(f"#evidence-{line.evidence.get().pk}"), "at the new line"
    line.refresh_from_db()
    assert (line.done, line.note, line.evidence.get().what) == ("begun", "A draft law", "The draft")
    table = b"".join(client.get(at(cast, "followup:follow-ups-csv")).streaming_content).decode("utf-8-sig")
    assert "The draft (other official document: Ministry)" in table
    rows = client.get(at(cast, "followup:follow-ups-json")).json()["followed_up"]
    assert (rows[0]["done"], rows[0]["note"]) == ("partly implemented", "A draft law")
    client.cookies["django_language"] = "km"
    in_khmer = client.get(at(cast, "followup:follow-ups")).content.decode()
    with translation.override("km"):
        assert in_khmer.count(gettext("What States recommended is in English. It has no translation.")) == 1
    assert f'<p lang="en">{line.text[:12]}' in in_khmer


def test_an_assessment_on_an_older_one_shows_both(cast: Cast, browser_of: SignIn) -> None:
    line = follow_up(cast)
    address, prefix = at(cast, "followup:follow-up", number=line.pk), f"line-{line.pk}"
    given = {f"{prefix}-done": "begun", f"{prefix}-version": 0}
    browser_of(cast.dara).post(address, given | {f"{prefix}-note": "Dara saw this"})
    page = browser_of(cast.chan).post(address, given | {f"{prefix}-note": "Chan saw that"})
    assert page.status_code == 409
    assert b"Dara saw this" in page.content
    assert b"Chan saw that" in page.content


def test_one_press_saves_every_card_that_was_filled(cast: Cast, browser_of: SignIn) -> None:
    lines = [follow_up(cast), write_in(by=cast.chan, group=cast.land, text="Title the land.")]
    lines.append(write_in(by=cast.chan, group=cast.land, text="Publish the budget."))
    chan, address = browser_of(cast.chan), at(cast, "followup:follow-up", number=lines[0].pk)

    def sent(done: str, *notes: str) -> dict[str, object]:
        shown = chan.get(at(cast, "followup:follow-ups")).context["lines"]
        given = {f"{each['assess'].prefix}-{name}": each["assess"][name].value() for each in shown
                 for name in ("done", "note", "version", "shown")}  # fmt: skip
        for line, note in zip(lines, notes, strict=False):
            given |= {f"line-{line.pk}-done": done, f"line-{line.pk}-note": note}
        return given

    page = chan.get(at(cast, "followup:follow-ups")).content.decode()
    assert "required" not in page.split('<ol class="follow-ups">')[1].split("</ol>")[0], "an empty card stops no other"
    refused = chan.post(address, sent("begun", "One law") | {f"line-{lines[1].pk}-note": "No level was chosen"})
    assert refused.status_code == 422
    assert all(each in refused.content.decode() for each in ("One law", "No level was chosen"))
    early = sent("begun")
    chan.post(address, sent("begun", "One law", "Two titles"))
    # The third was not touched, and on an older page the others were not.
    chan.post(address, early | {f"line-{lines[2].pk}-done": "done", f"line-{lines[2].pk}-note": "It is online"})
    said = [(each.note, each.is_assessed) for each in follow_ups_of(cast.land)]
    assert sorted(said) == [("It is online", True), ("One law", True), ("Two titles", True)]
    assert chan.get(at(cast, "followup:follow-ups")).content.decode().count("So far:") == 3
    # The one that was pressed is let go meanwhile: the others are saved, and its text is shown.
    late = sent("done", "A second law", "Three titles")
    let_go(by=cast.dara, follow_up=lines[0], today=today_there())
    answer = chan.post(address, late)
    assert answer.status_code == 409
    assert "A second law" in answer.content.decode()
    assert sorted(each.note for each in follow_ups_of(cast.land)) == ["It is online", "Three titles"]


def test_an_outsider_finds_no_follow_up(cast: Cast) -> None:
    for page in ("followup:follow-ups", "followup:follow-ups-csv"):
        assert Client().get(at(cast, page)).status_code == 404


def test_what_a_group_has_assessed_is_told_in_a_sentence(cast: Cast) -> None:
    line = follow_up(cast)
    assess(by=cast.chan, follow_up=line, done="begun", note="Three titles", version=0)
    evidence(cast)
    told = followed_so_far(follow_ups_of(cast.land)).in_words
    assert told == (
        "The group follows up 1 recommendation and has assessed 1. Partly implemented: 1; "
        "1 piece of evidence, 1 waiting to be verified."
    )
    with translation.override("km"):
        assert followed_so_far(follow_ups_of(cast.land)).in_words.endswith("។")


@pytest.mark.everywhere
def test_a_key_that_no_database_holds_is_none_of_the_record(cast: Cast, browser_of: SignIn) -> None:
    chan = browser_of(cast.chan)
    assert chan.get(at(cast, "followup:follow-ups"), {"take": "\x00"}).status_code == 200
    assert chan.post(at(cast, "followup:follow-up-take-up"), {"ask": ["\x00"]}).status_code == 302


def test_what_is_added_with_a_button_pressed_twice_is_there_once(cast: Cast, browser_of: SignIn) -> None:
    chan, line = browser_of(cast.chan), follow_up(cast)
    given = {"what": "A law", "kind": "law", "source": "The gazette", "reliability": "likely", "seen_by": "public"}
    sent = {f"evidence-{line.pk}-{name}": value for name, value in given.items()}
    for _ in range(2):
        chan.post(at(cast, "followup:evidence-add", number=line.pk), sent)
        chan.post(at(cast, "followup:follow-up-take-up"), {"text": "Publish the budget."})
    assert line.evidence.count() == 1
    assert cast.land.follow_ups.filter(text="Publish the budget.").count() == 1
    chan.post(at(cast, "followup:evidence-add", number=line.pk), sent | {f"evidence-{line.pk}-what": "Another law"})
    assert line.evidence.count() == 2


def test_no_form_states_a_fact_that_nobody_chose(cast: Cast, browser_of: SignIn) -> None:
    line = follow_up(cast)
    client, lines = browser_of(cast.chan), at(cast, "followup:follow-ups")
    shown = client.get(lines, {"open": line.pk}).context["lines"][0]
    forms = [(shown["assess"], "done"), (shown["evidence"], "kind"), (shown["evidence"], "reliability")]
    where = {**cast.at_coalition, "number": line.listed_id}
    of_organisations = browser_of(cast.nary).get(reverse("followup:recommendation", kwargs=where)).context
    forms += [(of_organisations[form], name) for form, name in
              (("claim", "level"), ("assess", "level"), ("evidence", "kind"), ("evidence", "reliability"))]  # fmt: skip
    for form, name in forms:
        assert str(form.fields[name].choices[0][1]) == "Choose"
        assert not form[name].value()
    refused = client.post(at(cast, "followup:follow-up", number=line.pk), {f"line-{line.pk}-version": 0})
    assert refused.status_code == 422
    assert "Choose how far it is implemented." in as_read(refused.content.decode())
    given = {f"evidence-{line.pk}-what": "A law", f"evidence-{line.pk}-source": "The gazette"}
    told = as_read(client.post(at(cast, "followup:evidence-add", number=line.pk), given).content.decode())
    assert "Choose how reliable the source is." in told
    assert "Choose the kind of evidence." in told


def test_what_nobody_assessed_yet_is_not_called_not_enough_information(cast: Cast, browser_of: SignIn) -> None:
    follow_up(cast)
    assert "not assessed yet" in as_read(browser_of(cast.vuthy).get(at(cast, "followup:follow-ups")).content.decode())
    [row] = browser_of(cast.chan).get(at(cast, "followup:follow-ups-json")).json()["followed_up"]
    assert row["done"] == "not assessed yet"


def test_the_forms_for_evidence_and_owner_are_drawn_for_the_line_that_is_opened(cast: Cast, browser_of: SignIn) -> None:
    first = follow_up(cast)
    second = write_in(by=cast.chan, group=cast.land, text="Title the land of families.")
    client, page = browser_of(cast.chan), at(cast, "followup:follow-ups")
    forms = [f"evidence-{first.pk}-what", f"owner-{first.pk}-owner"]
    closed = client.get(page).content.decode()
    assert not any(each in closed for each in forms)
    # Who opens a card, adds evidence or names an owner loses nothing that was typed on another
    # card.
    card = {"done": "begun", "version": 0, "shown": ""}
    typed = {f"line-{second.pk}-{name}": value for name, value in card.items()}
    press = at(cast, "followup:follow-up", number=first.pk)
    led = client.post(press, {"open": "1", **typed, f"line-{second.pk}-note": "Two titles"})
    assert led["Location"] == f"{page}?open={first.pk}#line-{first.pk}"
    half = {**typed, f"line-{second.pk}-version": 1, f"evidence-{first.pk}-what": "A law"}
    for button in (press, at(cast, "followup:evidence-add", number=first.pk)):
        refused = client.post(button, {**half, f"line-{second.pk}-note": "Nine titles"})
        assert refused.status_code == 422, "the evidence has no source yet"
        assert all(each in refused.content.decode() for each in ("A law", "Nine titles"))
    given = {"source": "The gazette", "kind": "law", "reliability": "likely", "seen_by": "coalition"}
    half |= {f"evidence-{first.pk}-{name}": value for name, value in given.items()}
    client.post(press, {**half, f"line-{second.pk}-note": "Ten titles", f"owner-{first.pk}-due": "2027-03-01"})
    first.refresh_from_db()
    said = [each.note for each in follow_ups_of(cast.land) if each.pk == second.pk]
    assert (said, first.evidence.get().what, str(first.due)) == (["Ten titles"], "A law", "2027-03-01")
    opened = client.get(page, {"open": first.pk}).content.decode()
    assert all(each in opened for each in forms)
    fields = re.findall(r"<(?:input|select|textarea)[^>]*name=\"(?:line|evidence|owner)-[^>]*>", opened)
    assert len(fields) > 15
    assert all('form="all-lines"' in each and " required" not in each for each in fields)
    assert f"evidence-{second.pk}-what" not in opened
    assert client.get(page, {"open": "9" * 30}).status_code == 200
    refused = client.post(at(cast, "followup:evidence-add", number=first.pk), {})
    assert refused.status_code == 422
    assert all(each in refused.content.decode() for each in forms)
    saved = client.post(at(cast, "followup:owner", number=first.pk), {f"owner-{first.pk}-owner": cast.chan.pk})
    assert saved["Location"] == f"{page}#line-{first.pk}"


def test_an_owner_given_meanwhile_stays_and_a_refusal_saves_nothing(cast: Cast, browser_of: SignIn) -> None:
    line, page = follow_up(cast), at(cast, "followup:follow-ups")
    chan, day = browser_of(cast.chan), today_there() + timedelta(days=9)

    def shown() -> dict[str, object]:
        """What a browser sends of the page with the card open, before anything is typed."""
        drawn = chan.get(page, {"open": line.pk})
        forms = [drawn.context["lines"][0][name] for name in ("assess", "evidence", "owner")]
        hidden = [tag for tag in re.findall("<input[^>]*>", drawn.content.decode()) if 'name="initial-' in tag]
        assert len(hidden) == 2
        assert all('form="all-lines"' in tag for tag in hidden)
        found = {re.findall('name="(.*?)"', tag)[0]: re.findall(' value="(.*?)"', tag) for tag in hidden}
        return {name: "".join(value) for name, value in found.items()} | {
            each.html_name: "" if each.value() is None else each.value() for form in forms for each in form
        }

    card = {f"line-{line.pk}-done": "begun", f"line-{line.pk}-note": "A draft law"}
    press, early = at(cast, "followup:follow-up", number=line.pk), shown()
    give_owner(by=cast.dara, follow_up=line, owner=cast.dara, due=day, today=today_there())
    for address, typed in ((press, card), (at(cast, "followup:owner", number=line.pk), {})):
        assert chan.post(address, early | typed).status_code == 302
        line.refresh_from_db()
        assert (line.note, line.owner, line.due) == ("A draft law", cast.dara, day)
    # Who left the group stays the owner; what is taken away on purpose goes.
    cast.land.memberships.filter(person=cast.dara).delete()
    assert f'<option value="{cast.dara.pk}" selected>' in chan.get(page, {"open": line.pk}).content.decode()
    chan.post(press, shown() | {f"owner-{line.pk}-owner": ""})
    line.refresh_from_db()
    assert (line.owner, line.due) == (None, day)
    # Evidence without its day, or a day that is over: the card and the other are not saved, and
    # stay on the page.
    given = {"what": "A law", "source": "The gazette", "kind": "law", "reliability": "likely", "seen_by": "public"}
    source = {f"evidence-{line.pk}-{name}": value for name, value in given.items()}
    late = shown() | {f"line-{line.pk}-note": "A second draft"} | source
    over = {f"owner-{line.pk}-due": str(today_there() - timedelta(days=1))}
    for wrong in ({f"evidence-{line.pk}-personal": "on"}, over):
        refused = chan.post(press, late | wrong)
        assert refused.status_code == 422
        assert all(
            each in as_read(refused.content.decode()) for each in ("Nothing was changed", "A second draft", "A law")
        )
        line.refresh_from_db()
        assert (line.note, line.due, line.evidence.count()) == ("A draft law", day, 0)


def test_a_group_that_lacks_information_has_not_assessed(cast: Cast) -> None:
    assess(by=cast.chan, follow_up=follow_up(cast), done="unknown", note="The ministry is silent", version=0)
    sentence = followed_so_far(follow_ups_of(cast.land)).in_words
    assert sentence.startswith("The group follows up 1 recommendation and has assessed 0. Not enough information: 1;")
