"""Documents whose problems people settle are in a backup, with what they decided."""

import hashlib
from pathlib import Path
from typing import Any

from django.utils import timezone

from openupr.project.backups.making import make_backup
from openupr.project.backups.restoring import restore
from openupr.project.backups.sealing import Means
from openupr.recommendations.models import DocumentCorrection, KeptDocument
from openupr.recommendations.un_documents import keep_document, save_addition
from openupr.undocs.corrections import Correction
from openupr.undocs.tests.documents import report
from openupr.web.tests.reading import as_read

SLIP = report("7. These recommendations enjoy the support of Cambodia:", "7.1 Plant trees;", "7.2 Dig (Peru);")


def test_a_restored_backup_opens_the_documents_that_people_work_on(
    empty_home: None, tmp_path: Path, closing: Means, opening: Means, client: Any
) -> None:
    sha256 = hashlib.sha256(SLIP).hexdigest()
    keep_document(SLIP, sha256, name="cambodia.pdf", now=timezone.now())
    added = Correction("add", number="7.3", text="Swim in the lake", states=("CHL",), position="supported")
    save_addition(sha256=sha256, correction=added, now=timezone.now())
    make_backup(tmp_path / "backup.age", means=closing, now=timezone.now())
    KeptDocument.objects.all().delete()
    DocumentCorrection.objects.all().delete()
    restore(tmp_path / "backup.age", means=opening, replace=True)
    page = as_read(client.get(f"/import/documents/{sha256}/").content.decode())
    assert "cambodia.pdf: 1 problem is left" in page
    assert "Swim in the lake" in page
    assert client.get(f"/import/documents/{sha256}/2.png").content.startswith(b"\x89PNG")
