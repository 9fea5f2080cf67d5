"""Who has signed what, who must be asked again, who is named."""

from dataclasses import dataclass

from openupr.accounts.models import Organisation

from ..models import Edition, SignOn, Submission
from ..rules.signing import Word, last_words, must_ask_again, named
from .editions import changed_since, content_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What one organisation said last; `again`: the text has changed since beyond the threshold."""

    organisation: Organisation
    said: SignOn | None
    again: bool


@dataclass(frozen=True, slots=True)
class Signing:
    """All member organisations with their words, and the edition that is to be signed."""

    edition: Edition | None
    standings: list[Standing]
    named: list[Organisation]

    @property
    def unheard(self) -> list[Organisation]:
        """Who has not spoken, or must speak again."""
        return [each.organisation for each in self.standings if each.said is None or each.again]


def signing_of(submission: Submission) -> Signing:
    """The signing as it stands, in a constant number of queries but one for each edition that was signed."""
    said = list(submission.sign_ons.select_related("organisation", "edition"))
    words = [Word(each.organisation_id, each.choice, each.edition.number) for each in said]
    now, threshold = content_of(submission), submission.asks_again_from / 100
    changed = {each.edition.number: changed_since(each.edition, now) for each in said}
    last, by_key = last_words(words), {each.organisation_id: each for each in said}
    members = submission.coalition.member_organisations.select_related("organisation")
    standings = [
        Standing(
            organisation=member.organisation,
            said=by_key.get(member.organisation_id),
            again=member.organisation_id in last
            and must_ask_again(last[member.organisation_id], changed=changed, threshold=threshold),
        )
        for member in members
    ]
    consenting = set(named(words, changed=changed, threshold=threshold))
    return Signing(
        edition=submission.editions.first(),
        standings=standings,
        named=[each.organisation for each in standings if each.organisation.pk in consenting],
    )


def named_organisations(submission: Submission) -> list[Organisation]:
    """The organisations that the cover names: consenting ones only, by name; nobody else ever leaves the house."""
    return signing_of(submission).named
