"""The Working Group's reports."""

from .opening import Opened
from .values import Report


def is_report(opened: Opened) -> bool:
    beginning = opened.beginning().casefold()
    return "report of the working group on the universal periodic review" in beginning


def read_report(opened: Opened) -> Report:
    return Report(kind="working-group-report", symbol="", state="")
