"""Ties a prescription to the one it replaces: both are of the same program."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("programs", "0003_partial_has_reason")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE programs_prescription ADD CONSTRAINT prescription_replaces_in_program"
            " FOREIGN KEY (replaces_id, program_id) REFERENCES programs_prescription (id, program_id)",
            "ALTER TABLE programs_prescription DROP CONSTRAINT prescription_replaces_in_program",
        )
    ]
