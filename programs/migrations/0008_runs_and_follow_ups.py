import common.clock
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("patients", "0006_withdrawn_files"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("programs", "0007_still_while_stopped"),
    ]

    operations = [
        migrations.CreateModel(
            name="RunLog",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("on", models.DateField(help_text="In the patient's own calendar.", verbose_name="day")),
                (
                    "distance_km",
                    models.DecimalField(decimal_places=2, max_digits=6, verbose_name="distance in km"),
                ),
                (
                    "minutes",
                    models.DecimalField(decimal_places=1, max_digits=6, null=True, verbose_name="minutes"),
                ),
                ("level", models.PositiveSmallIntegerField(null=True, verbose_name="walk-jog level")),
                (
                    "pain_start",
                    models.PositiveSmallIntegerField(null=True, verbose_name="pain at the start, 0 to 10"),
                ),
                (
                    "pain_peak",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="worst pain while running, 0 to 10"
                    ),
                ),
                (
                    "pain_end",
                    models.PositiveSmallIntegerField(null=True, verbose_name="pain at the end, 0 to 10"),
                ),
                (
                    "trend",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("better", "Got better"),
                            ("same", "Stayed the same"),
                            ("worse", "Got worse"),
                        ],
                        max_length=10,
                        verbose_name="the pain",
                    ),
                ),
                ("stride_changed", models.BooleanField(null=True, verbose_name="stride changed or limped")),
                ("sore_in_warmup", models.BooleanField(null=True, verbose_name="sore in the warm-up")),
                ("cadence", models.PositiveSmallIntegerField(null=True, verbose_name="steps a minute")),
                (
                    "surface",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("road", "Road"),
                            ("path", "Path or trail"),
                            ("grass", "Grass"),
                            ("track", "Track"),
                            ("treadmill", "Treadmill"),
                        ],
                        max_length=10,
                        verbose_name="surface",
                    ),
                ),
                (
                    "hills",
                    models.CharField(
                        blank=True,
                        choices=[("flat", "Flat"), ("some", "Some hills"), ("downhill", "Long downhills")],
                        max_length=10,
                        verbose_name="hills",
                    ),
                ),
                (
                    "pace",
                    models.CharField(
                        blank=True,
                        choices=[("easy", "Easy"), ("steady", "Steady"), ("fast", "Fast")],
                        max_length=10,
                        verbose_name="pace",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("logged_at", models.DateTimeField(default=common.clock.now, verbose_name="logged at")),
                ("corrected_at", models.DateTimeField(null=True, verbose_name="corrected at")),
                (
                    "episode",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="patients.episode",
                    ),
                ),
                (
                    "logged_by",
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
                        related_name="runs",
                        to="patients.patient",
                    ),
                ),
            ],
            options={
                "verbose_name": "run",
                "verbose_name_plural": "runs",
                "indexes": [models.Index(fields=["patient", "on"], name="run_by_patient_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("distance_km__gte", 0),
                            ("distance_km__lte", 200),
                            models.Q(
                                ("minutes", None),
                                models.Q(("minutes__gt", 0), ("minutes__lte", 1440)),
                                _connector="OR",
                            ),
                        ),
                        name="run_amounts_in_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pain_start", None), ("pain_start__lte", 10), _connector="OR"),
                            models.Q(("pain_peak", None), ("pain_peak__lte", 10), _connector="OR"),
                            models.Q(("pain_end", None), ("pain_end__lte", 10), _connector="OR"),
                            models.Q(
                                ("cadence", None),
                                models.Q(("cadence__gte", 60), ("cadence__lte", 260)),
                                _connector="OR",
                            ),
                        ),
                        name="run_ratings_in_bounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("trend__in", ["", "better", "same", "worse"]),
                            ("surface__in", ["", "road", "path", "grass", "track", "treadmill"]),
                            ("hills__in", ["", "flat", "some", "downhill"]),
                            ("pace__in", ["", "easy", "steady", "fast"]),
                        ),
                        name="run_known_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("on", models.DateField(verbose_name="day of the load")),
                ("loaded_at", models.DateTimeField(verbose_name="time of the load")),
                ("ask_at", models.DateTimeField(null=True, verbose_name="asked next at")),
                ("times_asked", models.PositiveSmallIntegerField(default=0)),
                (
                    "settled",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("within_1h", "Within an hour"),
                            ("same_evening", "The same evening"),
                            ("next_morning", "The next morning"),
                            ("within_24h", "Within 24 hours"),
                            ("within_48h", "Within 48 hours"),
                            ("longer", "It took longer"),
                            ("not_yet", "Not yet"),
                        ],
                        max_length=12,
                        verbose_name="settled",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered at")),
                (
                    "answered_by",
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
                        related_name="follow_ups",
                        to="patients.patient",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="programs.program",
                    ),
                ),
                (
                    "run",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_up",
                        to="programs.runlog",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up",
                "verbose_name_plural": "follow-ups",
                "indexes": [
                    models.Index(fields=["patient", "on"], name="follow_up_by_patient_day"),
                    models.Index(
                        condition=models.Q(("ask_at__isnull", False)),
                        fields=["ask_at"],
                        name="follow_up_to_ask",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("run", None)),
                        fields=("program", "on"),
                        name="follow_up_once_a_session",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("program__isnull", False), ("run", None)),
                            ("run__isnull", False),
                            _connector="OR",
                        ),
                        name="follow_up_of_session_or_run",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("answered_by", None), ("settled", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                (
                                    "settled__in",
                                    [
                                        "within_1h",
                                        "same_evening",
                                        "next_morning",
                                        "within_24h",
                                        "within_48h",
                                        "longer",
                                        "not_yet",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="follow_up_answered_has_when_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ask_at", None), ("ask_at__gt", models.F("loaded_at")), _connector="OR"
                        ),
                        name="follow_up_asks_after_the_load",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUpEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("on", models.DateField(verbose_name="day of the load")),
                ("loaded_at", models.DateTimeField(verbose_name="time of the load")),
                ("ask_at", models.DateTimeField(null=True, verbose_name="asked next at")),
                ("times_asked", models.PositiveSmallIntegerField(default=0)),
                (
                    "settled",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("within_1h", "Within an hour"),
                            ("same_evening", "The same evening"),
                            ("next_morning", "The next morning"),
                            ("within_24h", "Within 24 hours"),
                            ("within_48h", "Within 48 hours"),
                            ("longer", "It took longer"),
                            ("not_yet", "Not yet"),
                        ],
                        max_length=12,
                        verbose_name="settled",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered at")),
                (
                    "answered_by",
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
                        to="programs.followup",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.program",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.runlog",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RunLogEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("on", models.DateField(help_text="In the patient's own calendar.", verbose_name="day")),
                (
                    "distance_km",
                    models.DecimalField(decimal_places=2, max_digits=6, verbose_name="distance in km"),
                ),
                (
                    "minutes",
                    models.DecimalField(decimal_places=1, max_digits=6, null=True, verbose_name="minutes"),
                ),
                ("level", models.PositiveSmallIntegerField(null=True, verbose_name="walk-jog level")),
                (
                    "pain_start",
                    models.PositiveSmallIntegerField(null=True, verbose_name="pain at the start, 0 to 10"),
                ),
                (
                    "pain_peak",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="worst pain while running, 0 to 10"
                    ),
                ),
                (
                    "pain_end",
                    models.PositiveSmallIntegerField(null=True, verbose_name="pain at the end, 0 to 10"),
                ),
                (
                    "trend",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("better", "Got better"),
                            ("same", "Stayed the same"),
                            ("worse", "Got worse"),
                        ],
                        max_length=10,
                        verbose_name="the pain",
                    ),
                ),
                ("stride_changed", models.BooleanField(null=True, verbose_name="stride changed or limped")),
                ("sore_in_warmup", models.BooleanField(null=True, verbose_name="sore in the warm-up")),
                ("cadence", models.PositiveSmallIntegerField(null=True, verbose_name="steps a minute")),
                (
                    "surface",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("road", "Road"),
                            ("path", "Path or trail"),
                            ("grass", "Grass"),
                            ("track", "Track"),
                            ("treadmill", "Treadmill"),
                        ],
                        max_length=10,
                        verbose_name="surface",
                    ),
                ),
                (
                    "hills",
                    models.CharField(
                        blank=True,
                        choices=[("flat", "Flat"), ("some", "Some hills"), ("downhill", "Long downhills")],
                        max_length=10,
                        verbose_name="hills",
                    ),
                ),
                (
                    "pace",
                    models.CharField(
                        blank=True,
                        choices=[("easy", "Easy"), ("steady", "Steady"), ("fast", "Fast")],
                        max_length=10,
                        verbose_name="pace",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("logged_at", models.DateTimeField(default=common.clock.now, verbose_name="logged at")),
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
                    "logged_by",
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
                        to="programs.runlog",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="runlog",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="12b5998630cc33c33b82e33d6b86518764bdde01",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_a6776",
                    table="programs_runlog",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="runlog",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_runlogevent" ("cadence", "corrected_at", "created_at", "distance_km", "episode_id", "hills", "id", "level", "logged_at", "logged_by_id", "minutes", "note", "on", "pace", "pain_end", "pain_peak", "pain_start", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sore_in_warmup", "stride_changed", "surface", "trend", "uuid") VALUES (NEW."cadence", NEW."corrected_at", NEW."created_at", NEW."distance_km", NEW."episode_id", NEW."hills", NEW."id", NEW."level", NEW."logged_at", NEW."logged_by_id", NEW."minutes", NEW."note", NEW."on", NEW."pace", NEW."pain_end", NEW."pain_peak", NEW."pain_start", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sore_in_warmup", NEW."stride_changed", NEW."surface", NEW."trend", NEW."uuid"); RETURN NULL;',
                    hash="ec280b8a30e9e6918a742d15517308119ac4bfbe",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e9955",
                    table="programs_runlog",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="runlog",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_runlogevent" ("cadence", "corrected_at", "created_at", "distance_km", "episode_id", "hills", "id", "level", "logged_at", "logged_by_id", "minutes", "note", "on", "pace", "pain_end", "pain_peak", "pain_start", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sore_in_warmup", "stride_changed", "surface", "trend", "uuid") VALUES (NEW."cadence", NEW."corrected_at", NEW."created_at", NEW."distance_km", NEW."episode_id", NEW."hills", NEW."id", NEW."level", NEW."logged_at", NEW."logged_by_id", NEW."minutes", NEW."note", NEW."on", NEW."pace", NEW."pain_end", NEW."pain_peak", NEW."pain_start", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sore_in_warmup", NEW."stride_changed", NEW."surface", NEW."trend", NEW."uuid"); RETURN NULL;',
                    hash="2acf6733c2f707d9cf1a37249a361761665bd542",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fd92f",
                    table="programs_runlog",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followupevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ee582cbcb44b9bcbe87c61f4d880f6e336c5a294",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_90e1e",
                    table="programs_followupevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followup",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="49b9386e615eec033cc8e9f1cacc5ae1a82839a3",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_c3ad2",
                    table="programs_followup",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_followupevent" ("answered_at", "answered_by_id", "ask_at", "created_at", "id", "loaded_at", "on", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "run_id", "settled", "times_asked", "uuid") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."ask_at", NEW."created_at", NEW."id", NEW."loaded_at", NEW."on", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."program_id", NEW."run_id", NEW."settled", NEW."times_asked", NEW."uuid"); RETURN NULL;',
                    hash="5033fa6da67ade9bac50b731295b3f38183a82ad",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6ad75",
                    table="programs_followup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_followupevent" ("answered_at", "answered_by_id", "ask_at", "created_at", "id", "loaded_at", "on", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "run_id", "settled", "times_asked", "uuid") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."ask_at", NEW."created_at", NEW."id", NEW."loaded_at", NEW."on", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."program_id", NEW."run_id", NEW."settled", NEW."times_asked", NEW."uuid"); RETURN NULL;',
                    hash="65c1fd4098b2045492b610f32fa4c717691f6cc7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fb48b",
                    table="programs_followup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="runlogevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b2c4d737eef93b7ab14648d85b4c219952d6b8b7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3d8e6",
                    table="programs_runlogevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
