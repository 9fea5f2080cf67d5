"""How a template is laid out makes no difference to what its page says."""

import pytest

from .reading import as_read


@pytest.mark.parametrize(
    ("laid_out", "read"),
    [
        ("<p>\n    one  two\n</p>\n", "<p>one two</p>"),
        ('<p>\n  x <a\n    href="/"\n  >\n  y</a>,\n  z\n</p>', '<p>x <a href="/">y</a>, z</p>'),
        ("<td>x , y</td>", "<td>x , y</td>"),
        ("<p>x<b>y</b></p>", "<p>x<b>y</b></p>"),
        ("<button>\n  Save\n</button>", "<button>Save</button>"),
        ('<textarea\n  name="t"\n>one\n  two</textarea>', '<textarea name="t">one\n  two</textarea>'),
    ],
)
def test_only_blanks_that_show_nowhere_are_left_out(laid_out, read):
    assert as_read(laid_out) == read
