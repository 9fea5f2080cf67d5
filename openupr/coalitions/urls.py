"""The addresses of coalitions; the gate reads what each is about."""

from django.urls import URLPattern, URLResolver, include, path

from .views import (
    audit_log,
    came_back,
    chosen_file,
    coalition,
    consultations,
    dates,
    decisions,
    events,
    following,
    for_me,
    groups,
    organisations,
    pairing,
    people,
    placing,
    setting_up_groups,
    timeline,
)

app_name = "coalitions"
_GROUP = "<slug:coalition>/groups/<int:group>/"
_PEOPLE = "<slug:coalition>/people/"
_ORGANISATIONS = "<slug:coalition>/people/organisations/"
_DECISIONS = "<slug:coalition>/decisions/"
_GROUP_DECISIONS = "<slug:coalition>/groups/<int:group>/decisions/"
_CONSULTATIONS = "<slug:coalition>/consultations/"
_TIMELINE = "<slug:coalition>/timeline/"
_GROUP_TIMELINE = "<slug:coalition>/groups/<int:group>/timeline/"

_of_coalitions: list[URLPattern] = [
    # A coalition as a whole
    path("", coalition.coalitions, name="coalitions"),
    path("coalitions.csv", coalition.coalitions_csv, name="coalitions-csv"),
    path("coalitions.json", coalition.coalitions_json, name="coalitions-json"),
    path("new/", coalition.found, name="found"),
    path("<slug:coalition>/", coalition.overview, name="coalition"),
    path("<slug:coalition>/change/", coalition.change, name="change"),
    path("<slug:coalition>/take-session/<int:session>/", coalition.take, name="take-review"),
    path("<slug:coalition>/next-review/", coalition.start_next, name="start-next"),
    path("<slug:coalition>/delete/", coalition.delete, name="delete"),
    path("<slug:coalition>/clock/", coalition.clock, name="clock"),
    path("<slug:coalition>/trail/", audit_log.audit_log, name="audit-log"),
    path("<slug:coalition>/trail/forget/", audit_log.forget, name="forget"),
    path("<slug:coalition>/came-back/", came_back.came_back, name="came-back"),
    path("<slug:coalition>/who-owes-what/", for_me.owed, name="owed"),
    path("<slug:coalition>/who-owes-what.<slug:kind>", for_me.owed_file, name="owed-file"),
    # The thematic groups of a coalition
    path("<slug:coalition>/groups/", groups.groups, name="groups"),
    path("<slug:coalition>/groups.csv", groups.groups_csv, name="groups-csv"),
    path("<slug:coalition>/groups.json", groups.groups_json, name="groups-json"),
    path("<slug:coalition>/groups/new/", setting_up_groups.new_group, name="new-group"),
    path("<slug:coalition>/groups/start/", setting_up_groups.start, name="start-with-clusters"),
    path("<slug:coalition>/groups/order/", setting_up_groups.order, name="order-groups"),
    path("<slug:coalition>/groups/rapporteurs/", setting_up_groups.appoint, name="appoint-rapporteurs"),
    path("<slug:coalition>/groups/preferences/", placing.preferences, name="preferences"),
    path("<slug:coalition>/groups/preferences/place/", placing.place, name="place-by-preference"),
    path(_GROUP, groups.group, name="group"),
    path(f"{_GROUP}change/", setting_up_groups.edit, name="edit-group"),
    path(f"{_GROUP}close/", setting_up_groups.close, name="close-group"),
    path(f"{_GROUP}join/", placing.join, name="join-group"),
    path(f"{_GROUP}leave/", placing.leave, name="leave-group"),
    path(f"{_GROUP}devices/", pairing.devices, name="devices"),
    path(f"{_GROUP}devices/<int:number>/end/", pairing.device_end, name="device-end"),
    path(f"{_GROUP}rapporteur/", placing.appoint, name="appoint-rapporteur"),
    # Who takes part in a coalition, and which organisations
    path(_PEOPLE, people.people, name="people"),
    path("<slug:coalition>/people.csv", people.people_csv, name="people-csv"),
    path("<slug:coalition>/people.json", people.people_json, name="people-json"),
    path("<slug:coalition>/organisations.csv", organisations.organisations_csv, name="organisations-csv"),
    path("<slug:coalition>/organisations.json", organisations.organisations_json, name="organisations-json"),
    path(f"{_PEOPLE}invite/", people.invite, name="invite"),
    path(f"{_PEOPLE}invite-many/", people.invite_many, name="invite-many"),
    path(f"{_PEOPLE}invite-many/links.csv", people.invitations_csv, name="invitations-csv"),
    path(f"{_PEOPLE}invitations/<int:number>/withdraw/", people.withdraw, name="withdraw-invitation"),
    path(f"{_PEOPLE}acting-for/", organisations.act_for, name="act-for"),
    path(f"{_PEOPLE}leave/", people.leave, name="leave"),
    path(f"{_PEOPLE}<int:number>/", people.person, name="person"),
    path(f"{_PEOPLE}<int:number>/new-password/", people.renew_password, name="renew-password"),
    path(f"{_PEOPLE}<int:number>/remove/", people.remove, name="remove-person"),
    path(f"{_PEOPLE}<int:number>/hand-over/", people.hand_over, name="hand-over"),
    path(f"{_ORGANISATIONS}add/", organisations.add, name="add-organisation"),
    path(f"{_ORGANISATIONS}<int:number>/", organisations.representative, name="representative"),
    path(f"{_ORGANISATIONS}<int:number>/about/", organisations.about, name="organisation-about"),
    path(f"{_ORGANISATIONS}<int:number>/leave/", organisations.leave, name="leave-organisation"),
    path(f"{_ORGANISATIONS}<int:number>/remove/", organisations.remove, name="remove-organisation"),
    # Decisions of the organisations
    path(_DECISIONS, decisions.decisions, name="decisions"),
    path(f"{_DECISIONS}decisions.csv", decisions.decisions_csv, name="decisions-csv"),
    path(f"{_DECISIONS}decisions.json", decisions.decisions_json, name="decisions-json"),
    path(f"{_DECISIONS}new/", decisions.decision_new, name="decision-new"),
    path(f"{_DECISIONS}<int:number>/", decisions.decision, name="decision"),
    path(f"{_DECISIONS}<int:number>/voice/", decisions.decision_voice, name="decision-voice"),
    path(f"{_DECISIONS}<int:number>/close/", decisions.decision_close, name="decision-close"),
    path(f"{_DECISIONS}<int:number>/room/", decisions.decision_room, name="decision-room"),
    path(_GROUP_DECISIONS, decisions.group_decisions, name="group-decisions"),
    path(f"{_GROUP_DECISIONS}new/", decisions.decision_new, name="group-decision-new"),
    path(f"{_GROUP_DECISIONS}<int:number>/close/", decisions.decision_close, name="group-decision-close"),
    path(f"{_GROUP_DECISIONS}<int:number>/room/", decisions.decision_room, name="group-decision-room"),
    # Consultations
    path(_CONSULTATIONS, consultations.consultations, name="consultations"),
    path(f"{_CONSULTATIONS}consultations.csv", consultations.consultations_csv, name="consultations-csv"),
    path(f"{_CONSULTATIONS}consultations.json", consultations.consultations_json, name="consultations-json"),
    path(f"{_CONSULTATIONS}new/", consultations.consultation_new, name="consultation-new"),
    path(f"{_CONSULTATIONS}<int:number>/", consultations.consultation, name="consultation"),
    path(f"{_CONSULTATIONS}<int:number>/remove/", consultations.consultation_remove, name="consultation-remove"),
    # The dates of a coalition and its groups, and what happens outside
    path(_TIMELINE, timeline.timeline, name="timeline"),
    path("<slug:coalition>/timeline.json", timeline.timeline_json, name="timeline-json"),
    path("<slug:coalition>/timeline.csv", timeline.timeline_csv, name="timeline-csv"),
    path("<slug:coalition>/timeline.svg", timeline.timeline_svg, name="timeline-svg"),
    path("<slug:coalition>/timeline.pdf", timeline.timeline_pdf, name="timeline-pdf"),
    path("<slug:coalition>/events.csv", events.events_csv, name="events-csv"),
    path("<slug:coalition>/events.json", events.events_json, name="events-json"),
    path(f"{_TIMELINE}plan/", dates.plan, name="plan"),
    path(f"{_TIMELINE}follow/", following.follow, name="follow"),
    path(f"{_TIMELINE}follow/<int:number>/stop/", following.stop, name="unfollow"),
    path("telephone/follow/", following.everywhere, name="follow-everywhere"),
    path("telephone/<int:number>/stop/", following.stop_everywhere, name="unfollow-everywhere"),
    path(f"{_TIMELINE}dates/new/", dates.new_date, name="new-date"),
    path(f"{_TIMELINE}dates/publish/", dates.publish, name="publish-date"),
    path(f"{_TIMELINE}dates/<int:number>/", dates.date, name="date"),
    path(f"{_TIMELINE}dates/<int:number>/done/", dates.done, name="date-done"),
    path(f"{_TIMELINE}dates/<int:number>/own/", dates.own_done, name="own-date-done"),
    path(f"{_TIMELINE}dates/<int:number>/drop/", dates.drop, name="drop-date"),
    path(f"{_TIMELINE}events/new/", events.new_event, name="new-event"),
    path(f"{_TIMELINE}events/<int:number>/", events.event, name="event"),
    path(f"{_TIMELINE}events/<int:number>/drop/", events.drop, name="drop-event"),
    path(_GROUP_TIMELINE, timeline.group_timeline, name="group-timeline"),
    path(f"{_GROUP_TIMELINE}dates.csv", timeline.group_timeline_csv, name="group-timeline-csv"),
    path(f"{_GROUP_TIMELINE}dates.json", timeline.group_timeline_json, name="group-timeline-json"),
    path(f"{_GROUP_TIMELINE}follow/", following.follow_one, name="follow-group"),
    path(f"{_GROUP_TIMELINE}dates/new/", dates.new_date, name="new-group-date"),
    path(f"{_GROUP_TIMELINE}dates/<int:number>/", dates.date, name="group-date"),
    path(f"{_GROUP_TIMELINE}dates/<int:number>/done/", dates.done, name="group-date-done"),
    path(f"{_GROUP_TIMELINE}dates/<int:number>/drop/", dates.drop, name="drop-group-date"),
    # The file that somebody chose and looks at
    path("<slug:coalition>/chosen-file/", chosen_file.chosen_file, name="chosen-file"),
    path("<slug:coalition>/chosen-file/<int:number>.png", chosen_file.chosen_page, name="chosen-page"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    # What waits for the reader
    path("for-me/", for_me.for_me, name="for-me"),
    path("for-me.<slug:kind>", for_me.for_me_file, name="for-me-file"),
    path("coalitions/", include(_of_coalitions)),
    # A device paired in the room
    path("pair/<str:code>/", pairing.pair, name="pair"),
    path("paired/", pairing.paired, name="paired"),
    path("paired/end/", pairing.end_this, name="unpair"),
]
