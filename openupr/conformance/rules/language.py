"""The language of a submission, known by its letters and small words."""

import re
from collections import Counter
from collections.abc import Iterator

from openupr.upr.languages import language
from openupr.upr.limits import Kind, RuleSet

from .finding import ConformanceFinding, FindingSentence, gettext_noop, places
from .parts import Parts
from .vocabulary import language_name, scripts, small_words

_SAMPLE = 40_000  # characters
_LETTER = re.compile(r"[^\W\d_]")
_MOSTLY = 0.5
_FEWEST = 5  # small words, for a language to be told by them

_OFFICIAL = gettext_noop("It seems to be written in {language}.")
_LESS_USED = gettext_noop(
    "It seems to be written in {language}, an official language; English, French or Spanish is preferred."
)
_OTHER = gettext_noop("It seems to be written in {language}, which is no official language of the United Nations.")
_OTHER_LETTERS = gettext_noop("Not all of it is in {language}. These paragraphs count and stay in the file.")
_UNKNOWN = gettext_noop("It could not be told in which language it is written.")
_CHOSEN = gettext_noop("{language} was chosen for the submission. There is too little text to check it.")


def submission_language(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """One of the official languages, one of the preferred ones at best."""
    rule, code = rules.rules["language"], paragraph_language(" ".join(paragraph.text for paragraph in parts.body))
    values = {"language": FindingSentence(language_name(code))}
    if not code and parts.known:
        chosen = parts.known.language
        values = {"language": FindingSentence(language(chosen).name)}
        yield ConformanceFinding(rule, "pass" if chosen in rules.preferred else "look", _CHOSEN, values)
    elif not code:
        yield ConformanceFinding(rule, "look", _UNKNOWN)
    elif code not in rules.languages:
        yield ConformanceFinding(rule, "fail", _OTHER, values)
    else:
        preferred = code in rules.preferred
        others = [paragraph for paragraph in parts.running if is_in_other_letters(paragraph.text, code)]
        if others:
            yield ConformanceFinding(rule, "look", _OTHER_LETTERS, values, places(others))
        if not (others and preferred):
            yield ConformanceFinding(
                rule, "pass" if preferred else "look", _OFFICIAL if preferred else _LESS_USED, values
            )


def is_in_other_letters(text: str, language: str) -> bool:
    """Whether most letters of a text are foreign to a language (a code): Khmer in English."""
    usual = language if language in scripts() else ""
    return bool(_LETTER.search(text)) and _script(text[:_SAMPLE]) != usual


def _script(sample: str) -> str:
    """The code of the language that most of its letters tell; "" for Latin letters."""
    letters = len(_LETTER.findall(sample))
    for code, script in scripts().items():
        if len(script.findall(sample)) > _MOSTLY * max(letters, 1):
            return code
    return ""


def paragraph_language(text: str) -> str:
    """The code of the language that most of it seems to be in; "" if unknown."""
    sample = text[:_SAMPLE]
    if script := _script(sample):
        return script
    counts = Counter(re.findall(r"[^\W\d_]+", sample.lower()))
    scores = {code: sum(counts[word] for word in listed) for code, listed in small_words().items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= _FEWEST else ""
