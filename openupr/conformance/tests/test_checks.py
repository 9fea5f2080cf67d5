"""Each rule's check finds what breaks it, says where, and lets pass what keeps it."""

import pytest

from openupr.conformance.rules.subject import states_in
from openupr.files.tests import word_files as w
from openupr.upr.limits import rule_set, versions

from .submission_text import COVER, TEXTS, checked, found, heading, numbered


def test_a_good_joint_submission_gives_nothing_to_mend() -> None:
    by_status = {each.rule.key: each.status for each in checked().findings}
    assert {key for key, status in by_status.items() if status != "pass"} == set()
    assert set(by_status) == set(rule_set().rules) - {"kind"}


def test_there_is_no_verdict_on_the_whole() -> None:
    assert set(checked().document()) == {"kind", "rules", "words", "findings"}


def test_a_kind_that_nobody_gave_is_joint_and_that_is_said() -> None:
    told = checked(None)
    assert (told.kind, told.kind_given) == ("joint", False)
    assert told.findings[0].document()["message"] == "No kind was given, so it is judged as a joint submission."


@pytest.mark.parametrize(("kind", "limit"), [("joint", 5630), ("individual", 2815)])
def test_the_limit_is_kept_to_the_word(kind: str, limit: int) -> None:
    for words, status in ((limit, "pass"), (limit + 1, "fail")):
        finding = found("length", kind, text=numbered("word " * words))
        assert (finding.status, f"{words:,}" in finding.message()) == (status, True)


def test_cover_annexes_and_notes_are_outside_the_count_and_it_is_said_what_hangs_on_it() -> None:
    told = checked(
        text=f"<w:p>{w.run('word ' * 5630)}{w.note_mark(1)}</w:p>",
        more=heading("Annex") + w.paragraph("a b c"),
        footnotes=w.notes("one two"),
    )
    cover = sum(len(line.split()) for line in COVER)
    assert told.words == {"body": 5630, "notes": 2, "cover": cover, "annex": 4, "counted": 5630}
    length, outside = told.findings[:2]
    assert (length.status, outside.status) == ("pass", "look")
    assert f"{5630 + 2 + cover + 4:,} words" in outside.message()
    assert not outside.rule.confirmed


def test_tables_and_text_boxes_are_in_the_count() -> None:
    box = f"<w:p>{w.text_box(w.paragraph('in a box'))}</w:p>"
    finding = found("length", text=numbered("a b"), more=w.table(("c", "d e")) + box)
    assert finding.message().startswith("8 words are counted")
    assert "3 are in tables and 3 in text boxes" in finding.message()


def test_a_count_of_khmer_is_no_count() -> None:
    finding = found("length", text=numbered("សិទ្ធិមនុស្សនៅក្នុងប្រទេសកម្ពុជា " * 20))
    assert (finding.status, "says little" in finding.message()) == ("look", True)


def test_the_old_rules_in_pages_can_be_asked_for_and_do_not_pretend_to_count_pages() -> None:
    [length] = checked(version="2008").findings
    assert (length.status, "At most 10 pages" in length.message()) == ("look", True)


@pytest.mark.parametrize(
    ("rule", "run", "said"),
    [
        ("font", '<w:rFonts w:ascii="Calibri"/>', "100% of the words are not in Times New Roman, but in Calibri."),
        ("size", '<w:sz w:val="22"/>', "100% of the words are not 12 points, but 11."),
    ],
)
def test_another_font_or_size_is_found(rule: str, run: str, said: str) -> None:
    finding = found(rule, cover=(), break_after_cover=False, text=numbered("Some text of ours", run))
    assert (finding.status, finding.message()) == ("fail", said)
    assert finding.where() == ["paragraph numbered 1 “Some text of ours”"]


def test_a_detail_in_another_font_is_to_be_looked_at() -> None:
    symbol = w.run("√", '<w:rFonts w:ascii="Symbol"/>')
    more = f"<w:p>{w.run('word ' * 60)}{symbol}</w:p>"
    assert found("font", more=more).status == "look"


def test_khmer_words_need_no_font_that_has_no_khmer() -> None:
    khmer = w.run("ដីធ្លី", '<w:rFonts w:cs="Khmer OS"/>')
    assert found("font", more=f"<w:p>{khmer}</w:p>").status == "pass"


@pytest.mark.parametrize(
    ("spacing", "said"), [('w:line="360"', "1.5 high"), ('w:line="400" w:lineRule="exact"', "a fixed number of points")]
)
def test_other_spacing_is_found(spacing: str, said: str) -> None:
    finding = found("spacing", more=w.paragraph("word " * 40, f"<w:spacing {spacing}/>"))
    assert (finding.status, said in finding.message()) == ("fail", True)


LONG = "a paragraph with more words than any heading would have in it"


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        ("", "pass", "All 2 paragraphs are numbered."),
        (w.paragraph(f"3. {LONG}"), "pass", "1 of them by hand"),
        (w.paragraph(LONG), "look", "1 of 3 paragraphs have no number."),
        (w.paragraph(LONG) * 3, "fail", "3 of 5 paragraphs have no number."),
    ],
)
def test_paragraphs_without_a_number_are_found(more: str, status: str, said: str) -> None:
    finding = found("paragraph-numbers", more=more)
    assert (finding.status, said in finding.message()) == (status, True)


def test_a_text_too_short_to_be_judged_is_not_called_none() -> None:
    finding = found("paragraph-numbers", text=w.paragraph("Land was taken."))
    assert "too short to judge" in finding.message()


def test_pages_without_numbers_are_found_and_the_cover_needs_none() -> None:
    assert found("page-numbers").status == "pass"
    assert found("page-numbers", page_number=False).status == "fail"
    assert found("page-numbers", more=w.paragraph("x", w.section())).status == "look"


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        (
            "Les familles ont perdu leurs terres et la loi que le Parlement a votée n'est pas appliquée.",
            "pass",
            "French",
        ),
        ("Las familias han perdido la tierra y la ley no se aplica en el país para los pobres.", "pass", "Spanish"),
        ("Семьи потеряли землю, а закон не применяется.", "look", "Russian"),
        ("家庭失去了土地，法律没有得到执行。", "look", "Chinese"),
        ("ក្រុមគ្រួសារបានបាត់បង់ដីធ្លី", "fail", "Khmer"),
        (
            "Keluarga yang kehilangan tanah di desa ini tidak dibantu dengan hak yang dijamin oleh negara",
            "fail",
            "Indonesian",
        ),
        ("Xyzzy plugh", "look", "could not be told"),
    ],
)
def test_the_language_is_told_by_letters_and_small_words(text: str, status: str, said: str) -> None:
    finding = found("language", text=numbered(text))
    assert (finding.status, said in finding.message()) == (status, True)


def test_a_paragraph_in_other_letters_is_told() -> None:
    finding = found("language", more=numbered("ក្រុមគ្រួសារបានបាត់បង់ដីធ្លី"))
    assert (finding.status, finding.where()) == ("look", ["paragraph numbered 3 “ក្រុមគ្រួសារបានបាត់បង់ដីធ្លី”"])


def test_other_states_in_title_or_headings_are_found() -> None:
    assert found("one-country").message() == "Title and headings speak of Cambodia and no other State."
    finding = found("one-country", more=heading("Workers from Viet Nam and the Lao People's Democratic Republic"))
    assert (finding.status, finding.where()) == ("look", ["paragraph 9 “Workers from Viet Nam and the Lao People's …”"])
    assert found("one-country", cover=("Joint submission to the UPR",)).status == "look"
    often = "".join(numbered("The courts of Cambodia did nothing.") for _ in range(3))
    assert found("one-country", cover=("Joint submission to the UPR",), more=often).status == "pass"


def test_a_state_is_known_by_each_of_its_names_and_by_no_code() -> None:
    text = "IN and US law; Democratic Republic of the Congo, then Viet Nam and Côte d'Ivoire, and Vietnam again"
    assert [state.iso3 for state in states_in(text)] == ["COD", "VNM", "CIV"]


def test_what_is_older_than_the_last_review_is_found() -> None:
    assert found("period").message() == "Nothing speaks only of the time before the last review (session 32, 2019)."
    finding = found("period", more=numbered("In 2008 and 2012 people were evicted from that village."))
    assert (finding.status, finding.where()) == (
        "look",
        ["paragraph numbered 3 “In 2008 and 2012 people were evicted from …”"],
    )
    # What has gone on since an earlier year, or since the review, is no old news.
    for text in ("Since 2016 nothing has changed.", "Depuis l'année 2012, rien.", "Desde 2017 los jueces callan."):
        assert found("period", more=numbered(text)).status == "pass"
    for text, status in (("Since the last review nothing changed.", "pass"), ("Nothing changed since then.", "look")):
        assert found("period", text=numbered(text)).status == status
    unknown = found("period", cover=(COVER[0],))
    assert (unknown.status, "2019 to 2021" in unknown.message()) == ("look", True)


@pytest.mark.parametrize("line", ["Session: cycle 4, session not yet published", "4th cycle", "46th session"])
def test_the_last_review_is_the_one_before_that_of_the_cover_whatever_the_text_tells(line: str) -> None:
    earlier = numbered("At its review in session 6 the State supported 91 recommendations.")
    finding = found("period", cover=(COVER[0], line), text=heading("Introduction") + earlier + numbered(TEXTS[0]))
    assert finding.message() == "Nothing speaks only of the time before the last review (session 32, 2019)."


def test_reports_of_others_among_the_annexes_are_found() -> None:
    more = heading("Annex: Report of the Bar Association")
    assert found("others-reports", more=more).status == "look"
    assert found("others-reports", more=f"{heading('Annex')}<w:p><w:r><w:object/></w:r></w:p>").status == "look"


def test_long_notes_are_found_and_long_addresses_are_none() -> None:
    marks = f"<w:p>{w.note_mark(1)}{w.note_mark(2)}</w:p>"
    finding = found("notes", more=marks, footnotes=w.notes("See https://x.org/" + "a" * 900, "word " * 41))
    assert (finding.status, finding.where()[0].split(" “")[0]) == ("look", "note 2")
    assert found("notes", more=marks, footnotes=w.notes("word " * 40, "short")).status == "pass"


@pytest.mark.parametrize("rule", ["key-words", "introduction", "about"])
def test_what_is_welcome_and_missing_is_said_without_blame(rule: str) -> None:
    finding = found(rule, cover=COVER[:3], text=numbered(TEXTS[0]))
    assert (finding.status, finding.rule.binding) == ("look", False)


def test_what_goes_out_beside_the_text_is_found() -> None:
    core = w.CORE.format(author="Sophea", last="Dara")
    assert "Sophea (author), Dara (last changed by)" in found("traces", core=core).message()
    tracked = f"<w:p>{w.inserted(w.run('two words'))}{w.deleted('gone')}</w:p>"
    assert found("changes", more=tracked).message().startswith("Tracked: 2 words inserted (counted here), 1 deleted")
    assert found("hidden", more=f"<w:p>{w.run('not seen', '<w:vanish/>')}</w:p>").status == "look"


def test_findings_of_many_places_name_the_first_five_and_how_many_more() -> None:
    finding = found("paragraph-numbers", more="".join(w.paragraph(f"{LONG} {n}") for n in range(8)))
    assert (len(finding.where()), finding.where()[-1]) == (6, "and 3 more")


@pytest.mark.parametrize("version", versions())
def test_a_finding_carries_its_rules_standing(version: str) -> None:
    for finding in checked(None, version).findings:
        document = finding.document()
        assert list(document) == ["rule", "status", "binding", "confirmed", "standing", "where", "message", "source"]
        assert document["status"] in {"pass", "fail", "look"}
        assert document["message"]
        assert "{" not in str(document["message"])
