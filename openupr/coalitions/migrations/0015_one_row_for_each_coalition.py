from django.db import migrations

from ._organisations import own_row, repoint

# Where an organisation is named: the model, and the way from there to the coalition.
USES = (
    ("MemberOrganisation", "coalition"),
    ("Participation", "coalition"),
    ("Place", "coalition"),
    ("Voice", "decision__coalition"),
    ("Group_organisations", "group__coalition"),
)
# How the circle of an organisation began, which had an audit log and invitations of its own.
OLD_CIRCLE = "organisation "


def one_row_for_each_coalition(apps, schema_editor):
    """Each coalition that names an organisation gets its own row of it. The apps above have done the same before."""
    for model, way in USES:
        repoint(apps, "coalitions", model, "organisation", way)


def follow_in_the_audit_log(apps, schema_editor):
    lines = apps.get_model("accounts", "AuditLine").objects
    copies = apps.get_model("coalitions", "Organisation").objects.exclude(copied_from=None)
    for copy in copies.select_related("coalition"):
        here = lines.filter(circle=copy.coalition.key, about=f"organisation {copy.copied_from_id}")
        here.update(about=f"organisation {copy.pk}")


def belong_in_each_coalition(apps, schema_editor):
    """People belong to the organisation of each coalition that they take part in."""
    affiliations = apps.get_model("coalitions", "Affiliation").objects
    organisations = apps.get_model("coalitions", "Organisation").objects
    taking_part = apps.get_model("coalitions", "Participation").objects
    for each in list(affiliations.all()):
        rows = [each.organisation_id, *organisations.filter(copied_from=each.organisation_id).values_list("pk", flat=True)]
        places = taking_part.filter(person=each.person_id, coalition__organisations__in=rows)
        belongs = {own_row(apps, each.organisation_id, coalition) for coalition in places.values_list("coalition", flat=True)}
        if each.organisation_id not in belongs:
            each.delete()
        for organisation in belongs - {each.organisation_id}:
            affiliations.create(person_id=each.person_id, organisation_id=organisation, since=each.since)


def delete_what_is_of_no_coalition(apps, schema_editor):
    """Organisations that no coalition names; invitations into an organisation; its audit log, which has no readers."""
    apps.get_model("coalitions", "Organisation").objects.filter(coalition=None).delete()
    for model in ("Invitation", "AuditLine"):
        apps.get_model("accounts", model).objects.filter(circle__startswith=OLD_CIRCLE).delete()


class Migration(migrations.Migration):
    dependencies = [("coalitions", "0014_an_organisation_is_of_one_coalition")]

    operations = [
        migrations.RunPython(step, migrations.RunPython.noop)
        for step in (
            one_row_for_each_coalition,
            follow_in_the_audit_log,
            belong_in_each_coalition,
            delete_what_is_of_no_coalition,
        )
    ]
