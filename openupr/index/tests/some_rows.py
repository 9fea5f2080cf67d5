"""Small records and queries for hypothesis to vary."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from openupr.index.build import build
from openupr.index.reader import Index, open_index
from openupr.index.rows import Column, IndexRow
from openupr.index.selecting import Without
from openupr.index.tree import And, Node, Not, Or, Phrase, Prefix, SearchWord

COLUMNS = (
    Column("state", sort=True),
    Column("region"),
    Column("session", sort=True),
    Column("issue", multi=True),
    Column("group", multi=True),
)
WORDS = [
    *["land", "lands", "right", "rights", "woman", "women", "child", "children"],
    *["minor", "minorities", "état", "torture", "tortured", "a"],
]
_SIGNS = [" ", " ", " ", ", ", ". ", "/", "-", "’s ", "'s "]


@st.composite
def texts(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), max_size=8))
    return "".join(word + draw(st.sampled_from(_SIGNS)) for word in words)


@st.composite
def records(draw: st.DrawFn) -> list[IndexRow]:
    numbers = draw(st.lists(st.integers(1, 10_000), unique=True, max_size=25))
    return [draw(_rows(number)) for number in numbers]


def _rows(number: int) -> st.SearchStrategy[IndexRow]:
    some = st.sampled_from
    values = st.fixed_dictionaries(
        {
            "state": some(["Cambodia", "Chile", "Chad"]),
            "region": some(["Asia", "Africa", None]),
            "session": some([None, 2, 10, 18]),
            "issue": st.lists(some(["Land", "Women", "Torture", "Land"]), max_size=4).map(tuple),
            "group": some([(), ("ASEAN",), ("ASEAN", "OIC"), ("OIC", "AU", "AU"), None]),
        }
    )
    return st.builds(
        IndexRow, id=st.just(number), text=texts(), values=values, payload=st.just(f"payload {number}".encode())
    )


def trees() -> st.SearchStrategy[Node]:
    word = st.sampled_from([*WORDS, "unheard"]).map(lambda w: w.replace("é", "e"))
    terms = st.one_of(
        word.map(SearchWord),
        word.map(lambda w: Prefix(w[:3])),
        st.lists(word, min_size=1, max_size=3).map(tuple).map(Phrase),
    )
    return st.recursive(
        terms,
        lambda inner: st.one_of(
            inner.map(Not),
            st.lists(inner, min_size=2, max_size=3, unique=True).map(tuple).map(And),
            st.lists(inner, min_size=2, max_size=3, unique=True).map(tuple).map(Or),
        ),
        max_leaves=5,
    )


def filters() -> st.SearchStrategy[dict]:
    return st.fixed_dictionaries(
        {},
        optional={
            "state": _chosen(["Cambodia", "Chile", "Atlantis"]),
            "region": _chosen(["Asia", None]),
            "session": _chosen([2, 10, None]),
            "issue": _chosen(["Land", "Women", None]),
        },
    )


def _chosen(values: list) -> st.SearchStrategy:
    some = st.sets(st.sampled_from(values), max_size=2)
    return st.one_of(some, some, st.builds(Without, some, some))


def index_of(rows: Sequence[IndexRow]) -> Index:
    """An index in memory only, as it were: it stays readable although its folder is gone."""
    with TemporaryDirectory() as folder:
        build(Path(folder), rows, columns=COLUMNS, version="test")
        return open_index(Path(folder))
