"""What pages outside the coalitions' own show to people of a coalition."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template import Context

from openupr.accounts.models import Person
from openupr.reviews.models import Review

from .coalition import coalitions_of
from .models import Coalition, Participation
from .people import belongs_to
from .reviews import is_earlier, recorded_reviews, review_in_words


def beside_review(context: Context) -> Mapping[str, Any] | None:
    """For the slot beside a review's timeline: one's coalitions that prepare it."""
    person, meant = who_asks(context.get("request")), context.get("meant")
    number = getattr(getattr(meant, "review", None), "pk", None)
    if person is None or number is None:
        return None
    ours = list(coalitions_of(person).filter(review=number))
    return {"coalitions": ours} if ours else None


@dataclass(frozen=True)
class SetElsewhere:
    """A coalition that is set to another review than the one that came."""

    coalition: Coalition
    may_take: bool

    @property
    def set_to(self) -> str:
        return review_in_words(self.coalition.review)


def after_import(context: Context) -> Mapping[str, Any] | None:
    """For the slot after an import: one's coalitions that prepare what came, or that may have to be
    set to it.
    """
    person, came = who_asks(context.get("request")), context.get("reviews_brought")
    if person is None or not came:
        return None
    keys = [review.pk for review in came]
    prepares: dict[Review, list[Coalition]] = defaultdict(list)
    elsewhere: dict[Review, list[SetElsewhere]] = defaultdict(list)
    earlier: dict[Coalition, SetElsewhere] = {}
    of_these = coalitions_of(person).filter(review__iso3__in={review.iso3 for review in came})
    leads = Participation.objects.filter(person=person, role=Participation.Role.COORDINATOR)
    led = set(leads.values_list("coalition", flat=True))
    for coalition in of_these:
        if coalition.review_id in keys:
            prepares[coalition.review].append(coalition)
            continue
        to_take = recorded_reviews(coalition).to_take
        line = SetElsewhere(coalition, coalition.pk in led)
        for review in came:
            if review in to_take:
                elsewhere[review].append(line)
            elif review.iso3 == coalition.review.iso3 and is_earlier(review, coalition.review):
                earlier[coalition] = line
    return {"prepares": prepares.items(), "set_elsewhere": elsewhere.items(), "earlier": earlier.values()}


def on_own_account(context: Context) -> Mapping[str, Any] | None:
    """For the slot on somebody's own account: the coalitions they take part in, and as what."""
    person = who_asks(context.get("request"))
    if person is None:
        return None
    belongs = belongs_to(person)
    return {"coalitions": [belonging.part.coalition for belonging in belongs], "belongs": belongs}


def who_asks(request: object) -> Person | None:
    """Who is signed in; None for others, of whom no session is read."""
    if not isinstance(request, HttpRequest) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if isinstance(request.user, Person) else None
