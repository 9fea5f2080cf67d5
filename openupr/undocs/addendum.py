"""Addenda: what a State answers to its recommendations after its review."""

from .opening import Opened
from .values import Document


def is_addendum(opened: Opened) -> bool:
    beginning = opened.beginning().casefold()
    return "addendum" in beginning and "views on conclusions" in beginning


def read_addendum(opened: Opened) -> Document:
    return Document(kind="addendum", symbol="", state="")
