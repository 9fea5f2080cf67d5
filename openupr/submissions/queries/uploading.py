"""Which text was uploaded: the one that stands, or the one whose file was taken before somebody went on writing."""

from dataclasses import dataclass

from ..models import Edition, Submission
from .editions import content_of, edition_fingerprint, lodged_edition, with_repeats


@dataclass(frozen=True, slots=True)
class Taken:
    """An edition whose Word file was taken to be uploaded; `changed`: another text stands now."""

    edition: Edition
    changed: bool


@dataclass(frozen=True, slots=True)
class Uploading:
    """What may have been uploaded: `now`, which was kept of the text as it stands, and `editions`, the last first.

    `changed_since_seen`: another text stood there when the page was opened; `before`: the edition of that text, or the
    last whose file was taken, where it is another text than stands now.
    """

    now: Edition
    editions: list[Edition]
    changed_since_seen: bool
    before: Edition | None

    @property
    def is_to_be_said(self) -> bool:
        """Whether somebody has to say which it was."""
        return self.changed_since_seen or self.before is not None

    def chosen(self, number: str) -> Edition | None:
        """The edition of this number, None where there is none."""
        return next((each for each in self.editions if str(each.number) == number), None)


def last_edition_as_it_is(submission: Submission) -> Edition | None:
    """The last edition, where it has the text as it stands: it need not be kept again. Four queries at most."""
    last = submission.editions.first()
    return last if last and last.content == content_of(submission) else None


def last_taken(submission: Submission) -> Taken | None:
    """The last edition whose file was taken to be uploaded. One query, four more where there is one."""
    last = submission.editions.filter(label=Edition.TO_UPLOAD).first()
    return Taken(last, last.content != content_of(submission)) if last else None


def uploading_of(submission: Submission, now: Edition, *, seen: str) -> Uploading:
    """`now`: the edition of the text as it stands; `seen`: the fingerprint that the page's form carries. One query."""
    editions = with_repeats(submission)
    now = next(each for each in editions if each == now)
    changed = seen != edition_fingerprint(now.content)
    others = [each for each in editions if each.content != now.content]
    taken = next((each for each in editions if each.label == Edition.TO_UPLOAD), None)
    read = next((each for each in others if edition_fingerprint(each.content) == seen), None) if changed else None
    return Uploading(now, editions, changed, before=read or (taken if taken in others else None))


def written_since_lodging(submission: Submission) -> Edition | None:
    """The edition that was lodged, where the text that stands is another one; else None. Two queries, once lodged."""
    if not submission.is_locked:
        return None
    lodged, last = lodged_edition(submission), submission.editions.first()
    return lodged if lodged and last and lodged.content != last.content else None
