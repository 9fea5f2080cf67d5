"""What is due when: the phases of a review, the dates of whoever prepares for it, and the plan back from the deadline.

A calendar knows no owner: a coalition, a group or a person holds one and writes dates into it.

For an app above: `services` open calendars, write, move, publish and finish dates, plan back, open and close feeds;
`queries.timeline_context` gives the templates `timeline/parts/agenda.html` and `picture.html` (with the style sheet
`timeline/timeline.css`) what they need; `queries.documents`, `ics`, `printed_sheet` and `reminder` are for taking
dates along.
"""
