"""Forgetting who wrote and said what in a coalition's submissions: texts, editions and signatures stay, names go."""

from datetime import datetime

from django.db.models import Model

from ..models import AnnexFile, Circulation, Claim, ClaimVersion, ParagraphVersion, Remark, SignOn, Suggestion

# Where a person stands beside a text: the model, its field, and the way from there to the coalition.
NAMES: tuple[tuple[type[Model], str, str], ...] = (
    (AnnexFile, "added_by", "submission__coalition"),
    (Claim, "added_by", "paragraph__section__submission__coalition"),
    (ClaimVersion, "saved_by", "section__submission__coalition"),
    (ParagraphVersion, "saved_by", "section__submission__coalition"),
    (Remark, "author", "paragraph__section__submission__coalition"),
    (SignOn, "said_by", "submission__coalition"),
    (Suggestion, "author", "paragraph__section__submission__coalition"),
    (Suggestion, "settled_by", "paragraph__section__submission__coalition"),
)


def forget_in_submissions(circle: str, now: datetime) -> None:
    """What accounts call when authorship in a circle is forgotten; one that is no coalition has nothing here."""
    for model, field, way in NAMES:
        model._default_manager.filter(**{f"{way}__key": circle}).update(**{field: None})
    for named in (Remark, Suggestion):
        named.objects.filter(paragraph__section__submission__coalition__key=circle).update(from_name="")
    Circulation.read_by.through.objects.filter(circulation__submission__coalition__key=circle).delete()
