"""The coalitions' cast."""

from openupr.coalitions.tests.conftest import SignIn, browser_of, home, maly, the_cast

__all__ = ["SignIn", "browser_of", "home", "maly", "the_cast"]
