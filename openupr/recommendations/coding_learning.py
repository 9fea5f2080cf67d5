"""Learning the coders' habits from the imported record, on this machine: what was learned is never
shipped.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from openupr.index import meaning
from openupr.index.learning.counting import Beginnings
from openupr.index.learning.kin import Kin, learn_with_kin, principal
from openupr.index.learning.sparse import Floats, SparseRows
from openupr.index.learning.vocabulary import CoderVocabulary, learn_vocabulary
from openupr.text.opening import beginnings, text_opening, verb_at
from openupr.text.smart.coding import CATEGORIES, count_openings
from openupr.text.speaking_of import speaking_of
from openupr.text.words import cut, stem

from .coding import ABOUT, ASKED, BY_MEANING, AboutWhat, AskedWhat, Coder, store, the_coder
from .models import Ask, SourceRecord

Progress = Callable[[str], None]

# All chosen on sessions 11 to 16 after learning from those before.
ISSUE_COST = 0.25
ACTION_COST = 0.6
MEANING = 128
"""Dimensions in which the meaning of words is told apart."""
SESSIONS_TO_FADE = 8
"""So many sessions ago a row counts 1/e of what it counts today: coding habits change."""
RARE, MOST_FOR_A_RARE_ONE = 0.023, 3.0
"""An issue of fewer recommendations than this share has too few to learn from: those that bear it
weigh more, up to so many times, in proportion to the root of what is missing.
"""
PAIRED = (15, 0.12)
"""Stems are paired with others when at least so many texts and at most this share of them have
them.
"""
_AT_ONCE = 256
_OPENS_OFTEN = 8
_CLEAR = 0.85


class NothingCoded(LookupError):
    """No recommendation that bears issues and an action category is loaded."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no coded record to learn from yet: import one first, for example UPR Info's export.")
        )


@dataclass(frozen=True, slots=True)
class Coded:
    """A recommendation as coders left it; without issues or action where they gave none."""

    text: str
    issues: tuple[str, ...]
    action: int | None
    session: int | None


def learn_coding(*, progress: Progress = lambda _: None) -> Coder:
    """The coder of the record's present edition; it learns again where the stored one is of another
    edition. Raises NothingCoded.
    """
    coder = the_coder()
    if coder is None:
        coder = learn(_coded_rows(), progress=progress)
        store(coder)
    return coder


def learn(rows: Sequence[Coded], *, progress: Progress = lambda _: None) -> Coder:
    """A coder from these rows alone. Raises NothingCoded."""
    about = [row for row in rows if row.issues]
    with_action = [row for row in rows if row.action is not None]
    if not about or not with_action:
        raise NothingCoded
    progress(_("Learning from %(count)s recommendations which issues were given ...") % {"count": f"{len(about):,}"})
    learned = _learn_about(about)
    progress(_("Learning which action categories were given ..."))
    return Coder(learned, _learn_asked(with_action))


def _coded_rows() -> list[Coded]:
    records = SourceRecord.objects.filter(preferred=True, ask__kind=Ask.Kind.RECOMMENDATION).order_by("pk")
    fields = records.values_list("text", "issues", "action", "ask__review__session")
    return [Coded(text, tuple(issues), action, session) for text, issues, action, session in fields]


def _learn_about(rows: Sequence[Coded]) -> AboutWhat:
    words = [cut(row.text).surfaces for row in rows]
    keys = tuple(sorted({key for row in rows for key in row.issues}))
    labels = np.array([[key in row.issues for key in keys] for row in rows])
    texts = Counter(word for surfaces in words for word in {stem(surface) for surface in surfaces})
    least, most = PAIRED
    paired = frozenset(word for word, count in texts.items() if least <= count <= most * len(rows))
    vocabulary = learn_vocabulary(len(rows), lambda n: speaking_of(words[n], paired), ABOUT)
    matrix = vocabulary.rows(speaking_of(surfaces, paired) for surfaces in words)
    importance = _importance(rows)[:, None] * _for_rare_ones(labels)
    weights = learn_with_kin(matrix, labels, (), cost=ISSUE_COST, importance=importance)
    together, totals = _counted(matrix, vocabulary.spans()["words"], labels)
    return AboutWhat(keys, vocabulary, list(vocabulary.columns["words"]), paired, weights, together, totals)


def _learn_asked(rows: Sequence[Coded]) -> AskedWhat:
    words = [cut(row.text).surfaces for row in rows]
    actions = [row.action or 0 for row in rows]
    begun = Beginnings()
    begun.learn((beginnings(surfaces), action) for surfaces, action in zip(words, actions, strict=True))
    opened = count_openings((row.text, row.action) for row in rows if row.action in CATEGORIES)
    verbs = _opening_verbs(words, actions)
    vocabulary = learn_vocabulary(len(rows), lambda n: text_opening(words[n], verbs), ASKED)
    matrix = vocabulary.rows(text_opening(surfaces, verbs) for surfaces in words)
    numbers = tuple(sorted(set(actions)))
    labels = np.array([[action == number for number in numbers] for action in actions])
    weights = learn_with_kin(matrix, labels, _kin(vocabulary), cost=ACTION_COST, importance=_importance(rows))
    return AskedWhat(numbers, begun, opened, verbs, vocabulary, weights)


def _kin(vocabulary: CoderVocabulary) -> Kin:
    """A vector for each word that is learned by its meaning; nothing where no encoder is
    installed.
    """
    words = sorted({word for name in BY_MEANING for word in vocabulary.columns[name] if _encodable(word)})
    if not words or not meaning.available():
        return ()
    encoded = [meaning.encode(words[at : at + _AT_ONCE]) for at in range(0, len(words), _AT_ONCE)]
    vectors = principal(np.concatenate(encoded), MEANING)
    place = {word: n for n, word in enumerate(words)}
    nothing = np.zeros((1, vectors.shape[1]), np.float32)
    all_of = np.concatenate([vectors, nothing])
    spans = vocabulary.spans()
    return [(spans[name], all_of[[place.get(word, -1) for word in vocabulary.columns[name]]]) for name in BY_MEANING]


def _encodable(word: str) -> bool:
    """Words in Latin letters: the record is in English, and other scripts may be unknown to the
    encoder.
    """
    return word.isascii() and word.isalpha()


def _importance(rows: Sequence[Coded]) -> Floats:
    known = [row.session for row in rows if row.session is not None]
    latest = max(known, default=0)
    ages = np.array([latest - (row.session if row.session is not None else latest) for row in rows])
    importance = np.exp(-ages / SESSIONS_TO_FADE).astype(np.float32)
    fading: Floats = importance / importance.mean()
    return fading


def _for_rare_ones(labels: NDArray[np.bool_]) -> Floats:
    """How much more a row that bears a rare issue weighs in learning that issue; 1 elsewhere."""
    shares = labels.mean(axis=0)
    more = np.clip(np.sqrt(RARE / np.maximum(shares, 1e-9)), 1, MOST_FOR_A_RARE_ONE)
    weighed: Floats = np.where(labels, more.astype(np.float32), np.float32(1))
    return weighed


def _opening_verbs(words: Sequence[Sequence[str]], actions: Sequence[int]) -> dict[str, str]:
    """The class of each stem that opens enough texts: its commonest category, marked where almost
    all its texts have it.
    """
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for surfaces, action in zip(words, actions, strict=True):
        if surfaces:
            counts[stem(surfaces[verb_at(surfaces)])][action] += 1
    classes = {}
    for verb, of in counts.items():
        if of.total() >= _OPENS_OFTEN:
            action, rows = min(of.items(), key=lambda pair: (-pair[1], pair[0]))
            classes[verb] = f"{action}!" if rows > _CLEAR * of.total() else str(action)
    return classes


def _counted(
    matrix: SparseRows, span: range, labels: NDArray[np.bool_]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """For each column of the span: how many texts with it bear each label, and how many have it."""
    inside = (matrix.columns >= span.start) & (matrix.columns < span.stop)
    columns = matrix.columns[inside] - span.start
    owner = np.repeat(np.arange(len(matrix)), np.diff(matrix.starts))[inside]
    together = np.zeros((len(span), labels.shape[1]), np.uint32)
    for n in range(labels.shape[1]):
        together[:, n] = np.bincount(columns[labels[owner, n]], minlength=len(span))
    return together, np.bincount(columns, minlength=len(span)).astype(np.uint32)
