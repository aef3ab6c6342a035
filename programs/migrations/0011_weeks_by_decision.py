"""Programs that ran by the calendar keep the weeks they lived; from here on each next week is decided.

A decision belongs to the patient of its program, and goes with it when two records of one person are merged.
"""

from django.db import migrations

LIVED_WEEKS = """
UPDATE programs_program AS program
   SET weeks_released = greatest(1, least(
           (SELECT count(*) FROM programs_programweek WHERE program_id = program.id),
           (least(coalesce(ended_on, current_date), current_date) - start_on - coalesce(
               (SELECT sum(greatest(least(coalesce(to_on, current_date), current_date) - from_on, 0))
                  FROM programs_programpause WHERE program_id = program.id), 0)) / 7 + 1))
"""
LOOK_AT_ALL = "UPDATE programs_program SET evaluate_at = now() WHERE status IN ('active', 'paused')"
DECISION = (
    "programs_decision ADD CONSTRAINT decision_patient_is_programs FOREIGN KEY (program_id, patient_id)"
)


class Migration(migrations.Migration):
    dependencies = [("programs", "0010_decisions")]

    operations = [
        migrations.RunSQL(LIVED_WEEKS, migrations.RunSQL.noop),
        migrations.RunSQL(LOOK_AT_ALL, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"ALTER TABLE {DECISION} REFERENCES programs_program (id, patient_id) ON UPDATE CASCADE",
            "ALTER TABLE programs_decision DROP CONSTRAINT decision_patient_is_programs",
        ),
    ]
