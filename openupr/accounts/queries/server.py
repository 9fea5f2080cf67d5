"""This server: what its operator says about it, who may start a coalition, who is suspended."""

from django.db.models import QuerySet

from openupr.web.kept_queries import kept_rows

from ..models import BackupMade, Person, Server


def this_server() -> Server:
    """What the operator said; an unsaved row with empty texts while nothing was said."""
    return Server.objects.first() or Server()


def may_found(person: Person) -> bool:
    """Whether somebody may start a coalition here. Invited: with a link of the operator, not of a coalition."""
    founding = this_server().founding
    if founding == Server.Founding.INVITED:
        return person.is_operator or person.invitations_used.filter(circle="", renews=None).exists()
    return founding == Server.Founding.EVERYONE


def suspended_accounts() -> QuerySet[Person]:
    """By the name to sign in with."""
    return Person.objects.filter(is_active=False)


def last_backup() -> BackupMade | None:
    """The newest backup that was made here."""
    return next(iter(kept_rows(_newest)), None)


def _newest() -> QuerySet[BackupMade]:
    return BackupMade.objects.all()[:1]
