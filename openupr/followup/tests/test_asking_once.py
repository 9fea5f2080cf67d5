"""Before something goes for good, one page says what goes."""

from typing import Any

import pytest
from django.urls import reverse

from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.group_lines import assess
from openupr.followup.models import Evidence, FollowUp, ListedRecommendation, Matrix
from openupr.followup.priorities import judge_together
from openupr.followup.tests.examples import evidence_file, follow_up, matrix
from openupr.web.tests.reading import as_read

from .conftest import SignIn


@pytest.mark.parametrize("which", ["evidence", "file", "line"])
def test_a_member_is_asked_once_before_something_of_the_group_goes(cast: Cast, browser_of: SignIn, which: str) -> None:
    chan, source = browser_of(cast.chan), evidence_file(cast).evidence
    line = follow_up(cast)
    assess(by=cast.chan, follow_up=line, done="begun", note="Three titles", version=0)
    parts: dict[str, Any] = {**cast.at_land, "number": line.pk}
    address, sent, goes = {
        "evidence": ("evidence-remove", {"evidence": source.pk}, source.what),
        "file": ("evidence-file-remove", {"evidence": source.pk}, "PNG"),
        "line": ("follow-up", {}, "Three titles"),
    }[which]
    form = {"let_go": "1"} if which == "line" else {}
    at = reverse(f"followup:{address}", kwargs=parts | sent)
    asked = chan.post(at, form)
    assert asked.status_code == 409
    assert goes in as_read(asked.content.decode())
    assert (FollowUp.objects.count(), Evidence.objects.filter(file__isnull=False).count()) == (1, 1)
    assert chan.post(at, form | {"sure": "yes"}).status_code == 302
    assert not Evidence.objects.filter(file__isnull=False).exists()
    assert FollowUp.objects.exists() == (which != "line")


def test_a_coordinator_is_asked_once_before_ohchrs_list_goes(cast: Cast, browser_of: SignIn) -> None:
    sophea, at = browser_of(cast.sophea), reverse("followup:matrix-remove", args=[cast.coalition.key, matrix(cast).pk])
    assert "Remove this list?" in as_read(sophea.post(at).content.decode())
    assert Matrix.objects.exists()
    sophea.post(at, {"sure": "yes"})
    assert not Matrix.objects.exists()


def test_a_coordinator_is_asked_once_before_a_cluster_is_judged_alone(cast: Cast, browser_of: SignIn) -> None:
    one, other = (ListedRecommendation.objects.create(coalition=cast.coalition, text=text) for text in ("One", "Other"))
    judge_together(by=cast.sophea, coalition=cast.coalition, numbers=[one.pk, other.pk])
    sophea, at = browser_of(cast.sophea), reverse("followup:judge-alone", args=[cast.coalition.key, other.pk])
    assert "One" in as_read(sophea.post(at).content.decode())
    assert ListedRecommendation.objects.exclude(judged_with=None).exists()
    sophea.post(at, {"sure": "yes"})
    assert not ListedRecommendation.objects.exclude(judged_with=None).exists()
