"""Deleting a workshop takes its agenda along and nothing of which nobody thought."""

from openupr.workshops.models import Day, Session, Workshop

# Planning, and what somebody chose for the room: gone with the agenda.
GOES_ALONG = {
    "attendance.Interpreting", "attendance.TallyChosen", "phones.Floor",
    "workshops.Day", "workshops.Session", "workshops.SessionRole", "workshops.Material", "workshops.Term",
    "workshops.Workshop",
}  # fmt: skip
# A list that was deleted is gone from these, too; a link without a list leads to nobody.
GOES_WITH_THE_LIST = {"attendance.Attended", "attendance.RegistrationLink"}
# Each is a reason to refuse, in the queries.losses or queries of its app.
HOLDS = {
    "advocacy.ChecklistItem", "advocacy.DiplomatQuestion", "advocacy.InvitedState", "advocacy.Speaker",
    "attendance.Registration", "attendance.TakenOut", "attendance.PublishedFigures", "attendance.SpeakingCount",
    "attendance.FloorTally", "phones.Wishes", "phones.SpeakerQuestion", "phones.QuizQuestion", "reports.Paragraph",
    "workshops.Achievement", "workshops.Lesson", "workshops.WayForward", "workshops.RoadmapHandedIn",
    "workshops.Need", "workshops.Offer", "workshops.SessionNote",
}  # fmt: skip


def test_of_everything_that_points_to_a_workshop_somebody_decided_whether_it_goes_or_holds() -> None:
    found = {
        each.related_model._meta.label  # type: ignore[union-attr]
        for model in (Workshop, Day, Session)
        for each in model._meta.related_objects
    }
    assert found == GOES_ALONG | GOES_WITH_THE_LIST | HOLDS
