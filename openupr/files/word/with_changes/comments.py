"""Comments and the answers to them (ECMA-376 part 1, 17.13.4; answers stand in a part of Word's
own, [MS-DOCX] 2.7).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from openupr.files.word.names import w
from openupr.files.word.package import Package
from openupr.files.word.with_changes.sheet import CommentPlace
from openupr.files.word.with_changes.values import ReturnedComment
from openupr.files.word.with_changes.words import mark_of

_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_EXTENDED = "http://schemas.microsoft.com/office/word/2012/wordml"


def comments_of(
    package: Package,
    places: Mapping[str, CommentPlace],
    *,
    words_of: Callable[[Any], str],
    position: Callable[[CommentPlace], int | None],
) -> tuple[ReturnedComment, ...]:
    """The comments in the order of the text, each with its answers after it; `answers` are
    positions in the result.
    """
    root = package.linked("comments")
    comments: dict[str, ReturnedComment] = {}
    named: dict[str, str] = {}
    for element in () if root is None else root.iter(w("comment")):
        key = element.get(w("id"), "")
        place = places.get(key)
        comments[key] = ReturnedComment(
            mark=mark_of(element),
            text=words_of(element),
            paragraph=position(place) if place else None,
            quoted=place.quoted if place else "",
        )
        named |= {line.get(_PARAGRAPH_ID, ""): key for line in element.iter(w("p")) if line.get(_PARAGRAPH_ID)}
    return _in_order(comments, *_threads(package, named))


def _threads(package: Package, named: Mapping[str, str]) -> tuple[dict[str, str], set[str]]:
    """(what each comment answers, which are done with), by their ids."""
    root = package.linked("commentsExtended")
    parents, done = {}, set()
    for element in () if root is None else root.iter(f"{{{_EXTENDED}}}commentEx"):
        key = named.get(element.get(f"{{{_EXTENDED}}}paraId", ""))
        parent = named.get(element.get(f"{{{_EXTENDED}}}paraIdParent", ""))
        if key is not None and parent is not None and parent != key:
            parents[key] = parent
        if key is not None and element.get(f"{{{_EXTENDED}}}done") in ("1", "true"):
            done.add(key)
    return parents, done


def _in_order(
    comments: Mapping[str, ReturnedComment], parents: Mapping[str, str], done: set[str]
) -> tuple[ReturnedComment, ...]:
    """Word keeps one level of answers; an answer to an answer is one to the comment that began
    it.
    """
    first = {key: _first(key, parents) for key in comments}
    beginnings = [key for key in comments if first[key] == key]
    # Sorting keeps the file's own order in one place; what is nowhere comes last.
    beginnings.sort(key=lambda key: (comments[key].paragraph is None, comments[key].paragraph or 0))
    ordered: list[ReturnedComment] = []
    answering: dict[str, list[str]] = {}
    for key, of in first.items():
        if of != key:
            answering.setdefault(of, []).append(key)
    for key in beginnings:
        at = len(ordered)
        ordered.append(replace(comments[key], done=key in done))
        ordered += [
            replace(comments[answer], answers=at, paragraph=comments[key].paragraph, done=key in done)
            for answer in answering.get(key, ())
        ]
    return tuple(ordered)


def _first(key: str, parents: Mapping[str, str]) -> str:
    """The comment that began it; one that answers itself in the end began it."""
    seen = [key]
    while (parent := parents.get(seen[-1])) is not None:
        if parent in seen:
            return min(seen)
        seen.append(parent)
    return seen[-1]
