"""How people of the demonstration coalition come in."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .conftest import Site


def sign_in(page: Any, somebody: str, site: "Site") -> None:
    """From the page that asks for a name to the coalition's."""
    page.get_by_label("Name to sign in with").fill(somebody)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Demonstration coalition (invented)").click()


def window_of(somebody: str, site: "Site", browse: Callable[..., Any], **options: Any) -> Any:
    """Somebody's window, signed in, on the coalition's page."""
    page = browse(f"{site.address}/coalitions/", **options)
    sign_in(page, somebody, site)
    return page
