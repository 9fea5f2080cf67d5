"""A coordinator takes one page along for each State that she meets."""

import io
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from openupr.advocacy.demo import fill
from openupr.advocacy.factsheets import confirm_targets
from openupr.advocacy.models import Carrier, ShortAsk
from openupr.advocacy.rules import begins_with_verb, too_long
from openupr.advocacy.sheets import name_contact, sheet
from openupr.advocacy.short_asks import propose_questions, shorten_ask
from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.coalitions.tests.examples.clock import today_there
from openupr.documents.word import write_markdown
from openupr.followup.assessments import assess_for_organisation, write_claim
from openupr.followup.models import ListedRecommendation, PublicPage
from openupr.proposals.models import Proposal, WordingVersion
from openupr.proposals.proposals import propose as propose_text
from openupr.proposals.proposals import save_wording
from openupr.recommendations.index_building import refresh_index
from openupr.recommendations.models import Ask, RecordEdition, SourceRecord
from openupr.recommendations.tests.exports import LoadRecord
from openupr.reviews.models import Review
from openupr.upr.states import find_state
from openupr.web.tests.reading import as_read

TEXT = "Adopt a law by 2027 that gives evicted families fair compensation."
QUESTION = "How many evicted families were compensated since 2019?"
LONG = " ".join(["Adopt", *["land"] * 35])


@pytest.fixture
def ask(cast: Cast) -> Proposal:
    made: Proposal = propose_text(by=cast.chan, group=cast.land, text=LONG, language="en", now=timezone.now())
    made.issues, made.state = ["right-to-land"], Proposal.State.ADOPTED
    made.save()
    Carrier.objects.create(proposal=made, iso3="FRA")
    return made


def shorten(cast: Cast, ask: Proposal) -> ShortAsk:
    saved: ShortAsk = shorten_ask(by=cast.dara, coalition=cast.coalition, proposal=ask, text=TEXT, question=QUESTION)
    return saved


def sheet_of(cast: Cast, browser_of: SignIn, kind: str = "") -> bytes:
    parts = {**cast.at_coalition, "iso3": "FRA", **({"kind": kind} if kind else {})}
    answer = browser_of(cast.chan).get(reverse("advocacy:sheet-file" if kind else "advocacy:sheet", kwargs=parts))
    assert answer.status_code == 200
    return bytes(answer.content)


def test_a_short_recommendation_has_thirty_words_and_begins_with_a_verb() -> None:
    assert too_long(LONG) == 6
    assert not too_long(TEXT)
    assert begins_with_verb("Call on donors to help")
    assert begins_with_verb("Publish, by 2027, a list")
    assert not begins_with_verb("The Government adopts a law")
    assert not begins_with_verb("")


def test_a_sheet_says_what_the_state_recommended_and_what_it_could_recommend(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Return land to evicted families", "Response": "Noted"}, {"Issue": "Justice"}])
    shorten(cast, ask)
    name_contact(by=cast.sophea, coalition=cast.coalition, text="The secretariat, asks@example.org")
    text = sheet_of(cast, browser_of, "txt").decode()
    assert "Return land to evicted families" in text
    assert "session 18, noted" in text
    assert not {"#", "*", "\\"} & set(text)
    assert TEXT in text
    assert QUESTION in text
    assert "asks@example.org" in text
    assert "Sophea" not in text
    assert sheet_of(cast, browser_of, "docx").startswith(b"PK")
    with pypdfium2.PdfDocument(io.BytesIO(sheet_of(cast, browser_of, "pdf"))) as pdf:
        assert len(pdf) == 1


def test_a_sheet_names_each_recommendation_by_the_un_s_number(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Return land to evicted families", "Response": "Noted"}, {"From": "Norway", "Text": "Teach"}])
    SourceRecord.objects.update(symbol="A/HRC/26/16", number="118.12")
    RecordEdition.objects.update(token="numbered")
    refresh_index()
    shorten(cast, ask)
    assert "(2014, session 18, noted, A/HRC/26/16, 118.12)" in sheet_of(cast, browser_of, "txt").decode()
    assert 'href="https://docs.un.org/en/A/HRC/26/16"' in sheet_of(cast, browser_of).decode()


def test_a_sheet_says_which_review_it_is_about_who_asks_and_whom_to_answer(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([])
    shorten(cast, ask)
    text = sheet_of(cast, browser_of, "txt").decode()
    assert "Universal Periodic Review (UPR) of Cambodia" in text
    assert f"From civil society: {cast.coalition.name}" in text
    assert "We ask for a meeting" in text
    assert "Please answer the person who gave you this page." in text
    name_contact(by=cast.sophea, coalition=cast.coalition, text="The secretariat, asks@example.org")
    assert "Please answer: The secretariat, asks@example.org" in sheet_of(cast, browser_of, "txt").decode()


def test_the_sheet_begins_with_what_is_close_to_each_ask_whatever_its_issue(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    close = "Give fair compensation to families who are evicted from their homes"
    load_record(
        [
            {"Text": close, "Session": "6", "Response": "Supported", "Issue": "Poverty"},
            {"Text": "Register communal land", "Session": "18"},
            {"Text": "Ratify the protocol", "Session": "18", "Issue": "Justice"},
            {"Text": "Title the land of evicted families for compensation", "Session": "46"},
            {"Text": "Title the land of communities", "Session": "46"},
        ]
    )
    ask.issues = []
    ask.save()
    shorten(cast, ask)
    cast.coalition.review = Review.objects.get(iso3="KHM", session=46)
    cast.coalition.save()
    text = sheet_of(cast, browser_of, "txt").decode()
    assert f"{close} (2009, session 6, supported)" in text
    assert "Ratify the protocol" not in text
    assert "Title the land" not in text, "that came of the coalition's own review"


def test_what_shares_only_the_issue_of_an_ask_is_not_on_its_sheet(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Draw maps", "Session": "6"}, {"Text": "Register titles", "Session": "18"}])
    shorten(cast, ask)
    text = sheet_of(cast, browser_of, "txt").decode()
    assert not any(words in text for words in ("Right to land", "Register titles", "Draw maps"))


def test_what_has_no_theme_is_found_by_its_words(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    near = "Give compensation to evicted families"
    load_record([{"Text": near, "Issue": ""}, {"Text": "Train judges", "Issue": ""}])
    shorten(cast, ask)
    text = sheet_of(cast, browser_of, "txt").decode()
    assert f"{near} (2014, session 18" in text
    assert "Train judges" not in text
    assert "2 recommendations to the State under review have no theme yet." in as_read(
        sheet_of(cast, browser_of).decode()
    )


def test_a_state_without_an_ask_has_a_page_with_all_that_it_recommended_and_no_file(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Settle land disputes"}, {"Text": "Train judges", "Issue": "Justice"}])
    Carrier.objects.all().delete()
    page = sheet_of(cast, browser_of).decode()
    assert ".pdf" not in page
    assert "No recommendation for this State yet" in page
    assert ">Train judges<" in page
    assert "on this" not in as_read(page)


def test_a_sheet_does_not_print_that_nothing_was_found_and_its_writers_read_it(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Give evicted families a lawyer", "From": "Norway"}, {"Text": "Teach", "Issue": "Justice"}])
    shorten(cast, ask)
    text, page = sheet_of(cast, browser_of, "txt").decode(), as_read(sheet_of(cast, browser_of).decode())
    assert not any(words in text for words in ("We found", "We looked in", "recommended on this", "Teach"))
    assert "We found nothing near this in what France recommended before. We looked in: session 18 (2014)." in page
    assert "The sheet does not say so." in page


def test_advance_questions_are_proposed_from_the_facts_and_edited(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    promise = "Give evicted families fair compensation"
    others = [{"Text": text, "Issue": "Justice"} for text in ("Train judges", "Close prisons", "Ratify the protocol")]
    land = [{"Text": text, "From": "Norway", "Response": "Supported"} for text in (f"{promise}.", "Draw maps")]
    load_record([*land, *others])
    shorten_ask(by=cast.dara, coalition=cast.coalition, proposal=ask, text=TEXT, question="")
    dara, address = browser_of(cast.dara), reverse("advocacy:sheets", kwargs=cast.at_coalition)
    assert "1 recommendation has no advance question" in as_read(dara.get(address).content.decode())
    dara.post(reverse("advocacy:questions-propose", kwargs=cast.at_coalition))
    since, theme = ShortAsk.objects.get().questions
    assert since.startswith(f"In its review of 2014, Cambodia supported: “{promise}”. What has it done since")
    assert theme.startswith("In its review of 2014, Cambodia supported 2 recommendations on the theme “Right to land”.")
    assert "no advance question" not in as_read(dara.get(address).content.decode())
    text = sheet_of(cast, browser_of, "txt").decode()
    assert since in text
    assert theme in text
    edit = reverse("advocacy:shorten", kwargs={**cast.at_coalition, "number": ask.pk})
    assert dara.post(edit, {"text": TEXT, "question": "One?\nTwo?\nThree?"}).status_code == 422


def test_the_list_of_sheets_says_where_what_happened_since_comes_from(
    cast: Cast, ask: Proposal, browser_of: SignIn
) -> None:
    sophea, address = browser_of(cast.sophea), reverse("advocacy:sheets", kwargs=cast.at_coalition)
    page = sophea.get(address).content.decode()
    assert "only while your follow-up page is public" in as_read(page)
    assert reverse("followup:public-edit", kwargs=cast.at_coalition) in page
    given = {"title": "Cambodia", "fields": [], "changed_on": cast.coalition.founded}
    PublicPage.objects.create(coalition=cast.coalition, on=True, **given)
    assert "comes from your public follow-up page" in as_read(sophea.get(address).content.decode())


def test_what_happened_since_comes_from_the_public_page_and_only_while_it_is_on(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Return land to evicted families"}, {"From": "Norway", "Text": "Teach"}])
    listed = ListedRecommendation.objects.create(
        coalition=cast.coalition,
        ask_key=Ask.objects.get(from_iso3="FRA").key,
        from_iso3="FRA",
        text="Return land",
        published=True,
    )
    write_claim(
        by=cast.dara, listed=listed, level="begun", reason="A decree", source="National report", today=today_there()
    )
    page = PublicPage.objects.create(
        coalition=cast.coalition, title="Cambodia", fields=["claim"], changed_on=cast.coalition.founded
    )
    assert "Since then" not in as_read(sheet_of(cast, browser_of).decode())
    assess_for_organisation(
        by=cast.nary, listed=listed, organisation=cast.forest, level="nothing", reason="Seen.", today=today_there()
    )
    page.on, page.fields = True, ["claim", "levels"]
    page.save()
    assert "Since then: the Government says: partly" in as_read(sheet_of(cast, browser_of).decode())
    assert "civil society (1 organisation): not implemented" in as_read(sheet_of(cast, browser_of).decode())
    assert "\nSince then: the Government says: partly" in sheet_of(cast, browser_of, "txt").decode()


def test_an_ask_that_is_too_long_is_told_and_not_on_the_sheet(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([])
    page = as_read(sheet_of(cast, browser_of).decode())
    assert "Not on the sheet: too long, or not in English" in page
    assert LONG not in page
    dara = browser_of(cast.dara)
    address = reverse("advocacy:shorten", kwargs={**cast.at_coalition, "number": ask.pk})
    refused = dara.post(address, {"text": LONG, "question": ""})
    assert refused.status_code == 422
    assert "It has 36 words. Remove 6" in as_read(refused.content.decode())
    assert dara.post(address, {"text": TEXT, "question": QUESTION}).status_code == 302
    page = as_read(dara.get(reverse("advocacy:sheets", kwargs=cast.at_coalition)).content.decode())
    assert TEXT in page
    assert "France" in page


def test_a_sheet_in_khmer_says_that_its_headings_are_not_reviewed(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Return land to evicted families"}])
    shorten(cast, ask)
    address = reverse("advocacy:sheet", kwargs={**cast.at_coalition, "iso3": "FRA"})
    chan = browser_of(cast.chan)
    chan.get(f"{address}?read-in=km")
    page = chan.get(address).content.decode().replace("<wbr>", "")
    assert "អ្វីដែលរដ្ឋរបស់លោកអ្នកអាចផ្តល់ជាអនុសាសន៍ឥឡូវនេះ" in page
    assert "ចំណងជើងជាភាសាខ្មែរត្រូវបានបកប្រែដោយម៉ាស៊ីន" in page
    assert page.count("មានតែជាភាសានោះ") == 1
    assert "Embassy sheets" not in page
    assert TEXT in page


def test_a_sheet_in_khmer_has_the_khmer_wording_unless_it_is_older_than_the_text(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([{"Text": "Return land to evicted families"}])
    shorten(cast, ask)
    now, khmer = timezone.now(), "សំណងសម្រាប់គ្រួសារ"
    wording = save_wording(by=cast.dara, proposal=ask, language="km", text=khmer, version=0, now=now)
    chan, address = browser_of(cast.chan), reverse("advocacy:sheet", kwargs={**cast.at_coalition, "iso3": "FRA"})
    chan.get(f"{address}?read-in=km")
    assert khmer in chan.get(address).content.decode().replace("<wbr>", "")
    WordingVersion.objects.filter(wording=wording).update(saved_at=now - timedelta(days=900))
    page = chan.get(address).content.decode().replace("<wbr>", "")
    assert khmer not in page
    assert TEXT in page


def test_a_sheet_names_the_sdg_targets_that_a_person_confirmed(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([])
    shorten(cast, ask)
    assert "Sustainable Development Goals" not in as_read(sheet_of(cast, browser_of).decode())
    confirm_targets(by=cast.dara, group=cast.land, targets=["1.4"])
    assert "1.4 Land, property" in as_read(sheet_of(cast, browser_of).decode())


def test_an_observer_sees_neither_sheets_nor_whom_the_coalition_asks_and_an_outsider_finds_nothing(
    cast: Cast, ask: Proposal, browser_of: SignIn, maly: object
) -> None:
    vuthy, address = browser_of(cast.vuthy), reverse("advocacy:sheets", kwargs=cast.at_coalition)
    for page in ("start", "states", "carriers", "sheets"):
        assert vuthy.get(reverse(f"advocacy:{page}", kwargs=cast.at_coalition)).status_code == 403
    overview = vuthy.get(reverse("coalitions:coalition", kwargs=cast.at_coalition)).content.decode()
    assert reverse("advocacy:start", kwargs=cast.at_coalition) not in overview
    assert browser_of(maly).get(address).status_code == 404  # type: ignore[arg-type]


def test_the_demo_fills_the_grid_and_the_sheets(cast: Cast, ask: Proposal, load_record: LoadRecord) -> None:
    load_record([{"Text": "Return land to evicted families", "From": "Norway"}])
    fill(coalition=cast.coalition, today=today_there())
    assert set(Carrier.objects.values_list("iso3", flat=True)) == {"FRA", "NOR"}
    assert ShortAsk.objects.get().question
    assert not too_long(ShortAsk.objects.get().text)


def test_a_sheet_names_the_state_as_diplomats_write_it(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([])
    assert "For the Embassy of the French Republic" in sheet_of(cast, browser_of, "txt").decode()
    assert find_state("IRN").formal_in_a_sentence == "the Islamic Republic of Iran"
    assert find_state("ARE").formal_in_a_sentence == "the United Arab Emirates"
    assert find_state("CAN").formal_in_a_sentence == "Canada"


def test_a_sheet_says_why_now_only_where_a_person_wrote_a_fact_with_its_source(
    cast: Cast, ask: Proposal, browser_of: SignIn, load_record: LoadRecord
) -> None:
    load_record([])
    assert "Why now" not in sheet_of(cast, browser_of, "txt").decode()
    dara, address = browser_of(cast.dara), reverse("advocacy:contact", kwargs=cast.at_coalition)
    assert dara.post(address, {"why_now": "Parliament votes in May."}).status_code == 422
    dara.post(address, {"why_now": "Parliament votes in May.", "why_source": "Official Gazette 12"})
    assert "Parliament votes in May. (Official Gazette 12)" in sheet_of(cast, browser_of, "txt").decode()


def test_after_the_review_a_sheet_thanks_and_asks_to_follow_up(
    cast: Cast, ask: Proposal, load_record: LoadRecord
) -> None:
    load_record([])
    shorten(cast, ask)
    made = sheet(cast.coalition, "FRA", today=today_there())
    for is_over in (False, True):
        text = write_markdown(replace(made, is_over=is_over).document())
        assert ("We ask your State to follow up the outcome of the review." in text) is is_over
        assert ("We ask for a meeting before" in text) is not is_over
        assert ("Advance questions" in text) is not is_over


def test_no_advance_question_comes_of_a_review_before_the_last(
    cast: Cast, ask: Proposal, load_record: LoadRecord
) -> None:
    shorten_ask(by=cast.dara, coalition=cast.coalition, proposal=ask, text=TEXT, question="")
    old = {"Text": "Give evicted families fair compensation.", "Response": "Supported", "Session": "6"}
    load_record([old, {**old, "From": "Norway"}, {"Text": "Train judges", "Issue": "Justice"}])
    assert propose_questions(by=cast.dara, coalition=cast.coalition) == []
