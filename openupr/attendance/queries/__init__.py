"""What may be read of attendance. The report uses `published` (counts, frozen) and `lessons`; nothing here gives a row
about a person to anybody but the pages of this app.

    from openupr.attendance.queries.publications import published
    found = published(workshop)     # None, or .total .days .of("gender") .share("area", "rural") .by_hand .approximate

A past workshop that was held on paper gets its figures by `services.publishing.publish_by_hand`.
"""
