from django.db import migrations

# Where an organisation is named: the app, the model, its field, the way from there to the coalition.
USES = (
    ("coalitions", "MemberOrganisation", "organisation", "coalition"),
    ("coalitions", "Participation", "organisation", "coalition"),
    ("coalitions", "Place", "organisation", "coalition"),
    ("coalitions", "Voice", "organisation", "decision__coalition"),
    ("coalitions", "Group_organisations", "organisation", "group__coalition"),
    ("submissions", "Submission", "organisation", "coalition"),
    ("submissions", "SectionTask", "organisation", "section__submission__coalition"),
    ("submissions", "Stance", "organisation", "section__submission__coalition"),
    ("submissions", "Stance", "seen_to_by", "section__submission__coalition"),
    ("submissions", "SignOn", "organisation", "submission__coalition"),
    ("workshops", "Workshop_organisations", "organisation", "workshop__coalition"),
)
# How the circle of an organisation began, which had an audit log and invitations of its own.
OLD_CIRCLE = "organisation "


def uses_in(apps, organisation, coalition=None):
    """The rows that name an organisation, each set with its field and its way to the coalition."""
    for app, model, field, way in USES:
        found = apps.get_model(app, model)._base_manager.filter(**{field: organisation})
        yield found if coalition is None else found.filter(**{way: coalition}), field, way


def one_row_for_each_coalition(apps, schema_editor):
    """Each coalition that names an organisation gets its own row of it. What no coalition names is deleted."""
    Organisation = apps.get_model("coalitions", "Organisation")
    for organisation in Organisation.objects.order_by("pk"):
        coalitions = sorted({key for rows, _field, way in uses_in(apps, organisation.pk)
                             for key in rows.values_list(way, flat=True)})  # fmt: skip
        if not coalitions:
            organisation.delete()
            continue
        belong = list(organisation.affiliations.values_list("person", "since"))
        organisation.affiliations.all().delete()
        for number, coalition in enumerate(coalitions):
            own = organisation
            if number:
                own = Organisation.objects.create(
                    name=organisation.name, short_name=organisation.short_name, about=organisation.about
                )
                repoint(apps, organisation.pk, own.pk, coalition)
            own.coalition_id = coalition
            own.save()
            affiliate(apps, own, belong)


def repoint(apps, old, new, coalition):
    for rows, field, _way in uses_in(apps, old, coalition):
        # Numbers first: PostgreSQL and SQLite update no joined rows.
        rows.model._base_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).update(**{field: new})
    key = apps.get_model("coalitions", "Coalition").objects.get(pk=coalition).key
    lines = apps.get_model("accounts", "AuditLine").objects.filter(circle=key, about=f"organisation {old}")
    lines.update(about=f"organisation {new}")


def affiliate(apps, own, belong):
    """Its people, as far as they take part in the coalition."""
    here = set(own.coalition.participations.values_list("person", flat=True))
    Affiliation = apps.get_model("coalitions", "Affiliation")
    Affiliation.objects.bulk_create(
        Affiliation(person_id=person, organisation=own, since=since) for person, since in belong if person in here
    )


def end_old_circles(apps, schema_editor):
    """Invitations into an organisation outside a coalition work no more; its own audit log has no readers."""
    for model in ("Invitation", "AuditLine"):
        apps.get_model("accounts", model).objects.filter(circle__startswith=OLD_CIRCLE).delete()


class Migration(migrations.Migration):
    dependencies = [("coalitions", "0012_an_organisation_is_of_one_coalition")]

    operations = [
        migrations.RunPython(one_row_for_each_coalition, migrations.RunPython.noop),
        migrations.RunPython(end_old_circles, migrations.RunPython.noop),
    ]
