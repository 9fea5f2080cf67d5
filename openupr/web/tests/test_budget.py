"""A first view stays under 60 KB compressed on a bad line: HTML, style, scripts."""

import gzip
from pathlib import Path

from openupr.web.tests import gallery

STATIC = Path(__file__).parents[1] / "static" / "web"
FIRST_VIEW = ["page.css", "parts.css", "charts.css", "print.css", "site.js", "mark.svg", "vendor/htmx.min.js"]


def _compressed(data):
    return len(gzip.compress(data, 6))


def test_style_and_scripts_leave_half_of_the_budget_to_the_page():
    assert sum(_compressed((STATIC / name).read_bytes()) for name in FIRST_VIEW) < 33_000


def test_every_page_of_the_gallery_is_within_the_budget():
    static = sum(_compressed((STATIC / name).read_bytes()) for name in FIRST_VIEW)
    sizes = {name: static + _compressed(html.encode()) for name, html in gallery.pages().items()}
    assert {name: size for name, size in sizes.items() if size > 60_000} == {}


def test_the_khmer_letters_are_small_and_asked_for_only_when_used():
    assert (STATIC / "vendor" / "noto-sans-khmer.woff2").stat().st_size < 35_000
    assert "unicode-range: U+1780-17FF" in (STATIC / "page.css").read_text()


def test_what_others_wrote_is_named_with_its_licence():
    readme = (STATIC / "vendor" / "README").read_text()
    for path in (STATIC / "vendor").iterdir():
        assert path.name == "README" or path.name in readme
    assert 'version:"2.0.11"' in (STATIC / "vendor" / "htmx.min.js").read_text()
