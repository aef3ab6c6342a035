"""What patients asked for and nobody answered is found without looking through all visits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scheduling", "0004_longer_regions"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                condition=models.Q(("status", "requested")),
                fields=["starts_at"],
                name="appointment_asked_for",
            ),
        ),
    ]
