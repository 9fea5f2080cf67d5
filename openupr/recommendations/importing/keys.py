"""Which keys of a JSON source are understood. A key made of other words refuses the file.

Both databases grow: a new property such as "region_of_recommending_state" says what it is and is
kept in `raw`, whole. A key that holds no word of the field shows that the file is something else.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from openupr.files.refusal import RefusedFile

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_WORDS = """
    action actions advance affected annotation answer article assessment attachment attachments author body
    category categories citation code codes comment comments committee content country countries created
    creation cycle cycles date dates decision description document documents edit edition explanation file files
    geolocation goal goals group groups hash human icon id identifier image implementation index indicator issue
    issues iso justice keyword keywords label labels language languages last link links map mechanism mechanisms
    month name names note notes number numbers order organisation organisations organization organizations
    original paragraph paragraphs parent permalink person persons pledge pledges position positions preview
    published publication question questions reason recommendation recommendations recommending reccomending
    region regions regional related relation relations relationship relationships remark remarks report reports
    response responses review reviewed reviews right rights rs sdg sdgs section session sessions shared source
    sources state states status summary sur symbol symbols tag tags target targets template text texts theme themes
    title titles topic topics translation translations treaty type types uhri un under updated upr url urls user
    value version voluntary website year
"""
_FIELD = frozenset(_WORDS.split())


def check_keys(keys: Iterable[str], source: str) -> None:
    """Raises RefusedFile where a key holds no word of the field."""
    for key in keys:
        if not _is_of_the_field(key):
            raise RefusedFile(f"{source} has no property “{key[:60]}”, so this file is something else.")


@lru_cache(maxsize=2048)
def _is_of_the_field(key: str) -> bool:
    return any(word.lower() in _FIELD for word in _WORD.findall(key[:200]))
