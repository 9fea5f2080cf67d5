"""A group's part that comes back is dropped on the page for all files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from openupr.coalitions.tests.examples.cast import Cast
from openupr.followup.group_lines import write_in

from .conftest import SignIn


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_part_goes_on_to_its_group(cast: Cast, browser_of: SignIn, kind: str) -> None:
    write_in(by=cast.chan, group=cast.land, text="Plant a tree in every yard")
    client = browser_of(cast.chan)
    data = client.get(reverse("followup:part-file", kwargs={**cast.at_land, "kind": kind})).content
    file = SimpleUploadedFile(f"part.{kind}", data)
    address = reverse("coalitions:came-back", kwargs=cast.at_coalition)
    answer = client.post(address, {"document": file, "sender": "Chan"})
    assert (answer.status_code, answer.headers["Location"]) == (307, reverse("followup:part", kwargs=cast.at_land))
