"""How long it is: what is counted, what is not, and how sure the count is."""

from collections.abc import Iterator

from openupr.files.word import share_without_blanks
from openupr.upr.limits import Kind, RuleSet

from .finding import ConformanceFinding, FindingSentence, PlaceInFile, gettext_noop, note_place, place
from .parts import NO_COVER, OFFICE_COVER, TOO_LONG, UP_TO_BREAK, Parts, count_words_of
from .vocabulary import threshold

_WITHOUT_BLANKS = 0.2
KINDS_SAID = {
    "joint": FindingSentence(gettext_noop("joint")),
    "individual": FindingSentence(gettext_noop("individual")),
}

_TOO_LONG = gettext_noop("{counted} words are counted, {over} more than the {limit} that are allowed ({kind}).{told}")
_FITS = gettext_noop("{counted} words are counted, of {limit} that are allowed ({kind}).{told}")
_PAGES = gettext_noop(
    "At most {limit} pages are allowed ({kind}). Pages are not counted here: they depend on the printer."
)
_ONLY_JUST = gettext_noop(" It fits only because parts are not counted: with all of them it would be {all} words.")
_INSIDE = gettext_noop(" Of these, {tables} are in tables and {boxes} in text boxes.")
_UNSURE = gettext_noop(" Much of the text is in a script without blanks between words: this count says little.")
_OUTSIDE = gettext_noop(
    "Not counted: cover {cover}, annexes {annex}, notes {notes}. Were they counted, it would be {all} words."
)
_COVER = gettext_noop("Taken as the cover and not counted: {words} words, {told}.")
_NO_COVER = gettext_noop("No cover was found, so nothing was left out as one: {told}.")
_ANNEX = gettext_noop("Taken as annexes and not counted: {words} words, from this heading to the end.")
_NO_ANNEX = gettext_noop("No heading begins an annex, so nothing was left out as one.")


_NO_KIND = gettext_noop("No kind was given, so it is judged as a joint submission.")


def kind_not_given(rules: RuleSet) -> Iterator[ConformanceFinding]:
    """Said where nobody said which limit holds."""
    if "kind" in rules.rules:
        yield ConformanceFinding(rules.rules["kind"], "look", _NO_KIND)


def word_counts(parts: Parts, rules: RuleSet) -> dict[str, int]:
    """{body, notes, cover, annex, counted}: words of each part, and those that the limit counts."""
    words = {
        "body": count_words_of(parts.body),
        "notes": parts.file.note_words,
        "cover": count_words_of(parts.cover),
        "annex": count_words_of(parts.annex),
    }
    return words | {"counted": sum(number for part, number in words.items() if part not in rules.outside)}


def length(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """The limit itself."""
    rule, limit = rules.rules["length"], rules.limits[kind]
    if rules.unit != "words":
        yield ConformanceFinding(rule, "look", _PAGES, {"limit": limit, "kind": KINDS_SAID[kind]})
        return
    words = word_counts(parts, rules)
    counted, everything = words["counted"], _all(words)
    unsure = share_without_blanks(" ".join(paragraph.text for paragraph in parts.body)) > _WITHOUT_BLANKS
    only_just = counted <= limit < everything
    sentences = _inside(parts)
    if only_just:
        sentences.append(FindingSentence(_ONLY_JUST, {"all": f"{everything:,}"}))
    if unsure:
        sentences.append(FindingSentence(_UNSURE))
    values = {
        "counted": f"{counted:,}",
        "limit": f"{limit:,}",
        "over": f"{counted - limit:,}",
        "kind": KINDS_SAID[kind],
        "told": sentences,
    }
    if counted > limit:
        yield ConformanceFinding(rule, "look" if unsure else "fail", _TOO_LONG, values)
    else:
        yield ConformanceFinding(rule, "look" if unsure else "pass", _FITS, values)


def _inside(parts: Parts) -> list[FindingSentence]:
    tables, boxes = (
        count_words_of([paragraph for paragraph in parts.body if paragraph.place == place])
        for place in ("table", "text box")
    )
    return [FindingSentence(_INSIDE, {"tables": f"{tables:,}", "boxes": f"{boxes:,}"})] if tables or boxes else []


def outside(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """What is left out; to look at where the text keeps the limit only because of that."""
    words = word_counts(parts, rules)
    values = {name: f"{words[name]:,}" for name in ("cover", "annex", "notes")} | {"all": f"{_all(words):,}"}
    depends = rules.unit == "words" and words["counted"] <= rules.limits[kind] < _all(words)
    yield ConformanceFinding(rules.rules["outside"], "look" if depends else "pass", _OUTSIDE, values)


def cover(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """What was taken as the cover, from where to where."""
    rule, words = rules.rules["cover"], count_words_of(parts.cover)
    if not parts.cover:
        yield ConformanceFinding(
            rule, "look", _NO_COVER, {"told": FindingSentence(TOO_LONG if parts.told == TOO_LONG else NO_COVER)}
        )
        return
    expected = words <= threshold("cover_words_expected") and parts.told in (OFFICE_COVER, UP_TO_BREAK)
    ends: tuple[PlaceInFile, ...] = (place(parts.cover[0]), place(parts.cover[-1]))
    values = {"words": f"{words:,}", "told": FindingSentence(parts.told)}
    yield ConformanceFinding(rule, "pass" if expected else "look", _COVER, values, ends[: len(parts.cover)])


def annex(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """What was taken as annexes, from which heading on."""
    rule = rules.rules["annex"]
    if not parts.annex:
        yield ConformanceFinding(rule, "pass", _NO_ANNEX)
        return
    values = {"words": f"{count_words_of(parts.annex):,}"}
    yield ConformanceFinding(rule, "look", _ANNEX, values, (place(parts.annex[0]),))


_NO_NOTES = gettext_noop("There are no notes.")
_SHORT_NOTES = gettext_noop("Every note is short enough to be a reference.")
_LONG_NOTES = gettext_noop(
    "Notes of more than {most} words may hold substance, which belongs into the text: {number} of {all}."
)


def notes(parts: Parts, rules: RuleSet, kind: Kind) -> Iterator[ConformanceFinding]:
    """Long notes; addresses on the web are not held against them."""
    rule, most = rules.rules["notes"], int(threshold("long_note"))
    notes_of_file = parts.file.notes
    long = [
        note_place(at, note.text) for at, note in enumerate(notes_of_file, start=1) if _counted_words(note.text) > most
    ]
    if long:
        yield ConformanceFinding(
            rule, "look", _LONG_NOTES, {"most": most, "number": len(long), "all": len(notes_of_file)}, tuple(long)
        )
    else:
        yield ConformanceFinding(rule, "pass", _SHORT_NOTES if notes_of_file else _NO_NOTES)


def _counted_words(text: str) -> int:
    return sum(1 for word in text.split() if "://" not in word and not word.startswith("www."))


def _all(words: dict[str, int]) -> int:
    return sum(words[part] for part in ("body", "notes", "cover", "annex"))
