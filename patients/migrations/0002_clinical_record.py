import common.clock
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_licence"),
        ("accounts", "__first__"),
        ("patients", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConditionForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("screening", "Red-flag screen"), ("assessment", "Assessment")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("condition", models.SlugField(db_index=False, max_length=60, verbose_name="condition")),
                ("version", models.CharField(max_length=40, verbose_name="version")),
                ("checksum", models.CharField(help_text="sha256 of the content", max_length=64)),
                ("content", models.JSONField()),
                ("is_current", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name": "form",
                "verbose_name_plural": "forms",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "condition", "checksum"), name="form_content_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("kind", "condition"),
                        name="form_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["screening", "assessment"])), name="form_known_kind"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("on", models.DateField(verbose_name="day of the examination")),
                ("remote", models.BooleanField(default=False, verbose_name="remote")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("signed", "Signed"), ("discarded", "Discarded")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(default=common.clock.now, verbose_name="changed at")),
                ("signed_at", models.DateTimeField(null=True, verbose_name="signed at")),
                ("signed_licence", models.CharField(blank=True, max_length=60, verbose_name="licence")),
                (
                    "correction_reason",
                    models.CharField(blank=True, max_length=240, verbose_name="why corrected"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("initial", "Initial"),
                            ("follow_up", "Follow-up"),
                            ("discharge", "Discharge"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("content", models.JSONField(default=dict)),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="patients.episode",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="patients.assessment",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="patients.conditionform",
                    ),
                ),
            ],
            options={
                "verbose_name": "assessment",
                "verbose_name_plural": "assessments",
                "indexes": [models.Index(fields=["patient", "-on"], name="assessment_by_patient")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("signed_at__isnull", False),
                                ("signed_by__isnull", False),
                                ("state", "signed"),
                                models.Q(("signed_licence", ""), _negated=True),
                            ),
                            models.Q(
                                ("state__in", ["draft", "discarded"]),
                                ("signed_at", None),
                                ("signed_by", None),
                                ("signed_licence", ""),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_signed_has_when_who_licence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("correction_reason", ""), ("supersedes", None)),
                            models.Q(
                                ("supersedes__isnull", False),
                                models.Q(("correction_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_correction_has_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("episode",),
                        name="assessment_one_draft",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "discarded"), _negated=True),
                        fields=("supersedes",),
                        name="assessment_corrected_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["initial", "follow_up", "discharge"])),
                        name="assessment_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("on", models.DateField(verbose_name="day of the examination")),
                ("remote", models.BooleanField(default=False, verbose_name="remote")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("signed", "Signed"), ("discarded", "Discarded")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(default=common.clock.now, verbose_name="changed at")),
                ("signed_at", models.DateTimeField(null=True, verbose_name="signed at")),
                ("signed_licence", models.CharField(blank=True, max_length=60, verbose_name="licence")),
                (
                    "correction_reason",
                    models.CharField(blank=True, max_length=240, verbose_name="why corrected"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("initial", "Initial"),
                            ("follow_up", "Follow-up"),
                            ("discharge", "Discharge"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("content", models.JSONField(default=dict)),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.episode",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.assessment",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.assessment",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.conditionform",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VisitNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("on", models.DateField(verbose_name="day of the examination")),
                ("remote", models.BooleanField(default=False, verbose_name="remote")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("signed", "Signed"), ("discarded", "Discarded")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(default=common.clock.now, verbose_name="changed at")),
                ("signed_at", models.DateTimeField(null=True, verbose_name="signed at")),
                ("signed_licence", models.CharField(blank=True, max_length=60, verbose_name="licence")),
                (
                    "correction_reason",
                    models.CharField(blank=True, max_length=240, verbose_name="why corrected"),
                ),
                ("subjective", models.TextField(blank=True, max_length=5000, verbose_name="subjective")),
                ("objective", models.TextField(blank=True, max_length=5000, verbose_name="objective")),
                ("appraisal", models.TextField(blank=True, max_length=5000, verbose_name="assessment")),
                ("plan", models.TextField(blank=True, max_length=5000, verbose_name="plan")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="patients.episode",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="patients.visitnote",
                    ),
                ),
            ],
            options={
                "verbose_name": "visit note",
                "verbose_name_plural": "visit notes",
                "indexes": [models.Index(fields=["patient", "-on"], name="note_by_patient")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("signed_at__isnull", False),
                                ("signed_by__isnull", False),
                                ("state", "signed"),
                                models.Q(("signed_licence", ""), _negated=True),
                            ),
                            models.Q(
                                ("state__in", ["draft", "discarded"]),
                                ("signed_at", None),
                                ("signed_by", None),
                                ("signed_licence", ""),
                            ),
                            _connector="OR",
                        ),
                        name="note_signed_has_when_who_licence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("correction_reason", ""), ("supersedes", None)),
                            models.Q(
                                ("supersedes__isnull", False),
                                models.Q(("correction_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="note_correction_has_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("episode",), name="note_one_draft"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "discarded"), _negated=True),
                        fields=("supersedes",),
                        name="note_corrected_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("media_type", models.CharField(max_length=60, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                ("checksum", models.CharField(help_text="sha256 of the bytes", max_length=64)),
                ("file", models.FileField(max_length=120, upload_to="%Y/%m/")),
                ("added_at", models.DateTimeField(default=common.clock.now, verbose_name="added at")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="patients.assessment",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="patients.episode",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="patients.patient",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="patients.visitnote",
                    ),
                ),
            ],
            options={
                "verbose_name": "file",
                "verbose_name_plural": "files",
                "indexes": [models.Index(fields=["patient", "-added_at"], name="attachment_by_patient")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gte", 1)), name="attachment_not_empty"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("file", ""), _negated=True)
                        ),
                        name="attachment_has_name_and_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttachmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("media_type", models.CharField(max_length=60, verbose_name="type")),
                ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                ("checksum", models.CharField(help_text="sha256 of the bytes", max_length=64)),
                ("file", models.FileField(max_length=120, upload_to="%Y/%m/")),
                ("added_at", models.DateTimeField(default=common.clock.now, verbose_name="added at")),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.assessment",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.episode",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.attachment",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.visitnote",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConsentText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("disclaimer", "What this service is and is not"),
                            ("treatment", "Treatment"),
                            ("data", "Use of my data"),
                            ("remote", "Remote sessions"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("text", models.TextField(max_length=20000, verbose_name="text")),
                ("required", models.BooleanField(default=True, verbose_name="needed to use the portal")),
                ("published_at", models.DateTimeField(default=common.clock.now, verbose_name="published at")),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent_texts",
                        to="accounts.clinic",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "text to agree to",
                "verbose_name_plural": "texts to agree to",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clinic", "kind", "version"), name="consent_text_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["disclaimer", "treatment", "data", "remote"])),
                        name="consent_text_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("text", ""), _negated=True)
                        ),
                        name="consent_text_not_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("given_at", models.DateTimeField(default=common.clock.now, verbose_name="agreed at")),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="patients.patient",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="patients.consenttext",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("patient", "text"),
                        name="consent_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(
                                ("withdrawn_at__gte", models.F("given_at")), ("withdrawn_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="consent_withdrawn_has_when_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("given_at", models.DateTimeField(default=common.clock.now, verbose_name="agreed at")),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "given_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.consent",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.consenttext",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("condition", models.SlugField(db_index=False, max_length=60, verbose_name="condition")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("intake", "At the start"),
                            ("weekly", "Every week"),
                            ("daily", "Every day"),
                            ("event", "After an injury"),
                        ],
                        max_length=10,
                        verbose_name="asked",
                    ),
                ),
                ("asked", models.JSONField(verbose_name="questions")),
                ("answers", models.JSONField(verbose_name="answers")),
                (
                    "positives",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        default=list,
                        size=None,
                        verbose_name="answered with yes",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("clear", "No warning sign"),
                            ("urgent", "Urgent"),
                            ("emergency", "Emergency"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("given_at", models.DateTimeField(default=common.clock.now, verbose_name="given at")),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
                        to="accounts.clinic",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
                        to="patients.conditionform",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screenings",
                        to="patients.patient",
                        verbose_name="patient",
                    ),
                ),
                (
                    "respondent",
                    models.ForeignKey(
                        help_text="Empty for a visitor.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "screening",
                "verbose_name_plural": "screenings",
                "indexes": [models.Index(fields=["patient", "-given_at"], name="screening_by_patient")],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "patient"), name="screening_of_patient"),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["intake", "weekly", "daily", "event"])),
                        name="screening_known_scope",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "clear"), ("positives", [])),
                            models.Q(
                                ("outcome__in", ["urgent", "emergency"]),
                                models.Q(("positives", []), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="screening_outcome_fits_answers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("respondent__isnull", False), ("scope", "intake"), _connector="OR"
                        ),
                        name="screening_visitor_at_intake",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("condition", models.SlugField(db_index=False, max_length=60, verbose_name="condition")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=32, verbose_name="phone")),
                ("date_of_birth", models.DateField(verbose_name="date of birth")),
                ("time_zone", models.CharField(max_length=64, verbose_name="time zone")),
                (
                    "guardian_name",
                    models.CharField(blank=True, max_length=120, verbose_name="parent or guardian"),
                ),
                ("message", models.TextField(blank=True, max_length=2000, verbose_name="what it is about")),
                ("sent_at", models.DateTimeField(default=common.clock.now, verbose_name="sent at")),
                ("due_at", models.DateTimeField(verbose_name="answer until")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("registered", "Registered"), ("declined", "Declined")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("decline_reason", models.CharField(blank=True, max_length=240, verbose_name="why not")),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enquiries",
                        to="accounts.clinic",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enquiries",
                        to="patients.patient",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "screening",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enquiry",
                        to="patients.screening",
                    ),
                ),
            ],
            options={
                "verbose_name": "enquiry",
                "verbose_name_plural": "enquiries",
                "indexes": [models.Index(fields=["clinic", "state", "due_at"], name="enquiry_queue")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("patient", None),
                                ("settled_at", None),
                                ("settled_by", None),
                                ("state", "open"),
                            ),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                ("state", "registered"),
                                ("patient__isnull", False),
                            ),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                ("state", "declined"),
                                models.Q(("decline_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="enquiry_settled_has_when_who_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("email", ""), _negated=True)
                        ),
                        name="enquiry_has_name_and_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EnquiryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("condition", models.SlugField(db_index=False, max_length=60, verbose_name="condition")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=32, verbose_name="phone")),
                ("date_of_birth", models.DateField(verbose_name="date of birth")),
                ("time_zone", models.CharField(max_length=64, verbose_name="time zone")),
                (
                    "guardian_name",
                    models.CharField(blank=True, max_length=120, verbose_name="parent or guardian"),
                ),
                ("message", models.TextField(blank=True, max_length=2000, verbose_name="what it is about")),
                ("sent_at", models.DateTimeField(default=common.clock.now, verbose_name="sent at")),
                ("due_at", models.DateTimeField(verbose_name="answer until")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("registered", "Registered"), ("declined", "Declined")],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("decline_reason", models.CharField(blank=True, max_length=240, verbose_name="why not")),
                (
                    "clinic",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.clinic",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.enquiry",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.screening",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("code", models.SlugField(db_index=False, max_length=60, verbose_name="finding")),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[("left", "Left"), ("right", "Right"), ("both", "Both")],
                        max_length=5,
                        verbose_name="side",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=240, verbose_name="note")),
                (
                    "assessment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="patients.assessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding",
                "verbose_name_plural": "findings",
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "code", "side"), name="finding_once"),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["", "left", "right", "both"])),
                        name="finding_known_side",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("code", models.SlugField(db_index=False, max_length=60, verbose_name="finding")),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[("left", "Left"), ("right", "Right"), ("both", "Both")],
                        max_length=5,
                        verbose_name="side",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=240, verbose_name="note")),
                (
                    "assessment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.assessment",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.finding",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("slug", models.SlugField(db_index=False, max_length=60)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "conditions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(max_length=60),
                        default=list,
                        help_text="Empty: for every condition.",
                        size=None,
                    ),
                ),
                ("retired_at", models.DateTimeField(null=True, verbose_name="retired at")),
                (
                    "clinic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="accounts.clinic",
                    ),
                ),
            ],
            options={
                "verbose_name": "measure",
                "verbose_name_plural": "measures",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clinic", "slug"), name="measure_slug_once_a_clinic", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("slug", models.SlugField(db_index=False, max_length=60)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "conditions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(max_length=60),
                        default=list,
                        help_text="Empty: for every condition.",
                        size=None,
                    ),
                ),
                ("retired_at", models.DateTimeField(null=True, verbose_name="retired at")),
                (
                    "clinic",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.clinic",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.measure",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("code", models.SlugField(db_index=False, max_length=60, verbose_name="what")),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[("left", "Left"), ("right", "Right"), ("both", "Both")],
                        max_length=5,
                        verbose_name="side",
                    ),
                ),
                ("value", models.DecimalField(decimal_places=3, max_digits=10, verbose_name="value")),
                ("unit", models.CharField(max_length=20, verbose_name="unit")),
                ("on", models.DateField(verbose_name="day")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("hand", "Entered by hand"),
                            ("assessment", "Assessment"),
                            ("csv", "From a file"),
                            ("api", "From another program"),
                            ("patient", "From the patient"),
                        ],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                ("source_name", models.CharField(blank=True, max_length=120, verbose_name="from")),
                ("recorded_at", models.DateTimeField(default=common.clock.now, verbose_name="recorded at")),
                ("voided_at", models.DateTimeField(null=True)),
                ("void_reason", models.CharField(blank=True, max_length=240, verbose_name="why withdrawn")),
                (
                    "assessment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="patients.assessment",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="patients.episode",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="patients.patient",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "measurement",
                "verbose_name_plural": "measurements",
                "indexes": [models.Index(fields=["patient", "code", "on"], name="measurement_series")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("side__in", ["", "left", "right", "both"]),
                            ("source__in", ["hand", "assessment", "csv", "api", "patient"]),
                        ),
                        name="measurement_known_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at", None), ("voided_by", None)),
                            models.Q(
                                ("voided_at__isnull", False),
                                ("voided_by__isnull", False),
                                models.Q(("void_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="measurement_voided_has_when_who_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasurementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("code", models.SlugField(db_index=False, max_length=60, verbose_name="what")),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        choices=[("left", "Left"), ("right", "Right"), ("both", "Both")],
                        max_length=5,
                        verbose_name="side",
                    ),
                ),
                ("value", models.DecimalField(decimal_places=3, max_digits=10, verbose_name="value")),
                ("unit", models.CharField(max_length=20, verbose_name="unit")),
                ("on", models.DateField(verbose_name="day")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("hand", "Entered by hand"),
                            ("assessment", "Assessment"),
                            ("csv", "From a file"),
                            ("api", "From another program"),
                            ("patient", "From the patient"),
                        ],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                ("source_name", models.CharField(blank=True, max_length=120, verbose_name="from")),
                ("recorded_at", models.DateTimeField(default=common.clock.now, verbose_name="recorded at")),
                ("voided_at", models.DateTimeField(null=True)),
                ("void_reason", models.CharField(blank=True, max_length=240, verbose_name="why withdrawn")),
                (
                    "assessment",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.assessment",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.episode",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.measurement",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeasureVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("version", models.CharField(max_length=40, verbose_name="version")),
                ("checksum", models.CharField(max_length=64)),
                ("content", models.JSONField()),
                ("licence", models.TextField(verbose_name="licence")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("bundled", models.BooleanField(default=False)),
                ("attested_name", models.CharField(blank=True, max_length=120, verbose_name="attested by")),
                ("attested_at", models.DateTimeField(null=True, verbose_name="attested at")),
                ("published_at", models.DateTimeField(default=common.clock.now, verbose_name="published at")),
                ("is_current", models.BooleanField(default=True)),
                (
                    "attested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="patients.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of a measure",
                "verbose_name_plural": "versions of measures",
                "constraints": [
                    models.UniqueConstraint(fields=("measure", "version"), name="measure_version_once"),
                    models.UniqueConstraint(fields=("measure", "checksum"), name="measure_content_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("measure",),
                        name="measure_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attested_at", None), ("attested_by", None), ("bundled", True)),
                            models.Q(
                                ("attested_at__isnull", False),
                                ("attested_by__isnull", False),
                                ("bundled", False),
                                models.Q(("attested_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="measure_imported_is_attested",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("licence", ""), _negated=True), name="measure_has_licence"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureResponse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("baseline", "At the start"),
                            ("weekly", "Every week"),
                            ("fortnight", "Every two weeks"),
                            ("discharge", "At the end"),
                            ("after_1", "One month after the end"),
                            ("after_3", "Three months after the end"),
                            ("after_6", "Six months after the end"),
                            ("after_12", "Twelve months after the end"),
                            ("extra", "In between"),
                        ],
                        max_length=10,
                        verbose_name="occasion",
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("answers", models.JSONField(verbose_name="answers")),
                ("given_at", models.DateTimeField(default=common.clock.now, verbose_name="given at")),
                ("corrected_at", models.DateTimeField(null=True, verbose_name="corrected at")),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="patients.episode",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="patients.patient",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="patients.measureversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "answers to a measure",
                "verbose_name_plural": "answers to measures",
                "indexes": [models.Index(fields=["patient", "on"], name="response_by_patient")],
                "constraints": [
                    models.UniqueConstraint(fields=("episode", "version", "on"), name="response_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "occasion__in",
                                [
                                    "baseline",
                                    "weekly",
                                    "fortnight",
                                    "discharge",
                                    "after_1",
                                    "after_3",
                                    "after_6",
                                    "after_12",
                                    "extra",
                                ],
                            )
                        ),
                        name="response_known_occasion",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureResponseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("baseline", "At the start"),
                            ("weekly", "Every week"),
                            ("fortnight", "Every two weeks"),
                            ("discharge", "At the end"),
                            ("after_1", "One month after the end"),
                            ("after_3", "Three months after the end"),
                            ("after_6", "Six months after the end"),
                            ("after_12", "Twelve months after the end"),
                            ("extra", "In between"),
                        ],
                        max_length=10,
                        verbose_name="occasion",
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("answers", models.JSONField(verbose_name="answers")),
                ("given_at", models.DateTimeField(default=common.clock.now, verbose_name="given at")),
                ("corrected_at", models.DateTimeField(null=True, verbose_name="corrected at")),
                (
                    "episode",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.episode",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.measureresponse",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.measureversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeasureScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scale", models.CharField(max_length=60, verbose_name="scale")),
                ("value", models.DecimalField(decimal_places=3, max_digits=9, verbose_name="value")),
                ("method", models.CharField(max_length=40, verbose_name="method")),
                (
                    "response",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="patients.measureresponse",
                    ),
                ),
            ],
            options={
                "verbose_name": "score",
                "verbose_name_plural": "scores",
                "constraints": [models.UniqueConstraint(fields=("response", "scale"), name="score_once")],
            },
        ),
        migrations.CreateModel(
            name="MeasureScoreEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("scale", models.CharField(max_length=60, verbose_name="scale")),
                ("value", models.DecimalField(decimal_places=3, max_digits=9, verbose_name="value")),
                ("method", models.CharField(max_length=40, verbose_name="method")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.measurescore",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.measureresponse",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("moved", models.JSONField(default=dict)),
                ("reason", models.CharField(max_length=240, verbose_name="reason")),
                ("merged_at", models.DateTimeField(default=common.clock.now, verbose_name="merged at")),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "gone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.patient"
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="patients.patient",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "merge",
                "verbose_name_plural": "merges",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)), fields=("gone",), name="merge_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("gone")), _negated=True), name="merge_of_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="merge_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_by", None)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="merge_undone_has_when_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("moved", models.JSONField(default=dict)),
                ("reason", models.CharField(max_length=240, verbose_name="reason")),
                ("merged_at", models.DateTimeField(default=common.clock.now, verbose_name="merged at")),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "gone",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.merge",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Proxy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("parent", "Parent"),
                            ("guardian", "Guardian"),
                            ("partner", "Partner"),
                            ("carer", "Carer"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                        verbose_name="relation",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[("view", "May look"), ("act", "May look, log and answer")],
                        max_length=5,
                        verbose_name="scope",
                    ),
                ),
                ("is_guardian", models.BooleanField(default=False, verbose_name="legal guardian")),
                ("granted_at", models.DateTimeField(default=common.clock.now, verbose_name="since")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proxies",
                        to="patients.patient",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proxies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "access for somebody else",
                "verbose_name_plural": "access for others",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("patient", "user"),
                        name="proxy_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relation__in", ["parent", "guardian", "partner", "carer", "other"]),
                            ("scope__in", ["view", "act"]),
                        ),
                        name="proxy_known_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoked_by", None)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="proxy_revoked_has_when_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProxyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("parent", "Parent"),
                            ("guardian", "Guardian"),
                            ("partner", "Partner"),
                            ("carer", "Carer"),
                            ("other", "Other"),
                        ],
                        max_length=10,
                        verbose_name="relation",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[("view", "May look"), ("act", "May look, log and answer")],
                        max_length=5,
                        verbose_name="scope",
                    ),
                ),
                ("is_guardian", models.BooleanField(default=False, verbose_name="legal guardian")),
                ("granted_at", models.DateTimeField(default=common.clock.now, verbose_name="since")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "granted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.proxy",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("text", models.TextField(max_length=2000, verbose_name="question")),
                ("asked_at", models.DateTimeField(default=common.clock.now, verbose_name="asked at")),
                ("due_at", models.DateTimeField(verbose_name="answer until")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting"),
                            ("answered", "Answered"),
                            ("closed", "Closed without an answer"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reply", models.TextField(blank=True, max_length=4000, verbose_name="answer")),
                ("replied_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="patients.episode",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="patients.patient",
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.screening"
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "indexes": [
                    models.Index(fields=["patient", "-asked_at"], name="question_by_patient"),
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["due_at"], name="question_queue"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="question_has_text"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("replied_at", None), ("replied_by", None), ("reply", ""), ("state", "open")
                            ),
                            models.Q(
                                ("replied_at__isnull", False),
                                ("replied_by__isnull", False),
                                ("state", "answered"),
                                models.Q(("reply", ""), _negated=True),
                            ),
                            models.Q(
                                ("replied_at__isnull", False),
                                ("replied_by__isnull", False),
                                ("state", "closed"),
                            ),
                            _connector="OR",
                        ),
                        name="question_answered_has_when_who_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("text", models.TextField(max_length=2000, verbose_name="question")),
                ("asked_at", models.DateTimeField(default=common.clock.now, verbose_name="asked at")),
                ("due_at", models.DateTimeField(verbose_name="answer until")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waiting"),
                            ("answered", "Answered"),
                            ("closed", "Closed without an answer"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("reply", models.TextField(blank=True, max_length=4000, verbose_name="answer")),
                ("replied_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.episode",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.question",
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.screening",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScreeningAddition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("condition", models.SlugField(max_length=60, verbose_name="condition")),
                ("raises", models.CharField(blank=True, max_length=20, verbose_name="question of the pack")),
                ("code", models.CharField(max_length=20, verbose_name="number")),
                ("ask", models.CharField(blank=True, max_length=300, verbose_name="question")),
                ("why", models.CharField(blank=True, max_length=240, verbose_name="what it may mean")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("clear", "No warning sign"),
                            ("urgent", "Urgent"),
                            ("emergency", "Emergency"),
                        ],
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                (
                    "ask_at",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("intake", "At the start"),
                                ("weekly", "Every week"),
                                ("daily", "Every day"),
                                ("event", "After an injury"),
                            ],
                            max_length=10,
                        ),
                        default=list,
                        size=None,
                        verbose_name="asked",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screening_additions",
                        to="accounts.clinic",
                    ),
                ),
            ],
            options={
                "verbose_name": "question of the clinic",
                "verbose_name_plural": "questions of the clinic",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clinic", "condition", "code"), name="addition_code_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("raises", ""), _negated=True),
                        fields=("clinic", "condition", "raises"),
                        name="addition_raises_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("level__in", ["urgent", "emergency"]),
                                ("raises", ""),
                                models.Q(("ask", ""), _negated=True),
                                models.Q(("ask_at", []), _negated=True),
                            ),
                            models.Q(
                                models.Q(("raises", ""), _negated=True),
                                ("ask", ""),
                                ("ask_at", []),
                                ("level", "emergency"),
                            ),
                            _connector="OR",
                        ),
                        name="addition_asks_or_raises",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreeningAdditionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("condition", models.SlugField(db_index=False, max_length=60, verbose_name="condition")),
                ("raises", models.CharField(blank=True, max_length=20, verbose_name="question of the pack")),
                ("code", models.CharField(max_length=20, verbose_name="number")),
                ("ask", models.CharField(blank=True, max_length=300, verbose_name="question")),
                ("why", models.CharField(blank=True, max_length=240, verbose_name="what it may mean")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("clear", "No warning sign"),
                            ("urgent", "Urgent"),
                            ("emergency", "Emergency"),
                        ],
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                (
                    "ask_at",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("intake", "At the start"),
                                ("weekly", "Every week"),
                                ("daily", "Every day"),
                                ("event", "After an injury"),
                            ],
                            max_length=10,
                        ),
                        default=list,
                        size=None,
                        verbose_name="asked",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.clinic",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.screeningaddition",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScreeningEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("condition", models.SlugField(db_index=False, max_length=60, verbose_name="condition")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("intake", "At the start"),
                            ("weekly", "Every week"),
                            ("daily", "Every day"),
                            ("event", "After an injury"),
                        ],
                        max_length=10,
                        verbose_name="asked",
                    ),
                ),
                ("asked", models.JSONField(verbose_name="questions")),
                ("answers", models.JSONField(verbose_name="answers")),
                (
                    "positives",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        default=list,
                        size=None,
                        verbose_name="answered with yes",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("clear", "No warning sign"),
                            ("urgent", "Urgent"),
                            ("emergency", "Emergency"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("given_at", models.DateTimeField(default=common.clock.now, verbose_name="given at")),
                (
                    "clinic",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.clinic",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.conditionform",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.patient",
                        verbose_name="patient",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.screening",
                    ),
                ),
                (
                    "respondent",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Empty for a visitor.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Stop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("clear", "No warning sign"),
                            ("urgent", "Urgent"),
                            ("emergency", "Emergency"),
                        ],
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                ("raised_at", models.DateTimeField(default=common.clock.now, verbose_name="raised at")),
                ("contact_by", models.DateTimeField(verbose_name="contact until")),
                ("contacted_at", models.DateTimeField(null=True, verbose_name="contacted at")),
                ("contact_note", models.CharField(blank=True, max_length=500, verbose_name="what was said")),
                ("lifted_at", models.DateTimeField(null=True, verbose_name="lifted at")),
                ("lift_reason", models.CharField(blank=True, max_length=500, verbose_name="why lifted")),
                (
                    "contacted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stops",
                        to="patients.patient",
                    ),
                ),
                (
                    "screening",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stop",
                        to="patients.screening",
                    ),
                ),
            ],
            options={
                "verbose_name": "stop",
                "verbose_name_plural": "stops",
                "indexes": [
                    models.Index(
                        condition=models.Q(("lifted_at", None)),
                        fields=["patient"],
                        name="stop_open_by_patient",
                    ),
                    models.Index(fields=["patient", "raised_at"], name="stop_by_patient"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["urgent", "emergency"])), name="stop_known_level"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contacted_at", None), ("contacted_by", None)),
                            models.Q(("contacted_at__isnull", False), ("contacted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="stop_contacted_has_when_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lift_reason", ""), ("lifted_at", None), ("lifted_by", None)),
                            models.Q(
                                ("lifted_at__gte", models.F("raised_at")),
                                ("lifted_by__isnull", False),
                                models.Q(("lift_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="stop_lifted_has_when_who_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StopEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("clear", "No warning sign"),
                            ("urgent", "Urgent"),
                            ("emergency", "Emergency"),
                        ],
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                ("raised_at", models.DateTimeField(default=common.clock.now, verbose_name="raised at")),
                ("contact_by", models.DateTimeField(verbose_name="contact until")),
                ("contacted_at", models.DateTimeField(null=True, verbose_name="contacted at")),
                ("contact_note", models.CharField(blank=True, max_length=500, verbose_name="what was said")),
                ("lifted_at", models.DateTimeField(null=True, verbose_name="lifted at")),
                ("lift_reason", models.CharField(blank=True, max_length=500, verbose_name="why lifted")),
                (
                    "contacted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.stop",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.screening",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VisitNoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("on", models.DateField(verbose_name="day of the examination")),
                ("remote", models.BooleanField(default=False, verbose_name="remote")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("signed", "Signed"), ("discarded", "Discarded")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(default=common.clock.now, verbose_name="changed at")),
                ("signed_at", models.DateTimeField(null=True, verbose_name="signed at")),
                ("signed_licence", models.CharField(blank=True, max_length=60, verbose_name="licence")),
                (
                    "correction_reason",
                    models.CharField(blank=True, max_length=240, verbose_name="why corrected"),
                ),
                ("subjective", models.TextField(blank=True, max_length=5000, verbose_name="subjective")),
                ("objective", models.TextField(blank=True, max_length=5000, verbose_name="objective")),
                ("appraisal", models.TextField(blank=True, max_length=5000, verbose_name="assessment")),
                ("plan", models.TextField(blank=True, max_length=5000, verbose_name="plan")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.episode",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.patient",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="patients.visitnote",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.visitnote",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="patient",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="patient",
            name="update_update",
        ),
        migrations.RemoveConstraint(
            model_name="patient",
            name="patient_email_once_a_clinic",
        ),
        migrations.AddField(
            model_name="patient",
            name="emergency_name",
            field=models.CharField(blank=True, max_length=120, verbose_name="emergency contact"),
        ),
        migrations.AddField(
            model_name="patient",
            name="emergency_phone",
            field=models.CharField(blank=True, max_length=32, verbose_name="emergency contact's phone"),
        ),
        migrations.AddField(
            model_name="patient",
            name="emergency_relation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("parent", "Parent"),
                    ("guardian", "Guardian"),
                    ("partner", "Partner"),
                    ("carer", "Carer"),
                    ("other", "Other"),
                ],
                max_length=10,
                verbose_name="emergency contact is",
            ),
        ),
        migrations.AddField(
            model_name="patient",
            name="merged_into",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="patients.patient",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="patient",
            name="primary_physio",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="physio in charge",
            ),
        ),
        migrations.AddField(
            model_name="patient",
            name="referral_note",
            field=models.CharField(blank=True, max_length=240, verbose_name="referred by"),
        ),
        migrations.AddField(
            model_name="patient",
            name="referral_source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("self", "Came on their own"),
                    ("friend", "Friend or family"),
                    ("doctor", "Doctor"),
                    ("club", "Club or coach"),
                    ("insurer", "Insurer or employer"),
                    ("online", "Found online"),
                    ("other", "Other"),
                ],
                max_length=10,
                verbose_name="came through",
            ),
        ),
        migrations.AddField(
            model_name="patient",
            name="shows_weight",
            field=models.BooleanField(
                default=False,
                help_text="Weight stays hidden unless the patient wants it.",
                verbose_name="weight may be shown",
            ),
        ),
        migrations.AddField(
            model_name="patientevent",
            name="emergency_name",
            field=models.CharField(blank=True, max_length=120, verbose_name="emergency contact"),
        ),
        migrations.AddField(
            model_name="patientevent",
            name="emergency_phone",
            field=models.CharField(blank=True, max_length=32, verbose_name="emergency contact's phone"),
        ),
        migrations.AddField(
            model_name="patientevent",
            name="emergency_relation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("parent", "Parent"),
                    ("guardian", "Guardian"),
                    ("partner", "Partner"),
                    ("carer", "Carer"),
                    ("other", "Other"),
                ],
                max_length=10,
                verbose_name="emergency contact is",
            ),
        ),
        migrations.AddField(
            model_name="patientevent",
            name="merged_into",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="patients.patient",
                verbose_name="merged into",
            ),
        ),
        migrations.AddField(
            model_name="patientevent",
            name="primary_physio",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="physio in charge",
            ),
        ),
        migrations.AddField(
            model_name="patientevent",
            name="referral_note",
            field=models.CharField(blank=True, max_length=240, verbose_name="referred by"),
        ),
        migrations.AddField(
            model_name="patientevent",
            name="referral_source",
            field=models.CharField(
                blank=True,
                choices=[
                    ("self", "Came on their own"),
                    ("friend", "Friend or family"),
                    ("doctor", "Doctor"),
                    ("club", "Club or coach"),
                    ("insurer", "Insurer or employer"),
                    ("online", "Found online"),
                    ("other", "Other"),
                ],
                max_length=10,
                verbose_name="came through",
            ),
        ),
        migrations.AddField(
            model_name="patientevent",
            name="shows_weight",
            field=models.BooleanField(
                default=False,
                help_text="Weight stays hidden unless the patient wants it.",
                verbose_name="weight may be shown",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="patient",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_patientevent" ("clinic_id", "created_at", "date_of_birth", "email", "emergency_name", "emergency_phone", "emergency_relation", "id", "language", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "primary_physio_id", "referral_note", "referral_source", "shows_weight", "time_zone", "user_id", "uuid") VALUES (NEW."clinic_id", NEW."created_at", NEW."date_of_birth", NEW."email", NEW."emergency_name", NEW."emergency_phone", NEW."emergency_relation", NEW."id", NEW."language", NEW."merged_into_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."primary_physio_id", NEW."referral_note", NEW."referral_source", NEW."shows_weight", NEW."time_zone", NEW."user_id", NEW."uuid"); RETURN NULL;',
                    hash="52f41f6d1d47a1bef41505e9af3c7d3caae4c232",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_62165",
                    table="patients_patient",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="patient",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_patientevent" ("clinic_id", "created_at", "date_of_birth", "email", "emergency_name", "emergency_phone", "emergency_relation", "id", "language", "merged_into_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "primary_physio_id", "referral_note", "referral_source", "shows_weight", "time_zone", "user_id", "uuid") VALUES (NEW."clinic_id", NEW."created_at", NEW."date_of_birth", NEW."email", NEW."emergency_name", NEW."emergency_phone", NEW."emergency_relation", NEW."id", NEW."language", NEW."merged_into_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."primary_physio_id", NEW."referral_note", NEW."referral_source", NEW."shows_weight", NEW."time_zone", NEW."user_id", NEW."uuid"); RETURN NULL;',
                    hash="f12d0db4b7853118a845c5f5f60350c0b8dc9bd8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_546ce",
                    table="patients_patient",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("email", ""), _negated=True), ("merged_into", None)),
                fields=("clinic", "email"),
                name="patient_email_once_a_clinic",
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("emergency_relation__in", ["", "parent", "guardian", "partner", "carer", "other"]),
                    (
                        "referral_source__in",
                        ["", "self", "friend", "doctor", "club", "insurer", "online", "other"],
                    ),
                ),
                name="patient_known_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="patient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(models.Q(("merged_into", models.F("id")), _negated=True), ("user", None)),
                    _connector="OR",
                ),
                name="patient_merged_into_another",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conditionform",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="17304706748ff56450aeb1df43606a1c15534206",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_09ad6",
                    table="patients_conditionform",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="conditionform",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (true) AND to_jsonb(OLD) - '{is_current}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{is_current}'::text[] THEN\n    RAISE EXCEPTION 'this row does not change'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changed', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="64c5edadebf426f74a2adc85ea196995920db375",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_e1578",
                    table="patients_conditionform",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e9860f415bfbd12e67d63e7c1c4acf01770f89c1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_677ef",
                    table="patients_assessmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="afc79c1de84890f7ef881b09ec101232d0ad8b10",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_1d4a3",
                    table="patients_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (OLD.state <> 'draft') AND to_jsonb(OLD) - '{patient_id}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{patient_id}'::text[] THEN\n    RAISE EXCEPTION 'this row does not change'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changed', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="efeaf66942dc1432fd966836264086f7b13e633a",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_569b5",
                    table="patients_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_assessmentevent" ("changed_at", "content", "correction_reason", "created_at", "drafted_by_id", "episode_id", "form_id", "id", "kind", "on", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remote", "revision", "signed_at", "signed_by_id", "signed_licence", "state", "supersedes_id", "uuid") VALUES (NEW."changed_at", NEW."content", NEW."correction_reason", NEW."created_at", NEW."drafted_by_id", NEW."episode_id", NEW."form_id", NEW."id", NEW."kind", NEW."on", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."remote", NEW."revision", NEW."signed_at", NEW."signed_by_id", NEW."signed_licence", NEW."state", NEW."supersedes_id", NEW."uuid"); RETURN NULL;',
                    hash="6350791babbb7302829a3ade6c6338f053728f6b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f9bcb",
                    table="patients_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_assessmentevent" ("changed_at", "content", "correction_reason", "created_at", "drafted_by_id", "episode_id", "form_id", "id", "kind", "on", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remote", "revision", "signed_at", "signed_by_id", "signed_licence", "state", "supersedes_id", "uuid") VALUES (NEW."changed_at", NEW."content", NEW."correction_reason", NEW."created_at", NEW."drafted_by_id", NEW."episode_id", NEW."form_id", NEW."id", NEW."kind", NEW."on", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remote", NEW."revision", NEW."signed_at", NEW."signed_by_id", NEW."signed_licence", NEW."state", NEW."supersedes_id", NEW."uuid"); RETURN NULL;',
                    hash="69c830340617ba136b09a159281d9f9b3c575d5e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4d11a",
                    table="patients_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consenttext",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="6149613f7d01549c081cf645c54628a7fcd881f7",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_86a21",
                    table="patients_consenttext",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consenttext",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (true) AND to_jsonb(OLD) - '{}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{}'::text[] THEN\n    RAISE EXCEPTION 'this row does not change'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changed', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="2d42c73b34cfc3c670f350c0785e1da5c5c66d13",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_a2feb",
                    table="patients_consenttext",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fced6dcbc87843e2b3fc4d589e9e5c46457e7a26",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_76697",
                    table="patients_consentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="eee7f1df3aef188516c4616e12f20ba414b545b1",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_15e9a",
                    table="patients_consent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (true) AND to_jsonb(OLD) - '{patient_id,withdrawn_at,withdrawn_by_id}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{patient_id,withdrawn_at,withdrawn_by_id}'::text[] THEN\n    RAISE EXCEPTION 'this row does not change'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changed', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="19239631e9bfcdf74c7fb3922b5614ba99af22f2",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_84906",
                    table="patients_consent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_consentevent" ("created_at", "given_at", "given_by_id", "id", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_id", "uuid", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."created_at", NEW."given_at", NEW."given_by_id", NEW."id", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text_id", NEW."uuid", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                    hash="ae1bc8d14ee83e60388a4f2cdf35c788b83d6bc3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f3c10",
                    table="patients_consent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_consentevent" ("created_at", "given_at", "given_by_id", "id", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text_id", "uuid", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."created_at", NEW."given_at", NEW."given_by_id", NEW."id", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text_id", NEW."uuid", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;',
                    hash="966f3a407fec9d4236e917041d59c14c48c29917",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_06fdd",
                    table="patients_consent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8585618b4d68ada9be12e5bd3b34a2cde36664c8",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_d676d",
                    table="patients_finding",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (true) AND to_jsonb(OLD) - '{}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{}'::text[] THEN\n    RAISE EXCEPTION 'this row does not change'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changed', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="874ad3ec0495377004c7cf9a30175121a6125336",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_4763d",
                    table="patients_finding",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="only_into_a_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (SELECT 1 FROM patients_assessment WHERE id = NEW.assessment_id AND state = 'draft') THEN\n    RAISE EXCEPTION 'a signed assessment takes no finding'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'finding_only_into_a_draft', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="4b2f1e0a4c2878b85bf37a4e9578958525996d25",
                    operation="INSERT",
                    pgid="pgtrigger_only_into_a_draft_f564b",
                    table="patients_finding",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_findingevent" ("assessment_id", "code", "created_at", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "uuid") VALUES (NEW."assessment_id", NEW."code", NEW."created_at", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."side", NEW."uuid"); RETURN NULL;',
                    hash="f773b5dd62cda982c68ab3b1473c5705b6bbfa96",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d90e7",
                    table="patients_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_findingevent" ("assessment_id", "code", "created_at", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "uuid") VALUES (NEW."assessment_id", NEW."code", NEW."created_at", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."side", NEW."uuid"); RETURN NULL;',
                    hash="73b1531f807a4a23160fd283dff77855f9f724da",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_190f2",
                    table="patients_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="findingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2b4e570ee4a0e956e45c60350b1e4bccf0911a10",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c65f2",
                    table="patients_findingevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="734f574edb7732789d3e1f2c4839ebd6c623032f",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_e4d74",
                    table="patients_measure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_measureevent" ("clinic_id", "conditions", "created_at", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_at", "slug", "uuid") VALUES (NEW."clinic_id", NEW."conditions", NEW."created_at", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."retired_at", NEW."slug", NEW."uuid"); RETURN NULL;',
                    hash="32a47d585d22500291ff945b18720bd079a24ef7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c7ddc",
                    table="patients_measure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_measureevent" ("clinic_id", "conditions", "created_at", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired_at", "slug", "uuid") VALUES (NEW."clinic_id", NEW."conditions", NEW."created_at", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."retired_at", NEW."slug", NEW."uuid"); RETURN NULL;',
                    hash="8f681dfab400d8b8346d588e6894b5d684be4e9b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1faf2",
                    table="patients_measure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measureevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2894b2abd611ef61bde8ece9987c42ee125cf3ca",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_11ec8",
                    table="patients_measureevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurement",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d4f37c2c408d4a44705d75dc2882bc06fa2f5e72",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_3fcc5",
                    table="patients_measurement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurement",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (true) AND to_jsonb(OLD) - '{patient_id,voided_at,voided_by_id,void_reason}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{patient_id,voided_at,voided_by_id,void_reason}'::text[] THEN\n    RAISE EXCEPTION 'this row does not change'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changed', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="1f6d6b84bb1dc6029fbc05d9cf363ac4c1965da6",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_18868",
                    table="patients_measurement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_measurementevent" ("assessment_id", "code", "created_at", "episode_id", "id", "on", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "side", "source", "source_name", "unit", "uuid", "value", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."assessment_id", NEW."code", NEW."created_at", NEW."episode_id", NEW."id", NEW."on", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."side", NEW."source", NEW."source_name", NEW."unit", NEW."uuid", NEW."value", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="3e3717f97b507a014f039ef2dd3a0026b0ce8547",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ac3bc",
                    table="patients_measurement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_measurementevent" ("assessment_id", "code", "created_at", "episode_id", "id", "on", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "side", "source", "source_name", "unit", "uuid", "value", "void_reason", "voided_at", "voided_by_id") VALUES (NEW."assessment_id", NEW."code", NEW."created_at", NEW."episode_id", NEW."id", NEW."on", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."side", NEW."source", NEW."source_name", NEW."unit", NEW."uuid", NEW."value", NEW."void_reason", NEW."voided_at", NEW."voided_by_id"); RETURN NULL;',
                    hash="d59891bc5bd6836976d1427ed1c60e6d888cb1e6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1bcce",
                    table="patients_measurement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurementevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ffd54c3ef040da7b4b3f0102eb875ad6c42ee8f0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d0c93",
                    table="patients_measurementevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurescore",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="09b33e868e5d557e44ec93622398f606acb9a654",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_1d8d1",
                    table="patients_measurescore",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurescore",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_measurescoreevent" ("id", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "response_id", "scale", "value") VALUES (NEW."id", NEW."method", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."response_id", NEW."scale", NEW."value"); RETURN NULL;',
                    hash="574be96336e467b29dfe8bda8c0d381941c7a24a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b124c",
                    table="patients_measurescore",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurescore",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_measurescoreevent" ("id", "method", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "response_id", "scale", "value") VALUES (NEW."id", NEW."method", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."response_id", NEW."scale", NEW."value"); RETURN NULL;',
                    hash="4e8e41f601f5614c8fb65503af402d83b6c6e90d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eb47b",
                    table="patients_measurescore",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurescoreevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5f874d4f63ea69689b310b309e9f89a1310719d1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6ab8c",
                    table="patients_measurescoreevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measureversion",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="67d2c2542be2f1f4c75da7560de1277bd83274f9",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_b6975",
                    table="patients_measureversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measureversion",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (true) AND to_jsonb(OLD) - '{is_current}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{is_current}'::text[] THEN\n    RAISE EXCEPTION 'this row does not change'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changed', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="bbea76a6fa345e20f654eb116c3ce4977cbe30e0",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_d0081",
                    table="patients_measureversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measureresponseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="55b6c77c71725f196162788345085a61514e6efd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d8d75",
                    table="patients_measureresponseevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measureresponse",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="6e379ebb83bb55fea23bfa9ba355babc20b77760",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_da941",
                    table="patients_measureresponse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measureresponse",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_measureresponseevent" ("answers", "corrected_at", "created_at", "episode_id", "given_at", "given_by_id", "id", "occasion", "on", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version_id") VALUES (NEW."answers", NEW."corrected_at", NEW."created_at", NEW."episode_id", NEW."given_at", NEW."given_by_id", NEW."id", NEW."occasion", NEW."on", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."uuid", NEW."version_id"); RETURN NULL;',
                    hash="cd2d6e8d5123cea0f66058ec71cea0e96a901df8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_26afc",
                    table="patients_measureresponse",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measureresponse",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_measureresponseevent" ("answers", "corrected_at", "created_at", "episode_id", "given_at", "given_by_id", "id", "occasion", "on", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "uuid", "version_id") VALUES (NEW."answers", NEW."corrected_at", NEW."created_at", NEW."episode_id", NEW."given_at", NEW."given_by_id", NEW."id", NEW."occasion", NEW."on", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."uuid", NEW."version_id"); RETURN NULL;',
                    hash="c384776dfecf28bc92b03c57f735289003ebd51d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1cc82",
                    table="patients_measureresponse",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="40c7f6932244cf34ae0a55c51522e103cddb0032",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_85d5c",
                    table="patients_merge",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (true) AND to_jsonb(OLD) - '{undone_at,undone_by_id}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{undone_at,undone_by_id}'::text[] THEN\n    RAISE EXCEPTION 'this row does not change'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changed', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="e2ebe8c60991164d56b20cb48acc70a3f07fd820",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_1a9c5",
                    table="patients_merge",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_mergeevent" ("created_at", "gone_id", "id", "kept_id", "merged_at", "merged_by_id", "moved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "undone_at", "undone_by_id", "uuid") VALUES (NEW."created_at", NEW."gone_id", NEW."id", NEW."kept_id", NEW."merged_at", NEW."merged_by_id", NEW."moved", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."undone_at", NEW."undone_by_id", NEW."uuid"); RETURN NULL;',
                    hash="839a8ab429c46bc127718e35eb457647475f89a9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_92879",
                    table="patients_merge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_mergeevent" ("created_at", "gone_id", "id", "kept_id", "merged_at", "merged_by_id", "moved", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "undone_at", "undone_by_id", "uuid") VALUES (NEW."created_at", NEW."gone_id", NEW."id", NEW."kept_id", NEW."merged_at", NEW."merged_by_id", NEW."moved", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."undone_at", NEW."undone_by_id", NEW."uuid"); RETURN NULL;',
                    hash="acf619a1aefacb4eb235768e953de0b724a6c7f5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9333a",
                    table="patients_merge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mergeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e86097062f13c561abc013c6da2507e1d50e4d0e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_17ec1",
                    table="patients_mergeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proxy",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="74d6494156aa586fe98296a1f91bcbacd4115933",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_0807b",
                    table="patients_proxy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proxy",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_proxyevent" ("created_at", "ends_on", "granted_at", "granted_by_id", "id", "is_guardian", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "revoked_at", "revoked_by_id", "scope", "user_id", "uuid") VALUES (NEW."created_at", NEW."ends_on", NEW."granted_at", NEW."granted_by_id", NEW."id", NEW."is_guardian", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."relation", NEW."revoked_at", NEW."revoked_by_id", NEW."scope", NEW."user_id", NEW."uuid"); RETURN NULL;',
                    hash="5c3c5664331bdcfe23c785cee4c350fdc795b298",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_003cb",
                    table="patients_proxy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proxy",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_proxyevent" ("created_at", "ends_on", "granted_at", "granted_by_id", "id", "is_guardian", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "revoked_at", "revoked_by_id", "scope", "user_id", "uuid") VALUES (NEW."created_at", NEW."ends_on", NEW."granted_at", NEW."granted_by_id", NEW."id", NEW."is_guardian", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."relation", NEW."revoked_at", NEW."revoked_by_id", NEW."scope", NEW."user_id", NEW."uuid"); RETURN NULL;',
                    hash="5181c707ce047328fdb0823800f7e9102b5966b5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f9247",
                    table="patients_proxy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proxyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dbbf0715494aa32a4f1cedd06fbc7f4a7babeff4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3b2ae",
                    table="patients_proxyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screening",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0218ea0afa6d5bf4f548406bc325fdeaeb0c96ab",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_7bb5b",
                    table="patients_screening",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screening",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (true) AND to_jsonb(OLD) - '{patient_id}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{patient_id}'::text[] THEN\n    RAISE EXCEPTION 'this row does not change'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changed', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="88d9c132d5ca2d3098b422987a8b37750134194a",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_f2442",
                    table="patients_screening",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screening",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_screeningevent" ("answers", "asked", "clinic_id", "condition", "created_at", "form_id", "given_at", "id", "outcome", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "positives", "respondent_id", "scope", "uuid") VALUES (NEW."answers", NEW."asked", NEW."clinic_id", NEW."condition", NEW."created_at", NEW."form_id", NEW."given_at", NEW."id", NEW."outcome", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."positives", NEW."respondent_id", NEW."scope", NEW."uuid"); RETURN NULL;',
                    hash="aaec28f28484695b40154f7bac6378db374fc94a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7bb46",
                    table="patients_screening",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screening",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_screeningevent" ("answers", "asked", "clinic_id", "condition", "created_at", "form_id", "given_at", "id", "outcome", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "positives", "respondent_id", "scope", "uuid") VALUES (NEW."answers", NEW."asked", NEW."clinic_id", NEW."condition", NEW."created_at", NEW."form_id", NEW."given_at", NEW."id", NEW."outcome", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."positives", NEW."respondent_id", NEW."scope", NEW."uuid"); RETURN NULL;',
                    hash="502ecf37db4661dbfb9add7256150e1ec2fc27c6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ebdf9",
                    table="patients_screening",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="questionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b703fc60a1bb2aa6d58d90918499ce31b6812fc2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_72444",
                    table="patients_questionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b24b9727305210645c18b4846691b1f066b6beb3",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_3a82a",
                    table="patients_question",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="behind_the_screen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT 1 FROM patients_screening s\n     WHERE s.id = NEW.screening_id AND s.patient_id = NEW.patient_id AND s.scope IN ('intake', 'weekly', 'daily', 'event')\n       AND s.given_at BETWEEN NEW.asked_at - interval '1 days' AND NEW.asked_at\n       \n       \n    AND (s.outcome = 'clear'\n         OR EXISTS (SELECT 1 FROM patients_stop t WHERE t.screening_id = s.id AND t.lifted_at IS NOT NULL))\n    AND NOT EXISTS (SELECT 1 FROM patients_stop t WHERE t.patient_id = s.patient_id AND t.lifted_at IS NULL)\n\n) THEN \n    RAISE EXCEPTION 'no valid screening'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'behind_the_screen', TABLE = TG_TABLE_NAME\n;\nEND IF;\nRETURN NEW;\n",
                    hash="b4a236d5d2d95990d4967ddede6a3ced63c95d00",
                    operation='INSERT OR UPDATE OF "screening_id"',
                    pgid="pgtrigger_behind_the_screen_7f249",
                    table="patients_question",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_questionevent" ("asked_at", "asked_by_id", "created_at", "due_at", "episode_id", "id", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "reply", "screening_id", "state", "text", "uuid") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."created_at", NEW."due_at", NEW."episode_id", NEW."id", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."replied_at", NEW."replied_by_id", NEW."reply", NEW."screening_id", NEW."state", NEW."text", NEW."uuid"); RETURN NULL;',
                    hash="f5a8baad44b84833c76294972c4461c7fe2a43f6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9220c",
                    table="patients_question",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_questionevent" ("asked_at", "asked_by_id", "created_at", "due_at", "episode_id", "id", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replied_at", "replied_by_id", "reply", "screening_id", "state", "text", "uuid") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."created_at", NEW."due_at", NEW."episode_id", NEW."id", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."replied_at", NEW."replied_by_id", NEW."reply", NEW."screening_id", NEW."state", NEW."text", NEW."uuid"); RETURN NULL;',
                    hash="9e9a50868af620441f3e5d8066f0426eba11e08e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_20fcd",
                    table="patients_question",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enquiryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dd92d940dfd047bcb309460a53e5af80b19e5bbd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_05710",
                    table="patients_enquiryevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enquiry",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="ac0016fa9c7c34aa67fbde8f898d2d23af770efa",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_81a6d",
                    table="patients_enquiry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enquiry",
            trigger=pgtrigger.compiler.Trigger(
                name="behind_the_screen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT 1 FROM patients_screening s\n     WHERE s.id = NEW.screening_id AND s.clinic_id = NEW.clinic_id AND s.scope IN ('intake')\n       AND s.given_at BETWEEN NEW.sent_at - interval '1 days' AND NEW.sent_at\n       \n       AND s.outcome <> 'emergency'\n) THEN \n    RAISE EXCEPTION 'no valid screening'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'behind_the_screen', TABLE = TG_TABLE_NAME\n;\nEND IF;\nRETURN NEW;\n",
                    hash="f6ea413db96082222180e649bf23f10f4057e8c7",
                    operation='INSERT OR UPDATE OF "screening_id"',
                    pgid="pgtrigger_behind_the_screen_d481a",
                    table="patients_enquiry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enquiry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_enquiryevent" ("clinic_id", "condition", "created_at", "date_of_birth", "decline_reason", "due_at", "email", "guardian_name", "id", "message", "name", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "screening_id", "sent_at", "settled_at", "settled_by_id", "state", "time_zone", "uuid") VALUES (NEW."clinic_id", NEW."condition", NEW."created_at", NEW."date_of_birth", NEW."decline_reason", NEW."due_at", NEW."email", NEW."guardian_name", NEW."id", NEW."message", NEW."name", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."screening_id", NEW."sent_at", NEW."settled_at", NEW."settled_by_id", NEW."state", NEW."time_zone", NEW."uuid"); RETURN NULL;',
                    hash="69469bf325f91d2eb69974e2be8f2632b85393d3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3ec26",
                    table="patients_enquiry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enquiry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_enquiryevent" ("clinic_id", "condition", "created_at", "date_of_birth", "decline_reason", "due_at", "email", "guardian_name", "id", "message", "name", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "screening_id", "sent_at", "settled_at", "settled_by_id", "state", "time_zone", "uuid") VALUES (NEW."clinic_id", NEW."condition", NEW."created_at", NEW."date_of_birth", NEW."decline_reason", NEW."due_at", NEW."email", NEW."guardian_name", NEW."id", NEW."message", NEW."name", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."screening_id", NEW."sent_at", NEW."settled_at", NEW."settled_by_id", NEW."state", NEW."time_zone", NEW."uuid"); RETURN NULL;',
                    hash="d4892a9bfbf8b51fdb070246fb907b70ca862b1f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_483c7",
                    table="patients_enquiry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screeningaddition",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="98c15c4711a07a46c5c0420013ca3e62cfe02ae3",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_f1ea0",
                    table="patients_screeningaddition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screeningaddition",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (true) AND to_jsonb(OLD) - '{}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{}'::text[] THEN\n    RAISE EXCEPTION 'this row does not change'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changed', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="cb1eb785a2183f78aa31cb55e04d8c5dd1210f71",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_96ab9",
                    table="patients_screeningaddition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screeningaddition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_screeningadditionevent" ("added_by_id", "ask", "ask_at", "clinic_id", "code", "condition", "created_at", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raises", "uuid", "why") VALUES (NEW."added_by_id", NEW."ask", NEW."ask_at", NEW."clinic_id", NEW."code", NEW."condition", NEW."created_at", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."raises", NEW."uuid", NEW."why"); RETURN NULL;',
                    hash="c18d3745b57cb7182bff6bf0d6ba5b8c15792448",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_50835",
                    table="patients_screeningaddition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screeningaddition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_screeningadditionevent" ("added_by_id", "ask", "ask_at", "clinic_id", "code", "condition", "created_at", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raises", "uuid", "why") VALUES (NEW."added_by_id", NEW."ask", NEW."ask_at", NEW."clinic_id", NEW."code", NEW."condition", NEW."created_at", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."raises", NEW."uuid", NEW."why"); RETURN NULL;',
                    hash="9cbf81654ec49f0822b3b4f0aea9300ec109690a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4d61e",
                    table="patients_screeningaddition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screeningadditionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cae9178c2ded908443198a199e5d20b2b5c1aa41",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8b0b3",
                    table="patients_screeningadditionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="screeningevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7234a625d9f24a4b2b13e6cb98e4faeea4024612",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dbc26",
                    table="patients_screeningevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stop",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a0279ca1d37f3548712d381a97e92effda213f5b",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_5d861",
                    table="patients_stop",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stop",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_stopevent" ("contact_by", "contact_note", "contacted_at", "contacted_by_id", "created_at", "id", "level", "lift_reason", "lifted_at", "lifted_by_id", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "screening_id", "uuid") VALUES (NEW."contact_by", NEW."contact_note", NEW."contacted_at", NEW."contacted_by_id", NEW."created_at", NEW."id", NEW."level", NEW."lift_reason", NEW."lifted_at", NEW."lifted_by_id", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."raised_at", NEW."screening_id", NEW."uuid"); RETURN NULL;',
                    hash="17e196370846bdc3611c77fa7513e7dc9767cf19",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dd186",
                    table="patients_stop",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stop",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_stopevent" ("contact_by", "contact_note", "contacted_at", "contacted_by_id", "created_at", "id", "level", "lift_reason", "lifted_at", "lifted_by_id", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "screening_id", "uuid") VALUES (NEW."contact_by", NEW."contact_note", NEW."contacted_at", NEW."contacted_by_id", NEW."created_at", NEW."id", NEW."level", NEW."lift_reason", NEW."lifted_at", NEW."lifted_by_id", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."raised_at", NEW."screening_id", NEW."uuid"); RETURN NULL;',
                    hash="f19aea19f823049093c6f9f13bae33f4138d76cf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_703c8",
                    table="patients_stop",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stopevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="eb1faba70f07946f98f4de1c6e66124e0c62bede",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_19c4b",
                    table="patients_stopevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visitnote",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="df586587ebf8f08c0ccc8fd3a6260af0bf4f2641",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_56203",
                    table="patients_visitnote",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visitnote",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (OLD.state <> 'draft') AND to_jsonb(OLD) - '{patient_id}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{patient_id}'::text[] THEN\n    RAISE EXCEPTION 'this row does not change'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changed', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="c366117c981ae09f03314496cef2ba704d1cced3",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_35bb9",
                    table="patients_visitnote",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visitnote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_visitnoteevent" ("appraisal", "changed_at", "correction_reason", "created_at", "drafted_by_id", "episode_id", "id", "objective", "on", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "remote", "revision", "signed_at", "signed_by_id", "signed_licence", "state", "subjective", "supersedes_id", "uuid") VALUES (NEW."appraisal", NEW."changed_at", NEW."correction_reason", NEW."created_at", NEW."drafted_by_id", NEW."episode_id", NEW."id", NEW."objective", NEW."on", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan", NEW."remote", NEW."revision", NEW."signed_at", NEW."signed_by_id", NEW."signed_licence", NEW."state", NEW."subjective", NEW."supersedes_id", NEW."uuid"); RETURN NULL;',
                    hash="80107d409f685a01ca1ecc8bfc8dce036de9beb8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bf73a",
                    table="patients_visitnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visitnote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_visitnoteevent" ("appraisal", "changed_at", "correction_reason", "created_at", "drafted_by_id", "episode_id", "id", "objective", "on", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "remote", "revision", "signed_at", "signed_by_id", "signed_licence", "state", "subjective", "supersedes_id", "uuid") VALUES (NEW."appraisal", NEW."changed_at", NEW."correction_reason", NEW."created_at", NEW."drafted_by_id", NEW."episode_id", NEW."id", NEW."objective", NEW."on", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan", NEW."remote", NEW."revision", NEW."signed_at", NEW."signed_by_id", NEW."signed_licence", NEW."state", NEW."subjective", NEW."supersedes_id", NEW."uuid"); RETURN NULL;',
                    hash="efe12201fe64330450e17131a10cd6616bdbf708",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a323a",
                    table="patients_visitnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="98da8f26953928223798975ea03c478ad036b598",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3a504",
                    table="patients_attachmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="5cb633d0af97162af368ad7e3dc997a631b09468",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_e2cfd",
                    table="patients_attachment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="never_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF (true) AND to_jsonb(OLD) - '{patient_id}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{patient_id}'::text[] THEN\n    RAISE EXCEPTION 'this row does not change'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'never_changed', TABLE = TG_TABLE_NAME;\nEND IF;\nRETURN NEW;\n",
                    hash="68beedc5e2637873bc4c81b1badc84a6d07cca64",
                    operation="UPDATE",
                    pgid="pgtrigger_never_changed_28588",
                    table="patients_attachment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "patients_attachmentevent" ("added_at", "added_by_id", "assessment_id", "checksum", "created_at", "episode_id", "file", "id", "media_type", "name", "note_id", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "uuid") VALUES (NEW."added_at", NEW."added_by_id", NEW."assessment_id", NEW."checksum", NEW."created_at", NEW."episode_id", NEW."file", NEW."id", NEW."media_type", NEW."name", NEW."note_id", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."size", NEW."uuid"); RETURN NULL;',
                    hash="c2c63bafc8b48eb9d7352786339f7b99f26b2fca",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5d602",
                    table="patients_attachment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "patients_attachmentevent" ("added_at", "added_by_id", "assessment_id", "checksum", "created_at", "episode_id", "file", "id", "media_type", "name", "note_id", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "uuid") VALUES (NEW."added_at", NEW."added_by_id", NEW."assessment_id", NEW."checksum", NEW."created_at", NEW."episode_id", NEW."file", NEW."id", NEW."media_type", NEW."name", NEW."note_id", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."size", NEW."uuid"); RETURN NULL;',
                    hash="818388ec9b09cdf32644f204b1450aee792077e6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_233aa",
                    table="patients_attachment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="visitnoteevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0ba586efca367258c55e14b1170622d029f08283",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_471e0",
                    table="patients_visitnoteevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
