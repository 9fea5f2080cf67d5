"""Khmer runs are cut into words; what nobody sees in them changes nothing."""

import subprocess
import sys

from openupr.text.words import cut, tokens

CHILDREN_HAVE_RIGHTS = "កុមារមានសិទ្ធិទទួលបានការអប់រំ"


def test_a_khmer_sentence_is_cut_into_words():
    surfaces = cut(CHILDREN_HAVE_RIGHTS).surfaces
    assert len(surfaces) >= 4
    assert "".join(surfaces) == CHILDREN_HAVE_RIGHTS
    assert {"កុមារ", "សិទ្ធិ"} <= set(surfaces)


def test_zero_width_spaces_change_neither_the_words_nor_lose_their_places():
    spaced = "កុមារ\u200bមាន\u200bសិទ្ធិទទួល\u200bបានការអប់រំ"
    assert cut(spaced).surfaces == cut(CHILDREN_HAVE_RIGHTS).surfaces
    assert [spaced[t.start : t.end].replace("\u200b", "") for t in tokens(spaced)] == cut(spaced).surfaces


def test_khmer_and_english_stand_side_by_side():
    text = f"Article 5 ({CHILDREN_HAVE_RIGHTS}) UPR។"
    assert cut(text).surfaces == ["article", "5", *cut(CHILDREN_HAVE_RIGHTS).surfaces, "upr"]


def test_the_khmer_model_is_loaded_only_where_khmer_occurs():
    program = "import sys; from openupr.text.words import cut; cut('État, 酷刑'); print('khmercut' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
