"""Parts of a page are kept where they differ from what the facts say."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from openupr.coalitions.rules.versions import in_one

from ..queries.own_words import Form, Written, tidied

LONGEST = 4000
"""Letters of one part: more never fits."""


def keep_own_words(parts: Iterable[Written], form: Form, texts: Any) -> list[str]:
    """Keep the parts of a form in `texts`, the manager of their rows. Call it inside a transaction.

    Where somebody else saved a part since the form was opened, both texts are kept in one: returns
    these parts' labels.
    """
    joined = []
    for each in parts:
        if each.name not in form.texts:
            continue
        text, at = tidied(form.texts[each.name])[:LONGEST], {"language": each.language, "part": each.part.key}
        seen = tidied(form.texts.get(each.seen_name, each.text))
        if each.text not in (seen, text):
            if text == seen:
                continue
            marks = (f"[{_('Saved meanwhile')}]", f"[{_('Yours')}]")
            text = tidied(in_one(seen, theirs=each.text, yours=text, marks=marks).text)
            joined.append(each.label)
        if text == each.suggested or each.name in form.by_facts:
            texts.filter(**at).delete()
        else:
            texts.update_or_create(**at, defaults={"text": text, "suggested": each.suggested})
    return joined
