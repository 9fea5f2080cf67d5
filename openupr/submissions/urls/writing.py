"""Writing a section, and what is said on its paragraphs."""

from django.urls import path

from ..views.citing import cite
from ..views.history import claim_bring_back, paragraph_restore, section_history
from ..views.paragraphs import bring_in_new, paragraph, paragraph_add, preview
from ..views.remarks import claim_add, claim_change, claim_remove, remark, remark_answer, suggest, suggestion_settle
from ..views.section import section
from .drafting import SECTION

_PARAGRAPH = f"{SECTION}paragraphs/<int:paragraph>/"

urlpatterns = [
    path(SECTION, section, name="section"),
    path(f"{SECTION}history/", section_history, name="section-history"),
    path(f"{SECTION}cite/", cite, name="cite"),
    path(f"{SECTION}bring-in/", bring_in_new, name="bring-in"),
    path(f"{SECTION}preview/", preview, name="preview"),
    path(f"{SECTION}paragraphs/add/", paragraph_add, name="paragraph-add"),
    path(_PARAGRAPH, paragraph, name="paragraph"),
    path(f"{SECTION}versions/<int:version>/restore/", paragraph_restore, name="restore"),
    path(f"{_PARAGRAPH}comment/", remark, name="remark"),
    path(f"{SECTION}comments/<int:remark>/", remark_answer, name="remark-answer"),
    path(f"{_PARAGRAPH}suggest/", suggest, name="suggest"),
    path(f"{SECTION}suggestions/<int:suggestion>/", suggestion_settle, name="suggestion"),
    path(f"{_PARAGRAPH}source/", claim_add, name="claim-add"),
    path(f"{SECTION}sources/<int:claim>/change/", claim_change, name="claim-change"),
    path(f"{SECTION}sources/<int:claim>/remove/", claim_remove, name="claim-remove"),
    path(f"{SECTION}sources/versions/<int:version>/bring-back/", claim_bring_back, name="claim-bring-back"),
]
