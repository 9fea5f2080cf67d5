"""At every door for a list that comes back, a small workbook that unpacks to far more is refused."""

import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast
from openupr.files.tests.workbooks import shown_often

HEAD = ["Code", "Recommendation", "Level", "What has been done", "State", "Lobbying impact"]
MOST = 20_000_000  # bytes of memory


@pytest.mark.parametrize("door", ["coalitions:came-back", "followup:part", "followup:government", "advocacy:workbook"])
def test_a_workbook_of_some_kilobytes_does_not_fill_the_server(cast: Cast, browser_of: SignIn, door: str) -> None:
    client = browser_of(cast.sophea)
    data = shown_often("w" * 10_000, rows=1_900, columns=10, head=HEAD, sheet=cast.land.name)
    assert len(data) < 40_000
    address = reverse(door, kwargs=cast.at_land if door == "followup:part" else cast.at_coalition)
    client.get(address)  # what pages need once
    tracemalloc.start()
    try:
        answer = client.post(address, {"document": SimpleUploadedFile("a.xlsx", data), "sender": "Chan"})
        assert tracemalloc.get_traced_memory()[1] < MOST
    finally:
        tracemalloc.stop()
    assert answer.status_code == 422
    why = "does not know this file" if door == "coalitions:came-back" else "more than 1,000,000 characters in all"
    assert why in str(answer.context["form"].errors)
