"""Parts of a page are kept where they differ from what the facts say."""

from collections.abc import Iterable
from typing import Any

from ..queries.own_words import Form, Written, tidied

LONGEST = 4000
"""Letters of one part: more never fits."""


def keep_own_words(parts: Iterable[Written], form: Form, texts: Any) -> None:
    """Keep the parts of a form in `texts`, the manager of their rows. Call it inside a transaction."""
    for each in parts:
        if each.name not in form.texts:
            continue
        text, at = tidied(form.texts[each.name])[:LONGEST], {"language": each.language, "part": each.part.key}
        if text == each.suggested or each.name in form.by_facts:
            texts.filter(**at).delete()
        else:
            texts.update_or_create(**at, defaults={"text": text, "suggested": each.suggested})
