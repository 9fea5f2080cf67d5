"""The coalitions' cast."""

from openupr.coalitions.tests.conftest import SignIn, browser_of, home, maly, the_cast
from openupr.recommendations.tests.conftest import load_record

__all__ = ["SignIn", "browser_of", "home", "load_record", "maly", "the_cast"]
