import common.clock
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("patients", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProtocolPack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("slug", models.SlugField(db_index=False, max_length=60, verbose_name="pack")),
                ("version", models.CharField(max_length=20, verbose_name="version")),
                (
                    "revision",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Counts contents that were loaded under the same version number.",
                        verbose_name="revision",
                    ),
                ),
                (
                    "checksum",
                    models.CharField(
                        help_text="sha256 of the content, independent of its formatting", max_length=64
                    ),
                ),
                ("condition", models.SlugField(db_index=False, max_length=60, verbose_name="condition")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("status", models.CharField(max_length=40, verbose_name="review status")),
                (
                    "content",
                    models.JSONField(
                        help_text="The whole pack as read: rules, screening, measures and education too."
                    ),
                ),
                ("is_current", models.BooleanField(default=True, verbose_name="offered for new programs")),
            ],
            options={
                "verbose_name": "protocol pack",
                "verbose_name_plural": "protocol packs",
                "constraints": [
                    models.UniqueConstraint(fields=("slug", "version", "revision"), name="pack_version_once"),
                    models.UniqueConstraint(fields=("slug", "checksum"), name="pack_content_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)), fields=("slug",), name="pack_one_current"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgramTemplate",
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
                ("weeks", models.PositiveSmallIntegerField(verbose_name="weeks")),
                (
                    "suits",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None, verbose_name="suits"
                    ),
                ),
                (
                    "not_for",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None, verbose_name="not for"
                    ),
                ),
                (
                    "parameters",
                    models.JSONField(
                        default=dict, help_text="The pack's rule parameters with the template's overrides."
                    ),
                ),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        default=list,
                        size=None,
                        verbose_name="sources",
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="templates",
                        to="programs.protocolpack",
                    ),
                ),
            ],
            options={
                "verbose_name": "program template",
                "verbose_name_plural": "program templates",
                "constraints": [
                    models.UniqueConstraint(fields=("pack", "slug"), name="template_once_a_pack"),
                    models.CheckConstraint(
                        condition=models.Q(("weeks__range", (1, 26))), name="template_weeks_in_bounds"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exercise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("slug", models.SlugField(db_index=False, max_length=80)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "focus",
                    models.CharField(
                        choices=[
                            ("hip", "Hip"),
                            ("quad", "Thigh"),
                            ("core", "Core"),
                            ("mobility", "Mobility"),
                            ("load", "Load"),
                        ],
                        max_length=10,
                        verbose_name="focus",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("reps", "Repetitions"),
                            ("isometric", "Hold"),
                            ("stretch", "Stretch"),
                            ("timed", "Timed"),
                            ("cardio", "Cardio"),
                            ("run_plan", "Running plan"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("each", "Each side"),
                            ("both_together", "Both together"),
                            ("alternating", "Alternating"),
                            ("affected_only", "Affected side only"),
                        ],
                        max_length=15,
                        verbose_name="sides",
                    ),
                ),
                ("position", models.CharField(blank=True, max_length=40, verbose_name="position")),
                (
                    "equipment",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        default=list,
                        size=None,
                        verbose_name="equipment",
                    ),
                ),
                ("knee_load", models.CharField(max_length=10, verbose_name="kneecap load")),
                ("cue", models.CharField(max_length=80, verbose_name="cue")),
                ("purpose", models.CharField(max_length=240, verbose_name="why")),
                (
                    "instructions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None, verbose_name="steps"
                    ),
                ),
                (
                    "errors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None, verbose_name="common errors"
                    ),
                ),
                (
                    "cautions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None, verbose_name="cautions"
                    ),
                ),
                (
                    "avoid_if",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None, verbose_name="avoid if"
                    ),
                ),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        default=list,
                        size=None,
                        verbose_name="sources",
                    ),
                ),
                ("default_dose", models.JSONField(verbose_name="default dose")),
                (
                    "easier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.exercise",
                        verbose_name="easier neighbour",
                    ),
                ),
                (
                    "harder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.exercise",
                        verbose_name="harder neighbour",
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exercises",
                        to="programs.protocolpack",
                    ),
                ),
            ],
            options={
                "verbose_name": "exercise",
                "verbose_name_plural": "exercises",
                "indexes": [
                    models.Index(fields=["pack", "focus"], name="exercise_by_focus"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["equipment"], name="exercise_by_equipment"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("pack", "slug"), name="exercise_once_a_pack"),
                    models.CheckConstraint(
                        condition=models.Q(("focus__in", ["hip", "quad", "core", "mobility", "load"])),
                        name="exercise_known_focus",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mode__in", ["reps", "isometric", "stretch", "timed", "cardio", "run_plan"])
                        ),
                        name="exercise_known_mode",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("side__in", ["each", "both_together", "alternating", "affected_only"])
                        ),
                        name="exercise_known_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("easier", None),
                                models.Q(("easier", models.F("id")), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("harder", None),
                                models.Q(("harder", models.F("id")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="exercise_not_its_own_neighbour",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Program",
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
                (
                    "side",
                    models.CharField(
                        choices=[("left", "Left"), ("right", "Right"), ("both", "Both")],
                        max_length=5,
                        verbose_name="affected side",
                    ),
                ),
                ("start_on", models.DateField(verbose_name="first day")),
                (
                    "time_zone",
                    models.CharField(
                        help_text="The patient's, when it was assigned.",
                        max_length=64,
                        verbose_name="time zone",
                    ),
                ),
                (
                    "parameters",
                    models.JSONField(
                        default=dict, help_text="Rule parameters as they were when it was assigned."
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("finished", "Finished"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="active",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("assigned_at", models.DateTimeField(default=common.clock.now, verbose_name="assigned at")),
                (
                    "ended_on",
                    models.DateField(
                        help_text="The first day on which nothing is due.", null=True, verbose_name="ended on"
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.CharField(blank=True, max_length=240)),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programs",
                        to="patients.episode",
                        verbose_name="episode",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programs",
                        to="patients.patient",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programs",
                        to="programs.programtemplate",
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programs",
                        to="programs.protocolpack",
                        verbose_name="pack",
                    ),
                ),
            ],
            options={
                "verbose_name": "program",
                "verbose_name_plural": "programs",
                "indexes": [models.Index(fields=["patient", "status"], name="program_by_patient")],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "patient"), name="program_of_patient"),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["left", "right", "both"])), name="program_known_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["active", "paused", "finished", "cancelled"])),
                        name="program_known_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end_reason", ""),
                                ("ended_at", None),
                                ("ended_by", None),
                                ("ended_on", None),
                                ("status__in", ("active", "paused")),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                ("ended_on__isnull", False),
                                ("status__in", ("finished", "cancelled")),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="program_ended_has_when_who_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgramStage",
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
                ("goal", models.CharField(max_length=240, verbose_name="goal")),
                (
                    "emphasis",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("hip", "Hip"),
                                ("quad", "Thigh"),
                                ("core", "Core"),
                                ("mobility", "Mobility"),
                                ("load", "Load"),
                            ],
                            max_length=10,
                        ),
                        size=None,
                        verbose_name="focus",
                    ),
                ),
                ("first_week", models.PositiveSmallIntegerField(verbose_name="first week")),
                ("last_week", models.PositiveSmallIntegerField(verbose_name="last week")),
                ("min_days", models.PositiveSmallIntegerField(verbose_name="days at least")),
                ("exit_criteria", models.JSONField(default=dict, verbose_name="exit criteria")),
                (
                    "education",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "verbose_name": "stage",
                "verbose_name_plural": "stages",
                "ordering": ["first_week"],
                "constraints": [
                    models.UniqueConstraint(fields=("program", "first_week"), name="stage_starts_once"),
                    models.UniqueConstraint(fields=("id", "program"), name="stage_of_program"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_week__gte", 1), ("last_week__gte", models.F("first_week"))
                        ),
                        name="stage_weeks_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Prescription",
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
                    "line",
                    models.UUIDField(
                        default=uuid.uuid4,
                        help_text="The place in the plan that this row and its predecessors fill.",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("is_core", models.BooleanField(verbose_name="core")),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None, verbose_name="days"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("each", "Each side"),
                            ("both_together", "Both together"),
                            ("alternating", "Alternating"),
                            ("affected_only", "Affected side only"),
                        ],
                        max_length=15,
                        verbose_name="sides",
                    ),
                ),
                ("first_week", models.PositiveSmallIntegerField(verbose_name="from week")),
                ("last_week", models.PositiveSmallIntegerField(verbose_name="to week")),
                ("sets", models.PositiveSmallIntegerField(verbose_name="sets")),
                ("reps", models.PositiveSmallIntegerField(null=True, verbose_name="repetitions")),
                ("time_s", models.PositiveSmallIntegerField(null=True, verbose_name="seconds")),
                ("distance_m", models.PositiveIntegerField(null=True, verbose_name="metres")),
                ("duration_min", models.PositiveSmallIntegerField(null=True, verbose_name="minutes")),
                ("plan", models.CharField(blank=True, max_length=60, verbose_name="running plan")),
                ("hold_s", models.PositiveSmallIntegerField(null=True, verbose_name="hold, seconds")),
                ("rest_s", models.PositiveSmallIntegerField(null=True, verbose_name="rest, seconds")),
                ("tempo", models.CharField(blank=True, max_length=10, verbose_name="tempo")),
                ("load", models.CharField(blank=True, max_length=20, verbose_name="load")),
                ("effort_max", models.PositiveSmallIntegerField(null=True, verbose_name="effort at most")),
                (
                    "rir_min",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="repetitions in reserve at least"
                    ),
                ),
                ("effective_from", models.DateField(verbose_name="from")),
                (
                    "effective_to",
                    models.DateField(
                        help_text="The first day it no longer holds.", null=True, verbose_name="until"
                    ),
                ),
                ("open_reason", models.CharField(blank=True, max_length=240, verbose_name="reason")),
                ("closed_at", models.DateTimeField(null=True)),
                ("prescribed_at", models.DateTimeField(default=common.clock.now)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.exercise",
                        verbose_name="exercise",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="programs.prescription",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prescriptions",
                        to="programs.program",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prescriptions",
                        to="programs.programstage",
                    ),
                ),
            ],
            options={
                "verbose_name": "prescription",
                "verbose_name_plural": "prescriptions",
                "ordering": ["first_week", "position"],
                "indexes": [
                    models.Index(fields=["program", "first_week", "last_week"], name="prescription_by_week")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "program"), name="prescription_of_program"),
                    models.UniqueConstraint(
                        condition=models.Q(("effective_to", None)),
                        fields=("program", "line", "first_week"),
                        name="prescription_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("distance_m", None),
                                ("duration_min", None),
                                ("plan", ""),
                                ("reps__isnull", False),
                                ("time_s", None),
                            ),
                            models.Q(
                                ("distance_m", None),
                                ("duration_min", None),
                                ("plan", ""),
                                ("reps", None),
                                ("time_s__isnull", False),
                            ),
                            models.Q(
                                ("distance_m__isnull", False),
                                ("duration_min", None),
                                ("plan", ""),
                                ("reps", None),
                                ("time_s", None),
                            ),
                            models.Q(
                                ("distance_m", None),
                                ("duration_min__isnull", False),
                                ("plan", ""),
                                ("reps", None),
                                ("time_s", None),
                            ),
                            models.Q(
                                ("distance_m", None),
                                ("duration_min", None),
                                ("reps", None),
                                ("time_s", None),
                                models.Q(("plan", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="prescription_one_quantity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sets__range", (1, 5)),
                            models.Q(("reps", None), ("reps__range", (1, 100)), _connector="OR"),
                            models.Q(("time_s", None), ("time_s__range", (1, 3600)), _connector="OR"),
                            models.Q(
                                ("distance_m", None), ("distance_m__range", (1, 100000)), _connector="OR"
                            ),
                            models.Q(
                                ("duration_min", None), ("duration_min__range", (1, 240)), _connector="OR"
                            ),
                        ),
                        name="prescription_quantity_in_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hold_s", None), ("hold_s__lte", 60), _connector="OR"),
                            models.Q(("rest_s", None), ("rest_s__lte", 300), _connector="OR"),
                            models.Q(("effort_max", None), ("effort_max__lte", 10), _connector="OR"),
                            models.Q(("rir_min", None), ("rir_min__lte", 5), _connector="OR"),
                        ),
                        name="prescription_limits_in_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("side__in", ["each", "both_together", "alternating", "affected_only"])
                        ),
                        name="prescription_known_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("days__contained_by", [1, 2, 3, 4, 5, 6, 7]), ("days__len__gte", 1)
                        ),
                        name="prescription_days_in_week",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_week__gte", 1), ("last_week__gte", models.F("first_week"))
                        ),
                        name="prescription_weeks_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None), ("effective_to", None)),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("effective_to__gte", models.F("effective_from")),
                            ),
                            _connector="OR",
                        ),
                        name="prescription_closed_has_when_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgramPause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(null=True, verbose_name="until")),
                ("reason", models.CharField(max_length=240, verbose_name="reason")),
                (
                    "paused_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="programs.program",
                    ),
                ),
                (
                    "resumed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "pause",
                "verbose_name_plural": "pauses",
                "ordering": ["from_on"],
                "indexes": [models.Index(fields=["program"], name="pause_by_program")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("to_on", None)), fields=("program",), name="pause_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on", None), ("to_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="pause_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resumed_by", None), ("to_on", None)),
                            models.Q(("resumed_by__isnull", False), ("to_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="pause_resumed_has_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="pause_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgramPauseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(null=True, verbose_name="until")),
                ("reason", models.CharField(max_length=240, verbose_name="reason")),
                (
                    "paused_by",
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
                        to="programs.programpause",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.program",
                    ),
                ),
                (
                    "resumed_by",
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
            name="PrescriptionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                (
                    "line",
                    models.UUIDField(
                        default=uuid.uuid4,
                        help_text="The place in the plan that this row and its predecessors fill.",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("is_core", models.BooleanField(verbose_name="core")),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None, verbose_name="days"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("each", "Each side"),
                            ("both_together", "Both together"),
                            ("alternating", "Alternating"),
                            ("affected_only", "Affected side only"),
                        ],
                        max_length=15,
                        verbose_name="sides",
                    ),
                ),
                ("first_week", models.PositiveSmallIntegerField(verbose_name="from week")),
                ("last_week", models.PositiveSmallIntegerField(verbose_name="to week")),
                ("sets", models.PositiveSmallIntegerField(verbose_name="sets")),
                ("reps", models.PositiveSmallIntegerField(null=True, verbose_name="repetitions")),
                ("time_s", models.PositiveSmallIntegerField(null=True, verbose_name="seconds")),
                ("distance_m", models.PositiveIntegerField(null=True, verbose_name="metres")),
                ("duration_min", models.PositiveSmallIntegerField(null=True, verbose_name="minutes")),
                ("plan", models.CharField(blank=True, max_length=60, verbose_name="running plan")),
                ("hold_s", models.PositiveSmallIntegerField(null=True, verbose_name="hold, seconds")),
                ("rest_s", models.PositiveSmallIntegerField(null=True, verbose_name="rest, seconds")),
                ("tempo", models.CharField(blank=True, max_length=10, verbose_name="tempo")),
                ("load", models.CharField(blank=True, max_length=20, verbose_name="load")),
                ("effort_max", models.PositiveSmallIntegerField(null=True, verbose_name="effort at most")),
                (
                    "rir_min",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="repetitions in reserve at least"
                    ),
                ),
                ("effective_from", models.DateField(verbose_name="from")),
                (
                    "effective_to",
                    models.DateField(
                        help_text="The first day it no longer holds.", null=True, verbose_name="until"
                    ),
                ),
                ("open_reason", models.CharField(blank=True, max_length=240, verbose_name="reason")),
                ("closed_at", models.DateTimeField(null=True)),
                ("prescribed_at", models.DateTimeField(default=common.clock.now)),
                (
                    "closed_by",
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
                    "exercise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.exercise",
                        verbose_name="exercise",
                    ),
                ),
                (
                    "opened_by",
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
                        to="programs.prescription",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.prescription",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.program",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.programstage",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgramStageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("slug", models.SlugField(db_index=False, max_length=60)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("goal", models.CharField(max_length=240, verbose_name="goal")),
                (
                    "emphasis",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("hip", "Hip"),
                                ("quad", "Thigh"),
                                ("core", "Core"),
                                ("mobility", "Mobility"),
                                ("load", "Load"),
                            ],
                            max_length=10,
                        ),
                        size=None,
                        verbose_name="focus",
                    ),
                ),
                ("first_week", models.PositiveSmallIntegerField(verbose_name="first week")),
                ("last_week", models.PositiveSmallIntegerField(verbose_name="last week")),
                ("min_days", models.PositiveSmallIntegerField(verbose_name="days at least")),
                ("exit_criteria", models.JSONField(default=dict, verbose_name="exit criteria")),
                (
                    "education",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
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
                        to="programs.programstage",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgramWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("week", models.PositiveSmallIntegerField(verbose_name="program week")),
                ("reason", models.CharField(blank=True, max_length=240, verbose_name="reason")),
                (
                    "program",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weeks",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "verbose_name": "week",
                "verbose_name_plural": "weeks",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("program", "position"),
                        name="week_position_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__gte", 1), ("week__gte", 1)),
                        name="week_counts_from_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgramWeekEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("week", models.PositiveSmallIntegerField(verbose_name="program week")),
                ("reason", models.CharField(blank=True, max_length=240, verbose_name="reason")),
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
                        to="programs.programweek",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgramEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "side",
                    models.CharField(
                        choices=[("left", "Left"), ("right", "Right"), ("both", "Both")],
                        max_length=5,
                        verbose_name="affected side",
                    ),
                ),
                ("start_on", models.DateField(verbose_name="first day")),
                (
                    "time_zone",
                    models.CharField(
                        help_text="The patient's, when it was assigned.",
                        max_length=64,
                        verbose_name="time zone",
                    ),
                ),
                (
                    "parameters",
                    models.JSONField(
                        default=dict, help_text="Rule parameters as they were when it was assigned."
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("finished", "Finished"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="active",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("assigned_at", models.DateTimeField(default=common.clock.now, verbose_name="assigned at")),
                (
                    "ended_on",
                    models.DateField(
                        help_text="The first day on which nothing is due.", null=True, verbose_name="ended on"
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.CharField(blank=True, max_length=240)),
                (
                    "assigned_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                    "episode",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.episode",
                        verbose_name="episode",
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
                        to="programs.program",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.programtemplate",
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.protocolpack",
                        verbose_name="pack",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SessionLog",
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
                    "side",
                    models.CharField(
                        choices=[("left", "Left"), ("right", "Right"), ("both", "Both")],
                        max_length=5,
                        verbose_name="side",
                    ),
                ),
                ("on", models.DateField(help_text="In the patient's own calendar.", verbose_name="day")),
                (
                    "state",
                    models.CharField(
                        choices=[("done", "Done"), ("partial", "Partly done"), ("skipped", "Skipped")],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "skip_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pain", "Pain"),
                            ("no_time", "No time"),
                            ("no_equipment", "No equipment"),
                            ("unclear", "Not sure how"),
                            ("too_easy", "Too easy"),
                            ("other", "Something else"),
                        ],
                        max_length=15,
                        verbose_name="why skipped",
                    ),
                ),
                ("sets_done", models.PositiveSmallIntegerField(null=True, verbose_name="sets done")),
                ("reps", models.PositiveSmallIntegerField(null=True, verbose_name="repetitions a set")),
                ("seconds", models.PositiveIntegerField(null=True, verbose_name="seconds a set")),
                ("pain", models.PositiveSmallIntegerField(null=True, verbose_name="pain, 0 to 10")),
                ("effort", models.PositiveSmallIntegerField(null=True, verbose_name="effort, 0 to 10")),
                ("rir", models.PositiveSmallIntegerField(null=True, verbose_name="repetitions in reserve")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("logged_at", models.DateTimeField(default=common.clock.now, verbose_name="logged at")),
                ("corrected_at", models.DateTimeField(null=True, verbose_name="corrected at")),
                (
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="session_logs",
                        to="patients.patient",
                    ),
                ),
                (
                    "prescription",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="logs",
                        to="programs.prescription",
                        verbose_name="prescription",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="session_logs",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "verbose_name": "session log",
                "verbose_name_plural": "session logs",
                "indexes": [
                    models.Index(fields=["patient", "on"], name="log_by_patient_day"),
                    models.Index(fields=["program", "on"], name="log_by_program_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("prescription", "side", "on"), name="log_once_a_side_and_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["left", "right", "both"])), name="log_known_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("skip_reason", ""), ("state__in", ["done", "partial"])),
                            models.Q(
                                (
                                    "skip_reason__in",
                                    ["pain", "no_time", "no_equipment", "unclear", "too_easy", "other"],
                                ),
                                ("state", "skipped"),
                            ),
                            _connector="OR",
                        ),
                        name="log_skipped_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pain", None), ("pain__lte", 10), _connector="OR"),
                            models.Q(("effort", None), ("effort__lte", 10), _connector="OR"),
                            models.Q(("rir", None), ("rir__lte", 5), _connector="OR"),
                        ),
                        name="log_ratings_in_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sets_done", None), ("sets_done__lte", 20), _connector="OR"),
                            models.Q(("reps", None), ("reps__lte", 500), _connector="OR"),
                            models.Q(("seconds", None), ("seconds__lte", 36000), _connector="OR"),
                        ),
                        name="log_amounts_in_bounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionLogEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                (
                    "side",
                    models.CharField(
                        choices=[("left", "Left"), ("right", "Right"), ("both", "Both")],
                        max_length=5,
                        verbose_name="side",
                    ),
                ),
                ("on", models.DateField(help_text="In the patient's own calendar.", verbose_name="day")),
                (
                    "state",
                    models.CharField(
                        choices=[("done", "Done"), ("partial", "Partly done"), ("skipped", "Skipped")],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "skip_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pain", "Pain"),
                            ("no_time", "No time"),
                            ("no_equipment", "No equipment"),
                            ("unclear", "Not sure how"),
                            ("too_easy", "Too easy"),
                            ("other", "Something else"),
                        ],
                        max_length=15,
                        verbose_name="why skipped",
                    ),
                ),
                ("sets_done", models.PositiveSmallIntegerField(null=True, verbose_name="sets done")),
                ("reps", models.PositiveSmallIntegerField(null=True, verbose_name="repetitions a set")),
                ("seconds", models.PositiveIntegerField(null=True, verbose_name="seconds a set")),
                ("pain", models.PositiveSmallIntegerField(null=True, verbose_name="pain, 0 to 10")),
                ("effort", models.PositiveSmallIntegerField(null=True, verbose_name="effort, 0 to 10")),
                ("rir", models.PositiveSmallIntegerField(null=True, verbose_name="repetitions in reserve")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("logged_at", models.DateTimeField(default=common.clock.now, verbose_name="logged at")),
                ("corrected_at", models.DateTimeField(null=True, verbose_name="corrected at")),
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
                        to="programs.sessionlog",
                    ),
                ),
                (
                    "prescription",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.prescription",
                        verbose_name="prescription",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TemplateStage",
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
                ("goal", models.CharField(max_length=240, verbose_name="goal")),
                (
                    "emphasis",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("hip", "Hip"),
                                ("quad", "Thigh"),
                                ("core", "Core"),
                                ("mobility", "Mobility"),
                                ("load", "Load"),
                            ],
                            max_length=10,
                        ),
                        size=None,
                        verbose_name="focus",
                    ),
                ),
                ("first_week", models.PositiveSmallIntegerField(verbose_name="first week")),
                ("last_week", models.PositiveSmallIntegerField(verbose_name="last week")),
                ("min_days", models.PositiveSmallIntegerField(verbose_name="days at least")),
                ("exit_criteria", models.JSONField(default=dict, verbose_name="exit criteria")),
                (
                    "education",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        default=list,
                        size=None,
                        verbose_name="education",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="programs.programtemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "stage",
                "verbose_name_plural": "stages",
                "ordering": ["first_week"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("template", "first_week"), name="template_stage_starts_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_week__gte", 1), ("last_week__gte", models.F("first_week"))
                        ),
                        name="template_stage_weeks_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("is_core", models.BooleanField(verbose_name="core")),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None, verbose_name="days"
                    ),
                ),
                ("side", models.CharField(max_length=15, verbose_name="sides")),
                (
                    "doses",
                    models.JSONField(
                        help_text="Program week (as text) to dose, resolved by the loader.",
                        verbose_name="doses",
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.exercise",
                        verbose_name="exercise",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="programs.templatestage",
                    ),
                ),
            ],
            options={
                "verbose_name": "item",
                "verbose_name_plural": "items",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("stage", "position"), name="template_item_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("days__contained_by", [1, 2, 3, 4, 5, 6, 7]), ("days__len__gte", 1)
                        ),
                        name="template_item_days_in_week",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programpause",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="9e657b9b91dbf1db367b220aedcbf5d19723c024",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_eb53a",
                    table="programs_programpause",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programpause",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_programpauseevent" ("created_at", "from_on", "id", "paused_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "reason", "resumed_by_id", "to_on", "uuid") VALUES (NEW."created_at", NEW."from_on", NEW."id", NEW."paused_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."program_id", NEW."reason", NEW."resumed_by_id", NEW."to_on", NEW."uuid"); RETURN NULL;',
                    hash="be0826df1345c86f52218ae9ecef858e50e40550",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9c398",
                    table="programs_programpause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programpause",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_programpauseevent" ("created_at", "from_on", "id", "paused_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "reason", "resumed_by_id", "to_on", "uuid") VALUES (NEW."created_at", NEW."from_on", NEW."id", NEW."paused_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."program_id", NEW."reason", NEW."resumed_by_id", NEW."to_on", NEW."uuid"); RETURN NULL;',
                    hash="c033f6ac5c93bf6aa17b4cdec68d890627b5fcac",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_97513",
                    table="programs_programpause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programpauseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="41055503db55f42a7db860b205ec61270b33c3b4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a1361",
                    table="programs_programpauseevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programstage",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="726f3a1ce13a0019054824b7d1c02987adca6adf",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_7a124",
                    table="programs_programstage",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programstage",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_programstageevent" ("created_at", "education", "emphasis", "exit_criteria", "first_week", "goal", "id", "last_week", "min_days", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "slug", "uuid") VALUES (NEW."created_at", NEW."education", NEW."emphasis", NEW."exit_criteria", NEW."first_week", NEW."goal", NEW."id", NEW."last_week", NEW."min_days", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."program_id", NEW."slug", NEW."uuid"); RETURN NULL;',
                    hash="54267c3ef3ddaf3ce7e6c735c42a896ca34c0589",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_70268",
                    table="programs_programstage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programstage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_programstageevent" ("created_at", "education", "emphasis", "exit_criteria", "first_week", "goal", "id", "last_week", "min_days", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "slug", "uuid") VALUES (NEW."created_at", NEW."education", NEW."emphasis", NEW."exit_criteria", NEW."first_week", NEW."goal", NEW."id", NEW."last_week", NEW."min_days", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."program_id", NEW."slug", NEW."uuid"); RETURN NULL;',
                    hash="ac1809b916e2aed1b294455e7a197d533eca7dd4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_36739",
                    table="programs_programstage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prescriptionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e5ba0309352c30672e501d8252b30eca9b7dd306",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4d8cd",
                    table="programs_prescriptionevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prescription",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="a24a622017e64ff5b301778fb6136bd0766b5f35",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_5117f",
                    table="programs_prescription",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prescription",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_prescriptionevent" ("closed_at", "closed_by_id", "created_at", "days", "distance_m", "duration_min", "effective_from", "effective_to", "effort_max", "exercise_id", "first_week", "hold_s", "id", "is_core", "last_week", "line", "load", "open_reason", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "position", "prescribed_at", "program_id", "replaces_id", "reps", "rest_s", "rir_min", "sets", "side", "stage_id", "tempo", "time_s", "uuid") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."days", NEW."distance_m", NEW."duration_min", NEW."effective_from", NEW."effective_to", NEW."effort_max", NEW."exercise_id", NEW."first_week", NEW."hold_s", NEW."id", NEW."is_core", NEW."last_week", NEW."line", NEW."load", NEW."open_reason", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan", NEW."position", NEW."prescribed_at", NEW."program_id", NEW."replaces_id", NEW."reps", NEW."rest_s", NEW."rir_min", NEW."sets", NEW."side", NEW."stage_id", NEW."tempo", NEW."time_s", NEW."uuid"); RETURN NULL;',
                    hash="b383b833bdf49cbed0ce914b3a58b5046d064bf2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0274b",
                    table="programs_prescription",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="prescription",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_prescriptionevent" ("closed_at", "closed_by_id", "created_at", "days", "distance_m", "duration_min", "effective_from", "effective_to", "effort_max", "exercise_id", "first_week", "hold_s", "id", "is_core", "last_week", "line", "load", "open_reason", "opened_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "position", "prescribed_at", "program_id", "replaces_id", "reps", "rest_s", "rir_min", "sets", "side", "stage_id", "tempo", "time_s", "uuid") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."created_at", NEW."days", NEW."distance_m", NEW."duration_min", NEW."effective_from", NEW."effective_to", NEW."effort_max", NEW."exercise_id", NEW."first_week", NEW."hold_s", NEW."id", NEW."is_core", NEW."last_week", NEW."line", NEW."load", NEW."open_reason", NEW."opened_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan", NEW."position", NEW."prescribed_at", NEW."program_id", NEW."replaces_id", NEW."reps", NEW."rest_s", NEW."rir_min", NEW."sets", NEW."side", NEW."stage_id", NEW."tempo", NEW."time_s", NEW."uuid"); RETURN NULL;',
                    hash="b65a1538986f46b90504044ecea076e049b5d357",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_20079",
                    table="programs_prescription",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programstageevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f8592f7050cd55175bfa304800d45b9c8144c113",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_93671",
                    table="programs_programstageevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programweek",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="667f8008a25696477dd46b35fabee1b7648823a1",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_39e3c",
                    table="programs_programweek",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programweek",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_programweekevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "program_id", "reason", "uuid", "week") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."program_id", NEW."reason", NEW."uuid", NEW."week"); RETURN NULL;',
                    hash="04120facb423bc64ccaf9b13299def4bc684af31",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_32260",
                    table="programs_programweek",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programweek",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_programweekevent" ("created_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "program_id", "reason", "uuid", "week") VALUES (NEW."created_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."program_id", NEW."reason", NEW."uuid", NEW."week"); RETURN NULL;',
                    hash="bf9caf260632175adec8499cbcacadea945adb94",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c5347",
                    table="programs_programweek",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programweekevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="03f51b42e3e9f1e9bdb9c70d864fde3164db90a2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b8e21",
                    table="programs_programweekevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1b959981adc0355b7d255711197f23ff38ced4ca",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e6397",
                    table="programs_programevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="program",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="ab58ea6277e58165d9f922ffdca2458195ffb3ab",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_9e8d7",
                    table="programs_program",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="program",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_programevent" ("assigned_at", "assigned_by_id", "created_at", "end_reason", "ended_at", "ended_by_id", "ended_on", "episode_id", "id", "name", "pack_id", "parameters", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "start_on", "status", "template_id", "time_zone", "uuid") VALUES (NEW."assigned_at", NEW."assigned_by_id", NEW."created_at", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ended_on", NEW."episode_id", NEW."id", NEW."name", NEW."pack_id", NEW."parameters", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."side", NEW."start_on", NEW."status", NEW."template_id", NEW."time_zone", NEW."uuid"); RETURN NULL;',
                    hash="10b412578ecd017f4bc4f58847b89dfb5fc42bc9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5a554",
                    table="programs_program",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="program",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_programevent" ("assigned_at", "assigned_by_id", "created_at", "end_reason", "ended_at", "ended_by_id", "ended_on", "episode_id", "id", "name", "pack_id", "parameters", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "start_on", "status", "template_id", "time_zone", "uuid") VALUES (NEW."assigned_at", NEW."assigned_by_id", NEW."created_at", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ended_on", NEW."episode_id", NEW."id", NEW."name", NEW."pack_id", NEW."parameters", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."side", NEW."start_on", NEW."status", NEW."template_id", NEW."time_zone", NEW."uuid"); RETURN NULL;',
                    hash="c7433b28e6eb55669df5a1679422ce291f7730d3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7f86c",
                    table="programs_program",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sessionlog",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="28b15229f0d67ba3c6af752356479ca251a3deb1",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_59c1c",
                    table="programs_sessionlog",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sessionlog",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_sessionlogevent" ("corrected_at", "created_at", "effort", "id", "logged_at", "note", "on", "pain", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prescription_id", "program_id", "reps", "rir", "seconds", "sets_done", "side", "skip_reason", "state", "uuid") VALUES (NEW."corrected_at", NEW."created_at", NEW."effort", NEW."id", NEW."logged_at", NEW."note", NEW."on", NEW."pain", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prescription_id", NEW."program_id", NEW."reps", NEW."rir", NEW."seconds", NEW."sets_done", NEW."side", NEW."skip_reason", NEW."state", NEW."uuid"); RETURN NULL;',
                    hash="9f1e777042998a520584d49cae482e6f176b2d29",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3ec1c",
                    table="programs_sessionlog",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sessionlog",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_sessionlogevent" ("corrected_at", "created_at", "effort", "id", "logged_at", "note", "on", "pain", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prescription_id", "program_id", "reps", "rir", "seconds", "sets_done", "side", "skip_reason", "state", "uuid") VALUES (NEW."corrected_at", NEW."created_at", NEW."effort", NEW."id", NEW."logged_at", NEW."note", NEW."on", NEW."pain", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prescription_id", NEW."program_id", NEW."reps", NEW."rir", NEW."seconds", NEW."sets_done", NEW."side", NEW."skip_reason", NEW."state", NEW."uuid"); RETURN NULL;',
                    hash="697dec0cdba107c75e7443cd340e4580e1031b3d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b9fb0",
                    table="programs_sessionlog",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sessionlogevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e2a30213bec03557934a047091491d2dcad9e581",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6cb74",
                    table="programs_sessionlogevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
