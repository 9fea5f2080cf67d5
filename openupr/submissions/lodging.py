"""Recording that a submission was lodged, which text was uploaded, and taking it back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from openupr.accounts.acting import act
from openupr.accounts.models import Person
from openupr.coalitions.clock import day_of
from openupr.conformance.rule_sets import rules_for

from .actions import LODGE, TAKE_LODGING_BACK
from .editions import content_of, edition_fingerprint, lodged_edition, make_edition, with_repeats
from .models import (
    Edition,
    LodgedFile,
    Submission,
)
from .rules.refusals import NoReasonForTakingBack, NoReceipt, NotLodged, NotYet
from .submissions import check_open


@dataclass(frozen=True, slots=True)
class Taken:
    """An edition whose Word file was taken to upload it; `changed`: the text has changed since."""

    edition: Edition
    changed: bool


@dataclass(frozen=True, slots=True)
class Uploading:
    """What may have been uploaded: `now`, the current text, and `editions`, the last first.

    `changed_since_seen`: the text changed after the page was opened. `before`: the edition that was
    there then, or the last whose file was taken, where it differs from the current text.
    """

    now: Edition
    editions: list[Edition]
    changed_since_seen: bool
    before: Edition | None

    @property
    def is_to_be_said(self) -> bool:
        """Whether a person has to say which edition it was."""
        return self.changed_since_seen or self.before is not None

    def chosen(self, number: str) -> Edition | None:
        """The edition of this number, None where there is none."""
        return next((edition for edition in self.editions if str(edition.number) == number), None)


def last_edition_as_it_is(submission: Submission) -> Edition | None:
    """The last edition where it equals the current text, which then need not be kept again.

    Four queries at most.
    """
    last = submission.editions.first()
    return last if last and last.content == content_of(submission) else None


def last_taken(submission: Submission) -> Taken | None:
    """The last edition whose file was taken to be uploaded.

    One query, four more where there is one.
    """
    last = submission.editions.filter(label=Edition.TO_UPLOAD).first()
    return Taken(last, last.content != content_of(submission)) if last else None


def uploading_of(submission: Submission, now: Edition, *, seen: str) -> Uploading:
    """`now`: the edition of the current text; `seen`: the fingerprint in the page's form.

    One query.
    """
    editions = with_repeats(submission)
    now = next(edition for edition in editions if edition == now)
    changed = seen != edition_fingerprint(now.content)
    others = [edition for edition in editions if edition.content != now.content]
    taken = next((edition for edition in editions if edition.label == Edition.TO_UPLOAD), None)
    read = next((other for other in others if edition_fingerprint(other.content) == seen), None) if changed else None
    return Uploading(now, editions, changed, before=read or (taken if taken in others else None))


def written_since_lodging(submission: Submission) -> Edition | None:
    """The edition that was lodged, where the current text differs from it; else None.

    Two queries, once lodged.
    """
    if not submission.is_locked:
        return None
    lodged, last = lodged_edition(submission), submission.editions.first()
    return lodged if lodged and last and lodged.content != last.content else None


@act(LODGE, _("Keep the text whose Word file is uploaded"), about="submission")
def keep_for_upload(*, by: Person, submission: Submission, taken: bool, now: datetime) -> Edition:
    """Keep the current text, so that the uploader can say later that it was this one.

    `taken`: its Word file is taken now; otherwise its upload is being recorded. Raises Locked.
    """
    check_open(submission)
    return make_edition(submission, label=Edition.TO_UPLOAD if taken else "Shown before lodging", now=now)


@act(LODGE, _("Record that a submission was lodged"), about="submission")
def lodge_submission(
    *,
    by: Person,
    submission: Submission,
    edition: Edition | None = None,
    word: bytes,
    pdf: bytes = b"",
    html: str = "",
    markdown: str = "",
    receipt: str,
    lodged_on: date,
    now: datetime,
) -> Submission:
    """Record an upload: the files as they were, the day, the receipt. The submission is then
    locked.

    `edition`: the one that the files are made from; the current text where none is given. Text
    written since is kept as an edition too, to compare both. Raises Locked, NoReceipt, NotYet.
    """
    check_open(submission)
    if lodged_on > day_of(submission.coalition, now):
        raise NotYet
    if not receipt.strip():
        raise NoReceipt
    last = make_edition(submission, label="As lodged" if edition is None else "Written since", now=now)
    edition = edition or last
    LodgedFile.objects.create(submission=submission, edition=edition, word=word, pdf=pdf, html=html, markdown=markdown)
    submission.state, submission.lodged_on, submission.receipt = Submission.State.LODGED, lodged_on, receipt.strip()
    submission.rules = rules_for(submission.coalition.review.cycle).version
    submission.save(update_fields=["state", "lodged_on", "receipt", "rules"])
    return submission


@act(LODGE, _("Change the receipt of a submission"), about="submission")
def add_receipt(*, by: Person, submission: Submission, receipt: str) -> Submission:
    """Keep a receipt that came after the lodging was recorded. Raises NotLodged, NoReceipt."""
    current = Submission.objects.select_for_update().get(pk=submission.pk)
    if not current.is_locked:
        raise NotLodged
    if not receipt.strip():
        raise NoReceipt
    submission.receipt = receipt.strip()
    submission.save(update_fields=["receipt"])
    return submission


@act(TAKE_LODGING_BACK, about="submission")
def take_lodging_back(*, by: Person, submission: Submission, reason: str, today: date) -> LodgedFile:
    """Take back a lodging that was recorded by mistake; the text can then be changed again.

    The kept files stay, with the day, the receipt and the reason. Raises NotLodged,
    NoReasonForTakingBack.
    """
    current = Submission.objects.select_for_update().get(pk=submission.pk)
    kept = submission.lodged_files.filter(taken_back_on=None).first()
    if not current.is_locked or kept is None:
        raise NotLodged
    if not reason.strip():
        raise NoReasonForTakingBack
    kept.taken_back_on, kept.reason = today, reason.strip()
    kept.lodged_on, kept.receipt = current.lodged_on, current.receipt
    kept.save(update_fields=["taken_back_on", "reason", "lodged_on", "receipt"])
    submission.state, submission.lodged_on, submission.receipt = Submission.State.SIGNING, None, ""
    submission.save(update_fields=["state", "lodged_on", "receipt"])
    return kept
