"""The audit log: who, what, when; and how names leave it."""

import re
from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from openupr.accounts.acting import act
from openupr.accounts.actions import Action, NotPermitted, Role, Table
from openupr.accounts.audit_log import ON_FORGETTING, audit_log, forget_authorship
from openupr.accounts.invitations import accept, invite
from openupr.accounts.models import AuditLine, Invitation, Person, Room
from openupr.accounts.rooms import open_room

pytestmark = pytest.mark.django_db

PLANT = Action("trees.plant", "Plant a tree", frozenset({Role.SIGNED_IN}))
FORGET = Action("trees.forget", "Forget who planted", frozenset({Role.SIGNED_IN}), named=False)
TREES = Table("trees", "Trees", (PLANT, FORGET), circle=lambda about: "garden")


@act(PLANT)
def plant(*, by: Person, kind: str) -> None:
    if kind == "weed":
        raise ValueError
    Person.objects.filter(pk=by.pk).update(called=kind)


@act(FORGET)
def forget(*, by: Person) -> None:
    forget_authorship(circle="garden", now=timezone.now())


def test_an_act_is_a_line_and_holds_nothing_of_what_was_said(make: Callable[..., Person]) -> None:
    sophea = make("Sophea")
    plant(by=sophea, kind="canary")
    (line,) = AuditLine.objects.values()
    assert (line["who_id"], line["what"], line["circle"]) == (sophea.pk, "trees.plant", "garden")
    assert "canary" not in str(line)
    assert set(line) == {"id", "when", "who_id", "what", "circle", "about"}


def test_what_fails_or_is_refused_leaves_no_line(make: Callable[..., Person]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the test's own
        plant(by=make("Sophea"), kind="weed")
    with pytest.raises(NotPermitted, match=r"“Plant a tree” is open to: signed in\."):
        plant(by=None, kind="oak")
    assert not AuditLine.objects.exists()


def test_forgetting_takes_every_name_and_is_itself_recorded_without_one(
    make: Callable[..., Person],
) -> None:
    told: list[str] = []
    sophea, dara = make("Sophea"), make("Dara")
    now = timezone.now()
    plant(by=sophea, kind="oak")
    invitation, _secret = invite(by=sophea, circle="garden", now=now, note="for Dara, who is tall")
    accept(token_hash=invitation.token_hash, who=dara, now=now)
    open_room(by=sophea, circle="garden", today=now.date())
    kept, _secret = invite(by=sophea, circle="elsewhere", now=now, note="kept")
    with ON_FORGETTING.only(lambda circle, now: told.append(circle)):
        forget(by=sophea)
    assert [each.who for each in audit_log("garden")] == [None, None, None]
    assert AuditLine.objects.filter(circle="garden", what="trees.forget", who=None).count() == 1
    assert list(Invitation.objects.filter(circle="garden").values_list("made_by", "used_by", "note")) == [
        (None, None, "")
    ]
    assert Room.objects.get().opened_by is None
    assert told == ["garden"]
    kept.refresh_from_db()
    assert (kept.made_by, kept.note) == (sophea, "kept")


def test_the_audit_log_reads_in_words_newest_first(make: Callable[..., Person]) -> None:
    plant(by=make("Sophea"), kind="oak")
    AuditLine.objects.create(when=timezone.now(), who=None, what="accounts.enter_room", circle="garden")
    html = render_to_string("accounts/parts/audit_log.html", {"acts": audit_log("garden")})
    assert html.index("Enter a room with its code") < html.index("oak")  # who is now called oak
    assert "Plant a tree" in html
    assert "not kept" in html
    assert "UTC</time>" not in html
    own = render_to_string("accounts/parts/audit_log.html", {"acts": audit_log("garden"), "own": True})
    assert "UTC</time>" in own  # the coalition's own pages have its time


def test_an_audit_log_costs_one_query(
    make: Callable[..., Person], django_assert_num_queries: Callable[..., object]
) -> None:
    for name in ("Sophea", "Dara", "Chan"):
        plant(by=make(name), kind=name)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert len({str(each.who) for each in audit_log("garden")}) == 3


def test_two_people_of_one_name_are_told_apart_by_what_they_sign_in_with(make: Callable[..., Person]) -> None:
    for name in ("sophea", "maly"):
        plant(by=make(name), kind="Sophea")
    html = render_to_string("accounts/parts/audit_log.html", {"acts": audit_log("garden")})
    assert re.findall(r"Sophea\s+<span class=\"muted\">\((\w+)\)</span>", html) == ["maly", "sophea"]
