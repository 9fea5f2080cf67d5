"""What is due when: the phases of a review, the dates of whoever prepares for it, and the plan back
from the deadline.

A calendar knows no owner: a coalition, a group or a person holds one and writes dates into it.

For an app above: `calendars` opens and moves calendars, `milestones` writes, moves, publishes and
finishes dates and plans back, `feeds` opens and closes feeds; `timeline_pictures.timeline_context`
gives the templates `timeline/parts/agenda.html` and `picture.html` (with the style sheet
`timeline/timeline.css`) what they need; `timeline_pictures` (`documents`, `printed_sheet`,
`reminder`) and `feeds.ics` are for taking dates along.
"""
