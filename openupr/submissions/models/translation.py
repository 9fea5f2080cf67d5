"""Translations of paragraphs, for readers of the draft; they are in no file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from openupr.accounts.models import Person
from openupr.upr.languages import language
from openupr.web.languages import in_page_language

from .paragraph import OnParagraph, Paragraph


class ParagraphTranslation(OnParagraph):
    """A paragraph in another language.

    `of_text`: the paragraph's text that it translates; `version` grows with every save.
    """

    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("translation"))
    of_text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["language", "pk"]
        constraints = [models.UniqueConstraint(fields=["paragraph", "language"], name="one_translation_of_a_language")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def in_language(self) -> str:
        """The language's English name."""
        return in_page_language(language(self.language).name)

    @property
    def is_earlier(self) -> bool:
        """Whether the paragraph has changed since."""
        return self.of_text != self.paragraph.text
