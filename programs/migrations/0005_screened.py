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
        ("patients", "0002_clinical_record"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("programs", "0004_replaces_in_program"),
    ]

    operations = [
        migrations.CreateModel(
            name="DailyCheck",
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
                    "pain_worst",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="worst pain in 24 hours, 0 to 10"
                    ),
                ),
                (
                    "pain_usual",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="usual pain in 24 hours, 0 to 10"
                    ),
                ),
                (
                    "pain_morning",
                    models.PositiveSmallIntegerField(null=True, verbose_name="pain this morning, 0 to 10"),
                ),
                (
                    "swelling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "None"),
                            ("mild", "Mild"),
                            ("moderate", "Moderate"),
                            ("marked", "Marked"),
                        ],
                        max_length=10,
                        verbose_name="swelling",
                    ),
                ),
                ("giving_way", models.BooleanField(null=True, verbose_name="gave way")),
                ("catching", models.BooleanField(null=True, verbose_name="caught")),
                ("locking", models.BooleanField(null=True, verbose_name="got stuck")),
                ("limp", models.BooleanField(null=True, verbose_name="limped")),
                ("sleep", models.PositiveSmallIntegerField(null=True, verbose_name="sleep, 0 to 10")),
                ("stress", models.PositiveSmallIntegerField(null=True, verbose_name="stress, 0 to 10")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("given_at", models.DateTimeField(default=common.clock.now, verbose_name="given at")),
                ("corrected_at", models.DateTimeField(null=True, verbose_name="corrected at")),
                (
                    "episode",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daily_checks",
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
                        related_name="daily_checks",
                        to="patients.patient",
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
                "verbose_name": "daily check",
                "verbose_name_plural": "daily checks",
                "indexes": [models.Index(fields=["patient", "on"], name="check_by_patient_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("episode", "on"), name="check_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("swelling__in", ["", "none", "mild", "moderate", "marked"])),
                        name="check_known_swelling",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("pain_worst", None), ("pain_worst__lte", 10), _connector="OR"),
                            models.Q(("pain_usual", None), ("pain_usual__lte", 10), _connector="OR"),
                            models.Q(("pain_morning", None), ("pain_morning__lte", 10), _connector="OR"),
                            models.Q(("sleep", None), ("sleep__lte", 10), _connector="OR"),
                            models.Q(("stress", None), ("stress__lte", 10), _connector="OR"),
                        ),
                        name="check_ratings_in_bounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DailyCheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=common.clock.now, editable=False)),
                ("on", models.DateField(help_text="In the patient's own calendar.", verbose_name="day")),
                (
                    "pain_worst",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="worst pain in 24 hours, 0 to 10"
                    ),
                ),
                (
                    "pain_usual",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="usual pain in 24 hours, 0 to 10"
                    ),
                ),
                (
                    "pain_morning",
                    models.PositiveSmallIntegerField(null=True, verbose_name="pain this morning, 0 to 10"),
                ),
                (
                    "swelling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "None"),
                            ("mild", "Mild"),
                            ("moderate", "Moderate"),
                            ("marked", "Marked"),
                        ],
                        max_length=10,
                        verbose_name="swelling",
                    ),
                ),
                ("giving_way", models.BooleanField(null=True, verbose_name="gave way")),
                ("catching", models.BooleanField(null=True, verbose_name="caught")),
                ("locking", models.BooleanField(null=True, verbose_name="got stuck")),
                ("limp", models.BooleanField(null=True, verbose_name="limped")),
                ("sleep", models.PositiveSmallIntegerField(null=True, verbose_name="sleep, 0 to 10")),
                ("stress", models.PositiveSmallIntegerField(null=True, verbose_name="stress, 0 to 10")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
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
                        to="programs.dailycheck",
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
            name="TopicRead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.SlugField(db_index=False, max_length=60, verbose_name="topic")),
                ("read_at", models.DateTimeField(default=common.clock.now, verbose_name="read at")),
                (
                    "patient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics_read",
                        to="patients.patient",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "topic read",
                "verbose_name_plural": "topics read",
                "constraints": [models.UniqueConstraint(fields=("patient", "topic"), name="topic_read_once")],
            },
        ),
        migrations.CreateModel(
            name="TopicReadEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("topic", models.SlugField(db_index=False, max_length=60, verbose_name="topic")),
                ("read_at", models.DateTimeField(default=common.clock.now, verbose_name="read at")),
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
                        to="programs.topicread",
                    ),
                ),
                (
                    "read_by",
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
        pgtrigger.migrations.RemoveTrigger(
            model_name="program",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="program",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="programpause",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="programpause",
            name="update_update",
        ),
        migrations.AddField(
            model_name="program",
            name="screening",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="patients.screening",
            ),
        ),
        migrations.AddField(
            model_name="programevent",
            name="screening",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="patients.screening",
            ),
        ),
        migrations.AddField(
            model_name="programpause",
            name="stop",
            field=models.ForeignKey(
                help_text="The warning sign that paused it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pauses",
                to="patients.stop",
            ),
        ),
        migrations.AddField(
            model_name="programpauseevent",
            name="stop",
            field=models.ForeignKey(
                db_constraint=False,
                help_text="The warning sign that paused it.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="patients.stop",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="program",
            trigger=pgtrigger.compiler.Trigger(
                name="behind_the_screen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT 1 FROM patients_screening s\n     WHERE s.id = NEW.screening_id AND s.patient_id = NEW.patient_id AND s.scope IN ('intake', 'weekly')\n       AND s.given_at BETWEEN NEW.assigned_at - interval '28 days' AND NEW.assigned_at\n       AND s.condition = (SELECT condition FROM patients_episode WHERE id = NEW.episode_id)\n       \n    AND (s.outcome = 'clear'\n         OR EXISTS (SELECT 1 FROM patients_stop t WHERE t.screening_id = s.id AND t.lifted_at IS NOT NULL))\n    AND NOT EXISTS (SELECT 1 FROM patients_stop t WHERE t.patient_id = s.patient_id AND t.lifted_at IS NULL)\n\n) THEN \n    RAISE EXCEPTION 'no valid screening'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'behind_the_screen', TABLE = TG_TABLE_NAME\n;\nEND IF;\nRETURN NEW;\n",
                    hash="bd64f7352a6528419830e6795dc2ebd3b62c2a54",
                    operation='INSERT OR UPDATE OF "screening_id"',
                    pgid="pgtrigger_behind_the_screen_1849e",
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
                    func='INSERT INTO "programs_programevent" ("assigned_at", "assigned_by_id", "created_at", "end_reason", "ended_at", "ended_by_id", "ended_on", "episode_id", "id", "name", "pack_id", "parameters", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "screening_id", "side", "start_on", "status", "template_id", "time_zone", "uuid") VALUES (NEW."assigned_at", NEW."assigned_by_id", NEW."created_at", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ended_on", NEW."episode_id", NEW."id", NEW."name", NEW."pack_id", NEW."parameters", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."screening_id", NEW."side", NEW."start_on", NEW."status", NEW."template_id", NEW."time_zone", NEW."uuid"); RETURN NULL;',
                    hash="54d71cc3f573b907bc43af616842815b546ddb9a",
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
                    func='INSERT INTO "programs_programevent" ("assigned_at", "assigned_by_id", "created_at", "end_reason", "ended_at", "ended_by_id", "ended_on", "episode_id", "id", "name", "pack_id", "parameters", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "screening_id", "side", "start_on", "status", "template_id", "time_zone", "uuid") VALUES (NEW."assigned_at", NEW."assigned_by_id", NEW."created_at", NEW."end_reason", NEW."ended_at", NEW."ended_by_id", NEW."ended_on", NEW."episode_id", NEW."id", NEW."name", NEW."pack_id", NEW."parameters", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."screening_id", NEW."side", NEW."start_on", NEW."status", NEW."template_id", NEW."time_zone", NEW."uuid"); RETURN NULL;',
                    hash="58d24af5c6d4f07b06d15c134807757b2f3b7fc3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7f86c",
                    table="programs_program",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programpause",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_programpauseevent" ("created_at", "from_on", "id", "paused_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "reason", "resumed_by_id", "stop_id", "to_on", "uuid") VALUES (NEW."created_at", NEW."from_on", NEW."id", NEW."paused_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."program_id", NEW."reason", NEW."resumed_by_id", NEW."stop_id", NEW."to_on", NEW."uuid"); RETURN NULL;',
                    hash="8e2daac93133b4dec1a92730f957f49863e5f618",
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
                    func='INSERT INTO "programs_programpauseevent" ("created_at", "from_on", "id", "paused_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "reason", "resumed_by_id", "stop_id", "to_on", "uuid") VALUES (NEW."created_at", NEW."from_on", NEW."id", NEW."paused_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."program_id", NEW."reason", NEW."resumed_by_id", NEW."stop_id", NEW."to_on", NEW."uuid"); RETURN NULL;',
                    hash="804272310f30e0eaa09fec451114c0921e50cb71",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_97513",
                    table="programs_programpause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailycheck",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="1b4125447ca9bdd3fd627db962f422e3da206ff7",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_2f657",
                    table="programs_dailycheck",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailycheck",
            trigger=pgtrigger.compiler.Trigger(
                name="behind_the_screen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (\n    SELECT 1 FROM patients_screening s\n     WHERE s.id = NEW.screening_id AND s.patient_id = NEW.patient_id AND s.scope IN ('intake', 'weekly', 'daily', 'event')\n       AND s.given_at BETWEEN NEW.given_at - interval '1 days' AND NEW.given_at\n       AND s.condition = (SELECT condition FROM patients_episode WHERE id = NEW.episode_id)\n       \n) THEN \n    RAISE EXCEPTION 'no valid screening'\n          USING ERRCODE = 'check_violation', CONSTRAINT = 'behind_the_screen', TABLE = TG_TABLE_NAME\n;\nEND IF;\nRETURN NEW;\n",
                    hash="d607c6b1bd1fd8504297a87a34d23b36999f3232",
                    operation='INSERT OR UPDATE OF "screening_id"',
                    pgid="pgtrigger_behind_the_screen_962e3",
                    table="programs_dailycheck",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailycheck",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_dailycheckevent" ("catching", "corrected_at", "created_at", "episode_id", "given_at", "given_by_id", "giving_way", "id", "limp", "locking", "note", "on", "pain_morning", "pain_usual", "pain_worst", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "screening_id", "sleep", "stress", "swelling", "uuid") VALUES (NEW."catching", NEW."corrected_at", NEW."created_at", NEW."episode_id", NEW."given_at", NEW."given_by_id", NEW."giving_way", NEW."id", NEW."limp", NEW."locking", NEW."note", NEW."on", NEW."pain_morning", NEW."pain_usual", NEW."pain_worst", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."screening_id", NEW."sleep", NEW."stress", NEW."swelling", NEW."uuid"); RETURN NULL;',
                    hash="e9fed0d17adba6260b7dec038fde1dbe4f812cff",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1c042",
                    table="programs_dailycheck",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailycheck",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_dailycheckevent" ("catching", "corrected_at", "created_at", "episode_id", "given_at", "given_by_id", "giving_way", "id", "limp", "locking", "note", "on", "pain_morning", "pain_usual", "pain_worst", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "screening_id", "sleep", "stress", "swelling", "uuid") VALUES (NEW."catching", NEW."corrected_at", NEW."created_at", NEW."episode_id", NEW."given_at", NEW."given_by_id", NEW."giving_way", NEW."id", NEW."limp", NEW."locking", NEW."note", NEW."on", NEW."pain_morning", NEW."pain_usual", NEW."pain_worst", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."screening_id", NEW."sleep", NEW."stress", NEW."swelling", NEW."uuid"); RETURN NULL;',
                    hash="9404b8117f2d0cd3d861338746a8eb461e5ee58a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8831a",
                    table="programs_dailycheck",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dailycheckevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="913763f37b52e1386bcd319982511e18fdd3a72b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_27331",
                    table="programs_dailycheckevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicread",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="16155e9042b87c03075f5c2880d45494812c75af",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_b9721",
                    table="programs_topicread",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicread",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_topicreadevent" ("id", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "read_by_id", "topic") VALUES (NEW."id", NEW."patient_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."read_at", NEW."read_by_id", NEW."topic"); RETURN NULL;',
                    hash="4c2ca85e26aa8ed3aa24dafb47181f03150d162c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cb179",
                    table="programs_topicread",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicread",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_topicreadevent" ("id", "patient_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_at", "read_by_id", "topic") VALUES (NEW."id", NEW."patient_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."read_at", NEW."read_by_id", NEW."topic"); RETURN NULL;',
                    hash="4aef481f2c86101034306c163981c76cc1c43421",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a44b5",
                    table="programs_topicread",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="topicreadevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dac0bf6d5d060914979c5ba8a6b87af03d051ba8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f4028",
                    table="programs_topicreadevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
