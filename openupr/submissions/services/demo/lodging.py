"""The stage `lodged`: all have spoken, the joint submission is lodged and locked; an organisation's own goes on."""

from dataclasses import asdict
from datetime import date

from openupr.coalitions.models import Coalition

from ...models import Edition, Submission
from ...queries.public_version import public_version
from .. import together
from .sections import finish_what_is_past
from .signing import sign
from .tables import moment, people_of, table


def fill(*, coalition: Coalition, today: date) -> None:
    """The last words, and the receipt."""
    given, sophea = table("demo_together"), people_of(coalition)["sophea"]
    submission = coalition.submissions.get(kind=Submission.Kind.JOINT)
    edition = submission.editions.filter(label=Edition.TO_SIGN).first()
    assert edition is not None
    sign(submission, edition, given["sign_on"]["last"], today, before=1)
    together.lodge_submission(
        by=sophea,
        submission=submission,
        **asdict(public_version(submission)),
        receipt=given["lodged"]["receipt"],
        lodged_on=today,
        now=moment(today),
    )
    finish_what_is_past(coalition, today)
