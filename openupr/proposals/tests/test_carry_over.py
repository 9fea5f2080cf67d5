"""What the next review's coalition takes along of the recommendations."""

from django.utils import timezone

from openupr.coalitions.carry_over import start_next_coalition
from openupr.coalitions.tests.examples.cast import Cast
from openupr.proposals.models import Comment, Proposal, Wording, WordingVersion
from openupr.proposals.proposals import comment, propose, save_wording

NOW = timezone.now()


def test_adopted_recommendations_go_along_as_drafts_with_their_wordings_and_no_names(cast: Cast) -> None:
    adopted = propose(by=cast.chan, group=cast.land, text="Publish the concessions.", language="en", now=NOW)
    save_wording(by=cast.chan, proposal=adopted, language="fr", text="Publier.", version=0, now=NOW)
    comment(by=cast.chan, proposal=adopted, text="Ours.", now=NOW)
    Proposal.objects.filter(pk=adopted.pk).update(state="adopted", issues=["right-to-land"])
    propose(by=cast.chan, group=cast.land, text="Only a draft.", language="en", now=NOW)
    given = {"name": "Next", "languages": ["en"], "take": ["groups", "adopted"]}
    new = start_next_coalition(by=cast.sophea, coalition=cast.coalition, now=NOW, **given)
    [made] = Proposal.objects.filter(group__coalition=new)
    assert (made.group.name, made.state, made.issues) == ("Land", "draft", ["right-to-land"])
    texts = Wording.objects.filter(proposal=made).values_list("language", "text", "is_original")
    assert set(texts) == {("en", "Publish the concessions.", True), ("fr", "Publier.", False)}
    assert not WordingVersion.objects.filter(wording__proposal=made).exclude(saved_by=None).exists()
    assert not Comment.objects.filter(proposal=made).exists()
