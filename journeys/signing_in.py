"""How people of the demonstration coalition come in."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .conftest import Site


def window_of(somebody: str, site: "Site", browse: Callable[..., Any], **options: Any) -> Any:
    """Somebody's window on the coalition's page. They signed in before; test_accounts signs in as people do."""
    return browse(f"{site.address}/coalitions/{site.coalition}/", **site.window(somebody), **options)
