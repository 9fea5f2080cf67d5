"""Looking line by line for what betrays a wrong guess finds what looking through the whole text finds."""

from hypothesis import given
from hypothesis import strategies as st

from openupr.files.characters import _MAC_CONTEXT, _MAC_SYMBOLS, unwanted, unwanted_in_mac_roman


@given(st.text(alphabet='aAzí sÔ…ñ\r\n\x1c\u2028"(,.Œu–•ì', max_size=40))
def test_a_wrong_guess_shows_wherever_it_stands(text: str) -> None:
    whole = bool(_MAC_SYMBOLS.search(text) or _MAC_CONTEXT.search(text) or unwanted(text))
    assert bool(unwanted_in_mac_roman(text)) == whole
