"""Where what was learned is kept: under OPENUPR_HOME/models, for one edition of the record."""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from openupr.index.generations import NoIndex, current_generation, new_generation
from openupr.index.learning.counting import Beginnings
from openupr.index.learning.vocabulary import CoderVocabulary, FeatureKind, vocabulary_of
from openupr.index.storage import ArrayWriter, DamagedIndex, read_arrays
from openupr.text.smart.coding import Key
from openupr.text.words import cutting_version

from ..the_index import sources_version
from .coder import ABOUT, ASKED, AboutWhat, AskedWhat, Coder

# Raised when what is learned, or from which features, changes.
SHAPE = 8


def model_folder() -> Path:
    """Derived from the record: it can be deleted, and is learned again."""
    return Path(settings.OPENUPR_HOME) / "models" / "coding"


def model_version() -> str:
    """What a coder of the record's present edition bears."""
    return f"{SHAPE}-{sources_version()}-{cutting_version()}"


def the_coder() -> Coder | None:
    """The coder learned from the record's present edition; None where it must be learned first."""
    try:
        return _read(model_folder(), current_generation(model_folder()), model_version())
    except (NoIndex, FileNotFoundError, DamagedIndex):
        return None


def store(coder: Coder) -> None:
    """Keep a coder as that of the record's present edition, in place of any other."""
    with new_generation(model_folder()) as folder, ArrayWriter(folder) as writer:
        about, asked = coder.about, coder.asked
        _write_vocabulary(writer, "about", about.vocabulary)
        writer.add("about.weights", about.weights.astype(np.float16))
        writer.add("about.together", about.together)
        writer.add("about.texts", about.texts)
        _write_vocabulary(writer, "asked", asked.vocabulary)
        writer.add("asked.weights", asked.weights)
        writer.add("begun", _bytes(json.dumps(asked.begun.counts)))
        writer.add("opened", _bytes(json.dumps([[*key, row] for key, row in asked.opened.items()])))
        writer.finish(
            {
                "version": model_version(),
                "issues": about.keys,
                "paired": sorted(about.paired),
                "numbers": asked.numbers,
                "verbs": asked.verbs,
            }
        )


@lru_cache(maxsize=1)
def _read(folder: Path, generation: str, version: str) -> Coder | None:
    arrays, facts = read_arrays(folder / generation)
    if facts["version"] != version:
        return None
    vocabulary = _vocabulary(arrays, "about", ABOUT)
    about = AboutWhat(
        keys=tuple(facts["issues"]),
        vocabulary=vocabulary,
        words=list(vocabulary.columns["words"]),
        paired=frozenset(facts["paired"]),
        weights=arrays["about.weights"],
        together=arrays["about.together"],
        texts=arrays["about.texts"],
    )
    asked = AskedWhat(
        numbers=tuple(facts["numbers"]),
        begun=_beginnings(arrays["begun"]),
        opened={Key(*key): row for *key, row in json.loads(arrays["opened"].tobytes())},
        verbs=facts["verbs"],
        vocabulary=_vocabulary(arrays, "asked", ASKED),
        weights=arrays["asked.weights"],
    )
    return Coder(about, asked)


def _write_vocabulary(writer: ArrayWriter, name: str, vocabulary: CoderVocabulary) -> None:
    writer.add(f"{name}.scales", vocabulary.scales)
    for kind, columns in vocabulary.columns.items():
        writer.add(f"{name}.{kind}.words", _bytes("\n".join(columns)))


def _vocabulary(arrays: dict[str, NDArray[Any]], name: str, kinds: Sequence[FeatureKind]) -> CoderVocabulary:
    joined = [arrays[f"{name}.{kind.name}.words"].tobytes().decode() for kind in kinds]
    words = [each.split("\n") if each else [] for each in joined]
    return vocabulary_of(kinds, words, arrays[f"{name}.scales"])


def _beginnings(stored: NDArray[np.uint8]) -> Beginnings:
    begun = Beginnings()
    for beginning, counts in json.loads(stored.tobytes()).items():
        begun.counts[beginning].update({int(label): rows for label, rows in counts.items()})
    return begun


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)
