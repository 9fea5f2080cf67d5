"""How somebody signs in besides the password."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from ..models import Person


@dataclass(frozen=True)
class WaysInCount:
    """How many passkeys; whether codes from an app are asked for; how many recovery codes are left, None without."""

    passkeys: int
    app: bool
    recovery_codes: int | None


def ways_in(person: Person) -> WaysInCount:
    """One query."""
    found = list(Authenticator.objects.filter(user=person))
    kinds = [each.type for each in found]
    left = [len(each.wrap().get_unused_codes()) for each in found if each.type == Authenticator.Type.RECOVERY_CODES]
    return WaysInCount(
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        app=Authenticator.Type.TOTP in kinds,
        recovery_codes=left[0] if left else None,
    )


def passkeys_work_here(request: HttpRequest) -> bool:
    """Whether browsers allow passkeys at this address: over https, and on this machine as localhost. With a certificate
    that no browser knows they allow none.
    """
    if settings.OPENUPR_FINGERPRINT:
        return False
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return request.is_secure() or host == "localhost"
