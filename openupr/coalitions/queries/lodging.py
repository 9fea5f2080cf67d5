"""Whether anything of a coalition has been lodged: what a slice higher up knows."""

from collections.abc import Callable

from ..models import Coalition

Teller = Callable[[Coalition], bool]
_tellers: list[Teller] = []


def ask_about_lodging(teller: Teller) -> None:
    """Have `teller` asked from now on. Registering twice changes nothing."""
    if teller not in _tellers:
        _tellers.append(teller)


def is_anything_lodged(coalition: Coalition) -> bool:
    """Whether a submission of the coalition has gone to its addressee."""
    return any(teller(coalition) for teller in _tellers)
