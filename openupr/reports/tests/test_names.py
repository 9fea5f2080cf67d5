"""Nobody's name is in a report unless somebody typed it, and then the editor is told before it leaves."""

import io
from datetime import date
from zipfile import ZipFile

import pytest
from django.utils import timezone

from openupr.accounts.models import Person
from openupr.attendance.models import Registration
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.documents.word import write_html, write_markdown, write_word
from openupr.reports.activity_report import put_in_own_words, report_of
from openupr.reports.document import document_of
from openupr.reports.rules.naming import NamesInReport
from openupr.roadmaps.answers import answer
from openupr.testimonies.boxes import close_box
from openupr.testimonies.models import Testimony
from openupr.testimonies.rules.codes import fresh_code
from openupr.testimonies.testimonies import put_testimony_in, release
from openupr.testimonies.withdrawals import withdraw
from openupr.workshops.box import open_its_box
from openupr.workshops.models import Workshop
from openupr.workshops.support import hand_in_roadmap
from openupr.workshops.tests.test_agenda import called
from openupr.workshops.write_up import note_session

DAY = date(2018, 3, 14)


def every_byte(workshop: Workshop) -> str:
    """All files within the Word file, and the page that is sent by mail."""
    document = document_of(report_of(workshop, now=timezone.now()))
    with ZipFile(io.BytesIO(write_word(document))) as archive:
        inside = [archive.read(name).decode(errors="replace") for name in archive.namelist()]
    return "\n".join([*inside, write_html(document)])


def test_no_canary_of_a_person_or_a_testimony_gets_into_the_report(two_days: Workshop, cast: Cast) -> None:
    people = Person.objects.filter(participations__coalition=cast.coalition)
    canaries = []
    for number, person in enumerate(people):
        person.called, person.email = f"Canarycalled{number} Zwx", f"canarymail{number}@example.org"
        person.username = f"canaryuser{number}"
        person.save()
        canaries += [person.called, person.email, person.username]
    told = {
        "name": "Canaryname",
        "organisation": "Canaryorganisation",
        "gender": "canarygender",
        "access": "canaryaccess",
    }
    Registration.objects.create(workshop=two_days, number=1, registered_on=DAY, **told)
    box = open_its_box(by=cast.sophea, workshop=two_days, today=DAY)
    codes = [fresh_code(), fresh_code()]
    for code, text in zip(codes, ("Canarywithdrawn words", "Canarywaiting words"), strict=True):
        put_testimony_in(box=box, code=code, text=text, phrase="words", consent="public")
    withdraw(code=codes[0].plain)
    two_days.refresh_from_db()
    assert Testimony.objects.count() == 1
    canaries += [*told.values(), "Canarywithdrawn", "Canarywaiting", codes[0].plain, codes[1].plain]
    report = every_byte(two_days)
    assert [each for each in canaries if each.casefold() in report.casefold()] == []
    # The editor's own words are the editor's: what they type is in it.
    typed = "Canarywithdrawn, as the editor typed it"
    put_in_own_words(by=cast.sophea, workshop=two_days, key="contact-who", text=typed, suggestion="", version=0)
    assert typed in every_byte(two_days)


def test_an_editor_is_told_of_names_before_the_report_leaves(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    Registration.objects.create(workshop=two_days, number=1, registered_on=DAY, name="Sreymom Keo")
    note_session(by=cast.bopha, session=called(two_days, 2), text="Sreymom told how her village was moved")
    answer(by=cast.dara, group=cast.land, question=8, text="Chan calls the others", version=0, now=timezone.now())
    hand_in_roadmap(by=cast.dara, group=cast.land, workshop=two_days, today=DAY)
    at = f"/coalitions/{cast.coalition.key}/workshops/{two_days.pk}/report"
    page = browser_of(cast.sophea).get(f"{at}/").content.decode()
    notice = page[page.index("Check these names") :].partition("</ul>")[0]
    assert f"{at}/session-{called(two_days, 2).pk}/" in notice
    assert ": Sreymom</li>" in notice
    assert ": Chan</li>" in notice
    assert notice.count("<li>") == 2
    # Of who is not known here, whatever follows a title.
    note_session(by=cast.bopha, session=called(two_days, 2), text="Sreymom and Ms Sok Vanna told it")
    page = browser_of(cast.sophea).get(f"{at}/").content.decode()
    assert ": Sreymom, Sok, Vanna</li>" in page
    # It is a flag, not a block; and who may only read is not told who is on the list.
    assert browser_of(cast.sophea).get(f"{at}.docx").status_code == 200
    assert "Check these names" not in browser_of(cast.vuthy).get(f"{at}/").content.decode()


def test_which_organisations_take_part_stands_in_no_file_unless_its_editor_chose_so(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    cast.forest.name, cast.forest.short_name = "Canary Forest Network", "CFN"
    cast.forest.save()
    # Whoever organises the workshop is named on purpose, but not as one that takes part in a group.
    assert "organised by Canary Forest Network" in every_byte(two_days)
    two_days.organisations.clear()
    now = timezone.now()
    typed = {
        2: "Canary Forest Network and the fishers of Canarytown",
        8: "We meet at the office of the canary forest network, or CFN, in Kratie; Dara opens.",
    }
    for question, text in typed.items():
        answer(by=cast.dara, group=cast.land, question=question, text=text, version=0, now=now)
    cast.land.focus = "Land, with CFN"
    cast.land.save()
    text = "CFN adds its own beside it."
    put_in_own_words(by=cast.sophea, workshop=two_days, key="ahead-more", text=text, suggestion="", version=0)
    note_session(by=cast.bopha, session=called(two_days, 2), text="CFN spoke")
    hand_in_roadmap(by=cast.dara, group=cast.land, workshop=two_days, today=DAY)
    files = every_byte(two_days)
    assert not [each for each in ("canary", "cfn", "dara") if each in files.casefold()]
    assert "[an organisation] adds its own beside it." in files
    assert "The report does not say which, for their safety" in files
    at = f"/coalitions/{cast.coalition.key}/workshops/{two_days.pk}/report"
    page = browser_of(cast.sophea).get(f"{at}/").content.decode()
    notice = page[page.index("Organisations that texts name") :].partition("</ul>")[0]
    assert "roadmap/8/" in notice
    assert ": canary forest network, CFN</li>" in notice
    assert f"{at}/ahead-more/" in notice
    assert "Kratie" in page[page.index("Places and addresses") :].partition("</ul>")[0]
    named = browser_of(cast.sophea).get(f"{at}.md?names=yes").content.decode()
    assert "CFN adds its own" in named
    assert "the fishers of Canarytown" in named
    assert "does not say which" not in named
    # Who only reads takes no file with names.
    assert "CFN" not in browser_of(cast.vuthy).get(f"{at}.md?names=yes").content.decode()


def test_testimonies_are_looked_through_and_name_no_organisation_in_the_files(
    two_days: Workshop, cast: Cast, browser_of: SignIn
) -> None:
    cast.forest.name, cast.forest.short_name = "Canary Forest Network", "CFN"
    cast.forest.save()
    box = open_its_box(by=cast.sophea, workshop=two_days, today=DAY)
    text = "I, Chan of CFN, walked with Ms Sok, who heard the CFN speak, and cfn"
    put_testimony_in(box=box, code=fresh_code(), text=text, phrase="heard the CFN", consent="public")
    box = close_box(by=cast.sophea, box=box, today=DAY)
    testimony = Testimony.objects.select_related("box__coalition").get()
    version = {"leaving": text, "phrase": "heard the CFN"}
    release(by=cast.sophea, testimony=testimony, looked_at=True, fewer_than_five=False, **version)
    at = f"/coalitions/{cast.coalition.key}"
    where_redacted, all_released = f"{at}/boxes/{box.pk}/testimonies/{testimony.pk}/", f"{at}/boxes/released/"
    page = browser_of(cast.sophea).get(f"{at}/workshops/{two_days.pk}/report/").content.decode()
    assert f'<a href="{where_redacted}">A testimony</a>: Chan, Sok</li>' in page
    assert f'<a href="{where_redacted}">A testimony</a>: CFN</li>' in page
    # Who may not redact is led to where the released ones are read.
    page = browser_of(cast.bopha).get(f"{at}/workshops/{two_days.pk}/report/").content.decode()
    assert f'<a href="{all_released}">A testimony</a>: Chan, Sok</li>' in page
    # Not even the organiser is named there, and the key phrase stays bold to its letter.
    written = write_markdown(document_of(report_of(two_days, now=timezone.now())))
    masked = r"\[an organisation\]"
    assert f"I, Chan of {masked}, walked with Ms Sok, who **heard the {masked}** speak, and cfn" in written
    named = browser_of(cast.sophea).get(f"{at}/workshops/{two_days.pk}/report.md?names=yes").content.decode()
    assert "**heard the CFN** speak" in named


@pytest.mark.parametrize(
    ("phrase", "marked"),
    [
        ("the Forest", "heard [the X] and River X speak"),
        ("heard", "[heard] the X and River X speak"),
        ("Watch speak", "heard the X and River [X speak]"),
        ("speak", "heard the X and River X [speak]"),
    ],
)
def test_a_phrase_stays_marked_where_names_in_and_around_it_are_replaced(phrase: str, marked: str) -> None:
    text = "heard the Forest Network and River Watch speak"
    start = text.index(phrase)
    names = NamesInReport(["Forest Network", "Watch"])
    replaced, [(first, last)] = names.replaced_around(text, "X", [(start, start + len(phrase))])
    assert f"{replaced[:first]}[{replaced[first:last]}]{replaced[last:]}" == marked
    assert replaced == names.replaced(text, "X")


def test_names_are_found_whole_in_any_letters_and_in_khmer() -> None:
    names = NamesInReport(["Sok Dara", "Sok", "Dara", "ស្រីមុំ", "Li"])
    assert names.within("SOK DARA and Sok, not sokha; li; សួស្តីស្រីមុំទៅ") == ["SOK DARA", "Sok", "ស្រីមុំ"]
    assert NamesInReport([]).within("Sok") == []
