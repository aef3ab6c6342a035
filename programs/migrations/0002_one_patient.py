"""Ties the patient of a program, and of a log, to what they hang on: rows of two patients can never mix."""

from django.db import migrations

TIES = [
    (
        "programs_program",
        "program_patient_is_episodes",
        "(episode_id, patient_id)",
        "patients_episode (id, patient_id)",
    ),
    (
        "programs_prescription",
        "prescription_stage_is_programs",
        "(stage_id, program_id)",
        "programs_programstage (id, program_id)",
    ),
    (
        "programs_sessionlog",
        "log_program_is_patients",
        "(program_id, patient_id)",
        "programs_program (id, patient_id)",
    ),
    (
        "programs_sessionlog",
        "log_prescription_is_programs",
        "(prescription_id, program_id)",
        "programs_prescription (id, program_id)",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("programs", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY {columns} REFERENCES {target}",
            f"ALTER TABLE {table} DROP CONSTRAINT {name}",
        )
        for table, name, columns, target in TIES
    ]
