"""The language of a telephone and of a browser is taken everywhere, and every page offers the other one."""

import pytest
from django.test import Client

from openupr.coalitions.tests.conftest import SignIn
from openupr.coalitions.tests.examples.cast import Cast

from .conftest import Enter

KHMER = {"accept-language": "km-KH,km;q=0.9,en;q=0.5"}


@pytest.mark.once
def test_a_phone_a_coalition_and_the_record_answer_in_the_readers_language(
    cast: Cast, at: str, land: str, enter: Enter, browser_of: SignIn
) -> None:
    phone, chan, anybody = enter(), browser_of(cast.chan), Client()
    coalition = f"/coalitions/{cast.coalition.key}/"
    ours = [coalition, f"{coalition}timeline/", f"{coalition}submissions/", at, land, "/for-me/"]
    for client, address in [
        (phone, f"{at}phone/"),
        *((chan, each) for each in ours),
        (anybody, "/"),
        (anybody, "/search/"),
    ]:
        page = client.get(address, headers=KHMER).content.decode()
        assert '<html lang="km"' in page, address
        assert 'hreflang="en"' in page, address
        client.get(f"{address}?read-in=en", headers=KHMER)
        changed = client.get(address, headers=KHMER).content.decode()
        assert ('<html lang="en"' in changed, 'hreflang="km"' in changed) == (True, True), address
        client.get(f"{address}?read-in=km")
