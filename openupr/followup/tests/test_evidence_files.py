"""A file of evidence: built again, looked at, taken, seen by those who may see its evidence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from openupr.coalitions.models import MemberOrganisation, Organisation
from openupr.coalitions.tests.examples.cast import Cast
from openupr.files.rebuilding import Rebuilt
from openupr.files.tests import files_with_names as made
from openupr.followup import evidence as evidence_files
from openupr.followup.evidence import (
    add_evidence_file,
    add_organisation_evidence,
    add_organisation_file,
    verify_evidence,
)
from openupr.followup.models import Evidence, EvidenceFile
from openupr.followup.rules import NotAPicture, NotYourOrganisationToAssess
from openupr.followup.tests.examples import evidence, follow_up, organisation_evidence
from openupr.web.tests.reading import as_read, version_shown

from .conftest import SignIn
from .test_follow_up_list import TODAY

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


def at(page: str, cast: Cast, source: Evidence) -> str:
    parts = {**cast.at_land, "number": source.follow_up_id, "evidence": source.pk}
    return reverse(f"followup:evidence-file-{page}", kwargs=parts)


def download(cast: Cast, source: Evidence) -> str:
    parts = {**cast.at_coalition, "number": source.listed_id, "evidence": source.pk}
    return reverse("followup:evidence-file", kwargs=parts)


def test_a_file_is_built_again_looked_at_and_taken(cast: Cast, browser_of: SignIn) -> None:
    source, chan = evidence(cast), browser_of(cast.chan)
    verify_evidence(by=cast.dara, evidence=source, today=TODAY)
    sent = {"document": SimpleUploadedFile(f"{made.NAME}'s decree.pdf", made.full_pdf())}
    assert chan.post(at("add", cast, source), sent).headers["Location"] == at("look", cast, source)
    assert not EvidenceFile.objects.exists()
    chan.post(at("look", cast, source), {"do": "take"})
    answer = browser_of(cast.vuthy).get(download(cast, source))
    assert made.NAME.encode() not in made.unpacked(answer.content)
    assert made.NAME not in answer.headers["Content-Disposition"]
    # It shows something else now than what was verified.
    source.refresh_from_db()
    assert source.state == Evidence.State.NEW
    chan.post(at("remove", cast, source), {"sure": "yes"})
    assert chan.get(download(cast, source)).status_code == 404


def test_the_file_of_evidence_for_its_group_alone_is_nobody_elses(cast: Cast, browser_of: SignIn) -> None:
    source = evidence(cast)
    add_evidence_file(by=cast.chan, evidence=source, rebuilt=Rebuilt("png", b"\x89PNG"))
    Evidence.objects.update(seen_by=Evidence.SeenBy.OWN)
    assert browser_of(cast.dara).get(download(cast, source)).status_code == 200
    for person in (cast.rithy, cast.vuthy, cast.bopha):
        assert browser_of(person).get(download(cast, source)).status_code == 404


def test_what_is_no_pdf_or_picture_and_what_does_not_fit_is_refused(
    cast: Cast, browser_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, chan = evidence(cast), browser_of(cast.chan)
    refused = chan.post(at("add", cast, source), {"document": SimpleUploadedFile("a.docx", b"PK\x03\x04 nothing")})
    assert refused.status_code == 422
    for name, data in (("a.pdf", b"MZ\x90\x00 a program"), ("a.svg", b"<svg/>"), ("a.txt", b"Words.")):
        told = chan.post(at("add", cast, source), {"document": SimpleUploadedFile(name, data)})
        assert "Choose a PDF, PNG or JPEG." in as_read(told.content.decode())
        assert "CSV" not in as_read(told.content.decode())
    with pytest.raises(NotAPicture):
        add_evidence_file(by=cast.chan, evidence=source, rebuilt=Rebuilt("csv", b"a,b"))
    monkeypatch.setattr(evidence_files, "MOST_BYTES_OF_FILES", 3)
    chan.post(at("add", cast, source), {"document": SimpleUploadedFile("a.pdf", made.full_pdf())})
    told = chan.post(at("look", cast, source), {"do": "take"}, follow=True)
    assert "All files of evidence together may have" in as_read(told.content.decode())
    assert not EvidenceFile.objects.exists()


def test_an_organisation_adds_a_file_to_its_own_evidence_and_nobody_else_does(cast: Cast, browser_of: SignIn) -> None:
    listed = follow_up(cast).listed
    given = {"kind": "law", "day": None, "source": "Gazette", "reliability": "likely", "today": TODAY}
    source = add_organisation_evidence(by=cast.nary, listed=listed, organisation=cast.forest, what="A law", **given)
    parts = {**cast.at_coalition, "number": listed.pk, "evidence": source.pk}
    add, look, remove = (
        reverse(f"followup:organisation-file-{page}", kwargs=parts) for page in ("add", "look", "remove")
    )
    nary = browser_of(cast.nary)
    assert add in nary.get(reverse("followup:recommendation", args=[cast.coalition.key, listed.pk])).content.decode()
    sent = {"document": SimpleUploadedFile(f"{made.NAME}'s decree.pdf", made.full_pdf())}
    assert nary.post(add, sent).headers["Location"] == look
    nary.post(look, {"do": "take"})
    answer = browser_of(cast.vuthy).get(download(cast, source))
    assert answer.status_code == 200
    assert made.NAME.encode() not in made.unpacked(answer.content)
    for other in (cast.chan, cast.vuthy, cast.bopha):
        assert browser_of(other).get(add).status_code == 403
        assert browser_of(other).post(remove, {"sure": "yes"}).status_code == 403
    other = Organisation.objects.create(coalition=cast.coalition, name="River Watch of the Test")
    given = {"coalition": cast.coalition, "organisation": other, "since": TODAY}
    MemberOrganisation.objects.create(representative=cast.rithy, **given)
    with pytest.raises(NotYourOrganisationToAssess):
        add_organisation_file(by=cast.rithy, listed=listed, evidence=source, rebuilt=Rebuilt("png", b"\x89PNG"))
    # A coordinator may take it away, once that was asked.
    sophea = browser_of(cast.sophea)
    assert "Remove this file?" in as_read(sophea.post(remove).content.decode())
    assert EvidenceFile.objects.exists()
    sophea.post(remove, {"sure": "yes"})
    assert not EvidenceFile.objects.exists()
    assert Evidence.objects.filter(pk=source.pk).exists()


def test_an_organisation_changes_its_evidence_which_is_then_verified_again(cast: Cast, browser_of: SignIn) -> None:
    source = organisation_evidence(cast)
    verify_evidence(by=cast.sophea, evidence=source, today=TODAY)
    listed = [cast.coalition.key, source.listed_id]
    at = reverse("followup:organisation-evidence-change", args=[*listed, source.pk])
    nary = browser_of(cast.nary)
    assert at in nary.get(reverse("followup:recommendation", args=listed)).content.decode()
    assert "somebody else verifies it again" in as_read(nary.get(at).content.decode())
    given = {"what": "A better law", "kind": "law", "source": "Gazette", "reliability": "likely"}
    given["page_version"] = version_shown(nary.get(at).content.decode())
    assert browser_of(cast.chan).post(at, given).status_code == 403
    assert nary.post(at, given).status_code == 302
    source.refresh_from_db()
    assert (source.what, source.state, source.version) == ("A better law", Evidence.State.NEW, 2)
    # An older page overwrites nothing.
    assert nary.post(at, given | {"what": "Another law"}).status_code == 409
    other = Organisation.objects.create(coalition=cast.coalition, name="River Watch of the Test")
    MemberOrganisation.objects.create(
        coalition=cast.coalition, organisation=other, representative=cast.rithy, since=TODAY
    )
    given["page_version"] = version_shown(browser_of(cast.rithy).get(at).content.decode())
    assert browser_of(cast.rithy).post(at, given | {"what": "No law"}).status_code == 422
    source.refresh_from_db()
    assert source.what == "A better law"
