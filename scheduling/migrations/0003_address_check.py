"""Codes that are sent to the addresses of visitors: whether they read the mail."""

import common.clock
import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_licence"),
        ("scheduling", "0002_ties"),
    ]

    operations = [
        migrations.CreateModel(
            name="AddressCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("is_known", models.BooleanField(default=False)),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.clinic"
                    ),
                ),
            ],
            options={
                "verbose_name": "check of an address",
                "verbose_name_plural": "checks of addresses",
                "indexes": [models.Index(fields=["email", "created_at"], name="address_check_by_email")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email")),
                            models.Q(("email", ""), _negated=True),
                        ),
                        name="address_check_is_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tries__lte", 5)), name="address_check_few_tries"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="address_check_expires_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_at", None), ("is_known", False), _connector="OR"),
                        name="address_check_known_stays_shut",
                    ),
                ],
            },
        ),
    ]
