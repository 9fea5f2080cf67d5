"""People with an account."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from ..models import Person


def nobody_yet() -> bool:
    """Whether no account was ever made here."""
    return not Person.objects.exists()


def is_taken(username: str) -> bool:
    """Whether a tidied name to sign in with belongs to somebody."""
    return Person.objects.filter(username=username).exists()


def is_operator(somebody: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody, signed in or not, operates this server."""
    return isinstance(somebody, Person) and somebody.is_operator


def owner_of_session(key: str) -> AbstractBaseUser | AnonymousUser:
    """Who is signed in with the session of this key."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return get_user(request)
