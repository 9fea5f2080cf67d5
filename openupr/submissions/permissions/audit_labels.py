"""What the audit log says of each service, where its action does more than one thing."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from openupr.accounts.permissions import Deed

AUDIT_LABELS: Mapping[str, Deed] = {
    # the submission and its parts
    "begin_submission": Deed(_("Begin a submission")),
    "change_cover": Deed(_("Change what a submission's cover says")),
    "add_section": Deed(_("Add a section to a submission")),
    "change_section": Deed(_("Change a section's heading, group or share of the words")),
    "move_section": Deed(_("Move a section of a submission")),
    "remove_section": Deed(_("Take a section out of a submission")),
    "bring_section_back": Deed(_("Bring a section back that was taken out")),
    "turn_submission": Deed(_("Order a submission by theme or by chapter")),
    "divide_words": Deed(_("Divide the words of a submission again")),
    "give_task": Deed(_("Give an organisation a task in a section"), names="organisation"),
    "part_done": Deed(_("Say whether a group's part is done")),
    "task_done": Deed(_("Say whether a task in a section is done")),
    # its text
    "add_paragraph": Deed(_("Write a new paragraph")),
    "write_paragraph": Deed(_("Change a paragraph")),
    "move_paragraph": Deed(_("Move a paragraph")),
    "remove_paragraph": Deed(_("Take a paragraph out")),
    "restore": Deed(_("Bring an earlier text of a paragraph back")),
    "bring_in": Deed(_("Bring into a section what the group has adopted or followed up since")),
    "add_theme": Deed(_("Add a paragraph with the facts of a theme")),
    "take_over": Deed(_("Let a paragraph say what the roadmap or the facts say now")),
    "keep_divergence": Deed(_("Keep a paragraph as it is, though the roadmap or the facts changed")),
    "add_claim": Deed(_("Add a source to a paragraph")),
    "cite_evidence": Deed(_("Cite evidence as a paragraph's source")),
    "change_claim": Deed(_("Correct a paragraph's source")),
    "bring_claim_back": Deed(_("Bring a paragraph's source back")),
    "remove_claim": Deed(_("Take a paragraph's source away")),
    "add_annex_file": Deed(_("Annex a file")),
    "annex_evidence": Deed(_("Annex the file of evidence")),
    "translate_paragraph": Deed(_("Write a translation beside a paragraph")),
    # remarks, and drafts that go round
    "remark": Deed(_("Comment on a paragraph")),
    "suggest": Deed(_("Suggest another wording of a paragraph")),
    "answer_remark": Deed(_("Answer a comment on a paragraph")),
    "accept": Deed(_("Accept a suggestion")),
    "reject": Deed(_("Turn a suggestion down")),
    "circulate": Deed(_("Circulate a draft")),
    "take_back": Deed(_("Upload a draft that others changed")),
    "bring_back": Deed(_("Upload a draft that one changed")),
    # the validation meeting
    "show_to_the_room": Deed(_("Show a section to the validation meeting")),
    "end_validation": Deed(_("End the validation meeting")),
    "take_stance": Deed(_("Record what an organisation says to a section"), names="organisation"),
    "see_to_objection": Deed(_("Name the owner of an objection"), names="organisation"),
    "settle_objection": Deed(_("Settle an objection")),
    # what leaves the coalition
    "keep_for_upload": Deed(_("Keep the text whose Word file is uploaded")),
    "lodge_submission": Deed(_("Record that a submission was lodged")),
    "add_receipt": Deed(_("Change the receipt of a submission")),
    "sign_on": Deed(_("Say whether an organisation signs"), names="organisation"),
    # what OHCHR took up
    "bring_summary": Deed(_("Bring OHCHR's summary of stakeholders' submissions")),
    "choose_code": Deed(_("Say which submission of OHCHR's summary is ours")),
}
