"""Forgetting who wrote and said what in a coalition's submissions, and the files that quote a
withdrawn testimony.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Model

from openupr.accounts.secure_delete import PATIENTLY, erase_after_commit

from .citations import quoted_in
from .models import (
    AnnexFile,
    Circulation,
    Claim,
    ClaimVersion,
    LodgedFile,
    ParagraphTranslation,
    ParagraphVersion,
    Remark,
    ReturnedCopy,
    SignOn,
    Suggestion,
)

# Where a person is named with a text: the model, its field, and the path to the coalition.
NAMES: tuple[tuple[type[Model], str, str], ...] = (
    (AnnexFile, "added_by", "submission__coalition"),
    (Claim, "added_by", "paragraph__section__submission__coalition"),
    (ClaimVersion, "saved_by", "section__submission__coalition"),
    (ParagraphTranslation, "written_by", "paragraph__section__submission__coalition"),
    (ParagraphVersion, "saved_by", "section__submission__coalition"),
    (Remark, "answered_by", "paragraph__section__submission__coalition"),
    (Remark, "author", "paragraph__section__submission__coalition"),
    (ReturnedCopy, "brought_by", "circulation__submission__coalition"),
    (SignOn, "said_by", "submission__coalition"),
    (Suggestion, "author", "paragraph__section__submission__coalition"),
    (Suggestion, "settled_by", "paragraph__section__submission__coalition"),
)


def forget_in_submissions(circle: str, now: datetime) -> None:
    """Delete the names; texts, editions and signatures stay.

    A circle that is no coalition has no submissions.
    """
    for model, field, way in NAMES:
        model._default_manager.filter(**{f"{way}__key": circle}).update(**{field: None})
    for named in (Remark, Suggestion):
        named.objects.filter(paragraph__section__submission__coalition__key=circle).update(from_name="")
    ReturnedCopy.objects.filter(circulation__submission__coalition__key=circle).update(sender="")
    Circulation.read_by.through.objects.filter(circulation__submission__coalition__key=circle).delete()


def forget_quotes(numbers: Collection[int]) -> None:
    """Delete the kept files of lodged submissions that quote one of these testimonies.

    Inside the caller's transaction. When such a file is requested later, it is made again from its
    edition, which holds only the key of the quote.
    """
    gone = set(numbers)
    lodged_files = LodgedFile.objects.select_related("edition").only("edition__content")
    quoting = [file.pk for file in lodged_files if gone & quoted_in(file.edition.content)]
    if quoting:
        files = {"word": b"", "pdf": b"", "html": "", "markdown": ""}
        LodgedFile.objects.filter(pk__in=quoting).update(**files, made_again=True)
        erase_after_commit(LodgedFile, wait=PATIENTLY)
