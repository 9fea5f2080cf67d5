"""HTML becomes the text a reader sees."""

import time

import pytest

from openupr.files.html_text import html_to_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>118.12&nbsp;Ratify   the\n Convention</p>", "118.12 Ratify the Convention"),
        ("<p>One</p><p>two<br/>three</p>", "One\ntwo\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<b>Chil</b>dren <i>and</i> <span style='x>y'>youth</span>", "Children and y'>youth"),
        ("<td>a</td><td>b</td>", "a b"),
        ("plain\n\nlines  stay", "plain\nlines stay"),
        ("under < 18 and > 5", "under < 18 and > 5"),
        ("Caf&eacute; &amp; bar &amp;lt;b&amp;gt; &#8217;", "Café & bar &lt;b&gt; ’"),
        ("a<!-- <p>hidden</p> -->b", "ab"),
        ("a<script>alert('<p>')</script>b<style>p {}</style>c", "abc"),
        ("a<!-- never closed", "a"),
        ("<o:p></o:p>", ""),
        ("", ""),
        (" &nbsp; ", ""),
    ],
)
def test_html_reads_as_text(source: str, text: str) -> None:
    assert html_to_text(source) == text


@pytest.mark.parametrize("piece", ["<", "<!--", "<p", "&", "<script>", "</", "<!", " ", "<p "])
def test_a_hostile_text_takes_no_longer_than_an_honest_one(piece: str) -> None:
    began = time.monotonic()
    html_to_text(piece * (100_000 // len(piece)))
    assert time.monotonic() - began < 2
