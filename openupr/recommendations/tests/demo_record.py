"""The demo record for tests that begin with it."""

from openupr.recommendations.demo import load_demo

from .record_copies import record_of


def demo_record() -> None:
    """What `load_demo` does; from the second test on in a seventh of the time."""
    record_of("demo", load_demo)
